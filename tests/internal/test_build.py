"""`build --internal`: drafts here and in no byte of the public site, closed records in neither; all or nothing."""

from __future__ import annotations

import errno
import gzip
import hashlib
import re
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import pytest

from qingdan import pipeline
from tests.broken.mistakes import make_hopeless
from tests.command import Run, qingdan
from tests.helpers import TOWN, make_head, make_item, make_publisher, make_repository, make_source

DRAFT, CLOSED = "草案金丝雀在笼里", "密件金丝雀不出笼"
HOSTILE = "<script>alert(1)</script>甲"
TODAY = ("--today", "2026-07-01")
STATE = ("findings", "exemptions", "deadlines")


def files() -> dict[str, Any]:
    """Drafts and an unfinished consultation, then closed records, each with a canary."""
    consultation = make_head(清单名称=f"{DRAFT}征求意见稿", 状态="征求意见", 过程=None)
    return {
        f"{TOWN}/duty/5002.yaml": make_item(事项名称=f"{DRAFT}事项", 状态="草案", 施行日期=None),
        f"{TOWN}/duty-next/_list.yaml": make_head(清单名称=f"{DRAFT}清单", 状态="草案", 过程=None),
        f"{TOWN}/duty-next/5001.yaml": make_item(事项名称=f"{DRAFT}清单里的事项", 状态="草案", 施行日期=None),
        f"{TOWN}/service/_list.yaml": consultation,
        f"{TOWN}/duty/5003.yaml": make_item(事项名称=f"{CLOSED}事项", 公开属性="不予开放", 简要说明=f"{CLOSED}说明"),
        f"{TOWN}/duty-inner/_list.yaml": make_head(清单名称=f"{CLOSED}清单", 公开属性="不予开放"),
        f"{TOWN}/duty-inner/5001.yaml": make_item(事项名称=f"{CLOSED}清单里的事项", 备注=f"{CLOSED}备注"),
        f"{TOWN}/duty-shut/_list.yaml": make_head(清单名称=f"{CLOSED}草案", 状态="草案", 公开属性="不予开放"),
        f"{TOWN}/request/_list.yaml": make_head(清单名称="示例镇协调事项登记"),
        f"{TOWN}/request/5001.yaml": {"事项名称": f"{CLOSED}请求", "状态": "草案", "类型": "处理请求"},
        "reference/sources/inner.yaml": make_source(名称=f"{CLOSED}文件（虚构）", 公开属性="不予开放"),
        "publisher.yaml": make_publisher(网址="https://example.org/lists/"),
    }


