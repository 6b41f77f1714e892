"""The archive as one object: a thin front over the writing side, the reading side, and what is told of them."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from archive import layout, rebuild, recovery, redact
from archive.database import Database, database_of
from archive.disk import Disk
from archive.errors import ArchiveError
from archive.fixity import Fixity, Progress
from archive.presence import Presence
from archive.records import Answer, Attempt, Capture, Headers, Outcome, Reason, Run, Verdict
from archive.shelf import Shelf
from archive.telling import Telling
from archive.urls import url_key
from archive.writer import Writer
from cleaners.document import Document


class Archive(Telling, Fixity):
    """One archive. Made by `open_archive`; a context manager; usable from several threads.

    Asks see what this process has kept, acknowledged or not (asking for more than one capture acknowledges it first).
    """

    def __init__(self, shelf: Shelf, writer: Writer | None, made: int = 0) -> None:
        self.made = made
        self.shelf = shelf
        self.folder = shelf.folder
        self._writer = writer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def is_read_only(self) -> bool:
        """Whether it was opened for reading only."""
        return self._writer is None

    # --- keeping -------------------------------------------------------------------------------------------------------

    def keep(self, answer: Answer) -> Capture:
        """Write an answer and its request; a payload that the page had before is kept as a revisit, without its bytes.

        It is acknowledged (cannot be lost any more) when `flush` next returns; that happens by itself after 64 records or
        when a record half a second younger comes. The same address, time and payload is not kept twice: the capture that
        stands is returned.

        Raises:
            NotWritable: the disk is full or failing; nothing half-written stays, and this archive takes no more.
        """
        return self._writing.keep(answer)

    def keep_attempt(self, attempt: Attempt) -> str:
        """Write that an address was asked and gave no answer; returns the record's id. Raises as `keep`."""
        return self._writing.keep_attempt(attempt)

    def keep_cleaning(
        self,
        capture: Capture | str,
        cleaner: str,
        document: Document | None,
        *,
        cleaned_at: datetime,
        error: str = "",
    ) -> None:
        """Write what a cleaner read in a capture (a revisit stands for its original), or why it could not.

        A cleaner reads a capture once: a second time changes nothing. Raises as `keep`.
        """
        which = self.capture(capture) if isinstance(capture, str) else capture
        self._writing.keep_cleaning(which, cleaner, document, cleaned_at, error)

    def begin_run(self, source: str, *, begun_at: datetime, declaration: str, reason: Reason = "schedule") -> Run:
        """Write that a crawl of a source begins, with its declaration's text in force; acknowledged when it returns."""
        run = Run(f"{begun_at:%Y%m%dT%H%M%SZ}-{source}-{os.urandom(2).hex()}", source, begun_at, reason=reason)
        self._writing.begin_run(run, reason, declaration)
        return run

    def end_run(self, run: Run) -> None:
        """Write a run's report: `run` with its end, verdict and counts. Acknowledged when it returns.

        Raises:
            ValueError: it has no end or no verdict. NoCapture: no such run has begun.
        """
        self._writing.end_run(run)

    def flush(self) -> None:
        """Acknowledge everything written: it is on the medium and in the catalog when this returns."""
        if self._writer:
            self._writer.flush()

    def seal(self) -> None:
        """Flush, and finish this process's files: they never change again and stand in the manifest."""
        self._writing.seal()

    def close(self) -> None:
        """Seal what this process wrote and let go of everything. May be called twice."""
        try:
            if self._writer:
                self._writer.close()
        finally:
            self.shelf.database.close()

    # --- asking --------------------------------------------------------------------------------------------------------

    def capture(self, identifier: str) -> Capture:
        """Return a capture by its id; NoCapture if there is none."""
        found = self._writer.capture(identifier) if self._writer else None
        return found or self.shelf.capture(identifier)

    def captures(self, url: str) -> list[Capture]:
        """Return every capture of a page, oldest first."""
        return self._asking.captures(url)

    def last_capture(
        self, url: str, *, run: str | None = None, source: str | None = None, outcomes: Sequence[Outcome] | None = None
    ) -> Capture | None:
        """Return the latest capture of exactly that address (of a run, a source, with an outcome), None for none."""
        if self._writer and (waiting := self._writer.last_pending(url, run, source, outcomes)):
            return waiting
        return self.shelf.last_capture(url, run=run, source=source, outcomes=outcomes)

    def captures_of_run(self, run_id: str) -> Iterator[Capture]:
        """Yield a run's captures, oldest first."""
        return self._asking.captures_of_run(run_id)

    def attempts_of_run(self, run_id: str) -> Iterator[Attempt]:
        """Yield a run's attempts that gave no answer, oldest first."""
        return self._asking.attempts_of_run(run_id)

    def payload(self, capture: Capture) -> bytes:
        """Return the body as sent; a revisit answers with its original's. Damaged if it is not what was written."""
        return self._readable(capture).payload(capture)

    def decoded_payload(self, capture: Capture) -> bytes:
        """Return the body with its Content-Encoding undone, at most 32 MB of it."""
        return self._readable(capture).decoded_payload(capture)

    def headers(self, capture: Capture) -> tuple[str, Headers]:
        """Return status line and header fields of an answer, in order, repeats kept."""
        return self.shelf.headers(capture)

    def uncleaned(self, cleaner: str, *, source: str | None = None, run: str | None = None) -> Iterator[Capture]:
        """Yield the captures that this cleaner id has not read yet (originals that hold markup), oldest first."""
        return self._asking.uncleaned(cleaner, source=source, run=run)

    def unread_pictures(self, cleaner: str, *, source: str | None = None, run: str | None = None) -> Iterator[Capture]:
        """Yield the captured pictures that this cleaner id has not read yet, oldest first."""
        return self._asking.unread_pictures(cleaner, source=source, run=run)

    def why_unread(self, capture: Capture, cleaner: str) -> str:
        """Return why a cleaner id could not read a capture; "" where it could, or has not tried."""
        return self._asking.why_unread(capture, cleaner)

    def run(self, run_id: str) -> Run:
        """Return a run by its id; NoCapture if there is none."""
        return self._asking.run(run_id)

    def source_ids(self) -> list[str]:
        """Return the ids of the sources that have captures, declared or not, in their order."""
        return self._asking.source_ids()

    def runs(self, source: str | None = None, *, limit: int | None = None, reason: Reason | None = None) -> list[Run]:
        """Return the runs (of one source, begun for one reason), newest first."""
        return self._asking.runs(source, limit=limit, reason=reason)

    def last_run(
        self, source: str, verdicts: Sequence[Verdict] | None = None, *, reason: Reason | None = None
    ) -> Run | None:
        """Return a source's last run (with one of these verdicts, begun for one reason), None for none."""
        return self._asking.last_run(source, verdicts, reason=reason)

    def open_run(self, source: str) -> Run | None:
        """Return a source's last run if it has no report yet, else None."""
        run = self._asking.last_run(source)
        return run if run and run.ended_at is None else None

    def reason_of(self, run_id: str) -> Reason:
        """Return why a run was begun; NoCapture if there is no such run."""
        return self._asking.reason_of(run_id)

    def declaration(self, run_id: str) -> str:
        """Return the text of the source declaration that was in force in a run."""
        return self._asking.declaration(run_id)

    def resolve(self, url: str) -> str:
        """Return the key where the spellings of an address meet; BadAddress if no page can have it."""
        return url_key(url)

    @property
    def _writing(self) -> Writer:
        if self._writer is None:
            raise ArchiveError(f"{self.folder} was opened for reading only; open it with read_only=False to write")
        return self._writer

    @property
    def _asking(self) -> Shelf:
        """The reading side, with everything that this process wrote."""
        self.flush()
        return self.shelf

    def _readable(self, capture: Capture) -> Shelf:
        """The reading side, for a payload: a record can be read before it is acknowledged, but of an original only the
        catalog knows the place."""
        if self._writer and capture.is_revisit and self._writer.pending(capture.original_id):
            self.flush()
        return self.shelf


