"""What a reader decides on a page: lines kept in reading order, everything else removed by a named rule.

The engine's second half (the first is `tree`, whose docstring shows how a reader is written). `Line` is one visual line:
what stands between two block edges or `<br>`. `layout.lay_out` turns kept lines into blocks.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cleaners.chrome_rules import rules_of
from cleaners.document import BlockKind, Link, Warned
from cleaners.normalize import UNSEEN, is_blank, normalize, squeeze
from cleaners.tables import data_tables, markdown
from cleaners.tree import APART, BLOCKS, BROKEN, LINK, Element, Page, absolute

NEAR_PIECES = 160  # so far around a body its title, date and source are looked for
OUTSIDE = "outside"
HIDDEN = "hidden"
CONTROL = "control"
_PARAGRAPH: tuple[BlockKind, int] = ("paragraph", 0)
_KINDS: dict[str, tuple[BlockKind, int]] = {"li": ("list", 0)}
_KINDS.update({f"h{level}": ("heading", level) for level in range(1, 7)})
_SOURCES = ("file", "zoomfile", "data-original", "data-src", "src")
_CONTROL_TAGS = "select button textarea noscript iframe noembed noframes object option datalist title"
_CONTROLS = frozenset(_CONTROL_TAGS.split())


class Cut(NamedTuple):
    """The first `size` non-white characters of a line, removed by `rule`."""

    size: int
    rule: str


class Line:
    """One visual line of the page. A reader sets `rule` to remove it, `kind` and `level` to make it a heading.

    `pieces` are numbers of the page's pieces, in order; `element` is the nearest block element around them; `apart` says
    that a block edge (not a mere `<br>`) stands before it. A figure has `url` and `text` is its alt text.
    """

    __slots__ = (
        "_as_head", "_as_tail", "_told", "apart", "cuts", "element", "kind", "level", "linked", "pieces", "rule", "text", "url",
    )  # fmt: skip

    def __init__(
        self,
        kind: BlockKind,
        text: str,
        pieces: tuple[int, ...],
        element: Element,
        apart: bool = True,
        level: int = 0,
        linked: int = 0,
        rule: str = "",
    ) -> None:
        self.kind: BlockKind = kind
        self.text = text
        self.pieces = pieces
        self.element = element
        self.apart = apart
        self.level = level
        self.linked = linked
        self.rule = rule
        self.url = ""
        self.cuts: tuple[Cut, ...] = ()
        self._told = self._as_head = self._as_tail = ""

    def form(self, *, tail: bool) -> str:
        """Return the rule by which the line is chrome in the head (or the tail) of a body, "" when none; worked out once a text."""
        if self._told is not self.text:
            self._told = self.text
            self._as_head, self._as_tail = rules_of(self.text)
        return self._as_tail if tail else self._as_head

    def cut(self, head: str, rule: str) -> None:
        """Remove the beginning of the line, which `head` spells, by a rule; the rest of the line stays.

        A line that has nothing else is removed as a whole.
        """
        rest = self.text[len(head) :].lstrip()
        if is_blank(rest):
            self.rule = rule
            return
        self.cuts = (*self.cuts, Cut(len(squeeze(head)), rule))
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
        self._taken = bytearray(len(page.texts))
        self.attached: list[Link] = []
        self._looks: dict[tuple[int, int], list[Line]] = {}

    def remove(self, element: Element, rule: str) -> None:
        """Cut a subtree by a named rule. What an earlier rule removed stays that rule's; what is kept already, too."""
        rules, cut_by = self.rules, self.cut_by
        self._looks.clear()
        for piece in range(element.start, element.end):
            if not rules[piece]:
                rules[piece] = rule
                cut_by[piece] = element

    def remove_all(self, css: str, rule: str, within: Element | None = None) -> None:
        """Cut every subtree that a CSS selector matches (within an element, if one is given) by a named rule."""
        self._remove_each((one for one in self.page.all(css) if within is None or within.contains(one)), rule)

    def _remove_each(self, elements: Iterable[Element], rule: str) -> None:
        """Cut subtrees, given in document order; one within another is cut with that."""
        cut = 0
        for element in elements:
            if element.index >= cut:
                self.remove(element, rule)
                cut = element.last

    def hide(self, spare: Iterable[Element] = ()) -> None:
        """Cut hidden elements (`display: none`, `hidden`) and form controls, but never what holds a spared element."""
        spared = tuple(spare)
        for elements, rule in ((self.page.hidden(), HIDDEN), (self.page.tagged(_CONTROLS), CONTROL)):
            self._remove_each((one for one in elements if not any(map(one.contains, spared))), rule)

    def keep(self, element: Element) -> list[Line]:
        """Lay a subtree out as lines behind those kept before; return the new ones (they are in `lines` too)."""
        self.kept.append(element)
        return self.keep_between(element.start, element.end)

    def keep_between(self, start: int, end: int) -> list[Line]:
        """Lay a range of pieces out as lines; `keep` with numbers."""
        return self.keep_lines(self.look(start, end))

    def keep_lines(self, new: list[Line]) -> list[Line]:
        """Keep lines that were looked at, behind those kept before; return them.

        Nothing is kept twice: a line of what an earlier call has kept is left out (broken markup nests posts in each other).
        """
        taken, kept = self._taken, list[Line]()
        for line in new:
            pieces = line.pieces
            if taken[pieces[0]] or (len(pieces) > 1 and any(taken[piece] for piece in pieces)):
                continue
            for piece in pieces:
                taken[piece] = 1
            if line.kind == "figure":
                self._address(line)
            kept.append(line)
        self.lines.extend(kept)
        return kept

    def attach(self, url: str, name: str) -> None:
        """Name a file that belongs to the document though no address of a file in the kept text links to it."""
        self.attached.append(Link(url, name))

    def look(self, start: int = 0, end: int | None = None) -> list[Line]:
        """Return the lines of a range of pieces (default: the page) without keeping them; removed pieces are left out.

        Figures among them have no address. Whoever asks twice gets the same lines.
        """
        upto = len(self.page.texts) if end is None else end
        known = self._looks.get((start, upto))
        if known is None:
            known = self._of_whole(start, upto)
            known = self._looks[start, upto] = self._lay_out(start, upto) if known is None else known
        return known

    def _of_whole(self, start: int, upto: int) -> list[Line] | None:
        """Return the lines of a range among those of the page, if these were looked at and none of them crosses its edges."""
        whole = self._looks.get((0, len(self.page.texts)))
        if whole is None:
            return None
        own = [line for line in whole if line.pieces[-1] >= start and line.pieces[0] < upto]
        if any(line.pieces[0] < start or line.pieces[-1] >= upto for line in own):
            return None
        if own:
            own[0].apart = True
        return own

    def forget(self) -> None:
        """Drop the lines that were looked at and not kept: a large page's are as large as the page."""
        self._looks.clear()

    def prose(self) -> Iterator[str]:
        """The text of the kept paragraphs, headings and list entries, in order, as blocks have it."""
        for line in self.lines:
            if not line.rule and line.kind in ("paragraph", "heading", "list"):
                yield f"- {line.text}" if line.kind == "list" else line.text

    def above(self) -> list[Line]:
        """Return the lines nearest above the first kept line, cut ones included; [] when nothing is kept."""
        first = min((line.pieces[0] for line in self.lines if not line.rule), default=0)
        return self.look(max(0, first - NEAR_PIECES), first)

    def _lay_out(self, start: int, upto: int) -> list[Line]:
        out: list[Line] = []
        at = start
        for table in data_tables(self.page, start, upto):
            self._lines(at, table.start, out)
            self._table(table, out)
            at = table.end
        self._lines(at, upto, out)
        return out

    def _table(self, table: Element, out: list[Line]) -> None:
        pieces = [piece for piece in range(table.start, table.end) if not self.rules[piece]]
        text = markdown(self.page, table, self.rules)
        if text:
            texts, owners = self.page.texts, self.page.owners
            shown = tuple([piece for piece in pieces if texts[piece]])
            linked = sum([len(texts[piece]) for piece in shown if owners[piece].inside & LINK])
            out.append(Line("table", text, shown, table, linked=linked))
        self._figures([piece for piece in pieces if not self.page.texts[piece]], out)

    def _lines(self, start: int, end: int, out: list[Line]) -> None:
        rules, texts, breaks = self.rules, self.page.texts, self.page.breaks
        run: list[int] = []
        figures: list[int] = []
        between, apart = APART, True
        for piece in range(start, end):
            gap = breaks[piece]
            if gap > between:
                between = gap
            if rules[piece]:
                continue
            if between >= BROKEN:
                if run:
                    out.append(self._text_line(run, apart))
                    run = []
                if figures:
                    self._figures(figures, out)
                    figures = []
            if not run:
                apart = between == APART
            (run if texts[piece] else figures).append(piece)
            between = 0
        if run:
            out.append(self._text_line(run, apart))
        self._figures(figures, out)

    def _text_line(self, run: list[int], apart: bool) -> Line:
        page = self.page
        texts, owners = page.texts, page.owners
        owner = block = owners[run[0]]
        if len(run) == 1:
            text = texts[run[0]]
            linked = len(text) if owner.inside & LINK else 0
        else:
            text = "".join([(" " if page.breaks[i] else "") + texts[i] for i in run])
            linked = sum([len(texts[i]) for i in run if owners[i].inside & LINK])
        while block.tag not in BLOCKS and block.parent is not None:
            block = block.parent
        text = normalize(text)
        kind, level = _KINDS.get(block.tag, _PARAGRAPH)
        rule = "blank" if not text or (text[0] in UNSEEN and is_blank(text)) else ""
        return Line(kind, text, tuple(run), block, apart, level, linked, rule)

    def _figures(self, figures: Iterable[int], out: list[Line]) -> None:
        for piece in figures:
            image = self.page.owners[piece]
            out.append(Line("figure", normalize(image.get("alt")), (piece,), image))

    def _address(self, line: Line) -> None:
        """Give a figure its address: of those that lazy loading writes beside `src`, the first."""
        attributes = line.element.attributes
        address = next((stated for name in _SOURCES if (stated := attributes.get(name))), "")
        line.url = absolute(self.page.base, address)
        if not line.url or line.url.startswith("data:"):
            line.rule = "no-address"
