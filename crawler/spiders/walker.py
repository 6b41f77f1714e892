"""Walks a source: its list pages with their paging, the pages they name, and the further parts of those.

It decides only what to ask next; what is an answer and what becomes of it is decided at the wire.
"""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from archive.errors import ArchiveError, BadAddress
from archive.urls import url_key
from crawler.families import Family, family
from crawler.politeness import Refused, host_of
from crawler.wire import Wire

LISTS_FIRST, PARTS_FIRST = 20, 10
"""Priorities: what a night's cap cuts off is the tail of the pages, never a list or the rest of a begun document."""

READABLE = frozenset({"ok", "unchanged"})


class SourceSpider(Spider):
    """Walks the source of a `Wire`; `scrapy crawl source -a id=SOURCE -a archive=DIR` makes one by itself."""

    name = "source"
    wire: Wire
    family: Family

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "SourceSpider":
        """Make the spider of a crawl.

        Args:
            kwargs: `wire` and `urls` from `crawler.child`; or, from Scrapy's command line, `id` and `archive`, with
                `contact`, `gateway`, `sources` where they are wanted.
        """
        wire, urls = kwargs.pop("wire", None), kwargs.pop("urls", ())
        spider = super().from_crawler(crawler, *args)
        if wire is None:
            from crawler.child import wire_by_hand

            wire = wire_by_hand(kwargs)
            crawler.signals.connect(wire.archive.close, signals.engine_stopped)
            crawler.settings.set("USER_AGENT", user_agent(kwargs.get("contact", "")), priority="cmdline")
        spider.wire, spider.urls = wire, tuple(urls)
        spider.family = family(wire.source.family)
        spider.seen = set()
        crawler.signals.connect(spider.ended, signals.spider_closed)
        return spider

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.urls: tuple[str, ...] = ()
        self.seen: set[str] = set()

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the seeds, or for the pages named by hand."""
        for url in self.urls or self.wire.source.seeds:
            kind = self.family.classify(url, self.wire.source)
            if self.urls or kind == "detail":
                for request in self._ask(url, "detail"):
                    yield request
            else:
                for request in self._ask(url, "list"):
                    yield request

    def read(self, response: Response, kind: str, url: str) -> Iterator[Request]:
        """Follow what a page names. `url` is the address it was asked by, before any redirect."""
        if response.meta.get("outcome") not in READABLE or not isinstance(response, TextResponse):
            return
        if kind == "list":
            yield from self._read_list(response, url)
        else:
            for part in self.family.parts(response.url, response.text, self.wire.source):
                yield from self._ask(part, "part")

    def failed(self, failure: Failure) -> None:
        """Record what only shows up here: endless redirects, a redirect off the source's hosts, a bomb in an encoding."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        if isinstance(error, Refused):
            if error.cause == "off-site":
                self.wire.findings.strayed.append(request.url)
        elif isinstance(error, IgnoreRequest) and self.wire.fatal is None:
            looping = request.meta.get("redirect_times", 0) > 0 and request.meta.get("outcome") == "redirect"
            cause = "redirect-loop" if looping else "too-large"
            try:
                self.wire.keep_attempt(request.url, "error", cause, str(error))
            except ArchiveError as fatal:
                self.wire.end_with(fatal)

    def ended(self, reason: str) -> None:
        """Note why the walk ended."""
        self.wire.findings.ended = reason

    def _read_list(self, response: TextResponse, url: str) -> Iterator[Request]:
        findings = self.wire.findings
        listing = self.family.read_list(response.url, response.text, self.wire.source)
        findings.lists[url] = len(listing.entries)
        if listing.hint and not listing.entries:
            findings.hints[url] = listing.hint
        for following in listing.following:
            yield from self._ask(following, "list")
        for entry in listing.entries:
            yield from self._ask(entry.url, "detail")

    def _ask(self, url: str, kind: str) -> Iterator[Request]:
        """Yield the request for an address, once for all its spellings, as long as the night's cap allows."""
        try:
            key = url_key(url)
        except BadAddress:
            return
        if key in self.seen:
            return
        if len(self.seen) >= self.wire.cap:
            self.wire.findings.capped = True
            return
        self.seen.add(key)
        (self.wire.findings.pagers if kind == "list" else self.wire.findings.listed).append(url)
        yield Request(
            url,
            callback=self.read,
            errback=self.failed,
            cb_kwargs={"kind": "list" if kind == "list" else "detail", "url": url},
            priority={"list": LISTS_FIRST, "part": PARTS_FIRST}.get(kind, 0),
            dont_filter=True,  # doubles are known by url_key above; Scrapy's filter would drop a redirect to a seen spelling
            meta={"download_slot": self.wire.group(host_of(url))},
        )


def user_agent(contact: str) -> str:
    """Return the honest name that sites see: `fangzhi/<version> (+contact)`."""
    from importlib.metadata import version

    return f"fangzhi/{version('fangzhi')}" + (f" (+{contact})" if contact else "")
