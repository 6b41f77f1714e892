"""File layers that kill their process at a chosen call, write down what was made to last, or fail as a full disk does."""

import errno
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from archive.disk import Disk


@dataclass
class Fuse:
    """Counts calls and burns down: at the chosen one the process kills itself."""

    left: int = 1 << 62
    calls: int = 0

    def step(self) -> None:
        """Note a call; kill this process at the chosen one."""
        self.calls += 1
        self.left -= 1
        if self.left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def heard(fuse: Fuse) -> Iterator[None]:
    """Let the fuse hear each statement and commit of every database."""

    def step(*_: object) -> None:
        fuse.step()

    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, step)
    try:
        yield
    finally:
        for name in ("before_cursor_execute", "commit"):
            event.remove(Engine, name, step)


class Tapped(Disk):
    """The file layer with a fuse in it, and a journal (outside the archive) of what was made to last.

    `without` names what is taken out of it: `sync` (fdatasync), `folder-sync`, or nothing. What a rename puts away is
    kept beside the journal: until its folder is synced, a power cut may bring it back.
    """

    def __init__(self, fuse: Fuse, journal: Path, *, without: str = "") -> None:
        self.fuse = fuse
        self.without = without
        self._aside = journal.with_suffix(".aside")
        self._journal = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def _note(self, *words: object) -> None:
        os.write(self._journal, ("\t".join(map(str, words)) + "\n").encode())

    def create(self, path: Path) -> int:
        """See Disk."""
        self.fuse.step()
        descriptor = super().create(path)
        self._note("made", os.fstat(descriptor).st_ino)
        self.fuse.step()
        return descriptor

    def open(self, path: Path) -> int:
        """See Disk."""
        self.fuse.step()
        there = path.exists()
        descriptor = super().open(path)
        if not there:
            self._note("made", os.fstat(descriptor).st_ino)
        self.fuse.step()
        return descriptor

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        """Write in two halves, so that a kill can fall between them."""
        self.fuse.step()
        half = super().write(descriptor, data[: len(data) // 2]) if len(data) > 1 else 0
        self.fuse.step()
        return half + super().write(descriptor, data[half:])

    def sync(self, descriptor: int) -> None:
        """See Disk."""
        self.fuse.step()
        if self.without != "sync":
            super().sync(descriptor)
            status = os.fstat(descriptor)
            self._note("synced", status.st_ino, status.st_size)
        self.fuse.step()

    def truncate(self, descriptor: int, size: int) -> None:
        """See Disk."""
        self.fuse.step()
        super().truncate(descriptor, size)
        self.fuse.step()

    def rename(self, old: Path, new: Path) -> None:
        """See Disk."""
        self.fuse.step()
        kept = ""
        if new.exists():
            self._aside.mkdir(exist_ok=True)
            kept = str(self._aside / f"{os.getpid()}-{len(list(self._aside.iterdir()))}")
            os.link(new, kept)
        self._note("renaming", old, new, kept)
        old.rename(new)
        self.fuse.step()
        self.sync_folder(new.parent)

    def sync_folder(self, path: Path) -> None:
        """See Disk."""
        self.fuse.step()
        if self.without != "folder-sync":
            super().sync_folder(path)
            self._note("listed", path, *(entry.name for entry in path.iterdir()))
        self.fuse.step()


class Full(Disk):
    """A disk that is full from a chosen call on: of that write it takes half, of later calls nothing that needs room."""

    def __init__(self, left: int) -> None:
        self.left = left

    def _step(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def create(self, path: Path) -> int:
        """See Disk."""
        self._step()
        return super().create(path)

    def open(self, path: Path) -> int:
        """See Disk; what is there already needs no room."""
        if not path.exists():
            self._step()
        return super().open(path)

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        """See Disk."""
        self._step()
        return super().write(descriptor, data if self.left else data[: len(data) // 2])

    def sync(self, descriptor: int) -> None:
        """See Disk; a file system may find out only here that it has no room."""
        self._step()
        super().sync(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        """See Disk; a folder may need another block for a name."""
        self._step()
        super().rename(old, new)


@contextmanager
def at_most(pages: int) -> Iterator[None]:
    """Let no SQLite file grow over so many pages of 4,096 bytes: SQLite itself then says that the disk is full."""

    def bound(connection: Any, _record: object) -> None:
        connection.execute(f"pragma max_page_count = {pages}")

    event.listen(Engine, "connect", bound)
    try:
        yield
    finally:
        event.remove(Engine, "connect", bound)
