"""Keeps what came and tells what it says.

The door of this room: `open_archive` gives an `Archive`. On disk an archive is WARC files, a manifest of them, and a catalog
that can be made again from them at any time; docs/format.md tells the whole.
"""

from archive.errors import (
    ArchiveError,
    BadAddress,
    Damaged,
    Locked,
    NewerArchive,
    NoArchive,
    NoCapture,
    NotWritable,
    NoVersion,
    PlaceFailed,
    Redacted,
)
from archive.records import Answer, Attempt, Capture, Headers, Outcome, Reason, Run, Verdict, Version
from archive.store import Archive, open_archive

__all__ = [
    "Answer",
    "Archive",
    "ArchiveError",
    "Attempt",
    "BadAddress",
    "Capture",
    "Damaged",
    "Headers",
    "Locked",
    "NewerArchive",
    "NoArchive",
    "NoCapture",
    "NoVersion",
    "NotWritable",
    "Outcome",
    "PlaceFailed",
    "Reason",
    "Redacted",
    "Run",
    "Verdict",
    "Version",
    "open_archive",
]
