"""Where a request leaves: in its group's turn, through the gateway if one is given, and once only."""

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.families.interfaces import posted
from crawler.gateway import OWN_HOPS, Gateway
from crawler.politeness import heed, host_of, refuse_closed
from crawler.wire import Wire


class WireHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler, made to wait its turn and never to send by itself what was sent already."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # Twisted sends a GET again when a kept connection drops: the server saw such pages twice.
        self._pool.retryAutomatically = False
        self._wire: Wire = crawler.spider.wire  # type: ignore[union-attr]

    async def download_request(self, request: Request) -> Response:
        """Send a request in its group's turn and return the answer, under its real address."""
        gateway = self._wire.gateway
        if gateway is None or request.url == gateway.robots_url:
            response = await self._send(request, request)
            return response if response.url == request.url else response.replace(url=request.url)
        asked = request.replace(url=gateway.asked(request.url))
        for _ in range(OWN_HOPS):
            response = await self._send(asked, request)
            onward = _own_hop(gateway, asked, request, response)
            if onward is None:
                break
            asked = asked.replace(url=onward)
        return _as_real(gateway, request, response)

    async def _send(self, asked: Request, real: Request) -> Response:
        host = host_of(real.url)
        async with self._wire.turns.turn(self._wire.group(host), self._wire.delay(host)):
            refuse_closed(self._wire, host)  # it may have been given up while this request waited
            response = await super().download_request(_as_post(asked))
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
