"""WARC files in the shapes in which recorders write them: each gives its page, or says what is in its way."""

import gzip
import io
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import open_archive
from archive.records import Capture, Run
from crawler.errors import WrongUse
from crawler.importing import import_files
from tests.crawler.replica import Page, article, declare, serving
from tests.crawler.test_import import OTHER, PAGE, http, members, record, sha1

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ONE, TWO = article(1).encode(), article(2).encode()
FIRST, SECOND = record(http(ONE)), record(http(TWO), WARC_Target_URI=OTHER)


def as_version(number: str, one: bytes) -> bytes:
    return one.replace(b"WARC/1.0", b"WARC/" + number.encode(), 1)


def with_dictionary(*, is_packed: bool) -> bytes:
    """A file as ArchiveTeam's megawarcs are: the dictionary in a skippable frame, then a frame a record."""
    trained = zstd.train_dict([record(http(article(n).encode())) for n in range(60)], 4000)
    held = zstd.compress(trained.dict_content) if is_packed else trained.dict_content
    frames = [zstd.compress(one, zstd_dict=trained) for one in (FIRST, SECOND)]
    return struct.pack("<II", 0x184D2A5D, len(held)) + held + b"".join(frames)


def packed(**inside: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as folder:
        for name, data in inside.items():
            folder.writestr(name.replace("__", "/").replace("_", "."), data)
    return file.getvalue()


Taking = Callable[[bytes], tuple[Run, list[Capture]]]


@pytest.fixture
def taking(tmp_path: Path) -> Taking:
    """Import a file of these bytes; returns the run and what is held of the page."""

    def take(data: bytes) -> tuple[Run, list[Capture]]:
        (tmp_path / "file").write_bytes(data)
        (run,) = import_files(tmp_path / "archive", [tmp_path / "file"], sources_folder=declare(tmp_path / "sources"))
        with open_archive(tmp_path / "archive") as archive:
            return run, archive.captures(PAGE)

    return take


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(members(as_version("0.18", FIRST)), id="WARC-0.18"),
        pytest.param(as_version("0.17", FIRST), id="WARC-0.17-plain"),
        pytest.param(members(record(http(ONE), WARC_Target_URI=f"<{PAGE}>")), id="wget-brackets"),
        pytest.param(gzip.compress(FIRST + SECOND), id="one-member-for-all"),
        pytest.param(members(FIRST) + b"\0" * 512, id="filled-up-with-zeros"),
        pytest.param(
            members(record(b"HTTP/2 200\r\ncontent-type: text/html; charset=utf-8\r\n\r\n" + ONE)), id="HTTP-2"
        ),
        pytest.param(members(record(http(ONE), WARC_Record_ID=None)), id="without-an-id"),
        pytest.param(members(record(http(ONE), WARC_Payload_Digest=sha1(TWO))), id="digest-of-something-else"),
        pytest.param(zstd.compress(FIRST) + zstd.compress(SECOND), id="zstandard"),
        pytest.param(with_dictionary(is_packed=False), id="zstandard-dictionary"),
        pytest.param(with_dictionary(is_packed=True), id="zstandard-packed-dictionary"),
        pytest.param(packed(archive__data_warc_gz=members(FIRST), datapackage_json=b"{}"), id="WACZ"),
        pytest.param(packed(archive__data_warc_zst=zstd.compress(FIRST)), id="WACZ-zstandard"),
        pytest.param(packed(one_wacz=packed(archive__data_warc=FIRST)), id="multi-WACZ"),
    ],
)
def test_a_file_of_this_form_gives_its_page_whole(data: bytes, taking: Taking, tmp_path: Path) -> None:
    run, held = taking(data)
    assert ("complete", 1, "ok") == (run.verdict, len(held), held[0].outcome)
    with open_archive(tmp_path / "archive") as archive:
        assert ONE == archive.payload(held[0])


@pytest.mark.parametrize(
    ("date", "instant"),
    [
        ("2024-05-01T01:02:03.123456789Z", datetime(2024, 5, 1, 1, 2, 3, 123456, UTC)),
        ("2019-05-23T17:06:50+08:00", datetime(2019, 5, 23, 9, 6, 50, tzinfo=UTC)),
        ("2019-05-23T09:06:50", datetime(2019, 5, 23, 9, 6, 50, tzinfo=UTC)),
        ("20190523090650", datetime(2019, 5, 23, 9, 6, 50, tzinfo=UTC)),
    ],
)
def test_a_date_is_read_however_it_is_written(date: str, instant: datetime, taking: Taking) -> None:
    _, (held,) = taking(members(record(http(ONE), WARC_Date=date)))
    assert instant == held.captured_at


@pytest.mark.parametrize(
    ("date", "why"),
    [
        ("0001-01-01T00:00:00Z", "has neither a WARC-Date nor a Date that can be"),
        ("1970-01-01T00:00:00Z", "has neither a WARC-Date nor a Date that can be"),
        ("9999-12-31T23:59:59-12:00", "has neither a WARC-Date nor a Date that can be"),
        ("2462-01-01T00:00:00Z", "is dated 2462-01-01, which is still to come"),
    ],
)
def test_a_date_that_cannot_be_is_told_and_makes_no_history(date: str, why: str, taking: Taking) -> None:
    run, held = taking(members(record(http(ONE), WARC_Date=date)))
    assert ("partial", [], f"1 answers: {why}") == (run.verdict, held, run.reasons[0])


