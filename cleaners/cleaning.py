"""One reading from payload to document: decode, choose a cleaner, name title and headings, lay out, read the metadata, audit."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from html import escape

from cleaners import choose
from cleaners.decode import decode
from cleaners.dense import lighten
from cleaners.document import Document
from cleaners.draft import Reading
from cleaners.errors import EmptyPayload
from cleaners.files import read_file
from cleaners.headings import mark_headings
from cleaners.layout import attachments_of, lay_out
from cleaners.metadata import read_metadata
from cleaners.options import check_options, cleaner_id
from cleaners.outline import audit
from cleaners.textless import no_text
from cleaners.titles import find_title, join_title
from cleaners.tree import LARGE, Page


def clean(
    payload: bytes,
    *,
    url: str,
    content_type: str | None = None,
    cleaner: str = "auto",
    options: Mapping[str, object] | None = None,
    captured_at: datetime | None = None,
) -> Document:
    """Read the document that a payload holds.

    Args:
        payload: the body with its Content-Encoding undone.
        url: the page's address: relative addresses are resolved against it, and a forum's page number may stand in it.
        content_type: the HTTP header; its charset is the second opinion behind a byte order mark.
        cleaner: `auto`, or one of CLEANERS.
        options: body, title, date, drop (a CSS selector or a list of them, the first hit wins), charset.
        captured_at: aware; only resolves relative times (昨天 21:19). Without it they stay unknown.
    Raises:
        EmptyPayload, NotReadable, UnknownCleaner, BadOptions (all are CleanerError).
    """
    identity = cleaner_id(cleaner, options)
    checked = check_options(options or {}, captured_at)
    read = read_file(payload, url=url, content_type=content_type)
    if read is not None:  # whichever cleaner was asked for: a file has one reading
        return replace(read, cleaner=identity)
    text, charset, utf8 = decode(payload, content_type=content_type, charset=checked.charset)
    if (content_type or "").strip().lower().startswith("text/plain"):
        text, utf8 = f"<pre>{escape(text)}</pre>", None
    light = lighten(text, (*checked.body, *checked.title, *checked.date, *checked.drop))
    if light is not text:
        text, utf8 = light, None
    source = (text.encode("utf-8", "replace") if utf8 is None else utf8) if len(text) > LARGE else text
    del text, light  # a large page is not kept twice
    page = Page(source, url=url, charset=charset, utf8=utf8)
    del source, utf8
    if not page.texts:
        raise EmptyPayload(f"{url}: the page shows nothing: it has no character of text and no picture")
    reading = choose.read(page, cleaner, checked)
    return _document(page, reading, identity)


def _document(page: Page, reading: Reading, identity: str) -> Document:
    draft = reading.draft
    title, origin = find_title(page, [] if reading.title else draft.above(), draft.lines, reading.title)
    join_title(draft.lines, title, within_headings=reading.name != "article")
    mark_headings([line for line in draft.lines if not line.rule])
    metadata, doubts = read_metadata(page, reading, title, origin, list(draft.prose()))
    attachments = attachments_of(draft)
    draft.forget()
    page.finish()
    layout = lay_out(draft, title)
    page.clear()
    told = audit(layout.blocks, metadata, removed=layout.removed, files=attachments)
    warnings = (*reading.warnings, *doubts, *told)
    return Document(
        url=page.url,
        title=title,
        blocks=tuple(layout.blocks),
        metadata=metadata,
        attachments=attachments,
        images=tuple(layout.images),
        ledger=tuple(layout.ledger),
        removed=tuple(layout.removed),
        warnings=warnings or no_text(layout.blocks, title, attachments),
        cleaner=identity,
        reader=reading.name,
        charset=page.charset,
        digest=layout.digest,
    )
