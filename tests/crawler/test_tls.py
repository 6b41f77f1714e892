"""Old TLS: refused unless the declaration allows it, and what was spoken stands in the record."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from archive import open_archive
from crawler.crawl import crawl
from crawler.job import Orders
from crawler.sources import load_sources
from tests.crawler.replica import article, declare

pytestmark = pytest.mark.slow


def certificate(folder: Path) -> Path:
    """A certificate of its own for 127.0.0.1, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "site.pem"
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        is_list = self.path.endswith("/jdgz/")
        body = f"<ul><li><a href='/20260301/000001.html'>报告</a></li></ul>{'' if is_list else article(1)}".encode()
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


class Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A refused handshake is what is tested."""


@contextmanager
def serving(folder: Path, version: ssl.TLSVersion) -> Iterator[str]:
    """A server that speaks one version of TLS; gives its host with the port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    context.load_cert_chain(certificate(folder))
    server = Quiet(("127.0.0.1", 0), Site)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def crawled(folder: Path, version: ssl.TLSVersion, **more: str) -> tuple[str | None, set[str], set[str]]:
    """Verdict, causes of attempts and the protocols that stand in the records."""
    with serving(folder, version) as host:
        seeds, hosts = f'["https://{host}/jdgz/"]', f'["{host}"]'
        declare(folder / "sources", seeds=seeds, hosts=hosts, list="'/jdgz/$'", **more)
        orders = Orders(sources_folder=folder / "sources")
        run = crawl(folder / "archive", load_sources(folder / "sources")["linjiang"], orders)
    with open_archive(folder / "archive") as archive:
        causes = {attempt.cause for attempt in archive.attempts_of_run(run.id)}
        spoken = {
            archive.shelf.record(capture.warc, capture.offset, capture.length).fields.get("WARC-Protocol", "")
            for capture in archive.captures_of_run(run.id)
        }
    return run.verdict, causes, spoken


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize(("version", "name"), [(ssl.TLSVersion.TLSv1, "tls/1.0"), (ssl.TLSVersion.TLSv1_3, "tls/1.3")])
def test_what_was_spoken_is_recorded_with_each_capture(tmp_path: Path, version: ssl.TLSVersion, name: str) -> None:
    assert ("complete", set(), {name}) == crawled(tmp_path, version, tls='"old"')


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_old_tls_is_refused_where_no_declaration_allows_it(tmp_path: Path) -> None:
    verdict, causes, spoken = crawled(tmp_path, ssl.TLSVersion.TLSv1)
    assert ("failed", True, set()) == (verdict, "tls" in causes, spoken)
