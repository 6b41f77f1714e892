"""Flips a random bit, or cuts a file at a random byte: is it noticed, is it located, is all the rest still read?

    python benchmarks/damage.py [--tenth]

An archive of 40 pages with their requests and cleanings, 300 flips and 300 cuts, each in an archive that was whole before. Noticed:
`verify` reports a damage. Located: it names the record that was hit (of a cut: the first that is not whole any more). Still read: each
other page's payload, by the catalog. Beside it, on the same bytes: `warcio check`, and FastWARC with its digests. Exits with 1 where
one of ours was missed.
"""

import argparse
import contextlib
import io
import random
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.exceptions import ArchiveLoadFailed

sys.path[0] = str(Path(__file__).parents[1])  # this folder has a file of the package's own name

from archive import Answer, Archive, ArchiveError, Capture, open_archive  # noqa: E402
from archive.reading import Found, walk  # noqa: E402
from cleaners.document import Block, Document, Metadata, digest_of  # noqa: E402

PAGES = 40
DAMAGES = 300
WARCIO_FAILS = (ArchiveLoadFailed, zlib.error, ValueError, OSError, EOFError, AttributeError)
"""What warcio was seen to raise on damaged files; it counts as noticed."""
NIGHT = datetime(2026, 11, 24, 18, tzinfo=UTC)


@dataclass
class Stock:
    """A whole archive: its captures, and each file's bytes and the places of its records."""

    archive: Archive
    captures: list[Capture] = field(default_factory=list)
    files: dict[Path, tuple[bytes, list[Found]]] = field(default_factory=dict)


def stocked(archive: Archive) -> Stock:
    """Keep the pages, seal, and note where everything stands."""
    chance, stock = random.Random(4), Stock(archive)
    run = archive.begin_run("linjiang", begun_at=NIGHT, declaration="id = 'linjiang'")
    for number in range(PAGES):
        text = "".join(chr(chance.randint(0x4E00, 0x6FFF)) for _ in range(3000))
        url, at = f"http://www.linjiang.example/{number}.html", NIGHT + timedelta(seconds=number)
        head = (("Content-Type", "text/html"),)
        capture = archive.keep(
            Answer(url, 200, "OK", head, f"<p>{text}</p>".encode(), at, at, "linjiang", run.id, "ok")
        )
        read = Document(
            url, "", (Block("paragraph", text),), Metadata(), cleaner="auto@1", digest=digest_of("", [text])
        )
        archive.keep_cleaning(capture, "auto@1", read, cleaned_at=at)
        stock.captures.append(capture)
    archive.seal()
    for path in sorted(archive.folder.glob("*/*/*/*.warc.gz")):
        stock.files[path] = (path.read_bytes(), [one for one in walk(path) if isinstance(one, Found)])
    return stock


def damages(stock: Stock, count: int) -> Iterator[tuple[str, Path, int, bytes]]:
    """Yield kind, file, byte and damaged content: so many flips, then so many cuts, spread over all bytes of all files."""
    chance = random.Random(20261124)
    paths = list(stock.files)
    sizes = [len(stock.files[path][0]) for path in paths]
    for kind in ("flip", "cut"):
        for _ in range(count):
            path = chance.choices(paths, sizes)[0]
            whole = stock.files[path][0]
            at = chance.randrange(len(whole))
            flipped = whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :]
            yield kind, path, at, flipped if kind == "flip" else whole[:at]


def looked_at(stock: Stock, kind: str, path: Path, at: int) -> Counter[str]:
    """What `verify` says of a damage at that byte, and which pages can still be read."""
    name, records = path.relative_to(stock.archive.folder).as_posix(), stock.files[path][1]
    hit = next(one for one in records if one.offset <= at < one.offset + one.length)
    told = [damage for damage in stock.archive.verify().damaged if damage.file == name]
    places = {damage.offset for damage in told if damage.offset >= 0}
    # cut between two records, the first that is named may be one with a row in the catalog
    located = hit.offset in places if kind == "flip" or at > hit.offset else bool(places) and min(places) >= at
    located = located or (kind == "cut" and hit is records[0])  # nothing is left: the file itself is named
    spared = [
        one
        for one in stock.captures
        if one.warc != name or (one.offset != hit.offset if kind == "flip" else one.offset + one.length <= at)
    ]
    return Counter(
        noticed=bool(told), located=located, spared=len(spared), read=sum(_reads(stock.archive, one) for one in spared)
    )


def _reads(archive: Archive, capture: Capture) -> bool:
    try:
        return len(archive.payload(capture)) == capture.payload_length
    except ArchiveError:
        return False


def warcio_notices(path: Path) -> bool:
    """Whether `warcio check` says that something is wrong with a file."""

    class Options:
        inputs = (str(path),)
        verbose = False

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            return bool(Checker(Options).process_all())
        except WARCIO_FAILS:
            return True


def fastwarc_notices(path: Path, records: int) -> bool:
    """Whether FastWARC fails, finds a wrong digest, or fewer records than there were."""
    try:
        checked = [one.verify_block_digest() for one in FastIterator(io.BytesIO(path.read_bytes()), parse_http=False)]
    except (ValueError, OSError, RuntimeError):
        return True
    return not all(checked) or len(checked) != records


def iterated(path: Path) -> int:
    """How many responses warcio still reads, one after the other, before it ends."""
    count = 0
    with contextlib.suppress(*WARCIO_FAILS), contextlib.redirect_stderr(io.StringIO()), path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()
            count += record.rec_type == "response"
    return count


def main() -> int:
    """Damage, look, mend; print the table, and return 1 where something was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenth", action="store_true", help="a tenth of the damages")
    count = DAMAGES // 10 if parser.parse_args().tenth else DAMAGES
    found = {kind: Counter[str]() for kind in ("flip", "cut")}
    missed = list[str]()
    with tempfile.TemporaryDirectory() as name, open_archive(Path(name) / "archive", read_only=False) as archive:
        stock = stocked(archive)
        for kind, path, at, content in damages(stock, count):
            path.write_bytes(content)
            seen = looked_at(stock, kind, path, at)
            found[kind] += seen
            found[kind]["warcio"] += warcio_notices(path)
            found[kind]["fastwarc"] += fastwarc_notices(path, len(stock.files[path][1]))
            if path.parts[-4] == "raw" and kind == "flip":
                found[kind]["flipped responses"] += PAGES - 1
                found[kind]["iterated"] += min(iterated(path), PAGES - 1)
            if not (seen["noticed"] and seen["located"] and seen["spared"] == seen["read"]):
                missed.append(f"{kind} at {at} of {path.parts[-4]}: {dict(seen)}")
            path.write_bytes(stock.files[path][0])
        whole = not archive.verify().damaged
    for kind, tally in found.items():
        print(
            f"{count} × {kind}: noticed {tally['noticed']}, located {tally['located']}; undamaged pages read"
            f" {tally['read']} of {tally['spared']}; noticed by warcio check {tally['warcio']}, FastWARC {tally['fastwarc']}"
        )
    flips = found["flip"]
    print(
        f"after a flip in raw/, warcio iterating reads {flips['iterated']} of {flips['flipped responses']} undamaged pages"
    )
    for line in missed[:10]:
        print("  " + line)
    return int(bool(missed) or not whole)


if __name__ == "__main__":
    sys.exit(main())
