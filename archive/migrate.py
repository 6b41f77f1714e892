"""Moves the catalog to another database: made there from the files, and proved equal before it is used."""

import hashlib
import re
from pathlib import Path

from sqlalchemy import Connection, select, text

from archive import layout, rebuild, recovery
from archive.catalog import TABLES, facts, segments
from archive.database import Database
from archive.disk import Disk, append
from archive.errors import ArchiveError
from archive.segments import not_writable

_CATALOG_LINE = re.compile(r"^catalog\s*=.*\n?", re.MULTILINE)


def migrate(
    folder: Path, old: Database, url: str, disk: Disk, progress: recovery.Progress | None = None
) -> dict[str, int]:
    """Make the catalog anew in an empty database, compare each table and the versions, and name it in fangzhi.toml.

    Interrupted, it may simply be started again: what is there already stays.

    Returns:
        rows of each table that were compared (the search index is made of them, and is not).
    Raises:
        ArchiveError: the database cannot be reached, or its rows are not this archive's.
    """
    new = Database(url, read_only=False)
    try:
        rebuild.ready(new)
        _refuse_another(folder, new)
        recovery.recover(folder, new, disk, progress)
        was, now = _sums(old), _sums(new)
        wrong = sorted(name for name in was if was[name] != now[name])
        if wrong:
            raise ArchiveError(
                f"{new.shown} differs from {old.shown} in {', '.join(wrong)}; give an empty database, or first mend the"
                " archive: fangzhi verify"
            )
        shown = new.engine.url.render_as_string(hide_password=False)
    finally:
        new.close()
    _name(folder, shown, disk)
    return {name: count for name, (count, _) in was.items()}


def _refuse_another(folder: Path, new: Database) -> None:
    """Raise ArchiveError if the database indexes files that are not this archive's; nothing is written to it then."""
    own = {name for name, _ in layout.segments(folder)}
    with new.reading() as connection:
        others = sorted(set(connection.scalars(select(segments.c.name))) - own)
    if others:
        raise ArchiveError(
            f"{new.shown} is the catalog of another archive (it knows {others[0]}); give an empty database"
        )


def _sums(database: Database) -> dict[str, tuple[int, int]]:
    """Rows and the sum of their digests, by table: equal whatever the order of the rows."""
    with database.reading() as connection:
        named = {table.name: select(table) for table in TABLES.sorted_tables if not table.name.startswith("search_")}
        for name in (facts.name, segments.name):
            named.pop(name)  # how the catalog was made, not what it says
        return {name: _sum(connection, wanted) for name, wanted in named.items()} | {
            "versions": _sum(connection, text("select * from versions"))
        }


def _sum(connection: Connection, wanted: object) -> tuple[int, int]:
    count = total = 0
    rows = connection.execution_options(stream_results=True, yield_per=1000).execute(wanted)  # type: ignore[call-overload]
    for row in rows:
        count += 1
        total += int.from_bytes(hashlib.sha256(repr(tuple(row)).encode("utf-8", "surrogatepass")).digest(), "big")
    return count, total % (1 << 256)


def _name(folder: Path, url: str, disk: Disk) -> None:
    """Write the catalog's address into fangzhi.toml; what else stands there stays."""
    path = folder / "fangzhi.toml"
    beside = folder / "fangzhi.toml.new"
    kept = _CATALOG_LINE.sub("", path.read_text(encoding="utf-8")) if path.exists() else ""
    try:
        beside.unlink(missing_ok=True)
        descriptor = disk.create(beside)
        try:
            append(disk, descriptor, f'catalog = "{url}"\n{kept}'.encode(), 0)
            disk.sync(descriptor)
        finally:
            disk.close(descriptor)
        disk.rename(beside, path)
    except OSError as error:
        raise not_writable(path, error) from error
