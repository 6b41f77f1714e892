"""XLSX: every shown sheet as one table, hidden ones removed by rule."""

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO

import openpyxl

from cleaners.files.collected import BROKEN, MAX_COLUMNS, Collected, Unreadable, told
from cleaners.files.packed import check_package

MAX_ROWS = 50_000
MAX_SHEETS = 200


def read_xlsx(payload: bytes, collected: Collected) -> None:
    """Collect the sheets of a workbook, formulas as the values that were saved with them.

    Of a merged area the first field has the text. Paths: `sheet[1]/row[2]`.

    Raises:
        Unreadable: broken-file, encrypted, too-large.
    """
    check_package(payload)
    try:
        book = openpyxl.load_workbook(BytesIO(payload), read_only=True, data_only=True)
        for number, sheet in enumerate(book.worksheets[:MAX_SHEETS], 1):
            sheet.reset_dimensions()  # the stated size may be a lie of a million rows
            path = f"sheet[{number}]"
            rows = ((f"{path}/row[{at}]", fields) for at, fields in _rows(sheet, collected))
            tell_sheet(
                collected,
                sheet.title,
                path,
                rows,
                hidden=sheet.sheet_state != "visible",
                alone=len(book.worksheets) == 1,
            )
    except BROKEN as problem:
        raise Unreadable("broken-file", f"the workbook is damaged: {told(problem)}") from problem


def tell_sheet(
    collected: Collected, title: str, path: str, rows: Iterator[tuple[str, list[str]]], *, hidden: bool, alone: bool
) -> None:
    """Collect one sheet: its name as a heading (unless it is the only one), its rows as a table; a hidden one is removed."""
    if hidden:
        for row_path, fields in rows:
            collected.remove(" ".join(field for field in fields if field), "hidden", row_path)
        return
    if alone:
        collected.remove(title, "sheet-name", path)
    else:
        collected.keep("heading", title, path, level=2)
    collected.keep_table(rows, path)


def field_text(value: object) -> str:
    """Return a field as it is read: 12.0 as 12, a date without its zero hour, nothing as ""."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return str(value)


def _rows(sheet: "openpyxl.worksheet.worksheet.Worksheet", collected: Collected) -> Iterator[tuple[int, list[str]]]:
    for at, values in enumerate(sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True), 1):
        if at > MAX_ROWS:
            collected.warn("too-large", f"{sheet.title} has more than {MAX_ROWS} rows; the rest is left out")
            return
        yield at, [field_text(value) for value in values]
