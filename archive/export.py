"""Writes the corpus for programs: one JSON line a document, or one text file each, and a manifest.

An export holds no time of its own making: of the same archive it is the same bytes, today, after a rebuild and on another
machine. It is written beside its place and moved there whole, so a reader never finds half of one.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from archive.errors import ArchiveError, NotWritable
from archive.history import Bounds
from archive.moments import rfc3339
from archive.records import Version
from archive.shelf import Shelf

Format = Literal["jsonl", "text"]
FORMATS: tuple[Format, ...] = ("jsonl", "text")
MANIFEST = "manifest.json"
LAYOUT = 1
"""Version of the rows' form; told in the manifest."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the file or folder, its manifest, how many documents, and the digest of the whole.

    `sha256` is of the file; of a folder it is that of its `SHA256SUMS`.
    """

    path: Path
    manifest: Path
    documents: int
    sha256: str

    def to_json(self) -> dict[str, Any]:
        """Return it with the keys of `fangzhi export --json`."""
        return {
            "path": str(self.path),
            "manifest": str(self.manifest),
            "documents": self.documents,
            "sha256": self.sha256,
        }


def export(
    shelf: Shelf,
    versions: Iterable[Version],
    out: Path,
    form: str,
    bounds: Bounds,
    sources: tuple[str, ...],
    cleaner: str | None,
) -> Exported:
    """Write documents to `out`; an export that is there already is replaced in one step.

    Args:
        versions: with documents, in the order in which they are to stand.
        out: `jsonl`: a file; its manifest is `<out>.manifest.json`. `text`: a folder of `<source>/<digest>.txt` with the rows in
            `index.jsonl`, `SHA256SUMS` (for `sha256sum -c`) and `manifest.json`.
        bounds, sources, cleaner: what was asked for; told in the manifest.
    Raises:
        ArchiveError: a format that is none. NotWritable: no such folder, no permission, a full disk; nothing is left half-written.
    """
    asked = {
        "as_of": rfc3339(bounds.as_of) if bounds.as_of else None,
        "known_on": rfc3339(bounds.known_on) if bounds.known_on else None,
        "sources": sorted(sources),
        "cleaner": cleaner,
    }
    if form not in FORMATS:
        raise ArchiveError(f"{form!r} is no format of an export; there are: {', '.join(FORMATS)}")
    with _written(out):
        return _lines(shelf, versions, out, asked) if form == "jsonl" else _texts(shelf, versions, out, asked)


def row_of(shelf: Shelf, version: Version) -> dict[str, Any]:
    """Return a version as a row of the corpus: what it says, and where each of its pages stands on disk."""
    document = version.document
    if document is None:
        raise ValueError(f"{version.url} has no document")
    pages = [(part.number, part.capture_id) for part in version.parts] or [(1, version.capture_id)]
    evidence = []
    for number, capture_id in pages:
        capture = shelf.capture(capture_id)
        original = shelf.capture(capture.original_id)
        evidence.append(
            {
                "part": number,
                "url": capture.url,
                "capture": capture.id,
                "captured_at": rfc3339(capture.captured_at),
                "payload_digest": original.payload_digest,
                "warc": original.warc,
                "offset": original.offset,
                "length": original.length,
            }
        )
    return {
        "url": version.url,
        "title": document.title,
        "text": document.text,
        "source": version.source,
        "first_seen": rfc3339(version.first_seen),
        "last_seen": rfc3339(version.last_seen),
        "captures": version.captures,
        "digest": version.digest,
        "cleaner": version.cleaner,
        "metadata": document.metadata.to_json(),
        "blocks": [{"kind": block.kind, "level": block.level, "text": block.text} for block in document.blocks],
        "attachments": [link._asdict() for link in document.attachments],
        "images": [link._asdict() for link in document.images],
        "warnings": [warning._asdict() for warning in document.warnings],
        "evidence": evidence,
    }


def _lines(shelf: Shelf, versions: Iterable[Version], out: Path, asked: dict[str, Any]) -> Exported:
    """Write one JSON line a document."""
    partial, manifest = _beside(out), out.with_name(f"{out.name}.{MANIFEST}")
    hashed, documents = hashlib.sha256(), 0
    with partial.open("wb") as file:
        for version in versions:
            line = _line(row_of(shelf, version))
            hashed.update(line)
            file.write(line)
            documents += 1
        _sync(file)
    told = asked | {
        "format": "jsonl",
        "layout": LAYOUT,
        "documents": documents,
        "file": out.name,
        "sha256": hashed.hexdigest(),
    }
    _write(_beside(manifest), _pretty(told))
    partial.replace(out)
    _beside(manifest).replace(manifest)
    _sync_folder(out.parent)
    return Exported(out, manifest, documents, hashed.hexdigest())


def _texts(shelf: Shelf, versions: Iterable[Version], out: Path, asked: dict[str, Any]) -> Exported:
    """Write one text file a document, and the rows without their text as an index."""
    if out.exists() and not (out / MANIFEST).is_file():
        raise NotWritable(f"{out} is there and is no export of this program; name another folder, or remove it first")
    folder, sums, index = _beside(out), list[str](), list[bytes]()
    folder.mkdir()
    for version in versions:
        row = row_of(shelf, version)
        name = f"{version.source or 'unknown'}/{version.digest.removeprefix('sha256:')[:32]}.txt"
        path = folder / name
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            body = f"{row['title']}\n\n{row['text']}\n".encode("utf-8", "surrogatepass")
            _write(path, body)
            sums.append(f"{hashlib.sha256(body).hexdigest()}  {name}\n")
        del row["text"], row["blocks"]
        index.append(_line({"file": name} | row))
    listed = b"".join(index)
    _write(folder / "index.jsonl", listed)
    sums.append(f"{hashlib.sha256(listed).hexdigest()}  index.jsonl\n")
    total = "".join(sorted(sums, key=lambda line: line[66:])).encode()
    _write(folder / "SHA256SUMS", total)
    digest = hashlib.sha256(total).hexdigest()
    told = asked | {"format": "text", "layout": LAYOUT, "documents": len(index), "file": "SHA256SUMS", "sha256": digest}
    _write(folder / MANIFEST, _pretty(told))
    if out.exists():
        old = out.with_name(out.name + ".old")
        out.rename(old)
        folder.rename(out)
        shutil.rmtree(old)
    else:
        folder.rename(out)
    _sync_folder(out.parent)
    return Exported(out, out / MANIFEST, len(index), digest)


@contextmanager
def _written(out: Path) -> Iterator[None]:
    """Leave nothing half-written behind, and say in one sentence what the disk would not do."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotWritable(
            f"{out} cannot be written: {reason}; name another place, or make room, then export again"
        ) from error
    finally:
        for partial in (_beside(out), _beside(out.with_name(f"{out.name}.{MANIFEST}"))):
            if partial.is_dir():
                shutil.rmtree(partial)
            else:
                partial.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.partial")


def _line(row: dict[str, Any]) -> bytes:
    return (json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "surrogatepass")


def _pretty(values: dict[str, Any]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        _sync(file)


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
