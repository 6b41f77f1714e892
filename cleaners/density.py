"""Where the prose of a page stands: the subtree with the most text that is not links.

Every line of the page is a gain or a loss: a sentence gains its length, a line of links or a scrap loses some. The body is the
subtree with the greatest sum (the smallest, of equals). No threshold on the page as a whole; one pass over its lines.
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaners.asides import asides
from cleaners.byline import byline
from cleaners.card import is_card
from cleaners.chrome_rules import is_footer_too
from cleaners.draft import Line
from cleaners.insets import insets
from cleaners.normalize import squeeze
from cleaners.tree import Element, Page

_MARKS = re.compile(r"[，。；、！？：,;!?]|\.(?:\s|$)")
_SIDE = re.compile(
    r"(?<![A-Za-z])(?i:comments?|replies|recommends?|recommended|related?|relates|side-?bar|aside|foot(?:er)?|(?:bread)?crumbs?|nav(?:bar)?|menu|share|copyright|"
    r"hot-?(?:list|news|article)|rank(?:ing)?|banner|adverts?|advertisement|ads?|toolbar|login|popup|modal|dialog|tuijian|pinglun|xiangguan|qrcode)(?![a-z])"
)
_SIDE_TAGS = frozenset(("aside", "footer", "nav"))
_SCRAP, _LINKS, _MARK = 6, 12, 4
_PROSE, _MARKED, _SHORT_RULE = 30, 10, 120
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_ANCHOR, _ANCHORED = 14, 20
_NEAR, _SUMMED_UP = 12, 3
_SOME, _SHARE_BEHIND = 40, 8


class Body(NamedTuple):
    """The subtree chosen, the sum of its gains, the greatest sum of a subtree beside it, and whether the page told where it is.

    `beside` says of each element by number whether it stands beside the text by its name, `others` has the lines
    (by id) of related stories, feeds and comments, `within` those of the byline and of boxes in the text.
    """

    element: Element | None
    gain: int
    rival: int
    is_told: bool = False
    beside: Sequence[int] = b""
    others: frozenset[int] = frozenset()
    within: frozenset[int] = frozenset()


def find_body(page: Page, lines: Sequence[Line], title: Line | None) -> Body:
    """Return the subtree that holds the prose; its element is None for a page without any.

    A page that describes itself by the beginning of its text (`og:description`) says where that is: then only subtrees
    around that line count.

    Args:
        lines: the lines of the page, hidden elements left out.
        title: the one that shows the title, None where no line is told to be it.
    """
    anchor = _anchor(page, lines)
    prose = sum_up(page, lines, (len(one.text) if len(one.text) >= _PROSE and not one.linked else 0 for one in lines))
    sides = frozenset(  # whatever its name says, what holds most of a page's prose stands not beside it
        one
        for one in _side_elements(page)
        if prose[one] * 2 <= prose[0] and (anchor is None or not page.elements[one].contains(anchor.element))
    )
    within = byline(page, lines, title) | insets(lines)
    others = asides(lines, title, within)
    beside = _within(page, sides)
    losses = others | within
    gains = [-len(line.text) if id(line) in losses else _gain(line, beside) for line in lines]
    _behind_title(gains, lines, title)
    sums = sum_up(page, lines, gains)
    best = _within_cell(_greatest(page, sums), sums, title)
    known = Body(None, 0, 0, beside=beside, others=others, within=within)
    if anchor is not None:
        told = _around(page, anchor, lines, sums)
        if told is not None and not _is_summary(anchor, told, best, lines):
            return known._replace(element=told.element, gain=told.gain, rival=told.rival, is_told=told.is_told)
    if best.element is None:
        return known
    body = _widened(best.element, lines, gains)
    gain = max(best.gain, sums[body.index])
    rivals = (total for i, total in enumerate(sums) if total > 0 and not _nested(page.elements[i], body))
    return known._replace(element=body, gain=gain, rival=max(rivals, default=0))


def _behind_title(gains: list[int], lines: Sequence[Line], title: Line | None) -> None:
    """Let prose in front of the title count for nothing, where there is some behind it: no text stands above its title."""
    at = next((number for number, line in enumerate(lines) if line is title), 0)
    before, behind = (sum(gain for gain in part if gain > 0) for part in (gains[:at], gains[at:]))
    if before and behind >= max(_SOME, before // _SHARE_BEHIND):
        gains[:at] = [min(gain, 0) for gain in gains[:at]]


def sum_up(page: Page, lines: Sequence[Line], values: Iterable[int]) -> Sequence[int]:
    """Return the sum of the lines' values (one a line) within each element, by the element's number."""
    sums = array("q", bytes(8 * len(page.elements)))
    for line, value in zip(lines, values, strict=True):
        sums[line.element.index] += value
    for index in range(len(sums) - 1, 0, -1):  # a parent's number is smaller than its children's
        if value := sums[index]:
            above = page.elements[index].parent
            if above is not None:
                sums[above.index] += value
    return sums


def _around(page: Page, anchor: Line, lines: Sequence[Line], sums: Sequence[int]) -> Body | None:
    """Return the subtree around a line of the body beyond which chrome begins, None for a scrap.

    Chrome begins where the sum falls, or where a third of the lines that a larger subtree adds are links (a feed of other
    stories is prose too). That the sum rises again farther up is another text of the page, not a rival.
    """
    links = sum_up(page, lines, (int(line.linked * 2 > len(line.text)) for line in lines))
    others = sum_up(page, lines, (int(line.linked * 2 <= len(line.text)) for line in lines))
    at = anchor.element
    for above in anchor.element.ancestors():
        added, linked = others[above.index] - others[at.index], links[above.index] - links[at.index]
        if sums[at.index] > _ANCHORED and (sums[above.index] < sums[at.index] or (linked > 2 and linked * 2 >= added)):
            break
        if sums[above.index] > sums[at.index]:
            at = above
    return Body(at, sums[at.index], 0, is_told=True) if sums[at.index] > _ANCHORED else None


def _is_summary(anchor: Line, told: Body, best: Body, lines: Sequence[Line]) -> bool:
    """Whether the line that the page describes itself by is a lead in a box of its own, and the text begins right behind it."""
    if told.element is None or best.element is None or best.gain < told.gain * _SUMMED_UP:
        return False
    if _nested(told.element, best.element):
        return False
    at = next(number for number, line in enumerate(lines) if line is anchor)
    return any(best.element.contains(line.element) for line in lines[at + 1 : at + 1 + _NEAR])


def _greatest(page: Page, sums: Sequence[int]) -> Body:
    """Return the element with the greatest sum, the last in the page's order of equals (the innermost)."""
    most = max(sums, default=0)
    if most <= 0:
        return Body(None, 0, 0)
    return Body(page.elements[max(index for index, total in enumerate(sums) if total == most)], most, 0)


