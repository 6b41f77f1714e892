"""Which kind of file a payload is, by its first bytes; a name or a media type alone proves nothing."""

import zipfile
from io import BytesIO

from cleaners.files.collected import BROKEN

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024  # ISO 32000-1 annex H.3.4.1: readers take the header anywhere in the first 1024 bytes


def file_kind(payload: bytes, content_type: str | None = None, url: str = "") -> str | None:
    """Return `pdf`, `docx`, `doc`, `xlsx`, `xls` or `zip`; None when it is none of them (a page, a picture, RTF, OFD …).

    A page that is sent as .doc or as application/pdf is a page: it does not begin like a file. Junk before `%PDF-` is
    taken only where type or address says PDF, since a page may quote it.
    """
    if payload.startswith(b"%PDF-"):
        return "pdf"
    if payload.startswith(_ZIP):
        return _package(payload)
    if payload.startswith(COMPOUND):
        return _compound(payload)
    says_pdf = "pdf" in (content_type or "").lower() or url.split("?", 1)[0].lower().endswith(".pdf")
    head = payload[:_PDF_WITHIN]
    if says_pdf and b"%PDF-" in head and b"<" not in head[: head.index(b"%PDF-")]:
        return "pdf"
    return None


def _package(payload: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(payload)) as archive:
            names = set(archive.namelist())
    except BROKEN:  # a cut-off package has no directory: the names in its local headers are left
        names = {name for name in ("word/document.xml", "xl/workbook.xml") if name.encode() in payload}
    if "[Content_Types].xml" not in names and names.isdisjoint(("word/document.xml", "xl/workbook.xml")):
        return None if "OFD.xml" in names or "mimetype" in names else "zip"
    if any(name.startswith("word/") for name in names):
        return "docx"
    return "xlsx" if any(name.startswith("xl/") for name in names) else None


def _compound(payload: bytes) -> str | None:
    from cleaners.files.compound import stream_names

    names = stream_names(payload)
    if names is None:
        names = {name for name in ("WordDocument", "Workbook") if name.encode("utf-16-le") in payload}
    if "EncryptedPackage" in names:
        return "docx"
    if "WordDocument" in names:
        return "doc"
    return "xls" if names & {"Workbook", "Book"} else None
