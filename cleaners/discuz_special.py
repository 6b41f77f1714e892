"""What the author of a Discuz! thread wrote outside of the post's cell: poll options, an event's facts, a debate's two views.

By the templates `viewthread_poll`, `viewthread_activity`, `viewthread_debate` and the sorted threads of `viewthread_node_body` (Discuz!
X2.5 to X3.5, desk and touch; read 2026-11). Counts of votes and applicants are none of it: they change with every visitor.
"""

import re
from collections.abc import Sequence
from itertools import islice

from cleaners.tree import Element, Page

_COUNTED = re.compile(r"^(?:已?报名人数|已参加人数|剩余名额|[:：]?$)")
_WITHHELD = re.compile(
    r"^(?:已有 ?\d+ ?人购买 ?)?本主题需向作者支付.{1,60}才能浏览|^\*{4} ?Hidden Message ?\*{4,5}$|^提示: ?(?:作者被禁止或删除|该帖被管理员或版主屏蔽)|^此帖仅作者可见$"
)


def special_spans(page: Page, region: Sequence[Element]) -> list[tuple[int, int]]:
    """Return the ranges of pieces that the author wrote in the frames of a special thread, in page order."""
    spans: list[tuple[int, int]] = []
    for element in region:
        if element.tag == "form" and element.get("id") == "poll":
            spans += [(one.start, one.end) for one in _within(page, element) if _is_option(one)]
        elif element.tag in ("div", "table"):
            kinds = element.get("class").split()
            if "act" in kinds:
                spans += _event(page, element)
            elif "ds" in kinds:
                spans += [(one.start, one.end) for one in _within(page, element) if one.tag == "p" and _is_point(one)]
            elif "typeoption" in kinds:
                spans.append((element.start, element.end))
    return [(start, end) for start, end in spans if start < end]


def poll_of(region: Sequence[Element]) -> Element | None:
    """Return the form of a poll among elements, None when there is none."""
    return next((one for one in region if one.tag == "form" and one.get("id") == "poll"), None)


def is_choice(page: Page, piece: int) -> bool:
    """Whether a piece is a choice of a poll."""
    owner = page.owners[piece]
    return any(
        one.tag == "label" and one.get("for").startswith("option_") for one in (owner, *islice(owner.ancestors(), 2))
    )


def is_withheld(line: str) -> bool:
    """Whether a line stands in the place of a text that a guest is not shown (in the archiver and the printable view, which mark nothing)."""
    return bool(_WITHHELD.match(line))


def _within(page: Page, element: Element) -> list[Element]:
    return page.elements[element.index + 1 : element.last]


def _is_option(element: Element) -> bool:
    """A choice of a poll: a label, or the caption below a picture to choose."""
    if element.tag == "label":
        return bool(element.get("for"))
    return element.tag == "p" and "mtn" in element.get("class").split()


def _is_point(element: Element) -> bool:
    return element.parent is not None and "point" in element.parent.get("class").split()


def _event(page: Page, frame: Element) -> list[tuple[int, int]]:
    """The facts of an event, each with its label; how many have applied is none."""
    spans: list[tuple[int, int]] = []
    label: Element | None = None
    for element in _within(page, frame):
        if element.tag == "dt":
            label = element
        elif element.tag == "dd" and label is not None and not _COUNTED.match(page.text(label)):
            spans.append((label.start, element.end))
    return spans
