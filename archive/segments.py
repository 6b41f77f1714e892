"""A segment: one WARC file that this process alone appends to, until it is sealed."""

import hashlib
import os
from datetime import date, datetime
from pathlib import Path

from archive import manifest
from archive.disk import Disk, append
from archive.errors import NotWritable
from archive.layout import OPEN, segment_name

LARGE = 256 << 20
"""Bytes at which a segment is sealed and a new one begun."""


class Segment:
    """An open file under this process's lock. Records are whole members, appended one after the other."""

    def __init__(self, folder: Path, name: str, day: date, disk: Disk, descriptor: int) -> None:
        self.folder = folder
        self.name = name
        self.day = day
        self.size = 0
        self.synced = 0
        self._disk = disk
        self._descriptor = descriptor
        self._hash = hashlib.sha256()

    @classmethod
    def begin(cls, folder: Path, part: str, writer: str, at: datetime, disk: Disk) -> "Segment":
        """Make the next segment of a writer and take its lock.

        Raises:
            NotWritable: the folder cannot be written.
        """
        number = 0
        while True:
            name = segment_name(part, writer, number, at)
            number += 1
            if (folder / name).exists():
                continue
            try:
                descriptor = disk.create(folder / (name + OPEN))
            except FileExistsError:
                continue
            except OSError as error:
                raise not_writable(folder / name, error) from error
            if disk.lock(descriptor):
                return cls(folder, name, at.date(), disk, descriptor)
            os.close(descriptor)  # a recovery was quicker; it takes the empty file away

    @property
    def path(self) -> Path:
        """Where it stands while it is open."""
        return self.folder / (self.name + OPEN)

    def append(self, data: bytes) -> int:
        """Append whole members with one write; returns the offset of the first.

        Raises:
            NotWritable: the disk is full or failing; nothing of the data stays.
        """
        offset = self.size
        try:
            append(self._disk, self._descriptor, data, offset)
        except OSError as error:
            raise not_writable(self.path, error) from error
        self._hash.update(data)
        self.size += len(data)
        return offset

    def sync(self) -> None:
        """Wait until everything appended is on the medium; free of cost if it is already."""
        if self.synced == self.size:
            return
        try:
            if not self.synced:
                self._disk.sync_folders(self.path.parent, self.folder)
            self._disk.sync(self._descriptor)
        except OSError as error:
            raise not_writable(self.path, error) from error
        self.synced = self.size

    def seal(self) -> None:
        """Sync, take `.open` off the name, and add the manifest's line. The lock is held until the line stands."""
        self.sync()
        try:
            self._disk.rename(self.path, self.folder / self.name)
            sealed = manifest.Sealed(self.name, self.size, "sha256:" + self._hash.hexdigest())
            manifest.add(self.folder, self._disk, sealed)
        except OSError as error:
            raise not_writable(self.folder / self.name, error) from error
        finally:
            self.release()

    def release(self) -> None:
        """Let go of the file as it is (it stays `.open`, for the next start to take over)."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def not_writable(path: Path, error: OSError) -> NotWritable:
    """Return the error for a file that could not be written: what happened, where, what to do."""
    return NotWritable(
        f"{error.filename or path}: {error.strerror}; nothing half-written stays: free some space or mend the rights, then start again"
    )
