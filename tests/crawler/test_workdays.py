"""On which days offices work; the arrangements are those that the State Council announced for these years."""

from datetime import date

import pytest

from crawler.workdays import NATIONAL_DAY, SPRING_FESTIVAL, DayKind, holidays_between, kind_of


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2026-02-17", "holiday"),  # New Year's Day by the moon
        ("2026-02-23", "holiday"),  # the last of nine days off
        ("2026-02-14", "slow"),  # a Saturday that is worked, right before them
        ("2026-02-15", "weekend"),
        ("2026-02-24", "slow"),
        ("2026-03-03", "slow"),  # the Lantern Festival
        ("2026-03-04", "work"),
        ("2026-10-07", "holiday"),
        ("2026-10-10", "work"),  # a Saturday that is worked for them
        ("2025-10-08", "holiday"),  # the Mid-Autumn Festival fell into the week
        ("2026-11-21", "weekend"),
        ("2026-11-23", "work"),
    ],
)
def test_a_day_is_what_was_announced(day: str, kind: DayKind) -> None:
    assert kind == kind_of(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2031-01-22", "holiday"),  # New Year's Eve by the moon
        ("2031-01-29", "holiday"),  # its seventh day
        ("2031-10-07", "holiday"),
        ("2090-10-03", "holiday"),
        ("2126-10-04", "holiday"),  # the moon is not known so far ahead, National Day is
        ("2126-02-12", "work"),
    ],
)
def test_a_year_that_nobody_has_arranged_yet_is_computed(day: str, kind: DayKind) -> None:
    assert kind == kind_of(date.fromisoformat(day))


def test_the_holidays_of_a_stretch_are_named_in_their_order() -> None:
    assert (SPRING_FESTIVAL,) == holidays_between(date(2026, 2, 20), date(2026, 2, 22))
    assert () == holidays_between(date(2026, 3, 5), date(2026, 3, 31))
    named = holidays_between(date(2025, 9, 25), date(2026, 3, 1))
    assert (NATIONAL_DAY, SPRING_FESTIVAL) == (named[0], named[-1])
