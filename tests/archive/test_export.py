"""An export is the corpus as bytes: the same of the same archive, whole or not there."""

import hashlib
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from archive import Archive, ArchiveError, NotWritable, beside
from archive import export as exporting
from cleaners.document import Link
from tests.archive.kept import URL, answer
from tests.archive.tales import SPLIT, lose, night, read, see, see_parts

HOST = "http://www.linjiang.example"


@pytest.fixture
def stocked(archive: Archive) -> Archive:
    see(archive, night(0), "甲", url=f"{HOST}/a")
    see(archive, night(2), "乙", url=f"{HOST}/a")
    see(archive, night(0), "丙", url=f"{HOST}/b", year=2026)
    lose(archive, night(3), url=f"{HOST}/b")
    see_parts(archive, night(1), "丁", "戊")
    return archive


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_row_says_what_was_read_and_where_it_stands_on_disk(stocked: Archive, tmp_path: Path) -> None:
    stocked.export(tmp_path / "out.jsonl", as_of=night(1))
    row = next(row for row in rows(tmp_path / "out.jsonl") if row["url"] == f"{HOST}/b")
    (evidence,) = row["evidence"]
    capture = stocked.capture(evidence["capture"])
    assert ("丙", 2026, "linjiang") == (row["text"], row["metadata"]["year"], row["source"])
    assert (capture.warc, capture.offset, capture.length) == (evidence["warc"], evidence["offset"], evidence["length"])
    assert hashlib.sha256(stocked.payload(capture)).hexdigest() == evidence["payload_digest"].removeprefix("sha256:")


def test_pages_that_are_gone_are_left_out_and_wholes_stand_once(stocked: Archive, tmp_path: Path) -> None:
    stocked.export(tmp_path / "out.jsonl")
    assert [(f"{HOST}/a", "乙"), (SPLIT, "丁\n戊")] == [(r["url"], r["text"]) for r in rows(tmp_path / "out.jsonl")]


def test_as_of_a_day_later_captures_count_for_nothing(stocked: Archive, tmp_path: Path) -> None:
    early = stocked.export(tmp_path / "early.jsonl", as_of=night(1))
    see(stocked, night(4), "乙", url=f"{HOST}/a")
    see(stocked, night(4), "己", url=f"{HOST}/c")
    assert early.sha256 == stocked.export(tmp_path / "late.jsonl", as_of=night(1)).sha256
    assert ["甲", "丙"] == [row["text"] for row in rows(tmp_path / "late.jsonl")]


def test_sources_may_be_chosen(stocked: Archive, tmp_path: Path) -> None:
    assert 0 == stocked.export(tmp_path / "a.jsonl", source=["elsewhere"]).documents
    assert 2 == stocked.export(tmp_path / "a.jsonl", source="linjiang").documents


@pytest.mark.parametrize("form", exporting.FORMATS)
def test_a_rebuilt_archive_gives_the_same_bytes(stocked: Archive, tmp_path: Path, form: str) -> None:
    before = stocked.export(tmp_path / "before", form)
    stocked.rebuild()
    after = stocked.export(tmp_path / "after", form)
    assert before.sha256 == after.sha256
    names = [path.relative_to(before.path) for path in sorted(before.path.rglob("*")) if path.is_file()]
    for name in names or [Path()]:
        assert name.name == exporting.MANIFEST or (before.path / name).read_bytes() == (after.path / name).read_bytes()


def test_parquet_has_the_rows_of_the_lines_with_types(stocked: Archive, tmp_path: Path) -> None:
    see(stocked, night(5), "己", url=f"{HOST}/e", published=date(2026, 11, 20), origins={"published": "line"})
    stocked.export(tmp_path / "out.jsonl")
    stocked.export(tmp_path / "out.parquet", "parquet")
    told = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    lines = rows(tmp_path / "out.jsonl")
    assert [row["url"] for row in lines] == [row["url"] for row in told]
    last, line = told[-1], lines[-1]
    assert (date(2026, 11, 20), [("published", "line")]) == (last["metadata"]["published"], last["metadata"]["origins"])
    assert (night(5), line["blocks"]) == (last["first_seen"], last["blocks"])
    assert line["evidence"][0]["offset"] == last["evidence"][0]["offset"]
    assert line.keys() == last.keys()
    assert line["metadata"].keys() == last["metadata"].keys()


@pytest.mark.parametrize("form", exporting.FORMATS)
def test_a_character_that_is_none_breaks_no_reader(archive: Archive, tmp_path: Path, form: str) -> None:
    archive.keep_cleaning(archive.keep(answer()), "auto@1", read("甲\ud800乙"), cleaned_at=night(0))
    told = archive.export(tmp_path / "out", form)
    if form == "parquet":
        assert "甲\ufffd乙" == parquet.read_table(told.path)["text"][0].as_py()
    elif form == "jsonl":
        assert "甲\ud800乙" == rows(told.path)[0]["text"]
    else:
        assert 1 == told.documents


