"""How long a column may be silent: learnt from the days on which its own documents came, and from what days offices work.

A column's clock runs as fast as the column publishes on such a day: on weekdays each by its own habit, on weekends and holidays hardly at
all, around the Spring Festival at half speed. On that clock pauses are alike, and a silence that is longer than they ever
allow is told (docs/decisions/0035). Pure functions on days.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import sqrt
from statistics import pstdev
from typing import Literal

from crawler.workdays import holidays_between, kind_of

KEPT = 80
"""So many of a column's last days with news are kept and learnt from."""

PAUSES_NEEDED = 8
"""Below so many pauses nothing has been learnt of a column."""

SPANS, SHORTEST = 3, timedelta(days=60)
"""A history must be so many times as long as the silence that it allows, and this long: ten days in January are no rhythm of a year."""

STRETCH = 1.5
"""How far beyond its longest pause so far a column may go."""

LEAST = 5.0
"""Working days that any column may be silent."""

SELDOM = 1 / 2000
"""How likely a night may be to tell of a silence that is none, if pauses are as random as they can be."""

USUAL = 0.9
"""The share of pauses that are no longer than the usual one."""

LEAST_QUIET = timedelta(days=4)
"""A shorter silence is no stillness to speak of, whatever the column's habit: a weekend and a day of travel."""

PULL = 4.0
"""So many weeks at the average rate are added to each weekday's own, so that a habit shows only where it is one."""

SLOW, IDLE = 0.5, 0.05
"""The clock's speed on a slow day and, until a column's own days say otherwise, on a weekend or a holiday; on a working day it is 1."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The days on which a column had news, oldest first, each once, at most KEPT; and since when it is looked at."""

    since: date
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence worth a word: `quiet` where nothing was due yet, `unexpected` where it is beyond the column's own rhythm."""

    verdict: Literal["quiet", "unexpected"]
    reason: str


def joined(known: Rhythm | None, seen: Iterable[date], today: date) -> Rhythm:
    """Return a rhythm with the days of tonight's list added; days to come are none (a mistyped year, a date of taking effect)."""
    days = {*(known.days if known else ()), *(day for day in seen if day <= today)}
    return Rhythm(known.since if known else today, tuple(sorted(days)[-KEPT:]))


def silence_of(rhythm: Rhythm, today: date, columns: int = 1) -> Silence | None:
    """Tell whether a column's silence up to the evening before `today` is worth a word; None where it is not or nothing is learnt.

    A column that was as silent already when it was first looked at is at rest: nobody expects news of it.

    Args:
        columns: how many are looked at each night; the more, the longer each may be silent.
    """
    days = rhythm.days
    if len(days) <= PAUSES_NEEDED or today <= days[-1]:
        return None
    clock = _Clock(days)
    pauses = [clock.between(earlier, later) for earlier, later in pairwise(days)]
    spans = sorted((later - earlier) for earlier, later in pairwise(days))
    silent, lasting = clock.between(days[-1], today - timedelta(days=1)), today - days[-1]
    usual = spans[min(int(len(spans) * USUAL), len(spans) - 1)]
    bound = _bound(pauses, (days[-1] - days[0]) / len(spans), columns)
    if rhythm.since > days[-1] and clock.between(days[-1], rhythm.since) > bound:
        return None
    told = f"nothing new for {lasting.days} days{_holidays(days[-1], today)}; mostly something comes within {_days(usual.days)}"
    if silent > bound and sum(pauses) >= bound * SPANS and days[-1] - days[0] >= SHORTEST:
        return Silence(
            "unexpected", f"{told}, the longest pause so far was {max(spans).days} days; by its rhythm {silent:.0f}"
            f" working days have passed, and {bound:.0f} were to be borne"
        )  # fmt: skip
    if lasting > max(usual, LEAST_QUIET):
        return Silence("quiet", told)
    return None


def silences(rhythms: Mapping[str, Rhythm], today: date) -> tuple[list[str], str]:
    """Return what is told of a source's columns: those that are silent beyond their rhythm, and why the whole source is quiet.

    The second is empty where it is not. A source's own rhythm is that of all its columns together.
    """
    whole = Rhythm(
        min((one.since for one in rhythms.values()), default=today),
        tuple(sorted({day for one in rhythms.values() for day in one.days})[-KEPT:]),
    )
    of_source = silence_of(whole, today, len(rhythms) + 1)
    beyond = []
    for column, rhythm in sorted(rhythms.items()):
        if (told := silence_of(rhythm, today, len(rhythms) + 1)) and told.verdict == "unexpected":
            beyond.append(f"{column}: {told.reason}")
    if of_source and of_source.verdict == "unexpected" and not beyond:
        beyond.append(f"in all columns {of_source.reason}")
    return beyond, of_source.reason if of_source and of_source.verdict == "quiet" else ""


class _Clock:
    """A column's own time: how much of its publishing a stretch of days is worth, in working days."""

    def __init__(self, days: Sequence[date]) -> None:
        last = days[-1]
        stretch = [days[0] + timedelta(days=n) for n in range((last - days[0]).days + 1)]
        there, had = Counter(map(_slot, stretch)), Counter(map(_slot, days))
        weekdays = sum(there[slot] for slot in range(5)) or 1
        mean = max(sum(had[slot] for slot in range(5)) / weekdays, 1 / weekdays)
        self._speed = {slot: (had[slot] / mean + PULL) / (there[slot] + PULL) for slot in range(5)}
        for slot in (WEEKEND, HOLIDAY):
            self._speed[slot] = (had[slot] / mean + PULL * IDLE) / (there[slot] + PULL)
        self._speed[SLOWLY] = SLOW

    def between(self, after: date, until: date) -> float:
        """The working days from the day after one to another."""
        return sum(self._speed[_slot(after + timedelta(days=n))] for n in range(1, (until - after).days + 1))


WEEKEND, HOLIDAY, SLOWLY = 5, 6, 7


def _slot(day: date) -> int:
    """Which of a column's habits a day goes by: of its weekday, of weekends, of holidays, of the slow weeks."""
    kind = kind_of(day)
    if kind == "work":
        return min(day.weekday(), 4)  # a working Saturday makes up for a Friday
    return {"weekend": WEEKEND, "holiday": HOLIDAY, "slow": SLOWLY}[kind]


def _bound(pauses: Sequence[float], every: timedelta, columns: int) -> float:
    """The longest silence, in working days, that pauses like these allow.

    For pauses that come at random the predictive distribution after n of them is Lomax's: P(longer than t) = (1 + t / sum)^-n. Where
    they are more regular than that, less of what lies beyond their mean is to be borne, by their coefficient of variation.
    """
    mean = sum(pauses) / len(pauses)
    nightly = SELDOM / columns
    chance = min(0.01, nightly * max(every.total_seconds() / 86_400, 1.0))
    likely = sum(pauses) * (float(chance ** (-1 / len(pauses))) - 1)
    variation = min(1.0, pstdev(pauses) / mean * (1 + 2 / sqrt(len(pauses))))
    return max(LEAST, STRETCH * max(pauses), mean + variation * (likely - mean))


def _holidays(last: date, today: date) -> str:
    names = holidays_between(max(last, today - timedelta(days=40)), today)
    return f" ({', '.join(names)} among them)" if names else ""


def _days(count: int) -> str:
    return "a day" if count == 1 else f"{count} days"
