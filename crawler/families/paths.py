"""Families told apart by the form of their addresses. The letters are those of docs/sources.md#families."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.families.listing import Entry, Listing, PageKind
from crawler.families.page import Anchor, anchors
from crawler.families.paging import first_part, list_pages, split_parts

if TYPE_CHECKING:
    from crawler.sources.declared import Source

_UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_DATE_NUMBER = rf"/\d{{8}}/(?:\d+(?:-{_UUID})?|[0-9a-f]{{32}})(?:_\d+)?\.s?html?$"
_FOLDER = r"/(?:(?:index|list|default|node|nav_list|more\w*)(?:_\d+)*\.\w+|\d{1,3}\.s?html?)?$|[?&](?:page|paging|pageIndex|p)=\d+|/sitemap[\w-]*\.xml$"

# What shows that a list is filled by a script: without its data the page holds no entries, and that is no "nothing new".
_SCRIPTED = (
    ("EWB-FRONT", re.compile(r"EWB-?FRONT|lightfrontaction|getgovinfolist", re.IGNORECASE)),
    ("Hanweb data proxy", re.compile(r"jpage/dataproxy|module/web/jpage", re.IGNORECASE)),
    ("gkmlpt interface", re.compile(r"gkmlpt/(?:api|index)", re.IGNORECASE)),
    ("single-page app", re.compile(r"<div[^>]+id=[\"'](?:app|root)[\"'][^>]*>\s*</div>", re.IGNORECASE)),
    ("placeholder", re.compile(r"(?:Loading|加载中|正在加载)\s*(?:…|\.{2,})", re.IGNORECASE)),
)


def tail_of(url: str) -> str:
    """Return an address's path and query: what the forms of this module are written for."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


@dataclass(frozen=True, slots=True)
class PathFamily:
    """Sites whose documents have addresses of one form, and whose lists are pages of links.

    Attributes:
        form: regular expression over path and query of a document; empty where the declaration gives `detail`.
        beside: a second form that stands on the same sites, not counted by `fingerprint`.
        lists: regular expression over path and query of list pages.
        query: the parameters that are a document's identity, in order; others are dropped. Empty: queries stay.
        marks: regular expressions that show the content system itself, for `fingerprint`.
        weight: how much the form says in `fingerprint`: forms that other families' addresses have too say less.
    """

    name: str
    about: str
    form: str
    beside: str = ""
    lists: str = _FOLDER
    query: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    weight: float = 1.0

    def classify(self, url: str, source: "Source") -> PageKind | None:
        """By the declaration's own patterns where it has them, else by the family's forms; a seed that is none is a list."""
        if not source.covers(url):
            return None
        if source.list and re.search(source.list, url):
            return "list"
        if re.search(source.detail, url) if source.detail else self._is_document(url):
            return "detail"
        if url in source.seeds or (not source.list and re.search(self.lists, tail_of(url))):
            return "list"
        return None

    def read_list(self, url: str, html: str, source: "Source") -> Listing:
        """Read the links of a list page: documents once each, in order; and the pages that its pager names."""
        links = list(anchors(url, html))
        pages = list_pages(url, html, links)
        following = tuple(page for page in pages if source.covers(page) and self.classify(page, source) != "detail")
        entries = tuple(self._entries(url, links, source))
        return Listing(entries, following, "" if entries else _scripted(html))

    def parts(self, url: str, html: str, source: "Source") -> tuple[str, ...]:
        """Other parts of a split page: linked siblings `_2`, `_3`, those between them, and what a TRS pager announces."""
        return split_parts(url, html, anchors(url, html), source.covers)

    def fingerprint(self, html: str) -> float:
        """Half for a mark of the content system, and the share of the document-like links that have the family's form."""
        if not self.form:
            return 0.0
        links = {tail_of(link.url) for link in anchors("http://unknown.invalid/", html)}
        likely = [link for link in links if re.search(r"\d{4}|[0-9a-f]{16}", link)]
        ours = sum(1 for link in likely if re.search(self.form, link))
        share = ours / len(likely) if ours >= 3 else 0.25 * bool(ours)
        marked = any(re.search(mark, html, re.IGNORECASE) for mark in self.marks)
        return min(1.0, self.weight * share + 0.5 * marked)

    def _is_document(self, url: str) -> bool:
        tail = tail_of(url)
        return any(bool(form) and bool(re.search(form, tail)) for form in (self.form, self.beside))

    def _entries(self, url: str, links: Iterable[Anchor], source: "Source") -> Iterable[Entry]:
        found: dict[str, Entry] = {}
        ours = [link for link in links if link.url != url and self.classify(link.url, source) == "detail"]
        addresses = {link.url for link in ours}
        for link in ours:
            address = self._plain(first_part(link.url, addresses))
            cut = link.text.endswith(("…", "..."))
            title = link.name if link.name and (cut or len(link.name) >= len(link.text)) else link.text
            known = found.get(address)
            if known is None or (title and not known.title):
                found[address] = Entry(address, title, link.date())
        return found.values()

    def _plain(self, url: str) -> str:
        """The address with nothing in its query but what identifies the document."""
        if not self.query:
            return url
        parts = urlsplit(url)
        kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k.lower() in self.query]
        return urlunsplit(parts._replace(query=urlencode(kept)))


def _scripted(html: str) -> str:
    found = [name for name, form in _SCRIPTED if form.search(html)]
    return f"the list is filled by a script ({', '.join(found)})" if found else ""


