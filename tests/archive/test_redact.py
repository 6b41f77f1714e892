"""A takedown removes the bytes everywhere and leaves what is needed to know that they were there."""

import gzip
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive import Archive, ArchiveError, Capture, NoCapture, Redacted
from tests.archive.kept import NIGHT, URL, answer, document

SECRET = "张某某的身份证号码"
PAGE = f"<p>{SECRET}</p>".encode()
LATER = NIGHT + timedelta(days=3)


@pytest.fixture
def captures(archive: Archive) -> list[Capture]:
    """The secret twice, and another page before and after it."""
    before = archive.keep(answer(url=URL + "?id=1"))
    secret = archive.keep(answer(PAGE))
    archive.keep_cleaning(secret, "auto@1", document(SECRET), cleaned_at=NIGHT)
    again = archive.keep(answer(PAGE, captured_at=NIGHT + timedelta(hours=1)))
    after = archive.keep(answer(url=URL + "?id=2", captured_at=NIGHT + timedelta(hours=2)))
    archive.keep_cleaning(after, "auto@1", document(url=after.url), cleaned_at=NIGHT)
    return [before, secret, again, after]


def everything_in(folder: Path) -> bytes:
    """Every byte of the archive, and every WARC file unpacked."""
    data = b""
    for path in folder.rglob("*"):
        if path.is_file():
            data += path.read_bytes()
            data += gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else b""
    return data


def test_no_byte_of_it_stays_in_files_or_catalog(archive: Archive, captures: list[Capture]) -> None:
    archive.seal()
    assert SECRET.encode() in everything_in(archive.folder)
    assert 2 == archive.redact(captures[2], reason="personal data", at=LATER)
    assert SECRET.encode() not in everything_in(archive.folder)
    assert [] == list(archive.folder.rglob("*.redacting"))


def test_what_stood_for_it_says_when_and_why_it_was_taken_down(archive: Archive, captures: list[Capture]) -> None:
    archive.redact(captures[1].id, reason="personal data", at=LATER)
    for capture in captures[1:3]:
        with pytest.raises(Redacted, match=f"{URL}.* was taken down on 2026-11-27: personal data"):
            archive.payload(archive.capture(capture.id))


def test_digest_dates_places_and_headers_stay(archive: Archive, captures: list[Capture]) -> None:
    archive.flush()
    head = archive.headers(captures[1])
    archive.redact(captures[1], reason="personal data", at=LATER)
    assert (captures[1:3], head) == (archive.captures(URL), archive.headers(captures[1]))


def test_verify_and_rebuild_accept_it(archive: Archive, captures: list[Capture]) -> None:
    archive.redact(captures[1], reason="personal data", at=LATER)
    archive.rebuild()
    assert ([], True) == (archive.verify().damaged, captures[1] == archive.capture(captures[1].id))
    lines = (archive.folder / "manifest.jsonl").read_text().splitlines()
    assert 2 == sum('"was": "sha256:' in line for line in lines)


def test_other_records_are_untouched_and_other_readers_read_on(archive: Archive, captures: list[Capture]) -> None:
    archive.redact(captures[1], reason="personal data", at=LATER)
    assert [b"<html>", b"<html>"] == [archive.payload(captures[number])[:6] for number in (0, 3)]
    with (archive.folder / captures[1].warc).open("rb") as file:
        records = ArchiveIterator(file, check_digests="raise")
        ids = [record.rec_headers.get_header("WARC-Record-ID")[1:-1] for record in records]
    assert {capture.id for capture in captures} < set(ids)


def test_its_text_is_told_no_more(archive: Archive, captures: list[Capture]) -> None:
    assert 1 == len(archive.search(SECRET))
    archive.redact(captures[1], reason="personal data", at=LATER)
    assert ([], [captures[3].url]) == (archive.search(SECRET), [version.url for version in archive.corpus()])


def test_a_redacted_payload_is_neither_cleaned_nor_revisited(archive: Archive, captures: list[Capture]) -> None:
    archive.redact(captures[1], reason="personal data", at=LATER)
    assert captures[1].id not in {capture.id for capture in archive.uncleaned("auto@2")}
    assert not archive.keep(answer(PAGE, captured_at=LATER)).is_revisit


def test_given_again_it_changes_nothing_more(archive: Archive, captures: list[Capture]) -> None:
    archive.redact(captures[1], reason="personal data", at=LATER)
    before = [(archive.folder / captures[1].warc).read_bytes(), archive.verify().damaged]
    archive.redact(captures[1], reason="personal data", at=LATER)
    assert before == [(archive.folder / captures[1].warc).read_bytes(), archive.verify().damaged]


def test_a_page_of_a_hundred_bytes_can_be_taken_down(archive: Archive) -> None:
    capture = archive.keep(answer(bytes(range(100)), headers=()))
    archive.redact(capture, reason="personal data", at=LATER)
    assert ([], capture) == (archive.verify().damaged, archive.capture(capture.id))


def test_what_is_too_small_is_refused_before_anything_changes(archive: Archive) -> None:
    capture = archive.keep(answer(b"x", headers=()))
    with pytest.raises(
        ArchiveError, match=r"is too small to be emptied in its place \(1 bytes of body\); nothing was changed"
    ):
        archive.redact(capture, reason="personal data", at=LATER)
    assert b"x" == archive.payload(capture)


def test_a_capture_that_is_not_there_cannot_be_taken_down(archive: Archive) -> None:
    with pytest.raises(NoCapture, match="no capture urn:x"):
        archive.redact("urn:x", reason="personal data", at=LATER)


def test_torn_ends_of_the_page_leave_quarantine_and_those_of_others_stay(
    archive: Archive, captures: list[Capture]
) -> None:
    archive.seal()
    aside = archive.folder / "quarantine"
    aside.mkdir(exist_ok=True)
    for name, capture in (("own", captures[1]), ("other", captures[0])):
        data = (archive.folder / capture.warc).read_bytes()[capture.offset : capture.offset + capture.length]
        (aside / name).write_bytes(data[:-20])
        (aside / f"{name}.txt").write_text("torn\n")
    (aside / "unreadable").write_bytes(b"\x1f\x8b\x08\x00 no address can be read here")
    (aside / "manifest.jsonl").write_text("{}\n")
    archive.redact(captures[1], reason="personal data", at=LATER)
    assert ["manifest.jsonl", "other", "other.txt", "own.txt"] == sorted(path.name for path in aside.iterdir())
