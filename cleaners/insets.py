"""What a template puts into a text, between two of its paragraphs: a box of related links, the word that says that a picture is an advert."""

import re
from collections.abc import Sequence

from cleaners.draft import Line
from cleaners.normalize import squeeze
from cleaners.tree import Element

_LONGEST_BOX, _LONGEST_HEADING, _LONGEST_LINK = 8, 12, 40
_LARGEST_CARD, _SHORT = 4, 20
_ADVERT = re.compile(r"广告|推广|赞助内容|(?i:advertisement|sponsored)")
_OFFER = re.compile(r"(?:立即|马上|点击|点此)(?:报名|下载|查看|订阅|加入|购买|开通)$")
_CALL = re.compile(
    r"[>＞»→]{2,}.*|(?:点击(?:查看|进入|下载|这里)|戳这里|(?:立即|马上)?(?:报名|下载|查看|订阅|加入|购买|开通)).*"
)


def insets(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines (by id) of boxes of related links, labels of adverts and calls to click that stand within a text.

    Each stands in an element unlike those of its neighbours; a box of links begins with a heading that says so and holds nothing else.
    """
    found: set[int] = set()
    for at, line in enumerate(lines):
        text = squeeze(line.text)
        if not text or len(text) > _LONGEST_LINK or line.kind in ("figure", "table"):
            continue
        is_call = line.linked >= len(text) and _CALL.fullmatch(text)
        if is_call or (line.linked and _OFFER.search(text)):
            found.update(map(id, _card(lines, at)))
        if is_call or (_ADVERT.fullmatch(text) and _is_unlike(lines, at)):
            found.add(id(line))
        elif len(text) <= _LONGEST_HEADING and line.form(tail=True) == "related":
            found.update(map(id, _box(lines, at)))
    return frozenset(found)


def _card(lines: Sequence[Line], at: int) -> Sequence[Line]:
    """Return the few short lines over a call to click that stand with it in an element of their own between two lines of one container."""
    card: Sequence[Line] = ()
    for box in (lines[at].element, *lines[at].element.ancestors()):
        first = at
        while first > 0 and box.contains(lines[first - 1].element):
            first -= 1
        if at + 1 - first > _LARGEST_CARD or at + 1 >= len(lines) or first == 0 or box.contains(lines[at + 1].element):
            break
        if any(len(line.text) > _SHORT or "。" in line.text for line in lines[first : at + 1]) or box.parent is None:
            break
        if box.parent.contains(lines[first - 1].element) and box.parent.contains(lines[at + 1].element):
            card = lines[first : at + 1]
    return card


def _is_unlike(lines: Sequence[Line], at: int) -> bool:
    """Whether a line stands in another kind of element than the text on both sides of it."""
    mine = _kind(lines[at].element)
    beside = [one for one in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]) if one.kind != "figure"]
    return all(_kind(one.element) != mine for one in beside)


def _kind(element: Element) -> tuple[str, str]:
    return element.tag, element.get("class")


def _box(lines: Sequence[Line], at: int) -> Sequence[Line]:
    """Return a heading and its links, [] where they are no box between two lines of one container."""
    end = at + 1
    while end < len(lines) and end - at <= _LONGEST_BOX and lines[end].linked * 2 > len(squeeze(lines[end].text)):
        end += 1
    if end == at + 1 or at == 0 or end >= len(lines):
        return ()
    heading, last = lines[at].element, lines[end - 1].element
    box = next(one for one in (heading, *heading.ancestors()) if one.contains(last))
    before, behind = lines[at - 1], lines[end]
    if box.parent is None or box.contains(before.element) or box.contains(behind.element):
        return ()
    if behind.form(tail=True) or not box.parent.contains(before.element) or not box.parent.contains(behind.element):
        return ()
    return lines[at:end]
