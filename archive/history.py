"""The versions of one page, told by one cleaner.

Which cleaner: of the name asked for (of the name used last, where none is), the id that has read the most captures of the
page, of equals the newest. A re-cleaning that is not through with a page yet tells nothing of it.

When a page is gone: a server that stumbles answers 404 for a night, so `gone` ends a version only where the site said so on different
days, each time in a sound run. Until then the version stands, with the instants at which the page was not there (`Version.absent_at`).
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, RowMapping, TextClause, text

from archive.catalog import VERSIONS, microseconds, moment
from archive.moments import SHANGHAI
from archive.records import Version
from cleaners.document import Metadata


@dataclass(frozen=True, slots=True)
class Bounds:
    """What counts: captures made by `as_of`, captures recorded by `known_on`; None for all."""

    as_of: datetime | None = None
    known_on: datetime | None = None


EVERYTHING = Bounds()


@dataclass(frozen=True, slots=True)
class Told:
    """A version as the catalog has it, with what the joining of parts needs: key, and the metadata's JSON."""

    key: str
    version: Version
    said: str

    @property
    def metadata(self) -> Metadata:
        """The document's metadata."""
        return Metadata.from_json(json.loads(self.said))

    @property
    def speaks_of_parts(self) -> bool:
        """Whether the metadata says anything of parts. Told without parsing: of a million versions nearly none does."""
        return _PARTS.search(self.said) is not None


def versions(connection: Connection, key: str, cleaner: str | None = None, bounds: Bounds = EVERYTHING) -> list[Told]:
    """Return a page's versions, oldest first; none if no cleaner (of that name) has read it.

    Args:
        cleaner: a name (`auto`) or an id (`auto@2`); None for the name that read the page last.
    """
    chosen = cleaner if cleaner and "@" in cleaner else choose(_readers(connection, key), cleaner)
    if not chosen:
        return []
    rows = _rows(connection, "v.url_key = :key and v.cleaner = :cleaner", bounds, key=key, cleaner=chosen)
    return _confirmed(map(_told, rows))


def every_page(
    connection: Connection, cleaner: str | None = None, bounds: Bounds = EVERYTHING
) -> Iterator[tuple[str, list[Told]]]:
    """Yield every page's key and versions, in the order of the keys. A page that no cleaner (of that name) read is left out."""
    by_byte = (
        ' collate "C"' if connection.dialect.name == "postgresql" else ""
    )  # as Python compares, whatever the locale
    order = f"v.url_key{by_byte}, v.cleaner, v.first_seen"
    readers = _pages(connection.execute(text(f"{_READERS.format(where='')} order by url_key{by_byte}")).mappings())
    rows = groupby(_rows(connection, "1 = 1", bounds, order), key=lambda row: str(row[0]))
    waiting = next(readers, None)
    for key, group in rows:
        while waiting and waiting[0] < key:
            waiting = next(readers, None)
        found = waiting[1] if waiting and waiting[0] == key else []
        chosen = cleaner if cleaner and "@" in cleaner else choose(found, cleaner)
        if told := _confirmed(_told(row) for row in group if row[1] == chosen):
            yield key, told


@dataclass(frozen=True, slots=True)
class Reader:
    """A cleaner id and what it did on a page: how many captures it read, and when last (microseconds)."""

    cleaner: str
    captures: int
    last_at: int


def choose(readers: Iterable[Reader], name: str | None) -> str:
    """Return the id that tells a page's history, "" if none of that name has read it."""
    readers = list(readers)
    if name is None:
        name = (
            max(readers, key=lambda reader: (reader.last_at, reader.cleaner)).cleaner.partition("@")[0]
            if readers
            else ""
        )
    named = [reader for reader in readers if reader.cleaner.partition("@")[0] == name]
    best = max(named, key=lambda r: (r.captures, revision_of(r.cleaner), r.last_at, r.cleaner), default=None)
    return best.cleaner if best else ""


