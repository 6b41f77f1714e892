"""Which files and pictures go with a page: what its links and its body's pictures name, by the form of their addresses."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from crawler.families.page import Anchor, anchors, pictures

if TYPE_CHECKING:
    from crawler.sources.declared import Source

FILES_A_PAGE = 20
"""Files of one page that are asked for; the longest list of attachments seen under a report has 12 (a budget's tables)."""

PICTURES_A_PAGE = 20
"""Pictures of one page that are asked for: a report as a scan has about one a page, and is not read without OCR."""

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z)$", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|bmp|webp|tiff?)$", re.IGNORECASE)
# Upload tools name pictures by time, number or hash; the layout's own are named by words (logo.png, banner_01.jpg).
# The same of a whole page: where it names no file and no such picture, which is most, it need not be taken apart.
_NAMES_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z)(?![a-z])", re.IGNORECASE)
_DOTS = ("%2e", "%2E", "&#46;", "&#x2e;", "&#x2E;", "&period;")
_SHOWS = re.compile(r"\.(?:png|jpe?g|gif|bmp|webp|tiff?)(?![a-z])", re.IGNORECASE)
_BEFORE_LEAF = re.compile(r".*[/\"'<>]", re.DOTALL)
LONGEST_LEAF = 300
_UPLOADED = re.compile(r"\d{6}|[0-9a-f]{16}|[0-9a-f]{8}-[0-9a-f]{4}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Linked:
    """Addresses of a page's files and pictures, in the page's order; `left` counts those beyond the bounds."""

    files: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    left: int = 0


@lru_cache(maxsize=8192)
def is_file(url: str) -> bool:
    """Whether an address ends in the name of a document file, in its path or in a value of its query."""
    parts = urlsplit(url)
    return bool(_FILE.search(unquote(parts.path)) or any(_FILE.search(unquote(v)) for v in parts.query.split("&")))


def is_picture(url: str) -> bool:
    """Whether an address ends in the name of a picture, and in one that an upload tool gives."""
    leaf = unquote(urlsplit(url).path).rpartition("/")[2]
    return bool(_PICTURE.search(leaf) and _UPLOADED.search(leaf))


def linked_with(url: str, html: str, source: "Source") -> Linked:
    """Return the files and pictures that go with a page, those of the source's own hosts only.

    A link is a file's by its address, or by its own text or title (`附件1：指标表.xls` behind `/download?id=17`).
    A forum's `mod=attachment` addresses are none: they are new at every load, and for members.
    """
    files, shown = dict[str, None](), dict[str, None]()
    if _may_name(html):
        files = dict.fromkeys(x.url for x in anchors(url, html) if _leads_to_file(x) and source.has_host(x.url))
    if _may_show(html):
        shown = dict.fromkeys(x for x in pictures(url, html) if is_picture(x) and source.has_host(x))
    left = max(0, len(files) - FILES_A_PAGE) + max(0, len(shown) - PICTURES_A_PAGE)
    return Linked(tuple(files)[:FILES_A_PAGE], tuple(shown)[:PICTURES_A_PAGE], left)


def _may_name(html: str) -> bool:
    """Whether a page may link a document file; never False where it does."""
    written = "%2" in html or "&#" in html or "&p" in html  # quicker to look for than each of the dots
    return bool(_NAMES_FILE.search(html)) or (written and any(dot in html for dot in _DOTS))


def _may_show(html: str) -> bool:
    """Whether a page may name an uploaded picture; never False where it does."""
    for found in _SHOWS.finditer(html):
        leaf = _BEFORE_LEAF.sub("", html[max(0, found.start() - LONGEST_LEAF) : found.start()])
        if _UPLOADED.search(leaf):
            return True
    return False


def _leads_to_file(link: Anchor) -> bool:
    if "mod=attachment" in link.url:
        return False
    return is_file(link.url) or any(_FILE.search(words.strip()) for words in (link.text, link.name))
