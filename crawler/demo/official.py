"""Pages and lists of the official sample sites, each in the chrome of its content system."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from crawler.demo.markup import NOTE, document, meta, paragraphs, picture_name
from crawler.demo.pages import PAGER, SamplePage

CHALLENGE = (
    '<!DOCTYPE html><html><head><meta id="9DhefwqGPrzGxEp9hPaoag" content="qYvbW1sT0eX" r="m">'
    "<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=51437;$_ts.cd=\"qrWxNmEhDA\";</script>"
    '<script src="/4QbVtADbnLVIc/c.FxJzG50F.d5db026.js"></script></head><body></body></html>'
)
"""A script challenge: no words, and a cookie that only a browser can answer."""


def jiading_rd(page: SamplePage, night: int) -> str:
    """The congress of 嘉定: crumb, date and counter in one line, the body, a share line."""
    image = f"/upload/renda/ContentManage/Article/Image/{picture_name(page.url)}" if page.table == "picture" else ""
    crumb = "常委会工作 >> 监督工作" if "/cwhgz/" in page.url else "工作总览 >> 区人代会 >> 区七届人大一次会议"
    body = (
        '<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/rdgk/">人大概况</a></li>'
        '<li><a href="/cwhgz/">常委会工作</a></li><li><a href="/dbgz/">代表工作</a></li></ul></div>\n'
        f'<div class="position">当前位置：<a href="/">首页</a> >> {crumb} >> 内容</div>\n'
        f'<div class="content"><h1 class="title">{page.title}</h1>\n'
        f'<div class="info">{page.published:%Y-%m-%d} 点击数：<span id="hits"></span></div>\n'
        f'<div class="article" id="zoom">{paragraphs(page.lines(night), picture=image)}</div>\n'
        '<div class="share">分享到：<a class="jiathis_button_weixin"></a></div></div>\n'
        f'<div class="footer"><p>主办：上海市嘉定区人大常委会办公室</p><p>{NOTE}</p></div>'
    )
    return document(f"{page.title}_嘉定人大", body)


def jiading_gov(page: SamplePage, night: int) -> str:
    """The government of 嘉定: a meta line with tools for reading, print and share links."""
    body = (
        '<div class="top"><a href="/">上海嘉定</a> | <a href="/publicity/">政府信息公开</a></div>\n'
        '<div class="crumb">您当前的位置：<a href="/">首页</a> &gt; <a href="/publicity/">政府信息公开</a></div>\n'
        f'<h1 class="article-title">{page.title}</h1>\n'
        f'<div class="article-info"><span>来源：上海嘉定</span> <span>日期：{page.published.year}年{page.published.month}月{page.published.day}日 10:05:00</span> '
        "<span>文字 【<a>大</a>】【增加行距】【缩小行距】【加粗】【高亮】【还原】</span> <span>浏览：<i></i></span></div>\n"
        f'<div class="article-content">{paragraphs(page.lines(night))}</div>\n'
        '<div class="article-tool">分享到： <a href="javascript:window.print()">打印</a></div>\n'
        f'<div class="footer">上海市嘉定区人民政府办公室主办 {NOTE}</div>'
    )
    head = meta(
        SiteName="上海嘉定", ArticleTitle=page.title, PubDate=f"{page.published} 10:05", ContentSource="上海嘉定"
    )
    return document(page.title, body, head=head)


def jiading_old(page: SamplePage, night: int) -> str:
    """The template that 嘉定 had around 2008: layout tables, GB2312, no classes to speak of."""
    body = (
        '<table width="780" align="center"><tr><td>当前位置：政府信息公开 &gt; 政府工作报告</td></tr>\n'
        f'<tr><td align="center"><font size="4"><b>{page.title}</b></font></td></tr>\n'
        f'<tr><td align="center">发布日期：{page.published}　浏览次数：</td></tr>\n'
        f'<tr><td class="TRS_Editor">{paragraphs(page.lines(night), style="line-height:180%")}</td></tr>\n'
        f'<tr><td align="right">[<a href="javascript:window.close()">关闭窗口</a>]</td></tr><tr><td>{NOTE}</td></tr></table>'
    )
    return document(page.title, body, charset="gb2312")


def changning(page: SamplePage, night: int) -> str:
    """The disclosure pages of 长宁: an index card, the body, tools below it."""
    number = urlsplit(page.url).path.rpartition("/")[2].removesuffix(".html")
    card = (
        ("索 引 号", f"SY3101{number}"), ("主题分类", "政府工作"), ("发布机构", "长宁区人民政府办公室"),
        ("公开类别", "主动公开"), ("发文字号", ""), ("发布日期", f"{page.published}"),
    )  # fmt: skip
    body = (
        '<div class="nav"><a href="/">首页</a><a href="/xxgk/">政府信息公开</a></div>\n'
        '<div class="bread">当前位置：首页 / 政府信息公开 / 法定主动公开内容</div>\n'
        f'<table class="xxgk-card">{"".join(f"<tr><td>{k}：</td><td>{v}</td></tr>" for k, v in card)}</table>\n'
        f'<h1 id="ivs_title">{page.title}</h1>\n<p class="time">发布时间：{page.published}　来源：长宁区政府办　【字体：<a>大</a> <a>中</a> <a>小</a>】</p>\n'
        f'<div id="ivs_content" class="Article_content">{paragraphs(page.lines(night))}</div>\n'
        '<div class="tool"><a href="javascript:print()">打印本页</a> <a href="javascript:close()">关闭本页</a></div>\n'
        f'<div class="foot"><a href="/map.html">网站地图</a> {NOTE}</div>'
    )
    return document(
        page.title, body, head=meta(ArticleTitle=page.title, PubDate=f"{page.published} 00:00", SiteName="上海长宁")
    )


def jingan(page: SamplePage, night: int) -> str:
    """The pages of 静安 (Epoint): ewb classes, the date above the body, related links below."""
    body = (
        '<div class="ewb-nav"><a href="/">首页</a><a href="/govxxgk/">信息公开</a></div>\n'
        '<div class="ewb-location">您现在的位置：<a href="/">首页</a> &gt; 信息公开</div>\n'
        f'<div class="ewb-article"><h2 class="ewb-article-title">{page.title}</h2>\n'
        f'<div class="ewb-article-info">信息来源：静安区人民政府　发布时间：{page.published} 00:00　阅读次数：<span id="num"></span></div>\n'
        f'<div class="ewb-article-content">{paragraphs(page.lines(night))}</div>\n'
        '<div class="ewb-article-tool">相关阅读　【打印】【关闭】</div></div>\n'
        f'<div class="ewb-footer">{NOTE}</div>'
    )
    return document(page.title, body, head=meta(PubDate=f"{page.published} 00:00"))


def list_page(pages: Sequence[SamplePage], number: int, title: str) -> str:
    """A list of reports, newest first, `PAGER` a page; the pager is TRS's, counted from zero."""
    newest = sorted(pages, key=lambda page: page.published, reverse=True)
    total = max(1, -(-len(newest) // PAGER))
    shown = newest[(number - 1) * PAGER : number * PAGER]
    rows = "".join(
        f'<li><a href="{escape(page.url)}" title="{page.title}" target="_blank">{page.title[:22]}{"…" * (len(page.title) > 22)}</a>'
        f"<span>{page.published}</span></li>\n"
        for page in shown
    )
    pager = f'<div class="page"><script>createPageHTML({total}, {number - 1}, "index", "html");</script></div>'
    body = (
        f'<div class="position">当前位置：首页 > {title}</div><ul class="list">\n{rows}</ul>\n{pager}<div>{NOTE}</div>'
    )
    return document(title, body)


def scripted_list() -> str:
    """A list that only a browser can fill: the page holds a placeholder and the script's name."""
    body = f'<div class="ewb-list" id="infolist">Loading……</div><script src="/EWB-FRONT/js/infoOpenFile.js"></script><div>{NOTE}</div>'
    return document("政府信息公开", body)
