"""What is kept comes back equal, and nothing is kept twice."""

import gzip
import os
import zlib
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from backports import zstd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Select

from archive import Archive, Attempt, Capture, Damaged, NoCapture, open_archive
from archive.shelf import Shelf
from tests.archive.kept import NIGHT, PAGE, URL, answer, document

DAY = timedelta(days=1)
numbers = count()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    payload=st.binary(max_size=400),
    names=st.lists(
        st.from_regex(r"[A-Za-z][A-Za-z-]{0,12}", fullmatch=True).filter(lambda n: n.lower() != "transfer-encoding")
    ),
    value=st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f\x85"), max_size=30),
)
def test_what_is_kept_comes_back_equal(archive: Archive, payload: bytes, names: list[str], value: str) -> None:
    headers = tuple((name, value) for name in names)
    capture = archive.keep(answer(payload, headers=headers, url=f"{URL}?id={next(numbers)}"))
    assert (payload, ("HTTP/1.1 200 OK", headers)) == (archive.payload(capture), archive.headers(capture))


def test_a_capture_is_the_same_before_and_after_it_is_acknowledged(archive: Archive) -> None:
    capture = archive.keep(answer())
    archive.flush()
    assert [capture] == archive.captures(URL)


def test_a_revisit_keeps_no_bytes(archive: Archive) -> None:
    noise = "".join(chr(0x4E00 + (n * n) % 9000) for n in range(4000)).encode()
    first = archive.keep(answer(noise))
    again = archive.keep(answer(noise, captured_at=NIGHT + DAY))
    assert (first.id, True, noise) == (again.original_id, again.length < 700, archive.payload(again))


def test_an_unchanged_page_costs_less_than_1200_bytes_with_its_request(archive: Archive) -> None:
    first = archive.keep(answer())
    before = archive.keep(
        answer(
            b"",
            status=304,
            headers=(("ETag", '"a1"'),),
            outcome="unchanged",
            revisit_of=first.id,
            captured_at=NIGHT + DAY,
        )
    )
    after = archive.keep(answer(b"", status=304, outcome="unchanged", revisit_of=first.id, captured_at=NIGHT + 2 * DAY))
    assert after.warc != before.warc or after.offset - before.offset < 1200


def test_a_304_is_a_revisit_of_the_capture_whose_payload_is_still_current(archive: Archive) -> None:
    first = archive.keep(answer())
    unchanged = archive.keep(
        answer(
            b"",
            status=304,
            status_text="Not Modified",
            headers=(),
            outcome="unchanged",
            revisit_of=first.id,
            captured_at=NIGHT + DAY,
        )
    )
    assert (first.id, PAGE, '"a1"', first.media_type, first.payload_digest) == (
        unchanged.original_id,
        archive.payload(unchanged),
        unchanged.etag,
        unchanged.media_type,
        unchanged.payload_digest,
    )


def test_a_revisit_of_a_revisit_names_the_capture_that_has_the_bytes(archive: Archive) -> None:
    first = archive.keep(answer())
    second = archive.keep(answer(captured_at=NIGHT + DAY))
    third = archive.keep(
        answer(b"", status=304, outcome="unchanged", revisit_of=second.id, captured_at=NIGHT + 2 * DAY)
    )
    assert first.id == third.original_id


def test_the_same_payload_at_another_address_or_with_another_outcome_is_kept_whole(archive: Archive) -> None:
    archive.keep(answer())
    elsewhere = archive.keep(answer(url=URL + "?id=2"))
    blocked = archive.keep(answer(outcome="blocked", captured_at=NIGHT + DAY))
    assert (False, False) == (elsewhere.is_revisit, blocked.is_revisit)


@pytest.mark.parametrize("acknowledged", [False, True])
def test_the_same_address_time_and_payload_is_not_kept_twice(archive: Archive, acknowledged: bool) -> None:
    first = archive.keep(answer())
    if acknowledged:
        archive.flush()
    assert (first, [first]) == (archive.keep(answer(recorded_at=NIGHT + DAY)), archive.captures(URL))


def test_a_truncated_body_is_marked_and_never_revisited(archive: Archive) -> None:
    cut = archive.keep(answer(truncated="disconnect", outcome="truncated"))
    again = archive.keep(answer(truncated="disconnect", outcome="truncated", captured_at=NIGHT + DAY))
    assert ("disconnect", False) == (archive.shelf.response(cut).fields["WARC-Truncated"], again.is_revisit)


