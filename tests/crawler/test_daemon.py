"""The daemon under attack: clocks that are set, walks that are killed, crawls by hand in its way, a full disk."""

import errno
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.errors import Locked, NotWritable
from archive.records import Run
from crawler.errors import WalkBroken
from crawler.schedule import HEART, TRY_AGAIN_BEATS, Nightly
from crawler.sources import Source
from crawler.status import Status
from crawler.timetable import is_missed, next_night
from tests.crawler.test_schedule import NOON, TWO_TODAY, Crawls, daemon, declared, run_of


def running(nightly: Nightly) -> threading.Thread:
    thread = threading.Thread(target=nightly.run)
    thread.start()
    return thread


def test_a_crawl_under_way_when_a_night_is_due_is_that_nights() -> None:
    begun = run_of("linjiang", TWO_TODAY - timedelta(minutes=10))
    through_it = replace(begun, ended_at=TWO_TODAY + timedelta(hours=1))
    assert not is_missed(declared(), through_it, NOON - timedelta(days=9), NOON)
    assert is_missed(declared(), replace(begun, ended_at=TWO_TODAY - timedelta(minutes=1)), NOON, NOON)


def test_a_clock_that_was_set_back_leaves_no_night_waiting_for_years(tmp_path: Path) -> None:
    """The clock was years ahead when the jobs were planned, as after a start without a battery."""
    now = datetime.now(UTC)
    nightly = daemon(tmp_path, [declared()], Crawls(lambda: now), {}, now=now)
    thread = running(nightly)
    wait_until(lambda: nightly._scheduler is not None and nightly._scheduler.running)
    assert nightly._scheduler is not None
    jobs = {job.id: job for job in nightly._scheduler.get_jobs()}
    for job in jobs.values():
        job.modify(next_run_time=now + timedelta(days=1500))
    nightly.heal()
    waiting = {name: job.next_run_time for name, job in jobs.items()}
    nightly.stop()
    thread.join(10)
    assert next_night("0 2 * * *", now) == waiting["linjiang"]
    assert waiting[HEART] <= now + timedelta(seconds=30)


def test_a_crawl_that_breaks_off_is_tried_again_later_and_later(tmp_path: Path) -> None:
    """A killed walk leaves its run open; the daemon itself goes on with it, not only the next start."""
    asked: list[int] = []
    runs = {"linjiang": run_of("linjiang", NOON, is_open=True)}
    done = threading.Event()

    def breaks_twice(source: Source, stopping: threading.Event) -> Run:
        asked.append(beats[0])
        if len(asked) < 3:
            raise WalkBroken("the walk of linjiang ended early (signal 9)")
        runs["linjiang"] = run_of("linjiang", NOON)
        done.set()
        return runs["linjiang"]

    beats = [0]
    nightly = daemon(tmp_path, [declared()], breaks_twice, runs, now=datetime.now(UTC))
    thread = running(nightly)
    for tries in (1, 2):
        wait_until(lambda: len(asked) == tries and not nightly.is_crawling)  # noqa: B023
        for _ in range(TRY_AGAIN_BEATS * tries):
            beats[0] += 1
            nightly.beat()
    assert done.wait(10)
    nightly.stop()
    thread.join(10)
    assert [0, TRY_AGAIN_BEATS, 3 * TRY_AGAIN_BEATS] == asked


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def test_a_source_that_somebody_crawls_by_hand_is_not_crawled_again_that_night(tmp_path: Path) -> None:
    asked: list[str] = []
    runs = {"linjiang": run_of("linjiang", NOON, is_open=True)}

    def busy(source: Source, stopping: threading.Event) -> Run:
        asked.append(source.id)
        raise Locked("linjiang is being crawled by process 7")

    now = datetime.now(UTC)
    nightly = daemon(tmp_path, [declared()], busy, runs, now=now)
    thread = running(nightly)
    wait_until(lambda: bool(asked) and not nightly.is_crawling)
    runs["linjiang"] = replace(run_of("linjiang", now - timedelta(days=1)), ended_at=now)
    for _ in range(2 * TRY_AGAIN_BEATS):
        nightly.beat()
    nightly.stop()
    thread.join(10)
    assert ["linjiang"] == asked


def test_a_status_that_cannot_be_written_ends_the_daemon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(archive: Path, status: Status) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    crawls = Crawls(lambda: NOON)
    nightly = daemon(tmp_path, [declared()], crawls, {"linjiang": run_of("linjiang", NOON, is_open=True)})
    monkeypatch.setattr("crawler.schedule.write_status", full)
    with pytest.raises(NotWritable, match="No space left"):
        nightly.run()
    assert [] == crawls.asked


def test_every_change_of_the_status_is_told(tmp_path: Path) -> None:
    told: list[tuple[list[str], bool]] = []
    nightly = Nightly(
        tmp_path, {"linjiang": declared()}, crawl=Crawls(lambda: NOON), clock=lambda: NOON,
        last_runs=lambda names: {"linjiang": run_of("linjiang", TWO_TODAY.replace(day=20))},
        tell=lambda status: told.append((list(status.running), status.ended_at is not None)),
    )  # fmt: skip
    nightly.catch_up()
    assert [([], False), (["linjiang"], False), ([], False), ([], True)] == told


def test_no_alarm_is_given_for_what_is_about_to_be_crawled(tmp_path: Path) -> None:
    looked: list[dict[str, object]] = []
    now = datetime.now(UTC)
    begun, go_on = threading.Event(), threading.Event()

    def crawl(source: Source, stopping: threading.Event) -> Run:
        begun.set()
        assert go_on.wait(10)
        return run_of("linjiang", now)

    nightly = Nightly(
        tmp_path, {"linjiang": declared()}, crawl=crawl, clock=lambda: now,
        last_runs=lambda names: {"linjiang": run_of("linjiang", now - timedelta(days=5))},
        look=lambda status: looked.append(dict(status.last)),
    )  # fmt: skip
    thread = running(nightly)
    assert begun.wait(10)
    nightly.beat()
    before = list(looked)
    go_on.set()
    wait_until(lambda: not nightly.is_crawling)
    nightly.beat()
    nightly.stop()
    thread.join(10)
    assert [] == before
    assert ["linjiang"] == list(looked[0])


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Shanghai", "Pacific/Kiritimati"])
def test_the_hosts_own_zone_changes_nothing(zone: str) -> None:
    """New York sets its clocks back on 1 November 2026 at 06:00 UTC."""
    program = (
        "from datetime import UTC, datetime, timedelta\n"
        "from crawler.timetable import next_night\nfrom crawler.hours import QuietHours\n"
        "from crawler.cli.crawling import _day\n"
        "at, quiet = datetime(2026, 10, 30, tzinfo=UTC), QuietHours.parse('22:00-06:00')\n"
        "for _ in range(5):\n"
        "    at = next_night('30 13 * * *', at)\n"
        "    print(at.isoformat(), quiet.hold(at), quiet.hold(at + timedelta(hours=10)), _day('2026-11-01').timestamp())\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    first_of_november = datetime(2026, 10, 31, 16, tzinfo=UTC).timestamp()
    nights = [datetime(2026, 10, 30, 5, 30, tzinfo=UTC) + timedelta(days=n) for n in range(5)]
    assert [f"{at.isoformat()} False True {first_of_november}" for at in nights] == told
