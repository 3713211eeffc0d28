"""Home addresses: the flat in a building of a housing estate, the door in a village or street where somebody lives.

In: plain text (characters.py). Out: hits. The words around it tell a home from an office: an office is named before
its address or right behind it, somebody "lives" at a home.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .hit import Hit

_N = "[0-9A-Za-z一二三四五六七八九十百零〇两甲乙丙丁]"
_BUILDING = rf"(?:{_N}{{1,5}} ?(?:号楼|号院|#楼|号|栋|幢|楼|座|#|区) ?-? ?)"
_FLOOR = rf"(?:{_N}{{1,3}} ?[层楼] ?-? ?)"
_BARE = "(?:[0-9]{3,4}(?![0-9]| ?[元平㎡人户年米栋幢月套])|(?:[一二三四五六七八九]?十)?[一二三四五六七八九]?[零〇○][一二三四五六七八九])"
_NO_ROOM = "(?![楼地文令间])"
# A flat with its 单元: what stands before that word, and after it.
_UNIT = re.compile(
    rf"单元(?P<room> ?-? ?{_FLOOR}?(?:[0-9]{{3,4}} ?户|{_N}{{1,6}} ?[室号房]{_NO_ROOM}|[东西中南北]户|{_BARE}))?"
)
_BEFORE_UNIT = re.compile(rf"{_BUILDING}?{_N}{{1,3}} ?\Z")
# A flat without that word counts behind the name of an estate.
ESTATES = (
    "小区|花园|花苑|家园|嘉园|佳园|公寓|新村|新苑|佳苑|雅苑|嘉苑|馨苑|名苑|名都|豪庭|华庭|家属院|家属楼|家属区|宿舍|安置区|安置点|安置房"
    "|公租房|廉租房|花城|锦城"
)
_IN_ESTATE = re.compile(
    rf"(?:{ESTATES})[^,。;、\n]{{0,6}}?(?P<home>{_BUILDING} ?{_FLOOR}?(?:[0-9]{{3,4}} ?[室号房]{_NO_ROOM}|{_BARE})"
    r"|[0-9]{1,3}[#-][0-9]{1,2}-[0-9]{3,4}(?![0-9-]))"
)
# A door in a street or a group of a village counts where somebody lives.
STREETS = "路街巷弄里道胡同条组社队屯寨庄湾村院"
_NUMBER = "(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,4})"
_DOOR = re.compile(
    rf"[{STREETS}] ?{_NUMBER} ?号(?:院|楼)?(?:附? ?{_N}{{1,4}} ?[号室])?(?![线令文地闸桥井])"
    rf"(?: ?{_BUILDING}{_FLOOR}?{_BARE} ?[室号]?)?"
)
_STREET = re.compile(r"[^省市县区镇乡村号,、。;:( \n]{0,8}\Z")
_LIVES = (
    "(?:(?:家庭|户籍|居住|现住|常住)(?:地址|住址|所在地|地)|户口所在地|住址|家住|[现居]住(?![证满权区房])|住[在于](?!房)"
    "|(?<=[,某人户])住(?![房建宅户保院所宿]))"
)
_SOMEBODY = "(?:村民|居民|户主|低保户|五保户|贫困户|脱贫户|监测户|残疾人|老人|申请人|某某?|先生|女士|同志)"
_LIVING = re.compile(rf"(?:{_LIVES}[^。;\n]{{0,32}}|{_SOMEBODY}[^。;\n]{{0,16}}村 ?{_NUMBER} ?[组社队屯])\Z")
_NAMED_AFTER = re.compile(r"[ ),]{0,2}[\u4e00-\u9fff]某")
_GROUP = re.compile(rf"村 ?{_NUMBER} ?[组社队屯]\Z")
_AT_HOME = re.compile(rf"{_LIVES}[^。;\n]*\Z")
_OFFICE = (
    "(?:办公|服务[中站点大]|大厅|窗口|[村居]委会|村部|政府|街道办|办事处|派出所|司法所|法庭|卫生[院室所]|学校|幼儿园|活动[室中]|驿站"
    "|警务|文化站|图书|公司|商[铺店]|门市|超市|信用社|银行|邮政|投放|岗亭|会议|值班|工作站|调解|合作社|党群|物业|设[在于]|收集点|公[示告]栏|行政中心|地点)"
)
_OFFICE_BEFORE = re.compile(rf"{_OFFICE}[^,。;\n]{{0,16}}\Z")
_OFFICE_AFTER = re.compile(rf"[ (]?[^,。;\n]{{0,4}}{_OFFICE}")


def find_homes(text: str) -> Iterator[Hit]:
    """Flats and doors where people live."""
    for start, end in (*_units(text), *_in_estates(text)):
        if not _is_office(text, start, end):
            yield Hit("家庭住址", start, end)
    for found in _DOOR.finditer(text):
        before = text[max(found.start() - 40, 0) : found.start() + 1]
        lives = _LIVING.search(before) or (_GROUP.search(before) and _NAMED_AFTER.match(text, found.end()))
        if lives and not _is_office(text, *found.span()):
            street = _STREET.search(before)
            yield Hit("家庭住址", found.start() + 1 - (len(street[0]) if street else 1), found.end())


def _units(text: str) -> Iterator[tuple[int, int]]:
    """Building, unit and room; without a room only where somebody lives."""
    for found in _UNIT.finditer(text):
        before = text[max(found.start() - 40, 0) : found.start()]
        building = _BEFORE_UNIT.search(before[-16:])
        if building and (found["room"] or (len(building[0]) > 2 and _AT_HOME.search(before))):
            yield found.start() - len(building[0]), found.end()


def _in_estates(text: str) -> Iterator[tuple[int, int]]:
    for found in _IN_ESTATE.finditer(text):
        yield found.span("home")


def _is_office(text: str, start: int, end: int) -> bool:
    """An office stands before or right behind it, and nobody lives there."""
    before = text[max(start - 40, 0) : start]
    if _AT_HOME.search(before):
        return False
    return bool(_OFFICE_BEFORE.search(before[-24:]) or _OFFICE_AFTER.match(text[end : end + 16]))
