"""One sample site of each family: seven reports on lists of three, in the chrome that trips readers of such sites."""

import json
import tomllib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from crawler.demo.markup import NOTE, document, table
from crawler.demo.pages import SamplePage
from crawler.families.interfaces import as_posted

REPORTS_A_LIST = 3

_TITLES = {
    "work-report": "{year}年{district}政府工作报告",
    "plan": "关于{district}{year}年上半年国民经济和社会发展计划执行情况的报告",
    "half-year": "{district}{year}年上半年政府工作情况报告",
    "budget": "关于{district}{last}年区级决算和{year}年上半年预算执行情况的报告",
    "congress": "{district}人民代表大会常务委员会工作报告（{year}年）",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A sample site: how its addresses, lists and pages look. `begins` is the number of its first list page.

    `has_file`: its newest report has its table in a Word document beside it. `name`: of a second site of a family. `pager`
    `posted`: its list page holds no rows, a script fills it by POST.
    """

    family: str
    host: str
    district: str
    division: str
    list: str
    report: str
    pager: str
    chrome: str
    begins: int = 1
    parts: int = 1
    charset: str = "utf-8"
    patterns: tuple[str, ...] = ()
    has_file: bool = False
    name: str = ""

    @property
    def id(self) -> str:
        """The id of its declaration."""
        return f"sample-{self.name or self.family}"

    def list_url(self, number: int) -> str:
        """Return the address of list page `number`, counted from 0. A TRS list's first page has no number."""
        if self.pager == "trs" and number == 0:
            return f"https://{self.host}{self.list.replace('_{page}', '')}"
        return f"https://{self.host}{self.list.format(page=self.begins + number)}"

    def declaration(self) -> str:
        """Return the TOML that declares it."""
        own = "".join(f"{key} = '{value}'\n" for key, value in zip(("list", "detail"), self.patterns, strict=False))
        return (
            f'id = "{self.id}"\ntitle = "{self.district}（样例）"\ndivision = "{self.division}"\nbody = "government"\n'
            f'family = "{self.family}"\nseeds = ["{self.list_url(0)}"]\n{own}status = "unverified"\n'
        )

    def file_url(self, page: SamplePage) -> str:
        """Return the address of the file that a report links to, empty where it has none."""
        newest = self.has_file and page == self.pages()[-1]
        return f"https://{self.host}/upload/{page.published:%Y%m}/W0{page.published:%Y%m%d}.docx" if newest else ""

    def pages(self) -> tuple[SamplePage, ...]:
        """Return its reports, oldest first: the years 2019 to 2025, each of another genre than the one before."""
        texts = [*_TITLES] * 2
        return tuple(self._page(2019 + n, texts[n]) for n in range(7))

    def _page(self, year: int, text: str) -> SamplePage:
        facts: dict[str, object] = {"district": self.district, "year": year, "last": year - 1}
        title = _TITLES[text].format_map(facts)
        day = date(year, 1, 12) if text in ("work-report", "congress") else date(year, 7, 24)
        published = day + timedelta(days=9)
        facts |= {
            "day": f"{day.year}年{day.month}月{day.day}日",
            "meeting": f"{self.district}第{'七八九'[year % 3]}届人民代表大会第{'一二三四五六'[year % 6]}次会议",
            "office": "区长",
            "speaker": "顾　言",
        }
        code = uuid.uuid5(uuid.NAMESPACE_URL, f"{self.host} {year}")
        address = self.report.format(
            n=500_000 + 1_733 * (year - 2000),
            hex=code.hex,
            guid=str(code),
            date=f"{published:%Y%m%d}",
            day=f"{published.year}/{published.month}/{published.day}",
            month=f"{published:%Y%m}",
            year=published.year,
            doy=published.timetuple().tm_yday,
        )
        url = f"https://{self.host}{address}"
        return SamplePage(
            url,
            self.chrome,
            text,
            title,
            published,
            facts,
            charset=self.charset,
            pages=self.parts if year == 2025 else 1,
        )


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the sample site of every family, in the order of kinds.toml."""
    declared = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text(encoding="utf-8"))
    return tuple(Kind(**{**values, "patterns": tuple(values.get("patterns", ()))}) for values in declared["kind"])


SITE_GUID = "6f1c3b52-0c9d-4a57-9e55-3d2f7a90b814"

SITE_INFO = f'var siteInfo = {{"projectName": "/EWB-FRONT", "siteGuid": "{SITE_GUID}"}};'
"""The script that the posted list's page names."""


def posted_url(kind: Kind, number: int) -> str:
    """Return the address that stands for posting for the rows of list page `number`, counted from 0."""
    values = {
        "deptcode": "",
        "categorynum": kind.list.rpartition("=")[2],
        "pageIndex": number,
        "pageSize": REPORTS_A_LIST,
    }
    return as_posted(
        f"https://{kind.host}/EWB-FRONT/rest/lightfrontaction/getgovinfolist", {**values, "siteGuid": SITE_GUID}
    )


def posted_rows(kind: Kind, number: int) -> str:
    """Return what the interface of a posted list answers: as many rows as it gives, however many it is asked for."""
    newest = kind.pages()[::-1]
    rows = [
        {"title": p.title, "infourl": p.url.partition(kind.host)[2], "infodate": f"{p.published}"}
        for p in newest[number * REPORTS_A_LIST : (number + 1) * REPORTS_A_LIST]
    ]
    return json.dumps({"custom": {"total": len(newest), "data": rows}, "status": {"code": 1}}, ensure_ascii=False)


def list_html(kind: Kind, number: int) -> str:
    """Return list page `number` (counted from 0) of a sample site, newest report first, with its kind of pager."""
    newest = kind.pages()[::-1]
    total = -(-len(newest) // REPORTS_A_LIST)
    shown = newest[number * REPORTS_A_LIST : (number + 1) * REPORTS_A_LIST]
    rows = [
        f'<li><a href="{p.url.partition(kind.host)[2]}" title="{p.title}">{p.title[:16]}…</a><span>{p.published}</span></li>'
        for p in shown
    ]
    if kind.pager == "posted":
        listed = '<div class="ewb-list">加载中...</div><script src="/js/webBuilderCommon.js"></script>'
    elif kind.pager == "cdata":
        records = "".join(f"<record><![CDATA[{row}]]></record>" for row in rows)
        listed = f'<div id="1229"></div><script type="text/xml"><datastore><recordset>{records}</recordset></datastore></script>'
    else:
        listed = f'<ul class="list">{"".join(rows)}</ul>'
    body = f'<div class="nav"><a href="/">首页</a></div>{listed}<div class="page">{_pager(kind, number, total)}</div><p>{NOTE}</p>'
    return document(f"{kind.district}政府信息公开", body, charset=kind.charset)


def _pager(kind: Kind, number: int, total: int) -> str:
    if kind.pager == "posted":
        return ""
    urls = [kind.list_url(n) for n in range(total)]
    if kind.pager == "trs":
        return f'<script>createPageHTML({total}, {number}, "index", "html");</script>'
    if kind.pager == "options":
        return (
            "<select>"
            + "".join(f'<option value="{url}">第{n}页</option>' for n, url in enumerate(urls, 1))
            + "</select>"
        )
    if kind.pager == "next":
        return f'<a href="{urls[number + 1]}">下一页</a>' if number + 1 < total else "<span>下一页</span>"
    return " ".join(f'<a href="{url}">{n}</a>' for n, url in enumerate(urls, 1))


def report_html(page: SamplePage, body: str, part: int) -> str:
    """Return a report's page in the chrome of its kind; `body` is the text's HTML."""
    day = page.published
    title = f'<h1 class="title">{page.title}</h1>'
    crumb = '<div class="crumb">当前位置：<a href="/">首页</a> &gt; 政府信息公开</div>'
    foot = f'<div class="foot"><a href="#">打印本页</a> <a href="#">关闭窗口</a></div><div class="footer">{NOTE}</div>'
    ticker = "<ul class='ticker'><li>关于召开区人民代表大会第...</li><li>关于公开征集二〇二六年立法...</li></ul>"
    card = table(
        ["| 索引号: | SY9 | 发文机关: | 区教育局 |", "| 发布日期: | 2018-06-21 | 发文字号: | 教规字〔2018〕1号 |"]
    )
    chromes: dict[str, Sequence[str]] = {
        "plain": (crumb, title, f'<div class="info">来源：区政府办公室　发布时间：{day}　浏览次数：</div>', f'<div class="TRS_Editor">{body}</div>'),
        "glued": (title, f'<div class="info">信息来源:区政府办 阅读次数: 发布时间:{day} 14:10</div><div class="ewb-article-content">{body}</div>'),
        "bare-values": (title, f'<ul class="bt"><li>无</li><li>主动公开</li><li>无</li><li>{day.year}.{day.month:02}.{day.day:02}</li></ul>', f'<div class="Article_content">{body}</div>'),
        "share-first": ('<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>', title, f'<p>发布日期：{day}</p><p>【字体：<a>大</a> <a>中</a> <a>小</a>】</p>', f'<div id="zoom">{body}</div>'),
        "foreign-card": (crumb, title, f'<p>来源：区政府办公室　发布时间：{day.year}年{day.month}月{day.day}日</p>', f'<div class="Article_content">{body}</div>', card),
        "ticker": (f'<div class="notice">公告：{ticker}</div>', title, f'<p class="info">日期： {day} 来源： 作者：</p>', f'<div class="TRS_Editor">{body}</div>', "<p>（区人大办 顾言 供稿）</p>"),
        "epaper": (f'<div class="nav">第02版：要闻 <a href="#">上一版</a> <a href="#">下一版</a></div><p>{day.year}年{day.month:02}月{day.day:02}日 星期一 出版</p>', title, f'<div id="ozoom">{body}</div>', "<p>放大 缩小 默认</p>"),
    }  # fmt: skip
    links = (
        "".join(f"<b>{n}</b>" if n == part else f"第{n}页 " for n in range(1, page.pages + 1)) if page.pages > 1 else ""
    )
    stem = page.url.rpartition("/")[2].partition(".")[0]
    pager = (
        f'<script>createPageHTML({page.pages}, {part - 1}, "{stem}", "html");</script>{links}' if page.pages > 1 else ""
    )
    return document(page.title, "\n".join((*chromes[page.system], pager, foot)), charset=page.charset)
