"""One document over several addresses: split pages, the pages of a thread. Each is kept by itself; the whole is put together here.

The whole changes at the end of a round, that is of a run over its pages (an import that brings a page twice brings two rounds):
never once for each part that a night fetches. Its address is the first part's; without the first part it is gone.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Index, Table, Text, text

from archive.catalog import TABLES, microseconds, moment
from archive.errors import BadAddress
from archive.history import EVERYTHING, Bounds, Told, versions
from archive.missing import address_of
from archive.records import Part, Version
from archive.urls import url_key
from cleaners.document import Document, Metadata, Warned

parts = (
    Table(  # pages that a cleaning called parts of another: where to look; what holds is what the telling cleaner says
        "parts",
        TABLES,
        Column("url_key", Text, primary_key=True),
        Column("whole_key", Text, primary_key=True),
        Column("whole_url", Text, nullable=False),
        Index("parts_by_whole", "whole_key"),
    )
)

_PARTS = text("select url_key, whole_url from parts where whole_key = :key order by url_key")
MISSING = "missing-part"
"""Code of the warning that a part could not be had."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A document over several addresses: key and address of the first, and every page's versions by its key."""

    key: str
    url: str
    pages: dict[str, list[Told]]


@dataclass(frozen=True, slots=True)
class State:
    """What stood in the parts after a round."""

    at: datetime
    members: tuple[Told, ...]


def note(connection: Connection, pages: Iterable[tuple[str, str, Metadata]]) -> None:
    """Note which pages are parts, in the caller's transaction. `pages`: url_key, address and metadata of each new cleaning."""
    rows = [
        {"url_key": key, "whole_key": whole[0], "whole_url": whole[1]}
        for key, url, said in pages
        if (whole := _named(key, url, said))
    ]
    if rows:
        statement = "insert into parts (url_key, whole_key, whole_url) values (:url_key, :whole_key, :whole_url) on conflict do nothing"
        connection.execute(text(statement), rows)


def _named(key: str, url: str, said: Metadata) -> tuple[str, str] | None:
    """Key and address of the whole that a page says it is part of; None if it says nothing, or that it is alone."""
    if said.part_of:
        try:
            whole = url_key(said.part_of)
        except BadAddress:
            return None
        if whole != key:
            return whole, said.part_of
    return (key, url) if max(said.parts or 1, said.part or 1) > 1 else None


def whole_of(
    connection: Connection, key: str, own: list[Told], cleaner: str | None = None, bounds: Bounds = EVERYTHING
) -> Whole | None:
    """Return the document that a page is part of; None if it is alone.

    Args:
        own: the page's versions. The last one that names a whole decides; a page that names none may be the first part, which
            only its siblings name.
    """
    named = next((whole for told in reversed(own) if (whole := _of(told))), None)
    whole_key = named[0] if named else key
    rows = connection.execute(_PARTS, {"key": whole_key}).all()
    if not named and not rows:
        return None
    pages = {key: own} if own else {}
    for page in dict.fromkeys((whole_key, *(row.url_key for row in rows))):
        told = [] if page in pages else versions(connection, page, cleaner, bounds)
        if told and (page == whole_key or any(_belongs(t, whole_key) for t in told)):
            pages[page] = told
    if len(pages) == 1 and not named and key in pages:
        return None
    url = pages[whole_key][-1].version.url if whole_key in pages else (named[1] if named else rows[0].whole_url)
    return Whole(whole_key, url, pages)


def _of(told: Told) -> tuple[str, str] | None:
    """Key and address of the whole that a version says it is part of."""
    return _named(told.key, told.version.url, told.metadata) if told.speaks_of_parts else None


def _belongs(told: Told, whole_key: str) -> bool:
    return (named := _of(told)) is not None and named[0] == whole_key


def whole_versions(connection: Connection, whole: Whole, bounds: Bounds = EVERYTHING) -> list[Version]:
    """Return the versions of a document over several addresses, oldest first; `parts` names the pages of each.

    `captures` counts rounds. The digest is the part's own where only one is left, else that of the parts' digests.
    """
    listed: list[Version] = []
    for state in _states(_rounds(connection, list(whole.pages), bounds), whole.pages):
        version = _version(whole, state)
        last = listed[-1] if listed else None
        if last and (last.outcome, last.digest) == (version.outcome, version.digest):
            listed[-1] = replace(last, last_seen=version.last_seen, captures=last.captures + 1)
        else:
            listed.append(version)
    return listed


def with_blocks(version: Version, documents: Sequence[Document]) -> Version:
    """Return a version of a whole with its document, and with the places of its parts' blocks in it."""
    placed, at = [], 0
    for part, document in zip(version.parts, documents, strict=True):
        length = 0 if part.dropped else len(document.blocks)
        placed.append(replace(part, first_block=at, blocks=length))
        at += length
    return replace(version, document=joined(version, documents), parts=tuple(placed))


def joined(version: Version, documents: Sequence[Document]) -> Document:
    """Return the whole of a version: its parts' blocks one after the other, the first part's title.

    Metadata is the first part's; what it does not say is taken from the next part that does. A part that is missing is a
    warning, never a shorter text in silence.

    Args:
        documents: of `version.parts`, in order (dropped ones too).
    """
    kept = [document for part, document in zip(version.parts, documents, strict=True) if not part.dropped]
    first = kept[0]
    ledger, removed, starts = [], [], 0
    for document in kept:
        ledger += [
            piece._replace(block=piece.block + starts) if piece.block >= 0 else piece for piece in document.ledger
        ]
        removed += [gone._replace(after=gone.after + starts) for gone in document.removed]
        starts += len(document.blocks)
    return replace(
        first,
        url=version.url,
        blocks=tuple(block for document in kept for block in document.blocks),
        metadata=_merged([document.metadata for document in documents]),
        attachments=tuple(dict.fromkeys(link for document in kept for link in document.attachments)),
        images=tuple(dict.fromkeys(link for document in kept for link in document.images)),
        ledger=tuple(ledger),
        removed=tuple(removed),
        warnings=(*_doubts(kept), *_missing(version, documents)),
        digest=version.digest,
    )


