"""WARC files of other programs: what is whole in them is kept under its own time, what is not is told."""

import gzip
import hashlib
import io
import zipfile
from base64 import b32encode
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive import Archive, open_archive
from archive.provenance import Provenance
from archive.records import Run
from crawler.errors import WrongUse
from crawler.importing import import_files
from tests.crawler.commands import Fangzhi
from tests.crawler.replica import HOST, article, declare

PAGE = f"{HOST}/jdgz/20260301/000001.html"
OTHER = f"{HOST}/jdgz/20260301/000002.html"
THEN = datetime(2019, 5, 23, 9, 6, 50, tzinfo=UTC)


def http(body: bytes, *, status: str = "200 OK", headers: str = "Content-Type: text/html; charset=utf-8\r\n") -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body


def record(block: bytes, kind: str = "response", **fields: str | None) -> bytes:
    """A record as another program writes it; a field is left out where it is None."""
    named = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{hashlib.md5(block).hexdigest()[:12]}>",
        "WARC-Target-URI": PAGE,
        "WARC-Date": "2019-05-23T09:06:50Z",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    named |= {name.replace("_", "-"): value for name, value in fields.items()}  # type: ignore[misc]
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items() if value is not None)
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def members(*records: bytes) -> bytes:
    return b"".join(gzip.compress(one) for one in records)


def sha1(payload: bytes) -> str:
    return "sha1:" + b32encode(hashlib.sha1(payload).digest()).decode()


@pytest.fixture
def taken(tmp_path: Path) -> Callable[..., Run]:
    """Write bytes into a file, import it, and return the one run."""
    declare(tmp_path / "sources")

    def take(data: bytes, name: str = "old.warc.gz", **more: Any) -> Run:
        (tmp_path / name).write_bytes(data)
        runs = import_files(tmp_path / "archive", [tmp_path / name], sources_folder=tmp_path / "sources", **more)
        assert 1 == len(runs)
        return runs[0]

    return take


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[], Archive]:
    return lambda: open_archive(tmp_path / "archive")


def test_an_answer_is_kept_under_the_time_it_was_captured(
    taken: Callable[..., Run], opened: Callable[[], Archive]
) -> None:
    run = taken(members(record(http(article(1).encode()))))
    with opened() as archive:
        (capture,) = archive.captures(PAGE)
        (version,) = archive.history(PAGE)
    assert ("complete", "linjiang", "import", 1, 1) == (
        run.verdict, run.source, run.reason, run.captured, run.new_versions,
    )  # fmt: skip
    assert (THEN, "import", 200, "linjiang") == (
        capture.captured_at, capture.reason, capture.status, capture.source,
    )  # fmt: skip
    assert capture.recorded_at > THEN
    assert "sha256:" + hashlib.sha256(article(1).encode()).hexdigest() == capture.payload_digest
    assert (THEN, "关于临江区第1号事项的报告") == (version.first_seen, version.title)


def test_the_proof_names_the_file_and_the_place_in_it(taken: Callable[..., Run], opened: Callable[[], Archive]) -> None:
    data = members(record(b"software: x\r\n", "warcinfo", WARC_Target_URI=None), record(http(article(1).encode())))
    run = taken(data)
    with opened() as archive:
        proof: Provenance = archive.provenance(archive.at(PAGE, datetime.now(UTC)))
    second = len(gzip.compress(record(b"software: x\r\n", "warcinfo", WARC_Target_URI=None)))
    assert proof.imported_from.startswith(f"old.warc.gz at {second} <urn:uuid:")
    assert proof.holds
    assert {"old.warc.gz": "sha256:" + hashlib.sha256(data).hexdigest()} == run.details["imported"]


@pytest.mark.parametrize("form", ["a member a record", "one member", "plain"])
def test_every_form_of_file_is_read(form: str, taken: Callable[..., Run]) -> None:
    records = [record(http(article(n).encode()), WARC_Target_URI=url) for n, url in ((1, PAGE), (2, OTHER))]
    data = {
        "a member a record": members(*records),
        "one member": gzip.compress(b"".join(records)),
        "plain": b"".join(records),
    }[form]
    run = taken(data, "old.warc" if form == "plain" else "old.warc.gz")
    assert ("complete", 2, 2) == (run.verdict, run.captured, run.new_versions)


