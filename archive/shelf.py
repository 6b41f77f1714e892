"""Asks: captures, payloads, documents and runs of one archive, by catalog and file. What tells stories builds on this."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Select, exists, or_, select

from archive.catalog import attempts, captures, cleanings, redactions, runs, sources
from archive.compose import field_of
from archive.database import Database
from archive.errors import Damaged, NoCapture, Redacted
from archive.indexing import Row, capture_of, key_of
from archive.reading import decoded, head_of, is_redacted, payload_of, record_at
from archive.records import Attempt, Capture, Headers, Outcome, Reason, Run, Verdict
from archive.warc import Record
from cleaners.document import Document

LARGEST_DECODED = 32 << 20
"""Bytes of a payload with its Content-Encoding undone; more is cut off (a page of a hostile server may unpack without end)."""
READABLE = ("html", "xml", "pdf", "word", "excel", "officedocument", "zip", "octet-stream", "download")
GROUP = 500


@dataclass(frozen=True, slots=True)
class Shelf:
    """The reading side of an archive: its folder and its catalog. Safe to use from several threads."""

    folder: Path
    database: Database

    def record(self, warc: str, offset: int, length: int, identifier: str = "") -> Record:
        """Read one WARC record by its place, checked (see `reading.record_at`)."""
        return record_at(self.folder / warc, offset, length, identifier)

    def capture(self, identifier: str) -> Capture:
        """Return a capture by its id.

        Raises:
            NoCapture: there is none of that id.
        """
        found = self._captures(select(captures).where(captures.c.id == identifier))
        if not found:
            raise NoCapture(f"no capture {identifier}; those of a page: fangzhi history URL --json")
        return found[0]

    def captures(self, url: str) -> list[Capture]:
        """Return every capture of a page in whatever spelling of its address, oldest first."""
        wanted = select(captures).where(captures.c.url_key == key_of(url))
        return self._captures(wanted.order_by(captures.c.captured_at, captures.c.id))

    def last_capture(
        self, url: str, *, run: str | None = None, source: str | None = None, outcomes: Sequence[Outcome] | None = None
    ) -> Capture | None:
        """Return the latest capture of exactly that address, None for none."""
        wanted = select(captures).where(captures.c.url == url)
        if run is not None:
            wanted = wanted.where(captures.c.run == run)
        if source is not None:
            wanted = wanted.where(captures.c.source == source)
        if outcomes is not None:
            wanted = wanted.where(captures.c.outcome.in_(outcomes))
        found = self._captures(wanted.order_by(captures.c.captured_at.desc(), captures.c.id.desc()).limit(1))
        return found[0] if found else None

    def captures_of_run(self, run: str) -> Iterator[Capture]:
        """Yield a run's captures, oldest first."""
        yield from self._in_groups(select(captures.c.id).where(captures.c.run == run))

    def attempts_of_run(self, run: str) -> Iterator[Attempt]:
        """Yield a run's attempts that gave no answer, oldest first."""
        wanted = select(attempts).where(attempts.c.run == run).order_by(attempts.c.attempted_at, attempts.c.id)
        with self.database.reading() as connection:
            rows = connection.execute(wanted).mappings().all()
        for row in rows:
            yield Attempt(**{name: row[name] for name in Attempt.__dataclass_fields__})

    def response(self, capture: Capture) -> Record:
        """Return a capture's own record: a response, or a revisit without body."""
        return self.record(capture.warc, capture.offset, capture.length, capture.id)

    def headers(self, capture: Capture) -> tuple[str, Headers]:
        """Return status line and header fields, in order, repeats kept."""
        return head_of(self.response(capture))

    def payload(self, capture: Capture) -> bytes:
        """Return the body as sent; a revisit answers with its original's.

        Raises:
            Damaged: the record is not what was written; or the original of a revisit is missing. Redacted: it was taken down.
        """
        return payload_of(self._whole(capture))

    def decoded_payload(self, capture: Capture) -> bytes:
        """Return the body with its Content-Encoding undone, at most LARGEST_DECODED bytes of it."""
        record = self._whole(capture)
        return decoded(payload_of(record), field_of(head_of(record)[1], "Content-Encoding"), LARGEST_DECODED)

    def document(self, cleaning: str) -> Document:
        """Return the document of a cleaning by the cleaning's id (as in the view `versions`).

        Raises:
            NoCapture: no such cleaning, or one that could not read its payload. Damaged: its record is not what was written.
        """
        place = (cleanings.c.warc, cleanings.c.offset, cleanings.c.length)
        with self.database.reading() as connection:
            row = connection.execute(
                select(*place).where(cleanings.c.id == cleaning, cleanings.c.digest.isnot(None))
            ).first()
        if row is None:
            raise NoCapture(f"no document of cleaning {cleaning}; cleanings are listed by: fangzhi why URL")
        return self.document_at(row.warc, row.offset, row.length, cleaning)

    def document_at(self, warc: str, offset: int, length: int, cleaning: str = "") -> Document:
        """Return the document of a conversion record by its place."""
        return Document.from_json(json.loads(self.record(warc, offset, length, cleaning).block))

    def uncleaned(self, cleaner: str, *, source: str | None = None, run: str | None = None) -> Iterator[Capture]:
        """Yield what that cleaner id has not read yet: originals that hold markup or a file that may be read, oldest first.

        Of a run also those of earlier runs that it found unchanged. Captures kept while this goes on may be left out; a
        redacted one is never among them.
        """
        for capture in self._unread(cleaner, ("ok", "truncated"), source, run):
            if not capture.media_type or any(word in capture.media_type.lower() for word in READABLE):
                yield capture

    def unread_pictures(self, cleaner: str, *, source: str | None = None, run: str | None = None) -> Iterator[Capture]:
        """Yield the pictures that that cleaner id has not read yet, oldest first; else as `uncleaned`."""
        for capture in self._unread(cleaner, ("not-text",), source, run):
            if capture.media_type.lower().startswith("image/"):
                yield capture

    def why_unread(self, capture: Capture, cleaner: str) -> str:
        """Return why a cleaner could not read a capture; "" where it could, or has not tried."""
        wanted = select(cleanings.c.error).where(
            cleanings.c.capture_id == capture.original_id, cleanings.c.cleaner == cleaner
        )
        with self.database.reading() as connection:
            return connection.scalar(wanted) or ""

    def _unread(
        self, cleaner: str, outcomes: Sequence[Outcome], source: str | None, run: str | None
    ) -> Iterator[Capture]:
        read = exists().where(cleanings.c.capture_id == captures.c.id, cleanings.c.cleaner == cleaner)
        gone = exists().where(redactions.c.capture_id == captures.c.id)
        wanted = select(captures.c.id).where(
            captures.c.original_id == captures.c.id, captures.c.outcome.in_(outcomes), ~read, ~gone
        )
        if source is not None:
            # what it found unchanged since another had it (a fetch by hand, an import) is its own too
            found = captures.alias()
            its_own = select(found.c.original_id).where(found.c.source == source, found.c.original_id != found.c.id)
            wanted = wanted.where(or_(captures.c.source == source, captures.c.id.in_(its_own)))
        if run is not None:
            its = select(captures.c.original_id).where(captures.c.run == run)
            wanted = wanted.where(captures.c.id.in_(its))
        yield from self._in_groups(wanted)

    def run(self, identifier: str) -> Run:
        """Return a run by its id.

        Raises:
            NoCapture: there is none.
        """
        found = self._runs(select(runs).where(runs.c.id == identifier))
        if not found:
            raise NoCapture(f"no run {identifier}; those there are: fangzhi runs")
        return found[0]

    def source_ids(self) -> list[str]:
        """Return the ids of the sources that have captures, in their order."""
        with self.database.reading() as connection:
            return list(connection.scalars(select(captures.c.source).distinct().order_by(captures.c.source)))

    def runs(self, source: str | None = None, *, limit: int | None = None, reason: Reason | None = None) -> list[Run]:
        """Return runs, newest first."""
        wanted = select(runs).order_by(runs.c.begun_at.desc(), runs.c.id.desc()).limit(limit)
        if reason is not None:
            wanted = wanted.where(runs.c.reason == reason)
        return self._runs(wanted if source is None else wanted.where(runs.c.source == source))

    def last_run(
        self, source: str, verdicts: Sequence[Verdict] | None = None, *, reason: Reason | None = None
    ) -> Run | None:
        """Return a source's last run, or the last one with one of these verdicts or of a reason; None for none."""
        wanted = select(runs).where(runs.c.source == source)
        if verdicts is not None:
            wanted = wanted.where(runs.c.verdict.in_(verdicts))
        if reason is not None:
            wanted = wanted.where(runs.c.reason == reason)
        found = self._runs(wanted.order_by(runs.c.begun_at.desc(), runs.c.id.desc()).limit(1))
        return found[0] if found else None

    def reason_of(self, run: str) -> Reason:
        """Return why a run was begun; NoCapture if there is no such run."""
        with self.database.reading() as connection:
            reason: Reason | None = connection.scalars(select(runs.c.reason).where(runs.c.id == run)).first()
        if reason is None:
            raise NoCapture(f"no run {run}; those there are: fangzhi runs")
        return reason

    def declaration(self, run: str) -> str:
        """Return the text of the source declaration that was in force in a run, "" where the run is not known."""
        wanted = select(sources.c.declaration).join(runs, runs.c.declaration == sources.c.digest)
        with self.database.reading() as connection:
            return connection.scalars(wanted.where(runs.c.id == run)).first() or ""

    def _whole(self, capture: Capture) -> Record:
        """The record that has the payload."""
        record = self.response(self._original(capture))
        if is_redacted(record):
            with self.database.reading() as connection:
                row = connection.execute(select(redactions).where(redactions.c.capture_id == record.id)).first()
            when, why = (f"{row.redacted_at:%Y-%m-%d}", row.reason) if row else ("an unknown day", "not recorded")
            raise Redacted(f"{capture.url} of {capture.captured_at:%Y-%m-%d} was taken down on {when}: {why}")
        return record

    def _original(self, capture: Capture) -> Capture:
        if not capture.is_revisit:
            return capture
        found = self._captures(select(captures).where(captures.c.id == capture.original_id))
        if not found:
            raise Damaged(
                f"{capture.warc} at {capture.offset}: the capture {capture.original_id} that it revisits is missing;"
                " bring its file back from a copy, then: fangzhi rebuild"
            )
        return found[0]

    def _in_groups(self, wanted: Select[tuple[str]]) -> Iterator[Capture]:
        """Yield the captures of some ids, oldest first: a few at a time, for a run has tens of thousands."""
        with self.database.reading() as connection:
            waiting = list(connection.scalars(wanted.order_by(captures.c.captured_at, captures.c.id)))
        for start in range(0, len(waiting), GROUP):
            group = select(captures).where(captures.c.id.in_(waiting[start : start + GROUP]))
            yield from self._captures(group.order_by(captures.c.captured_at, captures.c.id))

    def _captures(self, wanted: Select[tuple[object, ...]]) -> list[Capture]:
        with self.database.reading() as connection:
            return [capture_of(dict(row)) for row in connection.execute(wanted).mappings()]

    def _runs(self, wanted: Select[tuple[object, ...]]) -> list[Run]:
        with self.database.reading() as connection:
            return [_run(dict(row)) for row in connection.execute(wanted).mappings()]


def _run(row: Row) -> Run:
    report = json.loads(row["report"])
    report |= {"verdict": row["verdict"], "reasons": tuple(report.get("reasons", ()))}
    times = {"begun_at": row["begun_at"], "ended_at": row["ended_at"]}
    return Run(id=row["id"], source=row["source"], reason=row["reason"], **times, **report)
