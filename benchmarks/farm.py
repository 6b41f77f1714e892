"""A farm of hosts on the loopback for the crawl's benches: it answers, and notes when it was asked for what.

The hosts are 127.0.0.1, 127.0.0.2 …, all on one port. `/list/N-M.html` names M pages and, for N above 0, the list N-1 that follows it.
`/doc/…` is a page of 30 kB (or of so many paragraphs as are wanted): links and markup that a host's pages share, and words of its
own; `part_path` names pages of a document that is split over forty addresses. Every page has validators and is answered with 304
where they are held against it.
"""

import asyncio
import json
import multiprocessing
import random
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

PARAGRAPHS = 46
"""So many make a page of 30 kB."""
PARAGRAPH_WORDS = 60
PARTS = 40
"""So many addresses has a document that is split."""
MODIFIED = b"Mon, 23 Nov 2026 01:02:03 GMT"


class Asked(NamedTuple):
    """One request as the farm saw it: seconds on a clock of its own, the host and path, whether it came with a validator."""

    at: float
    host: str
    path: str
    conditional: bool


@dataclass(frozen=True, slots=True)
class Farm:
    """A running farm: its port, how many hosts it answers as, and the way to ask what it has seen."""

    port: int
    hosts: int
    _ask: Connection

    def names(self) -> list[str]:
        """Return its hosts with their port, in order."""
        return [f"127.0.0.{number}:{self.port}" for number in range(1, self.hosts + 1)]

    def seen(self) -> list[Asked]:
        """Return the requests since this was last asked, in the order they came in."""
        self._ask.send(None)
        return [Asked(*one) for one in self._ask.recv()]


def declare(folder: Path, name: str, hosts: Sequence[str], lists: int, per_list: int, more: str = "") -> Path:
    """Declare a source of some of the farm's hosts in a folder; returns the folder. `more` is TOML (pace, schedule)."""
    folder.mkdir(exist_ok=True)
    seeds = [f"http://{host}/list/{lists - 1}-{per_list}.html" for host in hosts]
    (folder / f"{name}.toml").write_text(
        f'id = "{name}"\ntitle = "Farm"\ndivision = ""\nbody = "forum"\nfamily = "links"\nstatus = "unverified"\n'
        f"seeds = {json.dumps(seeds)}\nhosts = {json.dumps(list(hosts))}\nlist = '/list/'\ndetail = '/doc/'\n{more}\n",
        encoding="utf-8",
    )
    return folder


@contextmanager
def farming(hosts: int = 60, paragraphs: int = PARAGRAPHS) -> Iterator[Farm]:
    """Run a farm in a process of its own for the length of a with block."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_serve, args=(theirs, hosts, paragraphs), daemon=True)
    process.start()
    try:
        yield Farm(ours.recv(), hosts, ours)
    finally:
        process.terminate()
        process.join()


class _Answers(asyncio.Protocol):
    """One connection."""

    def __init__(self, seen: list[Asked], paragraphs: int) -> None:
        self._seen = seen
        self._paragraphs = paragraphs
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._rest += data
        while b"\r\n\r\n" in self._rest:
            head, _, self._rest = self._rest.partition(b"\r\n\r\n")
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        path = head.split(b" ", 2)[1].decode("ascii")
        lowered = head.lower()
        conditional = b"\r\nif-none-match:" in lowered or b"\r\nif-modified-since:" in lowered
        host = self._transport.get_extra_info("sockname")[0]
        self._seen.append(Asked(time.perf_counter(), host, path, conditional))
        status, body = b"200 OK", b""
        fields = (
            b""
            if "/bare-" in path
            else b'ETag: "%08x"\r\nLast-Modified: %s\r\n' % (zlib.crc32(path.encode()), MODIFIED)
        )
        if path == "/robots.txt":
            status, fields = b"404 Not Found", b""
        elif conditional:
            status = b"304 Not Modified"
        else:
            body = body_of(path, int(host.rpartition(".")[2]), self._paragraphs)
        answer = (
            b"HTTP/1.1 %s\r\nServer: farm\r\nContent-Type: text/html; charset=utf-8\r\n%sContent-Length: %d\r\n\r\n"
        )
        self._transport.write(answer % (status, fields, len(body)) + body)  # type: ignore[attr-defined]


def part_path(document: int, part: int) -> str:
    """Return the path of a part (from 1) of a document over PARTS addresses."""
    return f"/doc/split/{document:06d}{f'_{part}' if part > 1 else ''}.html"


def body_of(path: str, host: int, paragraphs: int = PARAGRAPHS) -> bytes:
    """Return the page at a path: a list's links, or words that no other page has in that order."""
    if path.startswith("/list/"):
        number, pages = (int(word) for word in path[len("/list/") : -len(".html")].split("-"))
        links = "".join(
            f"<li><a href='/doc/20260301/{number:03d}{n:06d}.html'>第{n}号报告</a><span>2026-03-01</span></li>"
            for n in range(pages)
        )
        onward = f"<a class='next' href='/list/{number - 1}-{pages}.html'>下一页</a>" if number else ""
        return f"<html><body><ul>{links}</ul>{onward}</body></html>".encode()
    chance = random.Random(zlib.crc32(f"{host}{path}".encode()))
    words = b"".join(chance.choices(_paragraphs(), k=paragraphs))
    return b"<html><head><title>%s</title></head><body>%s%s</body></html>" % (
        path.encode(),
        _frame(host, 3 * paragraphs + 12),
        words + _pager(path),
    )


def _pager(path: str) -> bytes:
    """The links between the parts of a split document, nothing on another page."""
    folder, _, leaf = path.rpartition("/")
    if not folder.endswith("/split"):
        return b""
    document = int(leaf.partition(".")[0].partition("_")[0])
    links = "".join(f"<a href='{part_path(document, part)}'>{part}</a> " for part in range(1, PARTS + 1))
    return f"<div class='pager'>{links}共{PARTS}页</div>".encode()


@cache
def _paragraphs() -> list[bytes]:
    chance = random.Random(7)
    words = [
        "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(chance.choice((1, 2, 2, 2, 4))))
        for _ in range(4000)
    ]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    return [
        f"<p>　　{''.join(chance.choices(words, weights, k=PARAGRAPH_WORDS))}。</p>\n".encode() for _ in range(3000)
    ]


@cache
def _frame(host: int, links: int) -> bytes:
    """What all pages of a host share: 150 links on a page of 30 kB."""
    bars = "".join(
        f'<li class="nav{n % 7}"><a href="/col/{n}/" title="栏目{n}">栏目{n}</a></li>\n' for n in range(links)
    )
    return f'<div class="top" id="h{host}"><ul>{bars}</ul></div>'.encode()


def _serve(way: Connection, hosts: int, paragraphs: int) -> None:
    seen: list[Asked] = []

    def tell() -> None:
        way.recv()
        way.send([tuple(one) for one in seen])
        seen.clear()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        _paragraphs()
        first = await loop.create_server(lambda: _Answers(seen, paragraphs), "127.0.0.1", 0)
        port = first.sockets[0].getsockname()[1]
        others = [f"127.0.0.{host}" for host in range(2, hosts + 1)]
        if others:
            await loop.create_server(lambda: _Answers(seen, paragraphs), others, port)
        loop.add_reader(way.fileno(), tell)
        way.send(port)
        await first.serve_forever()

    asyncio.run(main())
