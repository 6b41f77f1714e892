"""Writes the corpus as a WACZ: the records that its documents rest on, byte for byte, in a file that replay programs open.

In it: each document's pages as they came (response, and the revisit by which it was seen) and the pictures and files that they name, where
these are in the archive; an index of them; what the cleaner read in them (conversion records, in a file of their own and in no index, for pywb
would replay them as pages); the pages with their text; every file's SHA-256. The records are the archive's own gzip members.

Source: Web Archive Collection Zipped 1.1.1 (specs.webrecorder.net/wacz/1.1.1); CDXJ and pages as it names them.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy import select

from archive import beside
from archive.catalog import captures, cleanings
from archive.history import Bounds
from archive.indexing import capture_of
from archive.moments import instant_of, rfc3339
from archive.reading import bytes_at, is_redacted
from archive.records import Capture, Version
from archive.shelf import Shelf
from archive.surt import surt
from archive.warc import Place
from cleaners.document import Link

RAW, TEXT = "corpus.warc.gz", "text.warc.gz"
CHUNK = 1 << 16
SHOWN = ("ok", "unchanged", "not-text")
"""Outcomes of the pictures and files that go with a page."""


@dataclass(slots=True)
class _Packer:
    """Takes in records in the order in which they are to stand, each once, and remembers their lines of the index."""

    shelf: Shelf
    out: IO[bytes]
    hashed: Any = field(default_factory=hashlib.sha256)
    size: int = 0
    index: list[str] = field(default_factory=list)
    held: set[tuple[str, int]] = field(default_factory=set)

    def add(self, place: Place, identifier: str) -> tuple[int, int] | None:
        """Copy a record; returns its offset and length, None if it is in already."""
        if (place.warc, place.offset) in self.held:
            return None
        self.shelf.record(place.warc, place.offset, place.length, identifier)  # checked: raises Damaged
        member = bytes_at(self.shelf.folder / place.warc, place.offset, place.length)
        self.held.add((place.warc, place.offset))
        self.out.write(member)
        self.hashed.update(member)
        self.size += len(member)
        return self.size - len(member), len(member)

    def add_capture(self, capture: Capture) -> None:
        """Copy a capture's record, and first the one that holds its payload. Nothing of what was taken down."""
        original = self.shelf.capture(capture.original_id) if capture.is_revisit else capture
        if is_redacted(self.shelf.response(original)):
            return
        for one in dict.fromkeys((original, capture)):
            if found := self.add(Place(one.warc, one.offset, one.length), one.id):
                self.index.append(_line_of(one, *found))


def write_wacz(shelf: Shelf, versions: Iterable[Version], bounds: Bounds, asked: dict[str, Any], path: Path) -> int:
    """Write the documents' records into a WACZ; returns how many documents there were.

    Args:
        versions: with documents. bounds: what pictures and files count. asked: told in `datapackage.json`.
    Raises:
        Damaged: a record is not what was written.
    """
    documents = 0
    with (
        ZipFile(path, "w", ZIP_STORED) as package,
        TemporaryFile(dir=path.parent) as listed,
        TemporaryFile(dir=path.parent) as read,
    ):
        listed.write(b'{"format":"json-pages-1.0","id":"pages","title":"Pages","hasText":true}\n')
        with package.open(_entry(f"archive/{RAW}"), "w", force_zip64=True) as out:
            raw, text = _Packer(shelf, out), _Packer(shelf, read)
            for version in versions:
                documents += 1
                for capture, cleaning, row in _pages(shelf, version):
                    raw.add_capture(capture)
                    text.add(*_cleaning(shelf, cleaning))
                    listed.write(beside.line(row))
                for link in (*version.document.images, *version.document.attachments) if version.document else ():
                    if there := _linked(shelf, link, bounds):
                        raw.add_capture(there)
        resources = [
            _resource(f"archive/{RAW}", raw.hashed.hexdigest(), raw.size),
            _added(package, f"archive/{TEXT}", _chunks(read)),
            _added(package, "indexes/index.cdx", (line.encode() for line in sorted(raw.index))),
            _added(package, "pages/pages.jsonl", _chunks(listed)),
        ]
        told = {"profile": "data-package", "wacz_version": "1.1.1", "title": "Corpus", "software": "Fangzhi"}
        described = beside.pretty(told | {"resources": resources, "fangzhi": asked | {"documents": documents}})
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(described).hexdigest()}"}
        package.writestr(_entry("datapackage.json"), described)
        package.writestr(_entry("datapackage-digest.json"), beside.pretty(digest))
    return documents


