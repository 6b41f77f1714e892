"""What tests share: an archive in a folder of its own, and a clock that a test sets."""

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

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


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of this run's own, on a socket in a folder of its own; skipped where none is installed."""
    pytest.importorskip("psycopg")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "")]
    if not found[-1].is_file():
        pytest.skip("no PostgreSQL is installed")
    programs = found[-1].parent
    place = Path(tempfile.mkdtemp(prefix="fangzhi-pg-"))  # short: a socket's path has at most 107 bytes
    owner: dict[str, Any] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        owner = {"user": "postgres"}
        shutil.chown(place, "postgres")
    quiet = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"]
    subprocess.run(
        [programs / "initdb", "-D", place / "data", *quiet], check=True, capture_output=True, cwd=place, **owner
    )
    control: list[str | Path] = [programs / "pg_ctl", "-D", place / "data", "-w"]
    options = f"-c listen_addresses= -c unix_socket_directories={place} -c fsync=off"
    start: list[str | Path] = [*control, "-l", place / "log", "-o", options, "start"]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, cwd=place, **owner)
    try:
        yield f"postgresql://postgres@/postgres?host={place}"
    finally:
        subprocess.run([*control, "-m", "fast", "stop"], check=True, stdout=subprocess.DEVNULL, cwd=place, **owner)
        shutil.rmtree(place)


@pytest.fixture
def postgres_catalog(postgres: str) -> Iterator[str]:
    """The address of a database of this test's own."""
    import psycopg

    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    yield postgres.replace("/postgres?", f"/{name}?")
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")


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
