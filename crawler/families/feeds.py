"""Lists that are no HTML: sitemaps, RSS, and the JSON of Guangdong's disclosure platform, told as rows of links."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from html import escape, unescape
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from crawler.elements import Elements
from crawler.families.interfaces import epoint_answer, epoint_pages
from crawler.families.numbers import number_in

_ITEM = Elements("item")
_LOC = re.compile(r"<loc>\s*+(?:<!\[CDATA\[)?\s*+([^<\]\s]+)")
_PROXY = re.compile(r"[\"'(>]([^\"'()<>\s]*jpage/dataproxy\.jsp\?[^\"'()<>\s]*)")
_RECORD = re.compile(r"<record\b")

_PLATFORM_PAGE = 100
"""Articles a page of `/gkmlpt/api/all/<column>?page=<n>&sid=<site>` (seen in public readers of it, November 2026)."""

_CHINA = timedelta(hours=8)


class Row(NamedTuple):
    """One entry of a feed: address as it stands there, title, and the day as YYYY-MM-DD or ""."""

    url: str
    title: str
    day: str


def as_html(text: str) -> str:
    """Return a feed as an HTML list, so that it is read like any other list; every other text as it is."""
    rows = tuple(_rows(text.lstrip("\ufeff \t\r\n")))
    if not rows:
        return text
    return (
        "<ul>"
        + "".join(f'<li><a href="{escape(r.url)}">{escape(r.title)}</a><i>{r.day}</i></li>' for r in rows)
        + "</ul>"
    )


def next_pages(url: str, text: str, base: str = "") -> tuple[str, ...]:
    """Return the pages that follow a feed and that no link names; relative ones as they stand there.

    The sub-maps of a sitemap index; the next page of Guangdong's platform, up to its `total`; the data proxy that fills a
    Hanweb column, and the proxy's own next page as long as it answers with records; the interface of an Epoint list.
    """
    if "<sitemapindex" in text[:2000]:
        return tuple(unescape(found) for found in _LOC.findall(text))
    page = number_in(parse_qs(urlsplit(url).query).get("page", [""])[0], 1)
    onward = re.sub(r"([?&]page=)\d+", rf"\g<1>{page + 1}", url)
    if "/gkmlpt/api/" in url:
        answer = _json(text)
        more = answer.get("articles") and page * _PLATFORM_PAGE < number_in(str(answer.get("total", "")))
        return (onward,) if more and onward != url else ()
    if "/jpage/dataproxy.jsp" in url:
        return (onward,) if onward != url and _RECORD.search(text) else ()
    return (*dict.fromkeys(unescape(found) for found in _PROXY.findall(text)), *epoint_pages(url, base or url, text))


def _rows(text: str) -> Iterator[Row]:
    if text.startswith("{"):
        for record in epoint_answer(text)[0]:
            address = str(record.get("infourl") or record.get("visiturl") or record.get("linkurl") or "")
            title = str(record.get("realtitle") or record.get("title") or "")
            yield Row(address if "://" in address else "/" + address.lstrip("/"), title, _day(record))
        articles = _json(text).get("articles")
        for article in articles if isinstance(articles, list) else ():
            if isinstance(article, dict):
                yield Row(
                    str(article.get("url") or article.get("post_url") or ""),
                    str(article.get("title") or ""),
                    _day(article),
                )
    elif "<rss" in text[:500]:
        for item in (text[begin:end] for begin, end in _ITEM.spans(text)):
            yield Row(_inside(item, "link"), _inside(item, "title"), _published(_inside(item, "pubDate")))
    elif "<urlset" in text[:2000]:
        for found in _LOC.findall(text):
            yield Row(unescape(found), "", "")


def _json(text: str) -> dict[str, Any]:
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _day(article: dict[str, Any]) -> str:
    """The day of an article: seconds since 1970 on a clock in China, or a text that begins with the date."""
    for key in ("display_publish_time", "first_publish_time", "create_time", "date", "created_at", "infodate"):
        value = article.get(key)
        if isinstance(value, int) and 0 < value < 2**33:
            return f"{datetime.fromtimestamp(value, UTC) + _CHINA:%Y-%m-%d}"
        if isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}", value):
            return value[:10]
    return ""


def _inside(item: str, name: str) -> str:
    found = re.search(rf"<{name}>(.*?)</{name}>", item, re.DOTALL)
    return unescape(found[1].strip().removeprefix("<![CDATA[").removesuffix("]]>")).strip() if found else ""


def _published(text: str) -> str:
    try:
        return f"{parsedate_to_datetime(text).astimezone(timezone(_CHINA)):%Y-%m-%d}"
    except ValueError:
        return ""
