"""The part of a body that holds nearly all of its text: density takes in a short sentence beside it (订阅热线：…, 如果您喜欢…) that is a template's."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile

from cleaners.density import Body
from cleaners.draft import Line
from cleaners.extent import LAYOUT, closes, opens
from cleaners.normalize import squeeze
from cleaners.tree import BLOCKS, Element

_MOST, _OF = 3, 5  # this share of the text makes a part the core
_LONGEST, _LONGEST_ABOVE, _FEW = 60, 24, 6
_A_LINE = 30


def core(body: Element, lines: Sequence[Line], title: Line | None, dense: Body) -> Element:
    """Return the smallest subtree with nearly all text of a body, the body itself where what is left out may be the document's.

    What is left out are few short lines, none of which has a form in which documents begin or end; a table or picture is never left out.

    Args:
        body: the subtree that holds the prose.
        lines: the lines of the page, in page order.
        title: the line that shows the title: it may be left out.
        dense: what is known of the lines: which are others', a byline's, in boxes or beside the text.
    """
    start, end = _bounds(lines, body)
    own = lines[start:end]
    text = [line for line in own if line is not title and line.kind != "figure" and not _is_known(line, dense)]
    middle = _middle(text)
    if middle is None:
        return body
    chain = [middle.element, *takewhile(lambda one: one is not body, middle.element.ancestors())]
    for part in reversed(chain):  # whatever has most of the text has its middle
        start, end = _bounds(text, part)
        if end - start < len(text):
            inner = text[start:end]
            if part.tag not in BLOCKS or not _is_most(inner, text, part):
                break
            start, end = _bounds(own, part)
            outside = [*own[:start], *own[end:]]
            rest = [line for line in outside if not _is_known(line, dense) and not _is_chrome(line, title)]
            if len(rest) > _FEW or any(_may_be_own(line, part) for line in rest):
                break
            own, text = own[start:end], inner
        body = part
    return body


def _middle(text: Sequence[Line]) -> Line | None:
    """Return the line in which half of some lines' characters are reached."""
    half = sum(len(line.text) for line in text) // 2
    for line in text:
        half -= len(line.text)
        if half < 0:
            return line
    return None


def _is_most(inner: Sequence[Line], text: Sequence[Line], part: Element) -> bool:
    """Whether some of a text's lines are most of it, and more than one paragraph: what is left out must not be its neighbour."""
    size, whole = (sum(len(squeeze(line.text)) for line in some) for some in (inner, text))
    is_text = len(inner) > 1 or (size >= _A_LINE and part.tag not in ("p", "li") and inner[0].element is not part)
    return is_text and size * _OF >= whole * _MOST


def _bounds(lines: Sequence[Line], element: Element) -> tuple[int, int]:
    """Return from where to where lines in page order stand within an element."""
    return bisect_left(lines, element.start, key=_place), bisect_left(lines, element.end, key=_place)


def _place(line: Line) -> int:
    return line.pieces[0]


def _is_known(line: Line, dense: Body) -> bool:
    """Whether a line is known to be none of the text."""
    is_others = id(line) in dense.others or id(line) in dense.within
    return is_others or line.linked * 2 > len(line.text) or bool(dense.beside[line.element.index])


def _is_chrome(line: Line, title: Line | None) -> bool:
    """Whether a line goes anyway: a line of chrome by its rule, the title again."""
    is_title = title is not None and squeeze(line.text) == squeeze(title.text)
    return is_title or bool(line.form(tail=True) or line.form(tail=False))


def _is_alike(line: Line, part: Element) -> bool:
    """Whether a line stands beside the core in an element of its kind. In front of it, and below <body>, mere layout elements are alike everywhere."""
    above = part.parent
    beside = next((one for one in (line.element, *line.element.ancestors()) if one.parent is above), line.element)
    named = part.get("class")
    is_layout = line.pieces[0] < part.end or (above is not None and above.tag == "body")
    is_told = bool(named) or part.tag not in LAYOUT or not is_layout
    return is_told and beside.tag == part.tag and beside.get("class") == named


def _may_be_own(line: Line, part: Element) -> bool:
    """Whether a line beside the core may be one of the document."""
    is_behind = line.pieces[0] >= part.end
    is_worded = opens(line) or (is_behind and closes(line))
    if line.kind in ("table", "figure") or is_worded or _is_alike(line, part):
        return True
    return len(squeeze(line.text)) > (_LONGEST if is_behind else _LONGEST_ABOVE)