def _entry(name: str) -> ZipInfo:
    """A file in the package, without a time and with the same rights everywhere."""
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry


def _added(package: ZipFile, name: str, pieces: Iterable[bytes]) -> dict[str, Any]:
    """Write a file into the package; returns what datapackage.json says of it."""
    hashed, size = hashlib.sha256(), 0
    with package.open(_entry(name), "w", force_zip64=True) as out:
        for piece in pieces:
            out.write(piece)
            hashed.update(piece)
            size += len(piece)
    return _resource(name, hashed.hexdigest(), size)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    """All of a file, from its beginning."""
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk


def _resource(name: str, digest: str, size: int) -> dict[str, Any]:
    return {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{digest}", "bytes": size}


def _pages(shelf: Shelf, version: Version) -> Iterator[tuple[Capture, str, dict[str, Any]]]:
    """Capture, cleaning and line of each page of a document."""
    document = version.document
    if document is None:
        return
    if not version.parts:
        capture = shelf.capture(version.capture_id)
        yield capture, version.cleaning_id, _page_of(shelf, capture, document.title, document.text)
    for part in version.parts:
        capture = shelf.capture(part.capture_id)
        blocks = document.blocks[part.first_block : part.first_block + part.blocks]
        text = "\n".join(block.text for block in blocks if block.kind != "figure")
        title = document.title if part.number == 1 else f"{document.title} ({part.number})"
        yield capture, part.cleaning_id, _page_of(shelf, capture, title, text)


def _page_of(shelf: Shelf, capture: Capture, title: str, text: str) -> dict[str, Any]:
    """A line of pages.jsonl. A 304 says nothing that could be replayed: there the page is shown as of the capture it confirmed."""
    shown = shelf.capture(capture.original_id) if capture.status == 304 else capture
    said = {"title": title, "text": text}
    return {"id": capture.id.rpartition(":")[2], "url": shown.url, "ts": rfc3339(shown.captured_at)} | said


def _cleaning(shelf: Shelf, identifier: str) -> tuple[Place, str]:
    """Where a cleaning's record stands, and its id."""
    place = select(cleanings.c.warc, cleanings.c.offset, cleanings.c.length).where(cleanings.c.id == identifier)
    with shelf.database.reading() as connection:
        row = connection.execute(place).one()
    return Place(row.warc, row.offset, row.length), identifier


def _linked(shelf: Shelf, link: Link, bounds: Bounds) -> Capture | None:
    """The last capture within the bounds of a picture or file that a page names, None where there is none."""
    wanted = select(captures).where(captures.c.url == link.url, captures.c.outcome.in_(SHOWN))
    if bounds.as_of:
        wanted = wanted.where(captures.c.captured_at <= instant_of(bounds.as_of))
    if bounds.known_on:
        wanted = wanted.where(captures.c.recorded_at <= instant_of(bounds.known_on))
    with shelf.database.reading() as connection:
        last = wanted.order_by(captures.c.captured_at.desc(), captures.c.id.desc()).limit(1)
        row = connection.execute(last).mappings().first()
    return capture_of(dict(row)) if row else None


def _line_of(capture: Capture, offset: int, length: int) -> str:
    """A line of the index."""
    said = {
        "url": capture.url,
        "mime": "warc/revisit" if capture.is_revisit else capture.media_type.partition(";")[0].strip(),
        "status": str(capture.status),
        "digest": capture.payload_digest,
        "length": str(length),
        "offset": str(offset),
        "filename": RAW,
    }
    return f"{surt(capture.url)} {capture.captured_at:%Y%m%d%H%M%S} {json.dumps(said)}\n"
