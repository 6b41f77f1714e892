"""How a time is written in JSON: RFC 3339, in UTC, with a Z."""

from datetime import UTC, datetime


def rfc3339(when: datetime) -> str:
    """Return an aware time as `2024-07-29T02:00:00.000001Z`; microseconds only where there are any."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")
