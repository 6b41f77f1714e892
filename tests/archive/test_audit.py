"""It is known of each file when it was last read again, and nightly samples leave none out for long."""

from datetime import timedelta
from pathlib import Path

from archive import Archive
from archive.verify import TURNS, turn
from tests.archive.kept import NIGHT
from tests.archive.test_rebuild import filled, rows_of


def audited(folder: Path) -> Archive:
    archive = filled(folder)
    archive.seal()
    archive.note_audit(archive.verify(), NIGHT + timedelta(days=2))
    return archive


def test_a_file_that_was_verified_says_when_and_a_rebuild_says_so_too(tmp_path: Path) -> None:
    with audited(tmp_path) as archive:
        archive.seal()
        told, rows = archive.last_read(), rows_of(archive)
        assert [None, NIGHT + timedelta(days=2), NIGHT + timedelta(days=2)] == sorted(
            told.values(), key=lambda at: (at is not None, at)
        )
        archive.rebuild()
        assert (told, rows) == (archive.last_read(), rows_of(archive))


def test_an_older_audit_that_is_indexed_later_changes_nothing(tmp_path: Path) -> None:
    with audited(tmp_path) as archive:
        told = archive.last_read()
        archive.note_audit(archive.verify(), NIGHT + timedelta(days=1))
        assert told == {name: at for name, at in archive.last_read().items() if name in told}


def test_a_sample_reads_what_was_missed_for_thirty_days(tmp_path: Path) -> None:
    with audited(tmp_path) as archive:
        names = sorted(archive.last_read())
        part = next(part for part in range(TURNS) if part not in {turn(name) for name in names})
        early = archive.verify(sample=True, part=part, at=NIGHT + timedelta(days=31))
        late = archive.verify(sample=True, part=part, at=NIGHT + timedelta(days=32))
        assert ([], names) == (early.read, sorted(late.read))
