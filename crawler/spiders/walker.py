"""Walks a source: its list pages with their paging, the pages they name, and the further parts of those.

It decides only what to ask next; what is an answer and what becomes of it is decided at the wire.
"""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.errors import BadAddress
from archive.records import Outcome
from archive.urls import url_key
from crawler.due import KNOWN_IN_A_ROW, Plan
from crawler.families import Entry, Family, family
from crawler.families.interfaces import is_interface
from crawler.families.linked import is_file, linked_with
from crawler.handler import OLD_TLS
from crawler.outcomes import is_binary, text_of
from crawler.politeness import Refused, host_of
from crawler.rhythms import note
from crawler.wire import Wire

PRIORITIES = {"list": 20, "part": 10, "file": 5, "due": -10}
"""What is new comes before what is only looked at again, and a begun document is finished first; a page itself has 0."""

READABLE = frozenset({"ok", "unchanged"})

HELD: tuple[Outcome, ...] = ("ok", "unchanged", "not-text")
"""Outcomes of a file or picture that is had."""


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
        wire, urls, bare = kwargs.pop("wire", None), kwargs.pop("urls", ()), bool(kwargs.pop("bare", False))
        timemap, browser = str(kwargs.pop("timemap", "")), bool(kwargs.pop("browser", False))
        spider = super().from_crawler(crawler, *args)
        if wire is None:
            from crawler.child import wire_by_hand

            wire = wire_by_hand(kwargs)
            crawler.signals.connect(wire.archive.close, signals.engine_stopped)
            crawler.settings.set("USER_AGENT", user_agent(kwargs.get("contact", "")), priority="cmdline")
        if wire.source.tls == "old":
            crawler.settings.setdict(dict(OLD_TLS), priority="cmdline")
        spider.wire, spider.urls, spider.bare, spider.timemap = wire, tuple(urls), bare, timemap
        spider.browser = browser
        spider.family = family(wire.source.family)
        spider.seen = set()
        crawler.signals.connect(spider.ended, signals.spider_closed)
        return spider

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.urls: tuple[str, ...] = ()
        self.bare = False
        self.timemap = ""
        self.browser = False
        self.seen: set[str] = set()
        self.fronts: dict[str, str] = {}
        self.columns: dict[str, str] = {}

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the seeds and for known pages that are due, or for the pages named by hand."""
        for url in self.urls or self.wire.source.seeds:
            kind = self.family.classify(url, self.wire.source)
            if self.urls or kind == "detail":
                for request in self._ask(url, "detail"):
                    yield request
            else:
                for request in self._ask(url, "list"):
                    yield request
        for url in self.wire.plan.waiting if self.wire.plan is not None else ():
            for request in self._ask(url, "file" if is_file(url) else "due"):
                yield request

    def read(self, response: Response, kind: str, url: str) -> Iterator[Request]:
        """Follow what a page names. `url` is the address it was asked by, before any redirect."""
        if onward := response.meta.get("sent_on"):
            yield from self._follow(onward, kind, url)
        shell = (
            kind == "list" and response.meta.get("cause") == "script-only"
        )  # it may name the interface that fills it
        if (response.meta.get("outcome") not in READABLE and not shell) or self.bare:
            return
        if kind == "list":
            yield from self._read_list(response, url)
        elif kind == "detail" and not is_binary(_media_type(response), response.body):
            html = self._text(response)
            for part in self.family.parts(response.url, html, self.wire.source):
                yield from self._ask(part, "part")
            yield from self._ask_linked(response.url, html)

    def failed(self, failure: Failure) -> None:
        """Record what only shows up here: endless redirects, a redirect off the source's hosts, a bomb in an encoding."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        if isinstance(error, Refused):
            if error.cause == "off-site":
                self.wire.findings.strayed.append(request.url)
        elif isinstance(error, IgnoreRequest) and self.wire.fatal is None:
            looping = request.meta.get("redirect_times", 0) > 0 and request.meta.get("outcome") == "redirect"
            cause = "redirect-loop" if looping else "not-rendered" if request.meta.get("render") else "too-large"
            self.wire.keep_attempt(request.url, "error", cause, str(error))

    def ended(self, reason: str) -> None:
        """Note why the walk ended."""
        self.wire.findings.ended = reason

    def _read_list(self, response: Response, url: str) -> Iterator[Request]:
        findings, plan = self.wire.findings, self.wire.plan
        listing = self.family.read_list(response.url, self._text(response), self.wire.source)
        front, column = self.fronts.get(url, url), self.columns.get(url, url)
        note(findings, column, listing.entries)
        findings.lists[front] = findings.lists.get(front, 0) + len(listing.entries)
        if findings.lists[front]:
            findings.hints.pop(front, None)
        elif listing.hint:
            findings.hints[front] = listing.hint
        if plan is None or plan.whole or not _ends_column(plan, listing.entries):
            for following in listing.following:
                self.columns.setdefault(following, column)
                if is_interface(following):  # what it names are the rows of the page whose script would ask it
                    self.fronts[following] = front
                yield from self._ask(following, "list")
        for entry in listing.entries:
            if plan is not None and plan.skips(entry):
                self._rest(entry.url)
            else:
                yield from self._ask(entry.url, "detail")

    def _follow(self, onward: str, kind: str, url: str) -> Iterator[Request]:
        """Ask for the page that a page sends its reader to, as what that was asked as; off the source it only is told."""
        if not self.wire.source.covers(onward):
            self.wire.findings.strayed.append(url)
        elif kind == "list":
            self.columns.setdefault(onward, self.columns.get(url, url))
            yield from self._ask(onward, "list")
        else:
            yield from self._ask(onward, "part")

    def _ask_linked(self, page: str, html: str) -> Iterator[Request]:
        """Ask for a page's files and pictures; on a night that leaves known pages out, not for what is held already."""
        linked = linked_with(page, html, self.wire.source)
        self.wire.findings.files_left += linked.left
        for url in (*linked.files, *linked.pictures):
            if self.wire.plan is None or self.wire.archive.last_capture(url, outcomes=HELD) is None:
                yield from self._ask(url, "file")

    def _rest(self, url: str) -> None:
        key = url_key(url)
        if key not in self.seen:
            self.seen.add(key)
            self.wire.findings.resting += 1

    def _is_rendered(self, kind: str) -> bool:
        """Whether a page is shown to a browser first: a fetch by hand may say so, a source of its list pages."""
        return self.browser or (kind == "list" and self.wire.source.browser == "lists")

    def _text(self, response: Response) -> str:
        charset = self.wire.source.charset
        return text_of(response.body, f"text/html; charset={charset}" if charset else _media_type(response))

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
        findings = self.wire.findings
        {"list": findings.pagers, "file": findings.files}.get(kind, findings.listed).append(url)
        yield Request(
            url,
            callback=self.read,
            errback=self.failed,
            cb_kwargs={"kind": kind if kind in ("list", "file") else "detail", "url": url},
            priority=PRIORITIES.get(kind, 0),
            dont_filter=True,  # doubles are known by url_key above; Scrapy's filter would drop a redirect to a seen spelling
            meta={
                "download_slot": self.wire.group(host_of(url)),
                "file": kind == "file",
                "render": self._is_rendered(kind),
            },
        )


def _media_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def _ends_column(plan: Plan, entries: tuple[Entry, ...]) -> bool:
    """Whether so many entries in a row are known that nothing new lies behind them."""
    in_a_row = 0
    for entry in entries:
        in_a_row = in_a_row + 1 if plan.knows(entry) else 0
        if in_a_row == KNOWN_IN_A_ROW:
            return True
    return False


def user_agent(contact: str) -> str:
    """Return the honest name that sites see: `fangzhi/<version> (+contact)`."""
    from importlib.metadata import version

    return f"fangzhi/{version('fangzhi')}" + (f" (+{contact})" if contact else "")
