"""The re-publishers among the sample sites: one report over several addresses, none of which says that it is a part."""

from crawler.demo.markup import NOTE, document, paragraphs
from crawler.demo.pages import SamplePage, split_lines


def part_url(page: SamplePage, number: int) -> str:
    """Return the address of part `number`, counted from 1; the first has no number in it."""
    return page.url if number == 1 else page.url.replace(".html", f"_{number}.html")


def part(page: SamplePage, night: int, number: int) -> str:
    """A part of a split report, with links to its siblings (to a missing one too), and with the losses of such copies."""
    lines = split_lines(page.lines(night), page.pages)[number - 1]
    text = paragraphs(lines, style="").replace("+", " ").replace("5G", "5g")
    links = "".join(
        f"<b>{n}</b> " if n == number else f'<a href="{part_url(page, n).rpartition("/")[2]}">{n}</a> '
        for n in range(1, page.pages + 1)
    )
    pager = f'<div class="pagelist">{links}</div>' if page.pages > 1 else ""
    body = (
        '<div class="daohang">导航菜单 <a href="/">首页</a> <a href="/baogao/">工作报告</a></div>\n'
        f'<h1>{page.title}</h1>\n<div class="neirong">{text}</div>\n{pager}'
        f'<div class="xiangguan">相关阅读：<a href="/baogao/huadong/">更多工作报告</a></div><div class="banquan">{NOTE}</div>'
    )
    return document(page.title, body)
