"""Pages a second of a whole walk that keeps everything, beside a bare Scrapy spider that keeps nothing.

    python benchmarks/crawl.py [--pages 3000] [--hosts 60] [--rounds 3]

Both ask the same farm on the loopback (hosts are 127.0.0.1, 127.0.0.2 …, 30 kB a page, no delay), in processes of their
own and in turn, so both see the same machine. The farm is one more process: on two cores it takes its share from both.
"""

import argparse
import asyncio
import json
import multiprocessing
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PAGE_BYTES = 30_000
PER_LIST = 100

BARE = """
import json, sys, scrapy
from scrapy.crawler import AsyncCrawlerProcess
port, hosts, pages = (int(word) for word in sys.argv[1:4])

class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for host in range(1, hosts + 1):
            yield scrapy.Request(f"http://127.0.0.{host}:{port}/list/0/{pages // hosts}")
    def parse(self, response):
        for link in response.css("a::attr(href)").getall():
            yield response.follow(link)

process = AsyncCrawlerProcess({
    "CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "CONCURRENT_ITEMS": 1, "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False, "LOG_LEVEL": "ERROR",
})
process.crawl(Bare)
process.start()
"""

KEEPING = """
import sys
from pathlib import Path
from archive import open_archive
from crawler.child import run_job
from crawler.job import Job, Orders
from crawler.wire import utc_now
folder = Path(sys.argv[1])
with open_archive(folder / "archive", read_only=False) as archive:
    run = archive.begin_run("farm", begun_at=utc_now(), declaration="", reason="schedule")
events = []
run_job(Job(folder / "archive", "farm", run.id, "schedule", Orders(sources_folder=folder / "sources")), events.append)
"""


class Farm(asyncio.Protocol):
    """Answers `/list/N/M` with links to M pages and everything else with a page of its own words."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer a request; a request comes in one piece here."""
        path = data.split(b" ", 2)[1].decode("ascii")
        if path == "/robots.txt":
            body, status = b"", b"404 Not Found"
        else:
            body, status = _body(path), b"200 OK"
        head = b'HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nETag: "%d"\r\nContent-Length: %d\r\n\r\n'
        self._transport.write(head % (status, hash(path), len(body)) + body)  # type: ignore[attr-defined]


def _body(path: str) -> bytes:
    if path.startswith("/list/"):
        pages = int(path.rpartition("/")[2])
        links = "".join(f"<li><a href='/doc/20260301/{n:06d}.html'>第{n}号报告</a></li>" for n in range(pages))
        return f"<html><body><ul>{links}</ul></body></html>".encode()
    words = f"<p>{path}临江区稳步推进各项工作,完成年度目标任务,财政收入增长百分之五。</p>"
    return ("<html><head><title>报告</title></head><body>" + words * (PAGE_BYTES // len(words.encode()))).encode()


def _serve(ready: "multiprocessing.Queue[int]", hosts: int) -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        first = await loop.create_server(Farm, "127.0.0.1", 0)
        port = first.sockets[0].getsockname()[1]
        await loop.create_server(Farm, [f"127.0.0.{host}" for host in range(2, hosts + 1)], port)
        ready.put(port)
        await first.serve_forever()

    asyncio.run(main())


def _declare(folder: Path, port: int, hosts: int, pages: int) -> None:
    names = [f"127.0.0.{host}:{port}" for host in range(1, hosts + 1)]
    seeds = ", ".join(f'"http://{name}/list/0/{pages // hosts}"' for name in names)
    (folder / "sources").mkdir()
    (folder / "sources" / "farm.toml").write_text(
        'id = "farm"\ntitle = "Farm"\ndivision = ""\nbody = "forum"\nfamily = "links"\nstatus = "unverified"\n'
        f"seeds = [{seeds}]\nhosts = {json.dumps(names)}\nlist = '/list/'\ndetail = '/doc/'\npace = {{ delay_s = 0.0 }}\n",
        encoding="utf-8",
    )


@dataclass
class Taken:
    """What a process took: seconds from start to end, seconds of processor, and the most memory of any so far in MB."""

    seconds: float
    processor_s: float
    memory_mb: float


def _timed(command: list[str]) -> Taken:
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True)
    seconds, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(seconds, processor_s, after.ru_maxrss / 1024)


def main() -> None:
    """Measure both in turn and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--hosts", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    ready: multiprocessing.Queue[int] = multiprocessing.Queue()
    farm = multiprocessing.Process(target=_serve, args=(ready, asked.hosts), daemon=True)
    farm.start()
    port = ready.get()
    bare, keeping = [], []
    for _ in range(asked.rounds):
        bare.append(_timed([sys.executable, "-c", BARE, str(port), str(asked.hosts), str(asked.pages)]))
        with tempfile.TemporaryDirectory() as name:
            _declare(Path(name), port, asked.hosts, asked.pages)
            keeping.append(_timed([sys.executable, "-c", KEEPING, name]))
    farm.terminate()
    total = asked.pages + asked.hosts
    print(f"{total} pages of {PAGE_BYTES // 1000} kB on {asked.hosts} hosts, medians of {asked.rounds} rounds")
    print(f"{'':24}{'seconds':>9}{'pages/s':>9}{'processor s':>13}")
    for label, runs in (("bare Scrapy", bare), ("walk that keeps all", keeping)):
        middle = statistics.median(run.seconds for run in runs)
        busy = statistics.median(run.processor_s for run in runs)
        print(f"{label:24}{middle:9.2f}{total / middle:9.0f}{busy:13.2f}")
    share = statistics.median(b.seconds / k.seconds for b, k in zip(bare, keeping, strict=True))
    print(f"share of bare Scrapy, round by round: {share:.2f} (at least 0.65 is wanted)")
    print(f"memory of the walk: at most {keeping[-1].memory_mb:.0f} MB (at most 200 MB is wanted)")


if __name__ == "__main__":
    main()
