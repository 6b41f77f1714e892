"""Keeps: records into segments, then their rows into the catalog, and only then they are acknowledged."""

import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select, text

from archive import compose, indexing, search_index
from archive.catalog import captures, cleanings, microseconds, runs, sources
from archive.database import Database
from archive.disk import Disk
from archive.errors import ArchiveError, NoCapture
from archive.indexing import Row, Rows, capture_of, key_of
from archive.layout import PARTS
from archive.presence import Presence
from archive.records import Answer, Attempt, Capture, Outcome, Reason, Run
from archive.segments import LARGE, Segment
from archive.warc import Place, Record, digest, member
from cleaners.document import Document

PROGRAM = "fangzhi"
GROUP = 64
"""Records after which a group is synced and acknowledged …"""
GROUP_TIME = timedelta(seconds=0.5)
"""… or when a record is handed in that is so much younger than the group's first."""
IDENTICAL = (
    "select captures.* from captures where url_key = :url_key and payload_digest = :payload_digest"
    " and ((url = :url and captured_at = :captured_at)"
    " or (original_id = id and status = :status and outcome = :outcome and media_type = :media_type and :revisitable = 1))"
    " and id not in (select capture_id from redactions) order by captured_at, id"
)
"""What the archive has of a payload at an address: the very same answer (it is not kept twice), or one to revisit."""


