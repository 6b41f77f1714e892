"""The reading room on a socket: what the archive's web room must not do itself. Ends in order on SIGTERM and Ctrl-C."""

import errno
import signal
import socket
from collections.abc import Collection
from pathlib import Path
from typing import Any

import uvicorn

from archive import Archive
from archive.errors import ArchiveError
from archive.web import Refetched, create_app
from archive.web.asking import Refetch
from crawler.errors import CrawlerError, WrongUse
from crawler.fetch import fetch
from crawler.job import Orders

GRACE_S = 5
"""How long an answer under way may take when the room closes."""


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on a host and port (0: a free one).

    Raises:
        WrongUse: the port is taken or may not be had, or the host is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise WrongUse(
            f"cannot listen on {host} port {port}: {error.strerror}; {_ADVICE.get(error.errno or 0, _OTHER)}"
        ) from error
    return listening


def address_of(listening: socket.socket, host: str) -> str:
    """Return the address under which a browser reaches a listening socket."""
    name = "127.0.0.1" if host in ("0.0.0.0", "") else "[::1]" if host == "::" else f"[{host}]" if ":" in host else host
    return f"http://{name}:{listening.getsockname()[1]}/"


def serve(archive: Archive, listening: socket.socket, names: Collection[str], **given: Any) -> None:
    """Serve the reading room until SIGTERM or Ctrl-C, then let answers under way end.

    Args:
        given: what `create_app` takes beside the archive.
    """
    app = create_app(archive, names=names, **given)
    config = uvicorn.Config(
        app, http="h11", ws="none", lifespan="off", log_level="warning", access_log=False, server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )  # fmt: skip
    before = {number: signal.signal(number, _noted) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def refetching(folder: Path, orders: Orders) -> Refetch:
    """Return what fetches a page of the archive again for the room, as `fangzhi fetch` does."""

    def refetch(url: str) -> Refetched:
        try:
            found = fetch(folder, url, orders)
        except CrawlerError as error:
            raise ArchiveError(str(error)) from error
        outcome = found.capture.outcome if found.capture else found.attempt.outcome if found.attempt else "error"
        cause = (found.capture.cause if found.capture else found.attempt.message if found.attempt else "") or ""
        return Refetched(outcome, found.version, "; ".join(part for part in (cause, *found.run.reasons) if part))

    return refetch


def _noted(_number: int, _frame: object) -> None:
    """The server raises the signal that ended it again when it has closed: then there is nothing left to do."""


_OTHER = "choose another with --host and --port"
_ADVICE = {
    errno.EADDRINUSE: "choose another with --port, or --port 0 for any that is free",
    errno.EACCES: "ports below 1024 are root's: choose another with --port",
    errno.EADDRNOTAVAIL: "that address is none of this machine's: choose another with --host",
}
