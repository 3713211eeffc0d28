"""C09: who pays for what a higher level has to do.

In: items of any kind. Out: problems. Who pays villages is the business of the rules on villages.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Item
from ..facts.bodies import HIGHER, TOWNSHIP, body_of
from ..facts.status import is_ended
from ..rule import SD, Citation, Problem, Rule, Survey


def check_payer(item: Item, survey: Survey) -> Iterator[Problem]:
    """What is the business of the county or of a level above it is not paid by the township (SD 13)."""
    level, payer = item.text("authority_level"), item.text("funding_payer")
    if level not in HIGHER or not payer or is_ended(item):
        return
    body = body_of(payer, item, survey)
    if body.known and body.level == TOWNSHIP:
        params = {"title": item.text("title"), "level": level, "payer": payer}
        where, other = item.at("funding_payer"), item.at("authority_level")
        yield Problem(case="passed_down", location=where, other=other, params=params)


RULES = (
    Rule(
        code="C09",
        title_zh="县级以上的事乡镇不出钱",
        sentence_zh="职权层级是县级以上的事项，经费不由乡镇（街道）承担。",
        scope="item",
        check=check_payer,
        sources=(Citation(SD, "第十三条"),),
        texts={
            "passed_down": (
                "“{title}”的职权层级是“{level}”，经费却由{payer}承担。",
                "请把“经费承担”改成出钱的上级单位；职权层级写错了的，改正职权层级。",
            ),
        },
    ),
)
