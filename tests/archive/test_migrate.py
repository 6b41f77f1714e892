"""The catalog moves to another database and is the same there."""

from pathlib import Path

import pytest
from sqlalchemy import text

from archive import ArchiveError, open_archive
from tests.archive.test_rebuild import filled, rows_of


@pytest.mark.slow
def test_a_catalog_moves_to_postgresql_and_back(tmp_path: Path, postgres_catalog: str) -> None:
    with filled(tmp_path) as archive:
        archive.seal()
        before = rows_of(archive)
        moved = archive.migrate(postgres_catalog)
    with open_archive(tmp_path, read_only=False) as archive:
        assert ("postgresql", before) == (archive.shelf.database.engine.dialect.name, rows_of(archive))
        archive.migrate(f"sqlite:///{tmp_path}/catalog.sqlite")
    with open_archive(tmp_path) as archive:
        assert ("sqlite", before, 5) == (
            archive.shelf.database.engine.dialect.name,
            rows_of(archive),
            moved["captures"] + moved["attempts"],
        )


def test_the_catalog_of_another_archive_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    with filled(tmp_path / "other") as other, filled(tmp_path / "archive") as archive:
        before = rows_of(other)
        with pytest.raises(ArchiveError, match="is the catalog of another archive"):
            archive.migrate(f"sqlite:///{tmp_path}/other/catalog.sqlite")
        assert (before, False) == (rows_of(other), (archive.folder / "fangzhi.toml").exists())


def test_a_database_that_comes_out_different_is_not_used(tmp_path: Path) -> None:
    with filled(tmp_path / "archive") as archive:
        archive.migrate(f"sqlite:///{tmp_path}/new.sqlite")
        (archive.folder / "fangzhi.toml").unlink()
        with archive.shelf.database.writing() as connection:
            connection.execute(text("update captures set status = 500"))
        with pytest.raises(ArchiveError, match=r"differs from .*catalog\.sqlite in captures; give an empty database"):
            archive.migrate(f"sqlite:///{tmp_path}/new.sqlite")
        assert not (archive.folder / "fangzhi.toml").exists()


def test_what_else_stands_in_the_settings_stays(tmp_path: Path) -> None:
    with filled(tmp_path / "archive") as archive:
        (archive.folder / "fangzhi.toml").write_text('catalog = "sqlite:///x"\nother = 1\n')
        archive.migrate(f"sqlite:///{tmp_path}/new.sqlite")
        assert (
            f'catalog = "sqlite:///{tmp_path}/new.sqlite"\nother = 1\n' == (archive.folder / "fangzhi.toml").read_text()
        )
