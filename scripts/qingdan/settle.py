"""Where a missing piece of an adopted item is to be put in: in the catalogue, when it is missing there too.

In: findings. Out: the same, with one place for what the catalogue and its adopters lack alike, so that finding.merge
folds them. A township whose file says something else of the item would otherwise be told of it at its own first line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from .finding import Finding, Location
from .model import Item, Record
from .register import Register

_Key = tuple[str, str, tuple[tuple[str, str], ...], str]


def settle(findings: Iterable[Finding], register: Register) -> list[Finding]:
    """Findings at the beginning of an override go to the catalogue's item, where others are told the very same."""
    found = list(findings)
    lowest = [_lowest(finding.location, register) for finding in found]
    places: defaultdict[_Key, set[str]] = defaultdict(set)
    for finding, record in zip(found, lowest, strict=True):
        if record is not None:
            places[_key(finding, record)].add(finding.location.path)
    for number, (finding, record) in enumerate(zip(found, lowest, strict=True)):
        if record is not None and len(places[_key(finding, record)]) > 1:
            place = replace(finding.location, path=record.path, line=record.line, column=1)
            found[number] = replace(finding, location=place)
    return found


def _key(finding: Finding, record: Record) -> _Key:
    return finding.code, finding.case, tuple(finding.params.items()), record.path


def _lowest(place: Location, register: Register) -> Record | None:
    """The catalogue's record under the item of which a finding says that something is missing; None for others."""
    item = register.items.get(place.item)
    if item is None or not _is_missing(place, item):
        return None
    return item.layers()[-1]


def _is_missing(place: Location, item: Item) -> bool:
    """Whether the place is the beginning of one of the item's files, for want of the field that is meant."""
    name = place.field.rpartition(".")[2]
    return any(
        (place.path, place.line) == (record.path, record.line) and name not in record.cells for record in item.layers()
    )
