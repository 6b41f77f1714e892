"""How we know: from a sentence to the block, the cleaning, the payload, its place on disk, the headers, the run, the declaration.

Nothing here is taken on trust: the records are read again and their digests computed again, and `verify` says what came out.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from archive.catalog import cleanings
from archive.compose import IMPORTED_FROM, field_of
from archive.errors import Damaged, NoCapture, NoVersion
from archive.moments import rfc3339
from archive.reading import decoded, head_of, payload_of
from archive.records import Capture, Headers, Run, Version
from archive.search_text import fold
from archive.shelf import LARGEST_DECODED, Shelf
from archive.warc import bare, digest
from cleaners.document import Block, Document

ReadAgain = Callable[[Capture, bytes], Document]
"""Reads a payload (Content-Encoding undone) as the version's cleaner did: given by the caller, who knows the cleaners."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at again: what, whether it held, and what was found."""

    what: str
    ok: bool
    found: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """The proof of one block of a version (of the whole version where `block` is None).

    Attributes:
        text: the block's text; the title where no block was asked for.
        paths: the nodes of the page that the block came from.
        cleaning, cleaner: id of the conversion record, and of the cleaner that read it.
        capture: the observation that began the version; original: the capture that holds its payload (the same one, or the
            one that it revisits). `warc`, `offset`, `length` find the original's record in the archive's folder.
        headers: status line and header fields of the original, in order.
        run, declaration: the run of the capture and its source's declaration then; None and "" for what no run fetched.
        imported_from: where an imported capture was taken from, empty for what was fetched here.
        checks: what was computed again just now.
    """

    version: Version
    block: int | None
    text: str
    paths: tuple[str, ...]
    cleaning: str
    cleaner: str
    capture: Capture
    original: Capture
    status_line: str
    headers: Headers
    run: Run | None
    declaration: str
    imported_from: str
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """Whether every check held."""
        return all(check.ok for check in self.checks)

    def to_json(self) -> dict[str, Any]:
        """Return the proof with the keys of `fangzhi why --json`."""
        return {
            "url": self.version.url,
            "block": self.block,
            "text": self.text,
            "paths": list(self.paths),
            "cleaning": self.cleaning,
            "cleaner": self.cleaner,
            "digest": self.version.digest,
            "capture": self.capture.id,
            "captured_at": rfc3339(self.capture.captured_at),
            "recorded_at": rfc3339(self.capture.recorded_at),
            "payload_digest": self.original.payload_digest,
            "warc": self.original.warc,
            "offset": self.original.offset,
            "length": self.original.length,
            "status": self.status_line,
            "headers": [list(header) for header in self.headers],
            "run": self.capture.run or None,
            "verdict": self.run.verdict if self.run else None,
            "source": self.capture.source,
            "declaration": self.declaration,
            "imported_from": self.imported_from or None,
            "verify": {"ok": self.holds, "checks": [[check.what, check.ok, check.found] for check in self.checks]},
        }


def provenance(
    shelf: Shelf, version: Version, block: int | str | None = None, read_again: ReadAgain | None = None
) -> Provenance:
    """Return how a block of a version is known, checked now.

    Args:
        version: with its document, as `at` and `corpus` give it.
        block: a block's number from 0, or a sentence: then the first block that holds it; None for the version as such.
        read_again: the version's cleaner; without it the cleaning is checked against its own digests only.
    Raises:
        NoVersion: the version is of a page that was gone, or has no such block. Damage is no error here but a check that fails.
    """
    document = version.document
    if document is None:
        raise NoVersion(f"{version.url} was gone at {rfc3339(version.first_seen)}; there is no text to prove")
    number = _number(version, document, block)
    page, own_number = _page(version, number)
    capture = shelf.capture(page.capture_id)
    original = shelf.capture(capture.original_id)
    checks, status_line, headers = _looked_at_again(shelf, page, original, read_again)
    shown = Block("heading", document.title) if number is None else document.blocks[number]
    if number is not None:
        checks = (*checks, _stands(shelf, page, own_number, shown))
    run = _run(shelf, capture)
    return Provenance(
        version=version,
        block=number,
        text=shown.text,
        paths=shown.paths,
        cleaning=page.cleaning_id,
        cleaner=version.cleaner,
        capture=capture,
        original=original,
        status_line=status_line,
        headers=headers,
        run=run,
        declaration=shelf.declaration(capture.run) if run else "",
        imported_from=_imported_from(shelf, capture),
        checks=checks,
    )


