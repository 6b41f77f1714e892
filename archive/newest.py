"""What came last: the documents whose last version is the youngest, and the sources that have been crawled."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, or_, select

from archive.catalog import captures, moment, runs
from archive.search_index import told
from archive.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Newest:
    """The last version of a document: its address, its title, the source that captured it first, and when that was."""

    url: str
    title: str
    source: str
    first_seen: datetime


def newest(shelf: Shelf, *, source: str | None = None, limit: int = 20, skip: int = 0) -> list[Newest]:
    """Return the documents whose last version began last (of one source), newest first, `skip` of them left out.

    One that is gone is not among them. Costs a read of `skip + limit` rows of an index; with `source` of more.
    """
    wanted = select(told.c.url, told.c.title, told.c.source, told.c.first_seen).where(told.c.is_current == 1)
    if source is not None:
        of_page = exists().where(captures.c.url_key == told.c.url_key, captures.c.source == source)
        wanted = wanted.where(or_(told.c.source == source, of_page))
    wanted = wanted.order_by(told.c.first_seen.desc(), told.c.url).limit(limit).offset(skip)
    with shelf.database.reading() as connection:
        return [Newest(row.url, row.title, row.source, moment(row.first_seen)) for row in connection.execute(wanted)]


def crawled_sources(shelf: Shelf) -> list[str]:
    """Return the ids of the sources that have had a run, in their order."""
    with shelf.database.reading() as connection:
        return list(connection.scalars(select(runs.c.source).distinct().order_by(runs.c.source)))


def documents(shelf: Shelf) -> int:
    """Return how many documents the archive tells of."""
    with shelf.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(told).where(told.c.is_current == 1)) or 0
