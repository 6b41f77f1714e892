"""Blocks as they are shown: headings by level, Markdown tables as rows, pictures by address, long documents page by page."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cleaners.document import Block

BLOCKS_A_PAGE = 1000
"""Blocks on one page; of the reports that this is for even long ones have fewer."""
_CELLS = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|(?: ?:?-+:? ?\|)+")
_FIGURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<url>.*)\)", re.DOTALL)

Held = Callable[[str], str]
"""Gives where the room shows a held picture, "" for one that is not held."""


class Shown(NamedTuple):
    """A block to show.

    Attributes:
        number: the block's number in the document.
        text: its text; of a table its caption, of a figure its alt text, of a list item without the dash.
        level: of a heading, 2 to 6. head, rows: of a table, cells of text. url, picture: of a figure.
    """

    number: int
    kind: str
    text: str
    level: int = 0
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    url: str = ""
    picture: str = ""


class Page(NamedTuple):
    """One page of something long: which one (from 1), of how many, and where in the whole it begins and ends."""

    number: int
    pages: int
    start: int
    stop: int


def page_of(length: int, number: int, size: int = BLOCKS_A_PAGE) -> Page:
    """Return a page of so many things; a number beyond the last page is the last."""
    pages = max(1, -(-length // size))
    number = min(max(1, number), pages)
    return Page(number, pages, (number - 1) * size, min(number * size, length))


def shown(blocks: Sequence[Block], first: int = 0, held: Held | None = None) -> list[Shown]:
    """Return blocks to show; `first` is the number of the first of them."""
    return [_shown(number, block, held) for number, block in enumerate(blocks, first)]


def _shown(number: int, block: Block, held: Held | None) -> Shown:
    if block.kind == "heading":
        return Shown(number, "heading", block.text, level=min(max(block.level, 1) + 1, 6))
    if block.kind == "list":
        return Shown(number, "list", block.text.removeprefix("- "))
    if block.kind == "figure" and (figure := _FIGURE.fullmatch(block.text)):
        url = figure["url"]
        return Shown(number, "figure", figure["alt"], url=url, picture=held(url) if held else "")
    if block.kind == "table":
        return _table(number, block.text)
    return Shown(number, "paragraph", block.text)


def _table(number: int, text: str) -> Shown:
    """A Markdown table taken apart; what is none is shown as it stands."""
    lines = text.split("\n")
    at = next((n for n, line in enumerate(lines) if n and _RULE.fullmatch(line)), 0)
    if not at:
        return Shown(number, "paragraph", text)
    caption = "\n".join(lines[: at - 1])
    rows = tuple(_cells(line) for line in lines[at + 1 :])
    return Shown(number, "table", caption, head=_cells(lines[at - 1]), rows=rows)


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.strip().replace("\\|", "|") for cell in _CELLS.split(inner))
