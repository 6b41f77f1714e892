"""How commands open the archive: one place that knows its folder and its catalog."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.config import Config

if TYPE_CHECKING:
    from archive import Archive
    from archive.provenance import ReadAgain
    from archive.records import Capture, Version
    from cleaners.document import Document
    from crawler.sources import Source


def reading(config: Config) -> "Archive":
    """Open the archive for questions.

    Raises:
        NoArchive: the folder holds none. NewerArchive: it was written by a newer version.
    """
    from archive import open_archive

    return open_archive(config.archive, catalog=config.catalog)


def writing(config: Config, progress: Callable[[int, int], None] | None = None) -> "Archive":
    """Open the archive for new records, and make it where there is none.

    Args:
        progress: told in bytes how far a catalog that was missing or torn is made again.
    Raises:
        NotWritable: the folder cannot be written. NewerArchive: it was written by a newer version.
    """
    from archive import open_archive

    return open_archive(config.archive, read_only=False, catalog=config.catalog, progress=progress)


def changing(config: Config, progress: Callable[[int, int], None] | None = None) -> "Archive":
    """Open an archive that must be there for new records: a mistyped folder must not become an empty archive.

    Raises:
        NoArchive: the folder holds none. Else as `writing`.
    """
    from archive.layout import found_or_refused

    found_or_refused(config.archive)
    return writing(config, progress)


def known_or_refused(config: Config, archive: "Archive", names: Iterable[str]) -> None:
    """Refuse an id that is neither declared nor in the archive: a mistyped one must not look like nothing found.

    Raises:
        UnknownSource: with the nearest ids that are declared.
    """
    from crawler.sources import load_sources, named

    known = set(archive.source_ids())
    for name in names:
        if name not in known:
            named(load_sources(config.sources), name)


def as_last_declared(archive: "Archive", name: str) -> "Source | None":
    """A source that is declared no longer (or in a folder that was not named), as its last run kept it; None by hand."""
    from crawler.job import BY_HAND
    from crawler.sources import read_declaration

    last = archive.last_run(name)
    return read_declaration(archive.declaration(last.id), f"run {last.id}") if last and name != BY_HAND else None


def reader_of(archive: "Archive", version: "Version", folder: Path | None) -> "ReadAgain | None":
    """Return what reads a payload as the version's cleaner did, None if that cleaner is no longer to be had.

    Args:
        folder: of declarations beside the bundled ones, for the selectors that were declared.
    """
    from cleaners import clean, cleaner_id
    from cleaners.pictures import PICTURE_CLEANER, can_read_pictures, read_picture_document
    from crawler.sources import load_sources

    if version.cleaner == PICTURE_CLEANER:
        return (
            (lambda capture, payload: read_picture_document(payload, url=capture.url)) if can_read_pictures() else None
        )
    source = load_sources(folder).get(version.source) or as_last_declared(archive, version.source)
    options = source.options() if source else {}
    name = version.cleaner.partition("@")[0]
    if version.outcome != "ok" or cleaner_id(name, options) != version.cleaner:
        return None

    def read_again(capture: "Capture", payload: bytes) -> "Document":
        headers = {field.lower(): value for field, value in reversed(archive.headers(capture)[1])}
        return clean(
            payload,
            url=capture.url,
            content_type=headers.get("content-type"),
            cleaner=name,
            options=options,
            captured_at=capture.captured_at,
        )

    return read_again
