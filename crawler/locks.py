"""Locks that die with their process: one crawl of a source at a time, one request of a politeness group at a time, a page by hand.

All are flocks on small files in the archive's folder `locks/`, so they hold between processes and end with a kill -9.
The files hold nothing that is needed again; the folder may be deleted while nothing runs.
"""

import asyncio
import fcntl
import hashlib
import os
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from archive.errors import Locked
from crawler.errors import AlreadyScheduled

TAKE_OVER_S = 3.0
"""How long a source's lock is waited for: a killed crawl's child needs a moment to die, and its lock dies with it."""

POLL_S = 0.02
"""How often a lock that another process holds is asked for again."""

LONGEST_HOLD_S = 3600.0
"""No group is held longer than this; who would have to (crawler.wire.LONGEST_PAUSE_S) gives the host up instead."""


def lock_path(archive: Path, kind: str, name: str) -> Path:
    """Return the lock file of a source or group: `<archive>/locks/<kind>-<name>.lock`, with what no file name takes as `_`."""
    return archive / "locks" / f"{kind}-{re.sub(r'[^A-Za-z0-9.-]', '_', name)[:120]}.lock"


@contextmanager
def holding_source(archive: Path, source: str, patience_s: float = TAKE_OVER_S) -> Iterator[int]:
    """Hold a source's lock for the length of a with block; gives the lock's file descriptor, which a child may inherit.

    Raises:
        Locked: another process crawls that source; the message names it.
    """
    path = lock_path(archive, "source", source)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        deadline = time.monotonic() + patience_s
        while not _try(descriptor):
            if time.monotonic() > deadline:
                holder = os.pread(descriptor, 100, 0).decode("ascii", "replace").strip() or "unknown"
                raise Locked(
                    f"{source} is being crawled by another process ({holder}); wait until it has ended, then start again"
                )
            time.sleep(POLL_S)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"pid {os.getpid()}\n".encode("ascii"), 0)
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def holding_schedule(archive: Path) -> Iterator[None]:
    """Be the one daemon of an archive for the length of a with block.

    Raises:
        AlreadyScheduled: there is one; the message names its process.
    """
    path = archive / "locks" / "schedule.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="ascii") as lock:
        if not _try(lock.fileno()):
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise AlreadyScheduled(
                f"{archive}: process {holder} schedules this archive already; stop it first, or let it work"
            )
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def since_boot() -> float:
    """Return the seconds since this machine started, its sleep among them; all processes see the same clock, and nobody sets it."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class HeldPage:
    """A page that is being fetched by hand. What is noted stays in the lock's file until the fetch has ended well."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @property
    def noted(self) -> str:
        """What the fetch before this one noted, if it was cut short; else empty."""
        return os.pread(self._descriptor, 4096, 0).decode("utf-8", "replace")

    def note(self, text: str) -> None:
        """Leave a word for the next fetch of the page, in case that this one is cut short."""
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, text.encode("utf-8"), 0)


@contextmanager
def holding_page(archive: Path, url: str) -> Iterator[HeldPage | None]:
    """Hold a page for the length of a with block; None while another process fetches it (both may: turns are taken by request).

    The file is taken away at a good end. Only what was noted in it is lost where it was deleted: the page is asked for again.
    """
    path = lock_path(archive, "page", hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        is_held = _try(descriptor) and os.fstat(descriptor).st_nlink > 0  # else it was taken away as we came
        yield HeldPage(descriptor) if is_held else None
        if is_held:
            path.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


class GroupTurns:
    """One request at a time and a pause between two, for every group of hosts and over all processes of an archive.

    A group's file holds the instant of its last request and, where a host has asked for a pause, until when. The pause
    is counted from the end of an answer, so what the server sees is never closer than the delay, whatever a connection cost.
    """

    def __init__(self, archive: Path | None, *, clock: Callable[[], float] = since_boot) -> None:
        """Take turns over an archive's lock files; None for turns within this process alone.

        Args:
            clock: seconds, the same for all processes of this machine, and never set: the time of day may be.
        """
        self._archive = archive
        self._clock = clock
        self._files: dict[str, int] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._told: dict[str, tuple[float, float]] = {}

    @asynccontextmanager
    async def turn(self, group: str, delay_s: float) -> AsyncIterator[None]:
        """Wait for the group's next turn; what is done within is that turn, and the pause begins when it ends."""
        async with self._locks.setdefault(group, asyncio.Lock()):
            while True:
                if not self._take(group):
                    await asyncio.sleep(POLL_S)
                    continue
                wait_s = self._wait(group, delay_s)
                if wait_s <= 0:
                    break
                self._release(
                    group
                )  # asleep without the lock: a fetch by hand may come between two requests of a crawl
                await asyncio.sleep(wait_s)
            try:
                self._tell(group, self._clock())
                yield
            finally:
                self._tell(group, self._clock())
                self._release(group)

    def hold(self, group: str, seconds: float) -> None:
        """Let no request of the group start for so long, in any process: what a host asked for with Retry-After."""
        last, until = self._read(group)
        self._write(group, last, max(until, self._clock() + seconds))

    def close(self) -> None:
        """Close the lock files; held locks end."""
        for descriptor in self._files.values():
            os.close(descriptor)
        self._files.clear()

    def _wait(self, group: str, delay_s: float) -> float:
        last, until = self._read(group)
        now = self._clock()
        if last > now or until > now + LONGEST_HOLD_S:
            # The machine was started anew and its clock with it: what it said must not stop a group for days.
            last, until = min(last, now), min(until, now)
            self._write(group, last, until)
        return max(last + delay_s - now, until - now)

    def _tell(self, group: str, last: float) -> None:
        """Write an instant; the group is held, so what was read of its file or written there last still stands in it."""
        self._write(group, last, self._told[group][1])

    def _read(self, group: str) -> tuple[float, float]:
        if self._archive is not None:
            try:
                last, until = os.pread(self._descriptor(group), 100, 0).split()
                self._told[group] = (float(last), float(until))
            except ValueError:
                self._told[group] = (0.0, 0.0)  # a new file: the delay counts from nothing, as on a first night
        return self._told.setdefault(group, (0.0, 0.0))

    def _write(self, group: str, last: float, until: float) -> None:
        self._told[group] = (last, until)
        if self._archive is not None:
            # One write of one length: a reader sees the old line or the new one.
            os.pwrite(self._descriptor(group), f"{last:020.6f} {until:020.6f}\n".encode("ascii"), 0)

    def _take(self, group: str) -> bool:
        return self._archive is None or _try(self._descriptor(group))

    def _release(self, group: str) -> None:
        if self._archive is not None:
            fcntl.flock(self._descriptor(group), fcntl.LOCK_UN)

    def _descriptor(self, group: str) -> int:
        if group not in self._files:
            assert self._archive is not None
            path = lock_path(self._archive, "group", group)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._files[group] = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        return self._files[group]


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
