"""Keeps the copy place in step with the archive, and brings files back from it: one damaged file, or a whole archive.

What counts as copied was read back; the manifest says so in a line, so a rebuild forgets nothing. A file that changed since
(redacted) has another digest than that line, and goes there again, over the old one.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from archive import layout, manifest
from archive.disk import Disk, append
from archive.errors import ArchiveError, Damaged, PlaceFailed
from archive.manifest import Sealed
from archive.place import Place
from archive.segments import not_writable

Progress = Callable[[int, int], None]
"""Called with bytes done and bytes in all."""
README = "README.txt"


@dataclass(slots=True)
class Copied:
    """What a backup did: files and bytes sent, files that were there already, files that could not be sent as they were sealed."""

    place: str
    files: int = 0
    size: int = 0
    there: int = 0
    refused: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self)


def back_up(
    folder: Path,
    place: Place,
    disk: Disk,
    at: datetime,
    *,
    names: Set[str] | None = None,
    progress: Progress | None = None,
) -> Copied:
    """Copy every sealed file (or those of these names) that the place has not got as it is now, read each back, then the manifest.

    Interrupted, it goes on where it was. A file that is damaged here is never sent (`refused`): the place may hold the whole one.

    Raises:
        PlaceFailed: the place cannot be reached, or gives back something else. NotWritable: the manifest cannot be written.
    """
    known = manifest.copied(folder, place.url)
    listed = [file for file in manifest.read(folder).values() if names is None or file.name in names]
    waiting = [file for file in listed if known.get(file.name) != file.sha256]
    total, done, result = sum(file.size for file in waiting), 0, Copied(place.url)
    for file in waiting:
        if place.hashed(file.name) == file.sha256:
            result.there += 1
        elif not _is_whole(folder, file):
            result.refused.append(file.name)
            continue
        else:
            _send(folder / file.name, file, place)
            result.files += 1
            result.size += file.size
        _note(folder, disk, place, at, file)
        done += file.size
        if progress:
            progress(done, total)
    result.refused += _send_papers(folder, place)
    return result


def disagrees(folder: Path, place: Place) -> bool:
    """Whether the manifest here is not the place's continued: it was lost or broken here, or the place is another archive's."""
    return not _own_manifest(folder).startswith(_manifest_of(place)) or (
        bool(manifest.faults(folder)) and bool(_manifest_of(place))
    )


def mend_manifest(folder: Path, place: Place, disk: Disk) -> None:
    """Bring the place's manifest back, and add what was sealed or taken down since, if the files here say so too.

    What stood here goes to quarantine/. Nobody else may be writing.

    Raises:
        ArchiveError: the place is another archive's. NotWritable: the folder cannot be written.
    """
    own, theirs = _own_manifest(folder), _manifest_of(place)
    base, stood = manifest.parsed(theirs), manifest.parsed(own)
    if not any((folder / name).exists() for name in base):
        raise ArchiveError(f"{place.url} is the copy place of another archive; name another one in fangzhi.toml")
    later = [
        file
        for name, file in stood.items()
        if file != base.get(name) and (name not in base or manifest.is_redacted(own, name)) and _is_whole(folder, file)
    ]
    for path, data in ((folder / "quarantine" / manifest.NAME, own), (folder / manifest.NAME, theirs)):
        with _beside(path, disk) as (write, finish):
            write(data)
            finish()
    try:
        manifest.add(folder, disk, *later)
    except OSError as error:
        raise not_writable(folder / manifest.NAME, error) from error


def repair(folder: Path, place: Place, disk: Disk, names: Iterable[str]) -> list[str]:
    """Bring back the sealed files of these names that are not as they were sealed; returns those that are whole again.

    Raises:
        PlaceFailed: the place cannot be reached. NotWritable: the folder cannot be written.
    """
    listed = manifest.read(folder)
    wanted = [listed[name] for name in sorted(set(names)) if name in listed]
    return [file.name for file in wanted if not _is_whole(folder, file) and _fetch(folder, place, disk, file)]


@dataclass(slots=True)
class Restored:
    """What a restore did: files and bytes brought back, files that were whole here, files that the place has not got whole."""

    place: str
    files: int = 0
    size: int = 0
    there: int = 0
    missing: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self)


def restore(folder: Path, place: Place, disk: Disk, progress: Progress | None = None) -> Restored:
    """Make an archive's files again out of its copy place; the catalog is made at the next opening for writing.

    Interrupted, it may be given again: what is whole here stays. Files of an archive that stands in the folder are mended.

    Raises:
        PlaceFailed: no archive was copied there. Damaged: its manifest is broken. ArchiveError: another archive stands in the
        folder. NoArchive: other things do. NotWritable: the folder cannot be written.
    """
    data = bytearray()
    if not place.get(manifest.NAME, data.extend):
        raise PlaceFailed(
            f"{place.url} holds no {manifest.NAME}; nothing was copied there: give the address of a copy place"
        )
    if wrong := manifest.faults_in(bytes(data)):
        raise Damaged(f"{place.url}: {manifest.NAME} at {wrong[0][0]}: {wrong[0][1]}; bring an older one back there")
    _settle(folder, bytes(data), place, disk)
    wanted = manifest.read(folder).values()
    total, done, result = sum(file.size for file in wanted), 0, Restored(place.url)
    for file in wanted:
        if _is_whole(folder, file):
            result.there += 1
        elif _fetch(folder, place, disk, file):
            result.files += 1
            result.size += file.size
        else:
            result.missing.append(file.name)
        done += file.size
        if progress:
            progress(done, total)
    return result


def _settle(folder: Path, data: bytes, place: Place, disk: Disk) -> None:
    """Make the folder an archive with this manifest, unless it has one that says the same and more."""
    layout.settle(folder)
    path, own = folder / manifest.NAME, _own_manifest(folder)
    if own.startswith(data):
        return
    if not data.startswith(own):
        raise ArchiveError(f"{folder} is another archive than the one in {place.url}; restore into an empty folder")
    with _beside(path, disk) as (write, finish):
        write(data)
        finish()


def _is_whole(folder: Path, file: Sealed) -> bool:
    path = folder / file.name
    return path.exists() and path.stat().st_size == file.size and manifest.hashed(path, file.name) == file


def _send(path: Path, file: Sealed, place: Place) -> None:
    place.put(path, file.name)
    if (back := place.hashed(file.name)) != file.sha256:
        raise PlaceFailed(
            f"{place.url}: {file.name} reads back as {back or 'nothing'}, not {file.sha256}; it does not count as copied:"
            " look at the copy place, then: fangzhi backup"
        )


def _send_papers(folder: Path, place: Place) -> list[str]:
    """Copy README and manifest: with them the place is an archive that any WARC tool reads. Returns what is not sent: broken."""
    for name in (README, manifest.NAME):
        path = folder / name
        if name == manifest.NAME and manifest.faults(folder):
            return [name]
        if path.exists() and place.hashed(name) != (now := manifest.hashed(path, name)).sha256:
            _send(path, now, place)
    return []


def _own_manifest(folder: Path) -> bytes:
    path = folder / manifest.NAME
    return path.read_bytes() if path.exists() else b""


def _manifest_of(place: Place) -> bytes:
    """The place's manifest; nothing where there is none, or a broken one."""
    data = bytearray()
    there = place.get(manifest.NAME, data.extend)
    return bytes(data) if there and not manifest.faults_in(bytes(data)) else b""


