"""XLS (Excel 5 to 2003): every shown sheet as one table."""

from collections.abc import Iterator
from io import StringIO

import xlrd

from cleaners.files.collected import BROKEN, MAX_COLUMNS, Collected, Unreadable, told
from cleaners.files.xlsx import MAX_ROWS, MAX_SHEETS, field_text, tell_sheet


def read_xls(payload: bytes, collected: Collected) -> None:
    """Collect the sheets of a workbook; paths as in XLSX.

    Raises:
        Unreadable: broken-file, encrypted, too-large.
    """
    try:
        book = xlrd.open_workbook(file_contents=payload, logfile=StringIO(), on_demand=True, ragged_rows=True)
        count = min(book.nsheets, MAX_SHEETS)
        for number in range(count):
            sheet = book.sheet_by_index(number)
            rows = _rows(book, sheet, f"sheet[{number + 1}]", collected)
            tell_sheet(
                collected, sheet.name, f"sheet[{number + 1}]", rows, hidden=sheet.visibility != 0, alone=count == 1
            )
            book.unload_sheet(number)
    except xlrd.XLRDError as problem:
        code = "encrypted" if "encrypted" in str(problem).lower() else "broken-file"
        raise Unreadable(code, f"the workbook cannot be read: {problem}") from problem
    except BROKEN as problem:
        raise Unreadable("broken-file", f"the workbook is damaged: {told(problem)}") from problem


def _rows(
    book: "xlrd.book.Book", sheet: "xlrd.sheet.Sheet", path: str, collected: Collected
) -> Iterator[tuple[str, list[str]]]:
    for at in range(sheet.nrows):
        if at >= MAX_ROWS:
            collected.warn("too-large", f"{sheet.name} has more than {MAX_ROWS} rows; the rest is left out")
            return
        yield f"{path}/row[{at + 1}]", [_field(book, cell) for cell in sheet.row(at)[:MAX_COLUMNS]]


def _field(book: "xlrd.book.Book", cell: "xlrd.sheet.Cell") -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return field_text(xlrd.xldate_as_datetime(cell.value, book.datemode))
        except BROKEN:  # a number that is formatted as a day, yet is none
            return field_text(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERR"))
    return field_text(cell.value)
