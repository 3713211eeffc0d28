"""The frames of the pages: the site generator builds a few shells, which are cut at their tokens and joined with our pages.

In come mkdocs.yml and docs/; out go the generator's own files (hand-written pages, assets) and `Shells`, from which
`stamp` makes a page. Shells are the pages of docs/ with `shell: true`: the hubs, and one for each depth under shells/.
Knows nothing of lists and items, and writes no data page.
"""

from __future__ import annotations

import html
import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from ..errors import ToolError

Generator = Literal["mkdocs", "zensical"]

_SLOTS = ("TITLE", "DESCRIPTION", "HEAD", "BODY", "EDIT")
_TOKEN = re.compile(f"QDTOKEN({'|'.join(_SLOTS)})")
_SHELL_MARK = re.compile(r"\A---\n(?:.*\n)*?shell: true\n(?:.*\n)*?---\n")
_LINES = re.compile(r"\s*\n\s*")
_NEIGHBOURS = re.compile(r'<link rel="(?:canonical|prev|next)"[^>]*>\n?')
_TAB = re.compile(r'<li class="md-tabs__item[^"]*">(\s*)<a href="([^"]*)" class="md-tabs__link">')
_ACTIVE_TAB = re.compile(r'<li class="md-tabs__item md-tabs__item--active">\s*<a href="[^"]*" class="md-tabs__link"')
# What a generator writes for its own search, which is off, for its own sitemap, and for the debugger of its scripts.
_UNWANTED = ("sitemap.xml", "sitemap.xml.gz", "search.json", "search", "overrides", "assets/javascripts/lunr",
             "assets/javascripts/workers")  # fmt: skip
_DEPTH_FOLDER = "shells/"
_TIMEOUT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """One page: `title`, `description` are text, `body_html`, `head_html` are trusted HTML.

    `canonical` and `edit_url` are full addresses, or empty; `robots` is empty or `noindex`; `tab` is the address of
    the hub whose tab is marked ("divisions/"; "" is the home), None leaves the shell's own.
    """

    title: str
    description: str
    body_html: str
    canonical: str = ""
    robots: str = ""
    edit_url: str = ""
    head_html: str = ""
    tab: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """A shell cut at its tokens: `parts` with an empty place at each of `holes` (place, slot)."""

    parts: tuple[bytes, ...]
    holes: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The frame of the pages at one depth, or of one hub; a variant for each tab that can be marked."""

    address: str
    plain: Pieces
    tabs: Mapping[str, Pieces]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shells:
    """All shells: `hubs` by address ("" is the home, "divisions/"), `by_depth` for every other page."""

    by_depth: Mapping[int, Shell]
    hubs: Mapping[str, Shell]

    def at(self, address: str) -> Shell:
        """The shell of the page at `address`, a folder relative to the site ("items/990101-power-0003/")."""
        hub = self.hubs.get(address)
        if hub:
            return hub
        depth = address.count("/")
        if depth not in self.by_depth:
            raise ToolError(f"没有第 {depth} 层页面的外壳：{address}。请在 docs/{_DEPTH_FOLDER} 里加一个。")
        return self.by_depth[depth]


def stamp(shell: Shell, page: Stamp) -> bytes:
    """The complete page: the shell's constant pieces joined round the values of `page`."""
    pieces = shell.plain if page.tab is None else shell.tabs.get(page.tab, shell.plain)
    values = {
        "TITLE": html.escape(page.title).encode(),
        "DESCRIPTION": html.escape(page.description).encode(),
        "HEAD": _head(page).encode(),
        "BODY": page.body_html.encode(),
        "EDIT": _edit(page.edit_url).encode(),
    }
    parts = list(pieces.parts)
    for place, slot in pieces.holes:
        parts[place] = values[slot]
    return b"".join(parts)


def _head(page: Stamp) -> str:
    robots = f'<meta name="robots" content="{html.escape(page.robots)}">' if page.robots else ""
    canonical = f'<link rel="canonical" href="{html.escape(page.canonical)}">' if page.canonical else ""
    return robots + canonical + page.head_html


def _edit(url: str) -> str:
    if not url:
        return ""
    return f'<p class="qd-edit qd-noprint"><a class="qd-go" href="{html.escape(url)}">在数据仓库里修改这一页</a></p>'


def render_shells(
    config: Path,
    docs: Path,
    out: Path,
    *,
    generator: Generator,
    epoch: int,
    site_url: str,
    site_name: str,
    copyright: str,  # noqa: A002 - the word of mkdocs.yml; HTML of the footer
) -> Shells:
    """Build `docs` with `generator` into `out` and return the shells; `config` and `docs` stay as they are.

    `epoch` is the commit's time in seconds, `site_url` may be empty. Raises ToolError when the generator fails.
    """
    with tempfile.TemporaryDirectory(prefix="qingdan-shells-") as scratch:
        work = Path(scratch)
        shutil.copytree(docs, work / "docs")
        settings = {"site_url": _folder(site_url), "site_name": site_name, "copyright": copyright}
        _write_config(config, work / "mkdocs.yml", settings)
        _run(generator, work, epoch)
        built = work / "site"
        shells = _cut_all(built, shell_addresses(docs))
        _clean(built)
        shutil.copytree(built, out, dirs_exist_ok=True)
    return shells


