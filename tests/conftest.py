"""What tests share: an archive in a folder of its own, and a clock that a test sets."""

import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import Archive, open_archive
from tests.postgresql import database, installed, running

if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
):  # a shell starts what it does not wait for so, and every child would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)


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


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL of this run's own; skipped where none is installed."""
    pytest.importorskip("psycopg")
    if not installed():
        pytest.skip("no PostgreSQL is installed")
    with running() as address:
        yield address


@pytest.fixture
def postgres_catalog(postgres: str) -> Iterator[str]:
    """The address of a database of this test's own."""
    with database(postgres) as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    """An empty archive, open for writing; once on each of the two databases."""
    folder = tmp_path / "archive"
    if request.param == "postgresql":
        folder.mkdir()
        catalog = request.getfixturevalue("postgres_catalog")
        (folder / "fangzhi.toml").write_text(f'catalog = "{catalog}"\n', encoding="utf-8")
    with open_archive(folder, read_only=False) as opened:
        yield opened
