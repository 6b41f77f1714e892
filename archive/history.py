"""The versions of one page, told by one cleaner.

Which cleaner: of the name asked for (of the name used last, where none is), the id that has read the most captures of the
page, of equals the newest. A re-cleaning that is not through with a page yet tells nothing of it.

When a page is gone: a server that stumbles answers 404 for a night, so `gone` ends a version only where the site said so on different
days, each time in a sound run. Until then the version stands, with the instants at which the page was not there (`Version.absent_at`).
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, RowMapping, TextClause, select, text

from archive.catalog import VERSIONS, captures, microseconds, moment
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
    return [_told(stretch) for stretch in _confirmed(_of_page(connection, key, chosen, bounds))]


@dataclass(frozen=True, slots=True)
class Standing:
    """A page's version at an instant, and where the record of its document stands (None for `gone`)."""

    version: Version
    place: tuple[str, int, int] | None


def standing(
    connection: Connection, key: str, cleaner: str | None, bounds: Bounds, when: datetime | None
) -> Standing | None:
    """Return the version of a page that stood at an instant, its last for None: what `versions` tells, for less.

    None where this is not enough: it is a part of something or may be the first one, nothing stood by then, no cleaner has read it.
    """
    chosen = cleaner if cleaner and "@" in cleaner else choose(_readers(connection, key), cleaner)
    stretches = _confirmed(_of_page(connection, key, chosen, bounds)) if chosen else []
    if (
        any(_PARTS.search(one.row[_SAID] or "") for one in stretches)
        or connection.execute(_HAS_PARTS, {"key": key}).first()
    ):
        return None
    latest = None if when is None else microseconds(when)
    stood = [one for one in stretches if latest is None or one.row[_FIRST] <= latest]
    if not stood:
        return None
    gone = stood[-1].row[_OUTCOME] == "gone"
    return Standing(_told(stood[-1]).version, None if gone else tuple(stood[-1].row[_PLACE:]))


def every_page(
    connection: Connection, cleaner: str | None = None, bounds: Bounds = EVERYTHING
) -> Iterator[tuple[str, list[Told]]]:
    """Yield every page's key and versions, in the order of the keys. A page that no cleaner (of that name) read is left out."""
    by_byte = (
        ' collate "C"' if connection.dialect.name == "postgresql" else ""
    )  # as Python compares, whatever the locale
    order = f"v.url_key{by_byte}, v.cleaner, v.first_seen, v.capture_id"
    readers = _pages(connection.execute(text(f"{_READERS.format(where='')} order by url_key{by_byte}")).mappings())
    rows = groupby(_rows(connection, "1 = 1", bounds, order), key=lambda row: str(row[0]))
    waiting = next(readers, None)
    for key, group in rows:
        while waiting and waiting[0] < key:
            waiting = next(readers, None)
        found = waiting[1] if waiting and waiting[0] == key else []
        chosen = cleaner if cleaner and "@" in cleaner else choose(found, cleaner)
        if told := _confirmed(row for row in group if row[_CLEANER] == chosen):
            yield key, [_told(stretch) for stretch in told]


def keys_of(connection: Connection, sources: Collection[str], bounds: Bounds = EVERYTHING) -> set[str]:
    """Return the keys of the pages that one of these sources has captured, whoever did so first."""
    wanted = select(captures.c.url_key).where(captures.c.source.in_(sources)).distinct()
    for column, until in ((captures.c.captured_at, bounds.as_of), (captures.c.recorded_at, bounds.known_on)):
        if until is not None:
            wanted = wanted.where(column <= until)
    return set(connection.scalars(wanted))


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
_HAS_PARTS = text("select 1 from parts where whole_key = :key limit 1")
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
        " c.url, c.source, k.title, k.metadata, k.warc, k.offset, k.length"
        f" from {versions} v join captures c on c.id = v.capture_id left join cleanings k on k.id = v.cleaning_id"
        f" where {where} order by {order}"
    )


def _rows(
    connection: Connection, where: str, bounds: Bounds, order: str = "v.first_seen, v.capture_id", **bound: str
) -> Iterator[Sequence[Any]]:
    limits = {"captured_at": bounds.as_of, "recorded_at": bounds.known_on}
    values = {column: microseconds(value) for column, value in limits.items() if value is not None}
    yield from connection.execute(_statement(where, order, tuple(values)), bound | values)


_CLEANER, _DIGEST, _OUTCOME, _FIRST, _LAST, _CAPTURES, _SAID, _PLACE = 1, 2, 3, 6, 7, 8, 12, 13
"""Places of columns in a row of `_statement`."""
_EAST = 8 * 3600 * 10**6
_DAY = 24 * 3600 * 10**6


@dataclass(slots=True)
class _Stretch:
    """A row of the view with what was merged into it; times are microseconds."""

    row: Sequence[Any]
    last: int
    captures: int
    absent: tuple[int, ...] = ()


def _of_page(connection: Connection, key: str, cleaner: str, bounds: Bounds) -> Iterator[Sequence[Any]]:
    return _rows(connection, "v.url_key = :key and v.cleaner = :cleaner", bounds, key=key, cleaner=cleaner)


def _confirmed(rows: Iterable[Sequence[Any]]) -> list[_Stretch]:
    """Rows of the view, oldest first, with an absence that only one day (of China) saw taken into the version that it interrupted."""
    told: list[_Stretch] = []
    for row in rows:
        last = told[-1] if told else None
        if row[_OUTCOME] == "gone" and (row[_FIRST] + _EAST) // _DAY == (row[_LAST] + _EAST) // _DAY:
            if last and last.row[_OUTCOME] == "ok":
                last.absent = (*last.absent, row[_FIRST])
        elif last and (last.row[_OUTCOME], last.row[_DIGEST]) == (row[_OUTCOME], row[_DIGEST]):
            last.last, last.captures = row[_LAST], last.captures + row[_CAPTURES]
        else:
            told.append(_Stretch(row, row[_LAST], row[_CAPTURES]))
    return told


def _told(stretch: _Stretch) -> Told:
    key, cleaner, digest, outcome, capture, cleaning, first, _, _, url, source, title, said = stretch.row[:_PLACE]
    gone = outcome == "gone"
    version = Version(
        url=url,
        first_seen=moment(first),
        last_seen=moment(stretch.last),
        captures=stretch.captures,
        title="" if gone else title,
        digest=digest or "",
        cleaner=cleaner,
        outcome=outcome,
        capture_id=capture,
        cleaning_id="" if gone else cleaning,
        source=source,
        absent_at=tuple(map(moment, stretch.absent)),
    )
    return Told(key, version, "{}" if gone else said)


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
