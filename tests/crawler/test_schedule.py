"""The nightly daemon: what is due, what was missed, and that nothing a crawl does ends it."""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.errors import Locked, NotWritable
from archive.records import Run
from crawler.errors import AlreadyScheduled
from crawler.hours import QuietHours
from crawler.lanes import lanes
from crawler.schedule import Crawl, Nightly
from crawler.sources import Pace, Source
from crawler.status import read_status
from crawler.timetable import is_missed, last_night, next_night

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai
TWO_TODAY = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # 02:00 of the 24th in Shanghai


def declared(name: str = "linjiang", *, schedule: str = "0 2 * * *", group: str = "") -> Source:
    host = f"{name}.example"
    return Source(
        id=name, title=name, division="", body="government", family="links", seeds=(f"http://{host}/",),
        hosts=(host,), schedule=schedule, pace=Pace(group),
    )  # fmt: skip


def run_of(source: str, begun_at: datetime, *, is_open: bool = False) -> Run:
    done = Run(id=f"run-{source}", source=source, begun_at=begun_at)
    return done if is_open else replace(done, ended_at=begun_at, verdict="complete", reasons=("as expected",))


class Crawls:
    """Plays the crawl: notes what it was asked for, and answers with a run that begins when the clock says."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.asked: list[str] = []
        self.runs: dict[str, Run] = {}

    def __call__(self, source: Source, stopping: threading.Event) -> Run:
        self.asked.append(source.id)
        self.runs[source.id] = run_of(source.id, self.clock())
        return self.runs[source.id]


def daemon(
    tmp_path: Path, sources: list[Source], crawl: Crawl, runs: dict[str, Run], now: datetime = NOON, workers: int = 1
) -> Nightly:
    known = {source.id: source for source in sources}
    return Nightly(tmp_path, known, crawl=crawl, last_runs=lambda names: runs, clock=lambda: now, workers=workers)


def test_a_cron_line_is_read_in_shanghai() -> None:
    assert TWO_TODAY.replace(day=24) == next_night("0 2 * * *", NOON)
    assert TWO_TODAY == last_night("0 2 * * *", NOON)


def test_the_last_night_of_a_monthly_line_is_found_and_of_an_impossible_one_refused() -> None:
    assert datetime(2026, 10, 31, 18, 0, tzinfo=UTC) == last_night("0 2 1 * *", NOON)
    with pytest.raises(ValueError, match="never due"):
        next_night("0 2 30 2 *", NOON)


def test_a_night_is_owed_when_no_run_began_since_it_was_due() -> None:
    source, before, after = declared(), TWO_TODAY.replace(day=22), TWO_TODAY.replace(hour=19)
    assert is_missed(source, run_of("linjiang", before), before, NOON)
    assert not is_missed(source, run_of("linjiang", after), before, NOON)


def test_a_run_that_was_cut_off_is_owed_however_young() -> None:
    assert is_missed(declared(), run_of("linjiang", NOON, is_open=True), NOON, NOON)


def test_a_source_that_has_just_been_declared_waits_for_its_first_night() -> None:
    assert not is_missed(declared(), None, NOON, NOON)
    assert is_missed(declared(), None, TWO_TODAY.replace(day=22), NOON)


def test_sources_of_one_group_wait_in_one_lane() -> None:
    found = lanes([declared("a", group="shanghai"), declared("b"), declared("c", group="shanghai"), declared("d")], 2)
    assert found["a"] == found["c"]
    assert {0, 1} == set(found.values())


def test_what_was_missed_is_crawled_once_and_not_again(tmp_path: Path) -> None:
    crawls = Crawls(lambda: NOON)
    runs = crawls.runs
    runs["linjiang"] = run_of("linjiang", TWO_TODAY.replace(day=20))
    for _ in range(2):
        daemon(tmp_path, [declared()], crawls, runs).catch_up()
    assert ["linjiang"] == crawls.asked


def test_a_source_without_a_schedule_is_left_to_the_hand(tmp_path: Path) -> None:
    assert [] == daemon(tmp_path, [declared(schedule="")], Crawls(lambda: NOON), {}).timetable()


def test_the_timetable_names_the_soonest_first_and_what_is_missed_now(tmp_path: Path) -> None:
    sources = [declared("late", schedule="0 5 * * *"), declared("soon"), declared("owed")]
    nightly = daemon(tmp_path, sources, Crawls(lambda: NOON), {"owed": run_of("owed", NOON, is_open=True)})
    assert [("owed", True), ("soon", False), ("late", False)] == [(n.source, n.is_missed) for n in nightly.timetable()]


def test_a_crawl_that_breaks_does_not_take_the_others_along(tmp_path: Path) -> None:
    crawls = Crawls(lambda: NOON)

    def breaking(source: Source, stopping: threading.Event) -> Run:
        if source.id == "broken":
            raise RuntimeError("the pager changed")
        return crawls(source, stopping)

    runs = {name: run_of(name, NOON, is_open=True) for name in ("broken", "linjiang")}
    daemon(tmp_path, [declared("broken"), declared()], breaking, runs).catch_up()
    status = read_status(tmp_path)
    assert status is not None
    assert ["linjiang"] == crawls.asked
    assert ("failed", "RuntimeError: the pager changed") == (
        status.last["broken"]["verdict"],
        status.last["broken"]["message"],
    )


def test_a_source_that_somebody_crawls_by_hand_is_skipped(tmp_path: Path) -> None:
    def busy(source: Source, stopping: threading.Event) -> Run:
        raise Locked("linjiang is being crawled by process 7")

    daemon(tmp_path, [declared()], busy, {"linjiang": run_of("linjiang", NOON, is_open=True)}).catch_up()
    status = read_status(tmp_path)
    assert status is not None
    assert "skipped" == status.last["linjiang"]["verdict"]


def test_an_archive_that_cannot_keep_ends_the_daemon(tmp_path: Path) -> None:
    asked: list[str] = []

    def full(source: Source, stopping: threading.Event) -> Run:
        asked.append(source.id)
        raise NotWritable("no space")

    runs = {name: run_of(name, NOON, is_open=True) for name in ("a", "b")}
    with pytest.raises(NotWritable):
        daemon(tmp_path, [declared("a"), declared("b")], full, runs).catch_up()
    assert ["a"] == asked


def test_a_second_daemon_of_an_archive_says_who_is_first(tmp_path: Path) -> None:
    runs = {"linjiang": run_of("linjiang", NOON, is_open=True)}

    def second(source: Source, stopping: threading.Event) -> Run:
        with pytest.raises(AlreadyScheduled, match="schedules this archive already"):
            daemon(tmp_path, [declared()], Crawls(lambda: NOON), runs).catch_up()
        return run_of("linjiang", NOON)

    daemon(tmp_path, [declared()], second, runs).catch_up()
    status = read_status(tmp_path)
    assert status is not None
    assert "complete" == status.last["linjiang"]["verdict"]


def test_the_daemon_crawls_what_is_owed_and_stops_when_asked(tmp_path: Path) -> None:
    begun = threading.Event()

    def waits(source: Source, stopping: threading.Event) -> Run:
        begun.set()
        assert stopping.wait(10)
        return run_of(source.id, NOON, is_open=True)

    nightly = daemon(tmp_path, [declared()], waits, {"linjiang": run_of("linjiang", NOON, is_open=True)})
    thread = threading.Thread(target=nightly.run)
    thread.start()
    assert begun.wait(10)
    nightly.stop()
    thread.join(10)
    told = json.loads((tmp_path / "schedule.json").read_text(encoding="utf-8"))
    assert not thread.is_alive()
    assert ("stopped", [], "2026-11-24T04:00:00Z") == (
        told["last"]["linjiang"]["verdict"],
        told["running"],
        told["ended_at"],
    )


def test_two_groups_are_crawled_at_once_and_one_group_never(tmp_path: Path) -> None:
    together, most, lock = [0], [0], threading.Lock()
    meeting = threading.Barrier(2, timeout=10)
    groups: list[str] = []

    def meets(source: Source, stopping: threading.Event) -> Run:
        with lock:
            assert source.pace.group not in groups
            groups.append(source.pace.group)
            together[0] += 1
            most[0] = max(most[0], together[0])
        meeting.wait()
        with lock:
            groups.remove(source.pace.group)
            together[0] -= 1
        if source.id in {"a2", "b2"} and meeting.wait() == 0:
            nightly.stop()
        return run_of(source.id, NOON)

    sources = [declared(name, group=name[0]) for name in ("a1", "a2", "b1", "b2")]
    runs = {source.id: run_of(source.id, NOON, is_open=True) for source in sources}
    nightly = daemon(tmp_path, sources, meets, runs, workers=2)
    nightly.run()
    assert 2 == most[0]


def test_the_status_file_survives_a_start_and_a_torn_one_is_forgotten(tmp_path: Path) -> None:
    daemon(tmp_path, [declared()], Crawls(lambda: NOON), {}).catch_up()
    first = read_status(tmp_path)
    later = NOON.replace(day=26)
    again = daemon(tmp_path, [declared()], Crawls(lambda: later), {}, now=later)
    assert first is not None
    assert NOON == first.since["linjiang"]
    assert [True] == [night.is_missed for night in again.timetable()]
    (tmp_path / "schedule.json").write_text('{"pid": 1', encoding="utf-8")
    assert read_status(tmp_path) is None


def test_a_night_that_falls_into_quiet_hours_is_not_crawled_and_stays_owed(tmp_path: Path) -> None:
    crawls = Crawls(lambda: NOON)
    old = {"linjiang": run_of("linjiang", TWO_TODAY.replace(day=20))}
    nightly = Nightly(
        tmp_path, {"linjiang": declared()}, crawl=crawls, last_runs=lambda names: old, clock=lambda: NOON,
        quiet=QuietHours.parse("08:00-19:30"),
    )  # fmt: skip
    nightly.catch_up()
    assert [] == crawls.asked
    assert [True] == [night.is_missed for night in nightly.timetable()]


def test_the_sources_are_looked_at_when_the_crawls_have_ended(tmp_path: Path) -> None:
    crawls, seen = Crawls(lambda: NOON), []
    nightly = Nightly(
        tmp_path, {"linjiang": declared()}, crawl=crawls, clock=lambda: NOON,
        last_runs=lambda names: {"linjiang": run_of("linjiang", TWO_TODAY.replace(day=20))},
        look=lambda status: seen.append(status.last["linjiang"]["verdict"]),
    )  # fmt: skip
    nightly.catch_up()
    assert ["complete"] == seen


def test_a_crawl_under_way_is_ended_by_quiet_hours_and_goes_on_after_them(tmp_path: Path) -> None:
    time = [TWO_TODAY.replace(hour=23)]  # 07:00 in Shanghai
    runs = {"linjiang": run_of("linjiang", TWO_TODAY.replace(day=20))}
    told = []

    def crawl(source: Source, stopping: threading.Event) -> Run:
        told.append(stopping.is_set())
        runs["linjiang"] = run_of("linjiang", time[0], is_open=len(told) == 1)
        time[0] += timedelta(hours=2)
        nightly.beat()
        told.append(stopping.is_set())
        return runs["linjiang"]

    nightly = Nightly(
        tmp_path,
        {"linjiang": declared()},
        crawl=crawl,
        last_runs=lambda names: runs,
        clock=lambda: time[0],
        quiet=QuietHours.parse("08:00-19:30"),
    )
    nightly.catch_up()
    time[0] += timedelta(hours=12)
    nightly.beat()
    nightly.catch_up()
    assert [False, True, False, False] == told
    assert runs["linjiang"].ended_at is not None