def test_an_impossible_date_gives_way_to_the_answers_own(taking: Taking) -> None:
    block = http(ONE, headers="Content-Type: text/html; charset=utf-8\r\nDate: Thu, 23 May 2019 09:06:50 GMT\r\n")
    _, (held,) = taking(members(record(block, WARC_Date="1970-01-01T00:00:00Z")))
    assert datetime(2019, 5, 23, 9, 6, 50, tzinfo=UTC) == held.captured_at


@pytest.mark.parametrize("cut", [1, 40, 100])
def test_a_zstandard_file_that_was_cut_gives_what_is_whole(cut: int, taking: Taking) -> None:
    run, held = taking((zstd.compress(FIRST) + zstd.compress(SECOND))[:-cut])
    assert ("partial", 1) == (run.verdict, len(held))
    assert "the file ends within a Zstandard frame" in run.reasons[0]


@pytest.mark.parametrize("is_summed", [True, False], ids=["check sum of the frame", "digest of the record"])
def test_a_damaged_frame_is_noticed_and_hides_no_other(is_summed: bool, taking: Taking) -> None:
    digest = {} if is_summed else {"WARC_Payload_Digest": sha1(TWO)}
    options = {int(zstd.CompressionParameter.checksum_flag): int(is_summed)}
    frame = bytearray(zstd.compress(record(http(TWO), WARC_Target_URI=OTHER, **digest), options=options))
    frame[len(frame) // 2] ^= 0xFF
    run, held = taking(bytes(frame) + zstd.compress(FIRST))
    assert ("partial", 1, 1) == (run.verdict, run.captured, len(held))


def test_an_answer_in_several_records_is_told_with_its_place(taking: Taking) -> None:
    block = http(ONE)
    parts = [record(block[:400], WARC_Segment_Number="1"), record(block[400:], "continuation", WARC_Segment_Number="2")]
    run, held = taking(members(SECOND, *parts))
    assert ("partial", []) == (run.verdict, held)
    assert "split over several records" in run.reasons[0]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(
            gzip.compress(b"filedesc://x.arc 0.0.0.0 20060101000000 text/plain 76\n"), "warcio recompress", id="arc"
        ),
        (packed(readme_txt=b"x"), "without a .warc, .warc.gz, .warc.zst in it"),
        (b"", "it is empty"),
    ],
)
def test_a_file_that_holds_none_says_what_to_do(data: bytes, why: str, taking: Taking) -> None:
    with pytest.raises(WrongUse, match=why):
        taking(data)


def test_one_empty_file_among_many_does_not_hold_up_the_others(tmp_path: Path) -> None:
    for name, data in {"a.warc.gz": b"", "b.wacz": packed(readme_txt=b"x"), "c.warc.gz": members(FIRST)}.items():
        (tmp_path / name).write_bytes(data)
    files = sorted(tmp_path.glob("*.wa*"))
    (run,) = import_files(tmp_path / "archive", files, sources_folder=declare(tmp_path / "sources"))
    assert ("partial", 1) == (run.verdict, run.captured)
    assert run.reasons[0].startswith("2 places of the files are damaged")
    assert "a.warc.gz holds no WARC record (it is empty)" in run.reasons[0]


def test_the_same_answer_twice_in_one_import_is_counted_once(tmp_path: Path) -> None:
    for name in ("a.warc.gz", "b.warc.gz"):
        (tmp_path / name).write_bytes(members(FIRST, FIRST))
    files = [tmp_path / "a.warc.gz", tmp_path / "b.warc.gz"]
    (run,) = import_files(tmp_path / "archive", files, sources_folder=declare(tmp_path / "sources"))
    assert (1, 3) == (run.captured, run.unchanged)
    with open_archive(tmp_path / "archive") as archive:
        assert 1 == len(archive.captures(PAGE))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("wget") is None, reason="wget is not installed")
def test_what_wget_records_is_taken_over_with_its_revisits(tmp_path: Path) -> None:
    with serving() as replica:
        for number in (1, 2):
            replica.pages[f"{replica.prefix}{number}.html"] = Page(article(number), etag=False)
        urls = [f"{replica.prefix}{number}.html" for number in (1, 2)]
        plain = ["wget", "-q", "-P", "got", "--warc-cdx", "--warc-file=first", *urls]
        again = ["wget", "-q", "-P", "got", "--warc-dedup=first.cdx", "--warc-file=again", *urls]
        for command in (plain, again):
            subprocess.run(command, cwd=tmp_path, check=True, timeout=60)
    files = [tmp_path / "again.warc.gz", tmp_path / "first.warc.gz"]  # the revisits stand before what they refer to
    (run,) = import_files(tmp_path / "archive", files)
    assert ("complete", 0) == (run.verdict, run.failed)
    with open_archive(tmp_path / "archive") as archive:
        assert [article(n).encode() for n in (1, 2)] == [archive.payload(archive.captures(url)[0]) for url in urls]
