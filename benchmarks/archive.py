"""What keeping costs, beside a bare warcio writer that never syncs, in one run: time, bytes, reading, rebuild, memory.

    python benchmarks/archive.py [--tenth]

Both write the same pages with their requests, turn by turn in groups, so that the machine's moods strike both. Exits with 1 where
a bound is not held: time 1.5 of warcio's, bytes 1.10, 1.2 kB an unchanged page, 2,500 captures a second rebuilt, 200 MB of memory.
"""

import argparse
import io
import random
import resource
import statistics
import sys
import tempfile
import time
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from unittest.mock import patch

from warcio import warcwriter
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

sys.path[0] = str(Path(__file__).parents[1])  # this folder has a file of the package's own name

from archive import Answer, Archive, open_archive  # noqa: E402
from archive.records import RECONSTRUCTED  # noqa: E402
from archive.warc import LEVEL  # noqa: E402

PAGES = 20_000
GROUP = 200
NIGHT = datetime(2026, 11, 24, 18, tzinfo=UTC)
HEADERS = (
    ("Server", "nginx"),
    ("Date", "Tue, 24 Nov 2026 18:00:00 GMT"),
    ("Content-Type", "text/html; charset=utf-8"),
    ("Last-Modified", "Mon, 23 Nov 2026 01:02:03 GMT"),
    ("ETag", '"6740a1b2-7a1e"'),
)
REQUEST = (
    ("User-Agent", "fangzhi/0.1 (+mailto:nobody@example.org)"),
    ("Accept", "text/html"),
    ("Accept-Encoding", "gzip"),
)


def page(number: int, words: list[str]) -> bytes:
    """A page of about 30 kB: chrome that all pages share, text of its own."""
    chance = random.Random(number)
    chrome = "".join(f'<li><a href="/zfxxgk/{n}/">栏目{n}</a></li>' for n in range(120))
    text = "".join(f"<p>{''.join(chance.choices(words, k=150))}。</p>" for _ in range(40))
    return f"<html><head><title>{number}</title></head><body><ul>{chrome}</ul>{text}</body></html>".encode()


def answer(number: int, payload: bytes) -> Answer:
    """The answer that brought it, each 20 ms after the one before."""
    at = NIGHT + timedelta(milliseconds=20 * number)
    return Answer(
        url=f"http://www.linjiang.example/zfxxgk/{number // 100}/{number}.html",
        status=200,
        status_text="OK",
        headers=HEADERS,
        payload=payload,
        captured_at=at,
        recorded_at=at,
        source="linjiang",
        run="run-1",
        outcome="ok",
        request_headers=REQUEST,
        reconstructed=RECONSTRUCTED,
    )


def bare(writer: WARCWriter, given: Answer) -> None:
    """Write an answer and its request as warcio's own documentation does."""
    head = StatusAndHeaders("200 OK", list(given.headers), protocol="HTTP/1.1")
    record = writer.create_warc_record(given.url, "response", payload=io.BytesIO(given.payload), http_headers=head)
    start = StatusAndHeaders("GET /x HTTP/1.1", list(given.request_headers), is_http_request=True)
    writer.write_request_response_pair(writer.create_warc_record(given.url, "request", http_headers=start), record)


class AtOurLevel(warcwriter.GzippingWrapper):
    """warcio's compression at our level (its own is 9): what of the difference is gzip's, and what is keeping's."""

    def __init__(self, out: BinaryIO) -> None:
        self.compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
        self.out = out


def timed(writers: "dict[str, WARCWriter]", given: list[Answer], took: dict[str, float]) -> None:
    """Write the answers with each bare writer."""
    for name, writer in writers.items():
        packing = AtOurLevel if name == "level" else warcwriter.GzippingWrapper
        with patch.object(warcwriter, "GzippingWrapper", packing):
            begun = time.perf_counter()
            for one in given:
                bare(writer, one)
            took[name] += time.perf_counter() - begun


