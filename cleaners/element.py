"""One element of a page: its tag, its place, its ranges; the paths of all of them; and which tags are blocks."""

from collections.abc import Iterable, Sequence

from selectolax.lexbor import LexborNode

MAX_DEPTH_NAMED = 160
_MANY_KNOWN = 2_000
_BELOW = "//*"
_BLOCK_TAGS = (
    "html body address article aside blockquote button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr iframe legend li listing main menu nav noframes noscript "
    "ol optgroup option p plaintext pre search section select summary table tbody td textarea tfoot th thead title tr ul xmp"
)
BLOCKS = frozenset(_BLOCK_TAGS.split())
LINK, PRE = 1, 2
INSIDE = {"a": LINK, "pre": PRE, "listing": PRE, "xmp": PRE, "plaintext": PRE, "textarea": PRE}


class Element:
    """One element: its tag, its place, its ranges. `parent` is None for <html>; `inside` has LINK within an <a>.

    The walk sets its fields one by one, since a call of `__init__` for each is a tenth of its time. `node` is the parser's, or,
    when the parser's tree is let go of, the attributes as one text: `name NUL =value NUL …`, without `=` where there is no value.
    """

    __slots__ = ("end", "index", "inside", "last", "node", "parent", "start", "tag")
    node: LexborNode | str
    tag: str
    parent: "Element | None"
    index: int
    last: int
    start: int
    end: int
    inside: int

    @property
    def attributes(self) -> dict[str, str | None]:
        """Its attributes; one without a value is None. Read anew each time: kept, they would be the most of a large page."""
        node = self.node
        return _unpacked(node) if isinstance(node, str) else node.attributes

    def get(self, name: str) -> str:
        """Return an attribute's value, "" when it is absent or empty."""
        return self.attributes.get(name) or ""

    @property
    def number(self) -> int:
        """The parser's number for its node, while there is one."""
        return 0 if isinstance(self.node, str) else self.node.mem_id

    def part_from_parser(self, known: dict[str, str]) -> None:
        """Keep the attributes as one text, and let go of the parser's node. `known` has those met before: alike ones are kept once."""
        node = self.node
        if not isinstance(node, str):
            packed = "\0".join([part for name, value in node.attributes.items() for part in _spelled(name, value)])
            self.node = known.get(packed, packed) if len(known) > _MANY_KNOWN else known.setdefault(packed, packed)

    def contains(self, other: "Element") -> bool:
        """Whether the other is this element or stands within it."""
        return self.index <= other.index < self.last

    def ancestors(self) -> Iterable["Element"]:
        """Its parent, that one's parent, … up to <html>."""
        at = self.parent
        while at is not None:
            yield at
            at = at.parent


def _spelled(name: str, value: str | None) -> tuple[str, str]:
    return name, "" if value is None else f"={value}"


def _unpacked(packed: str) -> dict[str, str | None]:
    """Return attributes from one text; no parser leaves NUL in a name or a value (HTML Standard 13.2.5)."""
    parts = packed.split("\0") if packed else []
    return {name: value[1:] if value else None for name, value in zip(parts[::2], parts[1::2], strict=True)}


class Paths:
    """The XPaths of a page's elements (`/html/body/div[2]/p`), spelled for all children of an element when one is asked for.

    An element deeper than 160 levels is named by its ancestor there and `//*`.
    """

    def __init__(self, elements: Sequence[Element]) -> None:
        self._elements = elements
        self._known: list[str] = [""] * len(elements)
        if elements:
            self._known[0] = "/" + elements[0].tag

    def of(self, element: Element) -> str:
        """Return an element's path."""
        return self._known[element.index] or self._spell(element)

    def _spell(self, element: Element) -> str:
        known, chain, at = self._known, [], element.parent
        while at is not None and not known[at.index]:
            chain.append(at)
            at = at.parent
        while at is not None:
            self._name_children(at)
            at = chain.pop() if chain else None
        return known[element.index]

    def _name_children(self, above: Element) -> None:
        """Spell the paths of an element's children; each has its place among those of the same tag, if it is not the first."""
        elements, known = self._elements, self._known
        counts: dict[str, int] = {}
        path = known[above.index]
        # A level takes two characters at least, so a short path is not deep: no need to count.
        if len(path) >= 2 * MAX_DEPTH_NAMED and (path.endswith(_BELOW) or path.count("/") >= MAX_DEPTH_NAMED):
            below = path.removesuffix(_BELOW) + _BELOW
        else:
            below = ""
        at, last = above.index + 1, above.last
        while at < last:
            child = elements[at]
            tag = child.tag
            place = counts[tag] = counts.get(tag, 0) + 1
            known[at] = below or (f"{path}/{tag}[{place}]" if place > 1 else f"{path}/{tag}")
            at = child.last
