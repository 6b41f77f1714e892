"""Which days the made-up offices work: arrangements written down here, so that the calendar under test is not asked about itself.

Source: the State Council's notices of holiday arrangements for 2025 and 2026 (国办发明电); for 2027 an invented one with shifts
that no library can know, as every night of January meets it before a release does.
"""

from datetime import date, timedelta

WINDOWS = (date(2026, 1, 5), date(2026, 8, 10), date(2025, 1, 2), date(2027, 1, 4), date(2025, 8, 20), date(2026, 4, 1))
"""First nights: two sessions with the Spring Festival, National Day, both again in other years, and a spring without either."""


def _days(*stretches: tuple[str, int]) -> frozenset[date]:
    return frozenset(date.fromisoformat(first) + timedelta(days=n) for first, count in stretches for n in range(count))


OFF = _days(
    ("2022-01-31", 7), ("2022-10-01", 7), ("2023-01-21", 7), ("2023-10-01", 6), ("2024-02-10", 8), ("2024-10-01", 7), ("2025-01-01", 1), ("2025-01-28", 8), ("2025-04-04", 3), ("2025-05-01", 5), ("2025-05-31", 3),
    ("2025-10-01", 8), ("2026-01-01", 3), ("2026-02-15", 9), ("2026-04-04", 3), ("2026-05-01", 5), ("2026-06-19", 3),
    ("2026-09-25", 3), ("2026-10-01", 7), ("2027-01-01", 3), ("2027-02-05", 9), ("2027-04-03", 3), ("2027-05-01", 5),
)  # fmt: skip

WORKED = _days(
    ("2024-10-12", 1), ("2025-01-26", 1), ("2025-02-08", 1), ("2025-04-27", 1), ("2025-09-28", 1), ("2025-10-11", 1),
    ("2026-01-04", 1), ("2026-02-14", 1), ("2026-02-28", 1), ("2026-05-09", 1), ("2026-09-20", 1), ("2026-10-10", 1),
    ("2027-01-31", 1), ("2027-02-20", 1),
)  # fmt: skip

NEW_YEARS = (
    date(2022, 2, 1),
    date(2023, 1, 22),
    date(2024, 2, 10),
    date(2025, 1, 29),
    date(2026, 2, 17),
    date(2027, 2, 6),
)


def zeal(day: date) -> float:
    """How much of an ordinary working day's publishing a day sees."""
    if day in OFF:
        return 0.01
    if day.weekday() >= 5 and day not in WORKED:
        return 0.04
    around = any(-9 <= (day - new_year).days <= 14 for new_year in NEW_YEARS)
    return 0.4 if around else 1.0


def is_closing(day: date) -> bool:
    """Whether a long holiday begins: when sites are taken down for maintenance."""
    return day in OFF and day - timedelta(days=1) not in OFF and day + timedelta(days=5) in OFF
