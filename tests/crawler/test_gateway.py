"""Asking through a gateway: real addresses above, the gateway's below, and the past as it was captured."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import open_archive
from crawler.errors import NoContact, WrongUse
from crawler.fetch import fetch
from crawler.gateway import Gateway, is_loopback, memento_datetime
from crawler.job import Job, Orders, delay_of, group_of, lone_source
from crawler.sources import load_sources
from tests.crawler.replica import HOST, Page, Replica, article, declare

WAYBACK = Gateway("https://archive.example/web/2023id_/")
PLAIN = Gateway("http://127.0.0.1:8080/")
REAL = "http://a.example/x.html"


def test_the_prefix_is_put_before_the_whole_address() -> None:
    assert "http://127.0.0.1:8080/https://a.example/x?y=1" == PLAIN.asked("https://a.example/x?y=1")


@pytest.mark.parametrize(
    ("gateway", "location", "real"),
    [
        (PLAIN, "http://127.0.0.1:8080/https://a.example/new", "https://a.example/new"),
        (PLAIN, "/https://a.example/new?z=1", "https://a.example/new?z=1"),
        (PLAIN, "/new", "http://a.example/new"),
        (PLAIN, "other.html", "http://a.example/other.html"),
        (PLAIN, "https://b.example/", "https://b.example/"),
        (WAYBACK, "https://archive.example/web/20230405060708id_/http://a.example/y", "http://a.example/y"),
        (WAYBACK, "/web/20230405060708id_/http:/a.example/y", "http://a.example/y"),
    ],
)
def test_a_location_is_unwrapped(gateway: Gateway, location: str, real: str) -> None:
    assert real == gateway.unwrapped(location, REAL)


def test_a_redirect_to_another_timestamp_of_the_page_is_the_gateways_own() -> None:
    onward = "https://archive.example/web/20230405060708id_/http://www.a.example:80/x.html"
    assert onward == WAYBACK.own_redirect(WAYBACK.asked(REAL), REAL, onward)


@pytest.mark.parametrize(
    ("gateway", "location"),
    [
        (WAYBACK, "https://archive.example/web/20230405060708id_/http://a.example/other.html"),
        (WAYBACK, "https://archive.example/help"),
        (PLAIN, "http://127.0.0.1:8080/https://a.example/x.html"),
        (PLAIN, "https://b.example/x.html"),
    ],
)
def test_a_redirect_to_another_page_is_the_pages(gateway: Gateway, location: str) -> None:
    assert gateway.own_redirect(gateway.asked(REAL), REAL, location) is None


def test_what_is_no_address_is_no_gateway() -> None:
    with pytest.raises(WrongUse, match="no address"):
        Gateway("127.0.0.1:8080")


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("a.localhost", True),
        ("10.0.0.1", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_the_loopback_is_known_without_asking(host: str, local: bool) -> None:
    assert local == is_loopback(host)


def test_memento_datetime_is_read_in_utc() -> None:
    assert datetime(2023, 5, 23, 9, 6, 50, tzinfo=UTC) == memento_datetime("Tue, 23 May 2023 09:06:50 GMT")
    assert memento_datetime("yesterday") is None


def test_a_far_gateway_is_one_slot_and_needs_a_contact() -> None:
    source = lone_source("https://a.example/x")
    assert "archive.example" == group_of(source, "a.example", WAYBACK)
    with pytest.raises(NoContact):
        Orders(gateway=WAYBACK.prefix).check(source.hosts)


def test_a_gateway_on_the_loopback_needs_no_pace_unless_it_is_ordered(tmp_path: Path) -> None:
    declare(tmp_path, pace='{ group = "g", delay_s = 4.0 }')
    declare(
        tmp_path,
        "other",
        pace='{ group = "g", delay_s = 7.0 }',
        seeds='["https://b.example/jdgz/"]',
        hosts='["b.example"]',
    )
    sources = load_sources(tmp_path)
    paces = [delay_of(sources["linjiang"], sources, orders) for orders in (
        Orders(gateway=PLAIN.prefix),
        Orders(gateway=PLAIN.prefix, pace_s=0.5),
        Orders(),
        Orders(pace_s=0.5),
        Orders(pace_s=9),
    )]  # fmt: skip
    assert [0.0, 0.5, 7.0, 7.0, 9] == paces


def test_a_job_comes_back_from_json_equal() -> None:
    job = Job(
        Path("/a"), "s", "r", "manual", Orders(contact="c", sources_folder=Path("/b"), pace_s=1.5), ("u",), lone=True
    )
    assert job == Job.from_json(job.to_json())


@pytest.mark.slow
def test_the_past_is_kept_under_the_time_it_was_captured(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    url = f"{HOST}/jdgz/20260301/000001.html"
    real_path = f"http://127.0.0.1:{replica.port}/web/20230523090650id_/{url}"
    # The server takes what does not begin with /http as its own address, so the two hops are two pages of it.
    replica.put(f"{replica.prefix}web/2023id_/{url}", "", status=302, headers={"Location": real_path}, etag=False)
    replica.put(real_path, article(1), headers={"Memento-Datetime": "Tue, 23 May 2023 09:06:50 GMT"})
    orders = Orders(gateway=replica.prefix + "web/2023id_/", sources_folder=tmp_path / "sources")
    got = fetch(tmp_path / "archive", url, orders)
    with open_archive(tmp_path / "archive") as archive:
        kept = [(c.url, c.status, c.captured_at) for c in archive.captures(url)]
    assert [(url, 200, datetime(2023, 5, 23, 9, 6, 50, tzinfo=UTC))] == kept
    assert got.capture is not None
    assert got.capture.recorded_at > got.capture.captured_at


@pytest.mark.slow
def test_a_page_that_no_source_covers_is_fetched_by_hand(tmp_path: Path, replica: Replica) -> None:
    replica.put("https://unknown.example/a/b.html", article(7))
    got = fetch(tmp_path / "archive", "https://unknown.example/a/b.html", Orders(gateway=replica.prefix))
    again = fetch(tmp_path / "archive", "https://unknown.example/a/b.html", Orders(gateway=replica.prefix))
    assert ("new", "unchanged") == (got.version, again.version)
    assert got.title == again.title == "关于临江区第7号事项的报告"
    assert ("manual", "by-hand", "complete") == (got.run.reason, got.run.source, got.run.verdict)


@pytest.mark.slow
def test_a_fetch_that_gets_no_page_says_so(tmp_path: Path, replica: Replica) -> None:
    replica.pages["https://unknown.example/drop"] = Page(drop=True)
    orders = Orders(gateway=replica.prefix)
    gone = fetch(tmp_path / "archive", "https://unknown.example/none", orders)
    dead = fetch(tmp_path / "archive", "https://unknown.example/drop", orders)
    assert gone.capture is not None
    assert ("gone", "none") == (gone.capture.outcome, gone.version)
    assert dead.attempt is not None
    assert ("disconnected", "none", "failed") == (dead.attempt.cause, dead.version, dead.run.verdict)
