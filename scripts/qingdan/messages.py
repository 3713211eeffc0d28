"""Findings to plain Chinese: what we read, what is wanted, how to put it right.

In: a finding and the schemas. Out: a `Message`. The wording of the rules stands beside them in rules/; here is that
of the stages before them (source, bind, folder, read, resolve, conform) and of exemptions. Where a finding stands
is said by report.py. Values from files are made printable, shortened, and masked where they are personal data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from .finding import Finding
from .rules import SOURCE_TITLES, TABLE
from .rules.facts.chains import CHAIN_TEXTS
from .rules.personal import mask, masked_start
from .rules.rule import Text
from .schema import Field, Schemas

LONGEST = 160
# What was read is only quoted, so that the line is found again.
_QUOTED = {"read": 60, "key": 60, "tag": 60}
_OPTIONAL = re.compile(r"\[\[(.*?)\]\]")
_NAME = re.compile(r"\{([a-z_]+)\}")

# Codes that are no rule of the table.
TITLES: Mapping[str, str] = {
    "F01": "文件读不了",
    "F02": "文件写法有误",
    "F03": "缺少文件",
    "E01": "规则豁免",
}

# What they ask, for the rules page.
SENTENCES: Mapping[str, str] = {
    "F01": "清单文件是 UTF-8 编码的普通文本文件，不是空的，也不能太大。",
    "F02": "清单文件按“字段名: 内容”一行一行写，缩进对齐，没有看不见的字符和冲突标记。",
    "F03": "有 lists 文件夹，里面有发布单位的说明；每份清单都有封面。",
    "E01": "规则豁免写明规则、事项、理由、批准单位和期限；写错的、用不上的和过期的都会报出来。",
}

TEXTS: Mapping[tuple[str, str], Text] = {
    # source.py: the file as a whole
    ("F01", "too_big"): ("文件有 {size} 兆，最多 {limit} 兆。", "请只留这一个事项的内容，附件不要放进清单文件夹。"),
    ("F01", "encoding"): (
        "文件的编码是 {name}，不是 UTF-8[[，从第 {at} 行起读不出]]。",
        "请用记事本打开，选“另存为”，编码选 UTF-8，再保存。",
    ),
    ("F01", "empty"): ("文件是空的。", "请写上内容；不要这个文件就删掉它。"),
    ("F01", "symlink"): ("这是一个链接，不是文件。", "请把真正的文件放在这里。"),
    ("F01", "not_file"): ("这不是普通文件。", "请删掉它，或者换成普通的文本文件。"),
    # source.py: a place in the file
    ("F02", "invisible"): ("这里有一个看不见的字符（{code}）。", "请删掉这一行里看不见的字符，把这一行重新打一遍。"),
    ("F02", "second_document"): (
        "一个文件里写了两份内容，中间用“---”隔开。",
        "请把后一份移到另一个文件里，删掉“---”。",
    ),
    ("F02", "alias"): (
        "用了“&”或者“*”开头的引用写法，这里不支持。",
        "请把内容直接写出来；文字本身以这些符号开头的，给整段加英文单引号。",
    ),
    ("F02", "tag"): (
        "用了感叹号开头的标记“{tag}”，这里不支持。",
        "请删掉它；文字本身以“!”开头的，给整段加英文单引号。",
    ),
    ("F02", "too_deep"): ("缩进超过了 {limit} 层。", "请对照同类事项的文件改正缩进。"),
    ("F02", "too_many"): ("文件里的内容超过 {limit} 处，不像是一个事项。", "请只留这一个事项的内容。"),
    ("F02", "key"): ("这里的字段名不是一个简单的名称。", "请写成“字段名: 内容”，字段名不加引号和符号。"),
    ("F02", "syntax"): (
        "读到“{read}”这里读不下去了。",
        "请检查这一行和上一行：缩进要对齐，冒号用半角并在后面加一个空格，引号要成对。",
    ),
    ("F02", "conflict"): (
        "这里有两个人同时修改留下的冲突标记。",
        "请留下正确的一方，删掉“<<<<<<<”“=======”“>>>>>>>”三行。",
    ),
    ("F02", "tab"): ("缩进用了 Tab 键。", "请换成空格，每一级两个空格。"),
    ("F02", "wide_indent"): ("缩进里有全角空格或者不间断空格。", "请删掉行首的空白，用空格键重新打，每一级两个空格。"),
    ("F02", "wide_colon"): ("“{key}”后面是全角冒号。", "请改成“{fixed}”，也就是半角冒号加一个空格。"),
    ("F02", "no_fields"): (
        "文件里没有“字段名: 内容”这样的行，读到的是“{read}”。",
        "请每行写一个字段，冒号用半角，后面加一个空格。",
    ),
    ("S04", "double_key"): ("字段“{key}”写了两次，第一次在第 {first} 行。", "请删掉一个。"),
    # folder.py
    ("F03", "no_lists"): ("没有 lists 文件夹。", "请在仓库的最上层建立 lists 文件夹，把清单放在里面。"),
    ("F03", "no_list"): ("lists 里一份清单也没有。", "请建立“lists/区划代码/清单种类”文件夹，放进封面和事项。"),
    ("F03", "no_publisher"): (
        "没有这个文件，不知道清单由谁发布。",
        "请建立它，写上站点名称、主办单位、联系方式和数据许可。",
    ),
    ("F03", "no_header"): ("清单文件夹 {folder} 里没有封面 _list.yaml。", "请建立它，至少写上清单名称、性质和状态。"),
    ("S01", "unprintable_name"): ("文件名里有不能显示的字符。", "请给文件重新取名，只用小写字母、数字和短横线。"),
    ("S01", "division_name"): ("文件夹“{name}”不是区划代码。", "请改成登记过的区划代码，只有数字。"),
    ("S01", "stray_file"): ("“{name}”不该放在这里，它不会被读取。", "请移到它该在的文件夹，或者删掉。"),
    ("S01", "list_key"): (
        "文件夹“{name}”不是清单种类的名称。",
        "请用这些名称之一：{kinds}；同一种清单有几份时，后面加短横线和小写字母或数字。",
    ),
    ("S01", "serial_name"): (
        "文件名“{name}”不是四位编号，它不会被读取。",
        "[[请改成“{fixed}”；]]事项文件用四位编号取名，后缀是 .yaml。",
    ),
    ("S01", "serial_taken"): (
        "文件名“{name}”不是四位编号，它不会被读取；{fixed} 已经有了。",
        "是多余的副本就删掉；是另一个事项，请改成还没有用过的四位编号，后缀是 .yaml。",
    ),
    ("S01", "reference_name"): (
        "文件名“{name}”不合规定，它不会被读取。",
        "请只用字母、数字和短横线取名，后缀是 .yaml。",
    ),
    ("S01", "code_twice"): ("代码“{code}”登记了两次。", "请删掉一条，或者改成没有用过的代码。"),
    # bind.py
    ("S04", "not_mapping"): ("这里应该是“{table}”的一组字段，读到的不是。", "请每行写一个“字段名: 内容”。"),
    ("S04", "not_list"): ("这里应该是{table}的列表，一条一条写。", "请每条以“- ”开头，另起一行写。"),
    ("S04", "one_value"): ("“{field}”只能写一个内容，这里写成了一组。", "请写成一行[[，例如“{example}”]]。"),
    ("S04", "blank"): ("“{field}”只有空白，没有文字。", "请写上内容；没有内容就删掉这一行。"),
    ("S04", "want_list"): (
        "“{field}”可以有好几个，要一行一个地写，读到的是“{read}”。",
        "请在“{field}:”下面另起一行，每个以“- ”开头。",
    ),
    ("S04", "list_of_text"): ("“{field}”里的每一行只能是一段文字。", "请把这一行改成“- 文字”。"),
    ("S04", "want_rows"): (
        "“{field}”要一条一条地写。",
        "请在“{field}:”下面另起一行，每条以“- ”开头，下面写这一条的字段。",
    ),
    ("S04", "unknown_key"): ("{table}里没有“{key}”这个字段。", "[[是不是“{nearest}”？]]请改正字段名，或者删掉这一行。"),
    ("S04", "computed_key"): ("“{key}”由系统得出，不用填写。", "请删掉这一行。"),
    # conform.py
    ("S04", "required"): ("没有写“{field}”。", "请补上“{field}”。"),
    ("S04", "enum"): ("“{field}”写的是“{read}”，不在可以选的词里。", "[[是不是“{nearest}”？]]可以选：{allowed}。"),
    ("S04", "list_constraint"): ("“{field}”写的“{read}”不合要求。", "请照下面的说明改正。"),
    ("S04", "type_boolean"): ("“{field}”写的是“{read}”，只能写“是”或者“否”。", "[[请改成“{fixed}”。]]"),
    ("S04", "type_integer"): ("“{field}”写的是“{read}”，应该是一个整数。", "[[请改成“{fixed}”；]]只写数字，单位不写。"),
    ("S04", "type_number"): ("“{field}”写的是“{read}”，应该是一个数。", "[[请改成“{fixed}”；]]只写数字，单位不写。"),
    ("S04", "type_date"): (
        "“{field}”写的是“{read}”，不是一个真有的日期。",
        "[[请改成“{fixed}”；]]日期写成“年-月-日”，月和日各两位，如 2026-01-05。",
    ),
    ("S04", "no_such_day"): ("“{field}”写的是“{read}”，没有这一天。", "请核对月份和日子。"),
    ("S04", "limit"): ("“{field}”写的是“{read}”，要求是：{limit}。", "请核对这个数。"),
    ("S04", "too_short"): ("“{field}”写的“{read}”太短，至少 {limit} 个字。", "请写完整。"),
    ("S04", "too_long"): ("“{field}”写的“{read}”太长，最多 {limit} 个字。", "请写短一些，其余的写进说明或者备注。"),
    ("S04", "pattern"): ("“{field}”写的“{read}”不合格式。", "请照下面的说明和例子改正。"),
    ("S04", "spelling"): ("“{field}”写的是“{read}”，写法不统一。", "请改成“{fixed}”。"),
    ("S04", "list_mark"): ("“{field}”里的“{read}”含有“{mark}”。", "请在“{mark}”处分成几行，一行一个。"),
    # resolve.py
    ("S02", "adopts_unknown"): ("要采用的清单“{target}”不存在。", "[[是不是“{nearest}”？]]请写通用目录的清单编号。"),
    ("S02", "adopts_kind"): ("要采用的“{target}”和本清单不是同一种清单。", "请采用同一种清单的通用目录。"),
    ("S02", "adopts_circle"): ("采用“{target}”绕成了一个圈：清单最后采用了自己。", "请删掉其中一份清单的“采用”。"),
    ("S02", "adopts_nature"): (
        "要采用的“{target}”不是通用目录。",
        "请采用性质是“通用目录”的清单，或者把那份清单的性质改成通用目录。",
    ),
    ("S02", "adopts_division"): (
        "要采用的“{target}”不属于本地的上级。",
        "请采用本地所属的县、市或者省的通用目录，并核对行政区划里登记的上级。",
    ),
    ("S02", "override_excluded"): (
        "{serial} 号事项已经声明为不适用，这个文件却在改写它。",
        "请删掉这个文件，或者从封面的“不适用”里去掉 {serial}。",
    ),
    ("S02", "override_nothing"): (
        "目录“{catalogue}”里没有 {serial} 号事项，这个文件没有东西可以改写。",
        "请核对编号；是本地自己的事项，就用 5001 以后的编号。",
    ),
    ("S02", "exception_twice"): ("{serial} 号事项声明了两次不适用。", "请删掉一条。"),
    ("S02", "exception_unknown"): (
        "目录“{catalogue}”里没有 {serial} 号事项，不用声明不适用。",
        "请核对编号，或者删掉这一条。",
    ),
    ("S02", "exception_alone"): (
        "这份清单没有采用通用目录，{serial} 号事项的“不适用”不起作用。",
        "请写明“采用”哪份目录，或者删掉这一条。",
    ),
    # exemptions.py
    ("E01", "unknown_rule"): ("没有“{rule}”这条规则，这条豁免不起作用。", "[[是不是“{nearest}”？]]请核对规则代码。"),
    ("E01", "structural"): ("规则 {rule} 不能豁免：它保证数据不出错、不互相矛盾。", "请删掉这条豁免，并改正清单。"),
    ("E01", "unknown_item"): ("没有“{item}”这个事项，这条豁免不起作用。", "请核对事项编号。"),
    ("E01", "unused"): ("事项“{item}”没有违反规则 {rule}，这条豁免用不上。", "请删掉这条豁免。"),
    ("E01", "unused_today"): (
        "到今天，事项“{item}”没有违反规则 {rule}，这条豁免没有用到。",
        "不再需要的，请删掉这条豁免；预先批准、以后才用到的，可以留着。",
    ),
    ("E01", "expired"): (
        "对“{item}”豁免规则 {rule} 只到 {until}，已经过期，不再起作用。",
        "请改正事项，或者重新报批后改日期。",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A finding in words: `title` names the rule, `text` says what is wrong and how to mend it.

    `help` is the schema's own description of the field, `source` the document and article behind the rule.
    """

    title: str
    text: str
    help: str = ""
    source: str = ""
    page: str = ""


