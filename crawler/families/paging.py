"""Which list pages follow a list page, and which addresses are parts of one document: the forms met on Chinese sites."""

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from crawler.families.feeds import next_pages
from crawler.families.numbers import number_in
from crawler.families.page import Anchor, absolute, base_of

MOST_PAGES = 2000
"""Bound on the pages that one pager may announce: a mistyped total must not become a crawl of its own."""

_NEXT_TEXT = re.compile(r"下\s*一?\s*[页頁版]|后一[页頁]|[»›]|>{1,2}|next(?: page)?", re.IGNORECASE)
_NEXT_CLASS = re.compile(r"(?:^|[\s_-])(?:next|nxt)(?:$|[\s_-])", re.IGNORECASE)

# TRS counts from 0: createPageHTML(pages, current, "index", "html"), the second page is index_1.html. Another system's
# function of the same name takes its element first and counts from 1: createPageHTML('page_div', 33, 1, 'xlist', 'shtml',
# 655), the second page is xlist_2.shtml. Both seen in public readers of such sites, November 2026.
_TRS = re.compile(
    r"createPageHTML\(\s*(?P<where>[\"'][^\"']*[\"']\s*,)?\s*(?P<pages>\d+)\s*,\s*(?P<current>\d+)\s*,"
    r"\s*[\"'](?P<stem>[\w-]+)[\"']\s*,\s*[\"'](?P<ext>\w+)[\"']"
)
# The older TRS template writes its links by hand, from two variables; it counts from 0 too.
_TRS_VARIABLES = re.compile(
    r"var\s+currentPage\s*=\s*(?P<current>\d+)\b.{0,400}?var\s+countPage\s*=\s*(?P<pages>\d+)\b(?P<rest>.{0,1500})",
    re.DOTALL,
)
_TRS_LINK = re.compile(r"(?P<stem>[A-Za-z][\w-]*)_[\"'\\]*\s*\+\s*(?:nextPage|i)\b\s*\+\s*[\"'\\]*\.(?P<ext>s?html?)\b")
_STEM = re.compile(r"^(?P<stem>.+?)(?:_(?P<number>\d{1,3}))?(?P<ext>\.s?html?)?$")
_NUMBER = re.compile(r"(?:_(\d{1,3}))?")
_HAS_ID = re.compile(r"\d{3}|[0-9a-f]{8}-[0-9a-f]{4}", re.IGNORECASE)
# Stems whose last number is the document's own, not a part's: TRS and Hanweb.
_OWN_NUMBER = re.compile(r"t\d{8}|art_\d+")
_TOTAL = re.compile(r"共\s*(\d{1,3})\s*[页頁]")


def list_pages(url: str, html: str, links: Iterable[Anchor]) -> tuple[str, ...]:
    """Return the list pages that a list page leads to, nearest first, itself not among them.

    Known forms: links called 下一页 (or of class next), numbered links beside them, TRS `createPageHTML`, page boxes
    (`<option value="index_2.html">2</option>`), and what feeds and data interfaces count on (`feeds.next_pages`).
    """
    base = base_of(url, html)
    pages = [*_trs_pages(url, html), *(absolute(base, page) for page in next_pages(url, html, base))]
    numbered: dict[int, str] = {}
    for link in links:
        number = number_in(link.text)
        if 1 < number <= MOST_PAGES and _beside(url, link.url):
            numbered.setdefault(number, link.url)
        elif _is_next(link) and _beside(url, link.url):
            pages.append(link.url)
    pages = [numbered[number] for number in sorted(numbered)] + pages + _option_pages(url, html)
    return tuple(page for page in dict.fromkeys(pages) if page and page != url)


def _is_next(link: Anchor) -> bool:
    attributes = link.node.attributes
    return (
        bool(_NEXT_TEXT.fullmatch(link.text))
        or attributes.get("rel") == "next"
        or bool(_NEXT_CLASS.search(attributes.get("class") or ""))
    )


def _beside(url: str, other: str) -> bool:
    """Whether two addresses may be pages of one list: same host, and the same folder or one just below it."""
    here, there = urlsplit(url), urlsplit(other)
    if here.netloc.removeprefix("www.") != there.netloc.removeprefix("www."):
        return False
    folder = here.path.rpartition("/")[0]
    return there.path == here.path or there.path.rpartition("/")[0] in (folder, here.path.rstrip("/"))


