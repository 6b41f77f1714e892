"""From decided lines to a document's lists: blocks, ledger, removed, images, attachments, digest."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from cleaners.document import Block, Link, Piece, Removed, digest_of
from cleaners.draft import OUTSIDE, Cut, Draft, Line
from cleaners.normalize import normalize, squeeze
from cleaners.tree import Element, Page, absolute

_FILE_ENDINGS = "pdf doc docx wps xls xlsx et ppt pptx ofd rtf txt csv zip rar 7z"
_SCRIPTED = re.compile(r"(?:down(?:load)?|attach(?:ment)?|annex|getfile|showfile|fileserv)", re.IGNORECASE)
_BETWEEN = ("", " ", "\n", "\n")  # by what parts a piece from the one before
_FILES = frozenset(_FILE_ENDINGS.split())
_OF_TEXT = frozenset({"paragraph", "heading", "list"})
_OF_NO_LINE = -2  # a piece's number: of its block, or one of these
_OF_NO_BLOCK = -1
_made = tuple.__new__  # of a named tuple: in half the time of a call by its name


@dataclass(slots=True)
class Layout:
    """The lists of a document, all made of one page's ledger."""

    blocks: list[Block] = field(default_factory=list)
    ledger: list[Piece] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    images: list[Link] = field(default_factory=list)
    digest: str = ""


def lay_out(draft: Draft, title: str) -> Layout:
    """Return the lists of the document that a draft decided; the digest is of the title and the blocks.

    It takes the draft's lines: of one that is kept, nothing is needed any more when its block stands, and all blocks with all lines
    would be the most that a large page takes.
    """
    layout = Layout()
    told: list[str] = []
    lines: list[Line | str | None] = [None] * len(draft.page.texts)
    numbers = array("i", [_OF_NO_LINE]) * len(lines)
    behead = {id(line): list(line.cuts) for line in draft.lines if line.cuts}
    draft.lines.reverse()
    while draft.lines:
        line = draft.lines.pop()
        number = _OF_NO_BLOCK
        if not line.rule:
            number = len(layout.blocks)
            layout.blocks.append(_block(draft.page, line))
            told.append(line.text)
            if line.kind == "figure":
                layout.images.append(Link(line.url, line.text))
        needed = line if line.rule or line.cuts else _own_text(line)
        for piece in line.pieces:
            lines[piece], numbers[piece] = needed, number
    _Teller(draft, lines, numbers, behead, layout).tell()
    layout.digest = digest_of(title, told)
    return layout


def _own_text(line: Line) -> str | None:
    """The normalised text of a line's only piece; None when the line has several, or is more than text (a table that became a list's entry)."""
    return line.text if len(line.pieces) == 1 and line.kind in _OF_TEXT and "\n" not in line.text else None


def _block(page: Page, line: Line) -> Block:
    owners, path_of = page.owners, page.paths.of
    if line.kind == "table":
        return _made(Block, ("table", line.text, 0, (path_of(line.element),)))
    if len(line.pieces) == 1:
        paths: tuple[str, ...] = (path_of(owners[line.pieces[0]]),)
    else:
        paths = tuple(dict.fromkeys([path_of(owners[piece]) for piece in line.pieces]))
    if line.kind == "figure":
        return Block("figure", f"![{line.text.replace('[', '(').replace(']', ')')}]({line.url})", 0, paths)
    return _made(Block, (line.kind, f"- {line.text}" if line.kind == "list" else line.text, line.level, paths))


@dataclass(slots=True)
class _Group:
    """Pieces that one decision removed, on the way to a `Removed`."""

    rule: str
    path: str
    after: int
    parts: list[str]