def test_what_of_a_head_was_made_again_is_marked_and_nothing_where_all_is_as_received(archive: Archive) -> None:
    captures = [archive.keep(answer(b"1", reconstructed="reason names")), archive.keep(answer(b"2"))]
    marks = [archive.shelf.response(capture).fields.get("Fangzhi-Reconstructed") for capture in captures]
    assert ["reason names", None] == marks


def test_line_breaks_in_what_a_server_sends_cannot_make_fields(archive: Archive) -> None:
    capture = archive.keep(
        answer(
            url="http://a.example/x\r\nFangzhi-Run: y",
            headers=(("X-A", "1\r\nX-B: 2"),),
            status_text="OK\r\nX: 1",
            cause="a\nb",
        )
    )
    line, headers = archive.headers(capture)
    assert ("http://a.example/x%0D%0AFangzhi-Run:%20y", "HTTP/1.1 200 OK X: 1", (("X-A", "1 X-B: 2"),), "a b", "") == (
        capture.url,
        line,
        headers,
        capture.cause,
        capture.run,
    )


@pytest.mark.parametrize(
    ("encoding", "encode"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("br", brotli.compress),
        ("zstd", zstd.compress),
        ("GZIP, br", lambda b: brotli.compress(gzip.compress(b))),
    ],
)
def test_a_payload_is_kept_encoded_and_given_decoded(archive: Archive, encoding: str, encode: object) -> None:
    assert callable(encode)
    sent = encode(PAGE)
    capture = archive.keep(answer(sent, headers=(("Content-Encoding", encoding),)))
    assert (sent, PAGE) == (archive.payload(capture), archive.decoded_payload(capture))


def test_a_body_that_is_not_encoded_as_it_claims_is_given_as_it_is(archive: Archive) -> None:
    capture = archive.keep(answer(headers=(("Content-Encoding", "gzip"),)))
    assert PAGE == archive.decoded_payload(capture)


def test_a_body_that_unpacks_without_end_is_given_up_to_32_megabytes(archive: Archive) -> None:
    capture = archive.keep(answer(gzip.compress(bytes(40 << 20)), headers=(("Content-Encoding", "gzip"),)))
    assert 32 << 20 == len(archive.decoded_payload(capture))


def test_an_attempt_without_an_answer_is_kept(archive: Archive) -> None:
    attempt = Attempt(URL, "error", "dns", NIGHT, NIGHT, "linjiang", "run-1", "schedule", "no such host")
    archive.keep_attempt(attempt)
    assert [attempt] == list(archive.attempts_of_run("run-1"))


def test_a_run_is_open_until_its_report_stands(archive: Archive) -> None:
    run = archive.begin_run("linjiang", begun_at=NIGHT, declaration='id = "linjiang"')
    before = archive.open_run("linjiang")
    done = replace(
        run,
        ended_at=NIGHT + DAY,
        verdict="partial",
        asked=3,
        captured=2,
        reasons=("one page failed",),
        details={"a": [1]},
    )
    archive.end_run(done)
    assert (run, None, [done], done, None, 'id = "linjiang"', "schedule") == (
        before,
        archive.open_run("linjiang"),
        archive.runs(),
        archive.last_run("linjiang", ["partial"]),
        archive.last_run("linjiang", ["complete"]),
        archive.declaration(run.id),
        archive.reason_of(run.id),
    )


def test_a_report_of_a_run_that_never_began_is_refused(archive: Archive) -> None:
    run = archive.begin_run("linjiang", begun_at=NIGHT, declaration="")
    with pytest.raises(NoCapture, match="no run x has begun"):
        archive.end_run(replace(run, id="x", ended_at=NIGHT, verdict="failed"))


def test_what_a_cleaner_read_comes_back_equal(archive: Archive) -> None:
    read = document()
    archive.keep_cleaning(archive.keep(answer()), "auto@1", read, cleaned_at=NIGHT)
    archive.flush()
    with archive.shelf.database.reading() as connection:
        identifier = connection.exec_driver_sql("select id from cleanings").scalar_one()
    assert read == archive.shelf.document(identifier)


