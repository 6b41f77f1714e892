"""Sites that no sample site is like: other hosts, columns, list pages and pagers for the same forms of addresses."""

import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from archive.urls import url_key
from crawler.proposal import Seen

COLUMNS = (
    ("zfgzbg", "政府工作报告", 14),
    ("czyjs", "财政预决算", 11),
    ("tzgg", "通知公告", 23),
    ("rsrm", "人事任免", 9),
)
"""Each column's folder, name and number of documents; the last two have no word in their names that speaks of reports."""

A_LIST = 5

FORMS: dict[str, tuple[str, str, str]] = {
    "uuid": ("/zwgk/{no}/{d8}/{guid}.html", "/zwgk/{no}/1.html", "/zwgk/{no}/{page}.html"),
    "organ-uuid": ("/govxxgk/SHQ{no}/{day}/{guid}.html", "/zwgk/{no}/second.html", "/zwgk/{no}/{page}.html"),
    "date": ("/{col}/{d8}/{n}.html", "/{col}/index.html", "/{col}/index_{page}.html"),
    "date-under-site": ("/shq/{col}-xx/{d8}/{n}.html", "/shq/{col}-xx/index.html", "/shq/{col}-xx/index_{page}.html"),
    "day-of-year": ("/zwgk/{col}/{y}/{doy}/{n}.html", "/zwgk/{col}/index.html", "/zwgk/{col}/index_{page}.html"),
    "day-of-year-hex": ("/zhengwu/{col}/{y}/{doy}/{hex}.html", "/zhengwu/{col}/", "/zhengwu/{col}/index_{page}.html"),
    "content": ("/publicity/{col}/content_{n}", "/publicity/{col}", "/publicity/{col}/{page}"),
    "guid": ("/cms/xxgk/{col}/content/{GUID}.htm", "/cms/xxgk/{col}/List/list_0.htm", "/cms/xxgk/{col}/List/list_{page0}.htm"),
    "infoid": ("/article.html?infoid={guid}", "/infoDirectory.html?type={col}", "/infoDirectory.html?type={col}&page={page}"),
    "details": ("/zwgk/buffers/details?id={guid}", "/zwgk/list?col={col}", "/zwgk/list?col={col}&page={page}"),
    "trs": ("/{col}/{ym}/t{d8}_{n}.html", "/{col}/", "/{col}/index_{page0}.html"),
    "contents": ("/contents/{no}/{n}.html", "/contents/{no}/", "/contents/{no}/list_{page}.html"),
    "number": ("/{col}/{n}.htm", "/{col}/", "/{col}/list_{page}.htm"),
    "twelve-digits": ("/html/rdyw/{col}/{n12}.html", "/html/rdyw/{col}/", "/html/rdyw/{col}/index_{page}.html"),
    "detail": ("/rd/html/{col}/{day}/Detail_{n}.htm", "/rd/html/{col}/List/list_0.htm", "/rd/html/{col}/List/list_{page0}.htm"),
    "hanweb": ("/art/{ymd}/art_{no}_{n}.html", "/col/col{no}/index.html", "/col/col{no}/index.html?uid={no}9&pageNum={page}"),
    "post": ("/zwgk/{col}/content/post_{n}.html", "/zwgk/{col}/", "/zwgk/{col}/index_{page}.html"),
    "hex": ("/affair/ghjh/{col}/{hex}.html", "/affair/ghjh/{col}/index.html", "/affair/ghjh/{col}/index_{page}.html"),
    "month-hex": ("/rmzf/{col}/{ym}/{hex}.shtml", "/rmzf/{col}/list.shtml", "/rmzf/{col}/list_{page}.shtml"),
    "article-hex": ("/sites/page_pc/{col}/article{hex}.html", "/sites/page_pc/{col}/list1.html", "/sites/page_pc/{col}/list{page}.html"),
    "query": ("/index.php?m=home&c=article&a=detail&id={n}", "/index.php?m=home&c=article&a=index&cid={no}", "/index.php?m=home&c=article&a=index&cid={no}&p={page}"),
    "asp": ("/{col}/ShowArticle.asp?ArticleID={n}", "/{col}/ShowClass.asp?ClassID={no}", "/{col}/ShowClass.asp?ClassID={no}&page={page}"),
    "show": ("/xxgk-show-{n}.html", "/xxgk-list-{col}.html", "/xxgk-list-{col}-{page}.html"),
    "content-number": ("/jc/{no}/content_{n}.html", "/jc/{no}/index.html", "/jc/{no}/index_{page}.html"),
    "session": ("/rdweb_{col}/rdweb_17_{k}/{day}/{n}.html", "/rdweb_{col}/", "/rdweb_{col}/index_{page}.html"),
    "newspaper": ("/html/{issue}/content_{k}_{n}.htm", "/html/2025-11/{no2}/node_1.htm", "/html/2025-11/{no2}/node_{page}.htm"),
    "unknown-do": ("/view/{col}/{ym}-{n}.do", "/col/{col}.do", "/col/{col}.do?pn={page}"),
    "unknown-jsp": ("/xwzx/{col}/view.jsp?newsid={n}", "/xwzx/{col}/list.jsp", "/xwzx/{col}/list.jsp?pageNo={page}"),
}  # fmt: skip
"""Forms of addresses: of a document, of a column's first list page, of its further ones."""


