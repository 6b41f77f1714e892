"""What tests share: an archive in a folder of its own, and a clock that a test sets."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import Archive, open_archive


class Clock:
    """A time that only goes on when it is told to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def tick(self, **step: float) -> datetime:
        """Go on by so much (timedelta's words; one second if nothing is said) and return the new time."""
        self.at += timedelta(**step) if step else timedelta(seconds=1)
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 24, 18, tzinfo=UTC))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive", read_only=False) as opened:
        yield opened
