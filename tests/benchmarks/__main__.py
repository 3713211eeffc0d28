"""`make bench`: every figure as a ratio to a named peer in the same run, then the whole build of a county.

Exit status 0 whatever the figures are: timing is read by people, never a test. `--items N` sets the size.
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import date
from pathlib import Path

from qingdan.home import open_home
from qingdan.schema import load_schemas
from tests.benchmarks.building import growth_lines, measured_build, stage_lines
from tests.benchmarks.checking import checking, one_list_lines, open_repository, rule_lines, write_demo_counties
from tests.benchmarks.county import Shape, write_county
from tests.benchmarks.pages import page_ratios
from tests.benchmarks.privacy import privacy_lines
from tests.benchmarks.reading import conforming, reading

_SCRATCH = Path(__file__).resolve().parents[2] / "build" / "bench"
_TODAY = date(2026, 1, 21)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Measure each stage on a generated county.")
    parser.add_argument("--items", type=int, default=10_000, help="published items of the large county")
    items = parser.parse_args().items
    # Beside the site: folders for short-lived files lie on other, often slower parts of the disk.
    _SCRATCH.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = str(_SCRATCH)
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        _ratios(Path(scratch), items)
        _builds(Path(scratch), items)


def _county(scratch: Path, items: int, shape: Shape) -> tuple[Path, int]:
    root = scratch / f"{shape}-{items}"
    if not root.exists():
        root.mkdir()
        (root / "count").write_text(str(write_county(root, items, shape)), "utf8")
    return root, int((root / "count").read_text("utf8"))


def _ratios(scratch: Path, items: int) -> None:
    flat, _ = _county(scratch, items, "flat")
    home = open_home(flat)
    print("seconds (a page: seconds each)".ljust(58), "ours".rjust(11), "peer".rjust(11), "ratio".rjust(8))
    print(reading(flat).line(), flush=True)
    schemas = load_schemas(home.schemas)
    judged = conforming(flat, schemas)
    print(judged.line(), flush=True)
    large = open_repository(flat, schemas)
    print(checking(large, judged.peer).line(), flush=True)
    for ratio in page_ratios(home, _TODAY):
        print(ratio.line(), flush=True)
    small, _ = _county(scratch, max(items // 10, 60), "flat")
    print("\n".join(["", *rule_lines("flat county", open_repository(small, schemas), large)]), flush=True)
    two, sixteen = _demo_counties(scratch, 2), _demo_counties(scratch, 16)
    lines = rule_lines("demo counties", open_repository(two, schemas), open_repository(sixteen, schemas))
    print("\n".join(lines), flush=True)
    print("\n".join(one_list_lines(open_repository(two, schemas), items // 10, items)), flush=True)
    print("\n".join(privacy_lines()), flush=True)


def _demo_counties(scratch: Path, copies: int) -> Path:
    root = scratch / f"demo-{copies}"
    write_demo_counties(root, copies)
    return root


def _builds(scratch: Path, items: int) -> None:
    small = measured_build(*_county(scratch, max(items // 10, 60), "flat"))
    shapes: tuple[Shape, ...] = ("flat", "adopted")
    for shape in shapes:
        large = measured_build(*_county(scratch, items, shape))
        print(
            f"\nbuild, {shape}: {large.items} items in {large.seconds:.1f} s, peak {large.megabytes:.0f} MB", flush=True
        )
        print("\n".join(stage_lines(large)))
        if shape == "flat":
            print(f"growth from {small.items} items ({small.seconds:.1f} s)")
            print("\n".join(growth_lines(small, large)), flush=True)


if __name__ == "__main__":
    main()
