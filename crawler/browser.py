"""Renders a page in Chromium; whatever it asks for goes out as every request of a walk does, and comes back through the archive.

The browser has no network of its own: its requests are answered by the walk, so the source's lock and pace, robots.txt, the
gateway and the allow-list hold for them, and each answer is kept as it was sent. A block is not rendered: it is a block.
"""

from contextlib import suppress
from typing import Any

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Route
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from archive.errors import ArchiveError
from crawler.chromium import PATIENCE_MS
from crawler.handler import WireHandler
from crawler.politeness import NO_ANSWER
from crawler.wire import Wire

NOT_ASKED = frozenset({"image", "media", "font", "stylesheet", "websocket", "eventsource", "manifest", "ping"})
"""What a page's text does not need."""

SENT = ("accept", "content-type", "x-requested-with")
"""Header fields of the page's own requests that are handed on; cookies and referrers are not."""

NOT_GIVEN = frozenset({"content-encoding", "content-length", "transfer-encoding", "set-cookie", "connection"})
"""Header fields of an answer that no longer hold once its body is unpacked, or that would make a visitor of us."""

READABLE = ("ok", "unchanged", "not-text", "redirect")


class BrowserHandler(ScrapyPlaywrightDownloadHandler):
    """Sends what is to be rendered to Chromium and everything else to the wire."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._crawler = crawler
        self._wire: Wire = crawler.spider.wire  # type: ignore[union-attr]
        self._handler = WireHandler(crawler)

    async def download_request(self, request: Request) -> Response:
        """Render a page that is to be rendered, send any other request."""
        if not request.meta.get("render"):
            return await self._handler.download_request(request)
        rendering = _Rendering(self._crawler, self._wire, request.url)
        request.meta.update(
            {
                "playwright": True,
                "playwright_context_kwargs": {"service_workers": "block", "accept_downloads": False},
                "playwright_page_init_callback": rendering.begin,
                "playwright_page_methods": [PageMethod(_settle)],
            }
        )
        try:
            response: Response = await super().download_request(request)
        except PlaywrightError as error:
            raise IgnoreRequest(rendering.told or f"the browser could not open it: {error.message}") from error
        if rendering.told:
            raise IgnoreRequest(rendering.told)
        request.meta["rendered_from"] = rendering.main
        kind = f"text/html; charset={response.encoding}"  # type: ignore[attr-defined]
        browser = f"Chromium/{self.browser.version}" if hasattr(self, "browser") else "Chromium"
        return response.replace(url=request.url, headers={"Content-Type": kind, "X-Fangzhi-Rendered-By": browser})

    async def close(self) -> None:
        """Close the browser and the wire's connections."""
        await super().close()
        await self._handler.close()


async def _settle(page: Page) -> None:
    """Wait until the page asks for nothing more; one that never rests is read as it stands then."""
    with suppress(PlaywrightError):
        await page.wait_for_load_state("networkidle", timeout=PATIENCE_MS)


class _Rendering:
    """One page being rendered: answers what the browser asks for."""

    def __init__(self, crawler: Crawler, wire: Wire, url: str) -> None:
        self._crawler, self._wire, self._url = crawler, wire, url
        self.main = ""
        self.told = ""

    async def begin(self, page: Page, request: Request) -> None:
        """Take over what the page asks for; the route that is set last is asked first."""
        del request
        await page.route("**", self._answer)

    async def _answer(self, route: Route) -> None:
        asked = route.request
        is_main = asked.is_navigation_request() and asked.frame.parent_frame is None
        if asked.resource_type in NOT_ASKED or not asked.url.startswith(("http://", "https://")):
            await route.abort()
            return
        if not self._wire.source.has_host(asked.url):
            self._wire.findings.strayed.append(asked.url)
            await route.abort()
            return
        try:
            response = await self._download(asked, is_main=is_main)
        except (IgnoreRequest, ArchiveError, *NO_ANSWER) as error:
            if is_main:
                self.told = str(error) or type(error).__name__
            await route.abort()
            return
        if is_main and response.meta.get("outcome") not in READABLE:
            self.told = f"its answer is {response.meta.get('cause') or response.meta.get('outcome')}"
            await route.abort()
            return
        if is_main:
            self.main = str(response.meta.get("capture", ""))
        headers = {k.decode("latin-1").lower(): v[-1].decode("latin-1") for k, v in response.headers.items() if v}
        given = {name: value for name, value in headers.items() if name not in NOT_GIVEN}
        with suppress(PlaywrightError):  # the page went on while this was under way
            await route.fulfill(status=response.status, headers=given, body=response.body)

    async def _download(self, asked: Any, *, is_main: bool) -> Response:
        headers = {name: value for name, value in (await asked.all_headers()).items() if name in SENT}
        request = Request(
            asked.url,
            method=asked.method,
            headers=headers,
            body=asked.post_data_buffer or b"",
            callback=NO_CALLBACK,
            dont_filter=True,
            meta={"for_browser": True, "file": not is_main, "dont_redirect": True, "asked_again": is_main},
        )
        assert self._crawler.engine is not None
        response = await self._crawler.engine.download_async(request)
        response.request = request
        return response
