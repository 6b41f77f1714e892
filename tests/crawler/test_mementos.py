"""A page's past out of a Memento archive: every memento once, under its own time, and what the archive lacks is no absence."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import open_archive
from archive.records import Capture, Run
from crawler.errors import WrongUse
from crawler.fetch import fetch
from crawler.gateway import Gateway
from crawler.job import Orders
from crawler.mementos import import_timemap
from crawler.timemaps import prefix_of, raw, read_timemap, timemap_address
from tests.crawler.commands import Fangzhi
from tests.crawler.replica import HOST, Replica, article, declare
from tests.crawler.test_import import http, members, record

PAGE = f"{HOST}/jdgz/20260301/000001.html"
MOVED = f"{HOST}/jdgz/20260301/000002.html"
THEN = [datetime(year, 5, 23, 9, 6, 50, tzinfo=UTC) for year in range(2019, 2025)]
MAP = "http://archive.example/c/timemap/link/" + PAGE


def memento(year: int, of: str = PAGE, form: str = "mp_") -> str:
    return f"/c/{year}0523090650{form}/{of}"


LINKS = (
    f'<{PAGE}>; rel="original", <http://archive.example/c/{PAGE}>; rel="timegate",\n'
    f' <{MAP}>; rel="self"; type="application/link-format"; from="Thu, 23 May 2019 09:06:50 GMT",'
    f'<http://archive.example{memento(2020)}>; rel="last memento"; datetime="Sat, 23 May 2020 09:06:50 GMT"; license="a, b",'
    f"<{memento(2019)}>; rel='x'; rel=memento; datetime=\"Thu, 23 May 2019 09:06:50 GMT\""
)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (LINKS.replace("rel='x'; rel=memento", 'rel="first memento"'), MAP),
        ("".join(f'{{"urlkey": "k", "timestamp": "{y}0523090650", "url": "{PAGE}"}}\n' for y in (2020, 2019)), MAP.replace("link", "json")),
        ("".join(f'k {y}0523090650 {{"url": "{PAGE}", "status": "200"}}\n' for y in (2020, 2019)), "http://archive.example/c/cdx?url=" + PAGE),
        (f'[["urlkey","timestamp","original"],["k","20190523090650","{PAGE}"],["k","20200523090650","{PAGE}"]]', MAP.replace("link", "json")),
        (f"k 20190523090650 {PAGE} text/html 200 X 1\nk 20200523090650 {PAGE} text/html 200 X 1\n", MAP.replace("link", "cdx")),
        (
            '{"mementos": {"list": ['
            f'{{"datetime": "2019-05-23T09:06:50Z", "uri": "http://archive.example{memento(2019)}"}},'
            f'{{"datetime": "2020-05-23T09:06:50Z", "uri": "http://archive.example{memento(2020)}"}}]}}}}',
            MAP.replace("link", "json"),
        ),
    ],
    ids=["link-format", "JSON lines", "CDXJ", "JSON rows", "CDX", "aggregator"],
)  # fmt: skip
def test_every_form_of_a_timemap_names_the_same(text: str, address: str) -> None:
    found = read_timemap(text, address, PAGE)
    expected = [(f"http://archive.example{memento(2019 + n, form='id_')}", THEN[n]) for n in range(2)]
    assert expected == [(one.address, one.at) for one in found.mementos]
    assert () == found.further


WHEN = "Thu, 23 May 2019 09:06:50 GMT"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"<{{m}}>;rel='memento';datetime='{WHEN}'", id="single quotes"),
        pytest.param("<{m}>;rel=memento;datetime=20190523090650", id="no quotes"),
        pytest.param(f'\ufeff<{{m}}>; rel="memento"; datetime="{WHEN}"', id="byte order mark"),
        pytest.param('<{m}>; rel="memento"; datetime="0001-01-01T00:00:00+14:00"', id="a date before all dates"),
        pytest.param('<{m}>; rel="memento"; datetime="Fri, 31 Dec 9999 23:59:59 -1200"', id="a date after all dates"),
        pytest.param('<{m}>; rel="memento"; datetime="last spring"', id="no date"),
        pytest.param(f'<http://[x/>; rel="memento", <{{m}}>; rel="memento"; datetime="{WHEN}"', id="an address that is none"),
        pytest.param(f'{{{{"mementos": [{{{{"uri": "{{m}}", "datetime": "{WHEN}"}}}}, 7, {{{{"uri": []}}}}]}}}}', id="a list of mementos"),
        pytest.param(f'!meta {{{{"a": 1}}}}\n20190523090650 {{{{"uri": "{{m}}", "rel": "memento", "datetime": "{WHEN}"}}}}', id="CDXJ with addresses"),
        pytest.param('[{{"timestamp": 20190523090650}}, {{"timestamp": null}}, {{"timestamp": NaN}}]', id="a number for a timestamp"),
        pytest.param(' CDX N b a m s k r M S V g\nk 20190523090650 {p} text/html 200 X - - 1 0 x.warc.gz', id="CDX with a heading"),
    ],
)  # fmt: skip
def test_a_timemap_is_read_however_carelessly_it_is_written(text: str) -> None:
    found = read_timemap(text.format(m=f"http://archive.example{memento(2019, form='id_')}", p=PAGE), MAP, PAGE)
    assert [(f"http://archive.example{memento(2019, form='id_')}", THEN[0])] == [
        (one.address, one.at) for one in found.mementos
    ]


def test_a_date_that_is_not_that_of_the_address_is_not_believed() -> None:
    (one,) = read_timemap(f'<{memento(2020)}>; rel="memento"; datetime="{WHEN}"', MAP, PAGE).mementos
    assert None is one.at  # so it is asked for, whatever is held of 2019


def test_an_aggregators_further_pages_are_named() -> None:
    text = '{"timemap_index": [{"uri": "/c/timemap/json/2/x"}, {}], "pages": {"next": {"uri": "http://archive.example/3"}}}'
    assert ("http://archive.example/c/timemap/json/2/x", "http://archive.example/3") == read_timemap(
        text, MAP, PAGE
    ).further
    assert () == read_timemap('{"timemap_index": 7, "pages": [1]}', MAP, PAGE).further


def test_brackets_without_end_are_no_timemap() -> None:
    assert () == read_timemap("[" * 100_000, MAP, PAGE).mementos


def test_a_paged_timemap_names_its_further_pages() -> None:
    text = f'<{MAP}>; rel="self", </c/timemap/2/x>; rel="timemap"; type="application/link-format"; from="x"'
    assert ("http://archive.example/c/timemap/2/x",) == read_timemap(text, MAP, PAGE).further


def test_timestamps_alone_need_to_be_told_where_mementos_lie() -> None:
    line, place = f"k 20190523090650 {PAGE} text/html 200 X 1", "http://archive.example/cdx/search/cdx?url=" + PAGE
    with pytest.raises(WrongUse, match="--gateway"):
        read_timemap(line, place, PAGE)
    (one,) = read_timemap(line, place, PAGE, "http://archive.example/web/").mementos
    assert f"http://archive.example/web/20190523090650id_/{PAGE}" == one.address


@pytest.mark.parametrize("text", ["", "<html>an error</html>", "[]", "{}", "null", "nothing", '[["urlkey"]]', "[1, 2]"])
def test_what_is_no_timemap_names_nothing(text: str) -> None:
    assert () == read_timemap(text, MAP, PAGE).mementos


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("http://a.example/timemap/link/", "http://a.example/timemap/link/" + PAGE),
        ("http://a.example/timemap/link/" + PAGE, "http://a.example/timemap/link/" + PAGE),
        ("http://a.example/tm?id=7", "http://a.example/tm?id=7"),
        ("http://a.example/cdx?url=", "http://a.example/cdx?url=https%3A%2F%2Frd.linjiang.example%2Fjdgz%2F20260301%2F000001.html"),
        ("http://a.example/cdx?url={url}&output=json", f"http://a.example/cdx?url={PAGE}&output=json"),
    ],
)  # fmt: skip
def test_a_timemap_is_named_whole_or_by_what_stands_before_the_page(given: str, expected: str) -> None:
    assert expected == timemap_address(given, PAGE)


def test_a_memento_is_asked_for_as_it_was_captured() -> None:
    assert "http://a.example/c/2019id_/http://b.example/x" == raw("http://a.example/c/2019mp_/http://b.example/x")
    assert "http://a.example/m/7" == raw("http://a.example/m/7")
    assert ("http://a.example/c/2019id_/", "") == (
        prefix_of("http://a.example/c/2019id_/http://b.example/x"),
        prefix_of("http://a.example/m/7"),
    )


@pytest.mark.parametrize(
    ("prefix", "headers", "own"),
    [
        ("http://127.0.0.1:8080/", (), False),
        ("http://127.0.0.1:8080/c/2019id_/", (), True),
        ("http://127.0.0.1:8080/c/id_/", (), True),
        ("http://127.0.0.1:8080/c/2019id_/", (("Memento-Datetime", "x"),), False),
        ("http://127.0.0.1:8080/c/", (("Link", '<http://a.example/>; rel="original"'),), True),
        ("http://127.0.0.1:8080/c/", (("Link", '</a.css>; rel="preload"'),), False),
    ],
)
def test_an_archives_own_answer_is_told_from_the_pages(
    prefix: str, headers: tuple[tuple[str, str], ...], own: bool
) -> None:
    assert own == Gateway(prefix).is_own_answer(headers)


def kept(folder: Path, url: str = PAGE) -> list[Capture]:
    with open_archive(folder / "archive") as archive:
        return archive.captures(url)


def archived(
    replica: Replica, year: int, body: str, of: str = PAGE, *, status: int = 200, headers: dict[str, str] | None = None
) -> str:
    """Put a memento into the archive that the replica plays; returns its address."""
    address = f"{replica.prefix}{memento(year, of, 'id_')[1:]}"
    said = {
        "Memento-Datetime": f"{datetime(year, 5, 23, 9, 6, 50, tzinfo=UTC):%a, %d %b %Y %H:%M:%S} GMT",
        **(headers or {}),
    }
    replica.put(address, body, status=status, headers=said, etag=False)
    return address


def imported(folder: Path, replica: Replica) -> Run:
    declare(folder / "sources")
    orders = Orders(sources_folder=folder / "sources")
    return import_timemap(folder / "archive", PAGE, replica.prefix + "c/timemap/link/", orders)


@pytest.mark.slow
def test_a_paged_timemap_is_followed_and_each_memento_asked_once(tmp_path: Path, replica: Replica) -> None:
    first = [archived(replica, year, article(year)) for year in (2019, 2020)]
    last = archived(replica, 2021, "", status=503)
    second = f"{replica.prefix}c/timemap/link/2/{PAGE}"
    kinds = {"Content-Type": "application/link-format"}
    named = ", ".join(f'<{address}>; rel="memento"' for address in first)
    replica.put(f"{replica.prefix}c/timemap/link/{PAGE}", f'{named}, <{second}>; rel="timemap"', headers=kinds)
    replica.put(second, f'<{last}>; rel="last memento"; datetime="Sun, 23 May 2021 09:06:50 GMT"', headers=kinds)
    run = imported(tmp_path, replica)
    assert ("complete", "import", "linjiang", 3, 2) == (run.verdict, run.reason, run.source, run.captured, run.new_versions)  # fmt: skip
    assert [(THEN[0], 200), (THEN[1], 200), (THEN[2], 503)] == [(c.captured_at, c.status) for c in kept(tmp_path)]
    assert [1, 1, 1] == [
        replica.urls().count(address) for address in (*first, last)
    ]  # a 503 of 2021 is not asked again
    again = imported(tmp_path, replica)
    assert ("complete", 0, 3) == (again.verdict, again.captured, again.unchanged)
    assert 3 == len(kept(tmp_path))


@pytest.mark.slow
def test_a_redirect_of_the_past_is_kept_and_followed_at_its_time(tmp_path: Path, replica: Replica) -> None:
    moved = archived(replica, 2021, "", status=301, headers={"Location": MOVED})
    archived(replica, 2021, article(2), of=MOVED)
    replica.put(f"{replica.prefix}c/timemap/link/{PAGE}", f'<{moved}>; rel="memento"')
    run = imported(tmp_path, replica)
    assert [("redirect", MOVED, THEN[2])] == [(c.outcome, c.redirected_to, c.captured_at) for c in kept(tmp_path)]
    assert [("ok", THEN[2])] == [(c.outcome, c.captured_at) for c in kept(tmp_path, MOVED)]
    assert ("complete", 2) == (run.verdict, run.captured)


@pytest.mark.slow
def test_mementos_of_other_archives_are_told_and_not_asked(tmp_path: Path, replica: Replica) -> None:
    own = archived(replica, 2019, article(1))
    links = f'<{own}>; rel="memento", <http://elsewhere.example/2019id_/{PAGE}>; rel="memento"'
    replica.put(f"{replica.prefix}c/timemap/link/{PAGE}", links)
    run = imported(tmp_path, replica)
    assert ("partial", 1) == (run.verdict, run.captured)
    assert any("1 addresses are of other archives" in reason for reason in run.reasons)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("timemap", "why"),
    [
        (None, "answered 404"),
        ("<html>an error page</html>", "the TimeMap names no memento"),
        (f'<{{prefix}}c/20190523090650id_/{PAGE}>; rel="memento"', "no memento could be had: 1 not-archived"),
    ],
)
def test_an_archive_that_has_nothing_is_a_failed_import(
    timemap: str | None, why: str, tmp_path: Path, replica: Replica
) -> None:
    if timemap is not None:
        replica.put(f"{replica.prefix}c/timemap/link/{PAGE}", timemap.replace("{prefix}", replica.prefix))
    run = imported(tmp_path, replica)
    assert ("failed", True, []) == (run.verdict, any(why in reason for reason in run.reasons), kept(tmp_path))


@pytest.mark.slow
def test_what_an_archive_lacks_is_no_absence(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    orders = Orders(gateway=replica.prefix + "web/2023id_/", sources_folder=tmp_path / "sources")
    got = fetch(tmp_path / "archive", PAGE, orders)
    assert got.attempt is not None
    assert ("not-archived", "failed", []) == (got.attempt.cause, got.run.verdict, kept(tmp_path))


@pytest.mark.slow
def test_the_command_takes_one_page_and_its_timemap(
    tmp_path: Path, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    fangzhi = Fangzhi(monkeypatch, tmp_path)
    replica.put(f"{replica.prefix}c/timemap/link/{PAGE}", f'<{archived(replica, 2019, article(1))}>; rel="memento"')
    told = fangzhi("import", PAGE, "--timemap", replica.prefix + "c/timemap/link/", "--json")
    assert (0, [("by-hand", "complete", 1)]) == (told.code, [(r["source"], r["verdict"], r["captured"]) for r in told.json])  # fmt: skip
    assert (2, "WrongUse") == ((far := fangzhi("import", PAGE, MOVED, "--timemap", replica.prefix)).code, far.err[:8])
    assert (2, "NoContact") == ((far := fangzhi("import", PAGE, "--timemap", "http://a.example/tm/")).code, far.err[:9])
    assert (2, True) == ((far := fangzhi("import", PAGE)).code, "--timemap" in far.err)


def _wayback() -> str | None:
    """The program of a pywb that stands beside this environment (make readers) or on the path."""
    beside = Path(sys.prefix) / "readers" / "bin" / "wayback"
    return str(beside) if beside.is_file() else shutil.which("wayback")


@pytest.fixture
def pywb(tmp_path: Path) -> Iterator[str]:
    """A pywb on the loopback that has the page of four years; yields its collection's address."""
    program = _wayback()
    if program is None:
        pytest.skip("no pywb is installed: make readers brings it")
    past = [
        record(http(article(n).encode()), WARC_Date=f"{year}-05-23T09:06:50Z") for n, year in ((1, 2019), (2, 2020))
    ]
    past += [
        record(http(b"", status="301 Moved", headers=f"Location: {MOVED}\r\n"), WARC_Date="2021-05-23T09:06:50Z"),
        record(http(article(3).encode()), WARC_Target_URI=MOVED, WARC_Date="2021-05-23T09:06:51Z"),
        record(http(b"busy", status="503 Busy"), WARC_Date="2022-05-23T09:06:50Z"),
        record(http(b"no", status="404 Not Found"), WARC_Date="2023-05-23T09:06:50Z"),
    ]
    folder = tmp_path / "pywb"
    folder.mkdir()
    (folder / "past.warc.gz").write_bytes(members(*past))
    manager = Path(program).with_name("wb-manager")
    for words in (["init", "c"], ["add", "c", "past.warc.gz"]):
        subprocess.run([manager, *words], cwd=folder, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = subprocess.Popen(
        [program, "-p", str(port), "-b", "127.0.0.1"],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )  # fmt: skip
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/c/"
    finally:
        served.terminate()
        served.wait(10)


@pytest.mark.slow
def test_a_real_archive_gives_its_past_whole(tmp_path: Path, pywb: str) -> None:
    declare(tmp_path / "sources")
    orders = Orders(sources_folder=tmp_path / "sources")
    runs = [
        import_timemap(tmp_path / "archive", PAGE, f"{pywb}timemap/{form}/", orders)
        for form in ("link", "json", "cdxj")
    ]
    assert [("complete", 6, 0), ("complete", 0, 5), ("complete", 0, 5)] == [(r.verdict, r.captured, r.unchanged) for r in runs]  # fmt: skip
    expected = [(THEN[0], 200), (THEN[1], 200), (THEN[2], 301), (THEN[3], 503), (THEN[4], 404)]
    assert expected == [(c.captured_at, c.status) for c in kept(tmp_path)]
    with open_archive(tmp_path / "archive") as archive:
        assert article(1).encode() == archive.payload(archive.captures(PAGE)[0])
        assert ["关于临江区第3号事项的报告"] == [version.title for version in archive.history(MOVED)]


@pytest.mark.slow
def test_a_real_archive_is_a_gateway_to_the_past(tmp_path: Path, pywb: str) -> None:
    declare(tmp_path / "sources")

    def fetched(url: str, prefix: str) -> tuple[str, datetime | None]:
        got = fetch(tmp_path / "archive", url, Orders(gateway=pywb + prefix, sources_folder=tmp_path / "sources"))
        return got.version, got.capture.captured_at if got.capture else None

    assert ("new", THEN[0]) == fetched(PAGE, "20190601id_/")
    assert ("new", THEN[1]) == fetched(PAGE, "20200601id_/")
    assert ("unchanged", THEN[1]) == fetched(PAGE, "20200601id_/")
    assert ("none", None) == fetched(f"{HOST}/jdgz/20260301/000009.html", "2019id_/")
    assert ("none", None) == fetched(PAGE, "")  # the archive's own frame around the page
    assert 2 == len(kept(tmp_path))
