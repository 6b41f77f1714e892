"""PDF: the text layer, line by line. What a page only shows as a picture has no text (`no-text-layer`)."""

from collections.abc import Iterator
from threading import Lock
from typing import Any

import pypdfium2

from cleaners.files.collected import BROKEN, Collected, Unreadable, told
from cleaners.files.paragraphs import PrintedLine, tell_pages

MAX_PAGES = 2000
_PASSWORD = 4  # FPDF_ERR_PASSWORD, fpdfview.h
_PDFIUM = Lock()  # PDFium is one instance for the process and not safe for threads (its README says so)


def read_pdf(payload: bytes, collected: Collected) -> None:
    """Collect the text of a PDF: lines joined to paragraphs, running heads and page numbers removed by rule. Paths: `page[3]`.

    Raises:
        Unreadable: broken-file, encrypted, too-large.
    """
    with _PDFIUM:
        pages, pictures = _read(payload, collected)
    blank = [at for at, lines in enumerate(pages) if not lines and pictures[at]]
    if blank:
        first = ", ".join(str(at + 1) for at in blank[:8]) + (" …" if len(blank) > 8 else "")
        collected.warn("no-text-layer", f"{len(blank)} of {len(pages)} pages are pictures without text: page {first}")
    elif not any(pages):
        collected.warn("no-text-layer", f"0 of {len(pages)} pages have text")
    tell_pages(pages, collected)


def _read(payload: bytes, collected: Collected) -> tuple[list[list[PrintedLine]], list[bool]]:
    try:
        document = pypdfium2.PdfDocument(payload)
    except pypdfium2.PdfiumError as problem:
        if getattr(problem, "err_code", None) == _PASSWORD:
            raise Unreadable("encrypted", "the document needs a password") from problem
        raise Unreadable("broken-file", f"the document cannot be opened: {problem}") from problem
    pages: list[list[PrintedLine]] = []
    pictures: list[bool] = []
    try:
        if len(document) > MAX_PAGES:
            collected.warn("too-large", f"{len(document)} pages; the first {MAX_PAGES} are read")
        for number in range(min(len(document), MAX_PAGES)):
            _read_page(document, number, pages, pictures, collected)
    finally:
        document.close()
    return pages, pictures


def _read_page(
    document: Any, number: int, pages: list[list[PrintedLine]], pictures: list[bool], collected: Collected
) -> None:
    lines: list[PrintedLine] = []
    pictured = False
    try:
        page = document[number]
        try:
            text_page = page.get_textpage()
            try:
                lines = list(_lines(text_page))
            finally:
                text_page.close()
            if not lines:
                pictured = any(True for _ in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        finally:
            page.close()
    except (pypdfium2.PdfiumError, *BROKEN) as problem:
        collected.warn("broken-file", f"page {number + 1} cannot be read: {told(problem)}")
    pages.append(lines)
    pictures.append(pictured)


def _lines(text_page: Any) -> Iterator[PrintedLine]:
    """The lines of a page in the order of its content, each with its edges in points; (0, 0) is the page's lower left."""
    text: str = text_page.get_text_range()
    if text_page.count_chars() != len(text):  # a character beyond U+FFFF: places are counted in UTF-16
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    at = 0
    for raw in text.split("\n"):
        line = raw.rstrip("\r")
        shown = line.strip()
        if shown:
            start = at + len(line) - len(line.lstrip())
            left, bottom, _, top = text_page.get_charbox(start, loose=True)
            _, _, right, _ = text_page.get_charbox(start + len(shown) - 1, loose=True)
            yield PrintedLine(shown.replace("\ufffe", ""), left, right, top, bottom)
        at += len(raw) + 1
