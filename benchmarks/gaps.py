"""Gaps between two requests of a politeness group, measured where it counts: at the server.

    python benchmarks/gaps.py [--tenth] [--gaps 15000] [--delay 0.25]

Eight sources on sixty hosts are crawled at once, each by a command of its own: three of them share one group over six hosts, in the others
each host is a group. In the middle pages are fetched by hand, from hosts that are being crawled; and two crawls, one of them of the
shared group, are killed (kill -9) and begun again. Exits with 1 where any gap is below 0.95 of the delay.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # this folder has a file of the package's own name

from benchmarks.farm import Asked, Farm, declare, farming  # noqa: E402
from benchmarks.victims import Tally, fangzhi, kill  # noqa: E402

HOSTS, SHARED = 60, 6
PER_LIST = 20
LEAST_SHARE = 0.95
FETCHES = 12


def declared(folder: Path, farm: Farm, gaps: int, delay_s: float) -> dict[str, str]:
    """Declare the sources; returns the group of each host (its address without a port)."""
    names = farm.names()
    lists = max(1, gaps // (HOSTS - SHARED) // (PER_LIST + 1) + 1)
    shared_lists = max(1, lists // SHARED)
    groups = {name.partition(":")[0]: name for name in names} | {
        name.partition(":")[0]: "shared" for name in names[:SHARED]
    }
    for number, hosts in enumerate((names[:3], names[3:5], names[5:SHARED])):
        pace = f'pace = {{ group = "shared", delay_s = {delay_s} }}'
        declare(folder, f"shared-{number}", hosts, shared_lists, PER_LIST, pace)
    rest = names[SHARED:]
    for number in range(5):
        declare(folder, f"own-{number}", rest[number::5], lists, PER_LIST, f"pace = {{ delay_s = {delay_s} }}")
    return groups


def crawled(folder: Path, farm: Farm, expected: int, tally: Tally) -> list[Asked]:
    """Crawl all sources at once, kill two of them halfway and begin them again, fetch pages by hand; returns what was asked."""
    chance = random.Random(3)
    sources = sorted(path.stem for path in (folder / "sources").iterdir())
    running = {name: fangzhi(folder, "crawl", name) for name in sources}
    seen: list[Asked] = []
    by_hand: list[subprocess.Popen[bytes]] = []
    left = {"shared-0": 0.1, "own-0": 0.3}  # each is killed when so much of all was asked
    while any(process.poll() is None for process in (*running.values(), *by_hand)):
        seen += farm.seen()
        share = len(seen) / expected
        for name, moment in list(left.items()):
            if share > moment and running[name].poll() is None:
                kill(running[name], "command", tally)
                running[name] = fangzhi(folder, "crawl", name)
                del left[name]
        if len(by_hand) < FETCHES and share > 0.05 + 0.8 * len(by_hand) / FETCHES:
            host = chance.choice(farm.names()[: 2 * SHARED])  # half of them of the shared group
            by_hand.append(
                fangzhi(folder, "fetch", f"http://{host}/doc/20260301/{0:03d}{chance.randrange(PER_LIST):06d}.html")
            )
        time.sleep(0.05)
    for name, process in running.items():
        if process.returncode:
            tally.faults.append(f"crawl {name} ended with {process.returncode}")
    tally.tried["kill -9"], tally.tried["fetches by hand"] = 2 - len(left), len(by_hand)
    return seen + farm.seen()


def gaps_of(seen: list[Asked], groups: dict[str, str]) -> list[float]:
    """Return the seconds between every two requests of a group."""
    times: dict[str, list[float]] = defaultdict(list)
    for one in seen:
        times[groups[one.host]].append(one.at)
    return [later - earlier for group in times.values() for earlier, later in pairwise(sorted(group))]


def measure(gaps: int, delay_s: float) -> int:
    """Measure, print, and return 1 where a gap was too short or a crawl broke."""
    tally, begun = Tally(), time.monotonic()
    with tempfile.TemporaryDirectory() as name, farming(HOSTS, paragraphs=2) as farm:
        folder = Path(name)
        groups = declared(folder / "sources", farm, gaps, delay_s)
        seen = crawled(folder, farm, gaps, tally)
        log = (folder / "log").read_text(encoding="utf-8", errors="replace")
    found = sorted(gaps_of(seen, groups))
    short = [gap for gap in found if gap < LEAST_SHARE * delay_s]
    tried = ", ".join(f"{count} × {what}" for what, count in tally.tried.items())
    print(
        f"politeness at the server: {len(found)} gaps in {len(set(groups.values()))} groups, 8 crawls at once, {tried}, {time.monotonic() - begun:.0f} s"
    )
    print(
        f"gaps under {LEAST_SHARE} of the delay of {delay_s} s: {len(short)} (0 is wanted); the shortest {found[0] / delay_s:.3f} of it, half are under {found[len(found) // 2] / delay_s:.2f}"
    )
    for line in tally.faults:
        print(f"  {line}\n{log[-500:]}")
    return int(bool(short or tally.faults or len(found) < gaps))


def main() -> int:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gaps", type=int, default=15_000)
    parser.add_argument("--delay", type=float, default=0.25, help="seconds")
    parser.add_argument("--tenth", action="store_true", help="a tenth of the gaps")
    options = parser.parse_args()
    return measure(options.gaps // 10 if options.tenth else options.gaps, options.delay)


if __name__ == "__main__":
    sys.exit(main())
