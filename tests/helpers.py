"""A small valid repository for tests, so that a test shows only its point.

In: what a test changes, as files by path and fields by their Chinese keys. Out: a folder with lists/, and what the
stages of the pipeline make of it. The places, bodies and documents are invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from qingdan.conform import conform
from qingdan.finding import Finding, merge
from qingdan.folder import find_files
from qingdan.model import Node
from qingdan.read import Loaded, read_lists
from qingdan.register import Register
from qingdan.resolve import resolve
from qingdan.schema import Schemas, load_schemas
from qingdan.settle import settle

ROOT = Path(__file__).resolve().parents[1]
CITY = "9901"
COUNTY = "990101"
TOWN = "990101101"
OTHER_TOWN = "990101102"
RULES = "示例县秸秆管理办法（虚构）"
BUREAU = "示例县生态环境局"

Fields = dict[str, Any]
# Files by path: text or bytes as they are, anything else is written as YAML; None leaves the file out.
Files = Mapping[str, Any]


class _Dumper(yaml.SafeDumper):
    """YAML as clerks write it: list items under their key, nothing folded, no anchors."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def dump(value: Fields | list[Any]) -> str:
    """A value as YAML, one field a line, keys in the order given."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)


def _changed(fields: Fields, changes: Fields) -> Fields:
    return {key: value for key, value in (fields | changes).items() if value is not None}


def make_item(**changes: Any) -> Fields:
    """The fields of a valid duty item; None removes one."""
    parties = [
        {"单位": BUREAU, "角色": "主体责任", "职责": "查处露天焚烧。"},
        {"单位": "本级", "角色": "配合责任", "职责": "巡查、劝阻和上报。"},
    ]
    fields: Fields = {
        "事项名称": "秸秆禁烧",
        "状态": "现行",
        "施行日期": "2026-01-15",
        "履职类型": "配合履职",
        "依据": [{"文件": RULES, "条款": "第五条", "用途": "责任事项"}],
        "责任分工": parties,
    }
    return _changed(fields, changes)


def make_head(**changes: Any) -> Fields:
    """The fields of a valid header of a town's list in force; None removes one."""
    fields: Fields = {
        "清单名称": "示例镇履职事项清单",
        "性质": "正式清单",
        "编制单位": "本级",
        "状态": "现行",
        "过程": [
            {"环节": "公布", "日期": "2026-01-20", "单位": "本级", "渠道": ["乡镇政府网站"]},
            {"环节": "保密审查", "日期": "2026-01-14", "单位": "本级"},
        ],
    }
    return _changed(fields, changes)


def make_catalogue(**changes: Any) -> Fields:
    """The fields of a valid header of the county's catalogue; None removes one."""
    fields = make_head(
        清单名称="示例县乡镇履职事项通用目录",
        性质="通用目录",
        适用范围="乡镇",
        编制单位="示例县人民政府",
        版本="2026-01-15",
    )
    fields["过程"] = [
        {"环节": "公布", "日期": "2026-01-15", "单位": "示例县人民政府", "渠道": ["县政府网站"]},
        {"环节": "保密审查", "日期": "2026-01-12", "单位": "示例县人民政府"},
    ]
    return _changed(fields, changes)


def make_organisation(**changes: Any) -> Fields:
    """The fields of a valid body of the county; None removes one."""
    return _changed({"名称": BUREAU, "行政区划": COUNTY, "层级": "县", "类别": "工作部门"}, changes)


def make_source(**changes: Any) -> Fields:
    """The fields of a valid invented document with two articles; None removes one."""
    articles = [{"条号": "第五条", "要点": "乡镇协助秸秆禁烧。"}, {"条号": "第六条", "要点": "焚烧秸秆的处理。"}]
    fields = {
        "名称": RULES,
        "类别": "虚构",
        "制定机关": "示例县人民政府",
        "效力": "虚构",
        "适用区划": COUNTY,
        "条款": articles,
    }
    return _changed(fields, changes)


def make_publisher(**changes: Any) -> Fields:
    """The fields of a valid publisher whose divisions are all invented; None removes one."""
    fields = {"站点名称": "示例县清单公开", "主办单位": "示例县人民政府", "联系方式": "0000-0000000"}
    return _changed({**fields, "数据许可": "CC-BY-4.0", "演示区划": ["99"]}, changes)


