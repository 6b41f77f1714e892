"""kill -9, of the child and of the parent, in the middle of a crawl: run again, nothing is missing, nothing is fetched twice."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import open_archive
from crawler.crawl import crawl
from crawler.errors import WalkBroken
from crawler.job import Orders
from crawler.sources import load_sources
from tests.crawler.replica import Replica, declare, site

pytestmark = pytest.mark.slow

CRAWL = """
import sys
from pathlib import Path
from crawler.crawl import crawl
from crawler.job import Orders
from crawler.sources import load_sources
archive, sources, gateway = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
crawl(archive, load_sources(sources)["linjiang"], Orders(gateway=gateway, sources_folder=sources))
"""


@pytest.fixture(autouse=True)
def slowed(replica: Replica) -> None:
    """So slow that there is a moment to kill at."""
    replica.pause_s = 0.002


def started(folder: Path, replica: Replica) -> subprocess.Popen[bytes]:
    """A crawl in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", CRAWL, str(folder / "archive"), str(folder / "sources"), replica.prefix]
    )


def wait_for(replica: Replica, requests: int, process: subprocess.Popen[bytes]) -> None:
    while len(replica.asked) < requests and process.poll() is None:
        time.sleep(0.002)


def children_of(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def missing_and_twice(folder: Path, replica: Replica, documents: list[str]) -> tuple[set[str], int]:
    """Which documents no run of the archive has, and how many addresses the server answered more than once."""
    with open_archive(folder / "archive") as archive:
        runs = archive.runs("linjiang")
        kept = {c.url for run in runs for c in archive.captures_of_run(run.id) if c.outcome == "ok"}
    asked = Counter(one.url for one in replica.asked)
    return set(documents) - kept, sum(count - 1 for count in asked.values())


@pytest.mark.parametrize("victim", ["parent", "child"])
def test_a_killed_crawl_goes_on_where_it_was(tmp_path: Path, replica: Replica, victim: str) -> None:
    declare(tmp_path / "sources")
    documents = site(replica, 150, per_list=50)
    for requests in (15, 60, 110):
        process = started(tmp_path, replica)
        wait_for(replica, requests, process)
        dead = process.pid if victim == "parent" else children_of(process.pid)[0]
        os.kill(dead, signal.SIGKILL)
        process.wait()
    assert 0 == started(tmp_path, replica).wait()
    missing, twice = missing_and_twice(tmp_path, replica, documents)
    with open_archive(tmp_path / "archive") as archive:
        verdicts = [run.verdict for run in archive.runs("linjiang")]
    assert (set(), ["complete"]) == (missing, verdicts)
    assert twice <= 3  # one per kill: what was on its way


def test_a_killed_crawl_goes_on_in_a_catalog_on_postgresql(
    tmp_path: Path, replica: Replica, postgres_catalog: str
) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "fangzhi.toml").write_text(f'catalog = "{postgres_catalog}"\n', encoding="utf-8")
    declare(tmp_path / "sources")
    documents = site(replica, 150, per_list=50)
    for requests in (15, 110):
        process = started(tmp_path, replica)
        wait_for(replica, requests, process)
        process.kill()
        process.wait()
    assert 0 == started(tmp_path, replica).wait()
    missing, twice = missing_and_twice(tmp_path, replica, documents)
    replica.forget()
    assert 0 == started(tmp_path, replica).wait()
    with open_archive(tmp_path / "archive") as archive:
        runs = archive.runs("linjiang")
    assert (set(), ["complete", "complete"]) == (missing, [run.verdict for run in runs])
    assert twice <= 2
    assert (0, {304}) == (runs[0].new_versions, {one.status for one in replica.asked if one.url in documents})


def test_a_child_dies_with_its_parent(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    site(replica, 300, per_list=50)
    process = started(tmp_path, replica)
    wait_for(replica, 30, process)
    child = children_of(process.pid)[0]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    deadline = time.monotonic() + 5
    while _is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.005)
    assert not _is_alive(child)


