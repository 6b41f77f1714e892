"""Where the prose of a page stands: the subtree with the most text that is not links.

Every line of the page is a gain or a loss: a sentence gains its length, a line of links or a scrap loses some. The body is the
subtree with the greatest sum (the smallest, of equals). One pass, no thresholds on the page as a whole.
"""

import re
from collections.abc import Sequence

from cleaners.draft import Line
from cleaners.normalize import squeeze
from cleaners.tree import Element, Page

_MARKS = re.compile(r"[，。；、！？：,;!?]|\.(?:\s|$)")
_SIDE = re.compile(
    r"comment|reply|recommend|related|relate|sidebar|side-?bar|aside|footer|foot(?![a-z])|breadcrumb|crumb|navbar|(?:^|[-_\s])nav(?:[-_\s]|$)|menu|share|"
    r"copyright|hot-?(?:list|news|article)|rank|banner|advert|(?:^|[-_\s])ads?(?:[-_\s]|$)|toolbar|login|popup|modal|dialog|tuijian|pinglun|xiangguan|qrcode",
    re.IGNORECASE,
)
_SIDE_TAGS = frozenset(("aside", "footer", "nav"))
_SCRAP = 6
_BASE = 12


def find_body(page: Page, lines: Sequence[Line]) -> tuple[Element | None, int]:
    """Return the subtree that holds the prose, and the sum of its gains; (None, 0) for a page without any.

    Args:
        lines: the lines of the page, hidden elements left out.
    """
    sums: dict[int, int] = {}
    sides = side_elements(page)
    best: Element | None = None
    for line in lines:
        gain = _gain(line)
        at: Element | None = line.element
        if gain > 0 and any(True for one in _up(at) if one.index in sides):
            gain = -gain
        while at is not None:
            sums[at.index] = sums.get(at.index, 0) + gain
            at = at.parent
    most = 0
    for index, total in sums.items():
        if total > most or (best is not None and total == most and best.contains(page.elements[index])):
            best, most = page.elements[index], total
    return best, most


def _up(element: Element | None) -> list[Element]:
    return [] if element is None else [element, *element.ancestors()]


def _gain(line: Line) -> int:
    size = len(squeeze(line.text))
    if line.kind == "figure":
        return 0
    if line.linked * 2 > size:
        return -size - _BASE
    marks = len(_MARKS.findall(line.text))
    if line.kind == "table" or (marks and size >= 10) or size >= 30:
        return size + marks * 4
    return -_SCRAP if not marks else size


def side_elements(page: Page) -> set[int]:
    """Return the numbers of the elements whose tag, id or class says that they stand beside the text."""
    found: set[int] = set()
    for element in page.elements:
        if element.tag in _SIDE_TAGS:
            found.add(element.index)
            continue
        attributes = element.attributes
        name = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        if len(name) > 1 and element.tag not in ("body", "html") and _SIDE.search(name):
            found.add(element.index)
    return found
