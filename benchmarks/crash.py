"""Kills the writer, fills the disk, tears the tail, cuts the power; then counts what was acknowledged and is not there.

    python benchmarks/crash.py [--tenth] [--without sync|folder-sync]

A writer is forked and kills itself (SIGKILL) before, in the middle of or after a chosen call: of the file layer (create, open, write,
sync, rename, truncate, folder sync) or of the database (each statement, each commit), while it indexes what the one before has left,
writes, seals, rebuilds, redacts or migrates. Its acknowledgements are lines on a pipe that this process has received. At every fifth
kill another writer is at work in the same archive. After every third the power is cut too: each file is set back to what was last
synced, and a name that its folder was never synced for is gone; the catalog keeps its last commit, as SQLite promises (of three cuts
one is less tidy: some of what was not synced is there, or zeros in its place). Then the archive is opened again, without a hand, and
everything acknowledged must be there and `verify` find nothing. Disks are full from each call on that needs room, catalogs from each
page on, and the last record is torn at each of its bytes. Exits with 1 if anything is lost or damaged.

`--without` takes fdatasync (or the sync of folders) out: then this bench must fail (tests/archive/test_crash.py holds it to that).
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # this folder has a file of the package's own name

from archive import NotWritable, open_archive  # noqa: E402
from benchmarks.crashes.layer import Full, Fuse, Tapped, at_most  # noqa: E402
from benchmarks.crashes.power import cut_power, remember  # noqa: E402
from benchmarks.crashes.tally import Tally, acknowledgements  # noqa: E402
from benchmarks.crashes.writer import CHORES, PAGES, answer, chore_of, forked, write  # noqa: E402

KILLS = 1000
POWER_CUTS_IN = 3
"""Every so manieth kill is a power cut too."""
COMPANY_IN = 5
"""At every so manieth kill another writer is at work."""
ARCHIVE_LIVES = 10
"""Kills that one archive goes through before the next begins empty."""
OTHERS = PAGES * CHORES * 100
"""Where the pages of the other writers begin."""
LEFT_OVER = 60
"""Calls within which the writer after one whose end nobody looked at is killed: over what that one has left."""

Spans = list[tuple[str, int, int]]
"""What a writer that is left alone is at from which call to which."""


def spans_of(place: Path, chore: int) -> Spans:
    """Return what a writer with that chore is at, and from which call to which."""
    fuse, begun = Fuse(), list[tuple[str, int]]()
    disk = Tapped(fuse, place / "calls.journal")
    write(place / "calls", disk, fuse, PAGES * chore, lambda line: begun.append((line, fuse.calls)))
    shutil.rmtree(place / "calls")
    begun = [one for one in begun if one[0].startswith("in ")]
    return [
        (line, first + 1, last) for (line, first), (_, last) in pairwise((*begun, ("", fuse.calls))) if last > first
    ]


@dataclass
class Trial:
    """One archive through its kills."""

    folder: Path
    journal: Path
    lines: list[str] = field(default_factory=list)
    start: int = 0


def kills(place: Path, count: int, tally: Tally, *, without: str, seed: int) -> None:
    """Kill writers at points spread over all that they do; some with company, some with a power cut."""
    chance = random.Random(seed)
    spans = [spans_of(place, chore) for chore in range(CHORES)]
    trial, number, unseen = Trial(place, place), 0, False
    while tally.tried["kill -9"] < count:
        if number % ARCHIVE_LIVES == 0:
            trial = Trial(place / str(number), place / f"{number}.journal")
        number += 1
        _, first, last = chance.choice(spans[chore_of(trial.start)])
        left = chance.randint(1, LEFT_OVER) if unseen else chance.randint(first, last)
        died = _killed(trial, left, number, tally, without=without)
        nth = tally.tried["kill -9"]
        if died and nth % POWER_CUTS_IN == 0:
            untidy = nth % (3 * POWER_CUTS_IN) == 0
            tally.tried["untidy power cut" if untidy else "power cut"] += 1
            cut_power(trial.folder, trial.journal, chance if untidy else None)
        last_life = number % ARCHIVE_LIVES == 0
        unseen = died and nth % POWER_CUTS_IN == 1 and not last_life
        if unseen and nth < count:
            continue  # nobody looks in between: the next writer finds what this one has left
        tally.check(trial.folder, trial.lines)
        remember(trial.folder, trial.journal)
        if last_life:
            shutil.rmtree(trial.folder)


def _killed(trial: Trial, left: int, number: int, tally: Tally, *, without: str) -> bool:
    """Let a writer die at its call number `left`, perhaps beside another one; notes what was received, returns whether it died."""
    disk = partial(Tapped, journal=trial.journal, without=without)
    accompanied = number % COMPANY_IN == 0
    others = [forked(trial.folder, disk, 1 << 62, OTHERS + PAGES * CHORES * number)] if accompanied else []
    received, died = forked(trial.folder, disk, left, trial.start).heard_out()
    trial.start += PAGES
    phase = ([line for line in received if line.startswith("in ")] or ["in index"])[-1]
    if died:
        tally.tried["kill -9"] += 1
        tally.tried[phase] += 1
        tally.tried["beside another writer"] += len(others)
    for other in others:
        if died and tally.tried["kill -9"] % POWER_CUTS_IN == 0:
            other.kill()  # the power is gone for both
        received += other.heard_out()[0]
    lines = acknowledgements(received)
    trial.lines += lines
    tally.acknowledged += len(lines)
    return died


def full_disks(place: Path, tally: Tally, every: int) -> None:
    """Fill the disk at each call of a writer that needs room, and of each chore, until one gets through."""
    for chore in (0, 2, 4, 5):
        alone, begun = Full(1 << 40), list[int]()
        say = partial(_note_left, begun, alone)
        write(place / "alone", alone, Fuse(), PAGES * chore, say, pages=8)
        shutil.rmtree(place / "alone")
        all_calls = (1 << 40) - alone.left
        first = (1 << 40) - begun[-2 if chore == 4 else -1] if chore else 0  # the last line of a takedown is its end
        for left in range(first, all_calls, every):
            tally.tried["full disk"] += 1
            _stopped(place / f"full-{chore}-{left}", Full(left), PAGES * chore, tally)


def _note_left(begun: list[int], disk: Full, _line: str) -> None:
    begun.append(disk.left)


def full_catalogs(place: Path, tally: Tally, every: int) -> None:
    """Let the catalog's database find the disk full at each page that it would grow by, until a writer gets through."""
    for pages in range(1, 1 << 20, every):
        tally.tried["full catalog"] += 1
        if not _stopped(place / f"catalog-{pages}", Full(1 << 40), 0, tally, at_most(pages)):
            return