class Writer:
    """The writing side of one process. Its methods may be called from several threads."""

    def __init__(self, folder: Path, database: Database, disk: Disk, presence: Presence) -> None:
        self.folder = folder
        self.database = database
        self.disk = disk
        self.presence = presence
        self.name = uuid.uuid4().hex[:8]
        self._lock = threading.RLock()
        self._open: dict[str, Segment] = {}
        self._rows = Rows()
        self._group_began: datetime | None = None
        self._failed: ArchiveError | None = None

    def last_pending(
        self, url: str, run: str | None, source: str | None, outcomes: Sequence[Outcome] | None
    ) -> Capture | None:
        """Return the latest capture of exactly that address that is written and not yet acknowledged, None for none."""
        with self._lock:
            found = [
                row
                for row in self._rows.by_table["captures"]
                if row["url"] == url
                and run in (None, row["run"])
                and source in (None, row["source"])
                and (outcomes is None or row["outcome"] in outcomes)
            ]
        return capture_of(max(found, key=lambda row: (row["captured_at"], row["id"]))) if found else None

    def keep(self, answer: Answer) -> Capture:
        """Write an answer; see `Archive.keep`."""
        with self._lock:
            original, same, payload_digest = self._held(answer)
            if same is not None:
                return same
            identifier = compose.new_id()
            response = compose.answered(answer, identifier, original, payload_digest)
            request = compose.asked(answer, identifier)
            self._write("raw", answer.recorded_at, response, request)
            kept = capture_of(self._rows.by_table["captures"][-1])
            self._flush_if_full()
            return kept

    def keep_attempt(self, attempt: Attempt) -> str:
        """Write an attempt and return its id; see `Archive.keep_attempt`."""
        identifier = compose.new_id()
        with self._lock:
            self._write("raw", attempt.recorded_at, compose.attempted(attempt, identifier))
            self._flush_if_full()
        return identifier

    def keep_cleaning(
        self, capture: Capture, cleaner: str, document: Document | None, cleaned_at: datetime, error: str
    ) -> None:
        """Write what a cleaner read; see `Archive.keep_cleaning`."""
        with self._lock:
            if self._is_cleaned(capture.original_id, cleaner):
                return
            record = compose.cleaned(capture, cleaner, document, cleaned_at, compose.new_id(), error)
            self._write("text", cleaned_at, record, document=document)
            self._flush_if_full()

    def begin_run(self, run: Run, reason: Reason, declaration: str) -> None:
        """Write a run's beginning; acknowledged when it returns."""
        with self._lock:
            self._write("raw", run.begun_at, compose.begun(run, reason, declaration))
            self.flush()

    def end_run(self, run: Run) -> None:
        """Write a run's report; acknowledged when it returns.

        Raises:
            NoCapture: the archive knows of no such run.
        """
        if run.ended_at is None or run.verdict is None:
            raise ValueError(f"run {run.id} has no end or no verdict")
        with self._lock:
            self.flush()
            wanted = select(runs.c.reason, sources.c.declaration).join(sources, sources.c.digest == runs.c.declaration)
            with self.database.reading() as connection:
                row = connection.execute(wanted.where(runs.c.id == run.id)).first()
            if row is None:
                raise NoCapture(f"no run {run.id} has begun; those there are: fangzhi runs")
            self._write("raw", run.ended_at, compose.ended(run, run.ended_at, row.reason, row.declaration))
            self.flush()

    def keep_note(self, record: Record, at: datetime) -> None:
        """Write a metadata record of another kind (an audit, a redaction); acknowledged when it returns."""
        with self._lock:
            self._write("raw", at, record)
            self.flush()

    def flush(self) -> None:
        """Sync what is written, put its rows into the catalog in one transaction: then it is acknowledged.

        Raises:
            NotWritable: the disk failed. This writer then refuses all further work; the records that are whole on disk are
                indexed at the next opening.
        """
        with self._lock:
            self._refuse_after_failure()
            if not self._rows.count:
                return
            with self._noting_failure():
                for segment in self._open.values():
                    segment.sync()
                with self.database.writing() as connection:
                    indexing.insert(connection, self._rows)
                    for segment in self._open.values():
                        indexing.note_segment(connection, segment.name, segment.size)
                    search_index.refresh(connection, self.folder)
            self._rows = Rows()
            self._group_began = None

    def seal(self) -> None:
        """Acknowledge what is written and finish this process's files: their names lose `.open`, the manifest gets a line each."""
        with self._lock:
            self.flush()
            with self._noting_failure():
                for part in PARTS:
                    if segment := self._open.pop(part, None):
                        segment.seal()

    def close(self) -> None:
        """Seal, or after a failure just let go: the next opening takes the files over."""
        with self._lock:
            try:
                if self._failed is None:
                    self.seal()
            finally:
                for segment in self._open.values():
                    segment.release()
                self._open.clear()
                self.presence.end()

    def _write(self, part: str, at: datetime, *records: Record, document: Document | None = None) -> None:
        """Append records with one write and take in their rows; a group that has waited long enough is flushed before."""
        self._refuse_after_failure()
        if self._group_began and at - self._group_began >= GROUP_TIME:
            self.flush()
        with self._noting_failure():
            segment = self._segment(part, at)
            members = [member(record) for record in records]
            offset = segment.append(b"".join(members))
        for record, data in zip(records, members, strict=True):
            self._rows.add(record, Place(segment.name, offset, len(data)), document)
            offset += len(data)
        self._group_began = self._group_began or at

    def _flush_if_full(self) -> None:
        if self._rows.count >= GROUP:
            self.flush()

    def _refuse_after_failure(self) -> None:
        if self._failed is not None:
            raise self._failed

    @contextmanager
    def _noting_failure(self) -> Iterator[None]:
        """Remember an error of the disk or the database: what stands on disk is no longer known well enough to go on."""
        try:
            yield
        except ArchiveError as error:
            self._failed = error
            raise

    def _segment(self, part: str, at: datetime) -> Segment:
        """The part's open segment; a new one when there is none, it is large, or the writer's day (UTC) has changed."""
        segment = self._open.get(part)
        if segment and (segment.size >= LARGE or segment.day != at.date()):
            self.flush()
            self._open.pop(part).seal()
            segment = None
        if segment is None:
            segment = Segment.begin(self.folder, part, self.name, at, self.disk)
            self._open[part] = segment
            segment.append(member(compose.opened(PROGRAM, at)))
        return segment

    def _held(self, answer: Answer) -> tuple[Capture | None, Capture | None, str]:
        """What the archive has of an answer: the capture to revisit, the very same capture (then nothing is to do); and its digest."""
        original = self.capture(answer.revisit_of) if answer.revisit_of else None
        if original is not None and original.is_revisit:
            original = self.capture(original.original_id)
        address = compose.address(answer.url)
        wanted: Row = {
            "url": address,
            "url_key": key_of(address),
            "captured_at": answer.captured_at,
            "payload_digest": original.payload_digest if original else digest(answer.payload),
            "status": answer.status,
            "outcome": answer.outcome,
            "media_type": compose.field_of(answer.headers, "Content-Type"),
            "revisitable": int(original is None and bool(answer.payload) and not answer.truncated),
        }
        for capture in self._like(wanted):
            if capture.url == wanted["url"] and capture.captured_at == answer.captured_at:
                return None, capture, capture.payload_digest
            original = original or capture
        return original, None, wanted["payload_digest"]

    def _like(self, wanted: Row) -> list[Capture]:
        found = []
        bound = wanted | {"captured_at": microseconds(wanted["captured_at"])}
        if self.database.finds(IDENTICAL, bound):
            with self.database.reading() as connection:
                stored = connection.execute(text(IDENTICAL).columns(*captures.columns), bound).mappings()
                found = [capture_of(dict(row)) for row in stored]
        same = ("status", "outcome", "media_type")
        for row in self._rows.by_table["captures"]:
            if row["payload_digest"] == wanted["payload_digest"] and row["url_key"] == wanted["url_key"]:
                original = row["original_id"] == row["id"] and all(row[name] == wanted[name] for name in same)
                again = row["url"] == wanted["url"] and row["captured_at"] == wanted["captured_at"]
                if again or (original and wanted["revisitable"]):
                    found.append(capture_of(row))
        return found

    def capture(self, identifier: str) -> Capture | None:
        """Return a capture by its id, acknowledged or not; None if there is none."""
        if waiting := self.pending(identifier):
            return waiting
        with self.database.reading() as connection:
            wanted = select(captures).where(captures.c.id == identifier)
            stored = connection.execute(wanted).mappings().first()
        return capture_of(dict(stored)) if stored else None

    def pending(self, identifier: str) -> Capture | None:
        """Return a capture that is written and not yet acknowledged, by its id; None if there is none."""
        with self._lock:
            found = [row for row in self._rows.by_table["captures"] if row["id"] == identifier]
        return capture_of(found[0]) if found else None

    def _is_cleaned(self, capture_id: str, cleaner: str) -> bool:
        for row in self._rows.by_table["cleanings"]:
            if (row["capture_id"], row["cleaner"]) == (capture_id, cleaner):
                return True
        with self.database.reading() as connection:
            wanted = select(cleanings.c.id).where(cleanings.c.capture_id == capture_id, cleanings.c.cleaner == cleaner)
            return connection.execute(wanted).first() is not None
