"""Writes the corpus for programs: JSON lines, Parquet, text files, or a WACZ with the pages as they came; each with a manifest.

An export holds no time of its own making: of the same archive it is the same bytes, today, after a rebuild and on another
machine. It is written beside its place and moved there whole, so a reader never finds half of one.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from archive import beside
from archive.errors import ArchiveError, NotWritable
from archive.history import Bounds
from archive.moments import rfc3339
from archive.parquet import write_parquet
from archive.records import Version
from archive.shelf import Shelf
from archive.wacz import write_wacz

Format = Literal["jsonl", "parquet", "text", "wacz"]
FORMATS: tuple[Format, ...] = get_args(Format)
MANIFEST = "manifest.json"
LAYOUT = 1
"""Version of the rows' form; told in the manifest."""
_NO_NAME = re.compile(r"[^\w.-]+")


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
        out: `text`: a folder of `<source>/<digest>.txt` with the rows in `index.jsonl`, `SHA256SUMS` (for `sha256sum -c`) and
            `manifest.json`; else a file, with its manifest in `<out>.manifest.json`.
        bounds, sources, cleaner: what was asked for; told in the manifest.
    Raises:
        ArchiveError: a format that is none. NotWritable: no such folder, no permission, a full disk; nothing is left half-written.
        Damaged: a record that belongs in it is not what was written; nothing is written.
    """
    asked = {
        "as_of": rfc3339(bounds.as_of) if bounds.as_of else None,
        "known_on": rfc3339(bounds.known_on) if bounds.known_on else None,
        "sources": sorted(sources),
        "cleaner": cleaner,
    }
    if form not in FORMATS:
        raise ArchiveError(f"{form!r} is no format of an export; there are: {', '.join(FORMATS)}")
    if form == "text":
        with beside.whole(out):
            return _texts(shelf, versions, out, asked)
    if out.is_dir():
        raise NotWritable(f"{out} is a folder, and {form} is one file; name a file in it, like {out}/corpus.{form}")
    with beside.whole(out, out.with_name(f"{out.name}.{MANIFEST}")):
        return _file(out, form, asked, lambda partial: _WRITERS[form](shelf, versions, bounds, asked, partial))


def row_of(shelf: Shelf, version: Version) -> dict[str, Any]:
    """Return a version as a row of the corpus: what it says, and where each of its pages stands on disk."""
    document = version.document
    if document is None:
        raise ValueError(f"{version.url} has no document")
    pages = [(part.number, part.capture_id) for part in version.parts] or [(1, version.capture_id)]
    evidence = []
    for number, capture_id in pages:
        capture = shelf.capture(capture_id)
        original = shelf.capture(capture.original_id) if capture.is_revisit else capture
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
        "absent_at": [rfc3339(at) for at in version.absent_at],
        "digest": version.digest,
        "cleaner": version.cleaner,
        "machine_read": document.is_machine_read,
        "metadata": document.metadata.to_json(),
        "blocks": [{"kind": block.kind, "level": block.level, "text": block.text} for block in document.blocks],
        "attachments": [link._asdict() for link in document.attachments],
        "images": [link._asdict() for link in document.images],
        "warnings": [warning._asdict() for warning in document.warnings],
        "evidence": evidence,
    }


def _file(out: Path, form: str, asked: dict[str, Any], write: Callable[[Path], int]) -> Exported:
    """Write one file and its manifest."""
    manifest = out.with_name(f"{out.name}.{MANIFEST}")
    documents = write(beside.beside(out))
    with beside.beside(out).open("rb") as file:
        beside.sync(file)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    told = asked | {"format": form, "layout": LAYOUT, "documents": documents, "file": out.name, "sha256": digest}
    beside.write(beside.beside(manifest), beside.pretty(told))
    beside.into_place(out, manifest)
    return Exported(out, manifest, documents, digest)


def _lines(shelf: Shelf, versions: Iterable[Version], partial: Path) -> int:
    """Write one JSON line a document; returns how many there are."""
    documents = 0
    with partial.open("wb") as file:
        for version in versions:
            file.write(beside.line(row_of(shelf, version)))
            documents += 1
    return documents


_WRITERS: dict[str, Callable[[Shelf, Iterable[Version], Bounds, dict[str, Any], Path], int]] = {
    "jsonl": lambda shelf, versions, _bounds, _asked, partial: _lines(shelf, versions, partial),
    "parquet": lambda shelf, versions, _bounds, _asked, partial: write_parquet(
        (row_of(shelf, version) for version in versions), partial
    ),
    "wacz": write_wacz,
}
"""How each format that is one file is written; the answer is how many documents are in it."""


def _texts(shelf: Shelf, versions: Iterable[Version], out: Path, asked: dict[str, Any]) -> Exported:
    """Write one text file a document, and the rows without their text as an index."""
    if out.exists() and not (out / MANIFEST).is_file():
        raise NotWritable(f"{out} is there and is no export of this program; name another folder, or remove it first")
    folder, sums, index = beside.beside(out), list[str](), list[bytes]()
    folder.mkdir()
    for version in versions:
        row = row_of(shelf, version)
        name = f"{_folder_of(version.source)}/{version.digest.removeprefix('sha256:')[:32]}.txt"
        path = folder / name
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            mark = f"[{row['warnings'][0]['code']}: {row['warnings'][0]['message']}]\n\n" if row["machine_read"] else ""
            body = f"{mark}{row['title']}\n\n{row['text']}\n".encode("utf-8", "replace")
            beside.write(path, body)
            sums.append(f"{hashlib.sha256(body).hexdigest()}  {name}\n")
        del row["text"], row["blocks"]
        index.append(beside.line({"file": name} | row))
    listed = b"".join(index)
    beside.write(folder / "index.jsonl", listed)
    sums.append(f"{hashlib.sha256(listed).hexdigest()}  index.jsonl\n")
    total = "".join(sorted(sums, key=lambda line: line[66:])).encode()
    beside.write(folder / "SHA256SUMS", total)
    digest = hashlib.sha256(total).hexdigest()
    told = asked | {"format": "text", "layout": LAYOUT, "documents": len(index), "file": "SHA256SUMS", "sha256": digest}
    beside.write(folder / MANIFEST, beside.pretty(told))
    beside.folder_into_place(out)
    return Exported(out, out / MANIFEST, len(index), digest)


def _folder_of(source: str) -> str:
    """A source's id as the name of a folder. Records of other programs may name theirs in any way."""
    return _NO_NAME.sub("-", source).lstrip(".") or "unknown"
