"""Threads and articles of Discuz!, in every view, on pages in the form of its templates."""

from datetime import UTC, datetime

import pytest

from cleaners import clean
from cleaners.document import Document
from tests.cleaners.forum import Said, archiver, printable, simple, thread, touch

URL = "https://bbs.example/forum.php?mod=viewthread&tid=5"
FIRST = "各位代表:<br />\n<br />\n　　一、过去一年的工作<br />\n　　全区新建口袋公园七座，完成旧楼加装电梯四十台。"
LONG = "　　" + "临江区把河道整治、旧区改造和就业服务放在年度工作的前面，逐项列出时限与责任单位。" * 6
CHAT = Said("谢谢大家支持,我会常来看看。")
OTHER = Said("楼主辛苦了,先收藏。", uid=7, name="路过的人")
TEXT = ["各位代表:", "一、过去一年的工作", "全区新建口袋公园七座，完成旧楼加装电梯四十台。"]


def read(html: str, url: str = URL, charset: str = "utf-8", captured_at: datetime | None = None) -> Document:
    return clean(html.encode(charset), url=url, content_type=f"text/html; charset={charset}", captured_at=captured_at)


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def rules(document: Document) -> dict[str, str]:
    return {removed.rule: removed.text for removed in document.removed}


@pytest.mark.parametrize(
    ("html", "url"),
    [
        (thread(Said(FIRST), OTHER, CHAT), URL),
        (thread(Said(FIRST), OTHER, CHAT, version="X2.5"), "https://bbs.example/thread-5-1-1.html"),
        (thread(Said(FIRST), CHAT), URL + "&authorid=11"),
        (touch(Said(FIRST), OTHER, CHAT), URL + "&mobile=2"),
        (touch(Said(FIRST), OTHER, CHAT, new=True), URL + "&mobile=2"),
        (simple(Said(FIRST), OTHER, CHAT), URL + "&mobile=1"),
        (archiver(Said(FIRST), OTHER, CHAT), "https://bbs.example/archiver/?tid-5.html"),
        (printable(Said(FIRST), OTHER, CHAT), URL + "&action=printable"),
    ],
    ids=["thread", "X2.5", "only-author", "touch", "touch X3.5", "simple mobile", "archiver", "printable"],
)
def test_every_view_of_a_thread_gives_the_same_document(html: str, url: str) -> None:
    document = read(html, url)
    assert TEXT == lines(document)
    assert "临江区2024年政府工作报告" == document.title
    metadata = document.metadata
    assert ("2024-02-03", "江边人") == (str(metadata.published), metadata.author)
    assert metadata.posted is not None
    assert "2024-02-03T08:15" == metadata.posted.isoformat()[:16]
    assert "discuz" == document.reader


def test_gbk_and_utf8_give_the_same_text() -> None:
    html = thread(Said(FIRST), OTHER)
    assert read(html).digest == read(html, charset="gbk").digest


def test_a_forum_in_traditional_characters_is_read_too() -> None:
    html = thread(Said(FIRST, floor="樓主", posted="2024-2-3 08:15:30"), OTHER).replace("发表于", "發表於")
    assert TEXT == lines(read(html))
    html = archiver(Said(FIRST), OTHER).replace("发表于", "發表於")
    assert TEXT == lines(read(html, "https://bbs.example/archiver/?tid-5.html"))


def test_the_authors_continuations_are_text_and_the_chat_is_not() -> None:
    document = read(thread(Said(FIRST), OTHER, Said(LONG), CHAT, Said("(二)又一件事<br />办好了。"), OTHER))
    assert [*TEXT, LONG.strip("　")] == lines(document)
    chat = [removed.text for removed in document.removed if removed.rule == "author-reply"]
    assert [CHAT.body, "(二)又一件事\n办好了。"] == chat
    assert [OTHER.body, OTHER.body] == [removed.text for removed in document.removed if removed.rule == "reply"]


@pytest.mark.parametrize(
    "opening",
    [
        "(接上)<br />第二部分的话。",
        "（续）话还长。",
        "二、今年的任务<br />修好三座桥。",
        "<table class='t_table'><tr><td>指标</td><td>数</td></tr><tr><td>桥</td><td>3</td></tr></table>",
    ],
)
def test_a_short_continuation_says_so(opening: str) -> None:
    document = read(thread(Said(FIRST), OTHER, Said(opening)))
    assert len(lines(document)) > len(TEXT)


