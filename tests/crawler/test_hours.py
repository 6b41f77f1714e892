"""Quiet hours, in Shanghai."""

from datetime import datetime

import pytest

from crawler.errors import WrongUse
from crawler.hours import SHANGHAI, QuietHours


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=SHANGHAI)


def test_the_beginning_is_quiet_and_the_end_is_not() -> None:
    hours = QuietHours.parse("08:00-19:30")
    assert [False, True, True, False] == [hours.hold(at(*t)) for t in ((7, 59), (8, 0), (19, 29), (19, 30))]


def test_quiet_hours_may_reach_over_midnight() -> None:
    hours = QuietHours.parse("22:00-06:00")
    assert [True, True, False, False] == [hours.hold(at(hour)) for hour in (23, 5, 6, 12)]


@pytest.mark.parametrize("text", ["8-19", "08:00", "24:00-01:00", "08:00-08:00", "08:00-19:60", ""])
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(WrongUse, match="08:00-19:30"):
        QuietHours.parse(text)
