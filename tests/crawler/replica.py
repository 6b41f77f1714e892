"""A small web on the loopback for the crawler's tests: pages by address, answers that change, and a log of what was asked.

It answers as a gateway (`GET /https://host/path`) and, for addresses without a scheme, as itself (`GET /path`).
"""

import hashlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Page:
    """What an address answers. `cut` ends the connection after so many bytes; `drip_s` waits before the body."""

    body: str | bytes = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: bool = True
    cut: int | None = None
    drip_s: float = 0.0
    drop: bool = False


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it, at `time.monotonic()`."""

    at: float
    url: str
    status: int
    conditional: bool
    headers: dict[str, str]


Answering = Page | Callable[[int], Page]
"""A page, or what gives the answer to the n-th request of an address (from 1)."""


class Replica:
    """Pages by absolute address; what is not there answers 404."""

    def __init__(self) -> None:
        self.pages: dict[str, Answering] = {}
        self.asked: list[Asked] = []
        self.port = 0
        self.pause_s = 0.0
        self._lock = threading.Lock()
        self._counts: dict[str, int] = {}

    @property
    def prefix(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def put(self, url: str, body: str | bytes = "", **more: object) -> None:
        self.pages[url] = Page(body, **more)  # type: ignore[arg-type]

    def forget(self) -> None:
        self.asked.clear()

    def urls(self) -> list[str]:
        """What was asked for, without robots.txt, in order."""
        return [one.url for one in self.asked if not one.url.endswith("/robots.txt")]

    def answer(self, url: str) -> Page:
        with self._lock:
            self._counts[url] = count = self._counts.get(url, 0) + 1
            found = self.pages.get(url, Page("not here", 404, etag=False))
        return found(count) if callable(found) else found


def _handler(replica: Replica) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits 40 ms for the ACK of its headers

        def do_GET(self) -> None:
            at = time.monotonic()
            url = self.path[1:] if self.path.startswith("/http") else replica.prefix + self.path[1:]
            page = replica.answer(url)
            if replica.pause_s:
                time.sleep(replica.pause_s)
            body = page.body.encode() if isinstance(page.body, str) else page.body
            tag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
            status = page.status
            if status == 200 and page.etag and self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
            conditional = bool(self.headers.get("If-None-Match") or self.headers.get("If-Modified-Since"))
            replica.asked.append(Asked(at, url, status, conditional, dict(self.headers)))
            if page.drop:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response_only(status)  # no Date and no Server of its own
            for name, value in {"Content-Type": "text/html; charset=utf-8", **page.headers}.items():
                self.send_header(name, value)
            if page.etag:
                self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if page.drip_s:
                time.sleep(page.drip_s)
            if page.cut is not None:
                self.wfile.write(body[: page.cut])
                self.wfile.flush()
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A crawler that was killed drops its connections; that is what some tests are about."""


@contextmanager
def serving(replica: Replica | None = None) -> Iterator[Replica]:
    """Serve a replica on a free port of the loopback."""
    replica = replica or Replica()
    server = _Server(("127.0.0.1", 0), _handler(replica))
    replica.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield replica
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def article(number: int, text: str = "") -> str:
    """A page of an invented district's congress, long enough to be one."""
    words = text or f"第{number}次会议听取了关于临江区第{number}号事项的报告。"
    paragraphs = "".join(f"<p>{words}各街道、各部门按照部署推进第{n}项工作，形成阶段成果。</p>" for n in range(1, 9))
    return (
        f"<html><head><meta charset='utf-8'><title>关于临江区第{number}号事项的报告</title></head><body>"
        f"<h1>关于临江区第{number}号事项的报告</h1><div class='date'>发布日期：2026-03-{number % 28 + 1:02d}</div>"
        f"<div class='content'>{paragraphs}</div></body></html>"
    )


def listing(urls: list[str], following: list[str] | None = None) -> str:
    """A list page: one row a document, then the links to the further list pages."""
    rows = "".join(
        f"<li><a href='{url}'>关于第{url[-11:-5]}号事项的报告</a> <span>2026-03-01</span></li>" for url in urls
    )
    pager = "".join(f"<a href='{url}'>下一页</a>" for url in following or [])
    head = "<head><meta charset='utf-8'><title>报告</title></head>"
    return f"<html>{head}<body><ul>{rows}</ul><div class='page'>{pager}</div></body></html>"


HOST = "https://rd.linjiang.example"


def site(replica: Replica, pages: int, per_list: int = 20) -> list[str]:
    """Put a site of one column there: list pages that name documents; returns the documents' addresses."""
    documents = [f"{HOST}/jdgz/20260301/{number:06d}.html" for number in range(1, pages + 1)]
    lists = [f"{HOST}/jdgz/" if n == 0 else f"{HOST}/jdgz/index_{n + 1}.html" for n in range(-(-pages // per_list))]
    for n, url in enumerate(lists):
        replica.put(url, listing(documents[n * per_list : (n + 1) * per_list], lists[n + 1 : n + 2]))
    for number, url in enumerate(documents, 1):
        replica.put(url, article(number))
    return documents


def declare(folder: Path, name: str = "linjiang", **more: str) -> Path:
    """Write the declaration of that site into a folder of sources; returns the folder. `more`: TOML values by key."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = {
        "id": f'"{name}"',
        "title": '"临江区人民代表大会常务委员会"',
        "division": '"310199"',
        "body": '"peoples_congress"',
        "family": '"links"',
        "seeds": f'["{HOST}/jdgz/"]',
        "hosts": f'["{HOST.partition("//")[2]}"]',
        "list": "'/jdgz/(?:index_\\d+\\.html)?$'",
        "detail": "'/\\d{8}/\\d+\\.html$'",
        "pace": '{ group = "linjiang", delay_s = 0.0 }',
        "status": '"unverified"',
    } | more
    (folder / f"{name}.toml").write_text(
        "\n".join(f"{key} = {value}" for key, value in keys.items()) + "\n", encoding="utf-8"
    )
    return folder
