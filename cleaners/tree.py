"""The page as readers see it: elements and visible pieces in document order. This is the engine's first half.

How a reader is written (`discuz`, `selected`, `article` are readers):

    def read(page: Page, options: Options) -> Reading | None:        # None: not a page for this reader
        draft = Draft(page)                                          # cleaners/draft.py, the second half
        cell = page.first("td.t_f")                                  # CSS, first match or None; page.all(css) for all
        draft.remove(element, "jammer")                              # cut a subtree by a named rule, before keeping
        draft.hide(spare=[cell])                                     # hidden elements and form controls, by rule
        draft.keep(cell)                                             # lay a subtree out as lines, in reading order
        page.release()                                               # no selectors any more: a large page gets smaller
        for line in draft.lines: line.rule = "edit-notice"           # cut a line by a named rule
        return Reading("discuz", draft, title=…, fields={…})

What no call decides is removed by the rule `outside`, so every visible character is in the ledger by construction. The
door calls `layout.lay_out(draft, title)`, which makes blocks, removed, ledger, images and attachments of the one list.

`Page` is flat: `elements` in document order (without <br>), each with the range `index:last` of its subtree and the range
`start:end` of its pieces; `texts[i]`, `owners[i]`, `breaks[i]` are the pieces: raw text, the element it stands in, and what parts
it from the piece before (0 nothing, 1 white space, 2 `<br>`, 3 the edge of a block). A picture is a piece with the text "".

Parser: Lexbor (HTML5-true, by selectolax; docs/decisions/0001). Nothing here recurses.
"""

import re
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Set as AbstractSet
from operator import attrgetter
from urllib.parse import urljoin

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode, SelectolaxError

from cleaners.element import BLOCKS, LINK, Element, Paths
from cleaners.errors import BadOptions
from cleaners.guard import MAX_ELEMENTS, refuse_hostile
from cleaners.normalize import normalize
from cleaners.walk import APART, BROKEN, JOINED, MANY_ELEMENTS, SPACED, Walked, walk

__all__ = ["APART", "BLOCKS", "BROKEN", "JOINED", "LINK", "SPACED", "Element", "Page", "absolute", "check_selector"]
_LONGEST_ADDRESS = 16_384
_FEW_ELEMENTS = 20_000
LARGE = 400_000
"""Characters beyond which a page is parsed as UTF-8 bytes, so that less of it is in memory."""

_TABLE = frozenset({"table"})
_index, _start = attrgetter("index"), attrgetter("start")
_HIDING = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


