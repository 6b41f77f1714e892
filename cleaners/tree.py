"""The page as readers see it: elements and visible pieces in document order. This is the engine's first half.

How a reader is written (`discuz`, `selected`, `article` are readers):

    def read(page: Page, options: Options) -> Reading | None:        # None: not a page for this reader
        draft = Draft(page)                                          # cleaners/draft.py, the second half
        cell = page.first("td.t_f")                                  # CSS, first match or None; page.all(css) for all
        draft.remove(element, "jammer")                              # cut a subtree by a named rule, before keeping
        draft.hide(spare=[cell])                                     # hidden elements and form controls, by rule
        draft.keep(cell)                                             # lay a subtree out as lines, in reading order
        for line in draft.lines: line.rule = "edit-notice"           # cut a line by a named rule
        return Reading("discuz", draft, title=…, fields={…})

What no call decides is removed by the rule `outside`, so every visible character is in the ledger by construction. The
door calls `layout.lay_out(draft, title)`, which makes blocks, removed, ledger, images and attachments of the one list.

`Page` is flat: `elements` in document order (without <br> and other void ones that hold nothing), each with the range `index:last` of its subtree and the range `start:end` of
its pieces; `texts[i]`, `owners[i]`, `breaks[i]` are the pieces: raw text, the element it stands in, and what parts it from
the piece before (0 nothing, 1 white space, 2 `<br>`, 3 the edge of a block). A picture is a piece with the text "".

Parser: Lexbor (HTML5-true, by selectolax; docs/decisions/0001). Nothing here recurses.
"""

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode, SelectolaxError

from cleaners.errors import BadOptions, NotReadable
from cleaners.guard import MAX_ELEMENTS, refuse_hostile
from cleaners.normalize import normalize

JOINED, SPACED, BROKEN, APART = 0, 1, 2, 3
MAX_PIECES = 200_000
MAX_DEPTH_NAMED = 160
_BELOW = "//*"
_UNSHOWN = frozenset({"script", "style", "template", "head", "-comment"})
_BLOCK_TAGS = (
    "html body address article aside blockquote button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr iframe legend li listing main menu nav noframes noscript "
    "ol optgroup option p plaintext pre search section select summary table tbody td textarea tfoot th thead title tr ul xmp"
)
BLOCKS = frozenset(_BLOCK_TAGS.split())
_NO_PLACES: dict[str, int] = {}
_BREAKS = dict.fromkeys(BLOCKS, APART)
_BETWEEN = {"br": BROKEN, "wbr": JOINED, "col": JOINED, "param": JOINED, "source": JOINED}
LINK, PRE = 1, 2
_INSIDE = {"a": LINK, "pre": PRE, "listing": PRE, "xmp": PRE, "plaintext": PRE, "textarea": PRE}

_HIDING = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


