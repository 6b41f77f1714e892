"""The copy place: another folder or an S3-compatible storage (any address that fsspec knows) that sealed files are copied to.

A copy counts only after it was read back and is what was sent. Nothing here retries, and nothing is deleted.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from archive.errors import ArchiveError, PlaceFailed

try:
    from botocore.exceptions import BotoCoreError  # what the S3 driver lets through when nobody answers
except ModuleNotFoundError:
    _FAILURES: tuple[type[Exception], ...] = (OSError,)
else:
    _FAILURES = (OSError, BotoCoreError)

CHUNK = 4 << 20
"""Bytes read at a time: memory stays small however large a file is."""


class Place:
    """A copy place by its address: a folder, `file:///…`, `s3://bucket/folder`, or what else fsspec has a driver for."""

    def __init__(self, url: str) -> None:
        """Open the place.

        Raises:
            ArchiveError: the address cannot be understood, or its driver is not installed.
        """
        self.url = url
        try:
            self._system, self._top = fsspec.core.url_to_fs(url, use_listings_cache=False)
        except ImportError as error:
            raise ArchiveError(
                f"the copy place {url} needs a driver: {error}; for S3: pip install 'fangzhi[s3]'"
            ) from error
        except ValueError as error:
            raise ArchiveError(f"the copy place {url}: {error}; mend copies in fangzhi.toml") from error

    def hashed(self, name: str) -> str:
        """Read a file of the place and return its `sha256:…`, "" if it is not there. Costs reading all of it."""
        found = hashlib.sha256()
        with self._speaking(name):
            try:
                for data in self._chunks(name):
                    found.update(data)
            except FileNotFoundError:
                return ""
        return "sha256:" + found.hexdigest()

    def put(self, path: Path, name: str) -> None:
        """Copy a local file to the place, over what is there; it does not count before `hashed` was compared."""
        with self._speaking(name):
            target = self._path(name)
            self._system.makedirs(target.rpartition("/")[0], exist_ok=True)
            self._system.put_file(str(path), target)
            if isinstance(self._system, LocalFileSystem):
                _make_last(Path(target))

    def get(self, name: str, take: Callable[[bytes], object]) -> bool:
        """Hand a file's bytes on, piece by piece; returns False if it is not there."""
        with self._speaking(name):
            try:
                for data in self._chunks(name):
                    take(data)
            except FileNotFoundError:
                return False
        return True

    def _chunks(self, name: str) -> Iterator[bytes]:
        with self._system.open(self._path(name), "rb") as file:
            while data := file.read(CHUNK):
                yield data

    def _path(self, name: str) -> str:
        return f"{self._top.rstrip('/')}/{name}"

    @contextmanager
    def _speaking(self, name: str) -> Iterator[None]:
        """Turn what the storage says into this room's error; drivers report what can go wrong as OSError, nearly always."""
        try:
            yield
        except _FAILURES as error:
            said: Any = getattr(error, "strerror", "") or error
            raise PlaceFailed(
                f"{self.url}: {name}: {said}; look whether the copy place can be reached and has room, then: fangzhi backup"
            ) from error


def _make_last(path: Path) -> None:
    """Wait until a copied file and its name are on the medium: what is read back at once comes out of memory."""
    for one in (path, path.parent):
        descriptor = os.open(one, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
