"""An archive is known by its folder; what is none, or cannot be used, is one sentence."""

import os
from pathlib import Path

import pytest

from archive import ArchiveError, NewerArchive, NoArchive, NotWritable, open_archive
from tests.archive.kept import PAGE, URL, answer


def kept(folder: Path) -> None:
    with open_archive(folder, read_only=False) as archive:
        archive.keep(answer())


def test_the_readme_tells_the_layout_without_this_program(tmp_path: Path) -> None:
    kept(tmp_path)
    readme = (tmp_path / "README.txt").read_text(encoding="utf-8")
    there = {path.name for path in tmp_path.iterdir()} - {"README.txt"}
    assert there <= {word.split("/")[0] for word in readme.split()}


def test_an_empty_folder_is_no_archive_until_it_is_written(tmp_path: Path) -> None:
    with pytest.raises(NoArchive, match="holds no archive; give another --archive, or begin one with: fangzhi crawl"):
        open_archive(tmp_path)


def test_a_folder_with_other_things_is_not_made_an_archive(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear reader")
    with pytest.raises(NoArchive, match="holds other things and no archive"):
        open_archive(tmp_path, read_only=False)
    assert [tmp_path / "letter.txt"] == list(tmp_path.iterdir())


@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_is_no_archive(tmp_path: Path, read_only: bool) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(NoArchive, match="is a file; an archive is a folder"):
        open_archive(tmp_path / "a", read_only=read_only)


@pytest.mark.parametrize("read_only", [True, False])
def test_an_archive_of_a_newer_format_is_refused(tmp_path: Path, read_only: bool) -> None:
    kept(tmp_path)
    readme = tmp_path / "README.txt"
    readme.write_text(readme.read_text().replace("format 1", "format 2"))
    with pytest.raises(
        NewerArchive, match="is an archive of format 2; this program reads up to 1: install a newer fangzhi"
    ):
        open_archive(tmp_path, read_only=read_only)


def test_a_settings_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    kept(tmp_path)
    (tmp_path / "fangzhi.toml").write_text("catalog = ")
    with pytest.raises(ArchiveError, match=r"fangzhi\.toml: .*; mend the file"):
        open_archive(tmp_path)


def test_the_settings_file_names_the_catalog(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    kept(tmp_path / "a")
    (tmp_path / "a" / "fangzhi.toml").write_text(f'catalog = "sqlite:///{tmp_path}/elsewhere.sqlite"')
    kept(tmp_path / "a")
    assert (tmp_path / "elsewhere.sqlite").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_read_and_not_written(tmp_path: Path) -> None:
    kept(tmp_path)
    tmp_path.chmod(0o555)
    try:
        with open_archive(tmp_path) as archive:
            assert PAGE == archive.payload(archive.captures(URL)[0])
        with pytest.raises(NotWritable, match="is read-only; mend its rights, or give another --archive"):
            open_archive(tmp_path, read_only=False)
    finally:
        tmp_path.chmod(0o755)


def test_an_archive_opened_for_reading_keeps_nothing(tmp_path: Path) -> None:
    kept(tmp_path)
    with open_archive(tmp_path) as archive, pytest.raises(ArchiveError, match="was opened for reading only"):
        archive.keep(answer())


@pytest.mark.parametrize(
    ("catalog", "said"),
    [
        ("not an address", "the catalog's address cannot be read"),
        ("postgresql://reader:secret@127.0.0.1:1/x", r"reader:\*\*\*@127\.0\.0\.1:1/x: "),
    ],
)
def test_a_catalog_that_cannot_be_reached_is_one_sentence_without_its_password(
    tmp_path: Path, catalog: str, said: str
) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(ArchiveError, match=said) as refused:
        open_archive(tmp_path / "a", read_only=False, catalog=catalog)
    assert "secret" not in str(refused.value)
