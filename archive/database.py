"""The database under the catalog: how it is opened, how transactions begin in it, and what its complaints mean."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from archive.catalog import SCHEMA, TABLES, VERSIONS, facts
from archive.errors import ArchiveError, Damaged, NotWritable


class Database:
    """The catalog of one archive as a database: its engine, and how transactions begin in it."""

    def __init__(self, url: str, *, read_only: bool) -> None:
        self.url = url
        self.read_only = read_only
        self.engine = _engine(url, read_only=read_only)
        in_file = url.startswith("sqlite:///file:")
        self.shown = (
            unquote(url.removeprefix("sqlite:///file:").partition("?")[0])
            if in_file
            else self.engine.url.render_as_string(hide_password=True)
        )
        self._one_state = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite (else PostgreSQL)."""
        return self.engine.dialect.name == "sqlite"

    def create(self) -> None:
        """Make what is missing of tables and view, and note the schema's version."""
        with self.writing() as connection:
            TABLES.create_all(connection)
            if "versions" not in inspect(connection).get_view_names():
                connection.execute(text("create view versions as " + VERSIONS.format(known="")))
            if connection.execute(facts.select().where(facts.c.name == "schema")).first() is None:
                connection.execute(facts.insert().values(name="schema", value=SCHEMA))

    def drop(self) -> None:
        """Take away the view and every table."""
        with self.writing() as connection:
            connection.execute(text("drop view if exists versions"))
            TABLES.drop_all(connection)

    def schema(self) -> str:
        """Return the version of the schema that stands in the database, "" for none."""
        with self.reading() as connection:
            if not inspect(connection).has_table("facts"):
                return ""
            row = connection.execute(facts.select().where(facts.c.name == "schema")).first()
            return "" if row is None else str(row.value)

    def refuse_other_schema(self) -> None:
        """Raise Damaged where the catalog is of another version than this program's."""
        schema = self.schema()
        if schema != SCHEMA:
            raise Damaged(
                f"{self.shown}: the catalog is of version {schema or 'none'}, not {SCHEMA}; make it again with: fangzhi rebuild"
            )

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection whose statements see one state of the database."""
        with self._speaking(), self.engine.connect().execution_options(**self._one_state) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a write transaction: committed at the end, rolled back by any error."""
        with (
            self._speaking(),
            self.engine.connect().execution_options(immediate=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turn what the database says into this room's errors."""
        try:
            yield
        except DBAPIError as error:
            said = " ".join(str(error.orig).split())
            if "disk is full" in said or "readonly" in said or "disk I/O" in said or "No space" in said:
                raise NotWritable(
                    f"{self.shown}: {said}; free some space or mend the rights, then start again"
                ) from error
            if "malformed" in said or "not a database" in said:
                raise Damaged(
                    f"{self.shown}: {said}; the files are whole: make the catalog again with: fangzhi rebuild"
                ) from error
            raise ArchiveError(f"{self.shown}: {said}") from error

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def database_of(folder: Path, url: str, *, read_only: bool) -> Database:
    """Return the catalog of an archive: by its address, or the SQLite file in the folder if that is empty.

    Raises:
        Damaged: for reading only, and the file is missing.
    """
    if url:
        return Database(url, read_only=read_only)
    file = (folder / "catalog.sqlite").resolve()
    if read_only and not file.exists():
        raise Damaged(f"{file} is missing; make it again from the files with: fangzhi rebuild")
    return Database(sqlite_url(file, read_only=read_only), read_only=read_only)


def sqlite_url(path: Path, *, read_only: bool) -> str:
    """Return the address of a SQLite catalog.

    A read-only folder cannot take the file that WAL readers share, so it is opened as one that nobody changes.
    """
    if not read_only:
        return f"sqlite:///{path}"
    wal = path.with_name(path.name + "-wal")
    unchanging = "&immutable=1" if not _may_write(path.parent) and not (wal.exists() and wal.stat().st_size) else ""
    return f"sqlite:///file:{quote(str(path))}?mode=ro{unchanging}&uri=true"


def _may_write(folder: Path) -> bool:
    return os.access(folder, os.W_OK)


def _engine(url: str, *, read_only: bool) -> Engine:
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.partition("://")[2]
    try:
        engine = create_engine(url, connect_args={"timeout": 30} if url.startswith("sqlite") else {})
    except ModuleNotFoundError as error:
        raise ArchiveError(
            f"the catalog needs {error.name}; install it with: pip install 'fangzhi[postgres]'"
        ) from error
    except ArgumentError as error:
        raise ArchiveError(
            f"the catalog's address cannot be read: {error}; give it as postgresql://user@host/name"
        ) from error
    if engine.dialect.name != "sqlite":
        return engine

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where `begin` below says, not where the driver guesses
        if not read_only:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")
        connection.execute("pragma cache_size = -65536")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate")
        connection.exec_driver_sql("begin immediate" if immediate else "begin")

    return engine