def make_divisions(*more: Fields) -> list[Fields]:
    """A province, a city, a county, two towns, a sub-district and a village."""
    rows = (
        ("99", "示例省", "省", ""),
        (CITY, "示例市", "市", "99"),
        (COUNTY, "示例县", "县(市、区)", CITY),
        ("990101001", "示例城街道", "街道", COUNTY),
        (TOWN, "示例镇", "镇", COUNTY),
        (OTHER_TOWN, "示例河镇", "镇", COUNTY),
        (f"{TOWN}201", "示例村", "村", TOWN),
    )
    made = [
        {"代码": code, "名称": name, "类型": kind, **({"上级": above} if above else {}), "编码体系": "示例"}
        for code, name, kind, above in rows
    ]
    return [*made, *more]


def _government(name: str, division: str, **changes: Any) -> Fields:
    level = {4: "市", 6: "县", 9: "乡"}[len(division)]
    return make_organisation(
        **{"名称": name, "行政区划": division, "层级": level, "类别": "政府", "通用名称": "本级", **changes}
    )


def make_centre(name: str, division: str) -> Fields:
    """The fields of a valid 便民服务中心."""
    fields = {"名称": name, "通用名称": "便民服务中心", "行政区划": division, "类型": "便民服务中心"}
    return {**fields, "地址": "示例路1号", "办公时间": "周一至周五8:30—17:30"}


def base_files() -> dict[str, Any]:
    """The files of the valid repository: references, and one town's list with one item."""
    return {
        "publisher.yaml": make_publisher(),
        "reference/divisions.yaml": make_divisions(),
        "reference/domains.yaml": [{"代码": "01", "名称": "生态环保"}],
        "reference/organisations/9901-zf.yaml": _government("示例市人民政府", CITY),
        "reference/organisations/990101-zf.yaml": _government("示例县人民政府", COUNTY),
        "reference/organisations/990101-sthjj.yaml": make_organisation(),
        "reference/organisations/990101101-zf.yaml": _government("示例镇人民政府", TOWN),
        "reference/organisations/990101102-zf.yaml": _government("示例河镇人民政府", OTHER_TOWN),
        "reference/places/990101101-bmzx.yaml": make_centre("示例镇便民服务中心", TOWN),
        "reference/places/990101102-bmzx.yaml": make_centre("示例河镇便民服务中心", OTHER_TOWN),
        "reference/sources/jiegan.yaml": make_source(),
        f"{TOWN}/duty/_list.yaml": make_head(),
        f"{TOWN}/duty/5001.yaml": make_item(),
    }


def catalogue_files() -> dict[str, Any]:
    """A county catalogue with two items, adopted by both towns; the first town overrides nothing yet."""
    return {
        f"{COUNTY}/duty/_list.yaml": make_catalogue(),
        f"{COUNTY}/duty/0001.yaml": make_item(),
        f"{COUNTY}/duty/0002.yaml": make_item(事项名称="防汛值守"),
        f"{TOWN}/duty/_list.yaml": make_head(采用="990101-duty"),
        f"{TOWN}/duty/5001.yaml": None,
        f"{OTHER_TOWN}/duty/_list.yaml": make_head(清单名称="示例河镇履职事项清单", 采用="990101-duty"),
    }


def write_files(top: Path, files: Files) -> None:
    """Writes files below `top`; None removes one that is there."""
    for name, content in files.items():
        path = top / name
        if content is None:
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else dump(content), encoding="utf8")


def make_repository(root: Path, files: Files | None = None) -> Path:
    """The valid repository at `root` with `files` (paths below lists/) in the place of its own."""
    write_files(root / "lists", base_files() | dict(files or {}))
    return root


def plain(node: Node) -> Any:
    """Nodes without places: text, lists, dicts."""
    value = node.value
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    return [plain(entry) for entry in value] if isinstance(value, list) else value


@cache
def schemas() -> Schemas:
    """The project's schemas."""
    return load_schemas(ROOT / "schemas")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What the stages before the rules make of a repository."""

    loaded: Loaded
    register: Register
    findings: list[Finding]


def run_chain(root: Path, definitions: Schemas | None = None) -> Chain:
    """Reads, resolves and conforms a repository; the findings are merged and sorted."""
    definitions = definitions or schemas()
    loaded = read_lists(root, find_files(root, definitions), definitions)
    register, adoption = resolve(loaded, definitions)
    findings = merge([*loaded.findings, *adoption, *settle(conform(register, loaded), register)])
    return Chain(loaded=loaded, register=register, findings=findings)


def chain(root: Path, files: Files | None = None) -> Chain:
    """The valid repository with `files` in the place of its own, run through the stages before the rules."""
    return run_chain(make_repository(root, files))


def places(findings: Iterable[Finding]) -> list[str]:
    """Findings as `path:line:column code case`, the path below lists/."""
    return [
        f"{place.path.removeprefix('lists/')}:{place.line}:{place.column} {finding.code} {finding.case}"
        for finding in findings
        for place in (finding.location,)
    ]