def content(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, unpacked where it is compressed."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data for name, data in found.items()}


def holding(pages: dict[str, bytes], *texts: str) -> set[str]:
    return {name for name, data in pages.items() for text in texts if text.encode() in data}


def digest(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in content(folder).items()}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository built both ways."""
    made = make_repository(tmp_path_factory.mktemp("inside"), files())
    assert qingdan(made, "build", *TODAY).status == 0
    run = qingdan(made, "build", "--internal", *TODAY)
    assert run.status == 0, run.err
    assert run.err.endswith(f"内部稿已生成（不得公开）：{made / 'build' / 'internal'}\n")
    return made


@pytest.fixture(scope="module")
def inside(root: Path) -> dict[str, bytes]:
    return content(root / "build" / "internal")


@pytest.fixture(scope="module")
def public(root: Path) -> dict[str, bytes]:
    return content(root / "build" / "site")


def test_drafts_are_inside_and_in_no_byte_of_the_public_site(
    inside: dict[str, bytes], public: dict[str, bytes]
) -> None:
    assert {f"items/{TOWN}-duty-5002/index.html", f"items/{TOWN}-duty-next-5001/index.html", "data/items.csv"} <= (
        holding(inside, DRAFT)
    )
    assert f"{TOWN}/service/index.html" in holding(inside, f"{DRAFT}征求意见稿")
    assert holding(public, DRAFT) == set()


def test_closed_records_are_in_neither(inside: dict[str, bytes], public: dict[str, bytes]) -> None:
    ids = (f"{TOWN}-duty-5003", f"{TOWN}-duty-inner", f"{TOWN}-duty-shut", f"{TOWN}-request-5001")
    assert holding(public, CLOSED, *ids) == set()
    assert holding(inside, CLOSED, *ids) == set()


def test_every_page_says_that_it_is_internal(inside: dict[str, bytes]) -> None:
    pages = {name: data.decode() for name, data in inside.items() if name.endswith(".html")}
    assert len(pages) > 60
    for name, page in pages.items():
        assert page.count('qd-inside" data-mark') == 1, name
        assert "内部稿，不得公开" in page, name
        assert page.count('name="robots"') == 1, name
        assert 'content="noindex' in page, name
        assert "canonical" not in page, name
        assert "https://example.org/lists/" not in page, name


def test_no_search_engine_is_invited(inside: dict[str, bytes]) -> None:
    assert inside["robots.txt"] == b"User-agent: *\nDisallow: /\n"
    assert not [name for name in inside if name.startswith("sitemap")]


def test_the_public_site_does_not_know_of_it(public: dict[str, bytes]) -> None:
    assert "sitemap.xml" in public
    assert not [name for name in public if name.startswith("internal")]
    assert holding(public, "qd-inside", "internal/findings", "internal/exemptions", "internal/deadlines") == set()
    links = (link for data in public.values() for link in re.findall(rb'(?:href|src)="[^"]*', data))
    assert not [link for link in links if b"internal" in link]


def test_the_state_is_there_and_leads_somewhere(inside: dict[str, bytes]) -> None:
    for name in STATE:
        assert f"internal/{name}/index.html" in inside
    assert dead_links(inside, "internal/") == []


def dead_links(pages: dict[str, bytes], below: str = "") -> list[tuple[str, str]]:
    """The relative links of the pages below an address that lead to no file."""
    return [
        (name, link)
        for name, data in pages.items()
        if name.startswith(below) and name.endswith("index.html")
        for link in re.findall(r' (?:href|src)="([^"#?]+)', data.decode())
        if not link.startswith(("http", "tel:", "mailto:", "data:"))
        and not {(found := normpath(join("/", dirname(name), link)).lstrip("/")), f"{found}/index.html".lstrip("/")}
        & pages.keys()
    ]


def test_the_same_day_gives_the_same_bytes(root: Path) -> None:
    before = digest(root / "build" / "internal")
    assert qingdan(root, "build", "--internal", *TODAY).status == 0
    assert digest(root / "build" / "internal") == before
    assert sorted(path.name for path in (root / "build").iterdir()) == ["internal", "site"]


def test_another_day_changes_nothing_but_the_state(root: Path) -> None:
    before = digest(root / "build" / "internal")
    assert qingdan(root, "build", "--internal", "--today", "2026-07-02").status == 0
    after = digest(root / "build" / "internal")
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed
    assert all(name.startswith("internal/") for name in changed)


# When the check blocks


@pytest.fixture(scope="module")
def blocked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    bad = {f"{TOWN}/duty/5001.yaml": make_item(事项名称=HOSTILE, 状态="现在"), f"{TOWN}/duty/5009.yaml": b"\xff\xfe"}
    made = make_repository(tmp_path_factory.mktemp("blocked"), {**files(), **bad})
    site = made / "build" / "site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("上一次的网站", encoding="utf8")
    return made, qingdan(made, "build", "--internal", *TODAY)


def test_the_state_is_written_without_a_draft_site(blocked: tuple[Path, Run]) -> None:
    root, run = blocked
    assert run.status == 1
    assert "必须改正 " in run.out
    assert run.err.endswith("，没有草稿网站：上面“必须改正”的地方改好后再来\n")
    pages = content(root / "build" / "internal")
    assert "是不是“现行”" in pages["internal/findings/index.html"].decode()
    assert "草稿网站没有生成" in pages["index.html"].decode()
    assert not [name for name in pages if name.startswith(("items/", "data/items", TOWN))]
    assert holding(pages, CLOSED) == set()
    assert b"<script>alert" not in b"".join(pages.values())


def test_what_is_missing_says_so_and_no_link_is_dead(blocked: tuple[Path, Run]) -> None:
    pages = content(blocked[0] / "build" / "internal")
    assert "这一页没有生成" in pages["divisions/index.html"].decode()
    assert "rules/s04/index.html" in pages
    assert dead_links(pages) == []
    for name, data in pages.items():
        assert not name.endswith(".html") or "内部稿，不得公开".encode() in data, name


def test_the_public_site_is_left_alone(blocked: tuple[Path, Run]) -> None:
    site = blocked[0] / "build" / "site"
    assert content(site) == {"index.html": "上一次的网站".encode()}


def test_a_hopeless_repository_still_has_its_state(tmp_path: Path) -> None:
    root = make_hopeless(tmp_path)
    run = qingdan(root, "build", "--internal", *TODAY)
    assert run.status == 1
    assert (root / "build" / "internal" / "internal" / "findings" / "index.html").is_file()


# All or nothing


@pytest.mark.parametrize("stage", ["write_data", "build_internal"])
def test_a_full_disk_leaves_the_last_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    root = make_repository(tmp_path, files())
    last = root / "build" / "internal"
    last.mkdir(parents=True)
    (last / "index.html").write_text("上一次", encoding="utf8")

    def fail(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "items.csv")

    monkeypatch.setattr(pipeline, stage, fail)
    assert qingdan(root, "build", "--internal").status == 2
    assert content(last) == {"index.html": "上一次".encode()}
    assert [path.name for path in (root / "build").iterdir()] == ["internal"]
