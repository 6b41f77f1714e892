"""Histories and instants at 1,000,000 generated versions, on SQLite and PostgreSQL, beside gaps and islands over the same rows, in one run.

    python benchmarks/history.py [--tenth] [--sqlite]

20,000 pages of 50 captures each, every one another version: 100 pages, spread over all, are kept as real records, the others only as rows of the
catalog. All is asked through the archive: documents of the hundred, histories of any. The peer is the textbook query for stretches of time, gaps
and islands by `group by`. At the end the hundred pages' rows are taken out of the catalog and made again from their records, among the rows of
all others: what a rebuild does, at its full size. Exits with 1 where a bound is not held on SQLite: `at` p50 3 ms and p99 20 ms, one history
10 ms (p95), 2,500 captures rebuilt a second, the search index apart. `cpu ms` is this process's time in the processor: where it is far below
the median, the machine was busy with other things.
"""

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

sys.path[0] = str(Path(__file__).parents[1])  # this folder has a file of the package's own name

from archive import Answer, Archive, open_archive, search_index  # noqa: E402
from archive.catalog import TABLES, captures, cleanings, microseconds  # noqa: E402
from archive.urls import url_key  # noqa: E402
from cleaners.document import Block, Document, Metadata, digest_of  # noqa: E402
from tests.postgresql import database, installed, running  # noqa: E402

PAGES = 20_000
CAPTURES = 50
REAL = 100
ASKED = 500
AT_P50_MS, AT_P99_MS, HISTORY_MS, REBUILT = 3.0, 20.0, 10.0, 2500
NIGHT = datetime(2020, 1, 1, 18, tzinfo=UTC)
URL = "http://www.linjiang.example/zfxxgk/{}.html"
GROUPED = """
select digest, min(captured_at), max(captured_at), count(*) from (
  select told.*, sum(changed) over (partition by url_key, cleaner order by captured_at, id) as island from (
    select c.url_key, c.id, c.captured_at, k.cleaner, k.digest, case when k.digest is distinct from
             lag(k.digest) over (partition by c.url_key, k.cleaner order by c.captured_at, c.id) then 1 else 0 end as changed
    from captures c join cleanings k on k.capture_id = c.original_id) as told) as islands
group by url_key, cleaner, island, digest having url_key = :key
"""
"""The textbook way to tell stretches of time (gaps and islands)."""

Row = tuple[object, ...]


@dataclass(frozen=True)
class Taken:
    """Milliseconds of each call, in order of size, and of the processor a call."""

    times: list[float]
    cpu: float