def test_what_the_part_before_announces_is_text() -> None:
    document = read(thread(Said(FIRST + "<br />(未完,见下楼)"), OTHER, Said("最后再说一句,路都通了。")))
    assert "最后再说一句,路都通了。" == lines(document)[-1]


def test_an_authors_answer_of_some_sentences_is_chat() -> None:
    answer = Said(
        "数字以区里公布的为准,我只是转过来给大家看看,有出入的地方请告诉我,我会在首帖里改正并写明改了什么。" * 3
    )
    assert 100 < len(answer.body) < 200
    assert TEXT == lines(read(thread(Said(FIRST), OTHER, answer)))


def test_a_long_answer_to_a_quoted_post_is_chat() -> None:
    quote = '<div class="quote"><blockquote><font size="2"><a href="forum.php?mod=redirect&amp;goto=findpost&amp;pid=102&amp;ptid=5"><font color="#999999">路过的人 发表于 2024-2-3 09:00</font></a></font><br />有出处吗?</blockquote></div>'
    assert TEXT == lines(read(thread(Said(FIRST), OTHER, Said(quote + LONG))))


def test_a_long_post_of_somebody_else_is_a_reply() -> None:
    assert TEXT == lines(read(thread(Said(FIRST), Said(LONG, uid=7, name="路过的人"))))


def test_page_two_knows_whose_thread_it_is() -> None:
    document = read(thread(OTHER, Said(LONG), CHAT, page=2, pages=3, first_floor=11), URL + "&page=2")
    assert [LONG.strip("　")] == lines(document)
    metadata = document.metadata
    assert (2, 3) == (metadata.part, metadata.parts)
    assert metadata.part_of == "https://bbs.example/forum.php?mod=viewthread&tid=5&extra=&page=1"
    assert (None, None) == (metadata.posted, metadata.author)


def test_page_one_of_three_is_the_first_part() -> None:
    metadata = read(thread(Said(FIRST), OTHER, pages=3)).metadata
    assert (URL, 1, 3) == (metadata.part_of, metadata.part, metadata.parts)


def test_a_page_of_replies_has_no_text() -> None:
    assert [] == lines(read(thread(OTHER, CHAT, page=2, pages=2, first_floor=11), URL + "&page=2"))


def test_the_reverse_view_gives_the_parts_in_the_order_of_their_floors() -> None:
    straight = thread(Said(FIRST, pid=1), OTHER, Said(LONG, pid=3), Said("二、" + LONG, pid=4))
    turned = thread(
        Said(FIRST, pid=1),
        Said("二、" + LONG, pid=4, floor="地板"),
        Said(LONG, pid=3, floor="板凳"),
        Said(OTHER.body, uid=7, name="路过的人", floor="沙发"),
    )
    assert lines(read(straight)) == lines(read(turned, URL + "&ordertype=1"))


def test_only_anothers_posts_are_no_text() -> None:
    html = thread(Said(LONG, uid=7, name="路过的人"), owner=(11, "江边人"))
    html = html.replace(
        '<a href="forum.php?mod=viewthread&tid=5" id="postnum101">',
        '<a href="forum.php?mod=redirect&goto=findpost&ptid=5&pid=101" id="postnum101">',
    )
    assert [] == lines(read(html, URL + "&authorid=7"))


def test_copy_protection_and_edit_notices_are_removed_by_name() -> None:
    body = '<i class="pstatus"> 本帖最后由 江边人 于 2024-2-5 09:12 编辑 </i><br /><br />全区<font class="jammer">5 b3 n* c5</font>新建<span style="display:none">: Z2 Q</span>口袋公园七座。'
    document = read(thread(Said(body)))
    assert ["全区新建口袋公园七座。"] == lines(document)
    assert {"edit-notice", "jammer", "hidden"} <= set(rules(document))


def test_other_noise_at_the_next_load_is_the_same_document() -> None:
    one, two = (
        read(thread(Said(f'报告正文<font class="jammer">{noise}</font><br />第二段。'))) for noise in ("x7%", "0~k)")
    )
    assert one.digest == two.digest


