"""Which pages of an unknown site are its columns: found over its links, in two rounds."""

import re
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from archive.urls import url_key
from crawler.families import FAMILIES
from crawler.families.interfaces import is_interface
from crawler.families.page import anchors
from crawler.families.paging import list_pages
from crawler.proposal import Seen, hosts_of, scores, trial

ROUNDS = (12, 8)
"""Columns that are looked at: so many of the page that was given, then so many that those lead to (公开 → 报告)."""

COLUMN_WORDS = ((re.compile("工作报告"), 3), (re.compile("报告|计划|预算|决算|规划"), 2), (re.compile("公开|监督|会议|公报|人大|文件|政府工作|版块|更多"), 1))  # fmt: skip
NO_COLUMN = re.compile(
    r"^(?:首页|登[录陆]|注册|English|无障碍|繁體|长者.{0,3}|网站地图|联系我们|收藏本站|设为首页)$", re.IGNORECASE
)

HOPS = 2
"""From a page to the interface that fills it: over the script that knows the site's number."""

Ask = Callable[[Sequence[str]], list[Seen]]
"""Gives the pages of some addresses that came as text, in their order."""


def gather(page: Seen, ask: Ask) -> tuple[list[Seen], dict[str, str]]:
    """Return a page with the columns that it leads to, by itself or over one page between; and the columns' names by url_key."""
    pages, names = [_filled(page, ask)], dict[str, str]()
    for most in ROUNDS:
        hosts = hosts_of(page.url, pages)
        guess = next(iter(scores(pages, hosts)))
        found = column_links(pages, guess, hosts)
        links = [(address, name) for address, name in found if url_key(address) not in names][:most]
        names |= {url_key(address): name for address, name in links}
        pages += [_filled(column, ask) for column in ask([address for address, _ in links])]
    return pages, names


def _filled(page: Seen, ask: Ask) -> Seen:
    """A page whose list a script fills, with what the script's interface gives in its place; any other as it is."""
    url, text = page.url, page.html
    for _ in range(HOPS):
        asked = [onward for onward in list_pages(url, text, anchors(url, text)) if is_interface(onward)]
        answered = ask(asked[:1])
        if not answered:
            break
        url, text = answered[0].url, answered[0].html
        if next(anchors(url, text), None):
            return Seen(page.url, text)
    return page


def column_links(pages: Sequence[Seen], family: str, hosts: Sequence[str]) -> list[tuple[str, str]]:
    """Return addresses and names of links on some pages that may be columns, the most promising first; each address once.

    Words of report columns and a list's form of address count for a link. One with neither, but with a name as short as a
    column's, comes last, and only on its page's own host: nobody knows all names of columns.
    """
    source = trial(family, [page.url for page in pages], hosts)
    known = {url_key(page.url) for page in pages}
    found: dict[str, tuple[int, str, str]] = {}
    for page in pages:
        links = list(anchors(page.url, page.html))
        known |= {url_key(url) for url in list_pages(page.url, page.html, links)}
        for link in links:
            name = link.text or link.name
            if not source.covers(link.url) or not _is_name(name) or not _web(link.url):
                continue
            kind = FAMILIES[family].classify(link.url, source)
            weight = sum(points for word, points in COLUMN_WORDS if word.search(name)) + (kind == "list")
            if kind != "detail" and (weight or _host(link.url) == _host(page.url)):
                found.setdefault(url_key(link.url), (-weight, link.url, name))
    return [(url, name) for key, (_, url, name) in sorted(found.items(), key=lambda one: one[1][0]) if key not in known]


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")


def _is_name(text: str) -> bool:
    """Whether a link's text may be a column's name: Chinese, short, and none of those that lead to no documents anywhere."""
    return len(text) < 20 and bool(re.search("[\u4e00-\u9fff]{2}", text)) and not NO_COLUMN.match(text)


def _web(url: str) -> bool:
    return not re.search(r"\.(?:pdf|docx?|xlsx?|zip|rar|apk|jpe?g|png)$", urlsplit(url).path, re.IGNORECASE)
