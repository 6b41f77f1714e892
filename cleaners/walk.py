"""One traversal of the parser's tree: elements and visible pieces in document order, without recursion."""

from array import array
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaners.element import BLOCKS, INSIDE, PRE, Element
from cleaners.errors import NotReadable
from cleaners.guard import MAX_DEPTH, MAX_ELEMENTS

JOINED, SPACED, BROKEN, APART = 0, 1, 2, 3
MAX_PIECES = 200_000
MANY_ELEMENTS = 20_000
_UNSHOWN = frozenset({"script", "style", "template", "head", "-comment"})
_SKIPPED, _SHOWN, _PICTURE = range(3)
_TEXT = LexborHTMLParser("x").css("body")[0].first_child.tag_id  # type: ignore[union-attr]  # the parser's number for text


class Walked(NamedTuple):
    """The lists of a page; `tree.Page` says what they hold. `tags` has the names of all elements.

    `known` has each element by the parser's number for its node; of more than MANY_ELEMENTS only some, since that takes 130 bytes each.
    Then the first so many elements are parted from the parser (a node takes 64 bytes): `numbers` has the parser's numbers for them, in
    their order, `spelled` the attributes met so far, so that alike ones are kept once.
    """

    elements: list[Element]
    texts: list[str]
    owners: list[Element]
    breaks: bytearray
    known: dict[int, Element]
    tags: set[str]
    numbers: "array[int]"
    spelled: dict[str, str]


class _Meaning(NamedTuple):
    """What a tag means to the walk: what to do with it, its name, what parts its content from what is before, its flags."""

    what: int
    name: str
    gap: int
    inside: int


_STANDARD: dict[int, _Meaning] = {}  # of the tags that the parser knows: their numbers are the same on every page
_CUSTOM = 1_024  # the number of any other tag is an address


def walk(root: LexborNode, most: int = MAX_ELEMENTS) -> Walked:
    """Return the elements and pieces below <html>, in document order.

    Raises:
        NotReadable: there are more than `most` elements, or MAX_PIECES pieces, or more than MAX_DEPTH of them nest.
    """
    html = Element()
    html.node, html.tag, html.parent = root, "html", None
    html.index = html.start = html.inside = 0
    page = Walked([html], [], [], bytearray(), {root.mem_id: html}, set(), array("Q"), {})
    meanings: dict[int, _Meaning] = {}
    _follow(page, root, meanings, most)
    page.tags.update([meaning.name for meaning in meanings.values()])
    return page


def _follow(page: Walked, root: LexborNode, meanings: dict[int, _Meaning], most: int) -> None:
    """Add what stands below <html>. An element is closed when a node stands outside it."""
    elements, texts, owners, breaks, known = page[:5]
    here, here_id, pending, depth, bound = elements[0], root.mem_id, APART, 1, min(most, MANY_ELEMENTS)
    count, size = 1, 0  # of elements and texts: one number object for all that begins or ends there
    for node in root.traverse(include_text=True, skip_empty=True):
        if (above_id := node.parent.mem_id) != here_id:  # type: ignore[union-attr]  # a document's nodes have parents
            if (owner := known.get(above_id)) is None:  # within a subtree that is not shown
                continue
            while here is not owner:
                if here.tag in BLOCKS:
                    pending = APART
                here.last, here.end, here = count, size, here.parent  # type: ignore[assignment]
                depth -= 1
            here_id = above_id
        if (number := node.tag_id) == _TEXT:
            text = node.text_content or ""
            if here.inside & PRE or text.isspace():
                pending, size = _add_lines(page, text, node, here, pending)
                continue
            texts.append(text)
            owners.append(here)
            breaks.append(pending or _gap(node, here))
            pending, size = JOINED, size + 1
            continue
        what, tag, gap, inside = meanings.get(number) or _learn(meanings, number, node)
        if gap > pending:
            pending = gap
        if what != _SKIPPED:
            above, here, here_id = here, Element(), node.mem_id
            here.node, here.tag, here.parent = node, tag, above
            here.index, here.start, here.inside = count, size, above.inside | inside
            elements.append(here)
            known[here_id] = here
            count, depth = count + 1, depth + 1
            if what == _PICTURE:
                pending, size = _add(page, "", here, pending)
        if depth > MAX_DEPTH or count > bound or size > MAX_PIECES:  # between two texts there is another node
            bound = _next_bound(page, depth, most)
    _close(here, count, size)


def _learn(meanings: dict[int, _Meaning], number: int, node: LexborNode) -> _Meaning:
    """Return what the tag of a node means, and remember it: the parser gives each tag of a page one number and many strings."""
    known = _STANDARD.get(number)
    if known is not None:
        meanings[number] = known
        return known
    tag = node.tag or "-"
    if tag in _UNSHOWN:
        meaning = _Meaning(_SKIPPED, tag, JOINED, 0)
    elif tag == "br":
        meaning = _Meaning(_SKIPPED, tag, BROKEN, 0)
    else:
        what = _PICTURE if tag == "img" else _SHOWN
        meaning = _Meaning(what, tag, APART if tag in BLOCKS else JOINED, INSIDE.get(tag, 0))
    meanings[number] = meaning
    if number < _CUSTOM:
        _STANDARD[number] = meaning
    return meaning


def _next_bound(page: Walked, depth: int, most: int) -> int:
    """Refuse a page that is over a bound (what `guard` saw of its tags was too few). Return how many elements are read before the next look.

    Of a page that is merely large, only the open elements stay known, and texts that are alike become one: of a table's figures many are.
    """
    count, known = len(page.elements), page.known
    if depth > MAX_DEPTH:
        raise NotReadable(f"the page nests more than {MAX_DEPTH} elements: no cleaner reads such a page")
    if count > most or len(page.texts) > MAX_PIECES:
        raise NotReadable(
            f"the page has more than {MAX_ELEMENTS} elements or pieces of text: no cleaner reads such a page"
        )
    here, numbers = page.elements[-1], page.numbers
    for element in page.elements[len(numbers) :]:
        numbers.append(element.number)
        element.part_from_parser(page.spelled)
    known.clear()
    known.update((numbers[one.index], one) for one in (here, *here.ancestors()))
    texts, since = page.texts, page.elements[-min(count, MANY_ELEMENTS)].start
    seen: dict[str, str] = {}
    texts[since:] = [seen.setdefault(text, text) for text in texts[since:]]
    return min(most, count + MANY_ELEMENTS)


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


def _add(page: Walked, text: str, owner: Element, pending: int) -> tuple[int, int]:
    """Add a piece; return what parts it from the next, and how many there are."""
    page.texts.append(text)
    page.owners.append(owner)
    page.breaks.append(pending)
    return JOINED, len(page.texts)


def _add_lines(page: Walked, text: str, node: LexborNode, owner: Element, pending: int) -> tuple[int, int]:
    """Add a text node in which line breaks show, as one piece a line; return what parts it from the next, and how many there are.

    White space that HTML does not know as such (U+3000, no-break) is no piece, there as elsewhere.
    """
    if text.count("\n") > MAX_PIECES:
        raise NotReadable(
            f"the page has more than {MAX_PIECES} lines of preformatted text: no cleaner reads such a page"
        )
    pending = pending or _gap(node, owner)
    for number, line in enumerate(text.split("\n") if owner.inside & PRE else [text]):
        pending = max(pending, BROKEN) if number else pending
        if line and not line.isspace():
            pending, _ = _add(page, line, owner, pending)
        elif line:
            pending = pending or SPACED
    return pending, len(page.texts)
