"""Where a request leaves: in its group's turn, through the gateway if one is given, and once only."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.families.interfaces import posted
from crawler.gateway import OWN_HOPS, Gateway
from crawler.politeness import heed, host_of, refuse_closed
from crawler.timemaps import prefix_of
from crawler.wire import Wire

OLD_TLS: Mapping[str, str] = {"DOWNLOAD_TLS_MIN_VERSION": "TLSv1.0"}
"""Scrapy's settings for a source that is declared with `tls = "old"`."""

_OLD_CIPHERS = b"DEFAULT:@SECLEVEL=0"
"""OpenSSL 3 speaks TLS below 1.2 at level 0 only; Scrapy's setting for ciphers loses the level on its way."""

_LEGACY_SERVER_CONNECT = 0x4
"""SSL_OP_LEGACY_SERVER_CONNECT (openssl/ssl.h), off since OpenSSL 3."""


class WireHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler, made to wait its turn and never to send by itself what was sent already."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # Twisted sends a GET again when a kept connection drops: the server saw such pages twice.
        self._pool.retryAutomatically = False
        self._wire: Wire = crawler.spider.wire  # type: ignore[union-attr]
        self._handshakes = Handshakes(self._contextFactory, is_old=self._wire.source.tls == "old")

    async def download_request(self, request: Request) -> Response:
        """Send a request in its group's turn and return the answer, under its real address."""
        gateway = self._wire.gateway
        if gateway is None or request.url == gateway.robots_url or request.meta.get("timemap"):
            response = await self._send(request, request)
            self._begin_writing(request)
            return response if response.url == request.url else response.replace(url=request.url)
        memento: str = request.meta.get("memento", "")
        if memento:
            gateway = Gateway(prefix_of(memento) or gateway.prefix)
        asked = request.replace(url=memento or gateway.asked(request.url))
        for _ in range(OWN_HOPS):
            response = await self._send(asked, request)
            onward = _own_hop(gateway, asked, request, response)
            if onward is None:
                break
            asked = asked.replace(url=onward)
        self._begin_writing(request)
        request.meta["asked_at"] = asked.url
        return _as_real(gateway, request, response)

    def _begin_writing(self, request: Request) -> None:
        """Hold the group, which nobody else has entered yet, until the capturing middleware has had the answer."""
        request.meta["unwritten"] = group = self._wire.group(host_of(request.url))
        self._wire.begin_writing(group)

    async def _send(self, asked: Request, real: Request) -> Response:
        host = host_of(real.url)
        async with self._wire.turns.turn(self._wire.group(host), self._wire.delay(host)):
            await self._wire.written(self._wire.group(host))
            refuse_closed(self._wire, host)  # it may have been given up while this request waited
            response = await super().download_request(_as_post(asked))
            if self._wire.gateway is None:
                real.meta["protocol"] = self._handshakes.protocol(real.url)
            heed(self._wire, host, response, tries=real.meta.get("retry_times", 0))
            return response


def _as_post(asked: Request) -> Request:
    """A request whose address says that its values are posted, as that POST: the same in every other respect."""
    if (told := posted(asked.url)) is None:
        return asked
    url, body = told
    asked = asked.replace(url=url, method="POST", body=body)
    asked.headers["Content-Type"] = "application/json;charset=UTF-8"
    return asked


class Handshakes:
    """Remembers the last secured connection to each host, for the record of what was spoken on it.

    Scrapy's policy makes the connections. Where old servers are allowed, it is told what OpenSSL 3 refuses by itself: weak
    ciphers, and to renegotiate as before RFC 5746.
    """

    def __init__(self, policy: Any, *, is_old: bool) -> None:
        self._is_old = is_old
        self._creator_for = policy.creatorForNetloc
        self._last: dict[tuple[str, int], Any] = {}
        policy.creatorForNetloc = self._creator

    def _creator(self, hostname: bytes, port: int) -> Any:
        creator = self._creator_for(hostname, port)
        if self._is_old:
            context = creator._createConnection.__self__.getContext()
            context.set_options(_LEGACY_SERVER_CONNECT)
            context.set_cipher_list(_OLD_CIPHERS)
        connect = creator.clientConnectionForTLS

        def connected(protocol: Any) -> Any:
            self._last[hostname.decode("ascii"), port] = connection = connect(protocol)
            return connection

        creator.clientConnectionForTLS = connected
        return creator

    def protocol(self, url: str) -> str:
        """Return what secures the connection on which an address was asked, as `tls/1.3`; empty for plain http."""
        parts = urlsplit(url)
        connection = self._last.get((parts.hostname or "", parts.port or 443)) if parts.scheme == "https" else None
        if connection is None:
            return ""
        name = str(connection.get_protocol_version_name()).lower().replace("v", "/")
        return f"{name}.0" if name == "tls/1" else name


def _own_hop(gateway: Gateway, asked: Request, real: Request, response: Response) -> str | None:
    location = response.headers.get("Location")
    if not 300 <= response.status < 400 or location is None or "Memento-Datetime" in response.headers:
        return None
    return gateway.own_redirect(asked.url, real.url, location.decode("latin-1"))


def _as_real(gateway: Gateway, real: Request, response: Response) -> Response:
    """The same answer under the page's own address, its Location out of the gateway's."""
    location = response.headers.get("Location")
    if location is not None:
        response.headers["Location"] = gateway.unwrapped(location.decode("latin-1"), real.url)
    return response.replace(url=real.url)