def _trs_pages(url: str, html: str) -> Iterator[str]:
    base = base_of(url, html)
    if found := _TRS.search(html):
        for number in _trs_numbers(found):
            if number > number_in(found["current"]):
                yield urljoin(base, f"{found['stem']}_{number}.{found['ext']}")
    elif (found := _TRS_VARIABLES.search(html)) and (link := _TRS_LINK.search(found["rest"])):
        for number in range(number_in(found["current"]) + 1, min(number_in(found["pages"]), MOST_PAGES)):
            yield urljoin(base, f"{link['stem']}_{number}.{link['ext']}")


def _trs_numbers(found: re.Match[str]) -> list[int]:
    """The numbers in the addresses that a pager counts, in order; 0 stands for the first page, which has none."""
    pages = min(number_in(found["pages"]), MOST_PAGES)
    return [0, *range(2, pages + 1)] if found["where"] else list(range(pages))


def split_parts(url: str, html: str, links: Iterable[Anchor], covers: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the other parts of a split page (`6055.html`, `6055_2.html` …), in order, from its links and its pager.

    The first part has no number. What lies between two linked parts is a part too; the page's own 共N页 counts when at
    least one sibling is linked. Zero-based TRS pagers (`t1_1.html` is the second part) are read as they count.
    """
    folder, stem, number, extension = _part_of(url)
    seen = {number}
    for link in links if _may_name_part(html, stem, number, extension) else ():
        if stem in link.url and covers(link.url):
            theirs = _part_of(link.url)
            if (theirs[0], theirs[1], theirs[3]) == (folder, stem, extension):
                seen.add(theirs[2])
    trs = _TRS.search(html)
    if trs and trs["stem"] == stem:
        numbers = set(_trs_numbers(trs))
    else:
        if len(seen) > 1 and (total := _TOTAL.search(html)):
            seen.add(int(total.group(1)))
        numbers = _counted(seen)
    others = sorted(numbers - {number})
    return tuple(f"{folder}{stem}{f'_{n}' if n else ''}{extension}" for n in others)


def _may_name_part(html: str, stem: str, number: int, extension: str) -> bool:
    """Whether a page may link another part, never False where it does: most pages do not, and need not be taken apart."""
    at = html.find(stem)
    while at >= 0 and stem:
        found = _NUMBER.match(html, at + len(stem))
        assert found is not None  # it matches nothing, too
        if html.startswith("&", found.end()):
            return True  # a character written as a reference: who knows what it stands for
        if int(found.group(1) or 0) != number and html.startswith(extension, found.end()):
            return True
        at = html.find(stem, at + 1)
    return False


def _counted(seen: set[int]) -> set[int]:
    """All numbers of a document's parts, given some: 0 (no number), 2, 3 … as most count; from 1 or from 0 as others do."""
    last = max(seen)
    if last < 2 and len(seen) == 1:
        return seen
    if 1 not in seen:
        return {0, *range(2, last + 1)}
    return set(range(0 if 0 in seen else 1, last + 1))


def _part_of(url: str) -> tuple[str, str, int, str]:
    """An address as (folder, stem, number of the part or 0 where there is none, extension).

    A stem without an id of its own is no document's: `content_1_3.htm` is the third article of an e-paper's first page.
    """
    folder, slash, leaf = url.partition("?")[0].rpartition("/")
    found = _STEM.match(leaf)
    if not found or "?" in url:
        return folder + slash, leaf, 0, ""
    stem, number, extension = found["stem"], found["number"] or "", found["ext"] or ""
    if number and (_OWN_NUMBER.fullmatch(stem) or not _HAS_ID.search(stem)):
        return folder + slash, f"{stem}_{number}", 0, extension
    return folder + slash, stem, int(number or 0), extension


def first_part(url: str, siblings: Iterable[str]) -> str:
    """Return the address of a part's first part, if a sibling of the same stem (or that address itself) is at hand."""
    folder, stem, number, extension = _part_of(url)
    first = f"{folder}{stem}{extension}"
    return first if number and first in set(siblings) else url


_OPTION = re.compile(
    r"<option\s[^<>]{0,500}?\bvalue\s*+=\s*+[\"']([^<>\"']{1,500})[\"'][^<>]{0,500}>\s*+(?:第\s*+)?\d+\s*+[页頁]?\s*+<"
)


def _option_pages(url: str, html: str) -> list[str]:
    found = _OPTION.findall(html)
    pages = (absolute(base_of(url, html), value) for value in found if re.search(r"\.s?html?|[?&/]", value))
    return [page for page in pages if page and _beside(url, page)]