@dataclass
class Unseen:
    """A site as pages by address.

    Attributes:
        form: one of `FORMS`. pager: `next`, `numbers`, `options`. rows: `list`, `table`, `cards`.
        deep: the columns are linked from a page between, not from the home page.
        host: where the columns are; the home page is on `www.`.
    """

    form: str
    pager: str = "next"
    rows: str = "list"
    deep: bool = False
    host: str = "www.linhai.example"
    pages: dict[str, str] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        chance, number, columns = random.Random(self.form), 4_000, ""
        for at, (folder, name, count) in enumerate(COLUMNS, 1):
            facts = {"col": folder, "no": f"{1000 + 7 * at}", "no2": f"{10 + at}"}
            entries = []
            for n in range(count):
                number += chance.randrange(1, 9)
                day = date(2025, 11, 1) - timedelta(days=13 * n + chance.randrange(9))
                url = self._url(FORMS[self.form][0], **facts, **_facts_of(day, number, chance))
                entries.append((url, f"关于临海区{day.year}年第{n + 1}号{name}事项的报告", day))
            self.documents |= {url_key(url) for url, _, _ in entries}
            columns += f'<li><a href="{self._put_lists(entries, name, facts)}">{name}</a></li>'
        between = f"http://{self.host}/zwgk.html"
        self.pages[between] = self._page("政务公开", f"<ul>{columns}</ul>")
        apart = self.deep or not self.host.startswith("www.")
        shown = f'<a href="{between}">政务公开</a><a href="/hd.html">交流互动</a>' if apart else f"<ul>{columns}</ul>"
        self.pages[self.home] = self._page("临海区人民政府", shown)

    @property
    def home(self) -> str:
        """The address of the home page."""
        return "http://www.linhai.example/"

    def ask(self, urls: Sequence[str]) -> list[Seen]:
        """The pages that are there, as a walk would bring them."""
        return [Seen(url, self.pages[url]) for url in urls if url in self.pages]

    def _url(self, form: str, **facts: object) -> str:
        return f"http://{self.host}{form.format(**facts)}"

    def _put_lists(self, entries: Sequence[tuple[str, str, date]], name: str, facts: dict[str, str]) -> str:
        """Put a column's list pages there; returns the address of the first."""
        _, first, further = FORMS[self.form]
        total = -(-len(entries) // A_LIST)
        lists = [self._url(first if n == 0 else further, page=n + 1, page0=n, **facts) for n in range(total)]
        for n, url in enumerate(lists):
            rows = "".join(self._row(*entry) for entry in entries[n * A_LIST : (n + 1) * A_LIST])
            self.pages[url] = self._page(name, rows + "".join(self._pager(lists, n)))
        return lists[0]

    def _row(self, url: str, title: str, day: date) -> str:
        if self.rows == "table":
            return f'<table><tr><td>{day}</td><td><a href="{url}">{title}</a></td></tr></table>'
        if self.rows == "cards":
            return f'<div><a href="{url}"><h4>{title}</h4><i>{day.year}年{day.month}月{day.day}日</i></a></div>'
        return f'<li><a href="{url.partition(self.host)[2]}" title="{title}">{title[:14]}…</a><span>{day}</span></li>'

    def _pager(self, lists: Sequence[str], at: int) -> Iterator[str]:
        if self.pager == "options":
            yield f"<select>{''.join(f'<option value={chr(34)}{url}{chr(34)}>{n}</option>' for n, url in enumerate(lists, 1))}</select>"
        elif self.pager == "numbers":
            yield from (f'<a href="{url}">{n}</a>' for n, url in enumerate(lists, 1) if n != at + 1)
        elif at + 1 < len(lists):
            yield f'<a href="{lists[at + 1].partition(self.host)[2]}">下一页</a>'

    def _page(self, title: str, body: str) -> str:
        top = '<a href="/">首页</a><a href="/login.html">登录</a><a href="http://www.other.example/">友情链接单位</a>'
        return f"<html><head><title>{title}</title></head><body>{top}{body}<a href='/about/us.html'>关于我们这个网站的说明</a></body></html>"


def _facts_of(day: date, number: int, chance: random.Random) -> dict[str, object]:
    code = str(uuid.UUID(int=chance.getrandbits(128)))
    return {
        "d8": f"{day:%Y%m%d}", "day": day, "y": day.year, "doy": day.timetuple().tm_yday, "ym": f"{day:%Y%m}", "ymd": f"{day.year}/{day.month}/{day.day}",
        "issue": f"{day:%Y-%m/%d}", "n": number, "n12": 100_000_000_000 + chance.randrange(10**11), "k": 1 + number % 9,
        "guid": code, "GUID": code.upper(), "hex": code.replace("-", ""),
    }  # fmt: skip
