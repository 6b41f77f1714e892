"""What the sample sites answer to an address, on a night, at a load: the whole web of the demo, as one function."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from crawler.demo import forum, official, reprints
from crawler.demo.files import DOCX, word_document
from crawler.demo.kinds import SITE_GUID, SITE_INFO, Kind, kinds, list_html, posted_rows, posted_url, report_html
from crawler.demo.markup import paragraphs, picture, picture_name
from crawler.demo.pages import NIGHTS, SamplePage, sample_pages, split_lines

LISTS: Mapping[str, tuple[str, str]] = {
    "http://renda.jiading.cn/cwhgz/jdgz/": ("http://renda.jiading.cn/cwhgz/jdgz/", "监督工作"),
    "http://www.jiading.gov.cn/publicity/zfxxgk/zfxxgkzn2": (
        "https://www.jiading.gov.cn/publicity/jggk/",
        "政府信息公开",
    ),
    "https://www.jiading.gov.cn/publicity/jcgk/zdgkwj/gfxwj": (
        "https://www.jiading.gov.cn/publicity/jcgk/",
        "重点公开文件",
    ),
    "https://zwgk.shcn.gov.cn/xxgk/zcwj-zfxxgk/index.html": ("https://zwgk.shcn.gov.cn/xxgk/", "政府信息公开"),
}
"""Address of each list page of links: the prefix of the reports that it names, and its title."""

SCRIPTED_LIST = "https://www.jingan.gov.cn/dynamic/infoOpenFile.html"

FILE_NAME = "附件：主要指标完成情况表.docx"

CHROMES: Mapping[str, Callable[[SamplePage, int], str]] = {
    "jiading-rd": official.jiading_rd,
    "jiading-gov": official.jiading_gov,
    "jiading-old": official.jiading_old,
    "changning": official.changning,
    "jingan": official.jingan,
}

STATIC = frozenset({"changning", "jingan", "split"})
"""Systems whose pages are files: they send ETag and Last-Modified, and answer 304. The others are made at every load."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the sample web: status, body, and headers without lengths and dates."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...]


def answer(url: str, night: int, load: int, known: str = "") -> Reply:
    """Return what the sample web answers.

    Args:
        url: the real address asked for, in any of the spellings that its site takes for one page.
        night: 1 or 2. load: how many answers came before: what counts visits shows it.
        known: the request's If-None-Match.
    """
    reply = _answer(_plain(url), night, load)
    at = NIGHTS[night - 1] + timedelta(seconds=2 * _place(_plain(url)))
    memento = ("Memento-Datetime", format_datetime(at.astimezone(at.tzinfo), usegmt=True))
    if known and known in (value for name, value in reply.headers if name == "ETag"):
        reply = Reply(304, b"", tuple(h for h in reply.headers if h[0] == "ETag"))
    return Reply(reply.status, reply.body, (*reply.headers, memento))


def addresses() -> tuple[str, ...]:
    """Return every address of the sample web that answers with a page on some night, in a fixed order."""
    parts = (reprints.part_url(p, n) for p in sample_pages() for n in range(1, p.pages + 1) if p.system != "discuz")
    threads = (_thread_page(p, n) for p in sample_pages() for n in range(1, p.pages + 1) if p.system == "discuz")
    return (*LISTS, SCRIPTED_LIST, forum.BOARD, *parts, *threads)


def _answer(url: str, night: int, load: int) -> Reply:
    if url.endswith("/robots.txt"):
        return _robots(url)
    if url == SCRIPTED_LIST:
        return _html(official.scripted_list(), "utf-8")
    if found := _list_at(url, night):
        return found
    if "quyushuju.com" in url:
        return _forum(url, night, load)
    if (kind := _kinds().get(urlsplit(url).netloc)) is not None:
        return _of_kind(kind, url, night)
    for page in sample_pages():
        if page.stands(night) and url.startswith(page.url.removesuffix(".html")):
            for number in range(1, page.pages + 1):
                if url == reprints.part_url(page, number) and number != page.missing:
                    return _page(page, night, number)
        if url.endswith(picture_name(page.url)):
            return Reply(200, picture(), (("Content-Type", "image/png"),))
    return _missing()


def _page(page: SamplePage, night: int, number: int) -> Reply:
    if page.challenge == night:
        cookie = ("Set-Cookie", "FSSBBIl1UgzbN7NO=5tZrGmJzVq9Wn3bYxkR1sQ.eL2; Path=/; HttpOnly")
        return Reply(412, official.CHALLENGE.encode(), (("Content-Type", "text/html; charset=utf-8"), cookie))
    html = reprints.part(page, night, number) if page.system == "split" else CHROMES[page.system](page, night)
    made = datetime.combine(page.published, NIGHTS[0].timetz())
    return _html(html, page.charset, made if page.system in STATIC else None)


