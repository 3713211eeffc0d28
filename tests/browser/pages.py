"""One page of each type of the built site: names to patterns of addresses below its root.

In: the folder of a built site. Out: addresses that exist in it. The lists of the demo county are in the repository.
"""

from __future__ import annotations

from pathlib import Path

DEMO, EXTRACT, BOTH, NONE = "demo", "extract", "both", "none"

TYPES = {
    "home": "",
    "search": "search/",
    "divisions": "divisions/",
    "division-county": "990101/",
    "division-town": "990101101/",
    "division-village": "990101101201/",
    "division-extract": "6105/",
    "kinds": "kinds/",
    "kind": "kinds/duty/",
    "domains": "domains/",
    "domain": "domains/03/",
    "organisations": "organisations/",
    "organisation": "organisations/990101-sthjj/",
    "organisation-extract": "organisations/6105-*/",
    "sources": "sources/",
    "source": "sources/sl-a-jiegan/",
    "source-extract": "sources/wn-fuwu-draft/",
    "list": "990101101/duty/",
    "list-service": "990101101/service/",
    "list-counts": "990101101/request-2026/",
    "list-catalogue": "990101/duty/",
    "list-extract": "6105/service-2019/",
    "item-duty": "items/990101101-duty-0007/",
    "item-service": "items/990101101-service-0003/",
    "item-power": "items/990101101-power-0*/",
    "item-village": "items/990101101201-village-0*/",
    "item-excluded": "items/990101101-duty-0012/",
    "item-catalogue": "items/990101-duty-0007/",
    "item-extract": "items/6105-service-2019-0001/",
    "data": "data/",
    "dictionary": "data/dictionary/",
    "handbook": "handbook/",
    "about": "about/",
    "site-map": "site-map/",
}
# What the page of a type shows: invented data alone, extracts alone, both.
NATURES = {
    "home": BOTH,
    "search": BOTH,
    "division-county": DEMO,
    "division-town": DEMO,
    "division-extract": EXTRACT,
    "source": DEMO,
    "source-extract": EXTRACT,
    "list": DEMO,
    "list-counts": DEMO,
    "list-catalogue": DEMO,
    "list-extract": EXTRACT,
    "item-duty": DEMO,
    "item-service": DEMO,
    "item-excluded": DEMO,
    "item-catalogue": DEMO,
    "item-extract": EXTRACT,
    "organisation": DEMO,
}


def address(site: Path, name: str) -> str:
    """The address of the first page of a type, below the root."""
    pattern = TYPES[name]
    found = sorted(site.glob(f"{pattern}index.html"))
    assert found, f"no page at {pattern}"
    return found[0].parent.relative_to(site).as_posix() + "/" if pattern else ""
