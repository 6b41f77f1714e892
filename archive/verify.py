"""Proves that what stands on disk is what was written: from the records out to files, manifest, catalog and versions.

Every kind of damage has a code (`CODES`), and every report names the file, the record, and what to do.
"""

import hashlib
from collections.abc import Callable, Iterator, Set
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import exists, select

from archive import manifest
from archive.catalog import attempts, captures, cleanings, runs
from archive.catalog import segments as indexed
from archive.disk import is_held
from archive.indexing import Row, Rows
from archive.layout import OPEN, path_of, segments
from archive.packing import repacked
from archive.reading import Broken, Found, disagreement, walk
from archive.shelf import Shelf
from archive.warc import Place

TURNS = 30
"""A sample reads one file in so many: with another part each night, all are read in as many nights."""
FROM_COPY = "bring the file back from a copy, then: fangzhi verify"
REBUILD = "the files are the truth: fangzhi rebuild"
CODES = {
    "record-damaged": f"a record cannot be read; {FROM_COPY}",
    "record-digest": f"a record is not what its own digest says; {FROM_COPY}",
    "record-strange": "a record lacks fields of docs/format.md; it was not written by fangzhi: import it instead",
    "record-lost": f"the catalog knows a record that the file has not; {FROM_COPY}",
    "record-altered": f"a record is not the one that was kept there, or has moved, in a file that was changed; {FROM_COPY}",
    "record-stray": f"a record was never kept, in a file that was changed; {FROM_COPY}",
    "tail-torn": "a stopped process left half a record; the next opening for writing mends it, say: fangzhi clean",
    "file-missing": "a sealed file is not there; bring it back from a copy, then: fangzhi verify",
    "file-unreadable": f"the disk does not give a file back; look at the disk, or {FROM_COPY}",
    "file-size": f"a sealed file has another size than when it was sealed; {FROM_COPY}",
    "file-digest": f"a sealed file is not what it was when it was sealed; {FROM_COPY}",
    "file-unlisted": "a sealed file is not in the manifest; the next opening for writing adds it, say: fangzhi clean",
    "manifest-broken": "the manifest's chain of lines is broken; bring manifest.jsonl back from a copy (where there is none, take it"
    " away: the next opening for writing begins a new chain), then: fangzhi verify",
    "catalog-missing": f"a record has no row in the catalog; {REBUILD}",
    "catalog-wrong": f"a row of the catalog is not what its record says; {REBUILD}",
    "catalog-stray": f"a row of the catalog names a file that is not in the archive; {REBUILD}",
    "revisit-orphan": f"the capture that a revisit refers to is missing; bring its file back, then: {REBUILD}",
    "cleaning-orphan": f"the capture that a cleaning refers to is missing; bring its file back, then: {REBUILD}",
    "run-missing": f"captures name a run that has no record; bring its file back, then: {REBUILD}",
}
"""Each code with what it means and what to do. Programs may rely on the codes."""

PLACED = {"captures": captures, "cleanings": cleanings, "attempts": attempts, "runs": runs}


@dataclass(frozen=True, slots=True)
class Damage:
    """One damage: file relative to the folder, byte offset (-1: the whole file), record id ("" if unknown), code, message."""

    file: str
    offset: int
    record: str
    code: str
    message: str


@dataclass(slots=True)
class Report:
    """What a verification read (`read`: the sealed files), and every damage that it found, in the order of files and offsets."""

    files: int = 0
    records: int = 0
    damaged: list[Damage] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    def add(self, file: str, offset: int, record: str, code: str, seen: str = "") -> None:
        """Note a damage; `seen` is what was seen there."""
        self.damaged.append(Damage(file, offset, record, code, f"{seen}: {CODES[code]}" if seen else CODES[code]))

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON values: `files`, `records`, `damaged`."""
        return {name: value for name, value in asdict(self).items() if name != "read"}


def verify(
    shelf: Shelf,
    *,
    part: int | None = None,
    overdue: Set[str] = frozenset(),
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Read all files (or the part of them whose turn it is) and compare every level with the next.

    Args:
        part: 0 to TURNS - 1: only files whose name falls into it; None: all, and the references between records too.
        overdue: files that are read with a part whatever their turn.
    """
    report = Report()
    listed = manifest.read(shelf.folder)
    for offset, seen in manifest.faults(shelf.folder):
        report.add(manifest.NAME, offset, "", "manifest-broken", seen)
    sizes = {
        name: _size(path)
        for name, path in segments(shelf.folder)
        if part is None or name in overdue or turn(name) == part
    }
    total, done = sum(sizes.values()), 0
    for name, size in sizes.items():
        _read_again(report, shelf, name, listed)
        report.files += 1
        done += size
        if progress:
            progress(done, total)
    everything = {name for name, _ in segments(shelf.folder)}
    for name in sorted(listed.keys() - everything):
        report.add(name, -1, "", "file-missing")
    for damage in _stray(shelf, everything | listed.keys()) if part is None else ():
        report.add(*damage)
    report.damaged.sort(key=lambda damage: (damage.file, damage.offset))
    return report


