"""Cleans what no cleaning of today's cleaner has read yet: the second half that crawl, fetch, clean and import share."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial

from archive import Archive
from archive.errors import BadAddress
from archive.records import Capture
from archive.urls import url_key
from cleaners import clean, cleaner_id
from cleaners.document import Document
from cleaners.errors import CleanerError
from cleaners.pictures import PICTURE_CLEANER, can_read_pictures, read_picture_document
from crawler.endings import key_of
from crawler.families import family
from crawler.families.linked import is_file
from crawler.hollow import ALIKE, Alike, Ends, is_frame, is_message
from crawler.sources import Source
from crawler.wire import utc_now

_HOPS = 4

COMPARED = 5
"""Pages of a round whose text is compared with what a generic reading finds: that costs a second cleaning each."""

AGREEING = 0.5
"""From this share of the generic reading's characters on, two readings are of the same text."""


@dataclass(slots=True)
class Reading:
    """What a round of cleaning did. `pictures` counts those that a machine read, `errors` are sentences, by capture id; a failed cleaning is recorded and goes on.

    `unread` has those of whole pages (no files), by address, which a run's verdict tells.
    `dates` are those that pages state of themselves, by address, None for none.
    `fields` counts, of the pages that were read, what drift is seen by (`crawler.drift`).
    """

    cleaned: int = 0
    pictures: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    dates: dict[str, date | None] = field(default_factory=dict)


