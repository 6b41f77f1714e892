"""Discuz! forums: boards, their pages, threads and the pages of a thread, in every address form that Discuz! X writes.

The forms are those of the X3.4 source (source/function/function_core.php, rewriteoutput; archiver; rss): dynamic
addresses, the default rewrite rules, and the archiver. Sites change the rules: `thread-13028-1.html` has two numbers.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from crawler.families.listing import Entry, Listing, PageKind
from crawler.families.numbers import number_in
from crawler.families.page import Anchor, anchors
from crawler.families.paging import MOST_PAGES

if TYPE_CHECKING:
    from crawler.sources.declared import Source

_THREAD = re.compile(r"/thread-(?P<tid>\d+)-(?P<page>\d+)(?:-\d+)?\.html$")
_BOARD = re.compile(r"/forum-(?P<fid>\w+)-(?P<page>\d+)\.html$")
_ARCHIVE = re.compile(r"^(?P<kind>[tf])id-(?P<id>\d+)\.html(?:&page=(?P<page>\d+))?$")
_ARCHIVED_LEAF = re.compile(r"/archiver/(?P<kind>[tf])id-(?P<id>\d+)(?:-(?P<page>\d+))?\.html$")
_TOTAL = re.compile(r"title=\"共\s*(\d+)\s*页\"")
_MARKS = (
    (r"<meta name=\"generator\" content=\"Discuz!", 0.5),
    (r"postmessage_\d+|(?:normal|stick)thread_\d+", 0.5),
    (r"mod=viewthread&(?:amp;)?tid=\d+|thread-\d+-\d+", 0.3),
    (r"discuz_uid|Powered by .{0,60}X\d\.\d|Discuz! Archiver", 0.3),
)


@dataclass(frozen=True, slots=True)
class Spot:
    """What a forum address stands for: the page `page` of a thread or a board, in one of the three address forms."""

    kind: str
    number: str
    page: int
    form: str


def spot_of(url: str) -> Spot | None:
    """Return what a forum address stands for; None for the forum's other pages (print views, redirects, users)."""
    parts = urlsplit(url)
    if found := _THREAD.search(parts.path):
        return Spot("thread", found["tid"], number_in(found["page"], 1), "rewritten")
    if found := _BOARD.search(parts.path):
        return Spot("board", found["fid"], number_in(found["page"], 1), "rewritten")
    if archived := _ARCHIVED_LEAF.search(parts.path) or ("/archiver/" in parts.path and _ARCHIVE.match(parts.query)):
        kind = "thread" if archived["kind"] == "t" else "board"
        return Spot(kind, archived["id"], number_in(archived["page"] or "", 1), "archiver")
    return _dynamic_spot(parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)))


def _dynamic_spot(path: str, query: dict[str, str]) -> Spot | None:
    if not path.endswith(("/forum.php", "/viewthread.php", "/forumdisplay.php")):
        return None
    mod = query.get("mod") or path.rpartition("/")[2].removesuffix(".php")
    page = number_in(query.get("page", ""), 1)
    if mod == "viewthread" and query.get("tid", "").isdecimal() and not {"action", "authorid", "goto"} & set(query):
        return Spot("thread", query["tid"], page, "dynamic")
    if mod == "forumdisplay" and query.get("fid") and not {"filter", "orderby", "typeid", "sortid"} & set(query):
        return Spot("board", query["fid"], page, "dynamic")
    if mod == "rss" and query.get("fid"):
        return Spot("board", query["fid"], page, "rss")
    return None


def at_page(url: str, page: int) -> str:
    """Return the address of another page of the same thread or board, in the same form, without `extra=`."""
    head, mark, query = url.partition("?")
    if found := (_THREAD.search(head) or _BOARD.search(head)):
        start, end = found.span("page")
        rest = re.sub(r"^-\d+", "-1", head[end:])
        return f"{head[:start]}{page}{rest}"
    if "/archiver/" in head:
        plain = query.partition("&page=")[0]
        leaf = re.sub(r"(id-\d+)(?:-\d+)?\.html$", rf"\g<1>{f'-{page}' if page > 1 else ''}.html", head)
        return head + mark + plain + (f"&page={page}" if page > 1 else "") if mark else leaf
    kept = [part for part in query.split("&") if part and not part.startswith(("extra=", "page=", "highlight="))]
    return head + mark + "&".join(kept + ([f"page={page}"] if page > 1 else []))


@dataclass(frozen=True, slots=True)
class DiscuzFamily:
    """Forums made with Discuz! X: a board is a list, a thread a document, the pages of a thread its parts."""

    name: str = "discuz"
    about: str = "J: Discuz! boards and threads: forum.php?mod=…, thread-1-1-1.html, archiver and RSS; seeds are board addresses."

    def classify(self, url: str, source: "Source") -> PageKind | None:
        """A thread is a page to keep, a board (also its archiver and RSS form) one to walk; the rest of a forum is neither."""
        if not source.covers(url):
            return None
        if source.list and re.search(source.list, url):
            return "list"
        if source.detail and re.search(source.detail, url):
            return "detail"
        spot = spot_of(url)
        if spot is None:
            return "list" if url in source.seeds else None
        return "detail" if spot.kind == "thread" else "list"

    def read_list(self, url: str, html: str, source: "Source") -> Listing:
        """Read a board: its threads once each, at their first page; and the board's further pages up to 共N页."""
        links = list(anchors(url, html))
        entries: dict[str, Entry] = {}
        for entry in self._threads(links, source):
            known = entries.get(entry.url)
            if known is None or len(entry.title) > len(known.title):
                entries[entry.url] = entry
        return Listing(tuple(entries.values()), self._pages(url, html, links, "board", after_only=True))

    def parts(self, url: str, html: str, source: "Source") -> tuple[str, ...]:
        """The other pages of a thread, in order; a page beyond the last answers with the last one again."""
        pages = self._pages(url, html, anchors(url, html), "thread", after_only=False)
        return tuple(page for page in pages if source.covers(page))

    def fingerprint(self, html: str) -> float:
        """Marks of the system itself: generator, ids of posts and rows, address forms, footer."""
        return min(1.0, sum(weight for mark, weight in _MARKS if re.search(mark, html, re.IGNORECASE)))

    def _threads(self, links: Iterable[Anchor], source: "Source") -> Iterable[Entry]:
        for link in links:
            spot = spot_of(link.url)
            if spot and spot.kind == "thread" and source.covers(link.url):
                # Only the title link (class xst; the archiver has no classes) names the thread; the others are
                # icons, counters and page numbers.
                title = "" if link.text.isdecimal() else link.text
                yield Entry(at_page(link.url, 1), title, link.date() if title else None)

    def _pages(self, url: str, html: str, links: Iterable[Anchor], kind: str, *, after_only: bool) -> tuple[str, ...]:
        here = spot_of(url)
        if here is None or here.kind != kind:
            return ()
        linked = {here.page: url}
        for link in links:
            spot = spot_of(link.url) if here.number in link.url else None
            if spot and (spot.kind, spot.number, spot.form) == (kind, here.number, here.form):
                linked.setdefault(spot.page, link.url)
        last = max(linked)
        if total := _TOTAL.search(html):
            last = number_in(total.group(1), last)
        form = next(iter(sorted(linked.items(), reverse=True)))[1] if here.form == "rewritten" else url
        first = here.page + 1 if after_only else 1
        return tuple(at_page(form, n) for n in range(first, min(last, MOST_PAGES) + 1) if n != here.page)