class Page:
    """A parsed page: flat, in document order (see the module's docstring)."""

    def __init__(self, html: str | bytes, *, url: str, charset: str = "", utf8: bytes | None = None) -> None:
        """Parse a page.

        Args:
            html: its text; as bytes in UTF-8 the page counts as large: it is decoded each time when somebody looks at `html`,
                and `release` lets go of the parser's tree.
            url, charset: as it came.
            utf8: the text as bytes, too, where they are there: that saves the parser from making them.
        """
        self.url = url
        self.charset = charset
        self._source = html
        self._tables: list[Element] | None = None
        self._metas: dict[str, str] | None = None
        self._title: str | None = None
        self._base: str | None = None
        refuse_hostile(self.html)
        self._tree = LexborHTMLParser(html if utf8 is None else utf8, options=LexborDocumentOptions.WO_EVENTS)
        root = self._tree.root
        # Only formatting that is opened again makes more elements than characters.
        walked = (
            walk(root, min(MAX_ELEMENTS, _FEW_ELEMENTS + len(html)))
            if root is not None
            else Walked([], [], [], bytearray(), {}, set(), array("Q"), {})
        )
        self.elements, self.texts, self.owners, self.breaks, self._known, self.tags, self._numbers, self._spelled = (
            walked
        )
        if len(self.elements) > MANY_ELEMENTS:
            self._known.clear()  # what is asked for is then looked for one by one
        self.paths = Paths(self.elements)

    @property
    def html(self) -> str:
        """The page's source; "" when a document is laid out of it."""
        return self._source if isinstance(self._source, str) else self._source.decode("utf-8", "replace")

    def release(self) -> None:
        """Let go of the parser's tree, which is the most of a large page: from now on nobody asks for selectors.

        What is left tells attributes, paths, places and texts. A page that is not large is kept as it is.
        """
        if isinstance(self._source, str) or not hasattr(self, "_tree"):
            return
        _ = self.metas, self.title, self.base
        for element in self.elements[len(self._numbers) :]:
            element.part_from_parser(self._spelled)
        del self._tree, self._numbers, self._spelled
        _give_back()

    def finish(self) -> None:
        """Let go of all but paths, places and texts, and of what reading left over: a document is laid out now."""
        self.release()
        if isinstance(self._source, bytes):
            _give_back()
        self._source = ""

    def clear(self) -> None:
        """Let go of everything: the document is laid out."""
        for one in (self.elements, self.owners, self.texts):
            one.clear()

    def all(self, css: str) -> list[Element]:
        """Return the shown elements that a CSS selector matches, in document order, each once.

        Raises:
            BadOptions: the selector cannot be parsed.
        """
        try:
            nodes = self._tree.css(css) if self.elements else []
        except SelectolaxError as problem:
            raise BadOptions(f"the CSS selector {css!r} cannot be parsed: {problem}") from problem
        return self._shown(nodes)

    def with_id(self, names: AbstractSet[str]) -> list[Element]:
        """Return the shown elements whose id is one of some names, in document order."""
        return self._shown([node for node in self._tree.css("[id]") if node.id in names])

    def _shown(self, nodes: list[LexborNode]) -> list[Element]:
        if not nodes:
            return []
        known = self._known
        if not known:
            wanted, numbers = {node.mem_id for node in nodes}, self._numbers
            found = [self.elements[at] for at, number in enumerate(numbers) if number in wanted]
            return found + [one for one in self.elements[len(numbers) :] if one.number in wanted]
        return sorted({known[key] for node in nodes if (key := node.mem_id) in known}, key=_index)

    def first(self, css: str) -> Element | None:
        """Return the first shown element that a CSS selector matches, None when there is none."""
        found = self.all(css)
        return found[0] if found else None

    def text(self, where: Element) -> str:
        """Return the visible text of a subtree on one line, white space normalised, removed or not."""
        return self.text_between(where.start, where.end)

    def text_between(self, start: int, end: int) -> str:
        """Return the text of a range of pieces on one line."""
        if end - start == 1:
            return normalize(self.texts[start])
        spaced, texts = self.breaks, self.texts
        return normalize("".join((" " if spaced[i] else "") + texts[i] for i in range(start, end)))

    def tables(self) -> list[Element]:
        """Return the <table> elements in document order."""
        if self._tables is None:
            self._tables = self.tagged(_TABLE)
        return self._tables

    def between(self, first: int, last: int) -> list[Element]:
        """Return the elements that begin at a piece from `first` to `last`, both included, in document order."""
        return self.elements[
            bisect_left(self.elements, first, key=_start) : bisect_right(self.elements, last, key=_start)
        ]

    def tagged(self, names: AbstractSet[str]) -> list[Element]:
        """Return the elements of some tags, in document order."""
        return [element for element in self.elements if element.tag in names] if self.tags & names else []

    def hidden(self) -> list[Element]:
        """Return the elements that their own markup hides: `hidden`, `display: none`, `visibility: hidden`."""
        return [
            element
            for element in self.all("[hidden], [style*='none' i], [style*='hidden' i]")
            if "hidden" in element.attributes or _HIDING.search(element.get("style"))
        ]

    @property
    def metas(self) -> dict[str, str]:
        """The <meta> of the page: name or property in lower case → content, the first that is not empty wins."""
        if self._metas is None:
            self._metas = {}
            for node in self._tree.css("meta[content]"):
                attributes = node.attributes
                name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
                content = normalize(attributes.get("content") or "")
                if name and content:
                    self._metas.setdefault(name.strip().lower(), content)
        return self._metas

    @property
    def title(self) -> str:
        """The text of <title>, white space normalised; "" when there is none."""
        if self._title is None:
            node = self._tree.css_first("title")
            self._title = normalize(node.text() or "") if node is not None else ""
        return self._title

    @property
    def base(self) -> str:
        """The address that relative ones are resolved against: <base href> where the page has one, else its own."""
        if self._base is None:
            head = self._tree.head
            node = head.css_first("base[href]") if head is not None else None
            if node is None and "base" in self.tags:
                node = self._tree.css_first("base[href]")
            stated = (node.attributes.get("href") or "") if node is not None else ""
            self._base = absolute(self.url, stated) or self.url
        return self._base


def check_selector(css: str) -> None:
    """Refuse a CSS selector that cannot be parsed.

    Raises:
        BadOptions: with what is wrong with it.
    """
    Page("<p>.</p>", url="").all(css)


def absolute(base: str, address: str) -> str:
    """Return an address made absolute, "" when it cannot be (a malformed one), is empty, or is longer than any server takes."""
    if len(base) + len(address) > _LONGEST_ADDRESS:
        return ""
    try:
        return urljoin(base, address.strip()) if address.strip() else ""
    except ValueError:
        return ""


def _give_back() -> None:
    """Give freed memory back to the system where the C library keeps it: glibc does with all that lies below a younger block."""
    if sys.platform == "linux":
        import ctypes

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
