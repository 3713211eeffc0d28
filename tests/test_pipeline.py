"""pipeline.py: the order of the stages, all or nothing, and the same bytes."""

from __future__ import annotations

import errno
import hashlib
import resource
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qingdan import pipeline
from qingdan.commit import Commit
from qingdan.home import Home
from qingdan.pipeline import build, check
from qingdan.progress import Reporter
from qingdan.site import pagefind
from qingdan.site.build import SiteOptions
from tests.command import Run, qingdan
from tests.helpers import COUNTY, TOWN, catalogue_files, make_catalogue, make_item, make_repository, make_source

TODAY = date(2026, 1, 20)
COMMAND = [sys.executable, "-m", "qingdan.cli"]


def state(folder: Path) -> dict[str, str]:
    """Every file below a folder with the hash of its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a last good site."""
    made = make_repository(tmp_path / "repository", catalogue_files())
    site = made / "build" / "site"
    (site / "data").mkdir(parents=True)
    (site / "index.html").write_text("上一次的网站", encoding="utf8")
    (site / "data" / "items.csv").write_text("id\n", encoding="utf8")
    return made


def untouched(root: Path, before: dict[str, str]) -> None:
    """The last good site is as it was, and nothing lies beside it."""
    assert state(root / "build" / "site") == before
    assert [path.name for path in (root / "build").iterdir()] == ["site"]


# check


def test_a_check_gives_the_register_and_all_findings_sorted(tmp_path: Path) -> None:
    files = {
        f"{TOWN}/duty/5001.yaml": make_item(状态="现在", 联系单位="没有的单位"),
        f"{TOWN}/duty/5002.yaml": "状态：现行\n",
        "note.txt": "甲",
    }
    checked = check(Home(make_repository(tmp_path, files)), TODAY, Reporter(quiet=True))
    assert checked.blocked
    assert list(checked.register.items) == [f"{TOWN}-duty-5001"]
    assert [(f.location.path.split("/")[-1], f.location.line, f.code) for f in checked.findings] == [
        ("5001.yaml", 2, "S04"),
        ("5001.yaml", 16, "S02"),
        ("5002.yaml", 1, "F02"),
        ("note.txt", 0, "S01"),
    ]


def test_a_rule_that_a_catalogue_breaks_is_one_finding_with_its_towns(tmp_path: Path) -> None:
    parties = [{"单位": "示例县生态环境局", "角色": role, "职责": "查处。"} for role in ("主体责任", "配合责任")]
    files = catalogue_files() | {f"{COUNTY}/duty/0001.yaml": make_item(责任分工=parties)}
    checked = check(Home(make_repository(tmp_path, files)), TODAY, Reporter(quiet=True))
    (finding,) = [finding for finding in checked.findings if finding.code == "D02"]
    assert finding.location.path == f"lists/{COUNTY}/duty/0001.yaml"
    assert len(finding.divisions) == finding.count == 3


def test_exemptions_are_applied_to_each_item_before_merging(tmp_path: Path) -> None:
    exemption = {"规则": "S08", "事项": f"{TOWN}-duty-0001", "理由": "甲", "批准单位": "乙", "至": "2026-12-31"}
    twice = catalogue_files() | {f"{COUNTY}/duty/0002.yaml": make_item()}
    before = check(Home(make_repository(tmp_path / "a", twice)), TODAY, Reporter(quiet=True)).findings
    after = check(
        Home(
            make_repository(tmp_path / "b", twice | {"exemptions.yaml": [exemption | {"事项": f"{COUNTY}-duty-0002"}]})
        ),
        TODAY,
        Reporter(quiet=True),
    ).findings
    assert [finding.code for finding in before] == ["S08"]
    assert [finding.code for finding in after] == []


# build


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Run]]:
    """The same repository built in two places."""
    roots = [make_repository(tmp_path_factory.mktemp(name), catalogue_files()) for name in ("one", "two")]
    return [(root, qingdan(root, "build")) for root in roots]


def test_a_build_writes_site_and_data(built: list[tuple[Path, Run]]) -> None:
    root, run = built[0]
    assert (run.status, run.out) == (0, "必须改正 0 处，提醒 0 处\n")
    assert run.err.endswith(f"网站已生成：{root / 'build' / 'site'}\n")
    assert [path.name for path in (root / "build").iterdir()] == ["site"]
    site = root / "build" / "site"
    for name in ("index.html", "data/datapackage.json", "data/items.csv", f"data/lists/{TOWN}-duty.csv"):
        assert (site / name).is_file()
    assert "秸秆禁烧" in (site / "items" / f"{TOWN}-duty-0001" / "index.html").read_text("utf8")
    assert oct(site.stat().st_mode & 0o777) == "0o755"


