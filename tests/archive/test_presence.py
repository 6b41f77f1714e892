"""The catalog is cleared by nobody while another process writes: what that one had in it would be missing, and nothing say so."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from archive import Archive, Locked, open_archive
from archive.catalog import facts
from archive.disk import Disk
from archive.presence import NAME
from tests.archive.kept import NIGHT, PAGE, URL, answer

ALONE: dict[str, Callable[[Archive], object]] = {
    "rebuild": lambda archive: archive.rebuild(),
    "migrate": lambda archive: archive.migrate(f"sqlite:///{archive.folder}/moved.sqlite"),
    "redact": lambda archive: archive.redact(archive.captures(URL)[0], reason="an order", at=NIGHT),
}


def kept(archive: Archive, numbers: range) -> list[str]:
    made = [archive.keep(answer(b"%d" % number, url=f"{URL}?id={number}")).id for number in numbers]
    archive.flush()
    return made


@pytest.mark.parametrize("name", ALONE)
def test_what_clears_the_catalog_is_refused_while_another_writes_and_done_after(archive: Archive, name: str) -> None:
    archive.keep(answer(PAGE * 9))
    archive.seal()
    other = open_archive(archive.folder, read_only=False)
    ids = kept(other, range(3))
    with pytest.raises(
        Locked, match=r"another process is writing in .*; wait until its crawl has ended, then give the"
    ):
        ALONE[name](archive)
    with other.shelf.database.reading():  # so the next records go in by another connection than the first
        ids += kept(other, range(3, 6))
    other.close()
    assert ids == [archive.capture(identifier).id for identifier in ids]
    ALONE[name](archive)
    assert (ids, []) == ([archive.capture(identifier).id for identifier in ids], archive.verify().damaged)


def test_a_catalog_of_another_version_is_not_cleared_while_another_writes(tmp_path: Path) -> None:
    with open_archive(tmp_path, read_only=False) as archive:
        with archive.shelf.database.writing() as connection:
            connection.execute(facts.update().values(value="0"))
        with pytest.raises(Locked):
            open_archive(tmp_path, read_only=False)
        ids = kept(archive, range(3))
    with open_archive(tmp_path, read_only=False) as archive:
        assert ids == [archive.capture(identifier).id for identifier in ids]


def test_while_one_is_alone_nobody_comes_in_and_afterwards_everybody(archive: Archive) -> None:
    descriptor = os.open(archive.folder / NAME, os.O_RDWR)
    with archive._writing.presence.alone(), archive._writing.presence.alone():
        assert not Disk().lock(descriptor, shared=True)
    assert Disk().lock(descriptor, shared=True)
    os.close(descriptor)


def test_a_reader_that_stays_sees_the_catalog_that_was_made_again(tmp_path: Path) -> None:
    with open_archive(tmp_path, read_only=False) as archive:
        archive.keep(answer())
        archive.seal()
        with open_archive(tmp_path) as reading:
            assert 1 == len(reading.captures(URL))
            archive.rebuild()
            archive.keep(answer(b"2", captured_at=NIGHT + timedelta(days=1)))
            archive.flush()
            assert 2 == len(reading.captures(URL))
