"""A list page taken apart: its links with text and date, and its scripts. The door of selectolax."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.families.feeds import as_html

_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})(?!\d)")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_BREAKS = re.compile(r"[\t\r\n]")
_OWN_PATH = re.compile(r"(?:https?:)?//[^/?#;:]|/(?!/)[^:]*$|[^/?#;:][^:]*$")
_BASE = re.compile(r"<base\s[^>]*?href\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)

# An entry's date stands in its own row: looking further up would find another entry's.
_ROWS = frozenset({"li", "tr", "dd", "dt", "dl", "tbody", "article"})
_WALLS = frozenset({"ul", "ol", "table", "body", "html", "form", "section"})


@dataclass(frozen=True)
class Anchor:
    """One link: absolute address without fragment, and its node. What it says is read when it is asked for."""

    url: str
    node: LexborNode

    @cached_property
    def text(self) -> str:
        """The words of the link, white space folded."""
        return " ".join(self.node.text(separator=" ").split())

    @cached_property
    def name(self) -> str:
        """The name that its `title` gives, often the longer one; empty for none."""
        return " ".join((self.node.attributes.get("title") or "").split())

    def date(self) -> date | None:
        """Return the date printed beside the link in its own row, or in a `title` there; None when there is none."""
        own, node = self.text, self.node.parent
        for _ in range(4):
            if node is None or node.tag in _WALLS:
                return None
            found = date_in(node.text(separator=" ").replace(own, " ")) or _date_in_titles(node)
            if found or node.tag in _ROWS:
                return found
            node = node.parent
        return None


def _date_in_titles(node: LexborNode) -> date | None:
    for spot in node.css("[title]"):
        found = date_in(spot.attributes.get("title") or "") if spot.tag != "a" else None
        if found:
            return found
    return None


def date_in(text: str) -> date | None:
    """Return the first full date of a text (2024-07-29, 2024.7.29, 2024年7月29日); None without year or for no real day."""
    found = _DATE.search(text)
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def absolute(base: str, href: str) -> str:
    """Return a link's absolute http(s) address without fragment, or "" for scripts, mails and what is no address."""
    href = _BREAKS.sub("", href).strip()
    if not href or href.startswith("#"):
        return ""
    # Of the base only the folder counts, but for a link without a path of its own: so the links of a site's bars, the same
    # on all its pages, are joined once.
    folder = base.partition("?")[0].rpartition("/")[0] + "/" if _OWN_PATH.match(href) else ""
    return _joined(folder if folder.count("/") > 2 else base, href)


@lru_cache(maxsize=8192)
def _joined(base: str, href: str) -> str:
    try:
        url = urljoin(base, href).partition("#")[0]
    except ValueError:
        return ""
    return url if url.startswith(("http://", "https://")) else ""


def base_of(url: str, html: str) -> str:
    """Return the address that a page's relative links start from: its `<base href>`, else its own."""
    found = _BASE.search(html)
    return absolute(url, found.group(1)) or url if found else url


def anchors(url: str, html: str) -> Iterator[Anchor]:
    """Yield the links of a page in its order, those inside CDATA too (Hanweb keeps its list rows in a script's CDATA).

    A feed (RSS, sitemap, JSON of articles) is read as if it were a page of links.
    """
    base = base_of(url, html)
    html = as_html(html)
    rows = "".join(_cdata(html))
    for text in (html, rows) if rows else (html,):
        for node in LexborHTMLParser(text).css("a[href]"):
            address = absolute(base, node.attributes.get("href") or "")
            if address:
                yield Anchor(address, node)


def pictures(url: str, html: str) -> Iterator[str]:
    """Yield the absolute addresses of a page's pictures, in its order; a lazy one's true address stands in `data-src`."""
    base = base_of(url, html)
    for node in LexborHTMLParser(html).css("img"):
        address = absolute(base, node.attributes.get("data-src") or node.attributes.get("src") or "")
        if address:
            yield address


def _cdata(html: str) -> Iterator[str]:
    """What stands in each CDATA section; one that is never closed is looked for once."""
    at = html.find(_CDATA)
    while at >= 0 and (end := html.find(_CDATA_END, at)) >= 0:
        yield html[at + len(_CDATA) : end]
        at = html.find(_CDATA, end)
