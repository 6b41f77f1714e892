"""The catalog is only an index: it may be lost, torn or old, and is made again from the files."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from archive import Archive, ArchiveError, Attempt, Damaged, open_archive, recovery
from archive.catalog import TABLES, facts
from archive.database import Database
from tests.archive.kept import NIGHT, URL, answer, document


def filled(folder: Path) -> Archive:
    """An archive with one of each: run, report, captures, revisit, attempt, cleanings."""
    archive = open_archive(folder, read_only=False)
    run = archive.begin_run("linjiang", begun_at=NIGHT, declaration='id = "linjiang"')
    first = archive.keep(answer(run=run.id))
    archive.keep(
        answer(
            b"", status=304, outcome="unchanged", revisit_of=first.id, run=run.id, captured_at=NIGHT.replace(hour=19)
        )
    )
    archive.keep(answer(run=run.id, captured_at=NIGHT.replace(hour=20)))
    archive.keep(answer(b"", url=URL + "?id=3", status=302, outcome="redirect", redirected_to=URL, run=run.id))
    archive.keep_attempt(
        Attempt(URL + "?id=4", "error", "dns", NIGHT, NIGHT, "linjiang", run.id, "manual", "no such host")
    )
    archive.keep_cleaning(first, "auto@1", document(), cleaned_at=NIGHT)
    archive.keep_cleaning(first, "discuz@1", None, cleaned_at=NIGHT, error="no thread")
    archive.end_run(replace(run, ended_at=NIGHT.replace(hour=21), verdict="complete", asked=5))
    archive.flush()
    return archive


def rows_of(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, and of the view `versions`; the search index numbers its texts as they come."""
    with archive.shelf.database.reading() as connection:
        tables = {
            table.name: sorted(map(tuple, connection.execute(select(table))))
            for table in TABLES.sorted_tables
            if not table.name.startswith("search_")
        }
        return tables | {"versions": sorted(map(tuple, connection.exec_driver_sql("select * from versions")))}


def test_a_rebuilt_catalog_has_the_same_rows(tmp_path: Path) -> None:
    with filled(tmp_path) as archive:
        before = rows_of(archive)
        seen: list[tuple[int, int]] = []
        archive.rebuild(lambda done, total: seen.append((done, total)))
        after = rows_of(archive)
    assert {name: len(rows) for name, rows in before.items()} == {name: len(rows) for name, rows in after.items()}
    assert before == after
    assert seen[-1][0] == seen[-1][1] > 0


def test_a_lost_catalog_is_made_again_when_the_archive_is_opened_for_writing(tmp_path: Path) -> None:
    with filled(tmp_path) as archive:
        archive.seal()
        before = rows_of(archive)
    for path in tmp_path.glob("catalog.sqlite*"):
        path.unlink()
    with pytest.raises(
        Damaged, match=r"catalog\.sqlite is missing; make it again from the files with: fangzhi rebuild"
    ):
        open_archive(tmp_path)
    with open_archive(tmp_path, read_only=False) as archive:
        assert before == rows_of(archive)


OURS_NO_MORE = {
    "a table lost": "drop view versions; drop table cleanings",
    "a column lost": "drop view versions; alter table captures rename column status to state",
    "the view lost": "drop view versions",
    "another program's": "drop view versions; drop table facts; create table facts (x)",
}


@pytest.mark.parametrize("damage", OURS_NO_MORE)
def test_a_catalog_that_lacks_something_is_made_again_when_the_archive_is_opened_for_writing(
    tmp_path: Path, damage: str
) -> None:
    with filled(tmp_path) as archive:
        archive.seal()
        before = rows_of(archive)
    with closing(sqlite3.connect(tmp_path / "catalog.sqlite")) as connection:
        connection.executescript(OURS_NO_MORE[damage])
    with pytest.raises(Damaged, match="fangzhi rebuild"):
        open_archive(tmp_path)
    with open_archive(tmp_path, read_only=False) as archive:
        assert before == rows_of(archive)


def test_a_folder_in_the_catalogs_place_is_named_and_left_alone(tmp_path: Path) -> None:
    filled(tmp_path).close()
    for path in tmp_path.glob("catalog.sqlite*"):
        path.unlink()
    (tmp_path / "catalog.sqlite").mkdir()
    for read_only in (True, False):
        with pytest.raises(
            Damaged, match=r"catalog\.sqlite is a folder, not a catalog; move it away, then: fangzhi rebuild"
        ):
            open_archive(tmp_path, read_only=read_only)


