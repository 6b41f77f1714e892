"""Feeds the cleaners with pages that nobody wrote, and says how each ended.

    python benchmarks/fuzz.py [--pages 10000] [--seconds S] [--first N] [--one N]

A page is made of its number alone (tests/cleaners/nasty.py): half are the sample pages of tests/pages with pieces cut, repeated, moved,
flipped or grown, half come of a grammar of what breaks parsers. Of each must hold: it ends in a document or a named error; it takes at most
0.25 s and 2 s a MB of processor time (one that takes longer is read twice again, and the best counts); every piece of its ledger is text of
one block or removed by one rule, and blocks and removals are made of these; the document survives its own JSON; and of every tenth page
the ledger is the visible text as html5lib reads it. The pages are read in a process of its own: if the parser takes that down, the page is
named and the next one begins behind it. Exits with 1 if anything does not hold.

`--one N` shows what becomes of one page, with its traceback.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path[0] = str(Path(__file__).parents[1])  # this folder has a file of the package's own name

from cleaners import clean  # noqa: E402
from cleaners.decode import decode  # noqa: E402
from cleaners.document import Document  # noqa: E402
from cleaners.errors import CleanerError, EmptyPayload  # noqa: E402
from cleaners.files import file_kind  # noqa: E402
from tests.cleaners.nasty import Nasty, nasty, samples, spelled  # noqa: E402
from tests.cleaners.visible import agrees, faults, is_read_alike, ledger_of  # noqa: E402

PAGES = 10_000
BASE_S, A_MEGABYTE_S = 0.25, 2.0
COMPARED_IN = 10
Clean = Callable[..., Document]


class Ended(NamedTuple):
    """How the reading of a page ended: outcome, seconds as a share of what it may take, and what does not hold ("" for nothing)."""

    outcome: str
    share: float
    fault: str = ""


def read(page: Nasty, cleaner: Clean = clean) -> Document | CleanerError:
    """Return the document of a page, or the named error that it ends in."""
    try:
        return cleaner(
            page.payload, url=page.url, content_type=page.content_type, cleaner=page.cleaner, options=page.options
        )
    except CleanerError as problem:
        return problem


def timed(page: Nasty, cleaner: Clean = clean) -> tuple[Document | CleanerError, float]:
    """Read a page; return its end, and the processor time as a share of what a page of its size may take."""
    allowed = BASE_S + A_MEGABYTE_S * len(page.payload) / 1e6
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        told = read(page, cleaner)
        best = min(best, time.process_time() - begun)
        if best <= allowed:
            break
    return told, best / allowed


def try_page(page: Nasty, *, compared: bool, cleaner: Clean = clean) -> Ended:
    """Read a page and look at all that must hold.

    Args:
        page: what is read. compared: whether the ledger is compared with another parser's reading, too (slow).
        cleaner: what reads it.
    """
    try:
        told, share = timed(page, cleaner)
    except Exception as problem:  # noqa: BLE001  # any: that is what is looked for
        return Ended("crash", 0.0, f"{type(problem).__name__}: {problem}")
    outcome = told.reader if isinstance(told, Document) else type(told).__name__
    if share > 1:
        return Ended(outcome, share, f"{share:.1f} times the time that it may take")
    fault = _fault_of(told, page, compared)
    return Ended(outcome, share, fault)


def _fault_of(told: Document | CleanerError, page: Nasty, compared: bool) -> str:
    if isinstance(told, Document):
        found = faults(told)
        if found:
            return found
        if Document.from_json(json.loads(json.dumps(told.to_json()))) != told:
            return "another document after its own JSON"
    elif not isinstance(told, EmptyPayload):
        return ""
    if not compared or file_kind(page.payload, page.content_type, page.url) or not page.payload:
        return ""
    html = decode(page.payload, content_type=page.content_type).text
    if (page.content_type or "").startswith("text/plain") or not is_read_alike(html):
        return ""
    shown = ledger_of(told) if isinstance(told, Document) else ""
    return "" if agrees(html, shown) else "the ledger is not the visible text"


def worker(numbers: Sequence[int], until: float) -> None:
    """Read the pages of some numbers up to a moment (`time.time`); print each number before, and its end as JSON behind."""
    pages = samples()
    for number in numbers:
        if time.time() > until:
            return
        print(number, flush=True)
        print(json.dumps(try_page(nasty(number, pages), compared=number % COMPARED_IN < 2)), flush=True)


def ends(first: int, count: int, seconds: float) -> Iterator[tuple[int, Ended]]:
    """Read pages in a child, and in another one behind a page that took it down; yield each page's number and end."""
    until = time.time() + seconds
    last = first + count
    while first < last and time.time() < until:
        command = [sys.executable, __file__, "--worker", str(first), str(last), str(until)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None  # it is a pipe
            for line in child.stdout:
                first = int(line)
                told = child.stdout.readline()
                if not told:
                    yield first, Ended("killed", 0.0, "took the process down")
                    first += 1
                    break
                yield first, Ended(*json.loads(told))
                first += 1
        if child.returncode == 0:
            return


def show(number: int) -> int:
    """Print a page, and what becomes of it."""
    page = nasty(number, samples())
    print(spelled(page))
    told = read(page)
    print(told.text if isinstance(told, Document) else f"{type(told).__name__}: {told}")
    ended = try_page(page, compared=True)
    print(ended.fault or "nothing is wrong with it")
    return int(bool(ended.fault))


def main() -> int:
    """Read the pages, print one table, and return 1 if anything does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=PAGES, help=f"so many pages (default {PAGES})")
    parser.add_argument("--seconds", type=float, default=3600.0, help="and no longer than this")
    parser.add_argument("--first", type=int, default=0, help="the number of the first page")
    parser.add_argument("--one", type=int, help="show one page and what becomes of it")
    parser.add_argument("--worker", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        worker(range(int(options.worker[0]), int(options.worker[1])), float(options.worker[2]))
        return 0
    if options.one is not None:
        return show(options.one)
    outcomes, wrong, slowest, begun = Counter[str](), list[str](), (0.0, -1), time.perf_counter()
    for number, ended in ends(options.first, options.pages, options.seconds):
        outcomes[ended.outcome] += 1
        slowest = max(slowest, (ended.share, number))
        if ended.fault:
            wrong.append(f"page {number}: {ended.outcome}: {ended.fault}")
        if sys.stderr.isatty() and number % 20 == 0:
            print(f"\r{outcomes.total()} of {options.pages} pages, {len(wrong)} wrong", end="", file=sys.stderr)
    print("\n| outcome | pages |\n|---|---|")
    for outcome, count in sorted(outcomes.items()):
        print(f"| {outcome} | {count} |")
    print(
        f"\n{outcomes.total()} pages in {time.perf_counter() - begun:.0f} s, {len(wrong)} wrong; the slowest, page {slowest[1]}, took"
        f" {slowest[0]:.0%} of the time that it may"
    )
    for line in wrong[:20]:
        print(f"  {line} (python benchmarks/fuzz.py --one {line.split()[1].rstrip(':')})")
    return int(bool(wrong) or not outcomes)


if __name__ == "__main__":
    sys.exit(main())
