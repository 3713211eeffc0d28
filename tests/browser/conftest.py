"""The two screens most readers have, and a page that reports whatever failed to load."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, Response

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def screen(request: pytest.FixtureRequest, whole: Page) -> Page:
    """`whole` on a phone's and on a desktop's screen."""
    whole.set_viewport_size(request.param)
    return whole


@pytest.fixture
def whole(page: Page) -> Iterator[Page]:
    """`page`; afterwards nothing it asked for may have failed or been missing."""
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.extend(_failed(request)))
    page.on("response", lambda response: failed.extend(_missing(response)))
    yield page
    assert not failed, "\n".join(failed)


def _failed(request: Request) -> list[str]:
    """A request that ended because the reader went on to another page has not failed."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.failure}: {request.url}"]


def _missing(response: Response) -> list[str]:
    return [f"{response.status}: {response.url}"] if response.status >= 400 else []
