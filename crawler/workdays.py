"""Which days Chinese offices work: public holidays, the working days that are shifted to weekends for them, the slow weeks around.

The State Council tells a year's arrangement in the autumn before; until a release of `holidays` knows it, the days are computed
from the lunar calendar (docs/decisions/0035). No year fails: beyond 2100 only the fixed dates are known.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

DayKind = Literal["work", "slow", "weekend", "holiday"]
"""`slow`: a working day in the weeks around the Spring Festival, when offices publish little."""

SPRING_FESTIVAL, NATIONAL_DAY = "the Spring Festival", "National Day"

_BEFORE, _AFTER = 7, 14
"""Days before New Year's Eve and after New Year's Day that are slow: from the Little New Year to the Lantern Festival."""

_NAMES = {
    "春节": SPRING_FESTIVAL,
    "国庆节": NATIONAL_DAY,
    "劳动节": "Labour Day",
    "元旦": "New Year's Day",
    "清明节": "Qingming",
    "端午节": "the Dragon Boat Festival",
    "中秋节": "the Mid-Autumn Festival",
}


@lru_cache(maxsize=64)
def _year(year: int) -> tuple[frozenset[date], frozenset[date], dict[date, str], date | None]:
    """A year's days off, its working days on weekends, its festivals by their first days, and New Year's Day by the moon."""
    from holidays.countries.china import China  # comes with every country's: who only walks does without

    known = China(years=year, language="zh_CN")  # type: ignore[no-untyped-call]  # its class is made without types
    festivals = {day: word for day, name in sorted(known.items()) for sign, word in _NAMES.items() if sign in name}
    new_year = next((day for day, name in sorted(known.items()) if "春节" in name), None)
    off = {day for day in known if day.year == year}
    off |= {date(year, 10, 1) + timedelta(days=n) for n in range(7)}
    if new_year is not None:
        off |= {new_year + timedelta(days=n) for n in range(-1, 7)}
    worked = frozenset(day for day in known.weekend_workdays if day.year == year)
    return frozenset(off) - worked, worked, festivals, new_year


@lru_cache(maxsize=16384)
def kind_of(day: date) -> DayKind:
    """Return what kind of day it is for an office."""
    off, worked, _, new_year = _year(day.year)
    if day in off:
        return "holiday"
    if day.weekday() >= 5 and day not in worked:
        return "weekend"
    if new_year is not None and -_BEFORE - 1 <= (day - new_year).days <= _AFTER:
        return "slow"
    return "work"


def holidays_between(first: date, last: date) -> tuple[str, ...]:
    """Return the names of the holidays of which a day off lies in a stretch of days, both ends in it, in their order."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    off = [day for day in days if kind_of(day) == "holiday"]
    named = [_festival_of(day) for day in off]
    return tuple(dict.fromkeys(name for name in named if name))


def _festival_of(day: date) -> str:
    """The festival that a day off belongs to: the nearest one, a day that is shifted to it included."""
    near = {abs((day - begins).days): word for begins, word in _year(day.year)[2].items()}
    return near[min(near)] if near and min(near) <= 8 else ""
