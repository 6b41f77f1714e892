"""Tables: which hold data, and data tables as Markdown with their row and column spans."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from cleaners.normalize import normalize
from cleaners.tree import BROKEN, Element, Page

_start = attrgetter("start")
MAX_SPAN = 100
MAX_CELLS = 20_000
_LONG_CELL = 400
_FEW_ROWS, _MANY_LINES, _A_TEXT = 3, 4, 30
_LAYING_OUT = frozenset(("form", "input", "select", "textarea", "hr", "h1", "h2", "iframe"))
_LARGEST_GRID = 400_000  # beyond it short rows are not filled up: a hostile span must not make millions of fields


def data_tables(page: Page, start: int, end: int) -> list[Element]:
    """Return the data tables that lie wholly within a range of pieces, outermost first, in document order.

    A table is laid-out page, not data, when it has another table in it, one row or one column only, a cell with
    several paragraphs that make it long, a rule or a form in it, or nearly all of it in the many lines of one cell of few rows or in a cell
    that is a row by itself among such rows.
    """
    found: list[Element] = []
    free = start
    tables = page.tables()
    for at in range(bisect_left(tables, start, key=_start), bisect_left(tables, end, key=_start)):
        table = tables[at]
        if table.start < free or table.end > end or table.end == table.start:
            continue
        has_table = at + 1 < len(tables) and tables[at + 1].index < table.last
        if not has_table and _holds_data(page, table):
            found.append(table)
            free = table.end
    return found


def _holds_data(page: Page, table: Element) -> bool:
    """Whether a table without another one in it has data."""
    rows: list[int] = []
    longest = 0
    for element in page.elements[table.index + 1 : table.last]:
        tag = element.tag
        if tag == "tr":
            rows.append(0)
        elif tag in ("td", "th") and rows:
            rows[-1] += 1
            if _is_long(page, element):
                return False
            longest = max(longest, element.end - element.start)
        elif tag in _LAYING_OUT:
            return False
    if len(rows) < 2 or max(rows) < 2:
        return False
    if len(rows) <= _FEW_ROWS and longest >= _MANY_LINES and _is_text_beside(page, table):
        return False
    return sum(count > 1 for count in rows) > 1 or not _is_text_below(page, table)


def _is_text_below(page: Page, table: Element) -> bool:
    """Whether a table whose rows are single cells but for one holds a text below its head: most of it is one of those cells."""
    cells = [one for one in page.elements[table.index + 1 : table.last] if one.tag in ("td", "th")]
    sizes = [sum(map(len, page.texts[cell.start : cell.end])) for cell in cells]
    largest = cells[sizes.index(max(sizes))]
    is_row = sum(cell.parent is largest.parent for cell in cells) == 1
    return is_row and max(sizes) >= _A_TEXT and max(sizes) * 5 >= sum(sizes) * 3


def _is_text_beside(page: Page, table: Element) -> bool:
    """Whether a table of few rows is a text beside its menu: one cell has most of it, in many lines."""
    cells = [one for one in page.elements[table.index + 1 : table.last] if one.tag in ("td", "th")]
    sizes = [sum(map(len, page.texts[cell.start : cell.end])) for cell in cells]
    largest = cells[sizes.index(max(sizes))]
    lines = sum(1 for gap in page.breaks[largest.start + 1 : largest.end] if gap >= BROKEN)
    return lines >= _MANY_LINES and max(sizes) * 5 >= sum(sizes) * 3


def _is_long(page: Page, cell: Element) -> bool:
    """Whether a cell is prose: long, and in more than three paragraphs."""
    if cell.end - cell.start < 4 or sum(map(len, page.texts[cell.start : cell.end])) < _LONG_CELL:
        return False
    return sum(1 for gap in page.breaks[cell.start + 1 : cell.end] if gap >= BROKEN) > 3


def markdown(page: Page, table: Element, rules: Sequence[str]) -> str:
    """Return a table as a Markdown table, "" when none of its pieces is left.

    What spans several rows or columns is written in its first field, and the others that it covers are empty. Text
    of the table that stands in no cell (a caption) is a line before it.
    """
    lead = [
        page.texts[piece]
        for piece in range(table.start, table.end)
        if not rules[piece] and _cell_of(page.owners[piece], table) is None
    ]
    grid = _grid(page, table, rules)
    if not any(any(row) for row in grid):
        return normalize(" ".join(lead))
    width = max(map(len, grid))
    if width * len(grid) > _LARGEST_GRID:
        width = 1
    rows = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in grid]
    rows.insert(1, "|" + " --- |" * width)
    caption = normalize(" ".join(lead))
    return "\n".join([caption, *rows] if caption else rows)


def _cell_of(element: Element, table: Element) -> Element | None:
    at: Element | None = element
    while at is not None and at is not table:
        if at.tag in ("td", "th"):
            return at
        at = at.parent
    return None


def _grid(page: Page, table: Element, rules: Sequence[str]) -> list[list[str]]:
    """Return the fields row by row; empty rows are left out."""
    grid: list[list[str]] = []
    taken: dict[tuple[int, int], bool] = {}
    row, column, fields = -1, 0, 0
    for element in page.elements[table.index + 1 : table.last]:
        if element.tag == "tr":
            row, column = row + 1, 0
            grid.append([])
        elif element.tag in ("td", "th") and row >= 0:
            while taken.pop((row, column), False):
                grid[row].append("")
                column += 1
            fields += 1
            across, down = (_span(element, "colspan"), _span(element, "rowspan")) if fields < MAX_CELLS else (1, 1)
            fields += across * down - 1
            grid[row].append(_field(page, element, rules))
            grid[row].extend([""] * (across - 1))
            if down > 1:
                taken.update(((row + r, column + c), True) for r in range(1, down) for c in range(across))
            column += across
    return [line for line in grid if any(line)]


def _span(cell: Element, name: str) -> int:
    """Return a span, 1 where it is missing, malformed or out of bounds (a hostile colspan must not make a wide table)."""
    value = cell.get(name).strip()
    return min(int(value), MAX_SPAN) if value.isascii() and value.isdigit() and int(value) > 0 else 1


def _field(page: Page, cell: Element, rules: Sequence[str]) -> str:
    texts, breaks = page.texts, page.breaks
    kept = [piece for piece in range(cell.start, cell.end) if texts[piece] and not rules[piece]]
    if len(kept) < 2:
        return normalize(texts[kept[0]]).replace("|", "\\|") if kept else ""
    return normalize("".join((" " if breaks[piece] else "") + texts[piece] for piece in kept)).replace("|", "\\|")
