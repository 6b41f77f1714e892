"""The manifest: one line a sealed file, each with the digest of the line before, so that no line can go unnoticed."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.disk import Disk, append, is_held
from archive.layout import is_segment
from archive.warc import digest, instant

NAME = "manifest.jsonl"
FIRST = "sha256:" + "0" * 64
"""What the first line names as the digest of the line before it."""


KINDS = {"file": str, "size": int, "sha256": str, "before": str}
"""What each line holds at least."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the manifest says of one file: size in bytes and `sha256:…`."""

    name: str
    size: int
    sha256: str


def add(folder: Path, disk: Disk, *files: Sealed) -> None:
    """Add a line for each file, under the manifest's lock; a line that stands already is not added again.

    A file that was changed (redacted) gets another line, with the digest that it had as `was`.

    Raises:
        OSError: the folder cannot be written.
    """

    def lines(known: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for file in files:
            if known.get(file.name, {}).get("sha256") != file.sha256:
                was = {"was": known[file.name]["sha256"]} if file.name in known else {}
                yield {"file": file.name, "size": file.size, "sha256": file.sha256, **was}

    _append(folder, disk, lines)


def note_copied(folder: Path, disk: Disk, place: str, at: datetime, *files: Sealed) -> None:
    """Add a line for each file that says when it was read back, whole, from a copy place. Raises as `add`."""

    def lines(_known: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for file in files:
            yield {"file": file.name, "size": file.size, "sha256": file.sha256, "copied": place, "at": instant(at)}

    _append(folder, disk, lines)


def copied(folder: Path, place: str) -> dict[str, str]:
    """Return the files that were read back from a copy place, each with the `sha256:…` that it had then."""
    path = folder / NAME
    data = path.read_bytes() if path.exists() else b""
    return {line["file"]: line["sha256"] for line in _parsed(data) if line.get("copied") == place}


def _append(folder: Path, disk: Disk, lines: Callable[[dict[str, dict[str, Any]]], Iterator[dict[str, Any]]]) -> None:
    """Append lines to the chain, synced, under the lock; `lines` is given the last line on each file, by its name."""
    descriptor = disk.open(folder / NAME)
    try:
        disk.lock(descriptor, wait=True)
        data = _whole_lines(folder, disk, descriptor)
        stood = data.splitlines(keepends=True)
        before = digest(stood[-1]) if stood else FIRST
        size = len(data)
        for values in lines({line["file"]: line for line in _parsed(data)}):
            line = (json.dumps(values | {"before": before}, ensure_ascii=False) + "\n").encode()
            append(disk, descriptor, line, size)
            size += len(line)
            before = digest(line)
        disk.sync(descriptor)
        if not data:
            disk.sync_folder(folder)
    finally:
        os.close(descriptor)


def read(folder: Path) -> dict[str, Sealed]:
    """Return what stands in the manifest, by file name; the last line on a file counts. A torn last line is left out."""
    path = folder / NAME
    return parsed(path.read_bytes() if path.exists() else b"")


def parsed(data: bytes) -> dict[str, Sealed]:
    """Return what a manifest's bytes say, as `read` does."""
    return {line["file"]: Sealed(line["file"], line["size"], line["sha256"]) for line in _parsed(data)}


def is_redacted(data: bytes, name: str) -> bool:
    """Whether a manifest's bytes say of a file that it was changed by a takedown."""
    return any(line["file"] == name and "was" in line for line in _parsed(data))


def faults(folder: Path) -> list[tuple[int, str]]:
    """Return where the chain of lines is broken: byte offset and what is wrong, in order. Empty: it is whole."""
    path = folder / NAME
    if not path.exists():
        return []
    held = is_held(path)
    data = path.read_bytes()
    return faults_in(
        data[: data.rfind(b"\n") + 1] if held else data
    )  # a last line that is just being written is no fault


def faults_in(data: bytes) -> list[tuple[int, str]]:
    """Return where a manifest's bytes are broken, as `faults` does."""
    before, offset, wrong = FIRST, 0, list[tuple[int, str]]()
    for line in data.splitlines(keepends=True):
        values = _values(line)
        if values is None:
            wrong.append(
                (offset, "the line is no JSON object with file (a WARC file of this archive), size, sha256 and before")
            )
        elif values["before"] != before:
            wrong.append((offset, "the line does not name the digest of the line before it"))
        before = digest(line)
        offset += len(line)
    return wrong


def hashed(path: Path, name: str) -> Sealed:
    """Read a whole file and return what the manifest should say of it."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256")
        return Sealed(name, file.tell(), "sha256:" + found.hexdigest())


def _values(line: bytes) -> dict[str, Any] | None:
    try:
        values = json.loads(line)
    except ValueError:
        return None
    if not isinstance(values, dict) or not line.endswith(b"\n"):
        return None
    whole = all(isinstance(values.get(name), kind) for name, kind in KINDS.items()) and is_segment(values["file"])
    return values if whole else None


def _parsed(data: bytes) -> list[dict[str, Any]]:
    return [values for line in data.splitlines(keepends=True) if (values := _values(line)) is not None]


def _whole_lines(folder: Path, disk: Disk, descriptor: int) -> bytes:
    """Return the manifest's bytes after cutting a last line that a crash has torn; its file gets a new line anyway."""
    data = (folder / NAME).read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    if whole != data:
        disk.truncate(descriptor, len(whole))
    return whole
