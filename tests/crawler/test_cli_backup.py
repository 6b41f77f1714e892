"""The commands that copy an archive elsewhere, and what `verify` says of what came back."""

from pathlib import Path

import pytest

from tests.archive.test_rebuild import filled
from tests.crawler.commands import Fangzhi


@pytest.fixture
def fangzhi(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Fangzhi:
    """The command beside an archive with a copy place."""
    folder = tmp_path / "fangzhi-archive"
    filled(folder).close()
    (folder / "fangzhi.toml").write_text(f'copies = "{tmp_path / "copies"}"\n', encoding="utf-8")
    return Fangzhi(monkeypatch, tmp_path)


def test_verify_brings_a_damaged_file_back_and_says_so(fangzhi: Fangzhi) -> None:
    assert 2 == fangzhi("backup", "--json").json["files"]
    file = next((fangzhi.folder / "fangzhi-archive" / "raw").rglob("*.warc.gz"))
    whole = file.read_bytes()
    file.write_bytes(whole[:-9])
    told = fangzhi("verify")
    assert (0, whole) == (told.code, file.read_bytes())
    assert f"{file.name}: was damaged, and is whole again" in told.out
    told = fangzhi("verify", "--json").json
    assert ([], [], True) == (
        told["damaged"],
        told["repaired"],
        told["last_read"][f"raw/2026/11/{file.name}"] is not None,
    )


def test_an_archive_comes_back_from_its_copy_place(fangzhi: Fangzhi) -> None:
    fangzhi("backup")
    told = fangzhi("restore", "copies", "--archive", "new", "--json")
    assert (0, 2, []) == (told.code, told.json["files"], told.json["missing"])
    assert 0 == fangzhi("verify", "--archive", "new").code
    assert fangzhi("runs", "--json").json == fangzhi("runs", "--json", "--archive", "new").json
