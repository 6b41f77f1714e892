"""Files and folders that appear whole or not at all: written beside their place, synced, then renamed."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from archive.errors import NotWritable


@contextmanager
def whole(*places: Path) -> Iterator[None]:
    """Leave nothing half-written beside these places, and say in one sentence what the disk would not do.

    Raises:
        NotWritable: no such folder, no permission, a full disk.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotWritable(
            f"{places[0]} cannot be written: {reason}; name another place, or make room, then export again"
        ) from error
    finally:
        for partial in map(beside, places):
            with suppress(OSError):  # a read-only disk, where nothing was written either
                if partial.is_dir():
                    shutil.rmtree(partial)
                else:
                    partial.unlink(missing_ok=True)


def beside(path: Path) -> Path:
    """Return where this process writes what is to stand at a path."""
    return path.with_name(f".{path.name}.{os.getpid()}.partial")


def into_place(*paths: Path) -> None:
    """Rename what stands beside each of these files over it, in order, and sync the folder."""
    for path in paths:
        beside(path).replace(path)
    sync_folder(paths[0].parent)


def folder_into_place(path: Path) -> None:
    """Rename the folder that stands beside a path to it; what stood there is removed afterwards."""
    if path.exists():
        old = path.with_name(path.name + ".old")
        path.rename(old)
        beside(path).rename(path)
        shutil.rmtree(old)
    else:
        beside(path).rename(path)
    sync_folder(path.parent)


def write(path: Path, data: bytes) -> None:
    """Write a file and sync it."""
    with path.open("wb") as file:
        file.write(data)
        sync(file)


def sync(file: BinaryIO) -> None:
    """Bring a file to the disk."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def line(row: dict[str, Any]) -> bytes:
    """Return a JSON line in UTF-8. A lone surrogate (no UTF-8 has one) stands as JSON's own escape, so every reader takes it."""
    return (json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "backslashreplace")


def pretty(values: dict[str, Any]) -> bytes:
    """Return JSON for people's eyes too, its keys in order."""
    return (json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8", "backslashreplace")
