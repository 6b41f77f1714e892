"""Pages in the form of Discuz!' default templates, with texts of our own: what the tests of forums are played on."""

from dataclasses import dataclass, field

HEAD = '<html><head><title>{title}</title><meta name="generator" content="Discuz! {version}" /><base href="https://bbs.example/" /></head>'
FOOT = '<div id="ft"><p>Powered by <strong>Discuz!</strong> <em>{version}</em></p><p class="xs0">GMT{offset}, 2026-11-22 21:08</p></div>'


@dataclass
class Said:
    """One post: who (number and name), when (as the page words it), what (HTML), and what stands below the cell."""

    body: str
    uid: int = 11
    name: str = "江边人"
    posted: str = "2024-2-3 08:15:30"
    below: str = ""
    sign: str = ""
    floor: str = ""
    pid: int = 0
    extras: list[str] = field(default_factory=list)


FLOORS = ("楼主", "沙发", "板凳", "地板")


def floor_of(number: int, post: Said) -> str:
    label = FLOORS[number - 1] if number <= 4 else f"<em>{number}</em><sup>#</sup>"
    return post.floor or label


def pager(page: int, pages: int, href: str = "forum.php?mod=viewthread&amp;tid=5&amp;extra=&amp;page=") -> str:
    if pages < 2:
        return ""
    numbers = "".join(
        f"<strong>{n}</strong>" if n == page else f'<a href="{href}{n}">{n}</a>' for n in range(1, pages + 1)
    )
    back = f'<a href="{href}{page - 1}" class="prev">&nbsp;&nbsp;</a>' if page > 1 else ""
    return f'<div class="pg">{back}{numbers}<label><span title="共 {pages} 页"> / {pages} 页</span></label></div>'


def thread(
    *posts: Said,
    title: str = "临江区2024年政府工作报告",
    prefix: str = "[临江]",
    page: int = 1,
    pages: int = 1,
    owner: tuple[int, str] = (11, "江边人"),
    version: str = "X3.4",
    offset: str = "+8",
    first_floor: int = 1,
) -> str:
    """The desk view of a thread (`viewthread`, `viewthread_node`)."""
    said = []
    for number, post in enumerate(posts, first_floor):
        pid = post.pid or 100 + number
        find = "" if number == 1 else f"mod=redirect&goto=findpost&ptid=5&pid={pid}"
        said.append(
            f'<div id="post_{pid}" ><table id="pid{pid}" class="plhin" summary="pid{pid}"><tr><td class="pls" rowspan="2">'
            f'<div id="favatar{pid}" class="pls favatar"><div class="pi"><div class="authi"><a href="home.php?mod=space&amp;uid={post.uid}" class="xw1">{post.name}</a></div></div>'
            f'<div class="p_pop" style="display: none"><em>当前在线</em></div><div class="tns xg2"><p>993</p>主题<p>1万</p>积分</div><p>论坛元老</p></div></td>'
            f'<td class="plc"><div class="pi"><strong><a href="forum.php?{find or "mod=viewthread&tid=5"}" id="postnum{pid}">{floor_of(number, post)}</a></strong>'
            f'<div class="pti"><div class="authi"><img class="authicn vm" id="authicon{pid}" src="static/image/common/online_member.gif" />'
            f'<em id="authorposton{pid}">发表于 {post.posted}</em><span class="pipe">|</span><a href="forum.php?mod=viewthread&amp;tid=5&amp;authorid={post.uid}">只看该作者</a></div></div></div>'
            f'<div class="pct"><div class="pcb"><div class="t_fsz"><table cellspacing="0" cellpadding="0"><tr><td class="t_f" id="postmessage_{pid}">\n{post.body}</td></tr></table>{post.below}</div>'
            f'<div id="comment_{pid}" class="cm"><div class="pstl"><div class="psti">点评:很好</div></div></div><dl class="rate"><dd>评分 +5</dd></dl></div></div></td></tr>'
            f'<tr><td class="plc plm"><div class="sign">{post.sign}</div></td></tr><tr><td class="pls"></td><td class="plc"><a>回复</a> <a>使用道具</a> <a>举报</a></td></tr></table></div>'
        )
    whose = (
        '<div class="hm ptn">查看: 191 | 回复: 1</div>'
        if page == 1
        else f'<div id="tath" class="cl">楼主: <a href="home.php?mod=space&amp;uid={owner[0]}" title="{owner[1]}">{owner[1]}</a></div>'
    )
    return (
        HEAD.format(title=f"{title} - 政务资料 - 临江论坛 - Powered by Discuz!", version=version)
        + f'<body id="nv_forum" class="pg_viewthread"><div id="toptb">设为首页 收藏本站</div><div id="pt"><a>临江论坛</a> &rsaquo; <a>{title} ...</a></div><div id="pgt">{pager(page, pages)}</div>'
        + f'<div id="postlist" class="pl bm"><table><tr><td class="pls">{whose}</td><td class="plc vwthd"><h1 class="ts"><a href="forum.php?mod=forumdisplay&amp;fid=3">{prefix}</a> <span id="thread_subject">{title}</span></h1>'
        + f'<span class="xg1"><a href="forum.php?mod=viewthread&amp;tid=5">[复制链接]</a></span></td></tr></table>{"".join(said)}</div>'
        + '<div id="f_pst">您需要登录后才可以回帖 登录 | 立即注册 本版积分规则</div>'
        + FOOT.format(version=version, offset=offset)
        + "</body></html>"
    )


