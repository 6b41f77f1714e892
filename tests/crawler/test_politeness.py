"""What sites ask of visitors: turns, pauses, robots.txt, Retry-After. Gaps are measured at the server."""

import asyncio
import threading
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from archive import open_archive
from archive.errors import Locked
from archive.records import Run
from crawler.crawl import crawl
from crawler.fetch import fetch
from crawler.job import Orders
from crawler.locks import GroupTurns, holding_source, lock_path
from crawler.politeness import host_of, retry_after
from crawler.sources import load_sources
from tests.crawler.replica import HOST, Page, Replica, declare, site

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("5", 5.0),
        (" 120 ", 120.0),
        ("Tue, 24 Nov 2026 18:00:30 GMT", 30.0),
        ("Tue, 24 Nov 2026 17:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-3", None),
        ("²", None),
        ("1.5", None),
        ("5, 5", None),
        ("9" * 400, float("inf")),
        ("Fri, 99 Nov 2026 18:00:30 GMT", None),
        ("Tue, 24 Nov 2026 18:00:30 +999999999999", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float | None) -> None:
    assert seconds == retry_after(value, NOW)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://WWW.a.example/x", "a.example"),
        ("http://a.example:80/", "a.example"),
        ("http://a.example:8080/", "a.example:8080"),
    ],
)
def test_a_host_is_one_however_it_is_written(url: str, host: str) -> None:
    assert host == host_of(url)


