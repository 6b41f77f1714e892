"""kill -9 at random moments of a 1,500-page crawl: what is missing after it, and what was asked for twice.

    python benchmarks/kills.py [--tenth] [--kills 100]

A crawl is begun as a user does (`fangzhi crawl`), killed, begun again, killed …, and at last left alone; then the next one begins with
an empty archive. The moments are spread over all of its life: starting up, walking, cleaning, judging. The victim is the command, the
process that walks for it, or both. What is asked twice is counted for each kill by itself, at the server. A page is missing where the
archive has no good capture or no reading of it. A few kills go to `fangzhi fetch` and `fangzhi schedule` too. Exits with 1 where a
page is missing, more than 1 % were asked twice after a kill, a child outlived its parent, or `verify` finds a damage.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # this folder has a file of the package's own name

from archive import open_archive  # noqa: E402
from archive.errors import ArchiveError  # noqa: E402
from benchmarks.farm import Asked, Farm, declare, farming  # noqa: E402

# `fangzhi schedule` with the farm alone: the bundled sources have hours too, and no bench may ask a real site.
NIGHTS = """
import sys
from pathlib import Path
from archive import open_archive
from crawler.crawl import crawl
from crawler.job import Orders
from crawler.schedule import Nightly
from crawler.sources import load_sources
folder, orders = Path(sys.argv[1]), Orders(sources_folder=Path(sys.argv[1]) / "sources", due=True)
def last_runs(names):
    with open_archive(folder / "archive") as archive:
        return {name: run for name in names for run in archive.runs(name, limit=1)}
with open_archive(folder / "archive", read_only=False):
    pass
Nightly(
    folder / "archive", {"farm": load_sources(folder / "sources")["farm"]}, last_runs=last_runs,
    crawl=lambda source, stopping: crawl(folder / "archive", source, orders, stopping=stopping, canary=True),
).run()
"""

HOSTS, LISTS, PER_LIST = 12, 5, 25
PAGES = HOSTS * LISTS * PER_LIST
KILLS_A_CRAWL = 5
TWICE_SHARE = 0.01
VICTIMS = ("command", "walker", "both")
ALMOST = 0.02


@dataclass
class Tally:
    """What was tried and what went wrong."""

    tried: Counter[str] = field(default_factory=Counter)
    twice: list[int] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def fangzhi(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Begin a command on the folder's archive; `nights` is the daemon of its sources alone."""
    command = [
        sys.executable,
        "-c",
        "import sys; from crawler.cli import main; sys.exit(main(sys.argv[1:]))",
        *arguments,
    ]
    command += ["--archive", str(folder / "archive"), "--sources", str(folder / "sources")]
    if arguments == ("nights",):
        command = [sys.executable, "-c", NIGHTS, str(folder)]
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(command, stdout=log, stderr=log)


def walker_of(process: subprocess.Popen[bytes]) -> int | None:
    """The process that walks for a command, None while it has none."""
    try:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
        threads = Path(f"/proc/{process.pid}/task").iterdir()
        for thread in threads:
            children += (thread / "children").read_text(encoding="ascii").split()
    except OSError:
        return None
    return int(children[0]) if children else None


def kill(process: subprocess.Popen[bytes], victim: str, tally: Tally) -> None:
    """Kill the command, its walker or both, wait for the command, and see that no walker is left."""
    walker = walker_of(process)
    if walker is not None and victim != "command":
        os.kill(walker, signal.SIGKILL)
    if victim != "walker" or walker is None:
        process.kill()
    process.wait()
    deadline = time.monotonic() + 5
    while walker is not None and _is_running(walker):
        if time.monotonic() > deadline:
            tally.faults.append(f"the walker {walker} outlived its parent")
            os.kill(walker, signal.SIGKILL)
        time.sleep(ALMOST)


def _is_running(pid: int) -> bool:
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0] != "Z"
        )
    except OSError:
        return False


def pages(seen: list[Asked]) -> set[str]:
    """The documents among what was asked."""
    return {f"http://{{host}}{one.path}".format(host=one.host) for one in seen if one.path.startswith("/doc/")}


def crawls(place: Path, farm: Farm, kills: int, tally: Tally) -> None:
    """Kill crawls until there were so many kills."""
    chance = random.Random(5)
    cleaning_s, lives = 1.0, 0
    while tally.tried["crawl"] < kills:
        folder, lives = place / str(lives), lives + 1
        declare_in(folder, farm)
        farm.seen()
        stretches: list[set[str]] = []
        for moment in sorted(chance.random() for _ in range(min(KILLS_A_CRAWL, kills - tally.tried["crawl"]))):
            process, asked = fangzhi(folder, "crawl", "farm"), set[str]()
            before = set[str]().union(*stretches)
            # Of ten kills one falls into the beginning, two into what follows the walk; the rest at a page chosen by lot.
            after = 1 + int((moment - 0.1) / 0.7 * PAGES) if 0.1 <= moment < 0.8 else 0
            limit_s = chance.random() * (0.8 if moment < 0.1 else cleaning_s)
            begun, walked_at = time.monotonic(), 0.0
            while process.poll() is None:
                asked |= pages(farm.seen())
                had = len(asked | before)
                walked_at = walked_at or (time.monotonic() if had == PAGES else 0.0)
                if (after and had >= min(after, PAGES)) or (moment < 0.1 and time.monotonic() - begun > limit_s):
                    break
                if moment >= 0.8 and walked_at and time.monotonic() - walked_at > limit_s:
                    break
                time.sleep(0.01)
            if process.poll() is not None:
                break  # it was through before its moment came
            kill(process, chance.choice(VICTIMS), tally)
            tally.tried["crawl"] += 1
            stretches.append(asked | pages(farm.seen()))
        begun = time.monotonic()
        finish(folder, tally, "crawl", "farm")
        cleaning_s = max(0.3, min(10.0, 0.5 * (time.monotonic() - begun)))
        stretches.append(pages(farm.seen()))
        for number, stretch in enumerate(stretches[:-1]):
            tally.twice.append(len(stretch & set[str]().union(*stretches[number + 1 :])))
        look(folder, farm, tally)
        shutil.rmtree(folder)
        print(f"{tally.tried['crawl']} kills, twice {tally.twice[-KILLS_A_CRAWL:]}", file=sys.stderr, flush=True)