def memory_mb() -> float:
    """The most that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Measure, print, and return 1 where a bound is not held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tenth", action="store_true", help="a tenth of the pages")
    pages = PAGES // 10 if parser.parse_args().tenth else PAGES
    took = {"ours": 0.0, "bare": 0.0, "level": 0.0}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "archive"
        with (
            (Path(name) / "bare.warc.gz").open("wb") as out,
            (Path(name) / "level.warc.gz").open("wb") as level,
            open_archive(folder, read_only=False) as archive,
        ):
            run = archive.begin_run("linjiang", begun_at=NIGHT, declaration="")
            writers = {n: WARCWriter(o, gzip=True, warc_version="1.1") for n, o in (("bare", out), ("level", level))}
            captures = _kept(archive, run.id, writers, pages, took)
            out.flush()
            sizes = {
                "ours": sum(path.stat().st_size for path in (folder / "raw").rglob("*.gz")),
                "bare": (Path(name) / "bare.warc.gz").stat().st_size,
            }
            unchanged = _unchanged(archive, captures[: pages // 10], sizes["ours"], folder)
            asked = _asked(archive, random.Random(1).sample(captures, min(1000, pages)))
            kept_mb = memory_mb()
            begun = time.perf_counter()
            records = archive.rebuild()
            rebuilt = (pages + pages // 10) / (time.perf_counter() - begun)
            begun = time.perf_counter()
            report = archive.verify()
            verified = report.records / (time.perf_counter() - begun)
    ratio, weight = took["ours"] / took["bare"], sizes["ours"] / sizes["bare"]
    rows = [
        ("keeping, times a bare warcio writer", ratio, 1.5),
        ("bytes, times a bare warcio writer", weight, 1.10),
        ("bytes in the WARC an unchanged page", unchanged, 1200.0),
        ("memory at most, MB", memory_mb(), 200.0),
        ("captures rebuilt a second, digests checked", -rebuilt, -2500.0),
    ]
    print(f"{pages} pages of 30 kB with their requests, 3 writers turn by turn")
    print(
        f"  kept a second                {pages / took['ours']:10.0f}   bare warcio {pages / took['bare']:.0f},"
        f" at our gzip level {pages / took['level']:.0f} ({took['ours'] / took['level']:.2f} times that)"
    )
    print(
        f"  payload by offset, checked   {statistics.median(asked) * 1e3:10.2f} ms (p99 {sorted(asked)[int(len(asked) * 0.99)] * 1e3:.2f})"
    )
    print(
        f"  records verified a second    {verified:10.0f}   ({report.records} records, {len(report.damaged)} damaged, {records} rebuilt)"
    )
    print(f"  memory while keeping         {kept_mb:10.0f} MB")
    return max(int(bool(report.damaged)), _judged(rows))


def _judged(rows: list[tuple[str, float, float]]) -> int:
    """Print each figure beside its bound; return 1 where one is not held. Figures that may not be lower are given negative."""
    for label, value, bound in rows:
        print(f"  {label:44} {abs(value):10.2f}   bound {abs(bound):g}   {'held' if value <= bound else 'NOT HELD'}")
    return int(any(value > bound for _, value, bound in rows))


def _kept(archive: Archive, run: str, writers: dict[str, WARCWriter], pages: int, took: dict[str, float]) -> list[str]:
    """Keep the pages, the writers turn by turn, GROUP pages each; adds the seconds of each to `took`, returns our captures' ids."""
    words = [chr(random.Random(0).randint(0x4E00, 0x6FFF) + n % 7) for n in range(3000)]
    captures: list[str] = []
    for start in range(0, pages, GROUP):
        given = [replace(answer(n, page(n, words)), run=run) for n in range(start, start + GROUP)]
        timed(writers, given, took)
        begun = time.perf_counter()
        captures += [archive.keep(one).id for one in given]
        archive.flush()
        took["ours"] += time.perf_counter() - begun
    archive.seal()
    return captures


def _asked(archive: Archive, captures: list[str]) -> list[float]:
    """Return the seconds that reading the payload of each of these captures took."""
    asked = []
    for identifier in captures:
        capture = archive.capture(identifier)
        begun = time.perf_counter()
        archive.payload(capture)
        asked.append(time.perf_counter() - begun)
    return asked


def _unchanged(archive: Archive, captures: list[str], before: int, folder: Path) -> float:
    """Keep a 304 for each of these captures; returns the bytes that one costs in the WARC, with its request."""
    for number, identifier in enumerate(captures):
        first = archive.capture(identifier)
        at = NIGHT + timedelta(hours=2, milliseconds=20 * number)
        archive.keep(
            replace(
                answer(number, b""),
                url=first.url,
                status=304,
                status_text="Not Modified",
                headers=(("Server", "nginx"), ("Date", "Tue, 24 Nov 2026 20:00:00 GMT"), ("ETag", first.etag)),
                outcome="unchanged",
                revisit_of=identifier,
                captured_at=at,
                recorded_at=at,
                run=first.run,
                request_headers=(*REQUEST, ("If-None-Match", first.etag), ("If-Modified-Since", first.last_modified)),
            )
        )
    archive.seal()
    return (sum(path.stat().st_size for path in (folder / "raw").rglob("*.gz")) - before) / len(captures)


if __name__ == "__main__":
    sys.exit(main())
