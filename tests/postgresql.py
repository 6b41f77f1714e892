"""A PostgreSQL of one's own, on a socket in a folder of its own, for tests and benchmarks."""

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def installed() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs, None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "")]
    return found[-1].parent if found[-1].is_file() else None


@contextmanager
def running(*options: str) -> Iterator[str]:
    """Start a server and give its address; it is stopped and its folder removed at the end.

    Args:
        options: of the server, like `shared_buffers=256MB`.
    """
    programs = installed()
    if programs is None:
        raise SystemExit("no PostgreSQL is installed; on Debian: apt-get install postgresql")
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
    settings = ["listen_addresses=", f"unix_socket_directories={place}", "fsync=off", *options]
    start = [*control, "-l", place / "log", "-o", " ".join(f"-c {setting}" for setting in settings), "start"]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, cwd=place, **owner)
    try:
        yield f"postgresql://postgres@/postgres?host={place}"
    finally:
        subprocess.run([*control, "-m", "fast", "stop"], check=True, stdout=subprocess.DEVNULL, cwd=place, **owner)
        shutil.rmtree(place)


@contextmanager
def database(server: str) -> Iterator[str]:
    """Make a database on a running server and give its address; it is dropped at the end."""
    import psycopg

    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    yield server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")
