"""kill -9 at random moments of a 1,500-page crawl: what is missing after it, and what was asked for twice.

    python benchmarks/kills.py [--tenth] [--kills 100] [--part crawl] [--part fetch] [--part schedule] [--seed 5]

A crawl is begun as a user does (`fangzhi crawl`), killed, begun again, killed …, and at last left alone; then the next one begins with
an empty archive. The moments are spread over all of its life: starting up, walking, cleaning, judging. The victim is the command, the
process that walks for it, or both. The same is done to the daemon (`fangzhi schedule`) in a night that it owes, and to `fangzhi fetch`
of a document of forty parts; each gets a fifth of the kills. What is asked twice is counted for each kill by itself, at the server. A
page is missing where the archive has no good capture or no reading of it. Exits with 1 where a page is missing, more than 1 % were
asked twice after a kill (of a fetch: more than the one page that was on its way), a process or a lock outlived the kill, a run did not
end as it should, or `verify` finds a damage. `--seed` gives other moments, so the kills can be made in several goes.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # this folder has a file of the package's own name

from archive import open_archive  # noqa: E402
from archive.errors import ArchiveError  # noqa: E402
from benchmarks.farm import PARTS, Asked, Farm, declare, farming, part_path  # noqa: E402
from benchmarks.victims import (  # noqa: E402
    LOOK_S,
    Tally,
    fangzhi,
    finish,
    is_night_over,
    kill,
    log_of,
    look_at_locks,
    owe_a_night,
)

HOSTS, LISTS, PER_LIST = 12, 5, 25
PAGES = HOSTS * LISTS * PER_LIST
KILLS_A_LIFE = 5
TWICE_SHARE = 0.01
OTHERS_SHARE = 5
VICTIMS = ("command", "walker", "both")
STUCK_S = 300.0


def crawls(place: Path, farm: Farm, kills: int, tally: Tally, seed: int) -> None:
    """Kill crawls until there were so many kills."""
    chance, lives, after_s = random.Random(seed), 0, 1.0
    while tally.tried["crawl"] < kills:
        folder, lives = place / f"crawl-{lives}", lives + 1
        declare_in(folder, farm, "pace = { delay_s = 0.0 }")
        many = min(KILLS_A_LIFE, kills - tally.tried["crawl"])
        after_s = _live(folder, farm, tally, chance, "crawl", many, after_s)


def nights(place: Path, farm: Farm, kills: int, tally: Tally, seed: int) -> None:
    """Kill daemons in a night that they owe, until there were so many kills."""
    chance, lives, after_s = random.Random(seed + 1), 0, 1.0
    while tally.tried["schedule"] < kills:
        folder, lives = place / f"schedule-{lives}", lives + 1
        declare_in(folder, farm, 'pace = { delay_s = 0.0 }\nschedule = "0 2 * * *"')
        owe_a_night(folder, "farm")
        many = min(KILLS_A_LIFE, kills - tally.tried["schedule"])
        after_s = _live(folder, farm, tally, chance, "schedule", many, after_s)


@dataclass(slots=True)
class Moment:
    """When to kill: at so many pages asked, or so many seconds after the start (pages 0) or after the walk (all pages)."""

    pages: int
    seconds: float = 0.0

    @classmethod
    def by_lot(cls, lot: float, chance: random.Random, after_s: float) -> "Moment":
        """Of ten kills one falls into the beginning, two into what follows the walk; the rest at a page chosen by lot."""
        if lot < 0.1:
            return cls(0, 0.9 * chance.random())
        if lot >= 0.8:
            return cls(PAGES, after_s * chance.random())
        return cls(1 + int((lot - 0.1) / 0.7 * (PAGES - 1)))


def _live(folder: Path, farm: Farm, tally: Tally, chance: random.Random, way: str, kills: int, after_s: float) -> float:
    """Kill one crawl so often and then let it end; returns about how long it works after its walk, in seconds."""
    command, victims = (("crawl", "farm"), VICTIMS) if way == "crawl" else (("nights",), ("command", "both"))
    farm.seen()
    stretches: list[set[str]] = [set()]
    process, begun = fangzhi(folder, *command), time.monotonic()
    for lot in sorted(chance.random() for _ in range(kills)):
        if not _reach(Moment.by_lot(lot, chance, after_s), folder, process, farm, stretches, tally):
            break  # it was through before its moment came
        kill(process, chance.choice(victims), tally)
        look_at_locks(folder, tally)
        tally.tried[way] += 1
        stretches[-1] |= pages(farm.seen())
        stretches.append(set())
        process, begun = fangzhi(folder, *command), time.monotonic()
    _let_end(folder, process, way, tally)
    took_s = time.monotonic() - begun
    stretches[-1] |= pages(farm.seen())
    twice = [len(one & set[str]().union(*stretches[n + 1 :])) for n, one in enumerate(stretches[:-1])]
    tally.twice += twice
    look(folder, farm, tally, ["complete"] if way == "crawl" else ["complete", "failed"])
    shutil.rmtree(folder)
    print(f"{way}: {tally.tried[way]} kills, twice {twice}", file=sys.stderr, flush=True)
    return max(0.3, min(10.0, 0.5 * took_s))


def _reach(
    moment: Moment, folder: Path, process: subprocess.Popen[bytes], farm: Farm, stretches: list[set[str]], tally: Tally
) -> bool:
    """Watch what is asked until the moment has come, into the last stretch; False where the crawl has ended before."""
    before, begun = set[str]().union(*stretches[:-1]), time.monotonic()
    reached_at = begun if not moment.pages else 0.0
    while not reached_at or time.monotonic() - reached_at < moment.seconds:
        if process.poll() is not None or is_night_over(folder, process):
            return False
        if time.monotonic() - begun > STUCK_S:
            tally.faults.append(f"nothing goes on: {log_of(folder)}")
            return True
        stretches[-1] |= pages(farm.seen())
        if not reached_at and len(before | stretches[-1]) >= moment.pages:
            reached_at = time.monotonic()
        time.sleep(LOOK_S)
    return True


def _let_end(folder: Path, process: subprocess.Popen[bytes], way: str, tally: Tally) -> None:
    """Let a crawl end; a daemon, which does not by itself, is asked to when its night is over."""
    begun = time.monotonic()
    while way == "schedule" and process.poll() is None and not is_night_over(folder, process):
        if time.monotonic() - begun > STUCK_S:
            tally.faults.append("the daemon's night does not end")
            break
        time.sleep(0.05)
    if way == "schedule":
        process.terminate()
    try:
        code = process.wait(STUCK_S)
    except subprocess.TimeoutExpired:
        process.kill()
        code = process.wait()
    if code:
        tally.faults.append(f"{way} ended with {code}: {log_of(folder)}")


def fetches(place: Path, farm: Farm, kills: int, tally: Tally, seed: int) -> None:
    """Kill fetches of documents of many parts, then fetch them whole."""
    chance, folder = random.Random(seed + 2), place / "fetch"
    declare_in(folder, farm, "pace = { delay_s = 0.0 }")
    begun = time.monotonic()
    finish(folder, tally, "fetch", _document(farm, 0))
    whole_s = time.monotonic() - begun
    for number in range(1, kills + 1):
        url = _document(farm, number)
        farm.seen()
        with open_archive(folder / "archive") as archive:
            run_before = archive.runs(limit=1)[0].id
        process, begun, moment_s = fangzhi(folder, "fetch", url), time.monotonic(), whole_s * chance.random()
        while process.poll() is None and time.monotonic() - begun < moment_s:
            time.sleep(LOOK_S)
        if process.poll() is None:
            kill(process, chance.choice(VICTIMS), tally)
            look_at_locks(folder, tally)
            first = pages(farm.seen())
            finish(folder, tally, "fetch", url)
            if not _had_ended(folder, run_before):  # else only the command had not: who calls it again asks anew
                tally.tried["fetch"] += 1
                tally.parts_twice.append(len(first & pages(farm.seen())))
        _look_at_parts(folder, url, tally)
    print(f"fetch: {tally.tried['fetch']} kills, twice {tally.parts_twice}", file=sys.stderr, flush=True)


def _had_ended(folder: Path, run_before: str) -> bool:
    """Whether a run had come to its end, in its record at least, when its command was killed: the call after it began one more."""
    with open_archive(folder / "archive") as archive:
        _, last = archive.runs(limit=2)
    return last.id != run_before and last.verdict == "complete"


def _document(farm: Farm, number: int) -> str:
    return f"http://{farm.names()[number % HOSTS]}{part_path(number, 1)}"


def _look_at_parts(folder: Path, url: str, tally: Tally) -> None:
    """Look for all parts of a document, and for a run that nobody closed."""
    with open_archive(folder / "archive") as archive:
        try:
            whole = archive.at(url, datetime.now(UTC)).document
            lacking = whole is None or any(warning.code == "missing-part" for warning in whole.warnings)
        except ArchiveError as error:
            tally.missing.add(f"{url} ({error})")
            return
        if lacking:
            tally.missing.add(f"parts of {url}")
        tally.faults += [f"run {run.id} was left open" for run in archive.runs("farm") if run.ended_at is None]


def pages(seen: list[Asked]) -> set[str]:
    """The documents among what was asked."""
    return {f"http://{one.host}{one.path}" for one in seen if one.path.startswith("/doc/")}


def declare_in(folder: Path, farm: Farm, more: str) -> None:
    """Make a folder with the farm's declaration."""
    folder.mkdir()
    declare(folder / "sources", "farm", farm.names(), LISTS, PER_LIST, more)


