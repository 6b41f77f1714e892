"""How far a body reaches around the prose that density found: salutation, signature, date and lists weigh too little to count there.

The lines of text behind the title (`run`) say it. A subtree around the prose is taken in as long as it adds nothing but such lines
(and chrome that the rules cut), and one of them belongs to a document: it stands in an element like the prose's own beside it, or
has the form of a document's first and last lines. What templates write beside a text (an account's name, topics, 阅读 1.2万) has neither.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from cleaners.asides import is_comment_mark
from cleaners.chrome_rules import is_footer_too, is_site_like
from cleaners.draft import Line
from cleaners.normalize import squeeze
from cleaners.tree import Element

_LEVELS, _SITES_LINES = 12, 4
_LONGEST, _SHORT, _NAME = 60, 20, 12
_LINKS_IN_TEXT = 3
_PROSE, _A_TEXT, _A_COLUMN = 20, 80, 40
_ENDS = frozenset({"pager", "related", "footer"})
_BYLINE = frozenset({"meta-line", "date"})
_COMMENTED = re.compile(r"(?:评论|留言|跟帖)(?:$|[（(])")
# How documents begin (number, salutation, heading, a passing in brackets, a dash line) and how they end (signature, day, annexes).
_FIRST = re.compile(
    r"[（(](?!.*(?:供图|摄|摄影|图源|制图|配图)[)）]).{4,}[)）]|[—─－―-]{2,}.{2,}|.{0,16}[〔\[［](?:19|20)\d\d[〕\]］]第?\d{1,5}号|.{2,30}[:：]|(?:计量)?单位[:：].{1,12}"
    r"|.{0,30}(?:[区县市镇乡]长|主任|局长|院长|检察长|主席|部长|书记|厅长|秘书长)[一-龥·]{2,5}|(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]{1,4}[章条节]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、]).+"
)
_LAST = re.compile(
    r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日|二[〇○零O].{2}年.{2,7}日|[一-龥]{2,30}(?:政府|委员会|办公室|局|委|院|厅|处|站|所|会|中心|公司)"
    r"|附[件表录]?[一二三\d]{0,2}[:：].{2,}|特此.{2,6}|此[复致]|(?:注|备注|说明|注释|(?:资料|数据)来源)[:：].+"
)
_MARKS = re.compile(r"[，。；！？]")
_SAYING = re.compile(r"[，。；！？\d]")
_NO_BODY = frozenset(("p", "table", "ul", "ol", "blockquote", "pre"))
LAYOUT = frozenset(("div", "td", "tr", "table"))


class Run(NamedTuple):
    """The lines of text behind the one that shows the title; `is_ended` says that others' stories or comments end them."""

    lines: list[Line]
    is_ended: bool


def run_behind(
    lines: Sequence[Line],
    title: Line | None,
    others: frozenset[int],
    beside: Sequence[int],
    within: frozenset[int] = frozenset(),
) -> Run:
    """Return the lines of text behind the title, up to where links, comments, neighbours' titles or the footer begin.

    Args:
        lines: the lines of the page, in page order.
        title: the one that shows the title; without it there is no run.
        others: the lines (by id) of related stories, feeds and comments.
        beside: for each element by number, whether it stands beside the text by its name.
        within: the lines (by id) of the byline and of boxes in the text: they are none of the run and do not end it.
    """
    run: list[Line] = []
    links, said = 0, False
    for line in lines:
        if title is None or line.pieces[0] <= title.pieces[-1] or line.kind == "figure" or id(line) in within:
            continue
        if id(line) in others or is_comment_mark(line):
            if run:
                return Run(_own_lines(run, title), is_ended=True)
            continue
        if line.linked * 2 > len(line.text):
            links += 1
            if run and links == _LINKS_IN_TEXT:
                break
            continue
        rule = line.form(tail=True)
        aside = bool(beside[line.element.index])
        said = said or _is_said(run)
        if run and not said and line.form(tail=False) in _BYLINE:
            run.clear()  # what stood above it were tabs and ranks
        if said and (aside or rule in _ENDS or _COMMENTED.match(squeeze(line.text))):
            return Run(_own_lines(run, title), is_ended=rule == "related")
        if not aside and not rule and not line.form(tail=False):
            run.append(line)
            links = 0
    return Run(_own_lines(run, title), is_ended=False)


def _is_said(run: Sequence[Line]) -> bool:
    """Whether some lines are a text already: a sentence, or more than scraps."""
    return any(_MARKS.search(line.text) for line in run) or sum(len(squeeze(line.text)) for line in run) >= _SHORT


def _in_column(run: list[Line], title: Line | None) -> list[Line]:
    """Return the lines of a run up to the next column of a layout table, where the title's own column has a text."""
    cell = next((one for one in title.element.ancestors() if one.tag == "td"), None) if title is not None else None
    if title is not None and title.element.tag == "td":
        cell = title.element
    if cell is None or cell.parent is None:
        return run
    inside = [line for line in run if cell.contains(line.element)]
    behind = run[len(inside)] if len(inside) < len(run) else None
    is_next = behind is not None and cell.parent.contains(behind.element)
    return inside if is_next and sum(len(line.text) for line in inside) >= _A_COLUMN else run


def _own_lines(run: list[Line], title: Line | None) -> list[Line]:
    """Return a run without what is another column's, a comment's or the site's at its end."""
    return _without_site(_without_names(_in_column(run, title)), title)


