"""Serves the sample web on the loopback in gateway form: `GET /https://host/path` answers the page of that address."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from crawler.demo.site import answer
from crawler.families.interfaces import POST_MARK, as_posted


class Asked(NamedTuple):
    """One request that came: the real address, the status it got, and whether it was conditional."""

    url: str
    status: int
    conditional: bool


@dataclass(slots=True)
class Serving:
    """A running server: its port, the night it plays, and what it was asked, in order."""

    port: int
    night: int = 1
    asked: list[Asked] = field(default_factory=list)

    @property
    def gateway(self) -> str:
        """The prefix for `--gateway`."""
        return f"http://127.0.0.1:{self.port}/"


@contextmanager
def serve(*, night: int = 1, port: int = 0) -> Iterator[Serving]:
    """Serve the sample web until the block ends.

    Args:
        night: the night to begin with; set `night` of what is yielded to play the other one.
        port: 0 for any free one.
    """
    lock = threading.Lock()
    serving = Serving(port, night)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            values = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._answer(as_posted(self.path[1:], values))

        def do_GET(self) -> None:
            self._answer(self.path[1:].replace(POST_MARK, "no-post"))  # what is to be posted is nothing to a GET

        def _answer(self, url: str) -> None:
            with lock:
                conditional = "If-None-Match" in self.headers
                reply = answer(url, serving.night, len(serving.asked), self.headers.get("If-None-Match", ""))
                serving.asked.append(Asked(url, reply.status, conditional))
            self.send_response(reply.status)
            for name, value in (*reply.headers, ("Content-Length", str(len(reply.body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *args: object) -> None:
            """Say nothing: the demo's own lines are what the reader is to see."""

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        server.daemon_threads = True
        serving.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield serving
        finally:
            server.shutdown()
            thread.join()
