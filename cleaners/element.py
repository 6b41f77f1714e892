"""One element of a page: its tag, its place, its ranges; and which tags are blocks."""

from collections.abc import Iterable

from selectolax.lexbor import LexborNode

MAX_DEPTH_NAMED = 160
_BELOW = "//*"
_BLOCK_TAGS = (
    "html body address article aside blockquote button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr iframe legend li listing main menu nav noframes noscript "
    "ol optgroup option p plaintext pre search section select summary table tbody td textarea tfoot th thead title tr ul xmp"
)
BLOCKS = frozenset(_BLOCK_TAGS.split())
LINK, PRE = 1, 2
_INSIDE = {"a": LINK, "pre": PRE, "listing": PRE, "xmp": PRE, "plaintext": PRE, "textarea": PRE}


class Element:
    """One element: its tag, its place, its ranges. `parent` is None for <html>; `inside` has LINK within an <a>."""

    __slots__ = (
        "_path",
        "end",
        "index",
        "inside",
        "last",
        "node",
        "parent",
        "place",
        "places",
        "start",
        "tag",
    )
    last: int
    end: int

    def __init__(self, node: LexborNode, tag: str, parent: "Element | None", index: int, start: int) -> None:
        """Open an element; whoever closes it sets `last` and `end`, and `places` (of its children by tag) to None."""
        self.node = node
        self.tag = tag
        self.parent = parent
        self.index = index
        self.start = start
        self.place = 1
        self.inside: int = _INSIDE.get(tag, 0)
        if parent is not None:
            self.inside |= parent.inside
            places = parent.places
            if places is None:
                parent.places = {tag: 1}
            else:
                self.place = places[tag] = places.get(tag, 0) + 1
        self.places: dict[str, int] | None = None
        self._path: str | None = None

    @property
    def attributes(self) -> dict[str, str | None]:
        """Its attributes; one without a value is None. Read anew each time: kept, they would be the most of a large page."""
        return self.node.attributes

    def get(self, name: str) -> str:
        """Return an attribute's value, "" when it is absent or empty."""
        return self.attributes.get(name) or ""

    @property
    def path(self) -> str:
        """Its XPath (`/html/body/div[2]/p`); deeper than 160 levels it is named by its ancestor there and `//*`."""
        if self._path is None:
            self._path = self._spell_path()
        return self._path

    def _spell_path(self) -> str:
        chain, at = [], self
        while at._path is None and at.parent is not None:
            chain.append(at)
            at = at.parent
        path = at._path or "/" + at.tag
        for element in reversed(chain):
            # A level takes two characters at least, so a short path is not deep: no need to count.
            if len(path) >= 2 * MAX_DEPTH_NAMED and (path.endswith(_BELOW) or path.count("/") >= MAX_DEPTH_NAMED):
                path = path.removesuffix(_BELOW) + _BELOW
            else:
                path = f"{path}/{element.tag}[{element.place}]" if element.place > 1 else f"{path}/{element.tag}"
            element._path = path
        return path

    def contains(self, other: "Element") -> bool:
        """Whether the other is this element or stands within it."""
        return self.index <= other.index < self.last

    def ancestors(self) -> Iterable["Element"]:
        """Its parent, that one's parent, … up to <html>."""
        at = self.parent
        while at is not None:
            yield at
            at = at.parent
