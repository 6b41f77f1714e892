"""What keeps an archive whole: verified, mended, copied elsewhere, made again, moved, and taken down from."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete

from archive import audit, backup, layout, manifest, migrate, quarantine, rebuild, recovery, redact, verify
from archive.catalog import segments
from archive.errors import ArchiveError, PlaceFailed
from archive.place import Place
from archive.records import Capture
from archive.shelf import Shelf
from archive.urls import url_key
from archive.verify import Report
from archive.writer import Writer

Progress = Callable[[int, int], None]
"""Called now and then with what is done and what there is in all, in bytes."""


class Fixity(ABC):
    """The side of `Archive` that keeps it whole. All but `verify` and `last_read` need it open for writing."""

    folder: Path
    shelf: Shelf
    made: int = 0
    """Records of a catalog that was lost and was made again at the opening; 0 if it stood."""

    @property
    @abstractmethod
    def _writing(self) -> Writer:
        """The writing side; ArchiveError where the archive was opened for reading only."""

    @property
    @abstractmethod
    def _asking(self) -> Shelf:
        """The reading side, with everything that this process wrote."""

    @property
    def copy_place(self) -> str:
        """The address of the copy place that fangzhi.toml declares, "" for none."""
        return layout.copy_place(self.folder)

    def verify(
        self, *, sample: bool = False, part: int = 0, at: datetime | None = None, progress: Progress | None = None
    ) -> Report:
        """Read everything again, from the records out to the versions, and report each damage with its code.

        Args:
            sample: only the thirtieth of the files whose turn it is (`part`, 0 to 29: say, the day's number) …
            at: … and, given this time, those that no noted verification has read for 30 days (a night was missed).
        """
        overdue = audit.overdue(self.folder, self._asking.database, at) if sample and at else frozenset[str]()
        return verify.verify(
            self._asking, part=part % verify.TURNS if sample else None, overdue=overdue, progress=progress
        )

    def note_audit(self, report: Report, at: datetime) -> None:
        """Write a dated record of which files a verification read and how many damages each had; acknowledged when it returns."""
        self._writing.keep_note(audit.noted(report, at), at)

    def last_read(self) -> dict[str, datetime | None]:
        """Return for each sealed file when a noted verification last read it, by name; None: none has."""
        return audit.last_read(self.folder, self._asking.database)

    def back_up(self, at: datetime, progress: Progress | None = None) -> backup.Copied:
        """Seal, and copy what the copy place has not got yet; each file is read back before it counts. Nothing is sent twice.

        Raises:
            ArchiveError: fangzhi.toml names no copy place, or another archive's. PlaceFailed: it cannot be reached, or gives
            back something else. Locked: the manifest was lost here and must come back first, but another process is writing.
        """
        self._writing.seal()
        place = self._place()
        self._agree(place)
        return backup.back_up(self.folder, place, self._writing.disk, at, progress=progress)

    def repair(self, report: Report, progress: Progress | None = None) -> list[str]:
        """Bring what a verification found damaged or missing back from the copy place: the manifest, and sealed files, which are
        indexed again.

        Returns the names of those that are whole again; the place may not have the others. Raises as `back_up`.
        """
        place, names = self._place(), {damage.file for damage in report.damaged}
        mended = [manifest.NAME] if self._agree(place) else []
        if mended:
            names = set(manifest.read(self.folder))  # a line that was lost may say of any of them that it was changed
        whole = backup.repair(self.folder, place, self._writing.disk, names)
        if whole:
            with self.shelf.database.writing() as connection:
                connection.execute(delete(segments).where(segments.c.name.in_(whole)))
        if whole or mended:
            recovery.recover(self.folder, self.shelf.database, self._writing.disk, progress)
        return mended + whole

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the catalog again from the files alone; returns how many records were indexed.

        If it is interrupted, the next opening for writing goes on with it. A lost catalog was made again by the opening
        itself: then nothing is left to do. Raises Locked while another process is writing.
        """
        self._writing.seal()
        made, self.made = self.made, 0
        if made:
            return made
        with self._writing.presence.alone():
            return rebuild.rebuild(self.folder, self.shelf.database, self._writing.disk, progress)

    def migrate(self, catalog: str, progress: Progress | None = None) -> dict[str, int]:
        """Make the catalog in another, empty database, prove it equal, and use it from the next opening on.

        Returns the rows compared, by table. Raises ArchiveError if they differ (then nothing has changed), Locked while another
        process is writing.
        """
        self._writing.seal()
        with self._writing.presence.alone():
            return migrate.migrate(self.folder, self.shelf.database, catalog, self._writing.disk, progress)

    def redact(self, capture: Capture | str, *, reason: str, at: datetime, progress: Progress | None = None) -> int:
        """Take down the bytes of a capture, of what was read in it, and so of all that stands for the same payload.

        Digest, dates and reason stay; exports leave the text out; torn records of the page leave quarantine/. The catalog is made again, which may take minutes; the
        files in the copy place are replaced too. Killed within, it either has changed nothing, or the next opening for
        writing finishes it (here; the next backup in the copy place). Returns how many records were emptied.

        Raises:
            NoCapture: there is none of that id. Locked: another process is writing. PlaceFailed: taken down here, but not yet
            in the copy place.
        """
        identifier = capture if isinstance(capture, str) else capture.id
        writer, database = self._writing, self.shelf.database
        writer.seal()
        with writer.presence.alone():
            recovery.recover(self.folder, database, writer.disk)  # what was killed since the opening is sealed
            places = redact.places_of(self.shelf, identifier)
            instead = redact.prepared(self.folder, places)
            taken = self.shelf.capture(identifier)
            quarantine.forget(self.folder, url_key(taken.url), writer.disk)
            if instead:
                writer.keep_note(redact.noted(taken.original_id, reason, at), at)
                writer.seal()
            redact.take_down(self.folder, database, instead, writer.disk)
            rebuild.rebuild(self.folder, database, writer.disk, progress)
        if self.copy_place:
            try:
                self._back_up_files({place.warc for _, place in places}, at)
            except PlaceFailed as error:
                raise PlaceFailed(f"taken down here, but not yet in the copy place: {error}") from error
        return len(instead)

    def _agree(self, place: Place) -> bool:
        """Bring the manifest back where it is not the place's continued; returns whether that was to be done."""
        if not backup.disagrees(self.folder, place):
            return False
        with self._writing.presence.alone():
            backup.mend_manifest(self.folder, place, self._writing.disk)
        return True

    def _back_up_files(self, names: set[str], at: datetime) -> None:
        backup.back_up(self.folder, self._place(), self._writing.disk, at, names=names)

    def _place(self) -> Place:
        if not self.copy_place:
            raise ArchiveError(
                f'{self.folder / "fangzhi.toml"} names no copy place; add a line like: copies = "/mnt/copies/fangzhi"'
            )
        return Place(self.copy_place)
