"""What a reader decides on a page: lines kept in reading order, everything else removed by a named rule.

The engine's second half (the first is `tree`, whose docstring shows how a reader is written). `Line` is one visual line:
what stands between two block edges or `<br>`. `layout.lay_out` turns kept lines into blocks.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cleaners.document import BlockKind, Link, Warned
from cleaners.normalize import is_blank, normalize, squeeze
from cleaners.tables import data_tables, markdown
from cleaners.tree import APART, BROKEN, LINK, Element, Page, absolute

OUTSIDE = "outside"
HIDDEN = "hidden"
CONTROL = "control"
_CONTROLS = "select, button, textarea, noscript, iframe, noembed, noframes, object, option, datalist, body title"


class Cut(NamedTuple):
    """The first `size` non-white characters of a line, removed by `rule`."""

    size: int
    rule: str


class Line:
    """One visual line of the page. A reader sets `rule` to remove it, `kind` and `level` to make it a heading.

    `pieces` are numbers of the page's pieces, in order; `element` is the nearest block element around them; `apart` says
    that a block edge (not a mere `<br>`) stands before it. A figure has `url` and `text` is its alt text.
    """

    __slots__ = ("apart", "cuts", "element", "kind", "level", "linked", "pieces", "rule", "text", "url")

    def __init__(self, kind: BlockKind, text: str, pieces: list[int], element: Element, *, apart: bool = True) -> None:
        self.kind: BlockKind = kind
        self.text = text
        self.pieces = pieces
        self.element = element
        self.apart = apart
        self.level = 0
        self.rule = ""
        self.url = ""
        self.linked = 0
        self.cuts: list[Cut] = []

    def cut(self, head: str, rule: str) -> None:
        """Remove the beginning of the line, which `head` spells, by a rule; the rest of the line stays.

        A line that has nothing else is removed as a whole.
        """
        rest = self.text[len(head) :].lstrip()
        if is_blank(rest):
            self.rule = rule
            return
        self.cuts.append(Cut(len(squeeze(head)), rule))
        self.text = rest

    def __repr__(self) -> str:
        return f"Line({self.kind}, {self.text[:40]!r}, rule={self.rule!r})"


@dataclass(frozen=True, slots=True)
class Reading:
    """A reader's answer: the decided draft, and what it read besides the text.

    `fields` are metadata that the reader knows better than the page's lines (a forum's `posted`, `author`, `part` …), by
    the field names of `Metadata`; `origins` says where each was read.
    """

    name: str
    draft: "Draft"
    title: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Warned, ...] = ()


class Draft:
    """The decisions on one page. Remove subtrees first, then keep, then decide line by line in `lines`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines: list[Line] = []
        self.rules: list[str] = [""] * len(page.texts)
        self.cut_by: dict[int, Element] = {}
        self.kept: list[Element] = []
        self.attached: list[Link] = []

    def remove(self, element: Element, rule: str) -> None:
        """Cut a subtree by a named rule. What an earlier rule removed stays that rule's; what is kept already, too."""
        rules, cut_by = self.rules, self.cut_by
        for piece in range(element.start, element.end):
            if not rules[piece]:
                rules[piece] = rule
                cut_by[piece] = element

    def remove_all(self, css: str, rule: str, within: Element | None = None) -> None:
        """Cut every subtree that a CSS selector matches (within an element, if one is given) by a named rule."""
        for element in self.page.all(css):
            if within is None or within.contains(element):
                self.remove(element, rule)

    def hide(self, spare: Iterable[Element] = ()) -> None:
        """Cut hidden elements (`display: none`, `hidden`) and form controls, but never what holds a spared element."""
        spared = tuple(spare)
        for element in self.page.hidden():
            if not any(element.contains(one) for one in spared):
                self.remove(element, HIDDEN)
        for element in self.page.all(_CONTROLS):
            if not any(element.contains(one) for one in spared):
                self.remove(element, CONTROL)

    def keep(self, element: Element) -> list[Line]:
        """Lay a subtree out as lines behind those kept before; return the new ones (they are in `lines` too)."""
        self.kept.append(element)
        return self.keep_between(element.start, element.end)

    def keep_between(self, start: int, end: int) -> list[Line]:
        """Lay a range of pieces out as lines; `keep` with numbers."""
        new = list(self._lay_out(start, end))
        self.lines.extend(new)
        return new

    def attach(self, url: str, name: str) -> None:
        """Name a file that belongs to the document though no address of a file in the kept text links to it."""
        self.attached.append(Link(url, name))

    def look(self, start: int = 0, end: int | None = None) -> list[Line]:
        """Return the lines of a range of pieces (default: the page) without keeping them; removed pieces are left out."""
        return list(self._lay_out(start, len(self.page.texts) if end is None else end))

    def _lay_out(self, start: int, end: int) -> Iterator[Line]:
        at = start
        for table in data_tables(self.page, start, end):
            yield from self._lines(at, table.start)
            yield from self._table(table)
            at = table.end
        yield from self._lines(at, end)

    def _table(self, table: Element) -> Iterator[Line]:
        pieces = [piece for piece in range(table.start, table.end) if not self.rules[piece]]
        text = markdown(self.page, table, self.rules)
        if text:
            yield Line("table", text, [piece for piece in pieces if self.page.texts[piece]], table)
        yield from self._figures(piece for piece in pieces if not self.page.texts[piece])

    def _lines(self, start: int, end: int) -> Iterator[Line]:
        rules, texts, breaks = self.rules, self.page.texts, self.page.breaks
        run: list[int] = []
        figures: list[int] = []
        between, apart = APART, True
        for piece in range(start, end):
            between = max(between, breaks[piece])
            if rules[piece]:
                continue
            if between >= BROKEN and (run or figures):
                yield from self._line(run, figures, apart)
                run, figures = [], []
            if not run:
                apart = between == APART
            (run if texts[piece] else figures).append(piece)
            between = 0
        yield from self._line(run, figures, apart)

    def _line(self, run: list[int], figures: list[int], apart: bool) -> Iterator[Line]:
        if run:
            yield self._text_line(run, apart)
        if figures:
            yield from self._figures(figures)

    def _text_line(self, run: list[int], apart: bool) -> Line:
        page = self.page
        texts, breaks, owners = page.texts, page.breaks, page.owners
        first = owners[run[0]]
        text = texts[run[0]] if len(run) == 1 else "".join((" " if breaks[i] else "") + texts[i] for i in run)
        block = page.block_of(first)
        line = Line("paragraph", normalize(text), run, block, apart=apart)
        tag = block.tag
        if tag[0] == "h" and len(tag) == 2 and tag[1] in "123456":
            line.kind, line.level = "heading", int(tag[1])
        elif tag == "li":
            line.kind = "list"
        if is_blank(line.text):
            line.rule = "blank"
        line.linked = sum(len(texts[i]) for i in run if owners[i].inside & LINK)
        return line

    def _figures(self, figures: Iterable[int]) -> Iterator[Line]:
        for piece in figures:
            image = self.page.owners[piece]
            address = next(
                (
                    image.get(name)
                    for name in ("file", "zoomfile", "data-original", "data-src", "src")
                    if image.get(name)
                ),
                "",
            )
            line = Line("figure", normalize(image.get("alt")), [piece], image)
            line.url = absolute(self.page.base, address)
            if not line.url or line.url.startswith("data:"):
                line.rule = "no-address"
            yield line
