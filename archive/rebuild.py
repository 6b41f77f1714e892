"""Makes the catalog again from the WARC files alone."""

from contextlib import nullcontext
from pathlib import Path

from sqlalchemy import make_url

from archive import recovery
from archive.catalog import SCHEMA
from archive.database import FOREIGN, Database
from archive.disk import Disk
from archive.errors import ArchiveError, Damaged
from archive.presence import Presence

TORN = "torn"


def ready(database: Database, presence: Presence | None = None) -> bool:
    """Make the catalog's tables; one that is torn or of another version is cleared first (the files make it again).

    Args:
        presence: of this process as a writer; None for a database that no archive uses yet.
    Returns:
        whether it is empty now.
    Raises:
        Locked: it must be cleared, and another process is writing. ArchiveError: what is in a database that was named may be
        another program's.
    """
    schema = _schema(database)
    if schema in {"", SCHEMA}:
        database.create()
        return schema != SCHEMA
    if schema in {TORN, FOREIGN} and not database.disposable:
        raise ArchiveError(
            f"{database.shown} holds something else than a catalog of this program, or a torn one; give an empty database,"
            " or empty that one by hand"
        )
    with presence.alone() if presence else nullcontext():
        if _schema(database) not in {"", SCHEMA}:  # else another process was quicker
            clear(database)
        database.create()
    return True


def _schema(database: Database) -> str:
    try:
        return database.schema()
    except Damaged:
        return TORN


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