PATH_FAMILIES = (
    PathFamily("links", "Any site: the declaration gives list and detail.", ""),
    PathFamily(
        "epoint-uuid",
        "A: /<columns>/YYYYMMDD/<uuid>.html and /govxxgk/<organ>/YYYY-MM-DD/<uuid>.html (Epoint; lists often filled by script).",
        rf"/(?:\d{{8}}|\d{{4}}-\d{{2}}-\d{{2}})/{_UUID}\.html$",
        lists=rf"{_FOLDER}|[?&]categorynum=|/lightfrontaction/",
        marks=(r"EWB-FRONT", r"Epoint", r"class=[\"']ewb-"),
    ),
    PathFamily(
        "date-number", "B: /<column>/YYYYMMDD/<number or 32 hex digits>.html.", _DATE_NUMBER, marks=(r"ivs_content",)
    ),
    PathFamily(
        "year-doy",
        "C: /<column>/<year>/<day of the year>/<number or 32 hex digits>.html, with form B beside it.",
        r"/(?:19|20)\d{2}/\d{1,3}/(?:\d+|[0-9a-f]{32})(?:_\d+)?\.html$",
        beside=_DATE_NUMBER,
    ),
    PathFamily(
        "jiading-content",
        "D: /<columns>/content_<number> without extension; on the disclosure pages the bare number.",
        r"/(?:content_\d+(?:_\d+)?|\d{4,})$",
        lists=rf"{_FOLDER}|/[a-zA-Z_]\w*$|/\d{{1,3}}$",
    ),
    PathFamily(
        "guid-content",
        "E: /<column>/content/<GUID>.htm, lists List/list_0.htm counted from zero, with form B beside it.",
        rf"/content/{_UUID}\.html?$",
        beside=_DATE_NUMBER,
        lists=r"/List/(?:index|list_\d+)\.html?",
    ),
    PathFamily(
        "query-id",
        "F: the id is in the query (?id=, ?infoid=, ?ArticleID= …); other parameters are dropped. Form B beside it.",
        r"(?i)(?:article|detail|details|info|show\w*|content\w*|index)(?:\.\w+)?\?(?:[^#]*&)?"
        r"(?:id|infoid|articleid|businessid|channelcode)=[\w-]+|/art/info/\d+/i\d{8}-\w+$",
        beside=rf"{_DATE_NUMBER}|/(?:19|20)\d{{2}}/\d{{1,3}}/[0-9a-f]{{32}}\.html$",
        query=("id", "infoid", "articleid", "businessid", "siteid", "channelcode", "m", "c", "a"),
    ),
    PathFamily(
        "trs",
        "G: …/YYYYMM/tYYYYMMDD_<number>.html (TRS; pagers by createPageHTML).",
        r"/\d{6}/t\d{8}_\d+(?:_\d+)?\.s?html?$",
        marks=(r"createPageHTML", r"TRS_Editor", r"TRS_UEDITOR"),
    ),
    PathFamily(
        "contents",
        "H: /contents/<column>/<number>.html, and the older detail.aspx?contentid= of the same sites.",
        r"/contents/\d+/\d+(?:_\d+)?\.html$|/detail\.aspx\?contentid=\w+",
        query=("contentid", "catalogid"),
    ),
    PathFamily(
        "numbered",
        "H, K: <number>.html as the leaf, also <word>_<number> and <word>-<number>.",
        r"/(?:(?!index|list|node|post_|art_\d+_|content_\d+_\d{4})[A-Za-z][A-Za-z-]*[-_])?\d{3,}(?:_\d+)?\.s?html?$",
        weight=0.8,
    ),
    PathFamily(
        "hanweb",
        "I: /art/Y/M/D/art_<column>_<number>.html, columns /col/col<number>/ (Hanweb; rows in a script's CDATA).",
        r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_\d+\.html$",
        lists=r"/col/col\d+/(?:index\.html)?(?:\?.*)?$|/module/web/jpage/dataproxy\.jsp\?",
        marks=(r"jpage/", r"大汉", r"hanweb"),
    ),
    PathFamily(
        "post",
        "I: /<column>/content/post_<number>.html (Guangdong), lists also as JSON: /gkmlpt/api/all/<column>?page=1&sid=<site>.",
        r"/content/(?:\w+/)*post_\d+(?:_\d+)?\.html$",
        lists=rf"{_FOLDER}|/gkmlpt/api/all/\d+\?",
        marks=(r"gkmlpt",),
    ),
    PathFamily(
        "hex-leaf",
        "I: 32 hex digits as the leaf, under columns in pinyin or YYYYMM/.",
        r"/(?:article)?[0-9a-f]{32}(?:_\d+)?\.s?html?$",
    ),
    PathFamily(
        "epaper",
        "E-papers: /html/YYYY-MM/DD/content_<page>_<number>.htm, the pages of an issue node_<n>.htm.",
        r"/html/\d{4}-\d{2}/\d{2}/content_\d+_\d+\.html?$",
        lists=r"/html/\d{4}-\d{2}/\d{2}/node_\d+\.html?$",
        marks=(r"标题导航", r"版面导航"),
    ),
    PathFamily(
        "split",
        "K: re-publishers that cut a report into <number>.html, <number>_2.html …; a part does not say that it is one.",
        r"/\d{3,}(?:_\d{1,3})?\.s?html?$",
        weight=0.7,
    ),
)
"""Every family that this module knows; `links` first."""
