"""The whole build as a process of its own: seconds and share of each stage, peak memory, growth with size."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_STAGE = re.compile(r"^(\S+)　([0-9.]+) 秒$", re.MULTILINE)
_PEAK = re.compile(r"^peak ([0-9]+)$", re.MULTILINE)
# Runs the command and prints the peak of the largest process (KiB), children included.
_MEASURED = """
import resource, sys
from qingdan.cli import main
status = main(sys.argv[1:])
peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(f"peak {peak}", file=sys.stderr)
sys.exit(status)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """One build of `items` items: wall seconds, seconds by stage, peak memory in MB."""

    items: int
    seconds: float
    stages: dict[str, float]
    megabytes: float


def measured_build(root: Path, items: int) -> Build:
    """Builds the repository at `root`; CalledProcessError when the command fails."""
    command = [sys.executable, "-c", _MEASURED, "--root", str(root), "build", "--today", "2026-01-21"]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        print(done.stdout[-3000:], done.stderr[-3000:], file=sys.stderr)
        done.check_returncode()
    stages = {title: float(taken) for title, taken in _STAGE.findall(done.stderr)}
    peak = _PEAK.search(done.stderr)
    assert peak is not None
    return Build(items=items, seconds=seconds, stages=stages, megabytes=int(peak[1]) / 1024)


def stage_lines(build: Build) -> list[str]:
    """Seconds and share of each stage."""
    whole = build.seconds
    lines = [f"  {title:<12} {taken:7.1f} s  {taken / whole:6.1%}" for title, taken in build.stages.items()]
    rest = whole - sum(build.stages.values())
    return [*lines, f"  {'start, rest':<12} {rest:7.1f} s  {rest / whole:6.1%}"]


def growth_lines(small: Build, large: Build) -> list[str]:
    """How each stage grows from the small county to the large one; 1.0 is linear."""
    factor = large.items / small.items
    lines = []
    for title, taken in large.stages.items():
        before = small.stages.get(title, 0.0)
        if before >= 0.1:
            lines.append(
                f"  {title:<12} x{taken / before:5.1f} for x{factor:.1f} items  ({taken / before / factor:.2f} of linear)"
            )
    return lines
