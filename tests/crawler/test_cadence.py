"""When silence is news: rhythms learnt from days, on a clock that knows weekends and holidays."""

from collections.abc import Callable
from datetime import date, timedelta

from crawler.cadence import KEPT, Rhythm, Silence, joined, silence_of, silences
from crawler.workdays import kind_of

DAY = timedelta(days=1)


def rhythm(first: date, last: date, holds: Callable[[date], bool]) -> Rhythm:
    """A column that was looked at all the time and had news on the days for which something holds."""
    days = [first + n * DAY for n in range((last - first).days + 1)]
    return joined(Rhythm(first, ()), [day for day in days if holds(day)], last)


def on_workdays(day: date) -> bool:
    return kind_of(day) in ("work", "slow")


def weekly(day: date) -> bool:
    return day.weekday() == 3 and kind_of(day) in ("work", "slow")


def verdicts(of: Rhythm, days: int) -> list[str]:
    """What is told on each of so many mornings after the last news."""
    told = [silence_of(of, of.days[-1] + n * DAY) for n in range(1, days + 1)]
    return [one.verdict if one else "" for one in told]


def test_a_fortnight_over_the_spring_festival_is_quiet_and_alarms_nobody() -> None:
    daily = rhythm(date(2025, 9, 1), date(2026, 2, 13), on_workdays)
    assert {"", "quiet"} == set(verdicts(daily, 14))
    told = silence_of(daily, date(2026, 2, 27))
    assert Silence(
        "quiet", "nothing new for 14 days (the Spring Festival among them); mostly something comes within 3 days"
    ) == told  # fmt: skip


def test_the_same_fortnight_without_a_holiday_is_beyond_the_rhythm() -> None:
    daily = rhythm(date(2025, 10, 10), date(2026, 3, 20), on_workdays)
    told = verdicts(daily, 16)
    assert "unexpected" == told[-1]
    assert "unexpected" not in told[:6]


def test_national_day_is_no_silence_of_a_daily_column() -> None:
    daily = rhythm(date(2026, 4, 1), date(2026, 9, 30), on_workdays)
    assert "unexpected" not in verdicts(daily, 9)


def test_a_weekly_column_may_be_silent_for_weeks_and_not_for_months() -> None:
    column = rhythm(date(2025, 5, 1), date(2026, 4, 2), weekly)
    told = verdicts(column, 60)
    assert ("unexpected" in told[:14], "unexpected" in told[:45]) == (False, True)


def test_a_congress_that_publishes_after_its_sessions_may_be_silent_between_them() -> None:
    sessions = rhythm(date(2023, 1, 1), date(2026, 3, 1), lambda day: day.month % 2 == 0 and 22 <= day.day <= 27)
    assert "unexpected" not in verdicts(sessions, 70)
    assert "unexpected" in verdicts(sessions, 200)


def test_a_burst_of_days_is_no_rhythm_of_a_year() -> None:
    january = rhythm(date(2026, 1, 5), date(2026, 1, 20), on_workdays)
    assert "unexpected" not in verdicts(january, 200)


def test_nothing_is_said_before_something_was_learnt() -> None:
    assert {""} == set(verdicts(rhythm(date(2026, 3, 2), date(2026, 3, 9), on_workdays), 90))


def test_a_column_that_was_at_rest_when_it_was_first_seen_stays_so() -> None:
    old = rhythm(date(2018, 1, 1), date(2019, 6, 30), on_workdays)
    found_later = joined(None, old.days, date(2026, 3, 2))
    assert {""} == set(verdicts_from(found_later, date(2026, 3, 2), 60))
    assert "unexpected" in verdicts_from(old, date(2019, 7, 1), 60)


def verdicts_from(of: Rhythm, first: date, days: int) -> list[str]:
    told = [silence_of(of, first + n * DAY) for n in range(days)]
    return [one.verdict if one else "" for one in told]


def test_a_day_that_is_still_to_come_is_no_news() -> None:
    known = joined(None, [date(2026, 3, 1), date(2062, 3, 1)], date(2026, 3, 2))
    assert Rhythm(date(2026, 3, 2), (date(2026, 3, 1),)) == known


def test_no_more_days_are_kept_than_are_learnt_from() -> None:
    days = [date(2024, 1, 1) + n * DAY for n in range(400)]
    assert (KEPT, days[-1]) == (len(known := joined(None, days, date(2026, 1, 1)).days), known[-1])


def test_one_silent_column_is_told_while_others_go_on() -> None:
    until = date(2026, 6, 26)
    lively = rhythm(date(2025, 6, 1), until, on_workdays)
    frozen = rhythm(date(2025, 6, 1), date(2026, 5, 15), on_workdays)
    frozen = Rhythm(date(2025, 6, 1), frozen.days)
    beyond, quiet = silences({"https://a.example/new/": lively, "https://a.example/old/": frozen}, until + DAY)
    assert ("https://a.example/old/", "") == (beyond[0].partition(": ")[0], quiet)
    assert 1 == len(beyond)


def test_a_source_is_quiet_where_all_its_columns_are() -> None:
    both = {name: rhythm(date(2025, 9, 1), date(2026, 2, 13), on_workdays) for name in ("a", "b")}
    beyond, quiet = silences(both, date(2026, 2, 22))
    assert ([], True) == (beyond, quiet.startswith("nothing new for 9 days (the Spring Festival among them)"))
    assert ([], "") == silences({}, date(2026, 2, 22))


def test_a_silence_that_is_told_lasts_until_there_is_news() -> None:
    daily = rhythm(date(2025, 9, 1), date(2026, 1, 20), on_workdays)
    told = verdicts(daily, 300)
    first = told.index("unexpected")
    assert {"unexpected"} == set(told[first:])
    assert None is silence_of(joined(daily, [date(2026, 12, 1)], date(2026, 12, 1)), date(2026, 12, 2))