def _note(folder: Path, disk: Disk, place: Place, at: datetime, file: Sealed) -> None:
    try:
        manifest.note_copied(folder, disk, place.url, at, file)
    except OSError as error:
        raise not_writable(folder / manifest.NAME, error) from error


def _fetch(folder: Path, place: Place, disk: Disk, file: Sealed) -> bool:
    """Bring one file back, over what stands there, if the place has it as it was sealed."""
    found = hashlib.sha256()
    with _beside(folder / file.name, disk) as (write, finish):

        def take(data: bytes) -> None:
            found.update(data)
            write(data)

        whole = place.get(file.name, take) and "sha256:" + found.hexdigest() == file.sha256
        if whole:
            finish()
    return whole


@contextmanager
def _beside(path: Path, disk: Disk) -> Iterator[tuple[Callable[[bytes], None], Callable[[], None]]]:
    """Give what writes to a file beside this one, and what puts it in this one's place; it is taken away if that is not called."""
    beside = path.with_name(path.name + ".restoring")
    try:
        beside.unlink(missing_ok=True)
        descriptor = disk.create(beside)
        size = 0

        def write(data: bytes) -> None:
            nonlocal size
            append(disk, descriptor, data, size)
            size += len(data)

        def finish() -> None:
            disk.sync(descriptor)
            disk.rename(beside, path)

        try:
            yield write, finish
        finally:
            os.close(descriptor)
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise not_writable(path, error) from error
