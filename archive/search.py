"""Finds documents by what they say: exactly, from one character up, newest first."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from archive.catalog import moment
from archive.copies import candidates
from archive.errors import ArchiveError
from archive.moments import rfc3339
from archive.records import Version
from archive.search_index import is_finished, records_of, shown_blocks
from archive.search_text import fold, phrase_of_pairs, phrase_of_single, phrases
from archive.shelf import Shelf
from archive.urls import url_key
from archive.warc import Place
from cleaners.document import MACHINE

FEW = 2000
"""Up to so many matching texts are looked up one by one; of more, the newest documents are looked through until enough match."""
AROUND = 30
"""Characters of a snippet before and after the phrase."""


@dataclass(frozen=True, slots=True)
class Found:
    """A document that holds every phrase of a query.

    `snippet` is a stretch of it around the first phrase; `machine_read` says that a machine read it in a picture.
    """

    url: str
    title: str
    source: str
    first_seen: datetime
    snippet: str
    machine_read: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return it with the keys of `fangzhi search --json`."""
        return {
            "url": self.url,
            "title": self.title,
            "source": self.source,
            "first_seen": rfc3339(self.first_seen),
            "snippet": self.snippet,
            "machine_read": self.machine_read,
        }


def search(shelf: Shelf, query: str, *, history: bool = False, limit: int = 20) -> list[Found]:
    """Return the documents that hold every phrase of a query, in a block or the title, newest version first.

    Raises:
        ArchiveError: the query is empty, or the index is not finished.
    """
    wanted = phrases(query)
    if not wanted:
        raise ArchiveError(
            "the query is empty; give the words as they stand in the text, e.g.: fangzhi search 就业岗位"
        )
    with shelf.database.reading() as connection:
        if not is_finished(connection):
            raise ArchiveError(
                f"the search index of {shelf.folder} is being made or was left unfinished; wait, or finish it with: fangzhi clean"
            )
        clause, bound = _sqlite(wanted) if shelf.database.is_sqlite else _postgresql(wanted)
        rows = _rows(connection, clause, bound, history=history, limit=limit)
        read: list[list[str]] = [json.loads(row.cleanings) for row in rows]
        records = records_of(connection, {cleaning for one in read for cleaning in one})
    return [
        Found(
            row.url,
            row.title,
            row.source,
            moment(row.first_seen),
            _snippet(shelf, {cleaning: records[cleaning][0] for cleaning in one}, wanted[0]),
            machine_read=records[one[0]][1].partition("@")[0] == MACHINE,
        )
        for row, one in zip(rows, read, strict=True)
    ]


def elsewhere(shelf: Shelf, version: Version, limit: int) -> list[str]:
    """Return the addresses of other documents that now hold text of a version, those with the most of its marks first."""
    said = version.document.blocks if version.document else ()
    blocks = [fold(block.text) for block in said if block.kind != "figure"]
    with shelf.database.reading() as connection:
        numbers = candidates(connection, blocks, limit)
        statement = text("select url, url_key from search_told where text_id = :number and is_current = 1 order by url")
        rows = [row for number in numbers for row in connection.execute(statement, {"number": number})]
    own = url_key(version.url)
    return [row.url for row in rows if row.url_key != own]


def _rows(connection: Connection, clause: str, bound: dict[str, Any], *, history: bool, limit: int) -> list[Any]:
    """The newest rows of `search_told` whose text matches."""
    few = list(connection.scalars(text(f"select id from ({clause}) as matching limit {FEW + 1}"), bound))
    current = "" if history else " and t.is_current = 1"
    order = "order by t.first_seen desc, t.url limit :limit"
    columns = "t.url, t.title, t.source, t.first_seen, t.cleanings"
    if len(few) > FEW:
        statement = f"select {columns} from search_told t where t.text_id in (select id from ({clause}) as matching){current} {order}"
        return list(connection.execute(text(statement), bound | {"limit": limit}))
    numbers = ", ".join(map(str, few)) or "null"
    statement = f"select {columns} from search_told t where t.text_id in ({numbers}){current} {order}"
    return list(connection.execute(text(statement), {"limit": limit}))


def _sqlite(wanted: list[str]) -> tuple[str, dict[str, Any]]:
    """A query for the numbers of the texts that hold every phrase."""
    long = [phrase_of_pairs(phrase) for phrase in wanted if len(phrase) > 1]
    short = [phrase_of_single(phrase) for phrase in wanted if len(phrase) == 1]
    clauses, bound = [], {}
    for table, tokens in (("search_pairs", long), ("search_singles", short)):
        if tokens:
            clauses.append(f"select rowid as id from {table} where {table} match :{table}")
            bound[table] = " AND ".join(tokens)
    return " intersect ".join(clauses), bound


def _postgresql(wanted: list[str]) -> tuple[str, dict[str, Any]]:
    """The same for PostgreSQL: the index narrows to blocks that hold all pairs, a substring check makes it exact."""
    clauses, bound = [], dict[str, Any]()
    for number, phrase in enumerate(wanted):
        bound[f"phrase{number}"] = phrase
        bound[f"tokens{number}"] = [*map(str.__add__, phrase, phrase[1:])] or [phrase]
        clauses.append(
            f"select text_id as id from search_blocks where tokens @> cast(:tokens{number} as text[])"
            f" and position(:phrase{number} in body) > 0"
        )
    return " intersect ".join(clauses), bound


def _snippet(shelf: Shelf, cleanings: dict[str, Place], phrase: str) -> str:
    """A stretch of the document around a phrase, in its own characters."""
    first = ""
    for cleaning, place in cleanings.items():
        title, *blocks = shown_blocks(shelf.folder, place, cleaning) or [""]
        for block in (*blocks, title):
            if (at := fold(block).find(phrase)) >= 0:
                return _cut(block, phrase, at)
        first = first or next(iter(blocks), title)
    return first[: 2 * AROUND]


def _cut(block: str, phrase: str, at: int) -> str:
    """The stretch of a block around a phrase that its folded form has at a place."""
    shown = re.sub(r"\s+", " ", block).strip()
    start = _unfolded(shown, at)
    end = _unfolded(shown, at + len(phrase))
    left, right = max(0, start - AROUND), min(len(shown), end + AROUND)
    return ("…" if left else "") + shown[left:right] + ("…" if right < len(shown) else "")


def _unfolded(shown: str, at: int) -> int:
    """The place in a text whose folded beginning has so many characters (folding may lengthen or shorten: ㎡ is m2)."""
    low, high = 0, len(shown)
    while low < high:
        middle = (low + high) // 2
        if len(fold("^" + shown[:middle] + "^")) - 2 < at:
            low = middle + 1
        else:
            high = middle
    return low
