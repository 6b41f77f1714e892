"""Search of one to eight characters over 20,000 documents of 5,000: exact against a substring test, and how fast, beside FTS5's own tokenizers.

    python benchmarks/search.py [--tenth]

Documents go in through the archive, as a crawl brings them; the peers get the same folded texts in the same process. A query counts as
right if the newest twenty are those that the substring test finds. Exits with 1 where a bound is not held: every query right, newest twenty
within 50 ms (p95), absent phrases too. The same archive is filled on PostgreSQL too, where one is installed; there every query must be right.
"""

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

sys.path[0] = str(Path(__file__).parents[1])  # this folder has a file of the package's own name

from archive import Answer, Archive, open_archive  # noqa: E402
from archive.search_text import fold  # noqa: E402
from cleaners.document import Block, Document, Metadata, digest_of  # noqa: E402
from tests.postgresql import database, installed, running  # noqa: E402

DOCUMENTS = 20_000
CHARACTERS = 5_000
NEWEST = 20
A_LENGTH = 40
"""Queries of each length that occur; as many that do not."""
BOUND_MS = 50.0
NIGHT = datetime(2026, 11, 24, 18, tzinfo=UTC)
URL = "http://www.linjiang.example/{}.html"

Search = Callable[[str], list[int]]


def words(chance: random.Random) -> tuple[list[str], list[float]]:
    """An invented vocabulary of 4,000 words of one to four characters, the n-th used 1/n as often as the first."""
    characters = [chr(code) for code in chance.sample(range(0x4E00, 0x9000), 2500)]
    lengths = chance.choices((1, 2, 3, 4), (2, 12, 3, 2), k=4000)
    return ["".join(chance.choices(characters, k=length)) for length in lengths], [1 / (n + 5) for n in range(4000)]


def documents(count: int) -> list[list[str]]:
    """The blocks of each document: paragraphs of about 80 characters with punctuation, figures and some wide letters."""
    chance = random.Random(5_000)
    vocabulary, weights = words(chance)
    total = [sum(weights[: n + 1]) for n in range(len(weights))]
    made = []
    for _ in range(count):
        blocks, length = [], 0
        while length < CHARACTERS:
            clauses = ["".join(chance.choices(vocabulary, cum_weights=total, k=6)) for _ in range(6)]
            clauses[2] += f"{chance.randint(1, 999)}．{chance.randint(0, 9)}％"
            blocks.append("，".join(clauses) + "。")
            length += len(blocks[-1])
        made.append(blocks)
    return made


