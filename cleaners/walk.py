"""One traversal of the parser's tree: elements and visible pieces in document order, without recursion."""

from typing import NamedTuple, NoReturn

from selectolax.lexbor import LexborNode

from cleaners.element import BLOCKS, INSIDE, PRE, Element
from cleaners.errors import NotReadable
from cleaners.guard import MAX_DEPTH, MAX_ELEMENTS

JOINED, SPACED, BROKEN, APART = 0, 1, 2, 3
MAX_PIECES = 200_000
_UNSHOWN = frozenset({"script", "style", "template", "head", "-comment"})
_SKIPPED, _TEXT, _SHOWN, _PICTURE = range(4)


class Walked(NamedTuple):
    """The lists of a page; `tree.Page` says what they hold. `known` has each element by the parser's number for its node, `tags` the names of all."""

    elements: list[Element]
    texts: list[str]
    owners: list[Element]
    breaks: bytearray
    known: dict[int, Element]
    tags: set[str]


class _Meaning(NamedTuple):
    """What a tag means to the walk: what to do with it, its name, what parts its content from what is before, its flags."""

    what: int
    name: str
    gap: int
    inside: int


_STANDARD: dict[int, _Meaning] = {}  # of the tags that the parser knows: their numbers are the same on every page
_CUSTOM = 1_024  # the number of any other tag is an address


def walk(root: LexborNode, most: int = MAX_ELEMENTS) -> Walked:
    """Return the elements and pieces below <html>, in document order. An element is closed when a node stands outside it.

    Raises:
        NotReadable: there are more than `most` elements, or MAX_PIECES pieces, or more than MAX_DEPTH of them nest.
    """
    here, here_id = Element(root, "html", None, 0, 0, 0), root.mem_id
    page = Walked([here], [], [], bytearray(), {here_id: here}, set())
    elements, texts, known = page.elements, page.texts, page.known
    meanings: dict[int, _Meaning] = {}
    pending, depth = APART, 1
    count, size = 1, 0  # of elements and texts: one number object for all that begins or ends there
    for node in root.traverse(include_text=True, skip_empty=True):
        above_id = node.parent.mem_id  # type: ignore[union-attr]  # every node of a document has a parent
        if above_id != here_id:
            owner = known.get(above_id)
            if owner is None:  # within a subtree that is not shown
                continue
            while here is not owner:
                here.last, here.end = count, size
                depth -= 1
                pending = APART if here.tag in BLOCKS else pending
                here = here.parent  # type: ignore[assignment]  # the owner is above
            here_id = above_id
        what, tag, gap, inside = meanings.get(node.tag_id) or _learn(meanings, node)
        if what == _SKIPPED:
            pending = max(gap, pending)
            continue
        if what != _TEXT:
            here = Element(node, tag, here, count, size, here.inside | inside)
            elements.append(here)
            here_id = node.mem_id
            known[here_id] = here
            count, depth = count + 1, depth + 1
            if gap > pending:
                pending = gap
            if depth > MAX_DEPTH or count > most:
                _refuse(depth)
        if what != _SHOWN:
            pending = _add(page, node, here, pending)
            size = len(texts)
    _close(here, count, size)
    page.tags.update(meaning.name for meaning in meanings.values())
    return page


def _learn(meanings: dict[int, _Meaning], node: LexborNode) -> _Meaning:
    """Return what the tag of a node means, and remember it: the parser gives each tag of a page one number and many strings."""
    number = node.tag_id
    known = _STANDARD.get(number)
    if known is not None:
        meanings[number] = known
        return known
    tag = node.tag or "-"
    if tag in _UNSHOWN:
        meaning = _Meaning(_SKIPPED, tag, JOINED, 0)
    elif tag == "-text":
        meaning = _Meaning(_TEXT, tag, JOINED, 0)
    elif tag == "br":
        meaning = _Meaning(_SKIPPED, tag, BROKEN, 0)
    else:
        what = _PICTURE if tag == "img" else _SHOWN
        meaning = _Meaning(what, tag, APART if tag in BLOCKS else JOINED, INSIDE.get(tag, 0))
    meanings[number] = meaning
    if number < _CUSTOM:
        _STANDARD[number] = meaning
    return meaning


def _add(page: Walked, node: LexborNode, here: Element, pending: int) -> int:
    """Add a text node or a picture as a piece (text as one a line where line breaks show); return what parts it from the next."""
    text = node.text_content or ""  # a picture has none
    if text.isspace():  # white space that HTML does not know as such (U+3000, no-break)
        return pending or SPACED
    if not pending and text:
        pending = _gap(node, here)
    if here.inside & PRE and "\n" in text:
        return _add_lines(page, text, here, pending)
    page.texts.append(text)
    page.owners.append(here)
    page.breaks.append(pending)
    if len(page.texts) > MAX_PIECES:
        _refuse(0)
    return JOINED


def _refuse(depth: int) -> NoReturn:
    """Refuse a page that is over a bound; what `guard` saw of its tags was too few."""
    if depth > MAX_DEPTH:
        raise NotReadable(f"the page nests more than {MAX_DEPTH} elements: no cleaner reads such a page")
    raise NotReadable(f"the page has more than {MAX_ELEMENTS} elements or pieces of text: no cleaner reads such a page")


def _close(here: Element | None, count: int, size: int) -> None:
    """End an element and all around it."""
    while here is not None:
        here.last, here.end = count, size
        here = here.parent


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


def _add_lines(page: Walked, text: str, owner: Element, pending: int) -> int:
    """Add a text node in which line breaks show, as one piece a line; return what parts it from the next."""
    if text.count("\n") > MAX_PIECES:
        raise NotReadable(
            f"the page has more than {MAX_PIECES} lines of preformatted text: no cleaner reads such a page"
        )
    for line in text.split("\n"):
        if line and not line.isspace():
            page.texts.append(line)
            page.owners.append(owner)
            page.breaks.append(pending)
            pending = JOINED
        pending = max(pending, BROKEN)
    return pending
