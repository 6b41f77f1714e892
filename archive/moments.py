"""Instants: how they are written (RFC 3339, UTC) and what a day's name alone means (its end, in China)."""

from datetime import UTC, date, datetime, time, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))
"""Asia/Shanghai, which has kept UTC+8 all year since September 1991 (IANA tz database)."""


def rfc3339(when: datetime) -> str:
    """Return an aware time as `2024-07-29T02:00:00.000001Z`; microseconds only where there are any."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")


def instant_of(when: date | datetime) -> datetime:
    """Return an aware time in UTC: a time as it is, a day as its last microsecond in Asia/Shanghai.

    Raises:
        ValueError: a time without zone.
    """
    if not isinstance(when, datetime):
        return datetime.combine(when, time.max, SHANGHAI).astimezone(UTC)
    if when.tzinfo is None:
        raise ValueError(f"{when.isoformat()} has no time zone; give one, e.g. {when.isoformat()}+08:00")
    return when.astimezone(UTC)