def revision_of(cleaner: str) -> int:
    """Return the number in a cleaner id: 12 for `auto@12+1a2b3c4d`."""
    number = cleaner.partition("@")[2].partition("+")[0]
    return int(number) if number.isdigit() else 0


_PARTS = re.compile(r'"part(?:_of|s)?": (?!null)')
_READERS = (
    "select url_key, cleaner, count(*) as captures, max(cleaned_at) as last_at from cleanings"
    " where digest is not null{where} group by url_key, cleaner"
)
_READERS_OF_PAGE = text(_READERS.format(where=" and url_key = :key"))


def _readers(connection: Connection, key: str) -> list[Reader]:
    return [Reader(*row[1:]) for row in connection.execute(_READERS_OF_PAGE, {"key": key})]


def _pages(rows: Iterable[RowMapping]) -> Iterator[tuple[str, list[Reader]]]:
    for key, group in groupby(rows, key=lambda row: str(row["url_key"])):
        yield key, [Reader(row["cleaner"], row["captures"], row["last_at"]) for row in group]


@cache
def _statement(where: str, order: str, limits: tuple[str, ...]) -> TextClause:
    """The rows of the view, or of its text with limits in it, with their captures and cleanings."""
    known = "".join(f" and c.{column} <= :{column}" for column in limits)
    versions = f"({VERSIONS.format(known=known)})" if known else "versions"
    return text(
        "select v.url_key, v.cleaner, v.digest, v.outcome, v.capture_id, v.cleaning_id, v.first_seen, v.last_seen, v.captures,"
        " c.url, c.source, k.title, k.metadata"
        f" from {versions} v join captures c on c.id = v.capture_id left join cleanings k on k.id = v.cleaning_id"
        f" where {where} order by {order}"
    )


def _rows(
    connection: Connection, where: str, bounds: Bounds, order: str = "v.first_seen", **bound: str
) -> Iterator[Sequence[Any]]:
    limits = {"captured_at": bounds.as_of, "recorded_at": bounds.known_on}
    values = {column: microseconds(value) for column, value in limits.items() if value is not None}
    yield from connection.execute(_statement(where, order, tuple(values)), bound | values)


def _told(row: Sequence[Any]) -> Told:
    key, cleaner, digest, outcome, capture, cleaning, first, last, captures, url, source, title, said = row
    gone = outcome == "gone"
    version = Version(
        url=url,
        first_seen=moment(first),
        last_seen=moment(last),
        captures=captures,
        title="" if gone else title,
        digest=digest or "",
        cleaner=cleaner,
        outcome=outcome,
        capture_id=capture,
        cleaning_id="" if gone else cleaning,
        source=source,
    )
    return Told(key, version, "{}" if gone else said)


def _confirmed(rows: Iterable[Told]) -> list[Told]:
    """Rows of the view, oldest first, with an absence that only one day saw taken into the version that it interrupted."""
    told: list[Told] = []
    for row in rows:
        new, last = row.version, told[-1].version if told else None
        if new.outcome == "gone" and _day(new.first_seen) == _day(new.last_seen):
            if last and last.outcome == "ok":
                told[-1] = replace(told[-1], version=replace(last, absent_at=(*last.absent_at, new.first_seen)))
        elif last and (last.outcome, last.digest) == (new.outcome, new.digest):
            merged = replace(last, last_seen=new.last_seen, captures=last.captures + new.captures)
            told[-1] = replace(told[-1], version=merged)
        else:
            told.append(row)
    return told


def _day(at: datetime) -> date:
    """The day of an instant in China."""
    return at.astimezone(SHANGHAI).date()


def begun_in(connection: Connection, run: str) -> int:
    """Return how many versions (not `gone`) begin with a capture of a run, each page told by its own cleaner."""
    keys = (
        connection.execute(text("select distinct url_key from captures where run = :run"), {"run": run}).scalars().all()
    )
    captures = set(connection.execute(text("select id from captures where run = :run"), {"run": run}).scalars())
    return sum(
        told.version.outcome == "ok" and told.version.capture_id in captures
        for key in keys
        for told in versions(connection, key)
    )
