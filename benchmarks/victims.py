"""Commands that are begun as a user begins them, to be killed with kill -9: what walks for them, what outlives them, what they lost."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive import open_archive
from archive.errors import Locked
from crawler.locks import holding_source, lock_path

# `fangzhi schedule` with the farm alone: the bundled sources have hours too, and no bench may ask a real site.
NIGHTS = """
import sys
from pathlib import Path
from archive import open_archive
from crawler.cli.nightly import last_runs
from crawler.config import Config
from crawler.crawl import crawl
from crawler.job import Orders
from crawler.schedule import Nightly
from crawler.sources import load_sources
folder = Path(sys.argv[1])
orders = Orders(sources_folder=folder / "sources", due=True)
Nightly(
    folder / "archive", {"farm": load_sources(folder / "sources")["farm"]},
    last_runs=lambda names: last_runs(Config(archive=folder / "archive"), names),
    crawl=lambda source, stopping: crawl(folder / "archive", source, orders, stopping=stopping, canary=True),
).run()
"""

DEATH_S = 5.0
"""How long a walker may take to die after its command."""

LOOK_S = 0.005


@dataclass
class Tally:
    """What was tried and what went wrong.

    Attributes:
        tried: kills, by what was killed.
        twice: how many pages were asked for twice after each kill of a crawl or a night.
        parts_twice: how many parts of one document after each kill of a fetch.
        alone: walkers whose command was killed and that were left to die by themselves.
        missing: pages that the archive lacks.
        faults: what else went wrong, in sentences.
    """

    tried: Counter[str] = field(default_factory=Counter)
    twice: list[int] = field(default_factory=list)
    parts_twice: list[int] = field(default_factory=list)
    alone: int = 0
    missing: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def fangzhi(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Begin a command on the folder's archive; `nights` is the daemon of its sources alone."""
    command = [
        sys.executable,
        "-c",
        "import sys; from crawler.cli import main; sys.exit(main(sys.argv[1:]))",
        *arguments,
    ]
    command += ["--archive", str(folder / "archive"), "--sources", str(folder / "sources")]
    if arguments == ("nights",):
        command = [sys.executable, "-c", NIGHTS, str(folder)]
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(command, stdout=log, stderr=log)


def owe_a_night(folder: Path, source: str) -> None:
    """Leave what a daemon leaves that was killed two days ago: a run without an end. The next daemon begins at once."""
    with open_archive(folder / "archive", read_only=False) as archive:
        archive.begin_run(source, begun_at=datetime.now(UTC) - timedelta(days=2), declaration="")


def is_night_over(folder: Path, process: subprocess.Popen[bytes]) -> bool:
    """Whether the daemon that runs has ended a crawl."""
    try:
        told = json.loads((folder / "archive" / "schedule.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    ended_at = str(told["last"].get("farm", {}).get("ended_at", ""))
    return bool(told["pid"] == process.pid and ended_at >= told["started_at"])


def walker_of(process: subprocess.Popen[bytes]) -> int | None:
    """The process that walks for a command, None while it has none."""
    children: list[str] = []
    for thread in Path(f"/proc/{process.pid}/task").glob("*"):
        with suppress(OSError):  # a thread that has ended meanwhile
            children += (thread / "children").read_text(encoding="ascii").split()
    return int(children[0]) if children else None


def kill(process: subprocess.Popen[bytes], victim: str, tally: Tally) -> None:
    """Kill the command, its walker or both, wait for the command, and see that no walker is left."""
    walker = walker_of(process)
    if walker is not None and victim != "command":
        os.kill(walker, signal.SIGKILL)
    if victim != "walker" or walker is None:
        process.kill()
    process.wait()
    tally.alone += walker is not None and victim == "command"
    deadline = time.monotonic() + DEATH_S
    while walker is not None and _is_running(walker):
        if time.monotonic() > deadline:
            tally.faults.append(f"the walker {walker} outlived its parent")
            os.kill(walker, signal.SIGKILL)
            break
        time.sleep(LOOK_S)


def look_at_locks(folder: Path, tally: Tally) -> None:
    """See that within DEATH_S nothing holds a lock: neither the source's nor any group's. Threads of the dead may take a moment."""
    if not (folder / "archive" / "locks").is_dir():
        return  # it was killed before it had made an archive
    try:
        with holding_source(folder / "archive", "farm", DEATH_S):
            pass
    except Locked as error:
        tally.faults.append(f"the source's lock outlived its process: {error}")
    groups = lock_path(folder / "archive", "group", "x").parent.glob("group-*.lock")
    deadline = time.monotonic() + DEATH_S
    for path in groups:
        while _is_locked(path) and time.monotonic() < deadline:
            time.sleep(LOOK_S)
        if _is_locked(path):
            tally.faults.append(f"{path.name} is held though everybody is dead")


def finish(folder: Path, tally: Tally, *arguments: str) -> None:
    """Run a command to its end, which must be a good one."""
    if code := fangzhi(folder, *arguments).wait():
        tally.faults.append(f"{' '.join(arguments)} ended with {code}: {log_of(folder)}")


def log_of(folder: Path) -> str:
    """Return the end of what a folder's commands said."""
    return (folder / "log").read_text(encoding="utf-8", errors="replace")[-300:]


def _is_locked(path: Path) -> bool:
    """Whether a lock file is held, told from the kernel's table; to ask for the lock would disturb who wants it."""
    inode = path.stat().st_ino
    return any(
        line.split()[5].rpartition(":")[2] == str(inode) and "->" not in line
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines()
    )


def _is_running(pid: int) -> bool:
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0] != "Z"
        )
    except OSError:
        return False
