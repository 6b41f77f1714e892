"""A takedown that is killed has changed nothing, or the next opening ends it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from archive import Archive, open_archive
from archive.disk import Disk
from tests.archive.kept import NIGHT, answer, document
from tests.archive.test_redact import SECRET, everything_in

LATER = NIGHT + timedelta(days=3)


class Killed(BaseException):
    """What stands for the end of the process: nothing in the program catches it."""


class Mortal(Disk):
    """Ends the process at the chosen call that changes a file or a name."""

    left = 1 << 30

    def _step(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Killed

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        self._step()
        return super().write(descriptor, data)

    def rename(self, old: Path, new: Path) -> None:
        self._step()
        super().rename(old, new)


@contextmanager
def secret_kept(folder: Path, disk: Disk) -> Iterator[tuple[Archive, str]]:
    with open_archive(folder, read_only=False, disk=disk) as archive:
        capture = archive.keep(answer(f"<p>{SECRET}</p>".encode()))
        archive.keep_cleaning(capture, "auto@1", document(SECRET), cleaned_at=NIGHT)
        archive.seal()
        yield archive, capture.id


@pytest.mark.parametrize("calls", range(14))
def test_killed_at_any_call_it_is_not_begun_or_finished_by_the_next_opening(tmp_path: Path, calls: int) -> None:
    disk = Mortal()
    done = False
    with secret_kept(tmp_path, disk) as (archive, identifier):
        disk.left = calls
        try:
            archive.redact(identifier, reason="personal data", at=LATER)
            done = True
        except Killed:
            disk.left = 1 << 30
    named = 2 == (tmp_path / "manifest.jsonl").read_text(encoding="utf-8").count('"was"')
    with open_archive(tmp_path, read_only=False) as archive:
        assert ([], []) == (archive.verify().damaged, list(tmp_path.rglob("*.redacting")))
        if named:
            assert SECRET.encode() not in everything_in(tmp_path)
        archive.redact(identifier, reason="personal data", at=LATER)
        assert ([], True) == (archive.verify().damaged, named or not done)
    assert SECRET.encode() not in everything_in(tmp_path)


def test_what_a_killed_process_has_left_waits_while_another_writes(tmp_path: Path) -> None:
    disk = Mortal()
    with secret_kept(tmp_path, disk) as (archive, identifier):
        disk.left = 8  # the new files stand, the manifest names them, none has its name
        with pytest.raises(Killed):
            archive.redact(identifier, reason="personal data", at=LATER)
        disk.left = 1 << 30
        left = sorted(tmp_path.rglob("*.redacting"))
        open_archive(tmp_path, read_only=False).close()
        assert (2, left) == (len(left), sorted(tmp_path.rglob("*.redacting")))
    open_archive(tmp_path, read_only=False).close()
    assert [] == list(tmp_path.rglob("*.redacting"))
    assert SECRET.encode() not in everything_in(tmp_path)