def test_hidden_and_paid_parts_are_marked() -> None:
    body = '公开的部分。<div class="locked">游客，如果您要查看本帖隐藏内容请<a href="forum.php?mod=post">回复</a></div><div class="showhide"><h4>本帖隐藏的内容</h4>已经显示的部分。</div>'
    document = read(thread(Said(body)))
    assert ["公开的部分。", "已经显示的部分。"] == lines(document)
    assert "游客，如果您要查看本帖隐藏内容请回复" == rules(document)["hidden-part"]
    assert "hidden-part" in {warned.code for warned in document.warnings}


CELL = '<div class="t_fsz"><table cellspacing="0" cellpadding="0"><tr><td class="t_f" id="postmessage_101">\nx</td></tr></table></div>'
PRICE = '<div class="locked"><a class="y viewpay">购买主题</a>本主题需向作者支付 <strong>5 金钱</strong> 才能浏览</div>'


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (PRICE, []),
        ('<div id="postmessage_101" class="t_f">可以试读的一段。</div>' + PRICE, ["可以试读的一段。"]),
        ('<div class="locked">提示: <em>作者被禁止或删除 内容自动屏蔽</em></div>', []),
    ],
    ids=["paid", "paid with a free part", "banned"],
)
def test_a_thread_that_is_not_shown_whole_says_so(shown: str, text: list[str]) -> None:
    html = thread(Said("x"), OTHER)
    document = read(html.replace(CELL, shown, 1))
    assert html != html.replace(CELL, shown, 1)
    assert text == lines(document)
    assert ("江边人", "2024-02-03") == (document.metadata.author, str(document.metadata.published))
    assert ["hidden-part"] == [warned.code for warned in document.warnings]


def test_code_quotes_and_lists_are_text_without_their_buttons() -> None:
    body = (
        '他说:<div class="quote"><blockquote>民生无小事。</blockquote></div>公式:<div class="blockcode"><div id="code_a"><ol><li>y = x + 1</ol></div><em onclick="copycode()">复制代码</em></div>'
        '<ul type="1" class="litype_1"><li>第一条<li>第二条</ul>完。<img src="static/image/smiley/default/smile.gif" smilieid="1" alt="" />'
    )
    assert ["他说:", "民生无小事。", "公式:", "- y = x + 1", "- 第一条", "- 第二条", "完。"] == lines(
        read(thread(Said(body)))
    )


def test_tables_and_pictures_of_a_post_are_kept() -> None:
    body = (
        '见下表:<table class="t_table"><tr><td>指标</td><td>数</td></tr><tr><td>桥</td><td>3</td></tr></table><ignore_js_op><img id="aimg_1" aid="1" src="static/image/common/none.gif" '
        'zoomfile="data/attachment/forum/a.png" file="data/attachment/forum/a.png" inpost="1" /><div class="tip tip_4 aimg_tip" style="position: absolute; display: none"><p><strong>桥.png</strong> (2 KB, 下载次数: 1)</p></div></ignore_js_op>'
    )
    document = read(thread(Said(body)))
    assert ["paragraph", "table", "figure"] == [block.kind for block in document.blocks]
    assert ["https://bbs.example/data/attachment/forum/a.png"] == [image.url for image in document.images]
    assert "桥.png" not in document.text


def test_attachments_are_links_with_their_names() -> None:
    inline = '正文。<ignore_js_op><img src="static/image/filetype/pdf.gif" /><span id="attach_2"><a href="forum.php?mod=attachment&amp;aid=Mnw3">附表一.docx</a> <em class="xg1">(9 KB, 下载次数: 2)</em></span></ignore_js_op>'
    listed = (
        '<div class="pattl"><ignore_js_op><dl class="tattl"><dt><img src="static/image/filetype/pdf.gif" /></dt><dd><p class="attnm"><a href="forum.php?mod=attachment&amp;aid=M3w4">附表二.pdf</a></p>'
        "<p>1.2 MB, 下载次数: 7</p></dd></dl></ignore_js_op></div>"
    )
    document = read(thread(Said(inline, below=listed)))
    assert ["正文。"] == lines(document)
    assert ["附表一.docx", "附表二.pdf"] == [link.name for link in document.attachments]
    assert "https://bbs.example/forum.php?mod=attachment&aid=Mnw3" == document.attachments[0].url