class Element:
    """One element: its tag, its place, its ranges. `parent` is None for <html>; `inside` has LINK within an <a>."""

    __slots__ = (
        "_attributes",
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

    def __init__(self, node: LexborNode, tag: str, parent: "Element | None", index: int, start: int) -> None:
        self.node = node
        self.tag = tag
        self.parent = parent
        self.index = index
        self.start = start
        self.place: int = 1
        self.inside: int = _INSIDE.get(tag, 0)
        if parent is not None:
            if parent.places is _NO_PLACES:
                parent.places = {}
            self.place = parent.places[tag] = parent.places.get(tag, 0) + 1
            self.inside |= parent.inside
        self.last = self.end = 0
        self.places: dict[str, int] = _NO_PLACES
        self._path: str | None = None
        self._attributes: dict[str, str | None] | None = None

    @property
    def attributes(self) -> dict[str, str | None]:
        """Its attributes; one without a value is None."""
        if self._attributes is None:
            self._attributes = self.node.attributes
        return self._attributes

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
            if path.endswith(_BELOW) or path.count("/") >= MAX_DEPTH_NAMED:
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


class Page:
    """A parsed page: flat, in document order (see the module's docstring)."""

    def __init__(self, html: str, *, url: str, charset: str = "") -> None:
        self.url = url
        self.charset = charset
        self.html = html
        self.elements: list[Element] = []
        self.texts: list[str] = []
        self.owners: list[Element] = []
        self.breaks = bytearray()
        self._tables: list[Element] | None = None
        self._metas: dict[str, str] | None = None
        self._base: str | None = None
        refuse_hostile(html)
        self._tree = LexborHTMLParser(html, options=LexborDocumentOptions.WO_EVENTS)
        self._by_node: dict[int, Element] = {}
        root = self._tree.root
        if root is not None:
            _walk(self, root)

    def all(self, css: str) -> list[Element]:
        """Return the shown elements that a CSS selector matches, in document order, each once.

        Raises:
            BadOptions: the selector cannot be parsed.
        """
        try:
            nodes = self._tree.css(css) if self.elements else []
        except SelectolaxError as problem:
            raise BadOptions(f"the CSS selector {css!r} cannot be parsed: {problem}") from problem
        found = {node.mem_id: None for node in nodes}
        known = self._by_node
        return sorted((known[key] for key in found if key in known), key=lambda element: element.index)

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

    def block_of(self, element: Element) -> Element:
        """Return the nearest block element: the element itself or the closest around it."""
        while element.tag not in BLOCKS and element.parent is not None:
            element = element.parent
        return element

    def tables(self) -> list[Element]:
        """Return the <table> elements in document order."""
        if self._tables is None:
            self._tables = [element for element in self.elements if element.tag == "table"]
        return self._tables

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
        node = self._tree.css_first("title")
        return normalize(node.text() or "") if node is not None else ""

    @property
    def base(self) -> str:
        """The address that relative ones are resolved against: <base href> where the page has one, else its own."""
        if self._base is None:
            node = self._tree.css_first("base[href]")
            stated = (node.attributes.get("href") or "") if node is not None else ""
            self._base = absolute(self.url, stated) or self.url
        return self._base


def absolute(base: str, address: str) -> str:
    """Return an address made absolute, "" when it cannot be (a malformed one) or is empty."""
    try:
        return urljoin(base, address.strip()) if address.strip() else ""
    except ValueError:
        return ""


def _walk(page: Page, root: LexborNode) -> None:
    """Fill the page's lists from the parser's tree, in document order; elements are closed when a node stands outside."""
    elements, texts, owners, breaks, known = page.elements, page.texts, page.owners, page.breaks, page._by_node
    here = Element(root, "html", None, 0, 0)
    here_id = root.mem_id
    elements.append(here)
    known[here_id] = here
    pending = APART
    for node in root.traverse(include_text=True, skip_empty=True):
        above_id = node.parent.mem_id  # type: ignore[union-attr]  # every node of a document has a parent
        if above_id != here_id:
            owner = known.get(above_id)
            if owner is None:  # within a subtree that is not shown
                continue
            if _close(here, owner, len(elements), len(texts)):
                pending = APART
            here, here_id = owner, above_id
        tag = node.tag or "-"
        if tag == "-text":
            text = node.text_content or ""
            if text.isspace():
                pending = pending or SPACED
            elif pending == JOINED or here.inside & PRE:
                pending = _add_inline(page, node, here, pending)
            else:
                texts.append(text)
                owners.append(here)
                breaks.append(pending)
                pending = JOINED
        elif tag in _BETWEEN:  # void and many: not worth an element
            pending = max(pending, _BETWEEN[tag])
        elif tag not in _UNSHOWN:
            here = Element(node, tag, here, len(elements), len(texts))
            here_id = node.mem_id
            elements.append(here)
            known[here_id] = here
            if pending != APART:
                pending = _BREAKS.get(tag, pending)
            if tag == "img":
                pending = _add(page, "", here, pending)
    _close(here, None, len(elements), len(texts))
    if len(elements) > MAX_ELEMENTS or len(texts) > MAX_PIECES:
        raise NotReadable(
            f"the page has more than {MAX_ELEMENTS} elements or pieces of text: no cleaner reads such a page"
        )


def _close(here: Element, upto: Element | None, count: int, size: int) -> bool:
    """End the open elements below one (all for None); return whether a block is among them."""
    block = False
    at: Element | None = here
    while at is not None and at is not upto:
        at.last, at.end = count, size
        at.places = _NO_PLACES
        block = block or at.tag in BLOCKS
        at = at.parent
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


def _add(page: Page, text: str, owner: Element, pending: int) -> int:
    page.texts.append(text)
    page.owners.append(owner)
    page.breaks.append(pending)
    return JOINED


def _add_inline(page: Page, node: LexborNode, owner: Element, pending: int) -> int:
    """Add a text node that follows inline text or stands where line breaks show; return what parts it from the next."""
    text = node.text_content or ""
    pending = pending or _gap(node, owner)
    if not owner.inside & PRE or "\n" not in text:
        return _add(page, text, owner, pending)
    if text.count("\n") > MAX_PIECES:
        raise NotReadable(
            f"the page has more than {MAX_PIECES} lines of preformatted text: no cleaner reads such a page"
        )
    for line in text.split("\n"):
        if line and not line.isspace():
            pending = _add(page, line, owner, pending)
        pending = max(pending, BROKEN)
    return pending