def test_a_picture_goes_with_its_page_unless_it_was_taken_down(archive: Archive, tmp_path: Path) -> None:
    picture = archive.keep(answer(b"\x89PNG" + b"0" * 900, url=f"{HOST}/a.png", outcome="not-text"))
    shown = replace(read("附图"), images=(Link(f"{HOST}/a.png", "a"),))
    archive.keep_cleaning(archive.keep(answer()), "auto@1", shown, cleaned_at=night(0))
    archive.export(tmp_path / "out.wacz", "wacz")
    assert [f"{HOST}/a.png", URL] == indexed(tmp_path / "out.wacz")
    archive.redact(picture, reason="personal data", at=night(1))
    archive.export(tmp_path / "out.wacz", "wacz")
    assert [URL] == indexed(tmp_path / "out.wacz")


def indexed(package: Path) -> list[str]:
    with zipfile.ZipFile(package) as opened:
        lines = opened.read("indexes/index.cdx").decode().splitlines()
    return [json.loads(line.split(" ", 2)[2])["url"] for line in lines]


def test_a_source_of_any_name_stays_in_the_folder(archive: Archive, tmp_path: Path) -> None:
    archive.keep_cleaning(archive.keep(answer(source="../../etc")), "auto@1", read("甲", url=URL), cleaned_at=night(0))
    archive.export(tmp_path / "out", "text")
    assert ["-..-etc"] == [path.name for path in (tmp_path / "out").iterdir() if path.is_dir()]


@pytest.mark.parametrize("form", ["jsonl", "parquet", "wacz"])
def test_a_file_is_not_written_over_a_folder(stocked: Archive, tmp_path: Path, form: str) -> None:
    with pytest.raises(NotWritable, match="is a folder"):
        stocked.export(tmp_path, form)


def test_the_manifest_tells_what_was_asked_and_the_digest_of_the_file(stocked: Archive, tmp_path: Path) -> None:
    told = stocked.export(tmp_path / "out.jsonl", as_of=night(2), source="linjiang")
    manifest = json.loads(told.manifest.read_text(encoding="utf-8"))
    found = hashlib.sha256((tmp_path / "out.jsonl").read_bytes()).hexdigest()
    assert (found, told.documents, "2026-11-26T18:00:00Z", ["linjiang"]) == (
        manifest["sha256"],
        manifest["documents"],
        manifest["as_of"],
        manifest["sources"],
    )


def test_text_is_a_file_a_document_with_its_check_sum(stocked: Archive, tmp_path: Path) -> None:
    told = stocked.export(tmp_path / "corpus", "text")
    sums = [line.split("  ") for line in (tmp_path / "corpus/SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    assert 2 == told.documents == len(list((tmp_path / "corpus/linjiang").iterdir()))
    for digest, name in sums:
        assert digest == hashlib.sha256((tmp_path / "corpus" / name).read_bytes()).hexdigest()
    first = rows(tmp_path / "corpus/index.jsonl")[0]
    assert "临江区政府工作报告\n\n乙\n" == (tmp_path / "corpus" / first["file"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("form", exporting.FORMATS)
def test_an_export_that_fails_leaves_the_one_before_and_nothing_else(
    stocked: Archive, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    told = stocked.export(folder / "out", form)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    see(stocked, night(5), "庚", url=f"{HOST}/d")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(beside, "sync", full)
    with pytest.raises(NotWritable, match="No space left on device"):
        stocked.export(folder / "out", form)
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert 2 == told.documents


def test_an_export_takes_the_place_of_the_one_before(stocked: Archive, tmp_path: Path) -> None:
    for form in exporting.FORMATS:
        stocked.export(tmp_path / form, form, as_of=night(1))
        assert 2 == stocked.export(tmp_path / form, form).documents
    assert 2 == len(list((tmp_path / "text/linjiang").iterdir()))


def test_a_folder_that_is_no_export_is_left_alone(stocked: Archive, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/precious").write_text("x", encoding="utf-8")
    with pytest.raises(NotWritable, match="no export of this program"):
        stocked.export(tmp_path / "mine", "text")
    assert (tmp_path / "mine/precious").exists()


def test_a_disk_that_may_not_be_written_is_one_sentence(
    stocked: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "open", refused)
    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(NotWritable, match="Read-only file system; name another place"):
        stocked.export(tmp_path / "out.jsonl")


def test_a_place_that_is_not_there_is_one_sentence(stocked: Archive, tmp_path: Path) -> None:
    with pytest.raises(NotWritable, match="No such file or directory"):
        stocked.export(tmp_path / "none" / "out.jsonl")
    with pytest.raises(ArchiveError, match="'csv' is no format"):
        stocked.export(tmp_path / "out.csv", "csv")
