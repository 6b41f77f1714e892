"""What a site asks of its visitors and gets: robots.txt (RFC 9309), Crawl-delay, Retry-After, and an end to the asking."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from crawler.robots import ROBOTS_TOKEN, Rules, rules_of
from crawler.wire import Wire

BACK_OFF_S = 30.0
"""The pause after a 429 or 503 that names none; doubled with each further one of the same page."""


NO_ANSWER = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    ConnectError,
    ConnectionClosed,
    OSError,
)
"""How Scrapy 2.19 says that no answer came; its own errors share no base class."""


class Refused(IgnoreRequest):
    """A request that is not sent. `outcome` and `cause` go into the archive as an attempt."""

    def __init__(self, cause: str, message: str, *, blocked: bool = True) -> None:
        super().__init__(message)
        self.cause = cause
        self.blocked = blocked


class RobotsMiddleware:
    """Sends nothing that robots.txt forbids, nothing off the source's hosts, and nothing to a host given up for tonight.

    A robots.txt that answers 4xx allows everything; 5xx, 429 or no answer forbids the host for this walk. The file is
    asked once a walk, is archived like every answer, and its Crawl-delay makes the pace slower, never faster.

    Source: RFC 9309 §2.3.1; Crawl-delay as protego reads it (no part of the RFC).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._wire: Wire = crawler.spider.wire  # type: ignore[union-attr]
        self._rules: dict[str, asyncio.Future[Rules | None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RobotsMiddleware":
        """Make it for a crawler whose spider holds the walk."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Refuse what must not be asked; a refusal is kept as an attempt by the capturing middleware."""
        host = host_of(request.url)
        # a rendered page waits for its parts, so it must not hold the slot that they wait for
        request.meta["download_slot"] = "browser" if request.meta.get("render") else self._wire.group(host)
        if request.meta.get("robots"):
            return
        source, gateway = self._wire.source, self._wire.gateway
        of_archive = request.meta.get("timemap") or request.meta.get("memento")
        if of_archive and (gateway is None or gateway.is_local):
            return
        if not request.meta.get("timemap"):
            is_ours = source.has_host(request.url) if request.meta.get("file") else source.covers(request.url)
            if not is_ours:
                raise Refused("off-site", f"{request.url} is not of {source.id}", blocked=False)
        refuse_closed(self._wire, host)
        if self._wire.source.robots:
            return
        place, path = self._place(request.url, request.meta.get("memento", ""))
        rules = await self._rules_of(place)
        refuse_closed(self._wire, host)
        if rules is not None and not rules.can_fetch(path, ROBOTS_TOKEN):
            raise Refused("robots", f"{place} forbids it")

    def _place(self, url: str, memento: str = "") -> tuple[str, str]:
        """Where the robots.txt of an address lies, and the address that it judges: a far gateway's own, else the host's."""
        gateway = self._wire.gateway
        if gateway is not None and not gateway.is_local:
            return gateway.robots_url, memento or gateway.asked(url)
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}/robots.txt", url

    async def _rules_of(self, place: str) -> Rules | None:
        if place not in self._rules:
            self._rules[place] = asyncio.get_running_loop().create_future()
            rules = None
            try:
                rules = await self._ask(place)
            finally:
                self._rules[place].set_result(rules)
        return await self._rules[place]

    async def _ask(self, place: str) -> Rules | None:
        request = Request(place, callback=NO_CALLBACK, priority=1000, dont_filter=True, meta={"robots": True})
        host = host_of(place)
        assert self._crawler.engine is not None
        try:
            response = await self._crawler.engine.download_async(request)
        except IgnoreRequest:
            return None  # endless redirects or a bomb: RFC 9309 §2.3.1.2 lets us take it as unavailable
        except NO_ANSWER as error:
            self._unreachable(host, words_of(error).rstrip("."))
            return None
        if response.status >= 500 or response.status == 429:
            self._unreachable(host, f"status {response.status}")
            return None
        if response.status >= 300:
            return None
        rules = rules_of(response.body)
        if delay_s := rules.crawl_delay(ROBOTS_TOKEN):
            self._wire.slow_down(host, float(delay_s))
        return rules

    def _unreachable(self, host: str, how: str) -> None:
        self._wire.close_host(
            host, f"robots.txt of {host} cannot be had ({how}), so it is not crawled tonight (RFC 9309)"
        )


class PatientRetryMiddleware(RetryMiddleware):
    """Asks again, when the group's next turn comes: a body that was cut like a failed request, and no host that was given up."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Ask again, or hand the answer on when it has been asked for often enough."""
        wire: Wire = self.crawler.spider.wire  # type: ignore[union-attr]
        if "cached" in response.flags or _is_of_the_past(wire, response):
            return response
        if "dataloss" in response.flags or request.meta.get("cause") == "cut-body":
            return self._retry(request, "dataloss") or response
        if host_of(request.url) in wire.findings.closed:
            return response
        return super().process_response(request, response)


def heed(wire: Wire, host: str, response: Response, tries: int) -> None:
    """Hold the group for as long as a 429 or 503 asks; called within the turn, so that no other request slips in between.

    A host that names no time is left alone for half a minute, twice as long at each further try of the page.

    Source: RFC 9110 §10.2.3 (Retry-After), RFC 6585 §4 (429).
    """
    if response.status not in (429, 503) or _is_of_the_past(wire, response):
        return
    told = retry_after((response.headers.get("Retry-After") or b"").decode("latin-1"), wire.now())
    if told is None and wire.gateway is not None and wire.gateway.is_local:
        return
    wire.pause(host, BACK_OFF_S * 2**tries if told is None else told)


def _is_of_the_past(wire: Wire, response: Response) -> bool:
    """Whether an answer is a memento: a 503 of 2019 asks nobody to wait today."""
    return wire.gateway is not None and "Memento-Datetime" in response.headers


def refuse_closed(wire: Wire, host: str) -> None:
    """Send nothing to a host that was given up for tonight, and nothing at all once the archive has failed."""
    if wire.fatal is not None:
        raise IgnoreRequest("the archive has failed")
    if why := wire.findings.closed.get(host):
        raise Refused("closed-tonight", why)


def retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds that a Retry-After field asks to wait, 0 or more; None where it is absent or unreadable."""
    value = value.strip()
    if value.isascii() and value.isdigit():  # `²` is a digit too, and no number
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, ((when if when.tzinfo else when.replace(tzinfo=UTC)) - now).total_seconds())


@lru_cache(maxsize=1024)  # asked several times of each request
def host_of(url: str) -> str:
    """Return the host of an address as the turns know it: lower case, without `www.`, with a port that is not the scheme's own."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"


def words_of(exception: BaseException) -> str:
    """Say in words why there was no answer: what the innermost error says of itself, without Twisted's wrapping."""
    innermost = list(chain_of(exception))[-1]
    return str(innermost) or type(innermost).__name__


def chain_of(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that it was made of."""
    while error is not None:
        yield error
        for reason in getattr(error, "reasons", ()) if isinstance(error, ResponseFailed) else ():
            if isinstance(reason, Failure) and reason.value is not None:
                yield from chain_of(reason.value)
        error = error.__cause__