class _Teller:
    """Walks the pieces in page order: each is told once, as text of a block or as removed by a rule."""

    def __init__(
        self,
        draft: Draft,
        lines: Sequence[Line | str | None],
        numbers: Sequence[int],
        behead: dict[int, list[Cut]],
        layout: Layout,
    ) -> None:
        self.draft = draft
        self.page = draft.page
        self.lines = lines
        self.numbers = numbers
        self.layout = layout
        self.groups: dict[object, _Group] = {}
        self.behead = behead
        self.in_lines = array("i", (piece for piece, number in enumerate(numbers) if number != _OF_NO_LINE))
        self.after = -1
        self.free_until = 0  # up to this piece nothing is of any line, and `free` is the largest subtree around
        self.free = draft.page.elements[0]

    def tell(self) -> None:
        """Fill the layout's ledger and removed."""
        lines, texts, owners = self.lines, self.page.texts, self.page.owners
        numbers, ledger, path_of = self.numbers, self.layout.ledger, self.page.paths.of
        piece = 0
        while piece < len(texts):
            number = numbers[piece]
            if number == _OF_NO_LINE:
                piece = self._tell_removed(piece)
                continue
            line = lines[piece]
            text = texts[piece] if line is None or isinstance(line, Line) else line
            if isinstance(line, Line):
                text = self._cut(piece, text, line) if line.cuts else text
                if line.rule:
                    self._drop(piece, (text,), line.rule, id(line), line.element)
                    text = ""
            if text:
                told = text if text is line else normalize(text)
                ledger.append(_made(Piece, (path_of(owners[piece]), told, number, "")))
                self.after = number
            piece += 1
        self.layout.removed = [Removed("".join(g.parts), g.rule, g.path, g.after) for g in self.groups.values()]

    def _tell_removed(self, piece: int) -> int:
        """Tell a piece of no line, and those behind it that go with it; return the next."""
        rules, texts = self.draft.rules, self.page.texts
        rule, end = rules[piece], piece + 1
        if rule:
            cut_by = self.draft.cut_by
            by = cut_by[piece]
            until, key = min(by.end, len(texts)), id(by)
            while end < until and cut_by.get(end) is by and self.numbers[end] == _OF_NO_LINE:
                end += 1
        else:
            rule = OUTSIDE
            if piece >= self.free_until:
                self.free_until, self.free = self._outside(piece)
            until, by = self.free_until, self.free
            key = -until  # no id is negative
            while end < until and not rules[end]:
                end += 1
        self._drop(piece, texts[piece:end], rule, key, by)
        return end

    def _drop(self, piece: int, texts: Sequence[str], rule: str, key: object, by: Element) -> None:
        """Tell texts, of the pieces from one on, as removed by a rule that cut an element; pieces of one key are one removal."""
        owners, breaks, path_of, ledger = self.page.owners, self.page.breaks, self.page.paths.of, self.layout.ledger
        group = self.groups.get(key)
        for number, one in enumerate(texts, piece):
            text = normalize(one)
            if not text:
                continue
            ledger.append(_made(Piece, (path_of(owners[number]), text, -1, rule)))
            if group is None:
                group = self.groups[key] = _Group(rule, path_of(by), self.after, [text])
            elif gap := breaks[number]:
                group.parts += _BETWEEN[gap], text
            else:
                group.parts.append(text)

    def _cut(self, piece: int, text: str, line: Line) -> str:
        """Tell what a line's cuts take of this piece; return the rest of it."""
        cuts = self.behead[id(line)]
        while cuts and text:
            size, rule = cuts[0]
            at = _offset(text, size)
            self._drop(piece, (text[:at],), rule, (id(line), rule), line.element)
            left = size - len(squeeze(text[:at]))
            cuts[:1] = [Cut(left, rule)] if left else []
            text = text[at:]
        return text

    def _outside(self, piece: int) -> tuple[int, Element]:
        """Return where the largest subtree ends that holds this piece and nothing of any line, and that subtree."""
        at = self.page.owners[piece]
        if not self._is_free(at):
            return piece + 1, at
        while at.parent is not None and at.parent.parent is not None and self._is_free(at.parent):
            at = at.parent
        return at.end, at

    def _is_free(self, element: Element) -> bool:
        at = bisect_left(self.in_lines, element.start)
        return at == len(self.in_lines) or self.in_lines[at] >= element.end


def _offset(text: str, size: int) -> int:
    """Return the offset behind the first `size` non-white characters of a text (its length when it has fewer)."""
    for at, character in enumerate(text):
        if size == 0:
            return at
        size -= not character.isspace()
    return len(text)


def attachments_of(draft: Draft) -> tuple[Link, ...]:
    """Return the files that the kept subtrees link to, in page order, each address once, then those a reader named."""
    page, found = draft.page, dict[str, str]()
    base = page.base if draft.kept else ""
    for kept in draft.kept:
        for element in page.elements[kept.index : kept.last]:
            if (
                element.tag == "a"
                and (is_file(element.get("href")) or is_file(page.text(element)))
                and not any(draft.rules[element.start : element.end])
            ):
                found.setdefault(absolute(base, element.get("href")), page.text(element))
    for link in draft.attached:
        found.setdefault(link.url, link.name)
    return tuple([Link(url, name) for url, name in found.items() if url])


def leads_to_file(page: Page, link: Element) -> bool:
    """Whether a link leads to a document file: by its address, or by a download script and a name that says so (`附件1：…`, `….pdf`)."""
    address = link.get("href")
    if is_file(address):
        return True
    if "?" not in address or not _SCRIPTED.search(address.rpartition("?")[0]):
        return False
    name = page.text(link)
    return name.startswith("附件") or is_file(name)


def is_file(address: str) -> bool:
    """Whether an address, or a link's text, ends in the name of a document file (pdf, docx, wps, xls …)."""
    stem = address.split("?", 1)[0].split("#", 1)[0] if "?" in address or "#" in address else address
    return stem.rpartition(".")[2].lower() in _FILES
