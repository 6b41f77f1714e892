"""When silence is news."""

from datetime import UTC, datetime, timedelta

from archive.records import Run
from crawler.cadence import quiet_for

AT = datetime(2026, 1, 1, 18, tzinfo=UTC)


def nights(days: list[int], news: int = 1) -> list[Run]:
    times = [AT + timedelta(days=day) for day in days]
    return [Run(str(at), "linjiang", at, at, "complete", new_versions=news) for at in times]


def after(days: int) -> datetime:
    return AT + timedelta(days=days)


WEEKLY = nights(list(range(0, 70, 7)))


def test_a_weekly_source_is_quiet_after_weeks_of_silence() -> None:
    assert "nothing new for 27 days; the longest pause so far was 7 days" == quiet_for(WEEKLY, after(90))


def test_a_holiday_fortnight_is_no_silence() -> None:
    assert "" == quiet_for(WEEKLY, after(63 + 14))


def test_a_source_is_measured_by_its_own_longest_pause() -> None:
    seldom = nights([0, 7, 14, 21, 28, 35, 42, 49, 109])
    assert ("", True) == (quiet_for(seldom, after(109 + 80)), bool(quiet_for(seldom, after(109 + 95))))


def test_nothing_is_said_before_something_was_learnt() -> None:
    assert "" == quiet_for(nights([0, 7, 14]), after(300))


def test_runs_without_news_or_by_hand_teach_nothing() -> None:
    empty = nights(list(range(63, 90)), news=0)
    manual = [Run("m", "linjiang", after(80), after(80), "complete", new_versions=1, reason="manual")]
    assert quiet_for(WEEKLY, after(90)) == quiet_for([*WEEKLY, *empty, *manual], after(90))