def describe(finding: Finding, schemas: Schemas) -> Message:
    """The finding in Chinese; KeyError when it has no wording or lacks a parameter (the tool's mistake)."""
    wrong, mend = text_of(finding.code, finding.case)
    longest = _QUOTED if (finding.code, finding.case) in TEXTS else {}
    values = {name: printable(value, longest.get(name, LONGEST)) for name, value in finding.params.items()}
    return Message(
        title=title_of(finding.code),
        text=mask(fill(wrong, values) + fill(mend, values)),
        help=_help(finding, schemas),
        source=source_of(finding.code),
        page=page_of(finding.code),
    )


def text_of(code: str, case: str) -> Text:
    """The wording of a case."""
    rule = TABLE.get(code)
    if rule is not None and case in rule.texts:
        return rule.texts[case]
    # A new profile may ask of a chain what none of today's does.
    return TEXTS.get((code, case)) or CHAIN_TEXTS[case]


def title_of(code: str) -> str:
    """The short name of a rule or of a kind of finding."""
    rule = TABLE.get(code)
    return rule.title_zh if rule is not None else TITLES[code]


def source_of(code: str) -> str:
    """The documents and articles behind a rule, "" for rules of structure."""
    rule = TABLE.get(code)
    articles: dict[str, list[str]] = {}
    for citation in rule.sources if rule is not None else ():
        articles.setdefault(citation.source, []).append(citation.article)
    return "；".join(f"《{SOURCE_TITLES[source]}》{'、'.join(found)}" for source, found in articles.items())


