"""What differs between two tables in Markdown: rows aligned, then cell by cell."""

import re

from archive.likeness import common
from archive.wording import marks_that_differ, plain

_RULE = re.compile(r"\|?(?:\s*:?-{3,}:?\s*\|)+\s*(?::?-{3,}:?\s*)?\|?\s*")
_CELL = re.compile(r"(?<!\\)\|")


def cells_that_differ(before: str, after: str) -> set[str]:
    """Return what to call the difference: `table-row`, `table-column`, `table-cell`, and the marks that differ in cells."""
    old, new = _rows(before), _rows(after)
    named: set[str] = set()
    if old and new and {len(row) for row in old} != {len(row) for row in new}:
        named.add("table-column")
    i = j = 0
    for a, b in [*common(old, new), (len(old), len(new))]:
        named |= _between(old[i:a], new[j:b])
        i, j = a + 1, b + 1
    return named or {"punctuation"}


def _rows(table: str) -> list[tuple[str, ...]]:
    """The rows of a table as plain cells, without the rule under its head."""
    lines = [line.strip() for line in table.split("\n") if not _RULE.fullmatch(line.strip())]
    return [tuple(plain(cell) for cell in _CELL.split(line.removeprefix("|").removesuffix("|"))) for line in lines]


def _between(old: list[tuple[str, ...]], new: list[tuple[str, ...]]) -> set[str]:
    """Compare rows between two that are equal: rows with the same first cell are one; else in order, if as many."""
    named: set[str] = set()
    pairs = common([row[0] for row in old], [row[0] for row in new])
    gone = [row for n, row in enumerate(old) if n not in {a for a, _ in pairs}]
    come = [row for n, row in enumerate(new) if n not in {b for _, b in pairs}]
    if len(gone) != len(come):
        named.add("table-row")
    paired = [(old[a], new[b]) for a, b in pairs] + list(zip(gone, come, strict=False))
    for before, after in paired:
        for was, becomes in zip(before, after, strict=False):
            if was != becomes:
                named |= {"table-cell"} | marks_that_differ(was, becomes)
    return named
