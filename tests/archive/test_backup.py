"""A copy counts after it was read back; what is damaged here comes back from there by itself."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archive import Archive, ArchiveError, Capture, PlaceFailed, open_archive
from archive.backup import Restored, restore
from archive.disk import Disk
from archive.place import Place
from tests.archive.kept import NIGHT, URL, answer, document
from tests.archive.test_rebuild import filled, rows_of
from tests.archive.test_redact import SECRET, everything_in

LATER = NIGHT + timedelta(days=3)
BUCKET = "s3://fangzhi/copies"


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of an S3 server of this module's own."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.slow)])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty copy place: a folder, and a bucket."""
    if request.param == "folder":
        return str(tmp_path / "copies")
    s3fs = pytest.importorskip("s3fs")
    for name, value in {
        "AWS_ENDPOINT_URL": request.getfixturevalue("s3"),
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    system = s3fs.S3FileSystem()
    if system.exists("fangzhi"):
        system.rm("fangzhi", recursive=True)
    system.mkdir("fangzhi")
    return BUCKET


def copied_archive(folder: Path, place: str) -> Archive:
    """An archive of one of each record, sealed, whose settings name the copy place."""
    archive = filled(folder)
    (folder / "fangzhi.toml").write_text(f'copies = "{place}"\n', encoding="utf-8")
    archive.seal()
    return archive


def sealed(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*/*/*.warc.gz"))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sealed(folder)}


def test_each_file_is_sent_once_and_the_manifest_says_when_it_was_read_back(tmp_path: Path, place: str) -> None:
    with copied_archive(tmp_path / "archive", place) as archive:
        first, again = archive.back_up(LATER), archive.back_up(LATER)
        lines = (archive.folder / "manifest.jsonl").read_text().splitlines()
        assert (2, 0, 0, []) == (first.files, again.files, first.there, first.refused)
        assert 2 == sum(f'"copied": "{place}", "at": "2026-11-27T' in line for line in lines)
        assert [] == archive.verify().damaged
        wanted = {name: Place(place).hashed(name) for name in bytes_of(archive.folder)}
        assert wanted == {name: Place(archive.folder.as_posix()).hashed(name) for name in wanted}


def test_a_place_that_gives_back_something_else_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(_self: Place, path: Path, name: str) -> None:
        (tmp_path / "copies" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "copies" / name).write_bytes(path.read_bytes()[:-1])

    with copied_archive(tmp_path / "archive", str(tmp_path / "copies")) as archive:
        monkeypatch.setattr(Place, "put", half)
        with pytest.raises(PlaceFailed, match=r"raw/2026/11/.* reads back as sha256:.*; it does not count as copied"):
            archive.back_up(LATER)
        assert '"copied"' not in (archive.folder / "manifest.jsonl").read_text()
        monkeypatch.undo()
        assert 2 == archive.back_up(LATER).files


def test_a_damaged_and_a_missing_file_come_back_from_the_copy_place(tmp_path: Path, place: str) -> None:
    with copied_archive(tmp_path / "archive", place) as archive:
        archive.back_up(LATER)
        before, rows = bytes_of(archive.folder), rows_of(archive)
        raw, text = sealed(archive.folder)
        data = bytearray(raw.read_bytes())
        data[len(data) // 2] ^= 1
        raw.write_bytes(data)
        text.unlink()
        report = archive.verify()
        assert {"file-digest", "file-missing"} <= {damage.code for damage in report.damaged}
        assert sorted(before) == archive.repair(report)
        assert (before, rows, []) == (bytes_of(archive.folder), rows_of(archive), archive.verify().damaged)


def test_a_catalog_made_of_damaged_files_is_whole_after_their_return(tmp_path: Path) -> None:
    with copied_archive(tmp_path / "archive", str(tmp_path / "copies")) as archive:
        archive.back_up(LATER)
        rows = rows_of(archive)
        raw, text = sealed(archive.folder)
        raw.write_bytes(raw.read_bytes()[:900])
        text.unlink()
        archive.rebuild()
        assert rows != rows_of(archive)
        archive.repair(archive.verify())
        assert (rows, []) == (rows_of(archive), archive.verify().damaged)


def test_a_damaged_file_is_never_sent_and_a_damaged_copy_never_brought_back(tmp_path: Path) -> None:
    with copied_archive(tmp_path / "archive", str(tmp_path / "copies")) as archive:
        raw, _text = sealed(archive.folder)
        raw.write_bytes(raw.read_bytes()[:900])
        name = raw.relative_to(archive.folder).as_posix()
        assert [name] == archive.back_up(LATER).refused
        (tmp_path / "copies" / name).parent.mkdir(parents=True)
        (tmp_path / "copies" / name).write_bytes(b"something else")
        assert ([], 900) == (archive.repair(archive.verify()), raw.stat().st_size)
        assert [] == list(archive.folder.rglob("*.restoring"))


def relisted(archive: Archive) -> None:
    """Lose the manifest, and let the next opening begin a new one."""
    (archive.folder / "manifest.jsonl").unlink()
    open_archive(archive.folder, read_only=False).close()


@pytest.mark.parametrize("damage", ["emptied", "a bit", "a line taken out", "lost", "begun anew"])
def test_a_manifest_comes_back_with_what_was_sealed_since(tmp_path: Path, place: str, damage: str) -> None:
    with copied_archive(tmp_path / "archive", place) as archive:
        archive.back_up(LATER)
        path, copy = archive.folder / "manifest.jsonl", Place(place).hashed("manifest.jsonl")
        kept = path.read_bytes()
        later = archive.keep(answer(b"later", url=URL + "?id=later"))
        archive.seal()
        lines = path.read_bytes().splitlines(keepends=True)
        if damage == "emptied":
            path.write_bytes(b"")
        elif damage == "a bit":
            path.write_bytes(path.read_bytes().replace(b'"size"', b'"sIze"', 1))
        elif damage == "a line taken out":
            path.write_bytes(b"".join(lines[:1] + lines[2:]))
        elif damage == "lost":
            path.unlink()
        else:
            relisted(archive)
        archive.repair(archive.verify())
        assert ([], True) == (archive.verify().damaged, path.read_bytes().startswith(kept))
        assert 1 == path.read_text(encoding="utf-8").count(f'"{later.warc}"')
        assert copy == Place(place).hashed("manifest.jsonl")
        assert 1 == archive.back_up(LATER).files


def test_a_manifest_that_was_lost_never_costs_the_copy_of_a_damaged_file(tmp_path: Path) -> None:
    with copied_archive(tmp_path / "archive", str(tmp_path / "copies")) as archive:
        archive.back_up(LATER)
        before, copies = bytes_of(archive.folder), bytes_of(tmp_path / "copies")
        raw, _text = sealed(archive.folder)
        raw.write_bytes(raw.read_bytes()[:900])
        relisted(archive)  # which takes the damaged file for what was sealed
        archive.back_up(LATER)
        assert copies == bytes_of(tmp_path / "copies")
        archive.repair(archive.verify())
        assert (before, []) == (bytes_of(archive.folder), archive.verify().damaged)


def test_a_broken_manifest_is_never_sent(tmp_path: Path) -> None:
    with copied_archive(tmp_path / "archive", str(tmp_path / "copies")) as archive:
        archive.back_up(LATER)
        copy = tmp_path / "copies" / "manifest.jsonl"
        copy.unlink()
        path = archive.folder / "manifest.jsonl"
        path.write_bytes(path.read_bytes().replace(b'"size"', b'"sIze"', 1))
        assert (["manifest.jsonl"], False) == (archive.back_up(LATER).refused, copy.exists())


def test_the_copy_place_of_another_archive_is_refused(tmp_path: Path) -> None:
    with copied_archive(tmp_path / "archive", str(tmp_path / "copies")) as archive:
        archive.back_up(LATER)
    there = bytes_of(tmp_path / "copies"), (tmp_path / "copies" / "manifest.jsonl").read_bytes()
    with (
        copied_archive(tmp_path / "other", str(tmp_path / "copies")) as other,
        pytest.raises(ArchiveError, match=r"copies is the copy place of another archive; name another one"),
    ):
        other.back_up(LATER)
    assert there == (bytes_of(tmp_path / "copies"), (tmp_path / "copies" / "manifest.jsonl").read_bytes())


def test_a_takedown_that_the_lost_manifest_told_of_is_not_undone(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "fangzhi.toml").write_text(f'copies = "{tmp_path / "copies"}"\n', encoding="utf-8")
    with open_archive(tmp_path / "archive", read_only=False) as archive:
        capture = secret_in(archive)
        archive.back_up(LATER)
        shutil.copytree(tmp_path / "copies", tmp_path / "before")
        archive.redact(capture, reason="personal data", at=LATER)
        shutil.rmtree(tmp_path / "copies")
        shutil.move(tmp_path / "before", tmp_path / "copies")  # a place that has not heard of it
        path = archive.folder / "manifest.jsonl"
        path.write_bytes(path.read_bytes().replace(b'"size"', b'"sIze"', 1))
        archive.repair(archive.verify())
        assert SECRET.encode() not in everything_in(tmp_path / "archive")
        archive.back_up(LATER)
        assert SECRET.encode() not in everything_in(tmp_path / "copies")


def test_a_whole_archive_comes_back_from_its_copy_place(tmp_path: Path, place: str) -> None:
    with copied_archive(tmp_path / "archive", place) as archive:
        archive.back_up(LATER)
        before, rows = bytes_of(archive.folder), rows_of(archive)
        size = sum(map(len, before.values()))
    assert Restored(place, 2, size) == restore(tmp_path / "new", Place(place), Disk())
    assert Restored(place, 0, 0, there=2) == restore(tmp_path / "new", Place(place), Disk())
    with open_archive(tmp_path / "new", read_only=False) as archive:
        assert (before, rows, []) == (bytes_of(archive.folder), rows_of(archive), archive.verify().damaged)


def test_a_restore_refuses_another_archive_and_an_empty_place(tmp_path: Path) -> None:
    with copied_archive(tmp_path / "archive", str(tmp_path / "copies")) as archive:
        archive.back_up(LATER)
    with open_archive(tmp_path / "other", read_only=False) as other:
        other.keep(answer())
    with pytest.raises(
        ArchiveError, match=r"other is another archive than the one in .*; restore into an empty folder"
    ):
        restore(tmp_path / "other", Place(str(tmp_path / "copies")), Disk())
    with pytest.raises(PlaceFailed, match=r"holds no manifest\.jsonl; nothing was copied there"):
        restore(tmp_path / "new", Place(str(tmp_path / "nowhere")), Disk())


def test_what_the_place_has_lost_is_named_and_the_rest_comes_back(tmp_path: Path) -> None:
    with copied_archive(tmp_path / "archive", str(tmp_path / "copies")) as archive:
        archive.back_up(LATER)
    lost = sealed(tmp_path / "copies")[1]
    lost.unlink()
    done = restore(tmp_path / "new", Place(str(tmp_path / "copies")), Disk())
    assert (1, [lost.relative_to(tmp_path / "copies").as_posix()]) == (done.files, done.missing)


def test_a_takedown_reaches_the_copy_place(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "fangzhi.toml").write_text(f'copies = "{tmp_path / "copies"}"\n', encoding="utf-8")
    with open_archive(tmp_path / "archive", read_only=False) as archive:
        capture = secret_in(archive)
        archive.back_up(LATER)
        assert SECRET.encode() in everything_in(tmp_path / "copies")
        archive.redact(capture, reason="personal data", at=LATER)
        assert SECRET.encode() not in everything_in(tmp_path / "copies")
        assert 0 == archive.back_up(LATER).files - 1  # the file that says why


def test_a_place_that_cannot_be_reached_is_told_and_made_up_for_by_the_next_backup(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    settings = tmp_path / "archive" / "fangzhi.toml"
    settings.write_text(f'copies = "{tmp_path / "copies"}"\n', encoding="utf-8")
    with open_archive(tmp_path / "archive", read_only=False) as archive:
        capture = secret_in(archive)
        archive.back_up(LATER)
        shutil.move(tmp_path / "copies", tmp_path / "elsewhere")
        (tmp_path / "copies").write_text("a file where the folder was")
        with pytest.raises(PlaceFailed, match="taken down here, but not yet in the copy place: "):
            archive.redact(capture, reason="personal data", at=LATER)
        (tmp_path / "copies").unlink()
        shutil.move(tmp_path / "elsewhere", tmp_path / "copies")
        archive.back_up(LATER)
        assert SECRET.encode() not in everything_in(tmp_path / "copies") + everything_in(tmp_path / "archive")


@pytest.mark.slow
def test_a_storage_that_is_down_is_one_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, s3: str) -> None:
    pytest.importorskip("s3fs").S3FileSystem.clear_instance_cache()
    settings: dict[str, Any] = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}
    for name, value in (settings | {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}).items():
        monkeypatch.setenv(name, value)
    with (
        copied_archive(tmp_path / "archive", BUCKET) as archive,
        pytest.raises(
            PlaceFailed, match=r"s3://fangzhi/copies: manifest\.jsonl: .*look whether the copy place can be reached"
        ),
    ):
        archive.back_up(LATER)


def test_without_a_copy_place_a_backup_says_how_to_name_one(tmp_path: Path) -> None:
    with (
        filled(tmp_path) as archive,
        pytest.raises(ArchiveError, match='names no copy place; add a line like: copies = "/mnt/copies/fangzhi"'),
    ):
        archive.back_up(LATER)


def secret_in(archive: Archive) -> Capture:
    """Keep a page that is to be taken down, and what was read in it."""
    capture = archive.keep(answer(f"<p>{SECRET}</p>".encode(), url=URL))
    archive.keep_cleaning(capture, "auto@1", document(SECRET), cleaned_at=NIGHT)
    return capture