def test_a_cleaner_reads_a_payload_once(archive: Archive) -> None:
    first = archive.keep(answer())
    archive.keep(answer(captured_at=NIGHT + DAY))
    archive.keep(answer(b"\x89PNG", url=URL + "x.png", headers=(("Content-Type", "image/png"),)))
    archive.keep(answer(b"not here", url=URL + "y", status=404, outcome="gone"))
    waiting = list(archive.uncleaned("auto@1"))
    archive.keep_cleaning(waiting[0], "auto@1", None, cleaned_at=NIGHT, error="empty")
    archive.keep_cleaning(waiting[0], "auto@1", document(), cleaned_at=NIGHT)
    assert ([first], [], [first]) == (waiting, list(archive.uncleaned("auto@1")), list(archive.uncleaned("auto@2")))


def test_the_last_capture_of_an_address_is_known_before_it_is_acknowledged(archive: Archive) -> None:
    first = archive.keep(answer(run="r1"))
    archive.flush()
    second = archive.keep(answer(b"other", run="r2", outcome="blocked", captured_at=NIGHT + timedelta(seconds=0.1)))
    assert (second, first, first, None) == (
        archive.last_capture(URL),
        archive.last_capture(URL, run="r1"),
        archive.last_capture(URL, outcomes=["ok"]),
        archive.last_capture(URL + "#"),
    )


def test_a_reader_beside_a_writer_sees_what_is_acknowledged(archive: Archive) -> None:
    capture = archive.keep(answer())
    with open_archive(archive.folder) as reader:
        before = reader.captures(URL)
        archive.flush()
        assert ([], [capture], PAGE) == (before, reader.captures(URL), reader.payload(capture))


def test_a_group_is_acknowledged_after_64_records_or_half_a_second(tmp_path: Path) -> None:
    seen = []
    for step in (timedelta(milliseconds=1), timedelta(milliseconds=100)):
        with (
            open_archive(tmp_path / str(step), read_only=False) as archive,
            open_archive(tmp_path / str(step)) as reader,
        ):
            for number in range(1, 100):
                archive.keep(answer(url=f"{URL}?id={number}", captured_at=NIGHT + number * step))
                if reader.last_capture(f"{URL}?id=1"):
                    seen.append(number)
                    break
    assert [32, 6] == seen  # 32 pages are 64 records: each with its request


def test_a_payload_that_is_not_what_was_written_is_never_given(archive: Archive) -> None:
    capture = archive.keep(answer())
    archive.seal()
    path = archive.folder / capture.warc
    data = bytearray(path.read_bytes())
    data[capture.offset + 40] ^= 1
    path.write_bytes(data)
    with pytest.raises(Damaged, match=f"{path} at {capture.offset}"):
        archive.payload(capture)


def test_a_segment_belongs_to_one_day_of_a_writer(archive: Archive) -> None:
    first = archive.keep(answer())
    second = archive.keep(answer(b"2", captured_at=NIGHT + DAY))
    assert ("raw/2026/11/20261124-", "raw/2026/11/20261125-", True) == (
        first.warc[:21],
        second.warc[:21],
        (archive.folder / first.warc).exists(),
    )


def test_a_record_is_read_while_its_file_is_being_sealed(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    capture = archive.keep(answer())
    archive.flush()
    sealed = tmp_path / "archive" / capture.warc
    looked, opened = [], os.open

    def sealing(path: str | Path, flags: int, *more: int) -> int:
        looked.append(str(path))
        if len(looked) == 2:  # another process seals it after the first look
            Path(f"{sealed}.open").rename(sealed)
        return opened(path, flags, *more)

    monkeypatch.setattr("archive.reading.os.open", sealing)
    assert PAGE == archive.payload(capture)
    monkeypatch.undo()
    sealed.rename(f"{sealed}.open")


def test_the_captures_of_a_run_are_told_oldest_first_and_a_few_at_a_time(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run has tens of thousands: read at once they take more room than the crawl itself."""
    run = archive.begin_run("linjiang", begun_at=NIGHT, declaration="")
    times = [NIGHT + timedelta(seconds=number % 3 * 10 + number) for number in range(5)]
    kept = [archive.keep(answer(url=f"{URL}?at={at}", run=run.id, captured_at=at)) for at in times]
    sizes, whole = list[int](), Shelf._captures

    def counted(shelf: Shelf, wanted: Select[tuple[object, ...]]) -> list[Capture]:
        found = whole(shelf, wanted)
        sizes.append(len(found))
        return found

    monkeypatch.setattr("archive.shelf.GROUP", 2)
    monkeypatch.setattr(Shelf, "_captures", counted)
    told = [capture.id for capture in archive.captures_of_run(run.id)]
    assert [one.id for one in sorted(kept, key=lambda one: one.captured_at)] == told
    assert [2, 2, 1] == sizes
