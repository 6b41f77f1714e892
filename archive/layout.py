"""Names on disk: the folder's README, its format, where files stand. docs/format.md tells the whole."""

import os
import re
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from archive.errors import ArchiveError, NewerArchive, NoArchive, NotWritable

FORMAT = 1
"""The format that this program writes. An archive of a higher one is refused."""
SEALED = ".warc.gz"
OPEN = ".open"
PARTS = ("raw", "text")
README = f"""Fangzhi archive, format {FORMAT}

This folder keeps web pages as they came, and what was read in them. It can be read without the program that wrote it:

raw/YYYY/MM/*.warc.gz    requests, responses, revisits, and metadata (attempts without an answer, runs, declarations)
text/YYYY/MM/*.warc.gz   conversion records: what a cleaner read in a response, a document as JSON
manifest.jsonl           one line a finished file: name, size, SHA-256, and the SHA-256 of the line before
catalog.sqlite           an index of the files above; may be deleted at any time (make it again: fangzhi rebuild)
quarantine/              ends of files that were torn by a crash, each with the reason
locks/                   which crawls run just now; may be deleted while nothing runs
fangzhi.toml             optional: catalog = "postgresql://...", copies = "s3://..." (where finished files are copied to)

The files are WARC/1.1 (ISO 28500), each record a gzip member of its own; any WARC tool reads them, and so does gunzip.
A name that ends in .open is being written, or was when the machine stopped; the next start mends it by itself.
"""
_FORMAT_LINE = re.compile(r"^Fangzhi archive, format (\d+)$", re.MULTILINE)


def found(folder: Path) -> bool:
    """Say whether an archive stands in the folder.

    Raises:
        NoArchive: the path is a file, or a folder with other things in it.
        NewerArchive: its format is newer than this program's.
    """
    if folder.exists() and not folder.is_dir():
        raise NoArchive(f"{folder} is a file; an archive is a folder: give another --archive")
    readme = folder / "README.txt"
    try:
        text = readme.read_text(encoding="utf-8") if readme.exists() else ""
    except OSError as error:
        raise ArchiveError(f"{readme}: {error.strerror}; mend the rights, then start again") from error
    if match := _FORMAT_LINE.search(text):
        if int(match[1]) > FORMAT:
            raise NewerArchive(
                f"{folder} is an archive of format {match[1]}; this program reads up to {FORMAT}: install a newer fangzhi"
            )
        return True
    return any((folder / part).is_dir() for part in PARTS)


def found_or_refused(folder: Path) -> None:
    """Raise NoArchive where no archive stands in the folder."""
    if not found(folder):
        raise NoArchive(f"{folder} holds no archive; give another --archive, or begin one with: fangzhi crawl SOURCE")


def settle(folder: Path) -> None:
    """Make the folder an archive if it is none yet.

    Raises:
        NotWritable: it cannot be written. NoArchive, NewerArchive: as `found`.
    """
    stood = found(folder)
    if not stood and folder.is_dir() and any(entry.name != "fangzhi.toml" for entry in folder.iterdir()):
        raise NoArchive(f"{folder} holds other things and no archive; give --archive an empty or a new folder")
    try:
        for name in ("", *PARTS):
            (folder / name).mkdir(parents=True, exist_ok=True)
        readme = folder / "README.txt"
        if not readme.exists() or not _FORMAT_LINE.search(readme.read_text(encoding="utf-8")):
            readme.write_text(README, encoding="utf-8")  # a power cut may have left it empty
    except OSError as error:
        raise NotWritable(
            f"{folder}: {error.strerror}; mend the rights or free some space, then start again"
        ) from error
    if not os.access(folder, os.W_OK):
        raise NotWritable(f"{folder} is read-only; mend its rights, or give another --archive")


def catalog_url(folder: Path) -> str:
    """Return the catalog's address that fangzhi.toml declares, "" for the SQLite file in the folder."""
    return _setting(folder, "catalog")


def copy_place(folder: Path) -> str:
    """Return the address of the copy place that fangzhi.toml declares, "" for none."""
    return _setting(folder, "copies")


def _setting(folder: Path, name: str) -> str:
    path = folder / "fangzhi.toml"
    if not path.exists():
        return ""
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8")).get(name, "")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ArchiveError(f"{path}: {error}; mend the file, then start again") from error
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror}; mend that, then start again") from error
    if not isinstance(value, str):
        raise ArchiveError(f'{path}: {name} is {value!r}, not a text; write it as {name} = "…", then start again')
    return value


def segment_name(part: str, writer: str, number: int, at: datetime) -> str:
    """Return a new file's name relative to the folder, without `.open`: raw/2026/11/20261124-<writer>-00000.warc.gz."""
    return f"{part}/{at:%Y/%m}/{at:%Y%m%d}-{writer}-{number:05d}.warc.gz"


def segments(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every WARC file by name (without `.open`) and path, sealed or open: raw first, oldest first."""
    for part in PARTS:
        paths = [Path(inside, name) for inside, _, names in os.walk(folder / part) for name in names]
        for path in sorted(path for path in paths if path.name.endswith((SEALED, SEALED + OPEN))):
            yield path.relative_to(folder).as_posix().removesuffix(OPEN), path


def is_segment(name: str) -> bool:
    """Whether this can be the name of a WARC file of an archive, relative to its folder (a manifest may come from elsewhere)."""
    parts = name.split("/")
    return len(parts) > 1 and parts[0] in PARTS and not {"", ".", ".."} & set(parts) and name.endswith(SEALED)


def path_of(folder: Path, name: str) -> Path:
    """Return where a WARC file stands now: sealed, or still open."""
    sealed = folder / name
    return sealed if sealed.exists() else folder / (name + OPEN)
