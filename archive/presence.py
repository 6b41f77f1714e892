"""Who writes in an archive now: any number of processes at once, or one alone.

A catalog that was cleared under another writer would lack what that one had in it, and nothing would say so: each file's row
tells how far it is indexed. So clearing it (rebuild, takedown, a torn catalog at the opening) is for one that is alone.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.disk import Disk
from archive.errors import Locked
from archive.segments import not_writable

NAME = "locks/writers.lock"


class Presence:
    """A writer's mark in an archive, from its opening to `end`. It goes with the process, however that ends."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        """Set the mark; waits while another process makes the catalog again.

        Raises:
            NotWritable: the folder cannot be written.
        """
        self._folder = folder
        self._disk = disk
        self._depth = 0
        try:
            self._descriptor = disk.open(folder / NAME)
        except OSError as error:
            raise not_writable(folder / NAME, error) from error
        disk.lock(self._descriptor, wait=True, shared=True)

    def try_alone(self) -> bool:
        """Become the only writer, if no other is at work; `share` ends it. False: others are, and may have cleared the catalog."""
        if self._disk.lock(self._descriptor):
            return True
        self._disk.lock(self._descriptor, wait=True, shared=True)  # the attempt has let go of the mark
        return False

    def share(self) -> None:
        """Let other writers in again."""
        self._disk.lock(self._descriptor, wait=True, shared=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only writer for the length of a with block; others that come wait for its end.

        Raises:
            Locked: another process is writing.
        """
        if not self._depth and not self.try_alone():
            raise Locked(
                f"another process is writing in {self._folder}; wait until its crawl has ended, then give the command again"
            )
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth:
                self.share()

    def end(self) -> None:
        """Take the mark away. May be called twice."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
