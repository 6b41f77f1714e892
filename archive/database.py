"""The database under the catalog: how it is opened, how transactions begin in it, and what its complaints mean."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from sqlalchemy import Connection, Engine, PoolProxiedConnection, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError

from archive.catalog import SCHEMA, TABLES, VERSIONS, facts
from archive.errors import ArchiveError, Damaged, Locked, NotWritable

INCOMPLETE = "incomplete"
"""What `Database.schema` says of a catalog in which tables or columns are missing …"""
FOREIGN = "foreign"
"""… and of a database in which tables are called like a catalog's, and nothing says that it is one."""
COMPLAINTS: tuple[tuple[tuple[str, ...], type[ArchiveError], str], ...] = (
    (
        ("disk is full", "readonly", "disk I/O", "No space"),
        NotWritable,
        "free some space or mend the rights, then start again",
    ),
    (
        ("unable to open",),
        NotWritable,
        "look at its rights, at what lies beside it (-wal, -shm) and at the room for new files, then start again",
    ),
    (
        ("malformed", "not a database", "no such table", "no such column", "UndefinedTable", "UndefinedColumn"),
        Damaged,
        "the files are whole: make the catalog again with: fangzhi rebuild",
    ),
    (("is locked", "DeadlockDetected"), Locked, "another process holds the catalog; try again when it has ended"),
    (
        ("connection", "server"),
        ArchiveError,
        "look whether the database runs, and at its address in fangzhi.toml or FANGZHI_CATALOG, then start again",
    ),
)
"""What a database says (or how its driver calls that), the error that it is here, and what to do."""


class Database:
    """The catalog of one archive as a database: its engine, and how transactions begin in it.

    `disposable`: it is the file in the archive's folder, which nothing else can be in.
    """

    def __init__(self, url: str, *, read_only: bool, disposable: bool = False) -> None:
        self.url = url
        self.read_only = read_only
        self.disposable = disposable
        self.engine = _engine(url, read_only=read_only)
        file = _file_of(url)
        self.shown = str(file) if file else self.engine.url.render_as_string(hide_password=True)
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
        """Return the version of the schema that stands in the database, "" for none; or INCOMPLETE, or FOREIGN."""
        wanted = {table.name: {column.name for column in table.columns} for table in TABLES.sorted_tables}
        with self.reading() as connection:
            looked = inspect(connection)
            there = {
                name: {column["name"] for column in columns}
                for (_, name), columns in looked.get_multi_columns(filter_names=list(wanted)).items()
            }
            if not there:
                return ""
            if not there.get(facts.name, set()) >= wanted[facts.name]:
                return FOREIGN
            row = connection.execute(facts.select().where(facts.c.name == "schema")).first()
            if row is None or row.value != SCHEMA:
                return FOREIGN if row is None else str(row.value)
            whole = all(there.get(name, set()) >= columns for name, columns in wanted.items())
            return SCHEMA if whole and looked.has_table("versions") else INCOMPLETE

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

    def finds(self, statement: str, bound: Mapping[str, object]) -> bool:
        """Whether a select with named values finds any row. Of one thread at a time; for what is asked of every answer."""
        if not self.is_sqlite:
            with self.reading() as connection:
                return connection.execute(text(statement), bound).first() is not None
        with self._speaking():
            try:
                cursor = self._plain.cursor()
                cursor.execute(statement, bound)
                return bool(cursor.fetchall())
            except sqlite3.Error as error:
                raise DBAPIError(statement, None, error) from error

    @cached_property
    def _plain(self) -> PoolProxiedConnection:
        """A connection below SQLAlchemy, which takes ten times as long for such a select as SQLite itself."""
        return self.engine.raw_connection()

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
            heard = f"{said} {type(error.orig).__name__}"
            for words, kind, advice in COMPLAINTS:
                if any(word in heard for word in words):
                    raise kind(f"{self.shown}: {said}; {advice}") from error
            raise ArchiveError(
                f"{self.shown}: {said}; try again, or make the catalog again with: fangzhi rebuild"
            ) from error

    def close(self) -> None:
        """Close every connection; what is asked afterwards opens new ones."""
        if plain := self.__dict__.pop("_plain", None):
            plain.close()
        self.engine.dispose()


def database_of(folder: Path, url: str, *, read_only: bool) -> Database:
    """Return the catalog of an archive: by its address, or the SQLite file in the folder if that is empty.

    Raises:
        Damaged: for reading only, and the file is missing; or it is a folder.
    """
    if url:
        return Database(url, read_only=read_only)
    file = (folder / "catalog.sqlite").resolve()
    if file.is_dir():
        raise Damaged(f"{file} is a folder, not a catalog; move it away, then: fangzhi rebuild")
    if read_only and not file.exists():
        raise Damaged(f"{file} is missing; make it again from the files with: fangzhi rebuild")
    return Database(sqlite_url(file, read_only=read_only), read_only=read_only, disposable=True)


def sqlite_url(path: Path, *, read_only: bool) -> str:
    """Return the address of a SQLite catalog.

    A read-only folder cannot take the file that WAL readers share, so it is opened as one that nobody changes.
    """
    if not read_only:
        return f"sqlite:///{path}"
    wal = path.with_name(path.name + "-wal")
    unchanging = "&immutable=1" if not _may_write(path.parent) and not (wal.exists() and wal.stat().st_size) else ""
    return f"sqlite:///file:{quote(str(path))}?mode=ro{unchanging}&uri=true"


def _file_of(url: str) -> Path | None:
    """Return the file of a SQLite address, None for another database or one in memory."""
    if not url.startswith("sqlite:///"):
        return None
    name = url.removeprefix("sqlite:///")
    return Path(unquote(name.removeprefix("file:").partition("?")[0])) if name.startswith("file:") else Path(name)


def _identity(file: Path | None) -> tuple[int, int] | None:
    """Device and number of a file: another file of the same name has others while the first is open."""
    try:
        status = file.stat() if file else None
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status else None


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

    file = _file_of(url)

    @event.listens_for(engine, "connect")
    def settle(connection: Any, record: Any) -> None:
        record.info["file"] = _identity(file)
        connection.isolation_level = None  # transactions begin where `begin` below says, not where the driver guesses
        if not read_only:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")
        connection.execute("pragma cache_size = -65536")

    @event.listens_for(engine, "checkout")
    def look(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info["file"] != _identity(
            file
        ):  # deleted and made again by a rebuild: the old one is nobody's catalog
            raise DisconnectionError

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate")
        connection.exec_driver_sql("begin immediate" if immediate else "begin")

    return engine
