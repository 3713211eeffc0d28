"""The search index: runs Pagefind, a program that npm installed, over HTML pages.

In comes a folder with the pages to be found, out goes the bundle that the browser's script reads. Pagefind reads every
page in the folder, wanted or not (10,000 pages, 1,500 of them wanted: three times the seconds and the memory), so the
caller gives a folder with the distinct items alone; `write_page` makes such a page without the frame.
"""

from __future__ import annotations

import html
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..errors import ToolError

_CHECKOUT = Path(__file__).resolve().parents[3]
_CPUS = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
_SYSTEMS = {"win32": "windows"}
# Pagefind's own search boxes; ours is a light one on pagefind.js.
_UNWANTED = ("pagefind-*ui.*", "pagefind-highlight.js")
_TIMEOUT = 600


def write_page(folder: Path, address: str, *, title: str, body_html: str) -> None:
    """Put the page at `address` ("items/990101-power-0003/") into `folder`; `body_html` bears data-pagefind-body."""
    page = folder / address / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    head = f'<!doctype html><html lang="zh-CN"><head><title>{html.escape(title)}</title></head>'
    page.write_text(f"{head}<body>{body_html}</body></html>", encoding="utf-8")


def index(site: Path, out: Path, *, glob: str = "**/*.html") -> None:
    """Index the pages of `site` that match `glob` into `out`, the same bytes for the same pages.

    A page counts when an element of it has data-pagefind-body. Raises ToolError when Pagefind is missing or fails.
    """
    program = find_program()
    with tempfile.TemporaryDirectory(prefix="qingdan-pagefind-") as scratch:
        bundle = Path(scratch) / "pagefind"
        _run([str(program), "--site", str(site), "--output-path", str(bundle), "--glob", glob, "--quiet"])
        for unwanted in (path for pattern in _UNWANTED for path in bundle.glob(pattern)):
            unwanted.unlink()
        shutil.copytree(bundle, out, dirs_exist_ok=True)


def find_program(checkout: Path = _CHECKOUT) -> Path:
    """The Pagefind that `npm ci` put into the tool's folder; for 1.6.0 a single static binary that needs no Node."""
    for path in _places(checkout):
        if path.is_file():
            return path
    raise ToolError(
        f"找不到搜索程序 Pagefind（应在 {_place_name()}）。请在工具目录里运行 make site；其他系统请运行 npm install --no-save {_place_name()}@1.6.0。"
    )


def _places(checkout: Path) -> Iterator[Path]:
    folder = checkout / "node_modules" / _place_name() / "bin"
    yield folder / "pagefind_extended"
    yield folder / "pagefind_extended.exe"


def _place_name() -> str:
    cpu = platform.machine().lower()
    return f"@pagefind/{_SYSTEMS.get(sys.platform, sys.platform)}-{_CPUS.get(cpu, cpu)}"


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT, check=False)  # noqa: S603 - our own program and folders
    except OSError as error:
        raise ToolError(f"搜索程序 Pagefind 无法启动：{error}") from error
    except subprocess.TimeoutExpired as error:
        raise ToolError(f"建立搜索索引超过 {_TIMEOUT} 秒，已停止。") from error
    if done.returncode:
        said = (done.stdout + done.stderr).decode(errors="replace").strip().splitlines()[-20:]
        raise ToolError(f"搜索程序 Pagefind 没有成功（返回 {done.returncode}）：\n" + "\n".join(said))
