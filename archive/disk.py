"""The few calls by which this room changes files: one thin layer, so that a test can fill the disk or cut the power."""

import fcntl
import os
from pathlib import Path

_fdatasync = getattr(os, "fdatasync", os.fsync)


class Disk:
    """What the operating system does. Every method raises OSError as the system call does; nothing is retried."""

    def create(self, path: Path) -> int:
        """Make a new file for reading and appending and return its descriptor; FileExistsError if it is there."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o644)

    def open(self, path: Path) -> int:
        """Open a file for reading and appending, made if absent with its folder, and return its descriptor."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        """Append some of the data and return how many bytes; may be fewer than given."""
        return os.write(descriptor, data)

    def sync(self, descriptor: int) -> None:
        """Wait until the file's bytes and its size are on the medium."""
        _fdatasync(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut a file to a size in bytes."""
        os.ftruncate(descriptor, size)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another name and wait until its folder knows."""
        old.rename(new)
        self.sync_folder(new.parent)

    def sync_folder(self, path: Path) -> None:
        """Wait until the names in a folder are on the medium."""
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def sync_folders(self, path: Path, top: Path) -> None:
        """Sync a folder and those above it, up to `top`: a new file needs every name on the way to it."""
        while path != top:
            self.sync_folder(path)
            path = path.parent
        self.sync_folder(top)

    def close(self, descriptor: int) -> None:
        """Let go of a file, and of its lock."""
        os.close(descriptor)

    def lock(self, descriptor: int, *, wait: bool = False, shared: bool = False) -> bool:
        """Take the file's lock for this process (flock), alone or shared; False if another holds it. It goes when the process ends."""
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True


def append(disk: Disk, descriptor: int, data: bytes, size: int) -> None:
    """Append all of the data to a file of that size, or none of it.

    Raises:
        OSError: as the write failed; what was written of the data is cut off again (if even that fails, the torn tail is
            left to the recovery at the next start).
    """
    left = memoryview(data)
    try:
        while left:
            left = left[disk.write(descriptor, left) :]
    except OSError:
        disk.truncate(descriptor, size)
        raise


def is_held(path: Path) -> bool:
    """Whether a living process has the file's lock: it is writing it, or just finishing it."""
    disk, descriptor = Disk(), os.open(path, os.O_RDONLY)
    try:
        return not disk.lock(descriptor, shared=True)
    finally:
        os.close(descriptor)
