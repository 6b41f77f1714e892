"""From printed lines to paragraphs: what recurs on every page goes, lines that a margin broke are joined.

Limits: columns are read in the order of the file; a table without text between its cells is told line by line.
"""

import re
from collections import Counter
from typing import NamedTuple

from cleaners.files.collected import Collected

_PAGE_NUMBER = re.compile(
    r"^[-—–－•·\s]*(?:第\s*)?(\d{1,4})\s*页?(?:\s*[/／,，共]+\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－•·\s]*$"
)
_STOPS = frozenset("。！？；，、：!?;,:")
_LATIN = re.compile(r"[A-Za-z0-9,.;:%)]$")
_LATIN_NEXT = re.compile(r"[A-Za-z0-9(]")


class PrintedLine(NamedTuple):
    """One line on a page: its text and its edges in points, from the page's lower left."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Its height, at least one point."""
        return max(self.top - self.bottom, 1.0)


def tell_pages(pages: list[list[PrintedLine]], collected: Collected) -> None:
    """Collect the paragraphs of all pages, page after page.

    A line begins a paragraph when it is indented by more than 0.8 of its height, when the line before it ends more than two
    heights short of the margin, when the size changes by more than a fifth, or when more than 1.5 lines of room are
    between them. Lines are joined without a blank, but for Latin words.
    """
    rules = _recurring(pages)
    joiner = _Joiner(collected)
    for number, lines in enumerate(pages):
        body = [line for at, line in enumerate(lines) if (number, at) not in rules]
        joiner.turn(f"page[{number + 1}]", body)
        for at, line in enumerate(lines):
            rule = rules.get((number, at))
            if rule:
                joiner.drop(line.text, rule)
            else:
                joiner.take(line)
    joiner.end()


class _Joiner:
    """Holds the paragraph that is open, and what was removed within it (told behind it)."""

    def __init__(self, collected: Collected) -> None:
        self.collected = collected
        self.path = ""
        self.left = self.right = 0.0
        self.margin = 0.0  # of the page on which the last line stands
        self.turned = False
        self.last: PrintedLine | None = None
        self.text = ""
        self.pieces: list[tuple[str, str]] = []
        self.dropped: list[tuple[str, str, str]] = []

    def turn(self, path: str, body: list[PrintedLine]) -> None:
        """Go to the next page; its margins are where its lines begin and end."""
        self.margin = self.right
        self.path, self.turned = path, True
        self.left = min((line.left for line in body), default=0.0)
        self.right = max((line.right for line in body), default=0.0)

    def drop(self, text: str, rule: str) -> None:
        """Remove a line; it does not part the lines around it."""
        self.dropped.append((text, rule, self.path))

    def take(self, line: PrintedLine) -> None:
        """Join a line to the open paragraph, or begin the next with it."""
        if self.last is not None and self._begins(line, self.last):
            self.end()
        self.pieces.append((self.path, line.text))
        self.text = _joined(self.text, line.text)
        self.last, self.turned, self.margin = line, False, self.right

    def end(self) -> None:
        """Tell the open paragraph and what was removed in it."""
        if self.pieces:
            self.collected.keep_joined(self.text, self.pieces)
        for dropped in self.dropped:
            self.collected.remove(*dropped)
        self.last, self.text, self.pieces, self.dropped = None, "", [], []

    def _begins(self, line: PrintedLine, last: PrintedLine) -> bool:
        size = last.height
        margin = self.margin if self.turned else self.right
        if line.left - self.left > 0.8 * line.height or margin - last.right > 2 * size:
            return True
        if not 0.8 < line.height / size < 1.25:
            return True
        return not self.turned and not -0.5 * size < last.bottom - line.top < 1.5 * size


def _joined(text: str, more: str) -> str:
    """Join two lines: with a blank between Latin words, without one where a Chinese character stands on either side."""
    return f"{text} {more}" if _LATIN.search(text) and _LATIN_NEXT.match(more) else text + more


def _recurring(pages: list[list[PrintedLine]]) -> dict[tuple[int, int], str]:
    """Which lines are page numbers or running heads: (page, line) → rule.

    A number counts when it stands first or last on its page and runs with the pages; a head when the same words (figures
    aside), which end no sentence, stand in the same place at the edge of three pages and of more than half of all.
    """
    numbers: Counter[int] = Counter()
    shapes: Counter[tuple[int, str]] = Counter()
    heads: list[tuple[int, int, tuple[int, str]]] = []
    offsets: dict[tuple[int, int], int] = {}
    for page, lines in enumerate(pages):
        order = sorted(range(len(lines)), key=lambda at: -lines[at].top)
        for at in dict.fromkeys([*order[:1], *order[-1:]]):
            match = _PAGE_NUMBER.match(lines[at].text)
            if match:
                offsets[page, at] = int(match[1]) - page
                numbers[offsets[page, at]] += 1
        for at in dict.fromkeys([*_edge(lines, order), *_edge(lines, order[::-1])]):
            shape = re.sub(r"\d+|\s+", "", lines[at].text)
            if shape and shape[-1] not in _STOPS:
                heads.append((page, at, (round(lines[at].bottom / 4), shape)))
        shapes.update({shape for where, _, shape in heads[-4:] if where == page})
    least = max(3, len(pages) // 2 + 1)
    rules = {(page, at): "running-head" for page, at, shape in heads if shapes[shape] >= least}
    rules.update({where: "page-number" for where, offset in offsets.items() if numbers[offset] > 1})
    return rules


def _edge(lines: list[PrintedLine], order: list[int]) -> list[int]:
    """The outermost line, and the next one where it stands close by: a head has two lines at most."""
    first, after = order[:1], order[1:2]
    near = [at for at in after if abs(lines[at].bottom - lines[first[0]].bottom) < 2 * lines[first[0]].height]
    return [*first, *near]
