"""What kind of document a title names, and the year or half-year that it covers.

Judged by the title (and the head of the text where the title is only 政府工作报告 or 工作报告): near-duplicates by title are other
documents. An explainer, a digest, a draft for comment, news about the report: kind `other`.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from cleaners.dates import hanzi_number
from cleaners.meeting import Delivery
from cleaners.normalize import squeeze

_NOT_THE_REPORT = re.compile(
    r"解读|图解|一图|读懂|划重点|速览|看点|亮点|摘登|摘要|摘编|摘录|节选|选登|要点|综述|侧记|热议|反响|审议意见|审议了|审议政府|审议区|听取|作政府工作报告|讨论|学习|贯彻|问答|发布会|"
    r"征求意见|意见征集|征集|征询|公开征求|\(草案\)$|（草案）$|草案稿|任务分解|重点工作分工|责任分解|名词解释|注释|起草说明|编制说明|决议|公告|通知$|关于印发|的决定$|审计|绩效|"
    r"目标任务|建议提案|办理情况|审查(?:结果)?(?:的)?(?:报告|意见)|汇编|选编"
)
_HALF = re.compile(r"上半年|半年|1[-—~至]6月")
_PLAN = re.compile(
    r"(?:国民经济(?:和|与)社会发展|经济社会发展|国民经济|社会发展)[^，。]{0,8}(?:年度)?计划|计划(?:执行|草案|的报告|完成)"
)
_BUDGET = re.compile(r"预算|决算|财政收支")
_PLAN_TOLD, _BUDGET_TOLD = re.compile(r"报告|执行情况|草案"), re.compile(r"报告|执行情况|决算|预算")
_ANY_YEAR = re.compile(r"(?:19|20)\d\d年")
_CONGRESS = re.compile(
    r"(?:人民代表大会常务委员会|人大常委会|人大常务委员会|人民代表大会)[^，。]{0,12}工作(?:情况)?的?报告"
)
_GOVERNMENT = re.compile(r"政府工作(?:的)?报告")
_HALF_GOVERNMENT = re.compile(
    r"政府[^，。]{0,12}工作(?:情况)?的?(?:情况)?报告|政府[^，。]{0,12}(?:工作)?(?:总结|小结)|政府[^，。]{0,8}工作情况|工作情况(?:的)?报告"
)
_BULLETIN = re.compile(r"统计公报")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d|[二][〇零○][一二三四五六七八九〇零○]{2})\s*(?:年|[-—]\d{4}年|(?=上半年))")
_EXECUTED = re.compile(
    r"((?:19|20)\d\d)\s*年?(?:度|上半年|全年|本级|全[区市县]|[一-龥]{0,14}?)?(?:[^，。]{0,24}?)(?:执行|决算|完成)"
)
_TO_DO = re.compile(
    r"((?:20)\d\d)年(?:主要(?:任务|目标|工作)|工作(?:安排|任务|重点|思路|建议|总体)|重点(?:工作|任务)|政府工作|经济社会发展|发展目标|的?总体)"
)


_YEARS = re.compile(r"((?:19|20)\d\d)年?\s*[-—–~～至到]+\s*((?:19|20)\d\d)年?")
_MONTHS = re.compile(r"(?<!\d)(1[0-2]|[1-9])月?\s*[-—–~～至到]+\s*(1[0-2]|[1-9])月")
_PARTS = (
    (re.compile(r"(?:前三|一至三|1[-—~至]3)个?季度"), 1, 9),
    (re.compile(r"上半年"), 1, 6),
    (re.compile(r"下半年"), 7, 12),
    (re.compile(r"(?:第?一|1)季度"), 1, 3),
    (re.compile(r"(?:第?二|2)季度"), 4, 6),
    (re.compile(r"(?:第?三|3)季度"), 7, 9),
    (re.compile(r"(?:第?四|4)季度"), 10, 12),
)
# A plan looks ahead: the years in its title are those it plans for, not one that it covers.
_OUTLOOK = re.compile(r"规划|纲要|远景")


class Kind(NamedTuple):
    """Kind by the words of `Metadata.kind`, the year covered, and its period; None each where the text does not tell."""

    kind: str | None = None
    year: int | None = None
    period: str | None = None


def find_kind(title: str, heads: Sequence[str], delivery: Delivery | None) -> Kind:
    """Return the kind and year of a document.

    Args:
        title: the document's title, whatever stands before and behind it.
        heads: the first lines and the headings of the text, in order.
        delivery: what the dash line says, if there is one.
    """
    name = squeeze(title)
    kind = _kind_of(name) if name else "other"
    if kind == "other" and (not name or (delivery is not None and not _NOT_THE_REPORT.search(name))):
        lines = [squeeze(line) for line in heads[:4] if len(line) < 60]
        kind, name = next(((found, line) for line in lines if (found := _kind_of(line)) != "other"), (kind, name))
    if not name:
        return Kind()
    if years := _YEARS.search(name):
        return Kind(kind, None, f"{years[1]}/{years[2]}" if years[1] < years[2] else None)
    year = None if kind == "other" and _OUTLOOK.search(name) else _year_of(kind, name, heads, delivery)
    return Kind(kind, year, _period(name, year))


def _period(name: str, year: int | None) -> str | None:
    """The part of a year that a title names (`2024-01/2024-06`); None where it is the whole year, or the year is not known.

    Behind 决算 and 执行情况和 a second period follows: the first that is named with its year counts.
    """
    if year is None:
        return None
    at = name.find(str(year))
    told = name[at:][:24] if at >= 0 else name
    if months := _MONTHS.search(told):
        first, last = int(months[1]), int(months[2])
        return f"{year}-{first:02d}/{year}-{last:02d}" if first < last else None
    following = _ANY_YEAR.search(told[4:])
    told = told[: following.start() + 4] if following else told
    return next((f"{year}-{first:02d}/{year}-{last:02d}" for part, first, last in _PARTS if part.search(told)), None)


def _kind_of(name: str) -> str:
    if _NOT_THE_REPORT.search(name):
        return "other"
    if _BULLETIN.search(name):
        return "statistical-bulletin"
    if _PLAN.search(name) and _PLAN_TOLD.search(name):
        return "plan-report"
    if _BUDGET.search(name) and _BUDGET_TOLD.search(name):
        return "budget-report"
    if _CONGRESS.search(name):
        return "congress-work-report"
    if _HALF.search(name) and _HALF_GOVERNMENT.search(name):
        return "half-year-report"
    return "government-work-report" if _GOVERNMENT.search(name) else "other"


def _year_of(kind: str, name: str, heads: Sequence[str], delivery: Delivery | None) -> int | None:
    """The year in the title; of a report without one the year of its delivery (in December: the year of its tasks)."""
    if kind in ("plan-report", "budget-report") and (match := _EXECUTED.search(name)):
        return int(match[1])
    if match := _YEAR.search(name):
        return _number(match[1])
    if kind == "other" or delivery is None or delivery.delivered is None:
        return None
    if kind in ("plan-report", "budget-report"):
        return None
    if kind == "government-work-report" and delivery.delivered.month >= 11:
        return next((int(match[1]) for line in heads if (match := _TO_DO.search(line))), None)
    return delivery.delivered.year


def _number(year: str) -> int | None:
    if year.isdigit():
        return int(year)
    digits = [hanzi_number(character) for character in year]
    return int("".join(str(digit) for digit in digits)) if None not in digits else None