def look(folder: Path, farm: Farm, tally: Tally, verdicts: list[str]) -> None:
    """Look for every page in the archive: captured and read; for damage; for runs that did not end as they should."""
    wanted = {
        f"http://{host}/doc/20260301/{n:03d}{m:06d}.html"
        for host in farm.names()
        for n in range(LISTS)
        for m in range(PER_LIST)
    }
    with open_archive(folder / "archive") as archive:
        kept = {c.url for run in archive.runs("farm") for c in archive.captures_of_run(run.id) if c.outcome == "ok"}
        read = {version.url for version in archive.pages("farm")}
        tally.missing |= wanted - (kept & read)
        found = [run.verdict for run in archive.runs("farm")]
        if found != verdicts:
            tally.faults.append(f"{folder.name}: runs ended {found}")
        tally.faults += [f"{one.file} {one.offset} {one.code}" for one in archive.verify().damaged]


PARTS_OF_BENCH = {"crawl": (crawls, 1), "fetch": (fetches, OTHERS_SHARE), "schedule": (nights, OTHERS_SHARE)}
"""What can be killed, and of how many kills in `crawl` it gets one."""


def main() -> int:
    """Try everything, print the table, and return 1 where a bound is not held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenth", action="store_true", help="a tenth of the kills")
    parser.add_argument("--kills", type=int, help="kills in `crawl` (default 100); a fifth of them in the others")
    parser.add_argument("--part", action="append", choices=PARTS_OF_BENCH, help="only this one")
    parser.add_argument("--seed", type=int, default=5, help="which moments")
    options = parser.parse_args()
    kills = options.kills or (10 if options.tenth else 100)
    tally, begun = Tally(), time.monotonic()
    with tempfile.TemporaryDirectory() as name, farming(HOSTS, paragraphs=4) as farm:
        for part in options.part or PARTS_OF_BENCH:
            trial, share = PARTS_OF_BENCH[part]
            trial(Path(name), farm, max(2, kills // share), tally, options.seed)
    return _report(tally, time.monotonic() - begun)


def _report(tally: Tally, took_s: float) -> int:
    tried = ", ".join(f"{count} in {where}" for where, count in tally.tried.items())
    print(f"kill -9: {tried}, of {PAGES} pages on {HOSTS} hosts, in {took_s:.0f} s")
    print(f"missing: {len(tally.missing)} (0 is wanted); walkers left alone by their command: {tally.alone}, all died")
    worst, worst_part = max(tally.twice, default=0), max(tally.parts_twice, default=0)
    mean = sum(tally.twice) / max(1, len(tally.twice))
    share = worst / PAGES
    print(f"asked twice after a kill: {mean:.1f} pages, at most {worst} ({share:.2%}; at most 1 % is wanted)")
    print(f"of a document of {PARTS} parts after a kill: at most {worst_part} (1, what was on its way, is allowed)")
    for line in (*sorted(tally.missing)[:10], *tally.faults[:10]):
        print("  " + line)
    return int(bool(tally.missing or tally.faults or share > TWICE_SHARE or worst_part > 1))


if __name__ == "__main__":
    sys.exit(main())
