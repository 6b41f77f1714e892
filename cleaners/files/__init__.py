"""Files that pages link to: PDF, DOCX, DOC, XLSX, XLS and ZIPs of these. Bytes in, the same Document out.

    from cleaners.files import read_file
    document = read_file(payload, url="https://district.example/report.pdf", content_type="application/pdf")

What a file cannot give stands in `Document.warnings`: no-text-layer, encrypted, broken-file, too-large, nested-archive,
member-skipped, automatic-numbers. Limits of the reading: docs/decisions/0060-files-by-their-first-bytes.md.
"""

from urllib.parse import unquote, urlsplit

from cleaners.document import Document
from cleaners.files.collected import MAX_BYTES, Collected, Unreadable
from cleaners.files.packed import read_zip
from cleaners.files.sniff import file_kind

__all__ = ["file_kind", "read_file"]


def read_file(payload: bytes, *, url: str, content_type: str | None = None, name: str = "") -> Document | None:
    """Read the text of a file; None when the payload is of no kind that this room reads.

    Args:
        payload: the file. url: its address. content_type: the HTTP header (the first bytes are believed before it).
        name: the file's name as a page gives it; the last resort for a title. Default: the end of the address.

    A file that cannot be read (damaged, encrypted, too large) is a document without blocks that says why in its warnings.
    """
    kind = file_kind(payload, content_type, url)
    if kind is None:
        return None
    from cleaners.files.documents import document_of  # who only asks for the kind does without the rules of metadata

    collected = Collected(url)
    if len(payload) > MAX_BYTES:
        collected.warn("too-large", f"the file has {len(payload)} bytes; at most {MAX_BYTES} are read")
    elif kind == "zip":
        read_zip(payload, collected, _read_member)
    else:
        _read(payload, kind, collected)
    return document_of(collected, kind, name or unquote(urlsplit(url).path.rpartition("/")[2]))


def _read(payload: bytes, kind: str, collected: Collected) -> None:
    try:
        match kind:  # each library is loaded when its first file comes: most runs meet none
            case "pdf":
                from cleaners.files.pdf import read_pdf as read
            case "docx":
                from cleaners.files.docx import read_docx as read
            case "doc":
                from cleaners.files.doc import read_doc as read
            case "xlsx":
                from cleaners.files.xlsx import read_xlsx as read
            case _:
                from cleaners.files.xls import read_xls as read
        read(payload, collected)
    except Unreadable as problem:
        collected.warn(problem.code, str(problem))


def _read_member(payload: bytes, collected: Collected) -> bool:
    """Read one member of a ZIP; False when it is of no kind that is read (a ZIP in a ZIP is not opened)."""
    kind = file_kind(payload, None, "")
    if kind == "zip":
        collected.warn("nested-archive", "a ZIP in a ZIP is not opened")
        return True
    if kind is None:
        return False
    _read(payload, kind, collected)
    return True
