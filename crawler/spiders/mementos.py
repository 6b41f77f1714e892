"""Walks a TimeMap: every memento of one page, oldest first, at the archive's pace; what is held already is not asked for."""

from collections.abc import AsyncIterator, Iterator
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.errors import BadAddress
from archive.urls import url_key
from crawler.errors import WrongUse
from crawler.gateway import Gateway
from crawler.outcomes import text_of
from crawler.spiders.walker import SourceSpider
from crawler.timemaps import prefix_of, read_timemap

HOPS = 5
"""So many redirects of the past are followed, each at its own time."""


class MementoSpider(SourceSpider):
    """Asks for the mementos that a TimeMap names; a walk of one page's past has no lists and no parts."""

    name = "mementos"

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the TimeMap."""
        for request in self._ask_timemap(self.timemap):
            yield request

    def read(self, response: Response, kind: str, url: str) -> Iterator[Request]:
        """Follow a TimeMap to its mementos, and a memento that leads on to what stood there then."""
        del url  # the response's own: mementos are asked under the page's address
        if kind == "timemap":
            yield from self._read_timemap(response)
        elif response.meta.get("outcome") == "redirect":
            yield from self._follow_then(response)

    def failed(self, failure: Failure) -> None:
        """Do nothing: why no answer came is recorded at the wire."""

    def _read_timemap(self, response: Response) -> Iterator[Request]:
        findings, (page,) = self.wire.findings, self.urls
        if response.status != 200:
            findings.hints[response.url] = f"the TimeMap at {response.url} answered {response.status}"
            return
        gateway = self.wire.gateway
        assert gateway is not None
        prefix = gateway.prefix if urlsplit(gateway.prefix).path not in ("", "/") else ""
        text = text_of(response.body, "text/plain; charset=utf-8")
        try:
            found = read_timemap(text, response.url, page, prefix)
        except WrongUse as error:
            findings.hints[response.url] = str(error)
            return
        findings.lists[response.url] = len(found.mementos)
        held = {capture.captured_at for capture in self.wire.archive.captures(page) if capture.reason == "import"}
        for memento in found.mementos:
            if memento.at is not None and memento.at in held:
                findings.resting += 1
            else:
                yield from self._ask_memento(memento.address, page)
        for further in found.further:
            yield from self._ask_timemap(further)

    def _ask_timemap(self, address: str) -> Iterator[Request]:
        if address in self.seen or not self._is_here(address) or self._is_enough():
            return
        self.seen.add(address)
        meta = {"timemap": True, "download_slot": self._slot()}
        yield Request(
            address,
            callback=self.read,
            errback=self.failed,
            cb_kwargs={"kind": "timemap", "url": address},
            dont_filter=True,
            meta=meta,
            priority=20,
        )

    def _ask_memento(self, address: str, page: str, hops: int = 0) -> Iterator[Request]:
        if address in self.seen or not self._is_here(address) or self._is_enough():
            return
        self.seen.add(address)
        if not hops:
            self.wire.findings.listed.append(address)
        meta = {"memento": address, "dont_redirect": True, "hops": hops, "download_slot": self._slot()}
        yield Request(
            page,
            callback=self.read,
            errback=self.failed,
            cb_kwargs={"kind": "memento", "url": page},
            dont_filter=True,
            meta=meta,
        )

    def _follow_then(self, response: Response) -> Iterator[Request]:
        """Where a page led then, ask for what stood there at that time."""
        location = (response.headers.get("Location") or b"").decode("latin-1") or response.meta.get("sent_on", "")
        onward, prefix = urljoin(response.url, location), prefix_of(str(response.meta.get("asked_at", "")))
        try:
            leads_on = bool(location) and url_key(onward) != url_key(response.url)
        except BadAddress:
            return
        if leads_on and prefix and response.meta["hops"] < HOPS and self.wire.source.covers(onward):
            yield from self._ask_memento(prefix + onward, onward, response.meta["hops"] + 1)

    def _is_here(self, address: str) -> bool:
        """Whether an address is of the archive that was named: others were not agreed to, and are told."""
        gateway = self.wire.gateway
        assert gateway is not None
        here = {urlsplit(gateway.prefix).netloc, urlsplit(self.timemap).netloc}
        if urlsplit(address).netloc not in here:
            self.wire.findings.strayed.append(address)
            return False
        return True

    def _is_enough(self) -> bool:
        """Whether so much was asked for that the rest waits for another call: a TimeMap may name further ones without end."""
        if len(self.seen) >= self.wire.cap:
            self.wire.findings.capped = True
        return self.wire.findings.capped

    def _slot(self) -> str:
        gateway = self.wire.gateway
        return gateway.host if isinstance(gateway, Gateway) else ""