def test_a_killed_walk_is_told_and_its_run_stays_open(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    site(replica, 200)
    source = load_sources(tmp_path / "sources")["linjiang"]
    orders = Orders(gateway=replica.prefix, sources_folder=tmp_path / "sources")
    before = set(children_of(os.getpid()))

    def kill(event: object) -> None:
        if len(replica.asked) > 30:
            for child in set(children_of(os.getpid())) - before:
                os.kill(child, signal.SIGKILL)

    with pytest.raises(WalkBroken, match="goes on from there"):
        crawl(tmp_path / "archive", source, orders, on_event=kill)
    with open_archive(tmp_path / "archive") as archive:
        assert [None] == [run.verdict for run in archive.runs("linjiang")]


def test_an_unfinished_run_of_yesterday_is_closed_as_failed(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    site(replica, 3)
    source = load_sources(tmp_path / "sources")["linjiang"]
    with open_archive(tmp_path / "archive", read_only=False) as archive:
        begun_at = datetime.now(UTC) - timedelta(hours=25)
        archive.begin_run("linjiang", begun_at=begun_at, declaration=source.declaration, reason="schedule")
    run = crawl(tmp_path / "archive", source, Orders(gateway=replica.prefix, sources_folder=tmp_path / "sources"))
    with open_archive(tmp_path / "archive") as archive:
        old = archive.runs("linjiang")[1]
    assert ("complete", "failed") == (run.verdict, old.verdict)
    assert "24 hours" in old.reasons[0]


def test_a_crawl_that_is_told_to_stop_is_gone_on_with(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    documents = site(replica, 200)
    source = load_sources(tmp_path / "sources")["linjiang"]
    orders = Orders(gateway=replica.prefix, sources_folder=tmp_path / "sources")
    stopping = threading.Event()

    def stop(event: object) -> None:
        if len(replica.asked) > 40:
            stopping.set()

    stopped = crawl(tmp_path / "archive", source, orders, on_event=stop, stopping=stopping)
    asked = len(replica.asked)
    finished = crawl(tmp_path / "archive", source, orders)
    missing, twice = missing_and_twice(tmp_path, replica, documents)
    assert (None, "complete", stopped.id) == (stopped.verdict, finished.verdict, finished.id)
    assert asked < 200
    assert (set(), 0) == (missing, twice)


def test_a_crawl_that_is_told_to_stop_before_its_walk_has_begun_is_no_failure(tmp_path: Path, replica: Replica) -> None:
    """The child is still loading then, and has no way to end in order."""
    declare(tmp_path / "sources")
    site(replica, 3)
    source = load_sources(tmp_path / "sources")["linjiang"]
    orders = Orders(gateway=replica.prefix, sources_folder=tmp_path / "sources")
    stopping = threading.Event()
    stopping.set()
    stopped = crawl(tmp_path / "archive", source, orders, stopping=stopping)
    assert (None, []) == (stopped.verdict, replica.asked)
    assert stopped.id == crawl(tmp_path / "archive", source, orders).id


def test_a_crawl_that_is_told_to_stop_while_it_cleans_stops(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    site(replica, 12)
    source = load_sources(tmp_path / "sources")["linjiang"]
    orders = Orders(gateway=replica.prefix, sources_folder=tmp_path / "sources")
    stopping, cleaned = threading.Event(), []

    def stop(event: Mapping[str, object]) -> None:
        if event["event"] == "cleaning":
            cleaned.append(event["done"])
            stopping.set()

    stopped = crawl(tmp_path / "archive", source, orders, on_event=stop, stopping=stopping)
    asked = len(replica.asked)
    finished = crawl(tmp_path / "archive", source, orders)
    assert ([1], None) == (cleaned, stopped.verdict)
    assert (stopped.id, "complete", asked) == (finished.id, finished.verdict, len(replica.asked))
    with open_archive(tmp_path / "archive") as archive:
        assert 12 == len(list(archive.pages("linjiang")))


def test_the_nights_cap_holds_for_a_run_that_was_stopped_and_gone_on_with(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources", cap="200")
    site(replica, 400)
    source = load_sources(tmp_path / "sources")["linjiang"]
    orders = Orders(gateway=replica.prefix, sources_folder=tmp_path / "sources")
    stopping = threading.Event()

    def stop(event: object) -> None:
        if len(replica.asked) > 12:
            stopping.set()

    crawl(tmp_path / "archive", source, orders, on_event=stop, stopping=stopping)
    between = len(replica.urls())
    run = crawl(tmp_path / "archive", source, orders)
    assert between < 200 == len(replica.urls())
    assert run.details["found"]["capped"]


def test_pages_by_hand_do_not_hide_a_crawl_that_was_cut_short(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    site(replica, 3)
    source = load_sources(tmp_path / "sources")["linjiang"]
    now = datetime.now(UTC)
    with open_archive(tmp_path / "archive", read_only=False) as archive:
        cut = archive.begin_run("linjiang", begun_at=now - timedelta(hours=2), declaration="", reason="schedule")
        for minute in range(25):
            begun_at = now - timedelta(minutes=60 - minute)
            by_hand = archive.begin_run("linjiang", begun_at=begun_at, declaration="", reason="manual")
            archive.end_run(replace(by_hand, ended_at=begun_at, verdict="complete", reasons=("x",)))
    run = crawl(tmp_path / "archive", source, Orders(gateway=replica.prefix, sources_folder=tmp_path / "sources"))
    assert (cut.id, "complete") == (run.id, run.verdict)


@pytest.mark.parametrize("seed", range(2))
def test_kills_at_random_moments_lose_nothing(tmp_path: Path, replica: Replica, seed: int) -> None:
    declare(tmp_path / "sources")
    documents = site(replica, 240, per_list=60)
    chance = random.Random(seed)
    for _ in range(3):
        process = started(tmp_path, replica)
        wait_for(replica, len(replica.asked) + chance.randrange(1, 70), process)
        if process.poll() is None:
            os.kill(chance.choice([process.pid, *children_of(process.pid)]), signal.SIGKILL)
        process.wait()
    assert 0 == started(tmp_path, replica).wait()
    missing, twice = missing_and_twice(tmp_path, replica, documents)
    assert set() == missing
    assert twice <= 4


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
