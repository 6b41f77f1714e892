"""What is kept of an answer, and how the lack of one is named."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Headers
from twisted.internet.error import ConnectionLost
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from archive import open_archive
from crawler.capture import cause_of, fields_of
from crawler.fetch import Fetched, fetch
from crawler.job import Orders
from tests.crawler.replica import Page, Replica, article

URL = "https://unknown.example/a.html"


def tls_failure() -> DownloadFailedError:
    """A handshake that failed, wrapped as Twisted and Scrapy wrap it."""
    error = DownloadFailedError("failed")
    failed = Failure(SSL.Error([("SSL routines", "", "unsafe legacy renegotiation disabled")]))  # type: ignore[no-untyped-call]
    error.__cause__ = ResponseFailed([failed])  # type: ignore[no-untyped-call]
    return error


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (CannotResolveHostError("no such host"), "dns"),
        (DownloadTimeoutError("60 s"), "timeout"),
        (DownloadConnectionRefusedError("refused"), "refused"),
        (DownloadCancelledError("21 MB"), "too-large"),
        (tls_failure(), "tls"),
        (DownloadFailedError("gone"), "disconnected"),
        (ConnectionLost(), "disconnected"),
    ],
)
def test_no_answer_has_a_cause_by_its_type(error: Exception, cause: str) -> None:
    assert cause == cause_of(error)


def test_repeated_headers_are_kept_in_order() -> None:
    headers = Headers({"Set-Cookie": [b"a=1", b"b=\xe9"], "Etag": b'"x"'})
    assert (("Set-Cookie", "a=1"), ("Set-Cookie", "b=é"), ("Etag", '"x"')) == fields_of(headers.items())


def fetched(folder: Path, replica: Replica, url: str = URL) -> Fetched:
    return fetch(folder / "archive", url, Orders(gateway=replica.prefix))


@pytest.mark.slow
def test_a_compressed_body_is_kept_as_it_was_sent_and_read_as_what_it_holds(tmp_path: Path, replica: Replica) -> None:
    import gzip

    body = gzip.compress(article(5).encode())
    replica.put(URL, body, headers={"Content-Encoding": "gzip", "X-One": "1"})
    got = fetched(tmp_path, replica)
    assert got.capture is not None
    with open_archive(tmp_path / "archive") as archive:
        status, headers = archive.headers(got.capture)
        kept = archive.payload(got.capture)
        made_again = archive.shelf.response(got.capture).fields["Fangzhi-Reconstructed"]
    assert (body, "关于临江区第5号事项的报告") == (kept, got.title)
    assert ("HTTP/1.1 200 OK", True) == (status, ("X-One", "1") in headers)
    assert "protocol reason names order" == made_again  # what Scrapy does not hand on


@pytest.mark.slow
def test_what_answers_nothing_is_recorded_and_never_kept_as_a_page(tmp_path: Path, replica: Replica) -> None:
    replica.put("https://unknown.example/error", "<h1>502</h1>", status=502, etag=False)
    replica.put("https://unknown.example/huge", b"0" * (21 * 1024 * 1024))
    replica.put("https://unknown.example/picture", b"\x89PNG\r\n", headers={"Content-Type": "image/png"})
    told = [fetched(tmp_path, replica, f"https://unknown.example/{name}") for name in ("error", "huge", "picture")]
    assert told[1].attempt is not None
    assert ["server-error", "not-text"] == [(g.capture.cause or g.capture.outcome) for g in told if g.capture]
    assert "too-large" == told[1].attempt.cause
    assert ["none"] * 3 == [g.version for g in told]


@contextmanager
def rude() -> Iterator[int]:
    """A server that says nothing that HTTP knows, and closes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(b"SSH-2.0-OpenSSH_9\r\n\r\n")

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
    thread.join()


@pytest.mark.slow
def test_a_server_that_speaks_no_http_is_an_attempt(tmp_path: Path) -> None:
    with rude() as port:
        got = fetch(tmp_path / "archive", f"http://127.0.0.1:{port}/x.html")
    with open_archive(tmp_path / "archive") as archive:
        attempts = list(archive.attempts_of_run(got.run.id))
    causes = [attempt.cause for attempt in attempts]
    assert not any("twisted" in attempt.message for attempt in attempts)
    assert ("failed", "none") == (got.run.verdict, got.version)
    # Three tries of robots.txt; without it the host is not asked (RFC 9309).
    assert ["disconnected"] * 3 + ["closed-tonight"] == causes


@pytest.mark.slow
def test_a_bomb_is_recorded_and_the_fetch_ends(tmp_path: Path, replica: Replica) -> None:
    import gzip

    replica.put(URL, gzip.compress(b"0" * (40 * 1024 * 1024)), headers={"Content-Encoding": "gzip"})
    got = fetched(tmp_path, replica)
    assert got.capture is not None
    assert ("error", "too-large", "none") == (got.capture.outcome, got.capture.cause, got.version)


@pytest.mark.slow
def test_a_body_that_stays_cut_is_truncated_and_no_version(tmp_path: Path, replica: Replica) -> None:
    replica.pages[URL] = Page(article(5), cut=300)
    got = fetched(tmp_path, replica)
    assert got.capture is not None
    assert ("truncated", "none", "failed") == (got.capture.outcome, got.version, got.run.verdict)
