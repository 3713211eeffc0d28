"""Whatever is typed anywhere, the command answers with findings and never with a traceback."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qingdan.report import FORMATS
from tests.command import qingdan
from tests.helpers import ROOT, base_files, catalogue_files, write_files

Spot = tuple[str | int, ...]
# One list of every kind, so that every table and every rule meets something odd.
LISTS = ("990101101/service", "990101101/power", "990101/duty", "990101/delegation", "6105/task-2019")
ODD: tuple[Any, ...] = (
    *(
        "",
        "无",
        " ",
        "本级",
        "本级/",
        "本级/没有",
        "/",
        ".",
        "是",
        "990101",
        "990101-duty-0001",
        "2026-13-01",
        "-1",
        "９",
        "1e9",
    ),
    *("x" * 300, "甲;乙；丙", "\u202e", "{x}", "{a[0]}", "%s", "[[x]]", "=1+1", "<script>", "13800138000"),
    *([], {}, ["甲", ["乙"]], [{"x": "y"}], {"单位": "本级"}, ["", ""], None),
)


def sample() -> dict[str, Any]:
    """The valid repository, with some real lists beside its own."""
    files = base_files() | catalogue_files()
    files = {name: content for name, content in files.items() if content is not None}
    for folder in LISTS:
        for path in sorted((ROOT / "lists" / folder).glob("*.yaml"))[:4]:
            files[f"{folder}/{path.name}"] = yaml.load(path.read_text("utf8"), Loader=yaml.BaseLoader)
    return files


FILES = sample()
KEYS = sorted({key for content in FILES.values() for key in content if isinstance(key, str)})


def spots(node: Any, above: Spot = ()) -> Iterator[Spot]:
    """The way to each value below a node."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield (*above, key)
        yield from spots(value, (*above, key))


def mutate(content: Any, random: Random) -> Any:
    """A copy of a file with an odd value, a key too few, a key too many or two values exchanged."""
    made = copy.deepcopy(content)
    found = list(spots(made))
    *above, last = random.choice(found)
    holder = made
    for step in above:
        holder = holder[step]
    kind = random.randrange(4)
    if kind == 0:
        holder[last] = copy.deepcopy(random.choice(ODD))
    elif kind == 1:
        del holder[last]
    elif isinstance(holder, dict) and kind == 2:
        holder[random.choice(KEYS)] = holder.pop(last)
    else:
        other: Any = content
        for step in random.choice(found):
            other = other[step]
        holder[last] = copy.deepcopy(other)
    return made


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder, written anew for each example."""
    return tmp_path_factory.mktemp("mutated")


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.sampled_from([0.1, 0.5, 1.0]), st.sampled_from(FORMATS))
def test_odd_values_anywhere_give_a_report(root: Path, random: Random, share: float, form: str) -> None:
    files = {name: mutate(content, random) if random.random() < share else content for name, content in FILES.items()}
    write_files(root / "lists", files)
    run = qingdan(root, "check", "--format", form)
    assert run.status in (0, 1)
    assert run.out
    if form == "json":
        report = json.loads(run.out)
        assert report["errors"] + report["advice"] == len(report["findings"])