def shell_addresses(docs: Path) -> tuple[str, ...]:
    """The addresses of the shells in `docs`, sorted: "" for index.md, "shells/two/" for shells/two.md."""
    marked = (page for page in docs.rglob("*.md") if _SHELL_MARK.match(page.read_text(encoding="utf-8")))
    return tuple(sorted(_address(page.relative_to(docs)) for page in marked))


def _address(page: Path) -> str:
    folder = page.parent if page.stem == "index" else page.with_suffix("")
    return _folder("" if folder == Path() else folder.as_posix())


def _folder(address: str) -> str:
    return address if not address or address.endswith("/") else address + "/"


def _write_config(config: Path, target: Path, settings: Mapping[str, str]) -> None:
    try:
        data = yaml.safe_load(config.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ToolError(f"读不了站点设置 {config.name}：{error}") from error
    data |= {**settings, "docs_dir": "docs", "site_dir": "site"}
    data["theme"] |= {"custom_dir": "docs/overrides"}
    target.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _run(generator: Generator, work: Path, epoch: int) -> None:
    """Run the generator in `work`; its warnings are errors."""
    command = [sys.executable, "-m", generator, "build", "--strict", "--config-file", "mkdocs.yml"]
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(epoch), "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(command, cwd=work, env=env, capture_output=True, timeout=_TIMEOUT, check=False)  # noqa: S603 - fixed command, own files
    except subprocess.TimeoutExpired as error:
        raise ToolError(f"网站生成器 {generator} 运行超过 {_TIMEOUT} 秒，已停止。") from error
    if done.returncode:
        said = (done.stdout + done.stderr).decode(errors="replace").strip().splitlines()[-20:]
        raise ToolError(f"网站生成器 {generator} 没有成功（返回 {done.returncode}）：\n" + "\n".join(said))


def _cut_all(built: Path, addresses: Iterable[str]) -> Shells:
    shells = {address: _take(built, address) for address in addresses}
    by_depth = {address.count("/"): shell for address, shell in shells.items() if address.startswith(_DEPTH_FOLDER)}
    hubs = {address: shell for address, shell in shells.items() if not address.startswith(_DEPTH_FOLDER)}
    if "" in hubs:
        by_depth[0] = hubs[""]
    return Shells(by_depth=by_depth, hubs=hubs)


def _take(built: Path, address: str) -> Shell:
    """Read the shell that was built at `address`, and remove it from the site."""
    page = built / address / "index.html"
    text = _NEIGHBOURS.sub("", _LINES.sub("\n", _chinese(page.read_text(encoding="utf-8"))).strip())
    page.unlink()
    missing = [slot for slot in _SLOTS if f"QDTOKEN{slot}" not in text]
    if missing:
        raise ToolError(
            f"外壳 {address or '首页'} 里没有 {'、'.join(missing)} 的位置，docs/overrides/main.html 没有起作用。"
        )
    tabs = {
        _target(address, href): _cut(mark_tab(text, address, _target(address, href))) for _, href in _TAB.findall(text)
    }
    return Shell(address=address, plain=tabs.get(address) or _cut(text), tabs=tabs)


def _cut(text: str) -> Pieces:
    parts = _TOKEN.split(text)
    holes = tuple((place, parts[place]) for place in range(1, len(parts), 2))
    constants = tuple(b"" if place % 2 else part.encode() for place, part in enumerate(parts))
    return Pieces(parts=constants, holes=holes)


def _target(address: str, href: str) -> str:
    """The address that a relative `href` means on the page at `address`."""
    path = posixpath.normpath(posixpath.join("/", address, href))
    return _folder(path.lstrip("/"))


def mark_tab(text: str, address: str, tab: str) -> str:
    """The page at `address` with the tab of the hub `tab` marked as the current one, and no other."""

    def item(match: re.Match[str]) -> str:
        gap, href = match.groups()
        if _target(address, href) != tab:
            return f'<li class="md-tabs__item">{gap}<a href="{href}" class="md-tabs__link">'
        return f'<li class="md-tabs__item md-tabs__item--active">{gap}<a href="{href}" class="md-tabs__link" aria-current="page">'

    return _TAB.sub(item, text)


def _chinese(text: str) -> str:
    return text.replace('<html lang="zh"', '<html lang="zh-CN"', 1)


def _clean(built: Path) -> None:
    """Leave only what is published of the generator's own output; hand-written pages get their language and tab."""
    for name in _UNWANTED:
        path = built / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for path in built.rglob("*.map"):
        path.unlink()
    for page in built.rglob("*.html"):
        text = _chinese(page.read_text(encoding="utf-8"))
        text = _ACTIVE_TAB.sub(r'\g<0> aria-current="page"', text)
        page.write_text(text, encoding="utf-8")
    for folder in sorted((path for path in built.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
