"""Cleans what no cleaning of today's cleaner has read yet: the second half that crawl, fetch, clean and import share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from archive import Archive
from archive.errors import BadAddress
from archive.records import Capture
from archive.urls import url_key
from cleaners import clean, cleaner_id
from cleaners.errors import CleanerError
from crawler.families import family
from crawler.families.linked import is_file
from crawler.sources import Source
from crawler.wire import utc_now


@dataclass(slots=True)
class Reading:
    """What a round of cleaning did. `errors` are sentences, by capture id; a failed cleaning is recorded and goes on."""

    cleaned: int = 0
    errors: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)


def read_new(
    archive: Archive,
    source: Source | None,
    *,
    source_id: str | None = None,
    run: str | None = None,
    cleaner: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Reading:
    """Clean every payload of a source that its cleaner has not read; list pages are not documents and stay unread.

    Args:
        source: gives cleaner and selectors; None: the plain `auto` cleaner.
        source_id: whose captures, where no declaration is there any more; default: the source's own.
        run: only captures of this run.
        cleaner: another cleaner than the declared one.
        on_progress: told how many are done, and of how many.
    """
    name = cleaner or (source.cleaner if source else "auto")
    options = source.options() if source else {}
    wanted = source_id if source_id is not None else (source.id if source else None)
    waiting = [
        capture
        for capture in archive.uncleaned(cleaner_id(name, options), source=wanted, run=run)
        if source is None or is_document(capture.url, source)
    ]
    reading = Reading()
    for done, capture in enumerate(waiting, 1):
        _read(archive, capture, name, options, reading, now)
        if on_progress is not None:
            on_progress(done, len(waiting))
    archive.flush()
    return reading


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


def _read(
    archive: Archive,
    capture: Capture,
    name: str,
    options: Mapping[str, object],
    reading: Reading,
    now: Callable[[], datetime],
) -> None:
    document, error = None, ""
    try:
        document = clean(
            archive.decoded_payload(capture),
            url=capture.url,
            content_type=_content_type(archive, capture),
            cleaner=name,
            options=options,
            captured_at=capture.captured_at,
        )
    except CleanerError as failed:
        error = f"{type(failed).__name__}: {failed}"
        reading.errors[capture.id] = error
    archive.keep_cleaning(capture, cleaner_id(name, options), document, cleaned_at=now(), error=error)
    reading.cleaned += 1
    for warned in document.warnings if document is not None else ():
        reading.warnings[warned.code] = reading.warnings.get(warned.code, 0) + 1


def _content_type(archive: Archive, capture: Capture) -> str | None:
    return next((value for name, value in archive.headers(capture)[1] if name.lower() == "content-type"), None)
