"""The archive as Scrapy's HTTP cache: what this run has is not asked again, what an earlier run has is asked for conditionally.

The cache only reads. Answers are kept where they leave the wire (`crawler.capture`), so nothing is stored here.
"""

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcache import HttpCacheMiddleware
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import BaseSettings

from archive.errors import ArchiveError
from archive.records import Capture, Outcome
from crawler.outcomes import PAGE_REFUSALS
from crawler.wire import FINAL, Wire


class ArchiveStorage:
    """What `HTTPCACHE_STORAGE` names: finds captures of a request's address and makes answers of them again."""

    def __init__(self, settings: BaseSettings) -> None:
        del settings  # Scrapy's signature; the walk comes with the spider

    def open_spider(self, spider: Spider) -> None:
        """Learn what the run has from before it was cut short, and whether there were runs before it."""
        wire: Wire = spider.wire  # type: ignore[attr-defined]
        wire.has_past = len(wire.archive.runs(limit=2)) > 1
        wire.answered |= {c.url for c in wire.archive.captures_of_run(wire.run) if c.outcome in FINAL}

    def close_spider(self, spider: Spider) -> None:
        """Do nothing: the walk ends with its spider."""

    def retrieve_response(self, spider: Spider, request: Request) -> Response | None:
        """Return this run's final answer to a request, as the wire gave it; None if there is none."""
        wire: Wire = spider.wire  # type: ignore[attr-defined]
        if request.url not in wire.answered:
            return None  # as most requests of a night: no need to look into the catalog
        capture = wire.archive.last_capture(request.url, run=wire.run)
        if capture is None or capture.outcome not in FINAL:
            return None
        wire.replayed()
        return as_response(wire, request, capture)

    def store_response(self, spider: Spider, request: Request, response: Response) -> None:
        """Do nothing: the answer was kept at the wire."""


class ReplayMiddleware(HttpCacheMiddleware):
    """Scrapy's cache without its habits: no invented Date, no old page in a failed one's place, no error taken for a miss."""

    async def process_request(self, request: Request) -> Response | None:  # type: ignore[override]
        """Answer from this run, else add If-None-Match and If-Modified-Since of the last good capture."""
        spider = self.crawler.spider
        assert spider is not None
        wire: Wire = spider.wire  # type: ignore[attr-defined]
        # A redirect or a second try comes with what was put on the request before it.
        request.meta.pop("known", None)
        for name in ("If-None-Match", "If-Modified-Since"):
            request.headers.pop(name, None)
        if any(request.meta.get(name) for name in ("asked_again", "memento", "render")):
            return None  # of one address there are many mementos, and a browser makes a page anew
        if request.url in wire.answered:
            await wire.flush()  # then the catalog has it
        try:
            answer = self.storage.retrieve_response(spider, request)
            if answer is None and wire.has_past and not request.meta.get("robots"):
                _ask_conditionally(wire, request)
        except ArchiveError as error:
            wire.end_with(error)
            raise
        return answer  # type: ignore[no-any-return]

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Put the kept body under a 304, so that the links of an unchanged page are still followed."""
        known: Capture | None = request.meta.get("known")
        if response.status != 304 or "cached" in response.flags:
            return response
        wire: Wire = self.crawler.spider.wire  # type: ignore[union-attr]
        if known is None:
            # A 304 to a request without conditions has no body to stand for; one more question, without the cache's.
            if request.meta.get("asked_again"):
                return response
            return request.replace(dont_filter=True, meta={**request.meta, "asked_again": True})
        try:
            kept = as_response(wire, request, known)
        except ArchiveError as error:
            wire.end_with(error)
            raise
        request.meta["outcome"], request.meta["cause"] = confirmed(known)
        return kept

    def process_exception(self, request: Request, exception: Exception) -> None:  # type: ignore[override]
        """Let a failed request be a failed request."""
        del exception
        request.meta.pop("known", None)


def confirmed(known: Capture) -> tuple[Outcome, str]:
    """Return outcome and cause of a 304: the page is unchanged, and what was refused is still refused."""
    return ("blocked", known.cause) if known.outcome == "blocked" else ("unchanged", "")


def _ask_conditionally(wire: Wire, request: Request) -> None:
    """Put the validators of the page's last good capture on a request; a thread for members only has such too."""
    known = wire.archive.last_capture(request.url, outcomes=("ok", "unchanged", "not-text", "blocked"))
    if known is not None and (known.outcome == "blocked" and (known.cause not in PAGE_REFUSALS or not known.etag)):
        known = wire.archive.last_capture(request.url, outcomes=("ok", "unchanged", "not-text"))
    if known is not None and known.is_revisit and not (known.etag or known.last_modified):
        known = wire.archive.capture(known.original_id)  # a 304 need not repeat the validators that it confirms
    if known is None:
        return
    if known.etag:
        request.headers["If-None-Match"] = known.etag
    if known.last_modified:
        request.headers["If-Modified-Since"] = known.last_modified
    if known.etag or known.last_modified:
        request.meta["known"] = known


def as_response(wire: Wire, request: Request, capture: Capture) -> Response:
    """Make the answer again that a capture holds: headers and body as sent; a 304's are those of what it revisits."""
    told = capture if capture.status != 304 else wire.archive.capture(capture.original_id)
    headers = Headers()
    for name, value in wire.archive.headers(told)[1]:
        headers.appendlist(name, value)
    body = wire.archive.payload(told)
    kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
    request.meta["outcome"], request.meta["cause"] = capture.outcome, capture.cause
    request.meta["sent_on"] = capture.redirected_to if capture.cause == "sent-on" else ""
    return kind(url=request.url, status=told.status, headers=headers, body=body, flags=["cached"])
