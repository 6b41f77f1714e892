"""Made-up sites: columns that publish by a habit, list pages with their paging, documents in three templates."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from benchmarks.nightly.calendars import zeal
from crawler.sources import Source

PER_LIST, LISTED = 20, 60
"""Rows of a list page, and how many of its newest documents a column lists."""

WORDS = [
    "推进",
    "落实",
    "监督",
    "预算",
    "执行",
    "社区",
    "养老",
    "托育",
    "就业",
    "岗位",
    "河道",
    "治理",
    "教育",
    "医疗",
    "街道",
    "项目",
    "建设",
    "改造",
    "审议",
    "意见",
    "代表",
    "建议",
    "服务",
    "企业",
    "财政",
    "收入",
    "支出",
    "规划",
]

Habit = Callable[[date], float]
HABITS: dict[str, Habit] = {
    "daily": lambda day: 0.85 * zeal(day),
    "every day": lambda day: 0.8 if zeal(day) >= 0.04 else 0.3,
    "each third day": lambda day: 0.33 * zeal(day),
    "weekly": lambda day: 0.2 * zeal(day),
    "on Fridays": lambda day: (0.9 if day.weekday() == 4 else 0.01) * zeal(day),
    "monthly": lambda day: 0.05 * zeal(day),
    "after sessions": lambda day: (0.7 if day.month % 2 == 0 and 22 <= day.day <= 28 else 0.01) * zeal(day),
    "two sessions": lambda day: (0.8 if day.month == 1 and 5 <= day.day <= 22 else 0.006) * zeal(day),
}
"""How likely a column has something on a day."""


@dataclass
class Column:
    """One list with its documents, newest first: each its number, and the day on which it came."""

    path: str
    name: str
    habit: str
    documents: list[tuple[int, date]] = field(default_factory=list)

    def publish(self, day: date, dice: random.Random) -> None:
        """Bring out what the day brings."""
        if dice.random() < HABITS[self.habit](day):
            for _ in range(dice.choice((1, 1, 1, 2, 4))):
                self.documents.insert(0, (len(self.documents) + 1, day))


@dataclass
class Site:
    """A site of one source. `template`, `is_dated` and `charset` are how it is made; `taken_down` are documents that are gone."""

    host: str
    title: str
    columns: list[Column]
    template: int
    is_dated: bool
    taken_down: set[str] = field(default_factory=set)

    def address(self, column: Column, number: int, day: date) -> str:
        """Return a document's address."""
        return f"https://{self.host}{column.path}{day:%Y%m%d}/{number:06d}.html"

    def pages(self) -> dict[str, Callable[[], str]]:
        """Return what every address of the site answers tonight, each made when it is asked for."""
        found: dict[str, Callable[[], str]] = {}
        for column in self.columns:
            shown = column.documents[:LISTED]
            for start in range(0, max(len(shown), 1), PER_LIST):
                rows = shown[start : start + PER_LIST]
                found[self.list_address(column, start // PER_LIST)] = lambda c=column, s=start, r=rows: self.listing(
                    c, s, r
                )  # type: ignore[misc]
            for number, day in column.documents[: LISTED + 40]:
                url = self.address(column, number, day)
                if url not in self.taken_down:
                    found[url] = lambda c=column, n=number, d=day: self.document(c, n, d)  # type: ignore[misc]
        return found

    def list_address(self, column: Column, number: int) -> str:
        """Return the address of a column's list page, counted from 0."""
        return f"https://{self.host}{column.path}" + (f"index_{number + 1}.html" if number else "")

    def listing(self, column: Column, start: int, rows: list[tuple[int, date]], day: date | None = None) -> str:
        """Return a list page; with `day` every row bears that one."""
        lines = "".join(
            f'<li><a href="{self.address(column, n, d)}">{self.heading(column, n)}</a>'
            + (f"<span>{day or d}</span>" if self.is_dated else "")
            + "</li>"
            for n, d in rows
        )
        more = start + PER_LIST < min(len(column.documents), LISTED)
        pager = f'<a href="{self.list_address(column, start // PER_LIST + 1)}">下一页</a>' if more else ""
        return self.frame(column.name, f'<ul class="list">{lines}</ul><div class="page">{pager}</div>')

    def heading(self, column: Column, number: int) -> str:
        """Return a document's title."""
        return f"关于{WORDS[number % len(WORDS)]}{WORDS[number // 7 % len(WORDS)]}工作第{number}号情况的{column.name}"

    def document(self, column: Column, number: int, day: date) -> str:
        """Return a document's page in the site's template."""
        dice = random.Random(f"{self.host}{column.path}{number}")
        paragraphs = "".join(
            f"<p>{''.join(dice.choices(WORDS, k=24))}，完成{dice.randrange(9999)}件。</p>" for _ in range(6)
        )
        title, said = self.heading(column, number), f"发布时间：{day} 来源：{self.title}"
        body = (
            f"<h1>{title}</h1><div class='info'>{said}</div><div class='content'>{paragraphs}</div>",
            f"<div class='title'>{title}</div><div class='date'>{said}</div><div class='TRS_Editor'>{paragraphs}</div>",
            f"<h2>{title}</h2><p class='info'>{said}</p><div id='zoom'>{paragraphs}</div>",
        )[self.template]
        metas = f"<meta name='ArticleTitle' content='{title}'><meta name='PubDate' content='{day}'>"
        return self.frame(title, body, metas if self.template else "")

    def frame(self, title: str, body: str, metas: str = "") -> str:
        """Return a page of the site: its name above, who runs it below."""
        return (
            f"<html><head><meta charset='utf-8'><title>{title}-{self.title}</title>{metas}</head><body><div class='top'>{self.title}</div>"
            f"<div class='nav'><a href='/'>首页</a> <a href='/about/'>机构</a></div>{body}<div class='foot'>主办：{self.title}</div></body></html>"
        )


def made_up(number: int, first: date, dice: random.Random) -> tuple[Site, Source]:
    """Return a site with three years of documents before a day, and its declaration."""
    host, place = f"s{number}.example", f"{'青白红黄蓝紫'[number % 6]}{'山河湖江溪'[number // 6]}区"
    title = f"{place}人民{'政府' if number % 3 else '代表大会常务委员会'}"
    kinds = list(HABITS)
    names = dice.sample(("报告", "公报", "通知", "计划"), dice.choice((1, 1, 2, 3)))
    columns = [Column(f"/{'abcd'[n]}/", name, kinds[(number + n * 3) % len(kinds)]) for n, name in enumerate(names)]
    for column in columns:
        for past in range(1100, 0, -1):
            column.publish(first - timedelta(days=past), dice)
    site = Site(host, title, columns, dice.randrange(3), is_dated=dice.random() < 0.8)
    source = Source(
        id=f"s{number}",
        title=title,
        division="310199",
        body="government",
        family="links",
        seeds=tuple(site.list_address(column, 0) for column in columns),
        hosts=(host,),
        list=r"/[a-d]/(?:index_\d+\.html)?$",
        detail=r"/\d{8}/\d{6}\.html$",
        schedule="0 2 * * *",
        declaration=f'id = "s{number}"\n',
    )
    return site, source