def read_new(
    archive: Archive,
    source: Source | None,
    *,
    source_id: str | None = None,
    run: str | None = None,
    cleaner: str | None = None,
    pictures: bool = True,
    on_progress: Callable[[int, int], None] | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Reading:
    """Clean every payload of a source that its cleaner has not read; list pages are not documents and stay unread.

    Pictures are read by machine where the extra `ocr` is installed: into documents of their own, under a cleaner id of their own.

    Args:
        source: gives cleaner and selectors; None: the plain `auto` cleaner.
        source_id: whose captures, where no declaration is there any more; default: the source's own.
        run: only captures of this run.
        cleaner: another cleaner than the declared one.
        pictures: False leaves pictures unread.
        on_progress: told how many are done, and of how many.
    """
    name = cleaner or (source.cleaner if source else "auto")
    options = source.options() if source else {}
    wanted = source_id if source_id is not None else (source.id if source else None)
    identifier = cleaner_id(name, options)
    unread = partial(_unread, archive, identifier, source, wanted, run, pictures=pictures)
    total = sum(1 for _ in unread())  # asked twice: so many captures at once would take more room than to clean them
    reading, alike, ends, held = Reading(), Alike(), Ends(), list[Capture]()
    for done, (capture, is_picture) in enumerate(unread(), 1):
        if is_picture:
            _read_picture(archive, capture, reading, now)
        else:
            read = _read(archive, capture, name, options)
            if _waits(read, alike, ends):
                held.append(capture)  # and is cleaned again: a few hundred documents at once would take too much room
            else:
                _keep(archive, read, identifier, reading, now)
        if on_progress is not None:
            on_progress(done, total)
    for capture in held:
        _keep(archive, _told_apart(_read(archive, capture, name, options), alike, ends), identifier, reading, now)
    archive.flush()
    return reading


def _unread(
    archive: Archive, cleaner: str, source: Source | None, wanted: str | None, run: str | None, *, pictures: bool
) -> Iterator[tuple[Capture, bool]]:
    """Yield what no cleaning has read, and whether it is a picture: documents first. List pages stay unread, wherever they lead."""
    lists = _led_from_lists(archive, source) if source is not None else frozenset[str]()
    for one in archive.uncleaned(cleaner, source=wanted, run=run):
        if source is None or (is_document(one.url, source) and key_of(one.url) not in lists):
            yield one, False
    if pictures and can_read_pictures():
        for one in archive.unread_pictures(PICTURE_CLEANER, source=wanted, run=run):
            yield one, True


def is_document(url: str, source: Source) -> bool:
    """Whether an address is one of the source's documents, a page or a file: no list page, no robots.txt."""
    try:
        if url.endswith("/robots.txt"):
            return False
        if is_file(url):
            return True
        kind = family(source.family).classify(url, source)
        return kind == "detail" or (kind is None and url_key(url) not in {url_key(seed) for seed in source.seeds})
    except BadAddress:
        return False


def _led_from_lists(archive: Archive, source: Source) -> frozenset[str]:
    """Return the keys of addresses that the source's list pages lead to: where those stand by now, under whatever address."""
    keys = set()
    for seed in source.seeds:
        url = "" if family(source.family).classify(seed, source) == "detail" else seed
        for _ in range(_HOPS):
            capture = archive.last_capture(url) if url else None
            if capture is None or capture.outcome != "redirect" or not capture.redirected_to:
                break
            url = capture.redirected_to
            keys.add(key_of(url))
    return frozenset(keys)


@dataclass(frozen=True, slots=True)
class _Read:
    """What a cleaner made of a capture: a document, or the reason in words why there is none."""

    capture: Capture
    document: Document | None
    error: str
    payload: bytes
    content_type: str | None

    def refused(self, error: str) -> "_Read":
        return replace(self, document=None, error=error)


def _read(archive: Archive, capture: Capture, name: str, options: Mapping[str, object]) -> _Read:
    document, error = None, ""
    payload, content_type = archive.decoded_payload(capture), _content_type(archive, capture)
    try:
        document = clean(
            payload,
            url=capture.url,
            content_type=content_type,
            cleaner=name,
            options=options,
            captured_at=capture.captured_at,
        )
    except CleanerError as failed:
        error = f"{type(failed).__name__}: {failed}"
    read = _Read(capture, document, error, payload, content_type)
    if document is not None and is_frame(document):
        return read.refused(
            "NoDocument: it shows nothing but links and a footer: the frame of a page that is not there"
        )
    if document is not None and is_message(document):
        return read.refused(f"NoDocument: it says next to nothing, without a name or a date: {document.text!r}")
    return read


def _waits(read: _Read, alike: Alike, ends: Ends) -> bool:
    """Whether only the round's other pages can tell if this is a document, and one that is whole."""
    if read.document is None or is_file(read.capture.url):
        return False
    is_open = read.capture.outcome == "ok" and ends.holds(read.capture.url, read.payload)
    return alike.holds(read.document) or is_open


def _told_apart(read: _Read, alike: Alike, ends: Ends) -> _Read:
    """Refuse a page that ends as no other does, and a short document that reads like those of several other addresses."""
    if ends.is_torn(read.capture.url):
        return read.refused("NoDocument: it is torn: it ends without closing itself, and the site's other pages do not")
    if read.document is None or (others := alike.others(read.document)) < ALIKE - 1:
        return read
    return read.refused(f"NoDocument: it reads like {others} other pages: {read.document.text[:60]!r}")


def _keep(archive: Archive, read: _Read, cleaner: str, reading: Reading, now: Callable[[], datetime]) -> None:
    """Keep a cleaning, and count it."""
    capture, document = read.capture, read.document
    if read.error:
        reading.errors[capture.id] = read.error
        if capture.outcome == "ok" and not is_file(capture.url):
            reading.unread[capture.url] = read.error
    archive.keep_cleaning(capture, cleaner, document, cleaned_at=now(), error=read.error)
    reading.cleaned += 1
    if document is not None:
        for code in {warned.code for warned in document.warnings}:
            reading.warnings[code] = reading.warnings.get(code, 0) + 1
    if not is_file(capture.url):
        _count(document, read.payload, read.content_type, capture, reading.fields)
        if document is not None:
            reading.dates[capture.url] = day_of(document)


def _read_picture(archive: Archive, capture: Capture, reading: Reading, now: Callable[[], datetime]) -> None:
    """What is no picture that can be read (SVG, a torn file) is recorded with its reason, like a page that cannot be read."""
    document, error = None, ""
    try:
        document = read_picture_document(archive.decoded_payload(capture), url=capture.url)
        reading.pictures += 1
    except CleanerError as failed:
        error = f"{type(failed).__name__}: {failed}"
    archive.keep_cleaning(capture, PICTURE_CLEANER, document, cleaned_at=now(), error=error)


def _count(
    document: Document | None, payload: bytes, content_type: str | None, capture: Capture, fields: dict[str, int]
) -> None:
    """Count what a page has, and for the first few whether a generic reading finds about the same text."""

    def one_more(name: str, holds: bool = True) -> None:
        fields[name] = fields.get(name, 0) + holds

    one_more("pages")
    if document is None:
        return
    one_more("title", bool(document.title))
    one_more("date", day_of(document) is not None)
    one_more("text", bool(document.text.strip()))
    one_more("selected", document.reader not in ("", "article"))
    if fields.get("compared", 0) < COMPARED and document.reader != "article":
        try:
            generic = clean(payload, url=capture.url, content_type=content_type, cleaner="article")
        except CleanerError:
            return  # a page that only the declared rules can read is no measure
        one_more("compared")
        one_more("agreeing", len(document.text) >= len(generic.text) * AGREEING)


def day_of(document: Document) -> date | None:
    """Return the day on which a document came out, by what it says itself: published, delivered, posted."""
    metadata = document.metadata
    return metadata.published or metadata.delivered or (metadata.posted.date() if metadata.posted else None)


def _content_type(archive: Archive, capture: Capture) -> str | None:
    return next((value for name, value in archive.headers(capture)[1] if name.lower() == "content-type"), None)
