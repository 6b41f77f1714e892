"""Each kind of damage has its code, is located, and never hides what is undamaged."""

import gzip
import random
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from archive import Archive, Capture, Damaged, open_archive
from archive.disk import Disk
from archive.packing import repacked
from archive.reading import Found, walk
from archive.verify import CODES, TURNS, turn
from tests.archive.kept import NIGHT, PAGE, URL, answer, document

PAGES = 12


@pytest.fixture
def captures(archive: Archive) -> list[Capture]:
    """Sealed: twelve pages with cleanings, in one raw and one text file."""
    run = archive.begin_run("linjiang", begun_at=NIGHT, declaration="")
    made = []
    for number in range(PAGES):
        payload = PAGE + random.Random(number).randbytes(300)
        made.append(archive.keep(answer(payload, url=f"{URL}?id={number}", run=run.id)))
        archive.keep_cleaning(made[-1], "auto@1", document(), cleaned_at=NIGHT)
    archive.seal()
    return made


def found(archive: Archive) -> list[tuple[str, int, str, str]]:
    return [(damage.file, damage.offset, damage.record, damage.code) for damage in archive.verify().damaged]


def change(path: Path, offset: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def run_sql(archive: Archive, statement: str) -> None:
    with archive.shelf.database.writing() as connection:
        connection.execute(text(statement))


def test_an_undamaged_archive_has_no_damage_and_counts_everything(archive: Archive, captures: list[Capture]) -> None:
    report = archive.verify()
    assert (2, 2 + 1 + 3 * PAGES, []) == (report.files, report.records, report.damaged)


def test_a_flipped_byte_is_located_by_file_offset_record_and_code(archive: Archive, captures: list[Capture]) -> None:
    hit = captures[5]
    path = archive.folder / hit.warc
    old = path.read_bytes()[hit.offset + 200]
    change(path, hit.offset + 200, bytes([old ^ 0x10]))
    assert [(hit.warc, -1, "", "file-digest"), (hit.warc, hit.offset, hit.id, "record-damaged")] == found(archive)


def test_every_flipped_bit_is_noticed_and_every_other_record_still_read(
    archive: Archive, captures: list[Capture]
) -> None:
    path = archive.folder / captures[0].warc
    whole = path.read_bytes()
    records = [here for here in walk(path) if isinstance(here, Found)]
    chance = random.Random(7)
    for _ in range(300):
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        change(path, at, bytes([whole[at] ^ bit]))
        hit = next(here for here in records if here.offset <= at < here.offset + here.length)
        damaged = archive.verify().damaged
        assert "file-digest" in {damage.code for damage in damaged}
        assert {hit.offset, -1} == {damage.offset for damage in damaged}, (at, bit)
        others = [capture for capture in captures if capture.offset != hit.offset]
        assert all(archive.payload(capture) for capture in others)
        change(path, at, whole[at : at + 1])
    assert [] == archive.verify().damaged


def test_a_flipped_bit_that_changes_nothing_in_what_is_unpacked_is_located_all_the_same(
    archive: Archive, captures: list[Capture]
) -> None:
    path = archive.folder / captures[0].warc
    whole = path.read_bytes()
    traceless = 0
    for here in [here for here in walk(path) if isinstance(here, Found)]:
        last = here.offset + here.length - 9  # before CRC and size; the compressed data seldom fill its last byte
        for bit in range(8):
            change(path, last, bytes([whole[last] ^ 1 << bit]))
            damaged = {damage.offset: damage.code for damage in archive.verify().damaged}
            assert {-1, here.offset} == damaged.keys()
            traceless += damaged[here.offset] == "record-altered"
        change(path, last, whole[last : last + 1])
    assert traceless > 0
    assert [] == archive.verify().damaged


def test_of_a_file_that_another_compressor_packed_no_record_is_called_altered_for_its_packing(
    archive: Archive, captures: list[Capture]
) -> None:
    path = archive.folder / captures[0].warc
    plain = [gzip.decompress(path.read_bytes()[at.offset : at.offset + at.length]) for at in walk(path)]
    path.write_bytes(b"".join(gzip.compress(record, 9, mtime=0) for record in plain))
    assert len(plain) == len([here for here in walk(path) if isinstance(here, Found)])
    assert [] == list(repacked(path))


def test_every_truncation_is_noticed_and_every_whole_record_still_read(
    archive: Archive, captures: list[Capture]
) -> None:
    path = archive.folder / captures[0].warc
    whole = path.read_bytes()
    chance = random.Random(8)
    for _ in range(300):
        size = chance.randrange(len(whole))
        path.write_bytes(whole[:size])
        damaged = {damage.record: damage.code for damage in archive.verify().damaged}
        assert "file-size" == damaged[""] or "record-damaged" == damaged[""]
        for capture in captures:
            if capture.offset + capture.length <= size:
                assert archive.payload(capture)
            else:
                assert damaged[capture.id] in {"record-lost", "record-damaged"}
    path.write_bytes(whole)


def test_a_file_that_is_missing_is_named(archive: Archive, captures: list[Capture]) -> None:
    name = captures[0].warc
    (archive.folder / name).unlink()
    assert [(name, -1, "", "file-missing")] == found(archive)
    with pytest.raises(Damaged, match="the file is missing; bring it back from a copy, then: fangzhi verify"):
        archive.payload(captures[0])


def test_a_line_taken_out_of_the_manifest_is_noticed(archive: Archive, captures: list[Capture]) -> None:
    manifest = archive.folder / "manifest.jsonl"
    first, second = manifest.read_bytes().splitlines(keepends=True)
    manifest.write_bytes(second)
    assert [("manifest.jsonl", 0, "", "manifest-broken"), (captures[0].warc, -1, "", "file-unlisted")] == found(archive)
    manifest.write_bytes(first + b"{}\n" + second)
    assert [(len(first), "manifest-broken"), (len(first) + 3, "manifest-broken")] == [
        (offset, code) for _, offset, _, code in found(archive)
    ]


def test_a_row_that_is_missing_wrong_or_strange_is_told_from_the_record(
    archive: Archive, captures: list[Capture]
) -> None:
    run_sql(archive, f"delete from captures where id = '{captures[0].id}'")
    run_sql(archive, f"update captures set outcome = 'gone', status = 404 where id = '{captures[1].id}'")
    run_sql(archive, f"update captures set id = 'urn:x', original_id = 'urn:x' where id = '{captures[2].id}'")
    codes = {(offset, code) for _, offset, _, code in found(archive)}
    assert {
        (captures[0].offset, "catalog-missing"),
        (captures[1].offset, "catalog-wrong"),
        (captures[2].offset, "catalog-missing"),
        (captures[2].offset, "record-lost"),
    } <= codes
    archive.rebuild()
    assert [] == found(archive)


def test_what_refers_to_nothing_is_told(archive: Archive, captures: list[Capture]) -> None:
    again = archive.keep(answer(archive.payload(captures[0]), url=captures[0].url, captured_at=NIGHT.replace(hour=20)))
    archive.seal()
    (archive.folder / captures[0].warc).unlink()
    archive.rebuild()
    assert {"revisit-orphan", "cleaning-orphan", "file-missing"} == {code for *_, code in found(archive)}
    with pytest.raises(Damaged, match=f"the capture {captures[0].id} that it revisits is missing"):
        archive.payload(again)


def test_a_row_of_a_file_that_never_was_is_told(archive: Archive, captures: list[Capture]) -> None:
    run_sql(archive, f"update captures set warc = 'raw/x.warc.gz' where id = '{captures[0].id}'")
    assert ("raw/x.warc.gz", -1, "", "catalog-stray") in found(archive)


def test_a_record_that_this_program_did_not_write_is_told(archive: Archive, captures: list[Capture]) -> None:
    from archive.warc import Record, member

    fields = {
        "WARC-Type": "response",
        "WARC-Record-ID": "<urn:x>",
        "Content-Type": "text/plain",
        "WARC-Target-URI": URL,
    }
    fields["WARC-Payload-Digest"] = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    (archive.folder / "raw" / "a.warc.gz").write_bytes(member(Record(fields, b"HTTP/1.1 200 OK\r\n\r\n")))
    with open_archive(archive.folder, read_only=False):
        assert [("raw/a.warc.gz", 0, "urn:x", "record-strange")] == found(archive)


def test_a_torn_tail_of_a_stopped_process_is_told_apart_from_damage(archive: Archive, captures: list[Capture]) -> None:
    name = captures[0].warc
    torn = (archive.folder / name).read_bytes()[:-9]
    (archive.folder / "raw" / "b.warc.gz.open").write_bytes(torn[: torn.rindex(b"\x1f\x8b\x08") + 30])
    assert "tail-torn" in {code for file, _, _, code in found(archive) if file == "raw/b.warc.gz"}


class Looked(Disk):
    """Lets somebody verify in the middle of each write, before each sync and at each sealing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.found: list[list[str]] = []

    def look(self) -> None:
        if (self.folder / "catalog.sqlite").exists():
            with open_archive(self.folder) as archive:
                self.found.append([damage.code for damage in archive.verify().damaged])

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        if len(data) > 20:
            half = super().write(descriptor, data[:-20])
            self.look()
            return half
        return super().write(descriptor, data)

    def sync(self, descriptor: int) -> None:
        self.look()
        super().sync(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        super().rename(old, new)
        self.look()


def test_a_verification_beside_a_writer_finds_nothing(tmp_path: Path) -> None:
    disk = Looked(tmp_path)
    with open_archive(tmp_path, read_only=False, disk=disk) as archive:
        for number in range(3):
            archive.keep_cleaning(
                archive.keep(answer(b"%d" % number, url=f"{URL}?id={number}")), "auto@1", document(), cleaned_at=NIGHT
            )
            if number:
                archive.flush()
    assert (True, []) == (len(disk.found) > 15, [codes for codes in disk.found if codes])


def test_a_file_that_is_sealed_while_it_is_to_be_read_is_read_sealed(tmp_path: Path) -> None:
    with open_archive(tmp_path, read_only=False) as writing, open_archive(tmp_path) as reading:
        for day in range(2):
            writing.keep(answer(url=f"{URL}?id={day}", captured_at=NIGHT + timedelta(days=day)))
        writing.flush()
        report = reading.verify(progress=lambda _done, _total: writing.seal())
        assert ([], 2, 2) == (report.damaged, report.files, len(report.read))


def test_samples_of_thirty_turns_read_every_file_once(archive: Archive, captures: list[Capture]) -> None:
    reports = [archive.verify(sample=True, part=part) for part in range(TURNS)]
    assert (2, [1, 1]) == (
        sum(r.files for r in reports),
        [reports[turn(name)].files for name in {captures[0].warc, captures[0].warc.replace("raw", "text")}],
    )


def test_every_code_says_what_to_do() -> None:
    assert all(";" in message and ": " in message for message in CODES.values())