def test_a_file_by_warcio_is_read_with_its_requests(taken: Callable[..., Run], opened: Callable[[], Archive]) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    body = article(1).encode()
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0")
    response = writer.create_warc_record(
        PAGE, "response", payload=io.BytesIO(body), length=len(body), http_headers=head
    )
    asked = StatusAndHeaders("GET /x HTTP/1.1", [("User-Agent", "recorder")], is_http_request=True)
    request = writer.create_warc_record(PAGE, "request", payload=io.BytesIO(), length=0, http_headers=asked)
    writer.write_request_response_pair(request, response)
    run = taken(out.getvalue())
    with opened() as archive:
        (capture,) = archive.captures(PAGE)
        raw = gzip.decompress((archive.folder / capture.warc).read_bytes()[capture.offset + capture.length :])
    assert ("complete", 1) == (run.verdict, run.captured)
    assert b"User-Agent: recorder" in raw


def test_the_same_file_twice_is_kept_once(taken: Callable[..., Run], opened: Callable[[], Archive]) -> None:
    data = members(record(http(article(1).encode())))
    taken(data)
    again = taken(data)
    with opened() as archive:
        assert 1 == len(archive.captures(PAGE))
    assert ("complete", 0, 1, 0) == (again.verdict, again.captured, again.unchanged, again.new_versions)


def test_chunks_are_taken_out(taken: Callable[..., Run], opened: Callable[[], Archive]) -> None:
    body = article(1).encode()
    chunks = b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in (body[:100], body[100:])) + b"0\r\n\r\n"
    headers = "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
    run = taken(members(record(http(chunks, headers=headers), WARC_Payload_Digest=sha1(chunks))))
    with opened() as archive:
        (capture,) = archive.captures(PAGE)
        assert body == archive.payload(capture)
    assert "complete" == run.verdict


def test_a_body_whose_chunks_were_taken_out_by_the_recorder_is_whole(
    taken: Callable[..., Run], opened: Callable[[], Archive]
) -> None:
    headers = "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
    taken(members(record(http(article(1).encode(), headers=headers))))
    with opened() as archive:
        (capture,) = archive.captures(PAGE)
        assert ("ok", article(1).encode()) == (capture.outcome, archive.payload(capture))


@pytest.mark.parametrize(
    ("headers", "body", "fields"),
    [
        ("Content-Type: text/html\r\nContent-Length: 99999\r\n", article(1).encode(), {}),
        ("Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", b"fff\r\n" + article(1).encode()[:500], {}),
        ("Content-Type: text/html\r\n", article(1).encode(), {"WARC_Truncated": "time"}),
    ],
)
def test_a_body_that_was_cut_then_is_no_text_now(
    headers: str, body: bytes, fields: dict[str, str], taken: Callable[..., Run], opened: Callable[[], Archive]
) -> None:
    run = taken(members(record(http(body, headers=headers), **fields)))
    with opened() as archive:
        (capture,) = archive.captures(PAGE)
    assert ("truncated", "cut-body") == (capture.outcome, capture.cause)
    assert 0 == run.new_versions


def revisit(url: str = PAGE, *, date: str = "2020-01-01T00:00:00Z", **fields: str | None) -> bytes:
    profile = "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"
    known = {"WARC_Profile": profile, "WARC_Payload_Digest": sha1(article(1).encode())} | fields
    return record(http(b""), "revisit", WARC_Target_URI=url, WARC_Date=date, **known)


def test_a_revisit_is_another_observation_of_the_same_version(
    taken: Callable[..., Run], opened: Callable[[], Archive]
) -> None:
    run = taken(members(record(http(article(1).encode())), revisit()))
    with opened() as archive:
        first, second = archive.captures(PAGE)
        (version,) = archive.history(PAGE)
    assert ("complete", first.id) == (run.verdict, second.original_id)
    assert (2, datetime(2020, 1, 1, tzinfo=UTC)) == (version.captures, version.last_seen)


def test_a_revisit_before_its_answer_and_one_of_another_address_find_it(
    taken: Callable[..., Run], opened: Callable[[], Archive]
) -> None:
    referring: dict[str, str | None] = {
        "WARC_Refers_To_Target_URI": PAGE,
        "WARC_Refers_To_Date": "2019-05-23T09:06:50Z",
    }
    run = taken(
        members(revisit(OTHER, date="2020-01-01T00:00:00Z", **referring), revisit(), record(http(article(1).encode())))
    )
    with opened() as archive:
        (elsewhere,) = archive.captures(OTHER)
        assert article(1).encode() == archive.payload(elsewhere)
        assert 2 == len(archive.captures(PAGE))
    assert ("complete", 3) == (run.verdict, run.captured)


