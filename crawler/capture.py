"""Keeps every answer where it leaves the wire: below cache, redirects, robots.txt and decompression, as it was sent.

304s, redirects, robots.txt and answers that are asked for again are captures of their own; what gave no answer is an attempt.
"""

import asyncio
from http import HTTPStatus
from urllib.parse import urlsplit

from OpenSSL import SSL
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response
from scrapy.utils.asyncio import create_looping_call
from twisted.internet.error import SSLError

from archive.errors import ArchiveError
from archive.records import RECONSTRUCTED, Answer, Capture, Headers
from crawler.families.interfaces import posted
from crawler.gateway import memento_datetime
from crawler.messages import Judged
from crawler.outcomes import judge, led_on, value_of
from crawler.politeness import Refused, chain_of, host_of, words_of
from crawler.replay import confirmed
from crawler.wire import Wire

FLUSH_S = 0.5
"""How long an answer that is written may wait until it is in the catalog (the archive also flushes every 64 records)."""


class CaptureMiddleware:
    """The one place where answers become captures. It stands at 950, so an answer has gone through nothing of ours."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._wire: Wire = crawler.spider.wire  # type: ignore[union-attr]
        self._flushing = create_looping_call(self._flush)
        crawler.signals.connect(self._begin, signals.engine_started)
        crawler.signals.connect(self._end, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CaptureMiddleware":
        """Make it for a crawler whose spider holds the walk."""
        return cls(crawler)

    def _begin(self) -> None:
        self._flushing.start(FLUSH_S, now=False)

    def _end(self) -> None:
        if self._flushing.running:
            self._flushing.stop()

    def _flush(self) -> None:
        self._flushed = asyncio.get_running_loop().create_task(self._wire.flush())

    def process_request(self, request: Request) -> None:
        """Send nothing once the archive has failed: what cannot be kept must not be asked for."""
        del request
        if self._wire.fatal is not None:
            raise IgnoreRequest("the archive has failed")

    async def process_response(self, request: Request, response: Response) -> Response:
        """Keep an answer and note on the request what it is (`meta["outcome"]`, `meta["cause"]`)."""
        try:
            return await self._kept(request, response)
        finally:
            if group := request.meta.pop("unwritten", None):
                self._wire.end_writing(group)

    async def _kept(self, request: Request, response: Response) -> Response:
        if "cached" in response.flags:
            return response
        if self._is_gateways_own(request, response):
            return self._lacking(request, response)
        answer = self._answer(request, response)
        request.meta["outcome"], request.meta["cause"] = answer.outcome, answer.cause
        request.meta["sent_on"] = answer.redirected_to if answer.cause == "sent-on" else ""
        request.meta["capture"] = await self._wire.keep(answer, host_of(request.url))
        return response

    def _is_gateways_own(self, request: Request, response: Response) -> bool:
        gateway = self._wire.gateway
        if gateway is None or request.meta.get("timemap") or request.url == gateway.robots_url:
            return False
        if request.meta.get("memento"):
            return "Memento-Datetime" not in response.headers
        return gateway.is_own_answer(fields_of(response.headers.items()))

    def _lacking(self, request: Request, response: Response) -> Response:
        """Record that the archive behind a gateway has no answer of the page; its own page is no capture of it."""
        cause = "not-archived" if response.status in (200, 404) else "gateway-error"
        request.meta["outcome"], request.meta["cause"] = "error", cause
        words = f"{request.meta.get('asked_at', request.url)} answered {response.status} without Memento-Datetime"
        self._wire.keep_attempt(request.url, "error", cause, words)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Record why there is no answer."""
        if self._wire.fatal is not None or isinstance(exception, ArchiveError):
            return
        if isinstance(exception, Refused):
            outcome, cause = ("blocked" if exception.blocked else "error"), exception.cause
        elif isinstance(exception, IgnoreRequest):
            return
        else:
            outcome, cause = "error", cause_of(exception)
        request.meta["outcome"], request.meta["cause"] = outcome, cause
        self._wire.keep_attempt(request.url, outcome, cause, words_of(exception))  # type: ignore[arg-type]

    def _answer(self, request: Request, response: Response) -> Answer:
        wire, headers = self._wire, fields_of(response.headers.items())
        now = wire.now()
        cut = "dataloss" in response.flags
        judged = judge(response.status, headers, response.body, truncated=cut)
        memento = memento_datetime(value_of(headers, "memento-datetime")) if wire.gateway else None
        known: Capture | None = request.meta.get("known") if response.status == 304 else None
        if known is not None:
            judged = Judged(*confirmed(known))
        for name in ("robots", "timemap"):  # whatever media type they come under, they are no pages
            is_plain = response.status == 200 and response.body.lstrip()[:1] not in (b"", b"<")
            if request.meta.get(name) and (judged.outcome in ("ok", "not-text") or (is_plain and not cut)):
                judged = Judged("not-text", name)  # what a page would mean by "User-agent" or "blocked", these do not
        if request.meta.get("for_browser") and (judged.outcome == "ok" or judged.cause in ("script-only", "sent-on")):
            judged = Judged("not-text", "for-browser")  # what is read is what the browser makes of it
        judged, onward = led_on(request.url, judged, headers, response.body)
        return Answer(
            url=request.url,
            status=response.status,
            status_text=_phrase(response.status),
            headers=headers,
            payload=response.body,
            captured_at=memento or now,
            recorded_at=now,
            source=wire.source.id,
            run=wire.run,
            outcome=judged.outcome,
            reason=wire.reason,
            cause=judged.cause or ("rendered" if request.meta.get("rendered_from") else ""),
            method="POST" if posted(request.url) else request.method,
            request_headers=(("Host", urlsplit(request.url).netloc), *fields_of(request.headers.items())),
            revisit_of=known.original_id if known is not None else "",
            truncated="disconnect" if cut else "",
            redirected_to=onward,
            ip_address=str(response.ip_address or ""),
            reconstructed=RECONSTRUCTED,
            protocol=request.meta.pop("protocol", ""),
            rendered_from=str(request.meta.get("rendered_from", "")),
            imported_from=str(request.meta.get("asked_at", "")) if memento else "",
        )


def fields_of(items: object) -> Headers:
    """Return Scrapy's headers as pairs of text, repeats kept; bytes are read as Latin-1 (RFC 9110 §5.5)."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in items  # type: ignore[attr-defined]
        for value in values
    )


def cause_of(exception: BaseException) -> str:
    """Name why there was no answer, by the errors' types: dns, refused, timeout, tls, too-large, else disconnected."""
    for error in chain_of(exception):
        if isinstance(error, SSL.Error | SSLError):
            return "tls"
        if isinstance(error, CannotResolveHostError):
            return "dns"
        if isinstance(error, DownloadTimeoutError):
            return "timeout"
        if isinstance(error, DownloadConnectionRefusedError):
            return "refused"
        if isinstance(error, DownloadCancelledError):
            return "too-large"
    return "disconnected"


def _phrase(status: int) -> str:
    """The registered reason phrase; Scrapy does not hand on the one that was sent."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