def turn(name: str) -> int:
    """Return the part of a sample that a file falls into, 0 to TURNS - 1."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % TURNS


def _read_again(report: Report, shelf: Shelf, name: str, listed: dict[str, manifest.Sealed]) -> None:
    """Read one file; one that its writer seals meanwhile is read as it stands then."""
    path = path_of(shelf.folder, name)
    try:
        if path.name.endswith(OPEN):
            try:
                _open_records(report, shelf, name, path)
            except FileNotFoundError:
                _sealed(report, shelf, name, listed)
        else:
            _sealed(report, shelf, name, listed)
    except OSError as error:
        report.add(name, -1, "", "file-unreadable", error.strerror or str(error))


def _sealed(report: Report, shelf: Shelf, name: str, listed: dict[str, manifest.Sealed]) -> None:
    path = shelf.folder / name
    intact = _file(report, shelf.folder, name, path, listed)
    told = len(report.damaged)
    _records(report, shelf, name, path, intact=intact)
    if not intact and told == len(report.damaged):
        for found, seen in repacked(path):
            report.add(name, found.offset, found.record.id, "record-altered", seen)
    report.read.append(name)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # sealed by its writer just now, or not to be read: that is told when it is its turn


def _file(report: Report, folder: Path, name: str, path: Path, listed: dict[str, manifest.Sealed]) -> bool:
    """Compare a sealed file with the manifest; returns False if it was changed since."""
    if name not in listed:
        if not is_held(path) and name not in manifest.read(folder):  # else it was sealed after the manifest was read
            report.add(name, -1, "", "file-unlisted")
        return True
    now = manifest.hashed(path, name)
    if now.size != listed[name].size:
        report.add(name, -1, "", "file-size", f"{now.size} bytes, not {listed[name].size}")
    elif now != listed[name]:
        report.add(name, -1, "", "file-digest", f"{now.sha256}, not {listed[name].sha256}")
    return now == listed[name]


def _open_records(report: Report, shelf: Shelf, name: str, path: Path) -> None:
    """The same of a file that is being written, or was when its writer stopped: what is acknowledged is compared, and what
    comes after it is the writer's, or the next opening's."""
    with shelf.database.reading() as connection:
        known = connection.scalars(select(indexed.c.indexed_bytes).where(indexed.c.name == name)).first() or 0
    _records(report, shelf, name, path, intact=True, until=known)
    broken, size = [one for one in walk(path, known) if isinstance(one, Broken)], path.stat().st_size
    if broken and not is_held(path):
        for one in broken:
            is_tail = one.offset + one.length == size
            report.add(name, one.offset, "", "tail-torn" if is_tail else "record-damaged", one.why)


def _records(report: Report, shelf: Shelf, name: str, path: Path, *, intact: bool, until: int | None = None) -> None:
    """Compare a file's records (those that begin before an offset) with their digests, and with their rows in the catalog."""
    rows = {
        identifier: row for identifier, row in _rows(shelf, name).items() if until is None or row[1]["offset"] < until
    }
    by_offset = {row["offset"]: identifier for identifier, (_, row) in rows.items()}
    for found in walk(path):
        if until is not None and found.offset >= until:
            break
        known = by_offset.get(found.offset, "")
        if isinstance(found, Broken):
            report.add(name, found.offset, known, "record-damaged", found.why)
            for offset, identifier in by_offset.items():
                if found.offset < offset < found.offset + found.length:
                    report.add(name, offset, identifier, "record-damaged", found.why)
                    rows.pop(identifier)
            rows.pop(known, None)
            continue
        report.records += 1
        if wrong := disagreement(found.record):
            report.add(name, found.offset, found.record.id, "record-digest", wrong)
            rows.pop(found.record.id, None)
            continue
        _compare(report, name, found, rows, intact=intact)
    for identifier, (_, row) in rows.items():
        report.add(name, row["offset"], identifier, "record-lost")


def _compare(report: Report, name: str, found: Found, rows: dict[str, tuple[str, Row]], *, intact: bool) -> None:
    """Compare the row that a record should have with the one that it has, and take that out of `rows`.

    Where they differ the file is right if it is as it was sealed, else the catalog.
    """
    made = Rows()
    made.add(found.record, Place(name, found.offset, found.length))
    for identifier, why in made.strange:
        report.add(name, found.offset, identifier, "record-strange", why)
    for table, wanted in made.by_table.items():
        if table.removesuffix("_begun").removesuffix("_ended") not in PLACED:
            continue
        for row in wanted:
            if table == "runs_begun" and rows.get(row["id"], ("", {}))[1].get("offset") != found.offset:
                continue  # the run's row is its report's by now
            stored = rows.pop(row["id"], None)
            if stored is None:
                report.add(name, found.offset, row["id"], "catalog-missing" if intact else "record-stray")
            elif wrong := sorted(key for key in row if stored[1].get(key) != row[key]):
                report.add(
                    name, found.offset, row["id"], "catalog-wrong" if intact else "record-altered", ", ".join(wrong)
                )


def _rows(shelf: Shelf, name: str) -> dict[str, tuple[str, Row]]:
    """Every row that names this file, by id, with its table's name."""
    found = dict[str, tuple[str, Row]]()
    with shelf.database.reading() as connection:
        for table_name, table in PLACED.items():
            for row in connection.execute(select(table).where(table.c.warc == name)).mappings():
                found[row["id"]] = (table_name, dict(row))
    return found


def _stray(shelf: Shelf, files: set[str]) -> Iterator[tuple[str, int, str, str]]:
    """Rows that refer to nothing: a file, an original, a capture or a run that is not in the archive."""
    original = captures.alias()
    lost = {
        "revisit-orphan": select(captures).where(~exists().where(original.c.id == captures.c.original_id)),
        "cleaning-orphan": select(cleanings).where(~exists().where(captures.c.id == cleanings.c.capture_id)),
        "run-missing": select(captures).where(captures.c.run != "", ~exists().where(runs.c.id == captures.c.run)),
    }
    with shelf.database.reading() as connection:
        for code, wanted in lost.items():
            for row in connection.execute(wanted).mappings():
                yield row["warc"], row["offset"], row["id"], code
        for table in PLACED.values():
            for warc in connection.scalars(select(table.c.warc).distinct()):
                if warc not in files and not path_of(shelf.folder, warc).exists():  # else it was begun just now
                    yield warc, -1, "", "catalog-stray"