@pytest.mark.parametrize("content", [b"%PDF-1.7 a report", b"SQLite format 3\x00" + bytes(5000)])
def test_a_file_that_was_named_by_mistake_is_never_cleared(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "report.pdf").write_bytes(content)
    with filled(tmp_path / "archive") as archive:
        with pytest.raises(ArchiveError, match=r"report\.pdf holds something else than a catalog"):
            archive.migrate(f"sqlite:///{tmp_path}/report.pdf")
        with pytest.raises(ArchiveError, match=r"report\.pdf holds something else than a catalog"):
            open_archive(tmp_path / "archive", read_only=False, catalog=f"sqlite:///{tmp_path}/report.pdf")
    assert content == (tmp_path / "report.pdf").read_bytes()


@pytest.mark.slow
def test_a_database_of_another_program_is_never_cleared(tmp_path: Path, postgres_catalog: str) -> None:
    with closing(Database(postgres_catalog, read_only=False)) as other:
        with other.writing() as connection:
            connection.execute(text("create table sources (mine integer)"))
        with filled(tmp_path) as archive, pytest.raises(ArchiveError, match="holds something else than a catalog"):
            archive.migrate(postgres_catalog)
        with other.reading() as connection:
            assert [] == connection.execute(text("select mine from sources")).all()


@pytest.mark.parametrize("damage", [b"no database", b"SQLite format 3\x00" + bytes(5000)])
def test_a_torn_catalog_is_made_again_when_the_archive_is_opened_for_writing(tmp_path: Path, damage: bytes) -> None:
    with filled(tmp_path) as archive:
        archive.seal()
        before = rows_of(archive)
    (tmp_path / "catalog.sqlite").write_bytes(damage)
    with pytest.raises(Damaged, match="fangzhi rebuild"):
        open_archive(tmp_path)
    with open_archive(tmp_path, read_only=False) as archive:
        assert before == rows_of(archive)


def test_a_catalog_of_another_version_is_made_again(tmp_path: Path) -> None:
    with filled(tmp_path) as archive:
        archive.seal()
        before = rows_of(archive)
        with archive.shelf.database.writing() as connection:
            connection.execute(facts.update().values(value="0"))
    with pytest.raises(Damaged, match="the catalog is of version 0"):
        open_archive(tmp_path)
    with open_archive(tmp_path, read_only=False) as archive:
        assert before == rows_of(archive)


def test_an_interrupted_rebuild_goes_on_at_the_next_opening(tmp_path: Path) -> None:
    class Stopped(RuntimeError):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    with filled(tmp_path) as archive:
        archive.seal()
        before = rows_of(archive)
        with pytest.raises(Stopped):
            archive.rebuild(stop)
    with open_archive(tmp_path, read_only=False) as archive:
        assert before == rows_of(archive)


def test_a_lost_catalog_is_indexed_once_by_opening_and_rebuild_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with filled(tmp_path) as archive:
        archive.seal()
        before = rows_of(archive)
    (tmp_path / "catalog.sqlite").unlink()
    indexed: list[str] = []
    index = recovery._index

    def counted(name: str, *more: Any) -> Any:
        indexed.append(name)
        return index(name, *more)

    monkeypatch.setattr(recovery, "_index", counted)
    with open_archive(tmp_path, read_only=False) as archive:
        assert (True, before) == (archive.rebuild() > 0, rows_of(archive))
        assert sorted(set(indexed)) == sorted(indexed)
        archive.rebuild()
        assert (2 * len(set(indexed)), before) == (len(indexed), rows_of(archive))


def test_exports_before_and_after_a_rebuild_are_the_same_bytes(tmp_path: Path) -> None:
    with filled(tmp_path / "archive") as archive:
        for number in range(40):
            page = f"{URL}?id={number % 7}"
            text = f"新增就业岗位{number // 10}千个。"
            capture = archive.keep(answer(text.encode(), url=page, captured_at=NIGHT + timedelta(days=number)))
            archive.keep_cleaning(capture, "auto@1", document(text, url=page), cleaned_at=capture.captured_at)
        for when in ("before", "after"):
            archive.export(tmp_path / when)
            archive.rebuild()
    first, again = ((tmp_path / when).read_bytes() for when in ("before", "after"))
    assert (True, first) == (len(first) > 1000, again)


def test_reading_sees_what_is_acknowledged_in_files_that_a_killed_writer_left_open(tmp_path: Path) -> None:
    archive = filled(tmp_path)  # neither sealed nor closed: its files are `.open`, as after a kill
    with open_archive(tmp_path) as reading:
        assert [".open"] * 2 == [path.suffix for path in sorted(tmp_path.rglob("*2026*-*-*"))]
        assert rows_of(archive) == rows_of(reading)
        assert [archive.payload(one) for one in archive.captures(URL)] == [
            reading.payload(one) for one in reading.captures(URL)
        ]
        assert [] == reading.verify().damaged
    archive.close()
