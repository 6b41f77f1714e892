"""What the lines around a body print of it: the publication date, the source, the author, the document number.

Lines come labelled (`发布日期：2024-07-29`, `来源：…`, several on one line, glued to a title or a first sentence) or bare (a date alone, a date
beside a counter). 归档时间, 成文日期, 生效日期 and the like are other dates and never the publication's.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cleaners.chrome_rules import rule_of
from cleaners.dates import find_date
from cleaners.normalize import squeeze

_DAY = r"(?:(?:19|20)\d\d|[１２][０-９]{3})\s*[-/.年－]\s*[\d０-９]{1,2}\s*[-/.月－]\s*[\d０-９]{1,2}"
_LABELLED = re.compile(
    rf"(?P<label>[一-龥\s]{{0,8}}?(?:日\s*期|时\s*间|发布于|发表于|刊发于|编辑于|更新于|修改于))\s*[】\]]?\s*[:：]?\s*[\[【(（]?\s*(?P<day>{_DAY}\s*日?)"
)
_STRONG = re.compile(r"(?:发布|公开|公布|颁布|刊发|刊登|发表)(?:日期|时间|于)$")
_WEAK = re.compile(r"(?:^|[^一-龥])(?:日期|时间)$|(?:发文|上传|添加|录入|上网|上线|信息|文章|新闻|稿件)(?:日期|时间)$")
_LATER = re.compile(r"(?:更新|修改|编辑)(?:日期|时间|于)$")
_BESIDE = re.compile(
    r"来源|点击|浏览|阅读|访问|字号|字体|作者|编辑|打印|分享|人气|查看|供稿|记者|摄影|稿件|审核|\b(?:Updated|Published|Posted|Source|Date|By)\b"
)
_OTHER_DAYS = re.compile(r"归档|成文|生效|失效|废止|实施|生成|印发|更新|修改|编辑|录入|创建|撰写|起草")
_BARE = re.compile(
    rf"^[\[【(（|·\s]*{_DAY}\s*日?\s*(?:星期.|周.)?[\sT]*(?:[\d０-９]{{1,2}}\s*[:：∶时]\s*[\d０-９]{{2}}(?:\s*[:：∶分]\s*[\d０-９]{{2}})?秒?)?[\]】)）|·\s]*(?:出版|第\s*[A-Z]?\d{{1,3}}\s*版.{{0,8}})?$"
)
# Below a title also beside a name alone (`临江发布 2021年10月18日`, `2021-10-18 第21期`, `临江文艺，2018年5月4日`).
_BYLINE = re.compile(rf"(?:[^，。！？；:：]{{1,16}}[\s,，·|｜/]*)?{_DAY}\s*日?[\s,，·|｜/]*[^，。！？；:：]{{0,16}}")
_SOURCE = re.compile(r"(?:信\s*息\s*|文\s*章\s*|稿\s*件\s*|新\s*闻\s*)?来\s*源\s*于?\s*[:：]\s*(?P<value>[^|｜\n]*)")
_AUTHOR = re.compile(r"(?:^|[\s|｜【\[(（])作\s*者\s*[:：]\s*(?P<value>[^|｜\n]*)")
_NEXT_LABEL = re.compile(
    rf"\s*(?:[\[【(（|｜]|(?:信息|文章|稿件)?(?:发布|发表|更新|录入|公开|加入|添加|上传|提供|成文|生成)?(?:日期|时间)\s*[:：]|更新\s*[:：]|转贴自\s*[:：]|\s(?:网友)?评论|\s(?:参与互动|播放)|(?:文章|信息|稿件|新闻)来源\s*[:：]|{_DAY}|(?:来源|作者|记者|通讯员|编辑|责任编辑|责编|审核|点击|浏览|阅读|访问|字号|字体|"
    r"打印|分享|人气|查看|供稿|撰稿|选稿|来稿|文字|摄影|视力保护色|关闭|保护视力)[^，。]{0,6}(?:[:：]|$|\s)).*$"
)
_NUMBER = re.compile(
    r"^[(（]?(?P<number>[一-龥]{1,14}\s*[〔\[［(（【]\s*(?:19|20)\d\d\s*[〕\]］)）】]\s*第?\s*\d{1,5}\s*号)[)）]?$"
)
_LONGEST = 160
_NEAR = 40


class Printed(NamedTuple):
    """What is printed around a body; each part None where nothing is. `origin` is where the date was read."""

    published: date | None = None
    origin: str = ""
    source: str | None = None
    author: str | None = None
    number: str | None = None


def read_printed(
    above: Sequence[str], opening: Sequence[str], below: Sequence[str], title: str, byline: Sequence[str] = ()
) -> Printed:
    """Return what the lines around a body say.

    Args:
        above: the lines before the body that are not links, in page order: the nearest count most.
        opening: the first lines of the body, and those cut from its head.
        below: the lines behind it, the nearest first.
        title: the document's title; a date may be glued to it.
        byline: the lines cut from the head of the body as a byline.
    """
    above, below = above[-_NEAR:], below[:_NEAR]
    near = [line for line in [*reversed(above), *opening, *below] if line]
    published, origin = _published(above, opening, below, title, byline)
    labelled = [line for line in near if len(line) <= 2 * _LONGEST and (":" in line or "：" in line)]
    source = next((value for line in labelled if "源" in line and (value := _value(_SOURCE, line))), None)
    authors = (value for line in labelled if "者" in line and (value := _value(_AUTHOR, line)))
    author = next((value for value in authors if len(value) <= 20), None)
    number = next(
        (squeeze(match["number"]) for line in [*opening, *reversed(above)] if (match := _NUMBER.match(line.strip()))),
        None,
    )
    return Printed(published, origin, source, author, number)


def _published(
    above: Sequence[str], opening: Sequence[str], below: Sequence[str], title: str, byline: Sequence[str]
) -> tuple[date | None, str]:
    """The publication date: under its own label, then a mere 日期 or 时间, a bare date, one glued to the title, an update."""
    head = [line for line in [*reversed(above), *opening] if _may_hold_a_year(line)]
    labelled = list(_labelled(head))
    labelled_below = list(_labelled([line for line in below if _may_hold_a_year(line)][:20]))
    if found := _under(_STRONG, [*labelled, *labelled_below]) or _under(_WEAK, labelled):
        return found
    for line in head:
        if (
            len(line) <= _LONGEST
            and (_BARE.match(line) or (_is_beside(line) and len(line) <= 90))
            and (day := find_date(line))
        ):
            return day, "line:bare"
    glued = squeeze(title)
    for line in [*_below(above, glued), *byline]:
        if _may_hold_a_year(line) and _BYLINE.fullmatch(line) and (day := find_date(line)):
            return day, "line:byline"
    for line in head:
        rest = squeeze(line)[len(glued) :] if glued and squeeze(line).startswith(glued) else ""
        if rest and _BARE.match(rest[:24]) and (day := find_date(rest)):
            return day, "line:title"
    return _under(_WEAK, labelled_below) or _under(_LATER, [*labelled, *labelled_below]) or (None, "")


def _below(above: Sequence[str], title: str) -> Sequence[str]:
    """Return the lines between the one that is the title and the body, [] when none is."""
    at = max((number for number, line in enumerate(above) if title and squeeze(line) == title), default=len(above))
    return above[at + 1 :]


def _may_hold_a_year(line: str) -> bool:
    return "20" in line or "19" in line or "２０" in line or "１９" in line


def _labelled(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The labels before dates, each with its date: of a long line only the one that it opens with."""
    for line in lines:
        if "期" not in line and "间" not in line and "于" not in line:
            continue
        for match in _LABELLED.finditer(line[: 2 * _LONGEST]):
            if len(line) <= _LONGEST or match.start() == 0:
                yield squeeze(match["label"]), match["day"]


def _is_beside(line: str) -> bool:
    """Whether a line with a date is one of date and source: by a label of another thing, or by what chrome looks like."""
    if _BESIDE.search(line):
        return True
    labelled = _LABELLED.search(line)
    return not (labelled and _OTHER_DAYS.search(squeeze(labelled["label"]))) and bool(rule_of(line, tail=False))


def _under(label: re.Pattern[str], labelled: Sequence[tuple[str, str]]) -> tuple[date, str] | None:
    for name, printed in labelled:
        if (said := label.search(name)) and (day := find_date(printed)):
            return day, f"line:{said[0]}"
    return None


def _value(pattern: re.Pattern[str], line: str) -> str | None:
    """What stands behind a label, up to the next label; None when nothing does."""
    match = pattern.search(line)
    if match is None or match.start() > 80:
        return None
    value = _NEXT_LABEL.sub("", match["value"]).strip(" \t\u3000\xa0】])）,，;；")
    return value if value and len(value) <= 60 else None