def test_files_for_members_only_are_a_warning() -> None:
    below = '<div class="attach_nopermission attach_tips"><h3>本帖子中包含更多资源</h3><p>您需要 登录 才可以下载或查看</p></div>'
    withheld = '<div class="grey quote">附件: <em>您需要 登录 才可以下载或查看</em></div>'
    for html in (
        thread(Said("正文在此。" + below)),
        thread(Said("正文在此。", below=below)),
        touch(Said("正文在此。", below=withheld)),
    ):
        document = read(html)
        assert ["正文在此。"] == lines(document)
        assert ["attachments-withheld"] == [warned.code for warned in document.warnings]


def test_a_relative_posting_time_is_read_against_the_capture() -> None:
    html = thread(Said(FIRST, posted="昨天&nbsp;21:19"))
    assert read(html).metadata.posted is None
    document = read(html, captured_at=datetime(2026, 11, 24, 1, tzinfo=UTC))
    assert "2026-11-23T21:19:00+08:00" == document.metadata.to_json()["posted"]


def test_the_absolute_time_beside_a_relative_one_wins() -> None:
    html = thread(Said(FIRST, posted='<span title="2024-2-3 08:15:30">3&nbsp;天前</span>'))
    assert "2024-02-03T08:15:30+08:00" == read(html).metadata.to_json()["posted"]


def test_a_forum_with_another_clock_keeps_its_offset() -> None:
    assert "2024-02-03T08:15:30+09:00" == read(thread(Said(FIRST), offset="+9")).metadata.to_json()["posted"]


def test_a_thread_as_mere_text_is_read_by_its_own_words() -> None:
    said = [
        "设为首页收藏本站",
        "查看: 77|回复: 0",
        "[临江] 临江区2024年政府工作报告",
        "[复制链接]",
        "TA的每日心情",
        "奋斗",
        "昨天\xa021:19",
        "1万",
        "积分",
        "20318",
    ]
    said += [
        "发表于 2024-2-3 08:15:30 | 显示全部楼层 |阅读模式",
        "各位代表:",
        "全区新建口袋公园七座。",
        "您需要登录后才可以回帖 登录 | 立即注册",
        "本版积分规则",
        "客服中心",
    ]
    document = clean(
        "\n".join(said).encode(), url="https://bbs.example/a.txt", content_type="text/plain; charset=utf-8"
    )
    assert ["各位代表:", "全区新建口袋公园七座。"] == lines(document)
    assert ("临江区2024年政府工作报告", "2024-02-03") == (document.title, str(document.metadata.published))
    assert "2024-02-03T08:15:30+08:00" == document.metadata.to_json()["posted"]


PORTAL = (
    '<html><head><title>河道整治完成 - 新闻 - 临江门户</title><meta name="generator" content="Discuz! X3.4" /></head><body id="nv_portal" class="pg_view"><div class="bm vw"><div class="h hm"><h1 class="ph">河道整治完成 </h1>'
    '<p class="xg1">2024-3-28 23:52<span class="pipe">|</span>发布者: <a href="home.php?uid=4">编辑甲</a><span class="pipe">|</span>查看: <em>194</em><span class="pipe">|</span>评论: 0<span class="pipe">|</span>原作者: 江一文<span class="pipe">|</span>来自: 临江报</p></div>'
    '<div class="d"><table class="vwtb"><tr><td id="article_content"><p>三公里河道完成整治。</p><p>两岸步道同时开放。</p></td></tr></table><div id="click_div">路过 雷人</div></div><div class="pren"><em>上一篇：<a>别的</a></em></div></div></body></html>'
)


def test_a_portal_article_gives_its_body_and_its_line_of_facts() -> None:
    document = read(PORTAL, "https://bbs.example/article-10-1.html")
    assert ["三公里河道完成整治。", "两岸步道同时开放。"] == lines(document)
    metadata = document.metadata
    assert ("河道整治完成", "2024-03-28", "江一文", "临江报") == (
        document.title,
        str(metadata.published),
        metadata.author,
        metadata.source,
    )


def test_a_board_is_no_thread() -> None:
    board = '<html><head><meta name="generator" content="Discuz! X3.4" /><title>政务资料 - 临江论坛</title></head><body><div id="threadlist"><table><tr><th><a href="thread-5-1-1.html">报告</a></th></tr></table></div></body></html>'
    assert "discuz" != read(board, "https://bbs.example/forum-3-1.html").reader