def touch(*posts: Said, title: str = "临江区2024年政府工作报告", new: bool = False) -> str:
    """The touch view, of X3.4 or (`new`) of X3.5."""
    said = []
    for number, post in enumerate(posts, 1):
        who = f'<a href="home.php?mod=space&amp;uid={post.uid}&amp;mobile=2" class="blue">{post.name}</a>'
        facts = (
            f'<li class="mtit"><span class="y">{floor_of(number, post)}</span><span class="z">{who}</span></li><li class="mtime"><span class="y"><em>12</em></span>{post.posted}</li>'
            if new
            else f'<li class="grey"><em>{floor_of(number, post)}</em><b>{who}</b></li><li class="grey rela"><em><a class="favbtn">收藏</a></em>{post.posted}</li>'
        )
        said.append(
            f'<div class="plc cl" id="pid{200 + number}"><span class="avatar"><img src="uc_server/avatar.php?uid={post.uid}" /></span>'
            f'<div class="display pi"><ul class="authi">{facts}</ul><div class="message">{post.body}</div>{post.below}</div></div>'
        )
    head = (
        f'<div class="view_tit"><em>[临江]</em> {title}</div>'
        if new
        else f'<h2>[临江] {title} <a href="forum.php?mod=viewthread&amp;tid=5&amp;authorid=11&amp;mobile=2">只看楼主</a></h2>'
    )
    return (
        HEAD.format(title=f"{title} - 政务资料 - 临江论坛 - 手机版 - Powered by Discuz!", version="X3.5")
        + f'<body class="bg"><div class="postlist">{head}{"".join(said)}</div><div class="footer">首页 | 登录 | 注册</div></body></html>'
    )


def simple(*posts: Said, title: str = "临江区2024年政府工作报告") -> str:
    """The simple mobile view (`mobile/forum/viewthread`)."""
    said = "".join(
        f'<div id="post_{300 + n}" class="bm_c"><div class="bm_user">{floor_of(n, post)} <a href="home.php?mod=space&amp;uid={post.uid}">{post.name}</a> <font class="xs0 xg1">{post.posted}</font></div>'
        f'<div class="pbody"><div class="mes"><div id="postmessage_{300 + n}" class="postmessage">{post.body}</div></div></div></div>'
        for n, post in enumerate(posts, 1)
    )
    return (
        HEAD.format(title=f"{title} - 临江论坛 - Powered by Discuz!", version="X2.5")
        + f'<body><div class="vt"><div class="bm"><div class="bm_h"><a href="forum.php?mod=viewthread&amp;tid=5" id="thread_subject">{title}</a></div>{said}</div></div></body></html>'
    )


def archiver(*posts: Said, title: str = "临江区2024年政府工作报告") -> str:
    """The archiver's view."""
    said = "".join(
        f'<p class="author"><strong>{post.name}</strong>\n发表于 {post.posted}\t</p><h3>{title if n == 0 else ""}</h3>\n{post.body}'
        for n, post in enumerate(posts)
    )
    return (
        HEAD.format(title=f"{title} - 政务资料 - 临江论坛 - Powered by Discuz! Archiver", version="X3.4")
        + f'<body><div id="nav"><a href="./">论坛</a> &rsaquo; {title}</div><div id="content">{said}<div class="page">页: <strong>[1]</strong></div></div>'
        + f'<div id="end">查看完整版本: <a href="../thread-5-1-1.html"><strong>{title}</strong></a></div></body></html>'
    )


def printable(*posts: Said, title: str = "临江区2024年政府工作报告") -> str:
    """The printable view."""
    rule = '<hr noshade size="2" width="100%" color="#808080">'
    said = "".join(
        f"{rule}<b>作者: </b>{post.name}&nbsp; &nbsp; <b>时间: </b>{post.posted}<br />{f'<b>标题: </b>{title}<br />' if n == 0 else ''}\n{post.body}"
        for n, post in enumerate(posts)
    )
    return (
        HEAD.format(title=f"{title} - 临江论坛 - Powered by Discuz!", version="X3.4")
        + f'<body><h1>临江论坛</h1><b>标题: </b>{title} <b><a href="###" onclick="window.print();">[打印本页]</a></b><br />{said}<br /><br />{rule}'
        + "<table><tr><td>欢迎光临 临江论坛</td><td>Powered by Discuz! X3.4</td></tr></table></body></html>"
    )
