"""D07: the fields of a document that the domains of duties belong to.

In: lists of duties. Out: problems, one a domain. Which column of the domains is a document's is said in its profile.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import ItemList
from ..facts.status import is_ended
from ..rule import HLJ, SD, Citation, Problem, Rule, Survey


def check_domains(entry: ItemList, survey: Survey) -> Iterator[Problem]:
    """The domains of duties are mapped to the fields of the document that applies, or said to fit none (SD 4, HLJ 2.3).

    One finding a domain and document, however many items and lists use it.
    """
    columns = survey.register.schemas["domains"].by_name
    domains = {record.text("name"): record for record in survey.register.references.get("domains", {}).values()}
    used = dict.fromkeys(item.text("domain") for item in entry.items if not is_ended(item))
    for profile in survey.bindings.applying(entry.head):
        column = columns.get(profile.domain_field)
        if column is None:
            continue
        for name in used:
            record = domains.get(survey.register.names.one("domains", name))
            # 无 leaves an empty cell: somebody has looked, and nothing fits.
            if record is not None and column.name not in record.cells:
                params = {"domain": name, "field": column.title}
                yield Problem(case="unmapped", location=record.at(column.name), params=params)


RULES = (
    Rule(
        code="D07",
        title_zh="领域对得上文件",
        sentence_zh="履职事项用到的领域，要写明对应本地文件列出的哪个方面；哪个都对不上的写“无”。",
        scope="list",
        check=check_domains,
        kinds=("duty",),
        sources=(Citation(SD, "第四条"), Citation(HLJ, "二（三）")),
        texts={
            "unmapped": (
                "领域“{domain}”没有写“{field}”。",
                "请在领域表里补上，从给定的词里选一个；哪个都对不上的写“无”。",
            ),
        },
    ),
)
