"""What reading attached files takes, beside libraries that only give text, in the same run.

    python benchmarks/files.py

PDF: 20 pages of 30 lines, against pypdf. DOCX: 600 paragraphs and a table of 50 rows, against docx2txt. Ours also gives kinds, paths,
ledger, metadata and doubts.
"""

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx
import docx2txt
import pypdf

sys.path[0] = str(Path(__file__).parents[1])  # this folder has a file of the package's own name

from cleaners.files import read_file  # noqa: E402
from tests.cleaners.printing import pdf  # noqa: E402

LINE = "全区各部门围绕年度目标任务协同推进重点工程建设"
ROUNDS = 7


def many_pages() -> bytes:
    """A PDF of 20 pages."""
    return pdf([[(90, 800 - 24 * at, 14, f"{LINE}{page}{at}") for at in range(30)] for page in range(20)])


def long_document() -> bytes:
    """A DOCX of 600 paragraphs and a table."""
    document = docx.Document()
    for at in range(600):
        document.add_paragraph(f"{LINE}{at}。")
    table = document.add_table(50, 4)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "指标"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def median_ms(read: Callable[[], object]) -> float:
    """The median of some readings, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        read()
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times)


def main() -> None:
    """Print the table."""
    printed, written = many_pages(), long_document()
    rows: list[tuple[str, Callable[[], object]]] = [
        ("PDF, 20 pages    cleaners.files", lambda: read_file(printed, url="https://a.example/a.pdf")),
        (
            "                 pypdf",
            lambda: [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed)).pages],
        ),
        ("DOCX, 600 lines  cleaners.files", lambda: read_file(written, url="https://a.example/a.docx")),
        ("                 docx2txt", lambda: docx2txt.process(io.BytesIO(written))),
    ]
    for name, read in rows:
        print(f"{name:36}{median_ms(read):9.1f} ms")


if __name__ == "__main__":
    main()
