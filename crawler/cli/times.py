"""Times as people give and read them: a day is a day in Shanghai, an instant is written there too."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from crawler.errors import WrongUse

SHANGHAI = ZoneInfo("Asia/Shanghai")


def instant(text: str, option: str) -> datetime:
    """Return the instant that a DATE names, in UTC.

    A day alone is its end in Asia/Shanghai (the last microsecond). A time without an offset is one in Asia/Shanghai.

    Raises:
        WrongUse: the text is neither; the message names the option.
    """
    try:
        day = _day(text)
        moment = datetime.combine(day, time.max, SHANGHAI) if day else datetime.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(
            f"{option} is {text!r}; it must be a day like 2024-07-31 or a time like 2024-07-31T18:00:00+08:00"
        ) from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)).astimezone(UTC)


def _day(text: str) -> date | None:
    """The day that a text names alone (20240731 and 2024-W31-3 too), None for any other."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def shown(moment: datetime | None) -> str:
    """Return an instant for a person: `2024-07-31 18:00:05`, in Asia/Shanghai; "" for None."""
    return "" if moment is None else moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def written(moment: datetime | None) -> str | None:
    """Return an instant for a program: RFC 3339 in UTC with `Z`, to the microsecond where there are any."""
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