def _list_at(url: str, night: int) -> Reply | None:
    for address, (prefix, title) in LISTS.items():
        folder = address.rpartition("/")[0] + "/"
        for number in range(1, 4):
            if url == (address if number == 1 else f"{folder}index_{number - 1}.html"):
                named = [p for p in sample_pages() if p.url.startswith(prefix) and p.stands(night)]
                return _html(official.list_page(named, number, title), "utf-8")
    return None


def _of_kind(kind: Kind, url: str, night: int) -> Reply:
    """The sample site of a family; a report is known without the parameters that its lists add to its address."""
    if kind.pager == "posted" and (told := _posted(kind, url)):
        return told
    for number in range(3):
        if url == kind.list_url(number):
            return _html(list_html(kind, number), kind.charset)
    for page in kind.pages():
        plain, file = page.url.partition("&from=")[0], kind.file_url(page)
        if file and url == file:
            return Reply(200, word_document(*_file_of(kind, page)), (("Content-Type", DOCX),))
        for number, piece in enumerate(split_lines(page.lines(night), page.pages)):
            stem, dot, extension = plain.rpartition(".")
            if url in (page.url, plain) if number == 0 else url == f"{stem}_{number}{dot}{extension}":
                body = paragraphs(piece) + (f'<p><a href="{file}">{FILE_NAME}</a></p>' if file else "")
                return _html(report_html(page, body, number + 1), kind.charset)
    return _missing()


def _posted(kind: Kind, url: str) -> Reply | None:
    """The script and the interface of a list that is filled by POST; a plain GET of the interface gets nothing."""
    fields = dict(parse_qsl(urlsplit(url).query))
    if urlsplit(url).path == "/js/webBuilderCommon.js":
        return Reply(200, SITE_INFO.encode(), (("Content-Type", "application/javascript"),))
    if not url.startswith(posted_url(kind, 0).partition("&")[0]) or fields.get("siteGuid") != SITE_GUID:
        return None
    rows = posted_rows(kind, int(fields["pageIndex"]))
    return Reply(200, rows.encode(), (("Content-Type", "application/json;charset=UTF-8"),))


def _file_of(kind: Kind, page: SamplePage) -> tuple[list[str], list[list[str]]]:
    title = f"{kind.district}{page.published.year}年上半年主要指标完成情况表"
    rows = [["指标", "单位", "完成数"], ["一般公共预算收入", "亿元", "61.4"], ["社区托育点", "个", "37"]]
    return [title, "各项指标按月度统计口径汇总，年度数据以统计公报为准。"], rows


def _forum(url: str, night: int, load: int) -> Reply:
    address, _, number = url.partition("&page=")
    threads = [page for page in sample_pages() if page.system == "discuz" and page.stands(night)]
    wanted = int(number) if number.isdecimal() else 1
    if address == forum.BOARD:
        return _html(forum.board(threads, wanted, load), "utf-8")
    for page in threads:
        if address == page.url:
            return _html(forum.thread(page, night, wanted, load), "utf-8")
    return _missing()


def _html(text: str, charset: str, made: datetime | None = None) -> Reply:
    body = text.encode(charset, "xmlcharrefreplace")
    headers = [("Content-Type", "text/html" if charset != "utf-8" else "text/html; charset=utf-8")]
    if made is not None:
        headers += [
            ("ETag", f'"{hashlib.sha256(body).hexdigest()[:16]}"'),
            ("Last-Modified", format_datetime(made, usegmt=True)),
        ]
    return Reply(200, body, tuple(headers))


def _robots(url: str) -> Reply:
    if "quyushuju.com" in url:
        return Reply(200, forum.ROBOTS.encode(), (("Content-Type", "text/plain"),))
    return _missing()


def _missing() -> Reply:
    body = "<html><head><title>404</title></head><body><p>抱歉，您访问的页面不存在或已被删除</p></body></html>"
    return Reply(404, body.encode(), (("Content-Type", "text/html; charset=utf-8"),))


def _plain(url: str) -> str:
    """The spelling that the sample web knows: a forum ignores `extra=`, a first page has no number, www. is its home."""
    address, mark, query = url.partition("#")[0].partition("?")
    if "quyushuju.com" not in address:
        return address + mark + query
    kept = [part for part in query.split("&") if part and part != "page=1" and not part.startswith("extra=")]
    return "https://www.quyushuju.com/" + address.rpartition("/")[2] + (mark + "&".join(kept) if kept else "")


def _thread_page(page: SamplePage, number: int) -> str:
    return page.url if number == 1 else f"{page.url}&page={number}"


@cache
def _kinds() -> dict[str, Kind]:
    return {kind.host: kind for kind in kinds()}


@cache
def _places() -> dict[str, int]:
    return {url: place for place, url in enumerate(addresses())}


def _place(url: str) -> int:
    """An address's place in the walk: answers of one night are two seconds apart, always in the same order."""
    return _places().get(url, 0)
