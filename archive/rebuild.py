"""Makes the catalog again from the WARC files alone."""

from pathlib import Path

from sqlalchemy import make_url

from archive import recovery
from archive.catalog import SCHEMA
from archive.database import Database
from archive.disk import Disk
from archive.errors import Damaged


def ready(database: Database) -> bool:
    """Make the catalog's tables; one that is torn or of another version is cleared first (the files make it again).

    Returns whether it is empty now.
    """
    try:
        schema = database.schema()
    except Damaged:
        schema = "torn"
    if schema not in {"", SCHEMA}:
        clear(database)
    database.create()
    return schema != SCHEMA


def rebuild(folder: Path, database: Database, disk: Disk, progress: recovery.Progress | None = None) -> int:
    """Clear the catalog and index every file; returns how many records were indexed.

    Interrupted, it is gone on with by the next opening for writing: each file's row says how far it is indexed.
    """
    clear(database)
    database.create()
    return recovery.recover(folder, database, disk, progress)


def clear(database: Database) -> None:
    """Take away everything that is in the catalog. A SQLite file is deleted, so that a torn one goes too."""
    if not database.is_sqlite:
        database.drop()
        return
    database.close()
    file = make_url(database.url).database
    for suffix in ("", "-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