def _without_site(run: list[Line], title: Line | None) -> list[Line]:
    """Take off the end of a run the last lines of the site: few, each with a word of such lines, outside the block of title and text."""
    if title is None or not run:
        return run
    block = around([title, run[0]])
    end = len(run)
    while end > 1 and is_site_like(run[end - 1].text) and not block.contains(run[end - 1].element):
        end -= 1
    return run[:end] if len(run) - end <= _SITES_LINES else run


def _without_names(run: list[Line]) -> list[Line]:
    """Take off the end of a run what belongs to what ends it: an address, the name beside a comment."""
    while (
        len(run) > 1
        and (is_footer_too(run[-1].text) or _is_account(run[-1]))
        and run[-1].element.parent is not run[-2].element.parent
    ):
        run.pop()
    return run


def reach(
    body: Element, title: Line, run: Sequence[Line], lines: Sequence[Line], skipped: frozenset[int] = frozenset()
) -> Element:
    """Return the subtree around a body that takes in the document's lines beside it; the body itself when there are none.

    Args:
        body: the subtree that holds the prose.
        title: the line that shows the title; it may be taken in.
        run: the lines of text behind the one that shows the title, in page order; [] changes nothing.
        lines: the lines of the page, in page order.
        skipped: the lines (by id) that are cut anyway: a byline, a box in the text, what stands beside it by its name.
    """
    if not run or not any(body.contains(line.element) for line in run):
        return body
    mine, at = {id(line) for line in run}, body
    for above in [one for _, one in zip(range(_LEVELS), body.ancestors(), strict=False)]:
        if above.tag == "html":
            break
        added = [line for line in lines if above.contains(line.element) and not at.contains(line.element)]
        text = [line for line in added if id(line) in mine]
        if any(
            id(line) not in mine and id(line) not in skipped and line is not title and not _is_cut(line, run)
            for line in added
        ):
            break
        if text and not any(_is_own(line, at, above) for line in text):
            break
        if text:
            body = above
        at = above
    return body


def _is_cut(line: Line, run: Sequence[Line]) -> bool:
    """Whether a line that is no text is a picture or chrome that goes by its rule."""
    tail = line.pieces[0] > run[0].pieces[0]
    return line.kind == "figure" or bool(line.form(tail=tail))


def _is_own(line: Line, beside: Element, above: Element) -> bool:
    """Whether a line below `above` belongs to the document: it stands in an element like `beside`, or is worded so.

    A paragraph or a table is no body by itself: what stands beside it is the rest. In front of the text mere layout elements are alike everywhere, and a day or an organ is the template's.
    """
    at = line.element
    while at is not above and at.parent is not above and at.parent is not None:
        at = at.parent
    behind = line.pieces[0] >= beside.end
    alike = at.tag == beside.tag and at.get("class") == beside.get("class")
    if at is above or beside.tag in _NO_BODY or (alike and (behind or bool(at.get("class")) or at.tag not in LAYOUT)):
        return True
    return opens(line) or (behind and closes(line))


def trim(body: Element, title: Line, run: Run, lines: Sequence[Line], others: frozenset[int]) -> Element:
    """Return the subtree of a body that begins behind its title, the body itself where that would leave out more than chrome.

    Where the page itself says that other stories or comments begin, what stands behind that is none of the text.
    """
    if not run.lines or not body.contains(title.element):
        return body
    inner = around(run.lines)
    if not body.contains(inner) or inner.contains(title.element):
        return body
    rest = [line for line in lines if body.contains(line.element) and not inner.contains(line.element)]
    behind = [line for line in rest if line.pieces[0] > title.pieces[-1]]
    if run.is_ended and sum(len(line.text) for line in run.lines if len(line.text) >= _PROSE) >= _A_TEXT:
        behind = [line for line in behind if line.pieces[0] < run.lines[-1].pieces[0]]
    return inner if all(id(line) in others or _is_scrap(line, run.lines) for line in behind) else body


def _is_scrap(line: Line, run: Sequence[Line]) -> bool:
    """Whether a line behind a title is chrome, or too short and plain to be missed."""
    if line.kind in ("figure", "table"):
        return False
    text = squeeze(line.text)
    return _is_cut(line, run) or line.linked * 2 > len(text) or (len(text) <= _SHORT and _is_plain(text))


def _is_account(line: Line) -> bool:
    """Whether a line may be a name beside a comment: short, without a mark of a sentence or a figure."""
    text = squeeze(line.text)
    return len(text) <= _NAME and _is_plain(text)


def _is_plain(text: str) -> bool:
    """Whether a text has no figure, no mark of a sentence, and no form of a document's first and last lines."""
    return not _SAYING.search(text) and not _FIRST.fullmatch(text) and not _LAST.fullmatch(text)


def around(lines: Sequence[Line]) -> Element:
    """Return the smallest subtree that holds all of some lines (at least one)."""
    first, last = lines[0].element, lines[-1].element
    return next(one for one in (first, *first.ancestors()) if one.contains(last))


def opens(line: Line) -> bool:
    """Whether a line has a form in which documents begin."""
    return len(line.text) <= _LONGEST and bool(_FIRST.fullmatch(squeeze(line.text)))


def closes(line: Line) -> bool:
    """Whether a line has a form in which documents end."""
    return len(line.text) <= _LONGEST and bool(_LAST.fullmatch(squeeze(line.text)))