def test_a_revisit_without_its_answer_is_told_and_no_version(
    taken: Callable[..., Run], opened: Callable[[], Archive]
) -> None:
    run = taken(members(record(http(article(2).encode()), WARC_Target_URI=OTHER), revisit()))
    with opened() as archive:
        assert [] == archive.captures(PAGE)
        (attempt,) = archive.attempts_of_run(run.id)
    assert ("partial", 1, "revisit-orphan") == (run.verdict, run.failed, attempt.cause)
    assert "1 answers: refers to an answer that is neither in these files nor in the archive" in run.reasons
    later = taken(members(record(http(article(1).encode())), revisit()), "rest.warc.gz")
    assert ("complete", 2) == (later.verdict, later.captured)


def test_a_304_confirms_what_stood_before(taken: Callable[..., Run], opened: Callable[[], Archive]) -> None:
    profile = "http://netpreserve.org/warc/1.0/revisit/server-not-modified"
    block = http(b"", status="304 Not Modified", headers="")
    later = record(block, "revisit", WARC_Date="2020-01-01T00:00:00Z", WARC_Profile=profile, WARC_Refers_To_Date="2019-05-23T09:06:50Z")  # fmt: skip
    run = taken(members(record(http(article(1).encode())), later))
    with opened() as archive:
        (version,) = archive.history(PAGE)
    assert ("complete", 2) == (run.verdict, version.captures)


@pytest.mark.parametrize("packed", [True, False])
def test_a_damaged_record_hides_no_other(
    packed: bool, taken: Callable[..., Run], opened: Callable[[], Archive]
) -> None:
    records = [
        record(http(article(n).encode()), WARC_Target_URI=f"{HOST}/jdgz/20260301/{n:06d}.html", WARC_Block_Digest=sha1(http(article(n).encode())))
        for n in range(1, 6)
    ]  # fmt: skip
    parts = [gzip.compress(one) if packed else one for one in records]
    broken = bytearray(b"".join(parts))
    at = len(parts[0]) + len(parts[1]) + len(parts[2]) // 2
    broken[at : at + 8] = b"\xff" * 8
    run = taken(bytes(broken))
    with opened() as archive:
        kept = {n for n in range(1, 6) if archive.captures(f"{HOST}/jdgz/20260301/{n:06d}.html")}
    assert {1, 2, 4, 5} == kept
    assert ("partial", 4) == (run.verdict, run.captured)
    assert (
        f"1 places of the files are damaged, what is whole was kept: old.warc.gz at {len(parts[0]) + len(parts[1])}"
        in run.reasons[0]
    )


@pytest.mark.parametrize("packed", [True, False])
def test_a_cut_file_gives_its_whole_records_at_every_length(packed: bool, tmp_path: Path) -> None:
    from archive.foreign import Foreign, NotWarc, records

    parts = [record(http(b"x" * 40), WARC_Date=f"2019-05-23T09:06:5{n}Z") for n in range(3)]
    written = [gzip.compress(one) if packed else one for one in parts]
    ends = [
        sum(map(len, written[: n + 1])) - (0 if packed else 4) for n in range(3)
    ]  # a plain one needs no blank lines
    data, path = b"".join(written), tmp_path / "cut.warc"
    for length in range(len(data)):
        path.write_bytes(data[:length])
        try:
            found = list(records(path))
        except NotWarc:
            found = []
        whole = [one for one in found if isinstance(one, Foreign)]
        assert sum(end <= length for end in ends) == len(whole), length


def test_what_is_no_answer_of_a_page_is_passed_over_and_told(
    taken: Callable[..., Run], opened: Callable[[], Archive]
) -> None:
    posted = b"POST /jdgz/20260301/000002.html HTTP/1.1\r\nHost: x\r\n\r\na=b"
    run = taken(
        members(
            record(b"20190523090650\nrd.linjiang.example. A 127.0.0.1", WARC_Target_URI="dns:rd.linjiang.example"),
            record(b"220 ready", WARC_Target_URI="ftp://rd.linjiang.example/x"),
            record(b"no protocol at all"),
            record(b'{"a": 1}', "metadata"),
            record(b"picture", "conversion"),
            record(http(b"answer to a form"), WARC_Target_URI=OTHER, WARC_Record_ID="<urn:uuid:1>"),
            record(posted, "request", WARC_Target_URI=OTHER, WARC_Concurrent_To="<urn:uuid:1>"),
            record(http(article(1).encode())),
        )
    )
    with opened() as archive:
        assert [] == archive.captures(OTHER)
    assert ("complete", 1) == (run.verdict, run.captured)
    told = " ".join(run.reasons)
    for why in (
        "2 records of no http address",
        "1 records without an HTTP answer",
        "1 records to POST",
        "1 records of another type",
    ):
        assert why in told