def declare_in(folder: Path, farm: Farm, more: str = "pace = { delay_s = 0.0 }") -> None:
    """Make a folder with the farm's declaration."""
    folder.mkdir()
    declare(folder / "sources", "farm", farm.names(), LISTS, PER_LIST, more)


def finish(folder: Path, tally: Tally, *arguments: str) -> None:
    """Run a command to its end."""
    code = fangzhi(folder, *arguments).wait()
    if code:
        log = (folder / "log").read_text(encoding="utf-8", errors="replace")
        tally.faults.append(f"{' '.join(arguments)} ended with {code}: {log[-300:]}")


def look(folder: Path, farm: Farm, tally: Tally) -> None:
    """Look for every page in the archive: captured and read; for damage; for a run that was not closed well."""
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
        verdicts = [run.verdict for run in archive.runs("farm") if run.reason == "schedule"]
        if verdicts != ["complete"]:
            tally.faults.append(f"{folder}: runs ended {verdicts}")
        tally.faults += [f"{one.file} {one.offset} {one.code}" for one in archive.verify().damaged]


def fetches(place: Path, farm: Farm, kills: int, tally: Tally) -> None:
    """Kill fetches of single pages, then fetch them whole."""
    chance = random.Random(6)
    folder = place / "fetch"
    declare_in(folder, farm)
    for number in range(kills):
        url = f"http://{farm.names()[0]}/doc/20260301/{0:03d}{number % PER_LIST:06d}.html"
        process = fangzhi(folder, "fetch", url)
        begun, limit_s = time.monotonic(), 0.5 + 2.5 * chance.random()
        while process.poll() is None and time.monotonic() - begun < limit_s:
            time.sleep(0.005)
        if process.poll() is None:
            kill(process, chance.choice(VICTIMS), tally)
            tally.tried["fetch"] += 1
        finish(folder, tally, "fetch", url)
        try:
            with open_archive(folder / "archive") as archive:
                archive.history(url)
        except ArchiveError as error:
            tally.missing.add(f"{url} ({error})")


def nights(place: Path, farm: Farm, kills: int, tally: Tally) -> None:
    """Kill a daemon again and again in its night; then let it do what it owes and stop it in order."""
    chance = random.Random(7)
    folder = place / "schedule"
    declare_in(folder, farm, 'pace = { delay_s = 0.0 }\nschedule = "* * * * *"')
    farm.seen()
    status = folder / "archive" / "schedule.json"
    for _ in range(kills):
        process, asked = fangzhi(folder, "nights"), 0
        wanted, begun = chance.randrange(PAGES // kills), time.monotonic()
        while process.poll() is None and asked <= wanted and time.monotonic() - begun < 90:
            asked += len(pages(farm.seen()))
            time.sleep(0.01)
        kill(process, "command", tally)
        tally.tried["schedule"] += 1
    process, begun = fangzhi(folder, "nights"), time.monotonic()
    while process.poll() is None and time.monotonic() - begun < 300:
        if status.exists() and json.loads(status.read_text(encoding="utf-8"))["last"].get("farm"):
            break
        time.sleep(0.1)
    process.terminate()
    if process.wait() != 0:
        tally.faults.append(f"the daemon ended with {process.returncode} at SIGTERM")
    with open_archive(folder / "archive") as archive:
        nights_of = [run.verdict for run in archive.runs("farm")]
        kept = {c.url for run in archive.runs("farm") for c in archive.captures_of_run(run.id) if c.outcome == "ok"}
    documents = {url for url in kept if "/doc/" in url}
    if len(documents) != PAGES or "complete" not in nights_of:
        tally.missing.add(f"schedule: {PAGES - len(documents)} pages, runs {nights_of}")


def main() -> int:
    """Try everything, print the table, and return 1 where a bound is not held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenth", action="store_true", help="a tenth of the kills")
    parser.add_argument("--kills", type=int, help="kills in `crawl` (default 100); a twentieth of them in the others")
    options = parser.parse_args()
    kills = options.kills or (10 if options.tenth else 100)
    tally, begun = Tally(), time.monotonic()
    with tempfile.TemporaryDirectory() as name, farming(HOSTS, paragraphs=4) as farm:
        crawls(Path(name), farm, kills, tally)
        fetches(Path(name), farm, max(2, kills // 20), tally)
        nights(Path(name), farm, max(2, kills // 20), tally)
    worst = max(tally.twice, default=0)
    tried = ", ".join(f"{count} in {where}" for where, count in tally.tried.items())
    print(f"kill -9: {tried}, of {PAGES} pages on {HOSTS} hosts, in {time.monotonic() - begun:.0f} s")
    print(f"missing: {len(tally.missing)} (0 is wanted)")
    share = worst / PAGES
    print(
        f"asked twice after a kill: {sum(tally.twice) / max(1, len(tally.twice)):.1f} pages, at most {worst} ({share:.2%}; at most 1 % is wanted)"
    )
    for line in (*sorted(tally.missing)[:10], *tally.faults[:10]):
        print("  " + line)
    return int(bool(tally.missing or tally.faults or share > TWICE_SHARE))


if __name__ == "__main__":
    sys.exit(main())
