"""Audits: which file was read again when, and what was found; dated records in the archive itself."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from archive import compose, manifest
from archive.catalog import audits
from archive.database import Database
from archive.verify import Report
from archive.warc import Record, instant

EVERY = timedelta(days=30)
"""Within this time each sealed file is read again by nightly samples; one whose night was missed is read in the next."""


def noted(report: Report, at: datetime) -> Record:
    """Return the metadata record of a verification: the sealed files that were read, each with the number of its damages."""
    damages = Counter(damage.file for damage in report.damaged)
    said = {
        "verified_at": at.astimezone(UTC).isoformat(),
        "files": [{"file": name, "damages": damages[name]} for name in sorted(report.read)],
    }
    fields = {
        "WARC-Type": "metadata",
        "WARC-Record-ID": f"<{compose.new_id()}>",
        "WARC-Date": instant(at),
        "Content-Type": "application/json",
        "Fangzhi-Kind": "audit",
    }
    return Record(fields, json.dumps(said).encode())


def last_read(folder: Path, database: Database) -> dict[str, datetime | None]:
    """Return for each sealed file of the manifest when it was last read by a verification; None: not since it was sealed."""
    with database.reading() as connection:
        known = {row.file: row.verified_at for row in connection.execute(select(audits))}
    return {name: known.get(name) for name in sorted(manifest.read(folder))}


def overdue(folder: Path, database: Database, at: datetime) -> set[str]:
    """Return the sealed files that no verification has read for EVERY (counted from the day in its name, if none has at all)."""
    told = last_read(folder, database)
    return {name for name, read_at in told.items() if at - (read_at or _day_of(name)) >= EVERY}


def _day_of(name: str) -> datetime:
    return datetime.strptime(name.rpartition("/")[2][:8], "%Y%m%d").replace(tzinfo=UTC)
