"""Which part of a document a page is: one of a split page's `_2 … _6`, or one of a thread's pages.

The page tells, by its pager; where it is silent, its address and its links to siblings tell. Unknown is None.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from cleaners.tree import Page, absolute

_SPLIT = re.compile(r"^(?P<stem>.*/[^/?#]*?)_(?P<number>\d{1,3})(?P<end>\.s?html?)$")
_WHOLE = re.compile(r"^(?P<stem>.*/[^/?#]*?)(?P<end>\.s?html?)$")
_NOT_A_PART = re.compile(r"/(?:index|list|default|more|art|col|t\d{8})$", re.IGNORECASE)
_NUMBERED_STEM = re.compile(r"/[A-Za-z]{0,6}\d{2,12}$")
_COUNTED = re.compile(r"第 ?(\d{1,3}) ?页 ?[/,，、]? ?(?:共|/) ?(\d{1,3}) ?页|共 ?(\d{1,3}) ?页")
_SHOWN, _NUMBERED = re.compile(r"\D{0,4}?(\d{1,4})\D{0,2}"), re.compile(r"_\d{1,3}")
_PAGE_QUERY = re.compile(r"([?&;]page=)(\d{1,4})")
_REWRITTEN = re.compile(r"((?:thread|article)-\d+-)(\d{1,4})((?:-\d+)?\.html)")
_ARCHIVER_PAGE = re.compile(r"[?&]page=\d{1,4}(?=$|[&#])")
MAX_PARTS = 200


class Part(NamedTuple):
    """Address of the first part, this part's number from 1, how many there are; None each where unknown."""

    part_of: str | None = None
    part: int | None = None
    parts: int | None = None


def thread_part(page: Page) -> Part:
    """Return which page of a thread or portal article this is, by Discuz' pager, else by the address.

    A page beyond the last one shows the last: the pager is believed before the address.
    """
    strong = page.first(".pg > strong, #content .page strong")
    number = _digits(page.text(strong)) if strong is not None else None
    if strong is None or number is None or strong.parent is None:
        return _addressed(page.url)
    pager, first = strong.parent, ""
    numbers = [number]
    for link in page.elements[pager.index : pager.last]:
        text = page.text(link)
        if link.tag == "a" and (shown := _digits(text)):
            numbers.append(shown)
            if shown == 1 and "prev" not in link.get("class"):
                first = first or absolute(page.base, link.get("href"))
    counted = _COUNTED.search(page.text(pager))
    total = int(counted[2] or counted[3]) if counted else None
    if number == 1 or "/archiver/" in page.url or not first:
        first = page.url if number == 1 else _first_of(page.url)
    return Part(first, number, total or max(numbers))


def _addressed(url: str) -> Part:
    """Page 2 and later, by the address alone; page 1 says nothing, since most threads have one page."""
    for pattern in (_PAGE_QUERY, _REWRITTEN):
        if (match := pattern.search(url)) and 1 < int(match[2]) <= MAX_PARTS:
            return Part(_first_of(url), int(match[2]), None)
    return Part()


def _first_of(url: str) -> str:
    """The address of the first page of a thread or article, from one of its pages.

    The archiver links to its first pages without a number; elsewhere `page=1` is the same address (archive.urls).
    """
    if "/archiver/" in url:
        return _ARCHIVER_PAGE.sub("", url)
    return _REWRITTEN.sub(r"\g<1>1\3", _PAGE_QUERY.sub(r"\g<1>1", url))


def _digits(text: str) -> int | None:
    match = _SHOWN.fullmatch(text)
    return int(match[1]) if match else None


def split_part(url: str, links: Iterable[str], shown: str = "") -> Part:
    """Return which part of a split page an address is (`6055_3.html` of `6055.html`).

    Some systems number from the second page on (`a.html`, `a_1.html` …), seen by a link to `_1` beside the bare address. Without
    any sibling's link only a small number behind a numbered name counts, since identifiers end in numbers as well.

    Args:
        url: the page's own address.
        links: the absolute addresses that it links to.
        shown: the text of its pager, if any (`第3页/共6页`).
    """
    mine = _SPLIT.match(url)
    whole = mine or _WHOLE.match(url)
    if whole is None or _NOT_A_PART.search(whole["stem"]):
        return Part()
    stem, end = whole["stem"], whole["end"]
    siblings = {found for link in links if link != url and (found := _sibling(link, stem, end)) is not None}
    if not siblings and (mine is None or not _NUMBERED_STEM.search(stem) or not 2 <= int(mine["number"]) <= 50):
        return Part()
    if mine is None and siblings <= {0}:
        return Part()
    own = int(mine["number"]) if mine else 0
    shift = 1 if 1 in {own, *siblings} and 0 in {own, *siblings} else 0
    part = own + shift if mine else 1
    counted = _COUNTED.search(shown)
    total = int(counted[2] or counted[3]) if counted else max([part, *(number + shift for number in siblings)])
    return Part(stem + end, part, total if counted or siblings else None)


def _sibling(link: str, stem: str, end: str) -> int | None:
    """The number in a sibling's address: 0 for the bare one, None for any other address."""
    if not link.startswith(stem) or not link.endswith(end):
        return None
    middle = link[len(stem) : len(link) - len(end)]
    if not middle:
        return 0
    return int(middle[1:]) if _NUMBERED.fullmatch(middle) and int(middle[1:]) <= MAX_PARTS else None