def test_building_twice_gives_the_same_bytes(built: list[tuple[Path, Run]]) -> None:
    first, second = (state(root / "build" / "site") for root, _ in built)
    assert len(first) > 200
    assert first == second


def test_a_site_replaces_the_last_one(built: list[tuple[Path, Run]]) -> None:
    root, _ = built[0]
    site = root / "build" / "site"
    before = state(site)
    (site / "old.html").write_text("", encoding="utf8")
    (site.parent / ".old-site").mkdir()
    assert qingdan(root, "build").status == 0
    assert state(site) == before
    assert [path.name for path in (root / "build").iterdir()] == ["site"]


# All or nothing


def test_a_finding_that_blocks_leaves_the_last_site(root: Path) -> None:
    before = state(root / "build" / "site")
    (root / "lists" / COUNTY / "duty" / "0001.yaml").write_bytes(b"\xff\xfe")
    assert qingdan(root, "build").status == 1
    untouched(root, before)


@pytest.mark.parametrize("stage", ["write_data", "build_site"])
def test_a_full_disk_leaves_the_last_site(root: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    before = state(root / "build" / "site")

    def fail(*arguments: Any) -> None:
        folder = next(entry for entry in reversed(arguments) if isinstance(entry, Path))
        folder.mkdir(exist_ok=True)
        (folder / "half.html").write_text("写到一半", encoding="utf8")
        raise OSError(errno.ENOSPC, "No space left on device", "items.csv")

    monkeypatch.setattr(pipeline, stage, fail)
    run = qingdan(root, "build")
    assert run.status == 2
    assert run.err.endswith("工具或环境有问题：No space left on device（items.csv）\n")
    untouched(root, before)


def test_a_disk_that_takes_no_more_leaves_the_last_site(root: Path) -> None:
    before = state(root / "build" / "site")
    done = subprocess.run(
        [*COMMAND, "--root", root, "build"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert done.returncode == 2
    assert "工具或环境有问题：File too large" in done.stderr
    assert "Traceback" not in done.stderr
    untouched(root, before)


def test_a_missing_search_program_leaves_the_last_site(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(root / "build" / "site")
    find = pagefind.find_program
    monkeypatch.setattr(pagefind, "find_program", lambda: find(root))
    run = qingdan(root, "build")
    assert run.status == 2
    assert "工具或环境有问题：找不到搜索程序 Pagefind" in run.err
    assert "make site" in run.err
    untouched(root, before)


def test_an_interruption_leaves_the_last_site(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(root / "build" / "site")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "build_site", interrupt)
    assert qingdan(root, "build").status == 2
    untouched(root, before)


def test_a_mistake_of_the_program_leaves_the_last_site(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(root / "build" / "site")

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "build_site", fail)
    checked = check(Home(root), TODAY, Reporter(quiet=True))
    with pytest.raises(ZeroDivisionError):
        build(Home(root), checked, SiteOptions(url="", generator="mkdocs"), Reporter(quiet=True))
    untouched(root, before)


def test_a_swap_that_fails_puts_the_last_site_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = root / "build" / "site"
    before = state(site)
    staging = root / "build" / ".staging-x"
    staging.mkdir()
    renamed = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path == staging:
            raise OSError(errno.EBUSY, "Device or resource busy", str(path))
        return renamed(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="busy"):
        pipeline._swap(staging, site)
    assert state(site) == before


def test_a_first_site_needs_no_last_one(tmp_path: Path) -> None:
    staging = tmp_path / ".staging-x"
    staging.mkdir()
    pipeline._swap(staging, tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


# The head of the data package


def test_the_package_names_public_sources_only(tmp_path: Path) -> None:
    files = {
        "reference/sources/a.yaml": make_source(名称="某法", 类别="法律", 效力="现行", 网址="https://example.org/law"),
        "reference/sources/b.yaml": make_source(名称="内部文件", 类别="政策文件", 效力="现行", 公开属性="不予开放"),
    }
    checked = check(Home(make_repository(tmp_path, files)), TODAY, Reporter(quiet=True))
    head = pipeline.package_head(checked.register, Commit("", 0), "")
    assert head.sources == ({"title": "某法", "path": "https://example.org/law"},)
    assert (head.title, head.publisher, head.created) == ("示例县清单公开", "示例县人民政府", "1970-01-01T00:00:00Z")


def test_a_catalogue_in_force_is_checked_even_when_nobody_adopts_it(tmp_path: Path) -> None:
    files = {
        f"{COUNTY}/duty/_list.yaml": make_catalogue(),
        f"{COUNTY}/duty/0001.yaml": make_item(联系单位="没有的单位"),
    }
    checked = check(Home(make_repository(tmp_path, files)), TODAY, Reporter(quiet=True))
    assert [(f.code, f.location.path) for f in checked.findings] == [("S02", f"lists/{COUNTY}/duty/0001.yaml")]
