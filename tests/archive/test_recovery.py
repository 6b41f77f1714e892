"""What a stopped process leaves is taken over at the next opening, without a hand."""

import errno
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from archive import Archive, Capture, NotWritable, open_archive
from archive.disk import Disk
from tests.archive.kept import NIGHT, PAGE, URL, answer, document


def left_by_a_killed_writer(folder: Path, pages: int = 2) -> Path:
    """An archive whose writer was killed after `pages` unacknowledged answers; returns its open file."""
    writing = open_archive(folder, read_only=False)
    for number in range(pages):
        writing.keep(answer(PAGE + str(number).encode(), url=f"{URL}?id={number}"))
    abandon(writing)
    return next(folder.rglob("*.open"))


def abandon(writing: Archive) -> None:
    """End a writer as kill -9 does: nothing is flushed, its locks fall."""
    assert writing._writer is not None
    for segment in writing._writer._open.values():
        segment.release()
    writing.shelf.database.close()


def files_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.warc.gz*"))


def test_whole_records_that_were_not_acknowledged_are_indexed_and_sealed(tmp_path: Path) -> None:
    left_by_a_killed_writer(tmp_path)
    with open_archive(tmp_path, read_only=False) as archive:
        captures = [archive.last_capture(f"{URL}?id={number}") for number in range(2)]
        assert [PAGE + b"0", PAGE + b"1"] == [archive.payload(capture) for capture in captures if capture]
        assert ([], []) == (list(tmp_path.rglob("*.open")), archive.verify().damaged)


def test_a_torn_tail_wherever_it_ends_goes_to_quarantine_and_is_cut_off(tmp_path: Path) -> None:
    whole = left_by_a_killed_writer(tmp_path / "0").read_bytes()
    last = whole.rindex(b"\x1f\x8b\x08\x00\x00\x00\x00\x00", 0, whole.rindex(b"\x1f\x8b\x08\x00\x00\x00\x00\x00"))
    for size in range(last, len(whole), 17):
        folder = tmp_path / str(size)
        left = left_by_a_killed_writer(folder)
        for file in folder.glob("catalog.sqlite*"):
            file.unlink()
        left.write_bytes(whole[:size])
        with open_archive(folder, read_only=False) as archive:
            kept = [archive.last_capture(f"{URL}?id={number}") is not None for number in range(2)]
            assert ([], True) == (archive.verify().damaged, kept[0])
        quarantine = folder / "quarantine"
        torn = b"".join(path.read_bytes() for path in quarantine.glob("*.gz.*[0-9]")) if quarantine.exists() else b""
        assert whole[:size] == next(folder.glob("raw/*/*/*.gz")).read_bytes() + torn


def test_a_torn_tail_stands_in_quarantine_with_its_reason(tmp_path: Path) -> None:
    left = left_by_a_killed_writer(tmp_path)
    left.write_bytes(left.read_bytes()[:-5])
    open_archive(tmp_path, read_only=False).close()
    (reason,) = (tmp_path / "quarantine").glob("*.txt")
    assert "the gzip member is cut off. Cut off when the archive was next opened." in reason.read_text(encoding="utf-8")


def test_a_file_of_a_living_writer_is_not_touched(archive: Archive) -> None:
    archive.keep(answer())
    before = files_of(archive.folder)
    with open_archive(archive.folder, read_only=False) as other:
        other.keep(answer(url=URL + "?id=2"))
        assert before[0] in files_of(archive.folder)
    archive.flush()
    assert PAGE == archive.payload(archive.captures(URL)[0])


def test_a_file_that_was_sealed_but_not_listed_gets_its_line(tmp_path: Path) -> None:
    with open_archive(tmp_path, read_only=False) as archive:
        archive.keep(answer())
    (tmp_path / "manifest.jsonl").unlink()
    open_archive(tmp_path, read_only=False).close()
    with open_archive(tmp_path) as archive:
        assert [] == archive.verify().damaged


def test_an_older_state_of_a_sealed_file_never_takes_its_place(tmp_path: Path) -> None:
    left = left_by_a_killed_writer(tmp_path)
    older = left.read_bytes()[:700]
    open_archive(tmp_path, read_only=False).close()
    sealed = left.with_name(left.name.removesuffix(".open"))
    whole = sealed.read_bytes()
    left.write_bytes(older)  # as a backup of that night brings it back
    with open_archive(tmp_path, read_only=False) as archive:
        assert [PAGE + b"0", PAGE + b"1"] == [archive.payload(archive.captures(f"{URL}?id={n}")[0]) for n in range(2)]
        assert ([], whole, False) == (archive.verify().damaged, sealed.read_bytes(), left.exists())
    assert older == (tmp_path / "quarantine" / left.name).read_bytes()
    assert "a sealed file of that name" in (tmp_path / "quarantine" / f"{left.name}.txt").read_text(encoding="utf-8")


