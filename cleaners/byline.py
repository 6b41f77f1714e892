"""What a template puts between a title and its text: who published it, when, for how many readers, in which size of type.

Much of it has no form of its own (a name, a rank, a column); it is known by standing between the title and a line that has one.
"""

import re
from collections.abc import Sequence

from cleaners.chrome import GLUED, PLACED
from cleaners.draft import Line
from cleaners.extent import opens
from cleaners.headlines import is_told
from cleaners.normalize import squeeze
from cleaners.tree import Page

_REACH, _SHORT, _LONGEST, _LONGEST_TEXT = 14, 30, 70, 24
_MOST_PLAIN, _ALIKE, _A_NAME = 5, 3, 8
_LABEL = re.compile(r"\s*[一-龥]{2,6}[:：]")
_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|年\d{1,2}月\d{1,2}日)(?!\d)")
_CLOCKED = re.compile(_DAY.pattern + r"\s*[T,，]?\s*\d{1,2}[:：]\d{2}")
_DATED = re.compile(r"(?:发布|更新|发表|刊登|刊发|上传|录入|出版)(?:日期|时间|于)[:：]?\s*$")
_BARS = re.compile(r"\s[|｜·•]\s")
_MIXED = re.compile(r"[\s·•|｜/]")
_SENTENCE = re.compile(r"[。！？；]|[，、：:]$")
_SIZES = re.compile(r"(?:特大|超大|大|中|小|标准|默认|正常|[Aa][+-]*)(?:字号)?|[大中小]号|小?字[号体][:：]?")
_FORMS = frozenset({"meta-line", "date", "fontsize", "counter", "player", "index-card", "tally"})


def byline(page: Page, lines: Sequence[Line], title: Line | None) -> frozenset[int]:
    """Return the lines (by id) that stand between the one that shows the title and the last that has the form of a byline.

    Nothing, where a line between is a sentence, opens a document or is one of several alike, or where no text follows. The lines that a
    rule of chrome knows are not among them.

    Args:
        lines: the lines of the page, in page order.
        title: the one that shows the title; none is believed here that the page does not tell.
    """
    if title is None or not is_told(page, title):
        return frozenset()
    behind = [line for line in lines if line.pieces[0] > title.pieces[-1]]
    found: list[Line] = []
    last = plain = alike = 0
    for line, below in zip(behind[:_REACH], [*behind[1:], None], strict=False):
        if line.kind == "figure":
            continue
        if below is not None and PLACED.match(below.text):  # then a time above it is that of an event
            break
        if _is_form(line, title):
            last = len(found) + 1
        elif not _may_stand_between(line) or plain == _MOST_PLAIN:
            break
        else:
            plain += 1
            alike = alike + 1 if found and _is_alike(found[-1], line) else 0
            if alike == _ALIKE:
                break
        found.append(line)
    end = found[last - 1].pieces[-1] if last else 0
    if not last or not any(_is_text(line) for line in behind[: 2 * _REACH] if line.pieces[0] > end):
        return frozenset()
    return frozenset(id(line) for line in found[:last] if not line.form(tail=False))


def _is_alike(one: Line, other: Line) -> bool:
    return one.element.parent is other.element.parent and one.element.tag == other.element.tag


def _is_text(line: Line) -> bool:
    """Whether a line may be one of a text: no chrome by a rule, and no link."""
    is_chrome = line.form(tail=False) or line.form(tail=True)
    return line.kind != "figure" and not is_chrome and line.linked * 2 <= len(line.text)


def _is_form(line: Line, title: Line) -> bool:
    """Whether a line is date and source, a counter, a size of type …, or the title again."""
    text = squeeze(line.text)
    if line.kind == "table" or len(text) > _LONGEST or text == squeeze(title.text):
        return False
    if _SIZES.fullmatch(text):
        return True
    if rule := line.form(tail=False):
        return rule in _FORMS
    day = _DAY.search(line.text)
    if day is None or _SENTENCE.search(text) or opens(line) or GLUED.match(line.text) or _LABEL.match(line.text):
        return False
    rest = line.text[: day.start()] + " " + line.text[day.end() :]
    size = len(squeeze(rest))
    if _DATED.search(line.text[: day.start()]) or (size <= _LONGEST and _BARS.search(rest)):
        return True
    return bool(_CLOCKED.match(line.text)) or (
        0 < size <= _LONGEST_TEXT and (size <= _A_NAME or bool(_MIXED.search(rest.strip())))
    )


def _may_stand_between(line: Line) -> bool:
    """Whether a line without a form of its own may be part of a byline: a short one that says nothing."""
    text = squeeze(line.text)
    return line.kind != "table" and len(text) <= _SHORT and not _SENTENCE.search(text) and not opens(line)