def queries(folded: list[list[str]], chance: random.Random) -> dict[str, list[str]]:
    """Phrases of one to eight characters that occur, and such that do not, by length."""
    asked: dict[str, list[str]] = {}
    for length in range(1, 9):
        there: list[str] = []
        while len(there) < A_LENGTH:
            block = chance.choice(chance.choice(folded))
            at = chance.randrange(len(block) - length + 1)
            there.append(block[at : at + length])
        asked[f"{length}"] = there
        asked[f"{length}, absent"] = [
            "".join(chr(chance.randint(0x9100, 0x9F00)) for _ in range(length)) for _ in range(A_LENGTH // 4)
        ]
        if length > 1:
            mixed = ["".join(chance.choice(there)[0] for _ in range(length)) for _ in range(A_LENGTH)]
            asked[f"{length}, absent"] += [
                phrase for phrase in mixed if not any(phrase in b for doc in folded[:200] for b in doc)
            ]
    return asked


def fill(archive: Archive, made: list[list[str]]) -> float:
    """Keep every document as a page of its own with its cleaning; returns the seconds that it took."""
    start = time.perf_counter()
    for number, blocks in enumerate(made):
        url, at = URL.format(number), NIGHT + timedelta(milliseconds=5 * number)
        capture = archive.keep(
            Answer(url, 200, "OK", (("Content-Type", "text/html"),), str(number).encode(), at, at, "linjiang", "", "ok")
        )
        read = Document(
            url, str(number), tuple(Block("paragraph", b) for b in blocks), Metadata(), digest=digest_of("", blocks)
        )
        archive.keep_cleaning(capture, "auto@1", read, cleaned_at=at)
    archive.flush()
    return time.perf_counter() - start


def ours(archive: Archive) -> Search:
    """How the archive is asked."""
    return lambda query: [int(found.title) for found in archive.search(query, limit=NEWEST)]


def peer(folder: Path, tokenizer: str, folded: list[list[str]]) -> tuple[Search, float, int]:
    """FTS5 with a tokenizer of its own on the same folded texts: how to ask it, seconds to build, bytes."""
    database = sqlite3.connect(folder / f"{tokenizer}.sqlite")
    start = time.perf_counter()
    database.execute(f"create virtual table t using fts5(body, content='', tokenize='{tokenizer}')")
    database.executemany(
        "insert into t (rowid, body) values (?, ?)", ((n, "\n".join(doc)) for n, doc in enumerate(folded))
    )
    database.commit()
    seconds = time.perf_counter() - start

    def ask(query: str) -> list[int]:
        phrase = '"' + query.replace('"', '""') + '"'
        found = database.execute("select rowid from t where t match ? order by rowid desc limit ?", (phrase, NEWEST))
        return [int(row[0]) for row in found]

    pages = database.execute("pragma page_count").fetchone()[0] * database.execute("pragma page_size").fetchone()[0]
    return ask, seconds, int(pages)


def measured(
    ask: Search, asked: dict[str, list[str]], truth: dict[str, list[int]]
) -> dict[str, tuple[int, list[float]]]:
    """How many queries of each length were right, and the milliseconds that each took."""
    results = {}
    for name, phrases in asked.items():
        right, taken = 0, []
        for phrase in phrases:
            start = time.perf_counter()
            found = ask(phrase)
            taken.append((time.perf_counter() - start) * 1000)
            right += found == truth[phrase]
        results[name] = (right, taken)
    return results


def size_of(archive: Archive) -> int:
    """Bytes that the index takes in the catalog."""
    database = sqlite3.connect(archive.folder / "catalog.sqlite")
    tables = [
        row[0]
        for row in database.execute("select name from sqlite_master where name like 'search_%' and type = 'table'")
    ]
    return sum(
        int(database.execute("select coalesce(sum(pgsize), 0) from dbstat where name = ?", (table,)).fetchone()[0])
        for table in tables
    )


def main() -> int:
    """Print the table; return 1 where a bound is not held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenth", action="store_true", help="a tenth of the documents, for continuous integration")
    parser.add_argument("--sqlite", action="store_true", help="without PostgreSQL")
    chosen = parser.parse_args()
    count = DOCUMENTS // 10 if chosen.tenth else DOCUMENTS
    made = documents(count)
    folded = [[fold(block) for block in blocks] for blocks in made]
    characters = sum(len(block) for doc in folded for block in doc)
    asked = queries(folded, random.Random(8))
    joined = ["\n".join(doc) for doc in folded]
    truth = {
        phrase: [n for n in range(count - 1, -1, -1) if phrase in joined[n]][:NEWEST]
        for phrases in asked.values()
        for phrase in phrases
    }
    print(f"{count:,} documents, {characters:,} characters; {sum(map(len, asked.values()))} queries, newest {NEWEST}")
    rows = {}
    with tempfile.TemporaryDirectory() as name:
        with open_archive(Path(name) / "archive", read_only=False) as archive:
            seconds = fill(archive, made)
            print(
                f"SQLite: kept, indexed and told in {seconds:.0f} s; index {size_of(archive) / characters:.2f} B a character"
            )
            rows["fangzhi, SQLite"] = measured(ours(archive), asked, truth)
        if installed() and not chosen.sqlite:
            with (
                running("shared_buffers=256MB") as server,
                database(server) as catalog,
                open_archive(Path(name) / "other", catalog=catalog, read_only=False) as archive,
            ):
                seconds = fill(archive, made)
                with archive.shelf.database.engine.connect() as connection:
                    connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("vacuum analyze"))
                print(f"PostgreSQL: kept, indexed and told in {seconds:.0f} s")
                rows["fangzhi, PostgreSQL"] = measured(ours(archive), asked, truth)
        for tokenizer in ("trigram", "unicode61"):
            ask, built, size = peer(Path(name), tokenizer, folded)
            print(f"FTS5 {tokenizer}: built in {built:.0f} s, {size / characters:.2f} B a character")
            rows[f"FTS5 {tokenizer}"] = measured(ask, asked, truth)
    print(f"{'characters':12}" + "".join(f"{peer_name:>36}" for peer_name in rows))
    print(f"{'':12}" + f"{'right':>14}{'p50':>11}{'p95':>11}" * len(rows))
    held = True
    for length in asked:
        line = f"{length:12}"
        for peer_name, result in rows.items():
            right, taken = result[length]
            p95 = sorted(taken)[int(len(taken) * 0.95)]
            line += f"{f'{right}/{len(taken)}':>14}{statistics.median(taken):9.1f}ms{p95:9.1f}ms"
            held = held and (not peer_name.startswith("fangzhi") or right == len(taken))
            held = held and (peer_name != "fangzhi, SQLite" or p95 <= BOUND_MS)
        print(line)
    print(f"bounds: every query right, p95 within {BOUND_MS:.0f} ms: {'held' if held else 'NOT HELD'}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