class Ticking:
    """Seconds that go on by what is slept."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

        async def sleep(seconds: float) -> None:
            self.slept.append(seconds)
            self.now += seconds

        monkeypatch.setattr("crawler.locks.asyncio.sleep", sleep)

    def __call__(self) -> float:
        return self.now


async def _turns(turns: GroupTurns, times: int, delay_s: float, clock: Ticking) -> list[float]:
    begun = []
    for _ in range(times):
        async with turns.turn("g", delay_s):
            begun.append(clock())
            clock.now += 0.3  # the answer takes its time
    return begun


@pytest.mark.parametrize("shared", [True, False])
def test_the_pause_is_counted_from_the_end_of_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: bool
) -> None:
    clock = Ticking(monkeypatch)
    turns = GroupTurns(tmp_path if shared else None, clock=clock)
    begun = asyncio.run(_turns(turns, 3, 2.0, clock))
    turns.close()
    assert [1000.0, 1002.3, 1004.6] == [round(at, 6) for at in begun]


def test_two_processes_share_a_groups_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Ticking(monkeypatch)
    first, second = GroupTurns(tmp_path, clock=clock), GroupTurns(tmp_path, clock=clock)
    asyncio.run(_turns(first, 1, 2.0, clock))
    begun = asyncio.run(_turns(second, 1, 2.0, clock))
    first.close()
    second.close()
    assert [1002.3] == [round(at, 6) for at in begun]


def test_a_host_that_asks_for_a_pause_gets_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Ticking(monkeypatch)
    turns = GroupTurns(tmp_path, clock=clock)
    turns.hold("g", 60.0)
    begun = asyncio.run(_turns(turns, 1, 2.0, clock))
    turns.close()
    assert [1060.0] == begun


def test_turns_are_counted_on_a_clock_that_nobody_sets(tmp_path: Path) -> None:
    turns = GroupTurns(tmp_path)
    asyncio.run(_turn(turns))
    turns.close()
    last = float(lock_path(tmp_path, "group", "g").read_text(encoding="ascii").split()[0])
    assert abs(time.clock_gettime(time.CLOCK_BOOTTIME) - last) < 60


async def _turn(turns: GroupTurns) -> None:
    async with turns.turn("g", 0.0):
        pass


def test_a_machine_that_was_started_anew_stops_nobody_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Ticking(monkeypatch)
    turns = GroupTurns(tmp_path, clock=clock)
    asyncio.run(_turns(turns, 1, 2.0, clock))
    clock.now = 500.0
    begun = asyncio.run(_turns(turns, 1, 2.0, clock))
    turns.close()
    assert begun[0] <= 502.0


def test_half_a_line_in_a_lock_file_is_no_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Ticking(monkeypatch)
    path = lock_path(tmp_path, "group", "g")
    path.parent.mkdir()
    path.write_text('{"last": 99', encoding="ascii")
    turns = GroupTurns(tmp_path, clock=clock)
    begun = asyncio.run(_turns(turns, 1, 2.0, clock))
    turns.close()
    assert [1000.0] == begun


def test_a_source_is_held_by_one_and_let_go_at_the_end(tmp_path: Path) -> None:
    with (
        holding_source(tmp_path, "a/b"),
        pytest.raises(Locked, match="a/b is being crawled"),
        holding_source(tmp_path, "a/b", 0),
    ):
        pass
    with holding_source(tmp_path, "a/b", 0):
        pass


def crawled(folder: Path, replica: Replica, **more: object) -> Run:
    orders = Orders(**({"gateway": replica.prefix, "sources_folder": folder / "sources"} | more))  # type: ignore[arg-type]
    return crawl(folder / "archive", load_sources(folder / "sources")["linjiang"], orders)


def gaps(replica: Replica) -> list[float]:
    times = [one.at for one in replica.asked]
    return [later - earlier for earlier, later in pairwise(times)]


@pytest.mark.slow
def test_no_two_requests_are_closer_than_the_delay(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    site(replica, 20)
    crawled(tmp_path, replica, pace_s=0.1)
    assert 22 == len(replica.asked)
    assert min(gaps(replica)) >= 0.1


@pytest.mark.slow
def test_a_fetch_by_hand_takes_its_turn_in_the_middle_of_a_crawl(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    documents = site(replica, 60)
    orders = Orders(gateway=replica.prefix, sources_folder=tmp_path / "sources", pace_s=0.12)
    source = load_sources(tmp_path / "sources")["linjiang"]
    crawling = threading.Thread(target=crawl, args=(tmp_path / "archive", source, orders))
    crawling.start()
    while len(replica.asked) < 3:
        time.sleep(0.01)
    got = fetch(tmp_path / "archive", documents[-1], orders)
    asked_until_then = len(replica.asked)
    crawling.join()
    assert got.capture is not None
    assert got.capture.reason == "manual"
    assert asked_until_then < 62
    assert min(gaps(replica)) >= 0.95 * 0.12
    with open_archive(tmp_path / "archive") as archive:
        assert {"complete"} == {run.verdict for run in archive.runs()}


@pytest.mark.slow
def test_what_robots_txt_forbids_is_not_asked_and_is_recorded(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    documents = site(replica, 5)
    forbidden = documents[2].partition(".example")[2]
    replica.put(f"{HOST}/robots.txt", f"User-agent: *\nDisallow: {forbidden}\n", headers={"Content-Type": "text/plain"})
    run = crawled(tmp_path, replica)
    with open_archive(tmp_path / "archive") as archive:
        recorded = [(a.url, a.outcome, a.cause) for a in archive.attempts_of_run(run.id)]
        robots = [c.url for c in archive.captures_of_run(run.id) if c.cause == "robots"]
    assert documents[2] not in replica.urls()
    assert [(documents[2], "blocked", "robots")] == recorded
    assert [f"{HOST}/robots.txt"] == robots
    assert "complete" == run.verdict


@pytest.mark.slow
def test_a_site_that_forbids_its_lists_is_blocked(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    site(replica, 5)
    replica.put(f"{HOST}/robots.txt", "User-agent: fangzhi\nDisallow: /\n")
    run = crawled(tmp_path, replica)
    assert ("blocked", []) == (run.verdict, replica.urls())


@pytest.mark.slow
def test_a_robots_txt_that_cannot_be_had_means_no_crawl_tonight(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    site(replica, 5)
    replica.put(f"{HOST}/robots.txt", "oops", status=503, etag=False)
    run = crawled(tmp_path, replica)
    assert ("failed", []) == (run.verdict, replica.urls())
    assert "robots.txt" in " ".join(run.reasons)


@pytest.mark.slow
def test_a_written_reason_lets_robots_txt_unasked(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources", robots='"the office agreed in a letter of 2026-01-05"')
    site(replica, 2)
    replica.put(f"{HOST}/robots.txt", "User-agent: *\nDisallow: /\n")
    assert "complete" == crawled(tmp_path, replica).verdict
    assert f"{HOST}/robots.txt" not in [one.url for one in replica.asked]


@pytest.mark.slow
def test_retry_after_is_waited_for_by_the_whole_group(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    documents = site(replica, 6)
    busy = Page("slowly", 429, {"Retry-After": "1"}, etag=False)
    replica.pages[documents[1]] = lambda count: busy if count == 1 else Page("<p>" + "临江区的报告。" * 90)
    run = crawled(tmp_path, replica)
    after = [gap for one, gap in zip(replica.asked, gaps(replica), strict=False) if one.status == 429]
    assert "complete" == run.verdict
    assert 1 == len(after)
    assert after[0] >= 1.0


@pytest.mark.slow
def test_a_host_that_asks_to_wait_for_hours_is_left_alone_tonight(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    documents = site(replica, 6)
    replica.put(documents[1], "tomorrow", status=503, headers={"Retry-After": "7200"}, etag=False)
    run = crawled(tmp_path, replica)
    # robots.txt, the list, the first document, the one that said so: and no more.
    assert 4 == len(replica.asked)
    assert run.verdict not in ("complete", "quiet")
    assert "7200 s" in " ".join(run.reasons)


@pytest.mark.slow
def test_crawl_delay_makes_the_pace_slower(tmp_path: Path, replica: Replica) -> None:
    port = replica.port
    own = f"http://127.0.0.1:{port}"
    declare(tmp_path / "sources", seeds=f'["{own}/jdgz/"]', hosts=f'["127.0.0.1:{port}"]')
    replica.put(f"{own}/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n", etag=False)
    for url, page in [(url, page) for url, page in _here(own)]:
        replica.put(url, page)
    run = crawled(tmp_path, replica, gateway="")
    assert "complete" == run.verdict
    assert min(gaps(replica)[1:]) >= 0.3


@pytest.mark.slow
def test_a_crawl_delay_of_a_day_is_no_pace_and_closes_the_host(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    site(replica, 3)
    replica.put(f"{HOST}/robots.txt", "User-agent: *\nCrawl-delay: 86400\n", etag=False)
    run = crawled(tmp_path, replica)
    assert ("failed", []) == (run.verdict, replica.urls())
    assert "86400 s between two requests" in " ".join(run.reasons)


@pytest.mark.slow
@pytest.mark.parametrize(("hops", "asked"), [(5, 0), (8, 4)])
def test_robots_txt_is_followed_over_five_redirects(tmp_path: Path, replica: Replica, hops: int, asked: int) -> None:
    declare(tmp_path / "sources")
    site(replica, 3)
    places = [f"{HOST}/robots.txt", *(f"{HOST}/hop-{n}" for n in range(1, hops + 1))]
    for here, there in pairwise(places):
        replica.put(here, "", status=302, headers={"Location": there}, etag=False)
    replica.put(places[-1], "User-agent: *\nDisallow: /\n", etag=False)
    crawled(tmp_path, replica)
    assert asked == len([url for url in replica.urls() if "/jdgz/" in url])


@pytest.mark.slow
@pytest.mark.parametrize(("status", "is_open"), [(401, True), (403, True), (410, True), (429, False), (500, False)])
def test_a_robots_txt_that_is_refused_allows_and_one_that_fails_forbids(
    tmp_path: Path, replica: Replica, status: int, is_open: bool
) -> None:
    declare(tmp_path / "sources")
    site(replica, 3)
    replica.put(f"{HOST}/robots.txt", "User-agent: *\nDisallow: /\n", status=status, etag=False)
    crawled(tmp_path, replica)
    assert is_open == bool(replica.urls())


@pytest.mark.slow
def test_a_pause_asked_for_in_garbage_is_the_usual_one(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    documents = site(replica, 3)
    replica.put(documents[1], "slowly", status=429, headers={"Retry-After": "\u00b2"}, etag=False)
    run = crawled(tmp_path, replica)
    with open_archive(tmp_path / "archive") as archive:
        causes = {c.url: c.cause for c in archive.captures_of_run(run.id)}
    assert "rate-limited" == causes[documents[1]]


def _here(own: str) -> list[tuple[str, str]]:
    local = Replica()
    site(local, 3)
    return [
        (url.replace(HOST, own), str(page.body).replace(HOST, own))
        for url, page in local.pages.items()
        if isinstance(page, Page)
    ]
