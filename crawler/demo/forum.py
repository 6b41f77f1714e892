"""The board and threads of the sample forum: Discuz! X3.4, with all that changes at every load."""

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import parse_qs, urlsplit

from crawler.demo.markup import NOTE, document
from crawler.demo.pages import SamplePage, split_lines
from crawler.demo.texts import Line

BOARD = "https://www.quyushuju.com/forum.php?mod=forumdisplay&fid=38"
"""The sample board. No board address of the real forum is known, so the demo declares this one itself."""

BOARD_NAME = "政府工作报告"
AUTHOR, READER = "区域观察员", "苏河边的人"
THREADS_A_PAGE = 3

ROBOTS = "User-agent: *\nDisallow: /search.php\nDisallow: /member.php\nDisallow: /misc.php\nDisallow: /api.php\nDisallow: /forum.php?mod=redirect*\nDisallow: /forum.php?mod=post*\n"
"""What Discuz! X3.4 puts into robots.txt, in part."""


def thread_number(page: SamplePage) -> int:
    """Return a thread's tid."""
    return int(parse_qs(urlsplit(page.url).query)["tid"][0])


def board(pages: Sequence[SamplePage], number: int, load: int) -> str:
    """A page of the board; views and times are new at every load."""
    total = -(-len(pages) // THREADS_A_PAGE)
    number = min(number, total)
    rows = "".join(_row(page, load) for page in pages[(number - 1) * THREADS_A_PAGE : number * THREADS_A_PAGE])
    body = (
        f'<div id="pt"><a href="./">数据论坛</a> <em>&rsaquo;</em> <a href="forum.php?mod=forumdisplay&amp;fid=38">{BOARD_NAME}</a></div>\n'
        f'<span class="xs1">今日: <strong>{load % 7}</strong> 主题: <strong>{len(pages)}</strong></span>\n'
        f'<div id="threadlist"><table summary="forum_38" id="threadlisttableid">{rows}</table></div>\n'
        f"{_pager('forum.php?mod=forumdisplay&fid=38', number, total)}"
    )
    return _frame(f"{BOARD_NAME} - 数据论坛", body)


def thread(page: SamplePage, night: int, number: int, load: int) -> str:
    """A page of a thread: the author's posts, readers between and after them; counters are new at every load."""
    tid = thread_number(page)
    per_page = split_lines(page.lines(night), page.floors)
    posts: list[tuple[str, str]] = [(AUTHOR, _opening(page, per_page[0]))]
    for piece in per_page[1:]:
        posts += [(READER, "楼主辛苦，先收藏，等全文。<br />"), (AUTHOR, _body(piece))]
    posts.append((READER, "谢谢分享，数据很全！<br />"))
    share = -(-len(posts) // page.pages)
    number = min(number, page.pages)
    start = (number - 1) * share
    shown = "".join(
        _post(tid, floor, author, text, page, load)
        for floor, (author, text) in enumerate(posts[start : start + share], start + 1)
    )
    head = (
        f'<div id="pt"><a href="./">数据论坛</a> <em>&rsaquo;</em> <a href="forum.php?mod=forumdisplay&amp;fid=38">{BOARD_NAME}</a></div>\n'
        f"{_pager(f'forum.php?mod=viewthread&tid={tid}&amp;extra=', number, page.pages)}"
        f'<div id="postlist" class="pl bm"><table cellspacing="0"><tr><td class="pls"><div class="hm"><span class="xg1">查看:</span> <span class="xi1">{541 + load * 3}</span>'
        f'<span class="pipe">|</span><span class="xg1">回复:</span> <span class="xi1">{len(posts) - 1}</span></div></td>'
        f'<td class="plc vwthd"><h1 class="ts"><a href="forum.php?mod=forumdisplay&amp;fid=38&amp;filter=typeid&amp;typeid=1">[{_region(page)}]</a> '
        f'<span id="thread_subject">{page.title}</span></h1><span class="xg1"><a href="forum.php?mod=viewthread&amp;tid={tid}">[复制链接]</a></span></td></tr></table>\n'
    )
    return _frame(f"{page.title} - 数据论坛 - Powered by Discuz!", head + shown + "</div>" + _reply_box())


def _opening(page: SamplePage, lines: Iterable[Line]) -> str:
    edited = (
        f'<i class="pstatus"> 本帖最后由 {AUTHOR} 于 {_day(page)} 18:12 编辑 </i><br /><br />'
        if page.floors > 1
        else ""
    )
    return f"{edited}{page.title}<br />\n{_body(lines)}"


def _body(lines: Iterable[Line]) -> str:
    """Lines as the editor of a forum writes them: line breaks, no paragraphs, tables as class t_table."""
    out: list[str] = []
    rows: list[str] = []
    for line in (*lines, Line("paragraph", "")):
        if line.kind == "row":
            cells = "".join(f"<td>{escape(cell.strip())}</td>" for cell in line.text.strip("|").split("|"))
            rows.append(f"<tr>{cells}</tr>")
            continue
        if rows:
            out.append(f'<table cellspacing="0" class="t_table">{"".join(rows)}</table><br />')
            rows = []
        text = escape(line.text, quote=False)
        out.append(
            f"<strong>{text}</strong><br />"
            if line.kind == "heading"
            else f"&nbsp; &nbsp; {text}<br />"
            if text
            else ""
        )
    return "\n".join(out)


def _post(tid: int, floor: int, author: str, text: str, page: SamplePage, load: int) -> str:
    pid = tid * 10 + floor
    rank, points, uid = ("版主", 147_900 + load, 17) if author == AUTHOR else ("注册会员", 96 + load, 2304)
    owner = f'<img class="authicn vm" id="authicon{pid}" src="static/image/common/ico_lz.png" />&nbsp;楼主<span class="pipe">|</span>'
    own = owner if author == AUTHOR and floor > 1 else ""
    return (
        f'<div id="post_{pid}"><table id="pid{pid}" class="plhin"><tr><td class="pls" rowspan="2"><div class="pls favatar">'
        f'<div class="authi"><a href="home.php?mod=space&amp;uid={uid}" class="xw1">{author}</a></div>'
        f'<div class="tns xg2"><table><tr><th><p>1万</p>主题</th><th><p>1万</p>帖子</th><td><p>14万</p>积分</td></tr></table></div>'
        f"<p><em>{rank}</em></p><p>TA的每日心情</p><p>奋斗 昨天&nbsp;{7 + load % 12:02d}:19</p><p>签到天数: {732 + load} 天</p><p>[LV.9]以坛为家II</p>"
        f'<p><img src="static/image/common/star_level3.gif" alt="Rank: 7" /></p><dl class="pil cl"><dt>积分</dt><dd>{points}</dd></dl></div></td>\n'
        f'<td class="plc"><div class="pi"><strong><a href="forum.php?mod=viewthread&amp;tid={tid}" id="postnum{pid}">{"楼主" if floor == 1 else f"{floor}<sup>#</sup>"}</a></strong>'
        f'<div class="authi">{own}<em id="authorposton{pid}">发表于 {_day(page)} {9 + floor}:06:50</em><span class="pipe">|</span>'
        f'<a href="forum.php?mod=viewthread&amp;tid={tid}&amp;page=1&amp;authorid={uid}">只看该作者</a><span class="pipe">|</span><a href="javascript:;">阅读模式</a></div></div>\n'
        f'<div class="pct"><div class="pcb"><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_{pid}">\n{text}</td></tr></table></div></div></div></td></tr>\n'
        f'<tr><td class="plc plm"><div class="po"><em><a class="fastre" href="forum.php?mod=post&amp;action=reply&amp;tid={tid}">回复</a></em>'
        '<p><a href="javascript:;">使用道具</a> <a href="javascript:;">举报</a></p></div></td></tr></table></div>\n'
    )


def _row(page: SamplePage, load: int) -> str:
    tid = thread_number(page)
    link = f"forum.php?mod=viewthread&amp;tid={tid}&amp;extra=page%3D1"
    more = f' <span class="tps">...<a href="{link}&amp;page=2">2</a></span>' if page.pages > 1 else ""
    return (
        f'<tbody id="normalthread_{tid}"><tr><td class="icn"><a href="{link}" title="新窗口打开"><img src="static/image/common/folder_new.gif" /></a></td>'
        f'<th><em>[<a href="forum.php?mod=forumdisplay&fid=38&amp;filter=typeid&amp;typeid=1">{_region(page)}</a>]</em> <a href="{link}" class="s xst">{page.title}</a>{more}</th>'
        f'<td class="by"><cite><a href="home.php?mod=space&amp;uid=17">{AUTHOR}</a></cite><em><span>{_day(page)}</span></em></td>'
        f'<td class="num"><a href="{link}" class="xi2">2</a><em>{541 + load * 3}</em></td></tr></tbody>\n'
    )


def _day(page: SamplePage) -> str:
    """The day of a post as Discuz! prints it, without zeros in front."""
    return f"{page.published.year}-{page.published.month}-{page.published.day}"


def _region(page: SamplePage) -> str:
    return page.title[5:7]


def _pager(address: str, number: int, total: int) -> str:
    if total < 2:
        return ""
    links = "".join(
        f"<strong>{n}</strong>" if n == number else f'<a href="{address}&amp;page={n}">{n}</a>'
        for n in range(1, total + 1)
    )
    after = f'<a href="{address}&amp;page={number + 1}" class="nxt">下一页</a>' if number < total else ""
    return f'<div class="pg">{links}<label><span title="共 {total} 页"> / {total} 页</span></label>{after}</div>\n'


def _reply_box() -> str:
    return (
        '<div id="f_pst" class="pl bm"><div class="pt hm">您需要登录后才可以回帖 <a href="member.php?mod=logging">登录</a> | <a href="member.php?mod=register">立即注册</a></div>'
        '<a href="javascript:;">本版积分规则</a></div><div id="kefu"><h3>客服中心</h3><p>在线时间:</p><p>周一~周五</p><p>9:00-18:00</p></div>'
    )


def _frame(title: str, body: str) -> str:
    head = '<base href="https://www.quyushuju.com/" />\n<meta name="generator" content="Discuz! X3.4" />\n'
    top = '<div id="toptb"><a href="javascript:;">设为首页</a><a href="javascript:;">收藏本站</a></div>\n'
    foot = f'<div id="ft"><p>Powered by <strong>Discuz!</strong> X3.4</p><p>{NOTE}</p></div><div id="scrolltop">快速回复 返回顶部 返回列表</div>'
    return document(title, f'{top}<div id="wp" class="wp">{body}</div>\n{foot}', head=head)
