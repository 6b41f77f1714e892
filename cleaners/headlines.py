"""Which line of a page shows its title, and which lines only may: the ones above the date and source, or that an index card names too."""

import re
from collections.abc import Iterator, Sequence

from cleaners.chrome_rules import rule_of
from cleaners.draft import Line
from cleaners.normalize import squeeze
from cleaners.tree import Page

META = ("articletitle", "og:title", "twitter:title", "dc.title", "headline")
# What sites call themselves: a <title> that only says that is on every page of theirs and is the title of none.
SITE = re.compile(
    r"(?:网|网站|网页|网络|门户|平台|频道|首页|客户端|公司|集团|政府|委员会|常委会|人大|人大代表大会|人民代表大会|政协|法院|检察院|局|办公室|信息公开|信息网|在线|论坛|内容页?|正文|详[情细]页?|列表|文章|新闻)\W*$|^(?:新建网页.{0,3}|无标题(?:文档|页)|[Uu]ntitled.{0,12}|New Page.{0,3})$"
)
DATED = re.compile(r"\s*[\[【(（]?(?:(?:发布|发表)?(?:日期|时间)[:：]?)?\s*(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?(?!\d).*$")
_DAY = re.compile(r"[(（]?(?:19|20)\d\d年\d{1,2}月\d{1,2}日[)）]?")
_NAME_AND_DAY = re.compile(
    r"[一-龥]{2,16}[\s·|｜,，]*(?:19|20)\d\d(?:[-./]\d\d?[-./]\d\d?|年\d\d?月\d\d?日)(?:\s+\d\d?:\d\d(?::\d\d)?)?"
)
_PUBLISHER = re.compile(
    r"[一-龥]{2,16}(?:发布|报|网|台|中心|政府|局|委|委员会|办|办公室|公司|厅|镇|街道|新闻|在线|社|院|馆)|[一-龥]{2,4}[镇乡区县市]"
)
_NAMED = re.compile(r"(?:名\s*称|标\s*题)\s*[:：]?[\s|]*(.*)")  # of an index card
_PARTED = re.compile(r"\s*[-—–_|｜·•>]")
_LABELS = re.compile(r"[一-龥]{2,4}[:：].{1,20}[:：].{0,8}")  # 状态：已办结 满意度：★★★
_BELOW_TITLE = frozenset({"meta-line", "date", "fontsize", "counter"})
_TELLING, _SHORTEST_DATED = 10, 2
_SHORTEST, _LONGEST = 4, 120
_TOLD, _TOP, _SIGNED = 6, 80, 6


def title_line(page: Page, lines: Sequence[Line]) -> Line | None:
    """Return the line that shows the title, wherever the body is; None where no line is told to be it.

    It is the longest one that the page's own <meta> or <title> has, not a link; else the only <h1>, else the first above a
    line of date and source, the first with a day glued to it, the one that an index card has as well.
    """
    told = [squeeze(page.metas[name]) for name in META if page.metas.get(name)]
    whole = page.title[: 4 * _LONGEST]
    shown = squeeze(whole)
    best: Line | None = None
    most = (0, False)
    for line in lines:
        if line.linked or line.kind in ("table", "figure", "list") or len(line.text) > _LONGEST:
            continue
        text = squeeze(line.text)
        if (named := _NAMED.fullmatch(line.text)) and named[1]:
            text = squeeze(named[1])
        is_told = any(one == text or (len(text) >= _SHORTEST and one.startswith(text)) for one in told)
        is_shown = (
            len(text) >= _SHORTEST and (shown.startswith(text) or (len(text) >= _TELLING and text in shown))
        ) or (len(text) > 1 and opens_title(whole, line.text))
        rank = (len(text), line.level > 0)
        if (is_told or is_shown) and not SITE.search(text) and rank > most:
            best, most = line, rank
    if best is not None:
        return best
    chief = [line for line in lines if line.level == 1 and not line.linked and not SITE.search(line.text)]
    if len(chief) == 1:
        return chief[0]
    head = [line for line in lines[:_TOP] if line.linked * 2 <= len(line.text)]
    return (
        next(dated_lines(lines), None)
        or next((line for line in lines if _without_day(line)), None)
        or named_on_card(head)
    )


