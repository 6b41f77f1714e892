"""The search index: which documents are told now and were told before, and the texts that they hold.

It is refreshed page by page, in the transaction that brings what is new; a catalog that is made again queues its pages first.
Two tables find text in SQLite: pairs of characters with their places (a phrase of pairs is the phrase itself), and single
characters without. Tried instead: the trigram tokenizer finds nothing below three characters, unicode61 takes a clause for a
word (benchmarks/search.py).
"""

import json
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Text,
    delete,
    event,
    or_,
    select,
    text,
)

from archive import copies
from archive.catalog import TABLES, captures, cleanings, microseconds
from archive.database import Database
from archive.errors import Damaged
from archive.history import versions
from archive.joining import parts, whole_of, whole_versions
from archive.reading import record_at
from archive.records import Version
from archive.search_text import TOKENIZER, fold, pairs, singles
from archive.warc import Place

waiting = Table("search_waiting", TABLES, Column("url_key", Text, primary_key=True))  # pages whose rows below are old

told = Table(
    "search_told",
    TABLES,
    Column("url_key", Text, primary_key=True),  # of the page, or of the first part of a document over several
    Column("number", Integer, primary_key=True),  # of the version, oldest 0
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("source", String, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    Column("is_current", Integer, nullable=False),
    Column("text_id", Integer, nullable=False),
    Column("cleanings", Text, nullable=False),  # JSON: ids of the cleanings that the text is made of, in order
    Index("search_told_by_time", "is_current", "first_seen"),
    Index("search_told_by_text", "text_id"),
)

texts = Table(
    "search_texts",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("digest", String, nullable=False, unique=True),
)

_FTS5 = f"""fts5(body, content='', columnsize=0, tokenize="{TOKENIZER.replace('"', '""')}", detail="""
_SQLITE = (
    f"create virtual table if not exists search_pairs using {_FTS5}full)",
    f"create virtual table if not exists search_singles using {_FTS5}none)",
)
_POSTGRESQL = (
    "create table if not exists search_blocks (text_id integer not null, number integer not null, body text not null,"
    " tokens text[] not null, primary key (text_id, number))",
    "create index if not exists search_blocks_by_token on search_blocks using gin (tokens)",
)
PAGES = 500
"""Pages a transaction while a whole catalog is indexed."""
Progress = Callable[[int, int], None]


@event.listens_for(TABLES, "after_create")
def _create(_tables: Any, connection: Connection, **_: Any) -> None:
    """Make what finds text, beside the catalog's tables."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.exec_driver_sql(statement)


@event.listens_for(TABLES, "before_drop")
def _drop(_tables: Any, connection: Connection, **_: Any) -> None:
    """Take it away with them."""
    for name in ("search_pairs", "search_singles") if connection.dialect.name == "sqlite" else ("search_blocks",):
        connection.execute(text(f"drop table if exists {name}"))


def touch(connection: Connection, keys: Iterable[str], ended_runs: Iterable[str] = ()) -> None:
    """Queue pages whose captures or cleanings are new; of a run that now ended, the parts that it captured and the pages that it did
    not find: before its verdict these count for nothing."""
    queued = set(keys)
    for run in ended_runs:
        of_run = select(captures.c.url_key).outerjoin(parts, parts.c.url_key == captures.c.url_key)
        waits = or_(parts.c.url_key.isnot(None), captures.c.outcome == "gone")
        queued.update(connection.scalars(of_run.where(captures.c.run == run, waits).distinct()))
    if queued:
        statement = "insert into search_waiting (url_key) values (:url_key) on conflict do nothing"
        connection.execute(text(statement), [{"url_key": key} for key in sorted(queued)])


def refresh(connection: Connection, folder: Path, keys: Iterable[str] | None = None) -> int:
    """Bring the queued pages up to date in the caller's transaction; returns how many there were."""
    queued = (
        list(connection.scalars(select(waiting.c.url_key).order_by(waiting.c.url_key))) if keys is None else list(keys)
    )
    done: set[str] = set()
    for key in queued:
        if key not in done:
            done |= _refresh(connection, folder, key)
    if queued:
        connection.execute(text("delete from search_waiting where url_key = :key"), [{"key": key} for key in queued])
    return len(queued)


def finish(database: Database, folder: Path, progress: Progress | None = None) -> None:
    """Bring every queued page up to date, PAGES a transaction (after a rebuild, or a stop in the middle of one)."""
    with database.reading() as connection:
        queued = list(connection.scalars(select(waiting.c.url_key).order_by(waiting.c.url_key)))
    for start in range(0, len(queued), PAGES):
        with database.writing() as connection:
            refresh(connection, folder, queued[start : start + PAGES])
        if progress:
            progress(min(start + PAGES, len(queued)), len(queued))


def is_finished(connection: Connection) -> bool:
    """Whether no page waits."""
    return connection.execute(select(waiting.c.url_key).limit(1)).first() is None


def _refresh(connection: Connection, folder: Path, key: str) -> set[str]:
    """Write the rows of a page, or of the document that it is part of, anew; returns every key that this has settled."""
    own = versions(connection, key)
    whole = whole_of(connection, key, own)
    listed = whole_versions(connection, whole) if whole else [version.version for version in own]
    settled = {key, *(whole.pages if whole else ()), *((whole.key,) if whole else ())}
    connection.execute(delete(told).where(told.c.url_key.in_(settled)))
    rows = [
        {
            "url_key": whole.key if whole else key,
            "number": number,
            "url": version.url,
            "title": version.title,
            "source": version.source,
            "first_seen": microseconds(version.first_seen),
            "is_current": int(number == len(listed) - 1),
            "cleanings": json.dumps(cleanings_of(version)),
            "text_id": _text_id(connection, folder, version),
        }
        for number, version in enumerate(listed)
        if version.outcome == "ok"
    ]
    if rows:
        connection.execute(told.insert(), rows)
    return settled


def cleanings_of(version: Version) -> list[str]:
    """Return the ids of the cleanings that a version's text is made of, in order."""
    return [part.cleaning_id for part in version.parts if not part.dropped] or [version.cleaning_id]


def _text_id(connection: Connection, folder: Path, version: Version) -> int:
    """The number of a version's text; a new one is read from its records and indexed."""
    known = connection.execute(select(texts.c.id).where(texts.c.digest == version.digest)).first()
    if known is not None:
        return int(known.id)
    number = connection.execute(texts.insert().values(digest=version.digest)).inserted_primary_key
    identifier = int(number[0]) if number else 0
    blocks: list[str] = []
    untitled: list[str] = []
    parted = cleanings_of(version)
    records = records_of(connection, parted)
    for cleaning in parted:
        folded = [fold(shown) for shown in shown_blocks(folder, records[cleaning][0], cleaning)]
        blocks += folded
        untitled += folded[1:]
    copies.note(connection, identifier, untitled)
    if connection.dialect.name == "sqlite":
        for table, tokens in (("search_pairs", pairs(blocks)), ("search_singles", singles(blocks))):
            connection.execute(
                text(f"insert into {table} (rowid, body) values (:id, :body)"), {"id": identifier, "body": tokens}
            )
    elif blocks:
        statement = "insert into search_blocks (text_id, number, body, tokens) values (:id, :number, :body, :tokens)"
        rows = [
            {"id": identifier, "number": n, "body": block, "tokens": sorted(grams(block))}
            for n, block in enumerate(blocks)
        ]
        connection.execute(text(statement), rows)
    return identifier


def grams(block: str) -> set[str]:
    """Return a folded block's pairs of characters and its single characters (what PostgreSQL indexes)."""
    return {*map(str.__add__, block, block[1:]), *block}


def records_of(connection: Connection, identifiers: Collection[str]) -> dict[str, tuple[Place, str]]:
    """Return where the records of these cleanings stand, and which cleaner read each."""
    columns = (cleanings.c.id, cleanings.c.warc, cleanings.c.offset, cleanings.c.length, cleanings.c.cleaner)
    rows = connection.execute(select(*columns).where(cleanings.c.id.in_(identifiers)))
    return {row.id: (Place(row.warc, row.offset, row.length), row.cleaner) for row in rows}


def shown_blocks(folder: Path, place: Place, cleaning: str) -> list[str]:
    """Return title and blocks' texts of a cleaning as they are, of a figure its alt text; none if its record is damaged
    (`verify` names it).

    An address is no text of a page, so none is found or shown.
    """
    try:
        said = json.loads(record_at(folder / place.warc, place.offset, place.length, cleaning).block)
    except Damaged:
        return []
    return [said.get("title", ""), *(_said(block["kind"], block["text"]) for block in said.get("blocks", ()))]


def _said(kind: str, shown: str) -> str:
    """What a block says: all of it, but of a figure (`![alt](address)`) its alt text, which holds no bracket."""
    return shown.removeprefix("![").partition("](")[0] if kind == "figure" else shown