def keep_real(archive: Archive, pages: int) -> None:
    """Keep every version of REAL pages, spread over all, as real records of 5,000 characters."""
    chance = random.Random(20)
    bodies = [
        ["".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(100)) for _ in range(50)] for _ in range(20)
    ]
    for number in range(CAPTURES):
        for page in range(0, pages, pages // REAL):
            url, at = URL.format(page), NIGHT + timedelta(days=number, seconds=page % 3600)
            payload = f"{page} {number}".encode()
            answer = Answer(url, 200, "OK", (("Content-Type", "text/html"),), payload, at, at, "linjiang", "", "ok")
            blocks = [str(number), *bodies[(page + number) % 20]]
            read = Document(
                url, "题", tuple(Block("paragraph", b) for b in blocks), Metadata(), digest=digest_of("题", blocks)
            )
            archive.keep_cleaning(archive.keep(answer), "auto@1", read, cleaned_at=at)
    archive.flush()


def generated(pages: int) -> Iterator[tuple[str, str, str, int]]:
    """Id, address, key and time of every capture that is only a row."""
    for page in (page for page in range(pages) if page % (pages // REAL)):
        url = URL.format(page)
        key = url_key(url)
        for number in range(CAPTURES):
            at = microseconds(NIGHT + timedelta(days=number, seconds=page % 3600))
            yield f"urn:uuid:{page:08d}-{number:04d}", url, key, at


def capture_rows(pages: int) -> Iterator[Row]:
    """Rows of the table `captures`."""
    fixed: dict[str, object] = {
        "status": 200,
        "media_type": "text/html",
        "payload_length": 5000,
        "source": "linjiang",
        "outcome": "ok",
    }
    fixed |= {"reason": "schedule", "offset": 0, "length": 900}
    for identifier, url, key, at in generated(pages):
        own = {"id": identifier, "url": url, "url_key": key, "captured_at": at, "recorded_at": at}
        said = fixed | own | {"original_id": identifier, "payload_digest": f"sha256:{identifier}"}
        yield tuple(said.get(column.name, "") for column in captures.columns)


def cleaning_rows(pages: int) -> Iterator[Row]:
    """Rows of the table `cleanings`."""
    fixed: dict[str, object] = {"cleaner": "auto@1", "title": "题", "metadata": "{}", "offset": 0, "length": 0}
    for identifier, url, key, at in generated(pages):
        own = {"id": f"c{identifier}", "capture_id": identifier, "url": url, "url_key": key, "cleaned_at": at}
        said = fixed | own | {"digest": f"sha256:{identifier}"}
        yield tuple(said.get(column.name, "") for column in cleanings.columns)


def load(archive: Archive, table: str, rows: Iterable[Row]) -> None:
    """Put rows into a table by the fastest way that the database has."""
    names = ", ".join(f'"{column.name}"' for column in TABLES.tables[table].columns)
    if archive.shelf.database.is_sqlite:
        catalog = sqlite3.connect(archive.folder / "catalog.sqlite")
        marks = ", ".join("?" * len(TABLES.tables[table].columns))
        catalog.executemany(f"insert into {table} ({names}) values ({marks})", rows)
        catalog.commit()
        catalog.close()
        return
    import psycopg

    with (
        psycopg.connect(archive.shelf.database.url) as connection,
        connection.cursor().copy(f"copy {table} ({names}) from stdin") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def generate(archive: Archive, pages: int) -> None:
    """Put the rows in: every capture with a cleaning of its own."""
    keep_real(archive, pages)
    load(archive, "captures", capture_rows(pages))
    load(archive, "cleanings", cleaning_rows(pages))
    with archive.shelf.database.writing() as connection:
        connection.execute(
            text(
                "insert into readings (url_key, cleaner) select distinct url_key, cleaner from cleanings where true on conflict do nothing"
            )
        )
    with archive.shelf.database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("analyze"))


def timed(count: int, ask: Callable[[], object]) -> Taken:
    """Ask so often."""
    taken, busy = [], time.process_time()
    for _ in range(count):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
    return Taken(sorted(taken), (time.process_time() - busy) * 1000 / count)


def line(name: str, taken: Taken) -> str:
    """A row of the table."""
    times = taken.times
    middle, p95, p99 = statistics.median(times), times[int(len(times) * 0.95)], times[int(len(times) * 0.99)]
    return f"{name:54}{middle:10.2f}{p95:10.2f}{p99:10.2f}{taken.cpu:10.2f}{len(times):7}"


def asked(archive: Archive, pages: int) -> dict[str, Taken]:
    """Ask what the table tells."""
    chance = random.Random(50)
    connection = archive.shelf.database.engine.connect()

    def page() -> str:
        return URL.format(chance.randrange(pages))

    def real() -> str:
        return URL.format(chance.randrange(REAL) * (pages // REAL))

    def instant() -> datetime:
        return NIGHT + timedelta(days=chance.uniform(1, CAPTURES))

    def grouped() -> object:
        return connection.execute(text(GROUPED), {"key": url_key(page())}).fetchall()

    def every() -> object:
        return connection.execute(text("select count(*) from (select 1 from versions) as told")).scalar()

    told = {
        "at: the document that stood at an instant": timed(ASKED, lambda: archive.at(real(), instant())),
        "history: fifty versions of a page": timed(ASKED, lambda: archive.history(page())),
        "at, as known on a day": timed(
            ASKED // 5, lambda: archive.at(real(), instant(), known_on=instant() + timedelta(days=60))
        ),
        "every version of every page, once": timed(1, every),
        "peer: history by gaps and islands": timed(3, grouped),
    }
    connection.close()
    return told


def forget_real(folder: Path, catalog: str) -> None:
    """Take everything that stands in records out of the catalog; what are only rows stay."""
    with open_archive(folder, catalog=catalog, read_only=False) as archive:
        database = archive.shelf.database
        with database.writing() as connection:
            for table in ("captures", "cleanings"):
                connection.execute(text(f"delete from {table} where warc <> ''"))
            for table in ("segments", "search_waiting", "search_told", "search_texts", "copy_marks"):
                connection.execute(text(f"delete from {table}"))
            for table in ("search_pairs", "search_singles") if database.is_sqlite else ("search_blocks",):
                connection.execute(text(f"drop table {table}"))
            search_index._create(None, connection)


def rebuilt(folder: Path, catalog: str) -> tuple[float, float, float]:
    """Make the forgotten pages again from their records: captures a second, the same by processor time, and documents a second of the
    search index, which is made last."""
    forget_real(folder, catalog)
    finish = search_index.finish
    spent = [0.0, 0.0]

    def noted(*arguments: object, **options: object) -> None:
        begun = time.perf_counter(), time.process_time()
        finish(*arguments, **options)  # type: ignore[arg-type]
        spent[0] += time.perf_counter() - begun[0]
        spent[1] += time.process_time() - begun[1]

    search_index.finish = noted
    try:
        start, busy = time.perf_counter(), time.process_time()
        open_archive(folder, catalog=catalog, read_only=False).close()
        took, cpu = time.perf_counter() - start - spent[0], time.process_time() - busy - spent[1]
    finally:
        search_index.finish = finish
    count = REAL * CAPTURES
    return count / took, count / cpu, count / spent[0]


def measured(folder: Path, catalog: str | None, pages: int) -> bool:
    """Generate, ask, print; whether the bounds were held."""
    name = "PostgreSQL" if catalog else "SQLite"
    start = time.perf_counter()
    archive = open_archive(folder, catalog=catalog, read_only=False)
    generate(archive, pages)
    took = time.perf_counter() - start
    told = asked(archive, pages)
    address = archive.shelf.database.url
    archive.close()
    captures_s, cpu_s, documents_s = rebuilt(folder, address)
    print(f"\n{name}: {pages * CAPTURES:,} versions of {pages:,} pages, generated in {took:.0f} s")
    print(f"{'':54}{'p50 ms':>10}{'p95 ms':>10}{'p99 ms':>10}{'cpu ms':>10}{'asked':>7}")
    for title, taken in told.items():
        print(line(title, taken))
    print(f"rebuilt, every digest checked: {captures_s:,.0f} captures with their cleanings a second")
    print(
        f"  (by processor time {cpu_s:,.0f}); the search index: {documents_s:,.0f} documents of 5,000 characters a second"
    )
    at, history = list(told.values())[:2]
    return (
        statistics.median(at.times) <= AT_P50_MS
        and at.times[int(ASKED * 0.99)] <= AT_P99_MS
        and history.times[int(ASKED * 0.95)] <= HISTORY_MS
        and captures_s >= REBUILT
    )


def main() -> int:
    """Print the tables; return 1 where a bound is not held on SQLite."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenth", action="store_true", help="a tenth of the pages, for continuous integration")
    parser.add_argument("--sqlite", action="store_true", help="without PostgreSQL")
    chosen = parser.parse_args()
    pages = PAGES // 10 if chosen.tenth else PAGES
    with tempfile.TemporaryDirectory() as name:
        held = measured(Path(name) / "sqlite", None, pages)
        if installed() and not chosen.sqlite:
            with running("shared_buffers=256MB") as server, database(server) as catalog:
                measured(Path(name) / "postgresql", catalog, pages)
        else:
            print("\nPostgreSQL: not measured (none is installed)")
    print(
        f"\nbounds on SQLite: at p50 {AT_P50_MS} ms, p99 {AT_P99_MS} ms; history p95 {HISTORY_MS} ms;"
        f" {REBUILT:,} captures rebuilt a second: {'held' if held else 'NOT HELD'}"
    )
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