def _stopped(
    folder: Path, disk: Full, start: int, tally: Tally, limit: AbstractContextManager[None] | None = None
) -> bool:
    """Write until the disk is full; then everything acknowledged must be there at the next start. False: it never was full."""
    lines, stopped = list[str](), False
    try:
        with limit or nullcontext():
            write(folder, disk, Fuse(), start, lines.append, pages=8)
    except NotWritable:
        stopped = True
    lines = acknowledgements(lines)
    tally.acknowledged += len(lines)
    tally.check(folder, lines)
    if (folder / "quarantine").exists():
        tally.damaged.append(f"{folder}: a half record was left for quarantine")
    shutil.rmtree(folder)
    return stopped


def torn_tails(place: Path, tally: Tally, every: int) -> None:
    """Tear the last record, which nobody acknowledged, at each of its bytes."""
    origin = place / "torn"
    reading, writing = os.pipe()
    if not os.fork():
        archive = open_archive(origin, read_only=False)
        archive.keep(answer(0))
        archive.flush()
        size = next(origin.rglob("*.open")).stat().st_size
        os.write(writing, f"{size} {archive.captures(answer(0).url)[0].id}".encode())
        archive.keep(answer(1))
        os.kill(os.getpid(), signal.SIGKILL)
    os.wait()
    said, identifier = os.read(reading, 100).decode().split()
    name = next(origin.rglob("*.open")).relative_to(origin)
    for end in range(int(said), (origin / name).stat().st_size, every):
        folder = place / "torn-copy"
        shutil.copytree(origin, folder)
        os.truncate(folder / name, end)
        tally.tried["torn tail"] += 1
        with open_archive(folder, read_only=False) as archive:
            kept = archive.payload(archive.capture(identifier)) == answer(0).payload
            tally.damaged += [f"torn at {end}: {one.code}" for one in archive.verify().damaged]
        tally.lost |= set() if kept else {f"torn at {end}"}
        shutil.rmtree(folder)


def main() -> int:
    """Try everything, print the table, and return 1 if anything acknowledged was lost or anything is damaged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenth", action="store_true", help="a tenth of the points")
    parser.add_argument(
        "--without", choices=("sync", "folder-sync"), default="", help="take this out: it must then fail"
    )
    parser.add_argument("--kills", type=int, help=f"so many kills, and nothing else (default {KILLS}, with the rest)")
    parser.add_argument("--seed", type=int, default=20261124, help="other kills than the usual ones")
    options = parser.parse_args()
    every = 10 if options.tenth else 1
    tally, begun = Tally(), time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        kills(place, options.kills or KILLS // every, tally, without=options.without, seed=options.seed)
        if not options.kills:
            full_disks(place, tally, every)
            full_catalogs(place, tally, every)
            torn_tails(place, tally, every)
    for kind, count in tally.tried.items():
        print(f"{count:6} × {kind}")
    print(
        f"{tally.acknowledged} acknowledged, {len(tally.lost)} lost, {len(tally.damaged)} damages found after the restart"
        f" ({time.perf_counter() - begun:.0f} s)"
    )
    for line in (*sorted(tally.lost)[:10], *tally.damaged[:10]):
        print("  " + line)
    return int(bool(tally.lost or tally.damaged))


if __name__ == "__main__":
    sys.exit(main())