def test_a_torn_last_line_of_the_manifest_is_written_again(tmp_path: Path) -> None:
    for number in range(2):
        with open_archive(tmp_path, read_only=False) as archive:
            archive.keep(answer(url=f"{URL}?id={number}"))
    manifest = tmp_path / "manifest.jsonl"
    whole = manifest.read_bytes()
    manifest.write_bytes(whole[:-20])
    open_archive(tmp_path, read_only=False).close()
    assert whole == manifest.read_bytes()


class FullDisk(Disk):
    """Takes so many writes; of the next one it takes half and is full."""

    def __init__(self, writes: int) -> None:
        self.writes = writes

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        self.writes -= 1
        if self.writes == 0:
            return os.write(descriptor, data[: len(data) // 2])
        if self.writes < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return os.write(descriptor, data)


def fill(archive: Archive, acknowledged: list[Capture]) -> None:
    """Keep answers and cleanings and note each that is acknowledged."""
    with archive:
        for number in range(9):
            capture = archive.keep(answer(url=f"{URL}?id={number}"))
            archive.keep_cleaning(capture, "auto@1", document(), cleaned_at=NIGHT)
            archive.flush()
            acknowledged.append(capture)


@pytest.mark.parametrize("writes", range(1, 9))
def test_a_full_disk_leaves_no_half_record_and_loses_nothing_acknowledged(tmp_path: Path, writes: int) -> None:
    acknowledged = list[Capture]()
    with pytest.raises(NotWritable, match="No space left on device; nothing half-written stays: free some space"):
        fill(open_archive(tmp_path, read_only=False, disk=FullDisk(writes)), acknowledged)
    assert not (tmp_path / "quarantine").exists()
    with open_archive(tmp_path, read_only=False) as archive:
        assert acknowledged == [archive.capture(capture.id) for capture in acknowledged]
        assert [] == archive.verify().damaged
        assert not (tmp_path / "quarantine").exists()


def test_a_catalog_that_cannot_grow_stops_the_writer_and_loses_nothing(tmp_path: Path) -> None:
    archive = open_archive(tmp_path, read_only=False)
    event.listen(archive.shelf.database.engine, "begin", lambda c: c.exec_driver_sql("pragma max_page_count = 1"))
    capture = archive.keep(answer(PAGE * 400, headers=(("ETag", "x" * 200_000),)))
    with pytest.raises(NotWritable, match="full; free some space or mend the rights, then start again"):
        archive.flush()
    archive.close()
    with open_archive(tmp_path, read_only=False) as archive:
        assert (capture, []) == (archive.capture(capture.id), archive.verify().damaged)


def test_after_a_failure_a_writer_takes_no_more(tmp_path: Path) -> None:
    archive = open_archive(tmp_path, read_only=False, disk=FullDisk(2))
    with pytest.raises(NotWritable):
        archive.keep(answer())
    with pytest.raises(NotWritable):
        archive.flush()
    archive.close()


WRITER = """
import sys, os
from datetime import timedelta
sys.path.insert(0, {tests!r})
from tests.archive.kept import answer, NIGHT, URL
from archive import open_archive
with open_archive({folder!r}, read_only=False) as archive:
    for number in range(40):
        capture = archive.keep(answer(url=f"{{URL}}?writer={name}&id={{number}}", captured_at=NIGHT + timedelta(seconds=number)))
        archive.flush()
        print(capture.id, flush=True)
"""


@pytest.mark.slow
def test_two_processes_write_into_one_archive_at_once(tmp_path: Path) -> None:
    tests = str(Path(__file__).parents[2])
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER.format(tests=tests, folder=str(tmp_path), name=name)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in "ab"
    ]
    said = [writer.communicate(timeout=60)[0].split() for writer in writers]
    with open_archive(tmp_path) as archive:
        assert [0, 0, 40, 40] == [writer.returncode for writer in writers] + [len(ids) for ids in said]
        assert all(archive.capture(identifier) for ids in said for identifier in ids)
        assert [] == archive.verify().damaged


def test_kept_captures_are_found_after_a_clock_that_went_back(archive: Archive) -> None:
    archive.keep(answer())
    capture = archive.keep(answer(b"2", captured_at=NIGHT - timedelta(days=40)))
    assert ["2", PAGE.decode()] == [archive.payload(kept).decode() for kept in archive.captures(URL)]
    assert "raw/2026/10/20261015-" == capture.warc[:21]
