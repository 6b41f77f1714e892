"""Takes bytes down: of a capture, of what was read in it, and of every capture that stands for the same payload.

A redacted record keeps its place, length, id, dates and payload digest; the body is gone. The files are written anew beside
the old ones, then the manifest names them, then they are renamed over them: killed before the manifest's lines nothing has
changed, after them the next opening for writing goes on. The catalog is cleared before and made again afterwards: nothing of
the text stays in it or in its free pages.
"""

import json
import os
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from archive import compose, manifest, rebuild
from archive.catalog import captures, cleanings
from archive.database import Database
from archive.disk import Disk, append
from archive.errors import ArchiveError
from archive.presence import Presence
from archive.reading import is_redacted, payload_of, record_at
from archive.segments import not_writable
from archive.shelf import Shelf
from archive.warc import Place, Record, instant, padded_member

BESIDE = ".redacting"
"""What the name of a file ends in that is to take the place of the one without it."""
NOTHING = json.dumps({"error": "redacted"}).encode()


def noted(capture: str, reason: str, at: datetime) -> Record:
    """Return the metadata record that says what is taken down, when and why."""
    fields = {
        "WARC-Type": "metadata",
        "WARC-Record-ID": f"<{compose.new_id()}>",
        "WARC-Date": instant(at),
        "WARC-Refers-To": f"<{capture}>",
        "Content-Type": "application/json",
        "Fangzhi-Kind": "redaction",
    }
    return Record(fields, json.dumps({"capture": capture, "reason": reason}, ensure_ascii=False).encode())


def places_of(shelf: Shelf, capture: str) -> list[tuple[str, Place]]:
    """Return id and place of every record that holds bytes of a capture: the response that has the payload, and its cleanings."""
    original = shelf.capture(capture).original_id
    with shelf.database.reading() as connection:
        found = []
        for table, wanted in ((captures, captures.c.id == original), (cleanings, cleanings.c.capture_id == original)):
            place = (table.c.id, table.c.warc, table.c.offset, table.c.length)
            found += [
                (row.id, Place(row.warc, row.offset, row.length))
                for row in connection.execute(select(*place).where(wanted))
            ]
    return found


def prepared(folder: Path, places: list[tuple[str, Place]]) -> list[tuple[Place, bytes]]:
    """Return for each record what is to stand in its place; nothing for one that was emptied before.

    Raises:
        ArchiveError: a record is so small that its fields alone need more room. Damaged: it is not what was written there.
    """
    records = [(place, record_at(folder / place.warc, place.offset, place.length, of)) for of, place in places]
    return [(place, emptied(record, place.length)) for place, record in records if not is_redacted(record)]


def take_down(folder: Path, database: Database, instead: list[tuple[Place, bytes]], disk: Disk) -> None:
    """Write each file anew with the emptied records, give it a new line in the manifest, clear the catalog, and rename.

    The new files stand synced beside the old ones before the manifest speaks of them: from then on `finish` can end it.

    Raises:
        NotWritable: the folder cannot be written.
    """
    names = sorted({place.warc for place, _ in instead})
    path = folder / manifest.NAME
    try:
        for name in names:
            path = folder / name
            whole = bytearray(path.read_bytes())
            for place, data in instead:
                if place.warc == name:
                    whole[place.offset : place.offset + place.length] = data
            _write_beside(path, bytes(whole), disk)
        manifest.add(folder, disk, *(manifest.hashed(_beside(folder / name), name) for name in names))
        _rename(folder, database, names, disk)
    except OSError as error:
        raise not_writable(path, error) from error


def finish(folder: Path, database: Database, disk: Disk, presence: Presence) -> bool:
    """End what a takedown that was killed has left: new files that the manifest names get their names, others are removed.

    Where another process is writing it is left to a later opening. Returns whether there was something to end; then the
    catalog was cleared, and is to be made again.

    Raises:
        NotWritable: the folder cannot be written.
    """
    left = sorted(path for path in folder.glob(f"*/*/*/*{BESIDE}") if path.is_file())
    if not left or not presence.try_alone():
        return False
    try:
        return _finish(folder, database, disk, left)
    finally:
        presence.share()


def _finish(folder: Path, database: Database, disk: Disk, left: list[Path]) -> bool:
    listed, names = manifest.read(folder), list[str]()
    path = folder
    try:
        for path in left:
            name = path.relative_to(folder).as_posix().removesuffix(BESIDE)
            if manifest.hashed(path, name) == listed.get(name):
                names.append(name)
            else:
                path.unlink()  # the manifest does not know of it: nothing was taken down yet
        if names:
            _rename(folder, database, names, disk)
    except OSError as error:
        raise not_writable(path, error) from error
    return bool(names)


def _rename(folder: Path, database: Database, names: list[str], disk: Disk) -> None:
    """Clear the catalog, then give the new files their names: a kill in between leaves no text in a catalog that is used."""
    rebuild.clear(database)
    for name in names:
        disk.rename(_beside(folder / name), folder / name)
    database.create()


def _beside(path: Path) -> Path:
    return path.with_name(path.name + BESIDE)


def _write_beside(path: Path, data: bytes, disk: Disk) -> None:
    """Write a file beside another, synced with its name."""
    beside = _beside(path)
    beside.unlink(missing_ok=True)
    descriptor = disk.create(beside)
    try:
        append(disk, descriptor, data, 0)
        disk.sync(descriptor)
        disk.sync_folder(beside.parent)
    finally:
        os.close(descriptor)


def emptied(record: Record, length: int) -> bytes:
    """Return a member of that length with the record's fields and without its body (`Fangzhi-Redacted` says how many bytes it
    had); of a response the header fields stay too, if there is room."""
    body = payload_of(record) if record.kind == "response" else record.block
    fields = record.fields | {"Fangzhi-Redacted": str(len(body))}
    if record.kind != "response":
        return padded_member(Record(fields, NOTHING), length)
    fields["Fangzhi-Payload-Digest"] = fields.pop(
        "WARC-Payload-Digest"
    )  # as WARC's own it would be a claim on no bytes
    head = record.block[: len(record.block) - len(body)]
    for block in (head, head.partition(b"\r\n")[0] + b"\r\n\r\n"):
        try:
            return padded_member(Record(fields, block), length)
        except ValueError:
            continue
    raise ArchiveError(
        f"{record.id} is too small to be emptied in its place ({len(body)} bytes of body); nothing was changed"
    )
