"""One traversal of the parser's tree: elements and visible pieces in document order, without recursion."""

from typing import NamedTuple

from selectolax.lexbor import LexborNode

from cleaners.element import BLOCKS, PRE, Element
from cleaners.errors import NotReadable
from cleaners.guard import MAX_ELEMENTS

JOINED, SPACED, BROKEN, APART = 0, 1, 2, 3
MAX_PIECES = 200_000
_UNSHOWN = frozenset({"script", "style", "template", "head", "-comment"})
_BREAKS = dict.fromkeys(BLOCKS, APART)


class Walked(NamedTuple):
    """The lists of a page; `tree.Page` says what they hold."""

    elements: list[Element]
    texts: list[str]
    owners: list[Element]
    breaks: bytearray


def walk(root: LexborNode) -> Walked:
    """Return the elements and pieces below <html>, in document order. An element is closed when a node stands outside it.

    Raises:
        NotReadable: there are more than MAX_ELEMENTS elements, or more than MAX_PIECES pieces.
    """
    page = Walked([], [], [], bytearray())
    elements, texts = page.elements, page.texts
    here = Element(root, "html", None, 0, 0)
    elements.append(here)
    here_id = root.mem_id
    open_elements = {here_id: here}  # in the order of nesting: the last is the innermost
    tags: dict[str, str] = {}  # the parser makes a new string for each node: one a name is enough
    pending = APART
    count, size = 1, 0  # of elements and texts: one number object for all that begins or ends there
    for node in root.traverse(include_text=True, skip_empty=True):
        above_id = node.parent.mem_id  # type: ignore[union-attr]  # every node of a document has a parent
        if above_id != here_id:
            owner = open_elements.get(above_id)
            if owner is None:  # within a subtree that is not shown
                continue
            if _close(open_elements, owner, count, size):
                pending = APART
            here, here_id = owner, above_id
        tag = node.tag or "-"
        if tag == "-text":
            pending = _add_text(page, node, here, pending)
            size = len(texts)
        elif tag == "br":  # always empty, and many: not worth an element
            pending = max(pending, BROKEN)
        elif tag not in _UNSHOWN:
            here = Element(node, tags.setdefault(tag, tag), here, count, size)
            elements.append(here)
            count += 1
            here_id = node.mem_id
            open_elements[here_id] = here
            if pending != APART:
                pending = _BREAKS.get(tag, pending)
            if tag == "img":
                pending = _add(page, "", here, pending)
                size += 1
    _close(open_elements, None, count, size)
    return _refuse_crowd(page)


def _add_text(page: Walked, node: LexborNode, here: Element, pending: int) -> int:
    """Add a text node as a piece (as one a line where line breaks show); return what parts it from the next."""
    text = node.text_content or ""
    if text.isspace():  # white space that HTML does not know as such (U+3000, no-break)
        return pending or SPACED
    pending = pending or _gap(node, here)
    if here.inside & PRE and "\n" in text:
        return _add_lines(page, text, here, pending)
    return _add(page, text, here, pending)


def _refuse_crowd(page: Walked) -> Walked:
    """Return the lists as they are; NotReadable when they are too long (what `guard` saw of the tags was too few)."""
    if len(page.elements) > MAX_ELEMENTS or len(page.texts) > MAX_PIECES:
        raise NotReadable(
            f"the page has more than {MAX_ELEMENTS} elements or pieces of text: no cleaner reads such a page"
        )
    return page


def _close(open_elements: dict[int, Element], upto: Element | None, count: int, size: int) -> bool:
    """End the open elements within one (all for None); return whether a block is among them."""
    block = False
    while open_elements:
        key, element = open_elements.popitem()
        if element is upto:
            open_elements[key] = element
            break
        element.last, element.end, element.places = count, size, None
        block = block or element.tag in BLOCKS
    return block


def _gap(node: LexborNode, here: Element) -> int:
    """Return what parts a text node from the inline text before it: white space that the walk left out, or nothing."""
    at: LexborNode | None = node
    before = node.prev
    while before is None and at is not None and here.tag not in BLOCKS and here.parent is not None:
        at, here = at.parent, here.parent
        before = at.prev if at is not None else None
    while before is not None and before.last_child is not None:
        before = before.last_child
    if before is None or not before.is_empty_text_node:
        return JOINED
    return BROKEN if here.inside & PRE and "\n" in (before.text_content or "") else SPACED


def _add(page: Walked, text: str, owner: Element, pending: int) -> int:
    page.texts.append(text)
    page.owners.append(owner)
    page.breaks.append(pending)
    return JOINED


def _add_lines(page: Walked, text: str, owner: Element, pending: int) -> int:
    """Add a text node in which line breaks show, as one piece a line; return what parts it from the next."""
    if text.count("\n") > MAX_PIECES:
        raise NotReadable(
            f"the page has more than {MAX_PIECES} lines of preformatted text: no cleaner reads such a page"
        )
    for line in text.split("\n"):
        if line and not line.isspace():
            pending = _add(page, line, owner, pending)
        pending = max(pending, BROKEN)
    return pending