def _within_cell(best: Body, sums: Sequence[int], title: Line | None) -> Body:
    """The cell of a layout table that holds the title and most of the prose: what stands in the columns beside is another text."""
    if best.element is None or title is None:
        return best
    for one in (title.element, *title.element.ancestors()):
        if one is best.element or not best.element.contains(one):
            break
        if one.tag == "td" and sums[one.index] * 5 >= best.gain * 2:
            return Body(one, sums[one.index], 0)
    return best


def _widened(element: Element, lines: Sequence[Line], gains: Sequence[int]) -> Element:
    """A paragraph is no body: where its neighbours of the same kind are prose, too, the body is what holds them.

    Chrome within a container (related links, a share bar) can weigh more than the few sentences of a short text.
    """
    above = element.parent
    if above is None or sum(line.element is element for line in lines) != 1:
        return element
    beside = [one.element for one, gain in zip(lines, gains, strict=True) if gain > 0 and one.element is not element]
    return above if any(one.parent is above and one.tag == element.tag for one in beside) else element


def _nested(one: Element, other: Element) -> bool:
    return one.contains(other) or other.contains(one)


def _gain(line: Line, beside: Sequence[int]) -> int:
    size = len(squeeze(line.text))
    if line.kind == "figure":
        return 0
    if line.linked * 2 > size:
        return -size - _LINKS
    if line.kind == "table" and is_card(line.text):
        return -size
    if size < _SHORT_RULE and is_footer_too(line.text):
        return 0
    marks = len(_MARKS.findall(line.text))
    if not marks and size < _PROSE and line.kind != "table":
        return -_SCRAP
    if size < _SHORT_RULE and (line.form(tail=True) or line.form(tail=False) == "index-card"):
        return -size
    if beside[line.element.index]:
        return -size
    return size + (marks * _MARK if size >= _MARKED else 0)


def _side_elements(page: Page) -> frozenset[int]:
    """Return the numbers of the elements whose tag, id or class says that they stand beside the text."""
    found: set[int] = set()
    for element in page.elements:
        if element.tag in _SIDE_TAGS:
            found.add(element.index)
            continue
        attributes = element.attributes
        if attributes and element.tag not in ("body", "html"):
            name = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
            if len(name) > 1 and _SIDE.search(name):
                found.add(element.index)
    return frozenset(found)


def _within(page: Page, sides: Iterable[int]) -> bytearray:
    """Return for each element whether it is, or stands within, one of some elements given by number."""
    found = bytearray(len(page.elements))
    for side in sides:
        if not found[side]:
            last = page.elements[side].last
            found[side:last] = b"\1" * (last - side)
    return found


def _anchor(page: Page, lines: Sequence[Line]) -> Line | None:
    """Return the first line of prose with which the page's own description begins (or which begins with it)."""
    for name in _DESCRIPTIONS:
        told = squeeze(page.metas.get(name, ""))[: 2 * _ANCHOR]
        if len(told) < _ANCHOR or told[:_ANCHOR] in squeeze(page.title):
            continue
        for line in lines:
            if line.kind != "heading" and not line.linked and len(line.text) >= _ANCHOR:
                start = squeeze(line.text[: 4 * _ANCHOR])
                if start.startswith(told) or (len(start) >= _ANCHOR and told.startswith(start)):
                    return line
    return None