def _page(version: Version, number: int | None) -> tuple[Version, int]:
    """The page of a document over several addresses that a block stands on (the first for none), and its number there."""
    if not version.parts:
        return version, number or 0
    at = number or 0
    part = next((p for p in version.parts if p.first_block <= at < p.first_block + p.blocks), version.parts[0])
    page = replace(version, capture_id=part.capture_id, cleaning_id=part.cleaning_id, digest=part.digest, parts=())
    return page, at - part.first_block


def _imported_from(shelf: Shelf, capture: Capture) -> str:
    try:
        return shelf.response(capture).fields.get(IMPORTED_FROM, "")
    except Damaged:
        return ""  # the checks tell of it


def _run(shelf: Shelf, capture: Capture) -> Run | None:
    """The run that made a capture, None for what no run made."""
    try:
        return shelf.run(capture.run) if capture.run else None
    except NoCapture:
        return None


def _number(version: Version, document: Document, block: int | str | None) -> int | None:
    """The number of the block that is asked for."""
    if isinstance(block, str):
        sentence = fold(block)
        found = next((n for n, candidate in enumerate(document.blocks) if sentence in fold(candidate.text)), None)
        if found is None or not sentence:
            raise NoVersion(
                f"no block of {version.url} holds {block!r}; to see its blocks: fangzhi show {version.url} --json"
            )
        return found
    if block is not None and not 0 <= block < len(document.blocks):
        raise NoVersion(f"{version.url} has no block {block}; they are numbered 0 to {len(document.blocks) - 1}")
    return block


def _looked_at_again(
    shelf: Shelf, page: Version, original: Capture, read_again: ReadAgain | None
) -> tuple[tuple[Check, ...], str, Headers]:
    """Read payload and cleaning again and compare everything that is said twice."""
    checks: list[Check] = []
    status_line, payload = "", b""
    headers: Headers = ()
    try:
        record = shelf.response(original)
        payload = payload_of(record)
        status_line, headers = head_of(record)
        found = digest(payload)
        same = found == original.payload_digest
        checks.append(Check("the payload on disk has the digest that was written when it came", same, found))
        payload = decoded(payload, field_of(headers, "Content-Encoding"), LARGEST_DECODED)
    except Damaged as damage:
        checks.append(Check("the payload's record is whole", False, str(damage)))
    try:
        refers, read = _cleaning(shelf, page.cleaning_id)
        checks.append(Check("the cleaning on disk refers to that payload", refers == original.id, refers))
        checks.append(Check("the cleaning is the one that the version tells", read.digest == page.digest, read.digest))
    except (Damaged, NoCapture) as damage:
        checks.append(Check("the cleaning's record is whole", False, str(damage)))
    if read_again is not None and payload:
        anew = read_again(original, payload)
        checks.append(Check("the cleaner reads the same in the payload today", anew.digest == page.digest, anew.digest))
    return tuple(checks), status_line, headers


def _stands(shelf: Shelf, page: Version, own_number: int, shown: Block) -> Check:
    """Whether the block stands in its cleaning on disk, at its number."""
    what = "the block stands in the cleaning"
    try:
        _, read = _cleaning(shelf, page.cleaning_id)
    except (Damaged, NoCapture) as damage:
        return Check(what, False, str(damage))
    return Check(
        what, read.blocks[own_number : own_number + 1] == (shown,), f"block {own_number} of {page.cleaning_id}"
    )


def _cleaning(shelf: Shelf, identifier: str) -> tuple[str, Document]:
    """The id of the capture that a conversion record on disk refers to, and its document."""
    place = (cleanings.c.warc, cleanings.c.offset, cleanings.c.length)
    with shelf.database.reading() as connection:
        row = connection.execute(select(*place).where(cleanings.c.id == identifier)).first()
    if row is None:
        raise NoCapture(f"no cleaning {identifier}; those of a page: fangzhi why URL")
    record = shelf.record(row.warc, row.offset, row.length, identifier)
    return bare(record.fields["WARC-Refers-To"]), Document.from_json(json.loads(record.block))