def is_told(page: Page, line: Line) -> bool:
    """Whether the page itself says that a line shows the title: by its <title> or <meta>, or as its <h1>."""
    text = squeeze(line.text)
    told = (page.title[: 4 * _LONGEST], *(page.metas.get(name, "") for name in META))
    return line.level == 1 or any(text in squeeze(one) for one in told)


def opens_title(shown: str, text: str) -> bool:
    """Whether a <title> is a text, or begins with it and a separator: then it is the title, as short as it is (通知)."""
    return shown.startswith(text) and (len(shown) == len(text) or bool(_PARTED.match(shown, len(text))))


def dated_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines beside which, below in page order, the line of date and source stands, in the order given.

    Where that is only who published it, the line above it.
    """
    shown = [line for line in lines if line.kind not in ("table", "figure") and line.linked * 2 <= len(line.text)]
    backward = len(shown) > 1 and shown[0].pieces[0] > shown[1].pieces[0]
    ordered = shown[::-1] if backward else shown
    places = range(len(ordered) - 1)
    for at in reversed(places) if backward else places:
        line, above = ordered[at], ordered[at - 1] if at else None
        if ordered[at + 1].form(tail=False) not in _BELOW_TITLE and not _is_day(ordered[at + 1].text):
            continue
        if _is_signature(ordered[max(0, at - _SIGNED) : at], line):
            continue
        is_publisher = above is not None and len(above.text) > len(line.text) and _PUBLISHER.fullmatch(line.text)
        if above is not None and is_publisher and _may_be_title(above):
            yield above
        elif _may_be_title(line):
            yield line


def _is_day(text: str) -> bool:
    """Whether a line is a day alone, or a name and a day."""
    if "20" not in text and "19" not in text:
        return False
    return bool(_DAY.fullmatch(squeeze(text)) or _NAME_AND_DAY.fullmatch(text))


def _is_signature(before: Sequence[Line], line: Line) -> bool:
    """Whether a line above a day follows, in its container, lines of which one is a sentence: it signs a text, and heads none."""
    for one in before[-_SIGNED:]:
        is_beside = one.element is line.element or one.element.parent is line.element.parent
        if is_beside and (one.text[-1:] in "。！；：:" or "。" in one.text):
            return True
    return False


def _may_be_title(line: Line) -> bool:
    text = line.text
    is_text = not _SHORTEST_DATED <= len(text) <= _LONGEST or "。" in text or text.endswith((":", "："))
    return not is_text and not line.linked and not _is_no_title(text)


def _is_no_title(text: str) -> bool:
    return bool(
        "://" in text
        or SITE.search(text)
        or DATED.fullmatch(text)
        or _DAY.fullmatch(squeeze(text))
        or rule_of(text, tail=False)
        or rule_of(text, tail=True)
        or bool(_LABELS.fullmatch(text))
    )


def named_on_card(above: Sequence[Line]) -> Line | None:
    """Return the nearest line above a body whose text an index card has as well, or that ends with a day, None when none does."""
    named = [squeeze(found[1]) for line in above if (found := _NAMED.search(line.text))]
    for line in reversed(above):
        text = squeeze(line.text)
        if _without_day(line):
            return line
        if line.linked or line.kind in ("table", "figure") or len(text) > _LONGEST or rule_of(text, tail=False):
            continue
        if len(text) >= _TOLD and any(text in names for names in named):
            return line
    return None


def text_of(line: Line | None) -> str:
    """A line's text without a day glued to its end, "" for no line."""
    return "" if line is None else _without_day(line) or line.text


def _without_day(line: Line) -> str:
    """Return a short line without the day glued to its end, "" when there is none or it says what day that is."""
    if line.linked or line.kind in ("table", "figure", "list") or len(line.text) > _LONGEST or "。" in line.text:
        return ""
    bare = DATED.sub("", line.text)
    is_title = bare != line.text and len(bare) >= _TOLD and not bare.endswith((":", "："))
    return bare if is_title and not line.form(tail=False) else ""
