"""What every page says about the site itself: name, publisher, licence, commit.

In: the publisher's record and the state of the repository. Out: SiteInfo. It reads no file and runs no git.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..model import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteInfo:
    """`url` is the canonical base with a slash at its end, "" when there is none; `commit_date` is ISO.

    `licence` is the identifier (CC-BY-4.0), `licence_path` its text (an address, or a file of the data package);
    `terms` is the publisher's 使用条款 in Markdown, `codes` what a government site must show in its footer.
    """

    name: str
    url: str = ""
    host: str = ""
    contact: str = ""
    licence: str = ""
    licence_title: str = ""
    licence_path: str = ""
    terms: str = ""
    codes: tuple[str, ...] = ()
    commit: str = ""
    commit_date: str = ""
    generator: str = ""

    @property
    def licence_url(self) -> str:
        """Where the licence can be read, "" when that is no address."""
        return self.licence_path if self.licence_path.startswith("https://") else ""


def site_info(
    publisher: Record,
    package: Mapping[str, Any],
    *,
    commit: str = "",
    commit_date: str = "",
    generator: str = "",
) -> SiteInfo:
    """SiteInfo from lists/publisher.yaml and the licences that schemas/package.yaml knows."""
    url = publisher.text("url")
    licence = publisher.text("licence")
    known = package.get("licences", {}).get(licence, {})
    return SiteInfo(
        name=publisher.text("title"),
        url=url if not url or url.endswith("/") else f"{url}/",
        host=publisher.text("maker"),
        contact=publisher.text("contact"),
        licence=licence,
        licence_title=str(known.get("title", licence)),
        licence_path=str(known.get("path", "")),
        terms=publisher.text("terms"),
        codes=tuple(_codes(publisher)),
        commit=commit,
        commit_date=commit_date,
        generator=generator,
    )


def _codes(publisher: Record) -> Iterator[str]:
    site = publisher.text("site_code")
    if site:
        yield f"网站标识码 {site}"
    yield from (code for code in (publisher.text("icp"), publisher.text("police_code")) if code)