def page_of(code: str) -> str:
    """The address of the rule's page below the root of the site."""
    return f"rules/{code.lower()}/"


def fill(template: str, values: Mapping[str, str]) -> str:
    """A template with its values; a part in [[…]] is left out when one of its values is missing or empty."""
    kept = _OPTIONAL.sub(lambda part: part[1] if all(values.get(n) for n in _NAME.findall(part[1])) else "", template)
    return _NAME.sub(lambda name: values[name[1]], kept)


def _help(finding: Finding, schemas: Schemas) -> str:
    """The schema's description and example of the field, for mistakes in what was typed."""
    field = _field(finding, schemas)
    if field is None or not finding.code.startswith("S"):
        return ""
    example = f"例如：{field.example}" if field.example and not field.enum else ""
    return f"{field.title}：{field.description}{example}"


def _field(finding: Finding, schemas: Schemas) -> Field | None:
    table, _, name = finding.location.field.partition(".")
    return schemas[table].by_name.get(name) if table in schemas.tables else None


def printable(text: str, longest: int = LONGEST) -> str:
    """A value from a file on one line, without characters that are invisible or steer a terminal, shortened.

    Personal data is masked first: what is cut or made visible could no longer be told for what it is.
    """
    shown = masked_start(text, longest)
    return "".join(char if _is_plain(char) else _shown(char) for char in shown)


def _is_plain(char: str) -> bool:
    return char.isprintable() or char == "\u3000"


def _shown(char: str) -> str:
    if char in "\n\r\t":
        return " "
    return f"‹U+{ord(char):04X}›" if unicodedata.category(char) != "Zs" else " "