def _doubts(kept: Sequence[Document]) -> Iterable[Warned]:
    """The parts' warnings that are true of the whole: only its first part can lack a beginning, only its last one an end."""
    has_tables = any(
        document.attachments or any(b.kind in ("table", "figure") for b in document.blocks) for document in kept
    )
    doubts: dict[Warned, None] = {}
    for number, document in enumerate(kept):
        untrue = {"fragment", MISSING}
        untrue |= {"missing-beginning"} if number else set()
        untrue |= {"missing-end"} if number < len(kept) - 1 else set()
        untrue |= {"promised-table"} if has_tables else set()
        doubts |= dict.fromkeys(warning for warning in document.warnings if warning.code not in untrue)
    return doubts


def _merged(said: Sequence[Metadata]) -> Metadata:
    """The parts' metadata as the whole's."""
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for name in (field.name for field in fields(Metadata)):
        for metadata in said:
            if (
                name not in ("origins", "part", "part_of")
                and getattr(metadata, name) is not None
                and name not in values
            ):
                values[name] = getattr(metadata, name)
                origins |= {name: metadata.origins[name]} if name in metadata.origins else {}
    values["parts"] = _count(said)
    return Metadata(**values, origins=origins)


def _count(said: Iterable[Metadata]) -> int:
    """How many parts there are, by what the parts say."""
    return max((max(metadata.parts or 1, metadata.part or 1) for metadata in said), default=1)


def _missing(version: Version, documents: Sequence[Document]) -> list[Warned]:
    """A warning for each part that should be there and is not."""
    total = _count(document.metadata for document in documents)
    there = {part.number for part in version.parts}
    return [
        Warned(
            MISSING,
            f"part {number} of {total} is not in the archive; to fetch it: fangzhi fetch"
            f" {address_of(number, version.parts, version.url)}",
        )
        for number in range(1, total + 1)
        if number not in there
    ]


def _rounds(connection: Connection, keys: list[str], bounds: Bounds) -> list[datetime]:
    """When each round over these pages ended: at its last capture.

    A round ends where the run changes or a page comes again. One of a run that still goes on does not count, unless there
    is no other.
    """
    if not keys:
        return []
    placeholders = ", ".join(f":key{number}" for number in range(len(keys)))
    limits: dict[str, Any] = {f"key{number}": key for number, key in enumerate(keys)}
    where = ""
    for column, value in (("captured_at", bounds.as_of), ("recorded_at", bounds.known_on)):
        if value is not None:
            where, limits[column] = f"{where} and c.{column} <= :{column}", microseconds(value)
    statement = (
        "select c.url_key, c.captured_at, c.run, case when r.id is not null and r.ended_at is null then 1 else 0 end as open"
        " from captures c left join runs r on r.id = c.run"
        f" where c.url_key in ({placeholders}) and c.outcome in ('ok', 'unchanged', 'gone'){where}"
        " order by c.captured_at, c.id"
    )
    rounds: list[tuple[datetime, bool]] = []
    seen: set[str] = set()
    run = None
    for row in connection.execute(text(statement), limits):
        if rounds and row.run == run and row.url_key not in seen:
            rounds[-1] = (moment(row.captured_at), bool(row.open))
        else:
            rounds.append((moment(row.captured_at), bool(row.open)))
            seen.clear()
        run = row.run
        seen.add(row.url_key)
    ended = [at for at, is_open in rounds if not is_open]
    return ended or [at for at, _ in rounds]


def _states(rounds: Sequence[datetime], pages: dict[str, list[Told]]) -> Iterable[State]:
    """What stood in each page at the end of each round."""
    for at in rounds:
        standing = [[t for t in found if t.version.first_seen <= at] for found in pages.values()]
        members = tuple(found[-1] for found in standing if found)
        if members:
            yield State(at, members)


def _version(whole: Whole, state: State) -> Version:
    """The whole as it stood after a round."""
    members = sorted(
        (told for told in state.members if told.version.outcome == "ok"), key=lambda t: _place(t, whole.key)
    )
    first = next((told for told in state.members if told.key == whole.key), state.members[0])
    if first.version.outcome == "gone" or not members:
        return replace(first.version, url=whole.url, captures=1, first_seen=state.at, last_seen=state.at)
    used: list[Part] = []
    for told in members:
        version = told.version
        repeats = bool(used) and used[-1].digest == version.digest
        number = _place(told, whole.key)[0]
        used.append(Part(number, version.url, version.capture_id, version.cleaning_id, version.digest, dropped=repeats))
    digests = [part.digest for part in used if not part.dropped]
    return replace(
        members[0].version,
        url=whole.url,
        first_seen=state.at,
        last_seen=state.at,
        captures=1,
        digest=digests[0] if len(digests) == 1 else _digest(digests),
        parts=tuple(used),
    )


def _place(told: Told, whole_key: str) -> tuple[int, str]:
    """Where a part belongs: by the number that it says; the first address is 1, one that says nothing comes last."""
    return told.metadata.part or (1 if told.key == whole_key else 1 << 30), told.key


def _digest(digests: Sequence[str]) -> str:
    return "sha256:" + hashlib.sha256("\n".join(digests).encode()).hexdigest()