def open_archive(
    path: str | os.PathLike[str],
    *,
    read_only: bool = True,
    catalog: str | None = None,
    disk: Disk | None = None,
    progress: Progress | None = None,
) -> Archive:
    """Open an archive; for writing also make it, and mend what a stopped process left.

    Args:
        path: its folder. read_only: False makes it when it is absent, and takes over unfinished files that no living process holds.
        catalog: SQLAlchemy address of the catalog; else fangzhi.toml's, else catalog.sqlite in the folder. A catalog that is
            missing or torn is made again from the files on opening for writing (`progress` tells how far).
        disk: another file layer (tests fill disks and cut the power with it).
    Raises:
        NoArchive: nothing there (read-only), or not an archive. NewerArchive: of a newer format. NotWritable: for writing, but it
        cannot be. Damaged: read-only, and the catalog is missing or torn.
    """
    folder = Path(path)
    if read_only:
        layout.found_or_refused(folder)
    else:
        layout.settle(folder)
    database = database_of(folder, catalog or layout.catalog_url(folder), read_only=read_only)
    try:
        if not read_only:
            return _opened_for_writing(folder, database, disk or Disk(), progress)
        database.refuse_other_schema()
    except BaseException:
        database.close()
        raise
    return Archive(Shelf(folder, database), None)


def _opened_for_writing(folder: Path, database: Database, disk: Disk, progress: Progress | None) -> Archive:
    """Mend what a stopped process left, with this one's mark as a writer set."""
    presence = Presence(folder, disk)
    try:
        empty = rebuild.ready(database, presence)
        empty |= redact.finish(folder, database, disk, presence)
        indexed = recovery.recover(folder, database, disk, progress)
    except BaseException:
        presence.end()
        raise
    return Archive(Shelf(folder, database), Writer(folder, database, disk, presence), indexed if empty else 0)