def test_a_resource_of_a_page_is_its_answer(taken: Callable[..., Run], opened: Callable[[], Archive]) -> None:
    taken(members(record(article(1).encode(), "resource", Content_Type="text/html")))
    with opened() as archive:
        (version,) = archive.history(PAGE)
    assert THEN == version.first_seen


@pytest.mark.parametrize(
    ("date", "headers", "expected"),
    [
        ("2019-05-23T09:06:50.123456789Z", "", datetime(2019, 5, 23, 9, 6, 50, 123456, tzinfo=UTC)),
        ("2019-05-23", "", datetime(2019, 5, 23, tzinfo=UTC)),
        (None, "Date: Thu, 23 May 2019 09:06:50 GMT\r\n", THEN),
        ("yesterday", "Date: Thu, 23 May 2019 09:06:50 GMT\r\n", THEN),
        (None, "", None),
    ],
)
def test_a_date_is_read_or_its_absence_told(
    date: str | None, headers: str, expected: datetime | None, taken: Callable[..., Run], opened: Callable[[], Archive]
) -> None:
    run = taken(members(record(http(article(1).encode(), headers=headers), WARC_Date=date)))
    with opened() as archive:
        found = [capture.captured_at for capture in archive.captures(PAGE)]
    assert ([expected] if expected else []) == found
    assert ("complete" if expected else "partial") == run.verdict


def test_an_error_page_in_a_file_is_no_text(taken: Callable[..., Run], opened: Callable[[], Archive]) -> None:
    body = "<html><head><title>安全验证</title></head><body>请完成安全验证</body></html>".encode()
    run = taken(members(record(http(body)), record(http(b"", status="404 Not Found"), WARC_Target_URI=OTHER)))
    with opened() as archive:
        outcomes = [archive.captures(url)[0].outcome for url in (PAGE, OTHER)]
    assert (["blocked", "gone"], 1, 0) == (outcomes, run.blocked, run.new_versions)


def test_a_wacz_is_read_through(taken: Callable[..., Run], tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/data.warc.gz", members(record(http(article(1).encode()))))
    run = taken(packed.getvalue(), "old.wacz")
    assert ("complete", ["old.wacz:archive/data.warc.gz"]) == (run.verdict, list(run.details["imported"]))


@pytest.mark.parametrize(
    "data", [b"", b"<html>a page</html>", gzip.compress(b"a page", mtime=0), b"\x1f\x8b\x08broken"]
)
def test_what_is_no_warc_file_is_refused(data: bytes, taken: Callable[..., Run]) -> None:
    with pytest.raises(WrongUse, match=r"old\.warc\.gz holds no WARC record"):
        taken(data)


def test_a_file_without_a_page_is_a_failed_import(taken: Callable[..., Run]) -> None:
    run = taken(members(record(b"software: x\r\n", "warcinfo", WARC_Target_URI=None)))
    assert ("failed", "by-hand") == (run.verdict, run.source)
    assert run.reasons[0].startswith("the files hold no answer of a page")


def test_the_command_prints_the_runs_and_their_exit_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fangzhi = Fangzhi(monkeypatch, tmp_path)
    whole = members(
        record(http(article(1).encode())), record(http(article(2).encode()), WARC_Target_URI="https://else.example/x")
    )
    Path("old.warc.gz").write_bytes(whole)
    Path("cut.warc.gz").write_bytes(whole[:-20])
    declare(tmp_path / "sources")
    told = fangzhi("import", "old.warc.gz", "--sources", "sources", "--json")
    assert (0, ["linjiang", "by-hand"]) == (told.code, [run["source"] for run in told.json])
    cut = fangzhi("import", "cut.warc.gz", "--sources", "sources")
    assert (3, True) == (cut.code, "1 places of the files are damaged" in cut.out)
    only = fangzhi("import", "old.warc.gz", "--sources", "sources", "--source", "linjiang", "--json")
    assert [("linjiang", 0, 1)] == [(run["source"], run["captured"], run["unchanged"]) for run in only.json]
    absent = fangzhi("import", "none.warc.gz")
    assert (2, "WrongUse: none.warc.gz: no such file") == (absent.code, absent.err.partition(";")[0])


def test_an_import_is_no_night(taken: Callable[..., Run], opened: Callable[[], Archive]) -> None:
    from crawler.health import health_of

    taken(members(record(http(article(1).encode()))))
    with opened() as archive:
        assert "new" == health_of("linjiang", archive.runs("linjiang")).state
