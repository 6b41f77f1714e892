"""Takes over what a stopped process left: no hand is needed, and no file of a living process is touched.

A file is a living one's if its lock cannot be had. Of every other one the records that the catalog does not know are
indexed; a torn tail goes to quarantine/ and is cut off; the file is sealed.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from archive import indexing, manifest, search_index
from archive.catalog import segments as known_segments
from archive.database import Database
from archive.disk import Disk, append
from archive.indexing import Rows
from archive.layout import OPEN, segments
from archive.reading import Broken, Found, disagreement, walk
from archive.segments import not_writable
from archive.warc import Place

Progress = Callable[[int, int], None]
"""Called with bytes read so far and bytes in all."""
GROUP = 2000
"""Records a transaction while indexing."""


def recover(folder: Path, database: Database, disk: Disk, progress: Progress | None = None) -> int:
    """Index, mend and seal what no living process holds; returns how many records were indexed.

    Called on every opening for writing; costs one listing of the folder where there is nothing to do.

    Raises:
        NotWritable: the folder cannot be written. Damaged records are left where they are and not indexed: `verify` names them.
    """
    with database.reading() as connection:
        indexed = {row.name: row.indexed_bytes for row in connection.execute(select(known_segments))}
    listed = manifest.read(folder)
    waiting = [
        (name, path)
        for name, path in segments(folder)
        if path.name.endswith(OPEN) or name not in listed or indexed.get(name, 0) < path.stat().st_size
    ]
    total = sum(max(path.stat().st_size - indexed.get(name, 0), 0) for name, path in waiting if path.exists())
    done = records = 0
    for name, path in waiting:
        start = indexed.get(name, 0)
        with _held(path, disk) as descriptor:
            if descriptor is None:
                continue
            if path.name.endswith(OPEN) and (folder / name).exists():
                _set_aside(folder, path, disk)
                continue
            size = path.stat().st_size
            count, tail = _index(name, path, start, database)
            records += count
            _mend(folder, name, path, descriptor, disk, tail, listed=name in listed)
        done += max(size - start, 0)
        if progress:
            progress(done, total)
    search_index.finish(database, folder)
    return records


@contextmanager
def _held(path: Path, disk: Disk) -> Iterator[int | None]:
    """Give the descriptor of a file whose lock was got; None where a living process holds or has just sealed it."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        yield None
        return
    except OSError as error:
        raise not_writable(path, error) from error
    try:
        yield descriptor if disk.lock(descriptor) and path.exists() else None
    finally:
        os.close(descriptor)


def _index(name: str, path: Path, start: int, database: Database) -> tuple[int, Broken | None]:
    """Index a file's whole records from an offset on, GROUP records a transaction.

    Returns how many, and the broken stretch that the file ends with, if it does.
    """
    rows, records, whole = Rows(), 0, start
    found: Found | Broken | None = None
    for found in walk(path, start):
        if isinstance(found, Broken) or disagreement(found.record):
            continue
        rows.add(found.record, Place(name, found.offset, found.length))
        whole = found.offset + found.length
        records += 1
        if rows.count >= GROUP:
            _insert(database, rows, name, whole)
            rows = Rows()
    tail = found if isinstance(found, Broken) else None
    _insert(database, rows, name, whole if path.name.endswith(OPEN) else max(start, path.stat().st_size))
    return records, tail


def _insert(database: Database, rows: Rows, name: str, end: int) -> None:
    with database.writing() as connection:
        indexing.insert(connection, rows)
        indexing.note_segment(connection, name, end)


def _mend(
    folder: Path, name: str, path: Path, descriptor: int, disk: Disk, tail: Broken | None, *, listed: bool
) -> None:
    """Cut a torn tail off an open file (its bytes go to quarantine/ first) and seal it. A sealed file only gets its line."""
    try:
        if path.name.endswith(OPEN):
            if tail:
                _cut(folder, path, descriptor, disk, tail)
            if os.fstat(descriptor).st_size == 0:
                path.unlink()
                return
            disk.sync(descriptor)
            disk.rename(path, folder / name)
        if not listed:
            manifest.add(folder, disk, manifest.hashed(folder / name, name))
    except OSError as error:
        raise not_writable(path, error) from error


def _cut(folder: Path, path: Path, descriptor: int, disk: Disk, tail: Broken) -> None:
    """Cut the tail off after its bytes and the reason stand in quarantine/."""
    kept = folder / "quarantine" / f"{path.name.removesuffix(OPEN)}.{tail.offset}"
    why = f"{path.relative_to(folder)} from byte {tail.offset}: {tail.why}. Cut off when the archive was next opened.\n"
    _write(kept, os.pread(descriptor, tail.length, tail.offset), disk)
    _write(Path(f"{kept}.txt"), why.encode(), disk)
    disk.sync_folders(kept.parent, folder)
    disk.truncate(descriptor, tail.offset)


def _set_aside(folder: Path, path: Path, disk: Disk) -> None:
    """Put an open file beside a sealed one of the same name into quarantine/: an older state of it, brought back by hand."""
    kept = folder / "quarantine" / path.name
    why = f"{path.relative_to(folder)}: a sealed file of that name was there already. Put aside when the archive was next opened.\n"
    try:
        _write(Path(f"{kept}.txt"), why.encode(), disk)
        disk.rename(path, kept)
        disk.sync_folders(kept.parent, folder)
    except OSError as error:
        raise not_writable(path, error) from error


def _write(path: Path, data: bytes, disk: Disk) -> None:
    """Write a file, over what is there, and sync it."""
    copy = disk.open(path)
    try:
        disk.truncate(copy, 0)
        append(disk, copy, data, 0)
        disk.sync(copy)
    finally:
        os.close(copy)
