"""How long one page by hand takes, from the command to its answer, beside `scrapy fetch`, which keeps and reads nothing.

    python benchmarks/fetch.py [--times 10]

Pages of 30 kB on the loopback, without a delay. In turn: a page that the archive does not know, the same page again (304), and Scrapy's
own command. Exits with 1 where the median of `fangzhi fetch` is 2 s or more; the ratio tells more on a machine that is busy.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path[0] = str(Path(__file__).parents[1])  # this folder has a file of the package's own name

from benchmarks.farm import Farm, declare, farming  # noqa: E402
from benchmarks.victims import fangzhi, log_of  # noqa: E402

MOST_S = 2.0
WAYS = ("fangzhi fetch, unknown page", "fangzhi fetch, known page", "scrapy fetch")


def timed(process: "subprocess.Popen[bytes]", begun: float, cpu_before: float) -> tuple[float, float]:
    """Wait for a process; returns its seconds and the processor's."""
    process.wait()
    return time.perf_counter() - begun, _cpu_of_children() - cpu_before


def measure(folder: Path, farm: Farm, times: int) -> dict[str, list[tuple[float, float]]]:
    """Fetch in turn, so many times, after one round that does not count: it makes the archive."""
    took: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
    for number in range(times + 1):
        url = f"http://{farm.names()[0]}/doc/20260301/{number:09d}.html"
        for way in WAYS:
            begun, cpu = time.perf_counter(), _cpu_of_children()
            if way.startswith("fangzhi"):
                process = fangzhi(folder, "fetch", url)
            else:
                command = [sys.executable, "-m", "scrapy", "fetch", "--nolog", url]
                process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=folder)
            one = timed(process, begun, cpu)
            if process.returncode:
                raise SystemExit(f"{way} ended with {process.returncode}: {log_of(folder)}")
            if number:
                took[way].append(one)
    return took


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Measure, print the table, and return 1 where a page by hand takes too long."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, farming(1) as farm:
        folder = Path(name)
        declare(folder / "sources", "farm", farm.names(), 1, 1, "pace = { delay_s = 0.0 }")
        took = measure(folder, farm, options.times)
    bare_s = median(wall_s for wall_s, _ in took[WAYS[-1]])
    print(f"{'one page by hand':30}{'median s':>10}{'worst s':>10}{'cpu s':>10}{'x bare':>10}")
    for way, ones in took.items():
        walls, cpus = [wall for wall, _ in ones], [cpu for _, cpu in ones]
        print(
            f"{way:30}{median(walls):10.2f}{max(walls):10.2f}{median(cpus):10.2f}{median(walls) / max(bare_s, 1e-9):10.2f}"
        )
    slow = [way for way in WAYS[:2] if median(wall for wall, _ in took[way]) >= MOST_S]
    for way in slow:
        print(f"  {way}: {MOST_S:.0f} s or more")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
