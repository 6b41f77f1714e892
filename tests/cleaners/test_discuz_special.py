"""Threads of Discuz! that are more than posts: polls, events, debates, sorted threads; and what a view keeps back in silence."""

import pytest

from cleaners import clean
from cleaners.document import Document
from tests.cleaners.forum import Said, archiver, printable, thread, touch

URL = "https://bbs.example/forum.php?mod=viewthread&tid=5"
OTHER = Said("支持第一项。", uid=7, name="路过的人")
ROWS = "".join(
    f'<tr><td class="pvt"><label for="option_{n}">{n}. &nbsp;{name}</label></td><td class="pvts"></td></tr>'
    f'<tr><td><div class="pbg"><div class="pbr" style="width: 50%"></div></div></td><td>50.00% <em style="color:#E92725">({n + 5})</em></td></tr>'
    for n, name in ((1, "先修桥"), (2, "先修路"))
)
DESK_POLL = (
    '<form id="poll" name="poll" method="post"><div class="pinf"><strong>单选投票</strong>, 共有 <strong>13</strong> 人参与投票</div>'
    f'<p class="ptmr"><strong>投票已经结束</strong></p><div class="pcht"><table summary="poll panel">{ROWS}<tr><td colspan="2">您所在的用户组没有投票权限</td></tr></table></div></form>'
)
TOUCH_POLL = (
    '<div id="postmessage_201" class="postmessage">先做哪一件？</div><div class="bt pd2"><form id="poll" method="post"><div><strong>单选投票</strong>, 共有 13 人参与投票</div><div>'
    '<p><label for="option_1">1.先修桥</label> 50.00% <em>(6)</em></p><p><label for="option_2">2.先修路</label> 50.00% <em>(7)</em></p><span class="xi1">您需要登录</span></div></form></div>'
)
EVENT = (
    '<div class="act pbm cl"><div class="spi"><dl><dt>活动类型:</dt><dd><strong>座谈</strong></dd><dt>活动地点:</dt><dd>区文化馆</dd></dl><dl class="nums mtw"><dt>已报名人数:</dt><dd><em>12</em> 人</dd></dl>'
    "<dl><dt>剩余名额:</dt><dd>8 人</dd><dt>报名截止:</dt><dd>2024-3-4 18:00</dd><dt></dt><dd><p class='pns'><button><span>我要参加</span></button></p></dd></dl></div></div>"
)
DEBATE = (
    '<div class="ds"><table summary="观点"><tr><td class="si_1"><div class="point"><strong>正方观点 (12)</strong><p>应当先修路。</p></div></td><th></th>'
    '<td class="si_2"><div class="point"><strong>反方观点 (7)</strong><p>应当先修桥。</p></div></td></tr></table></div><div class="dr"><table><tr><td><button><span>支持</span></button><h5>辩手:3</h5></td></tr></table></div>'
)
SORTED = '<div class="typeoption"><table class="cgtl mbm"><caption>公文</caption><tbody><tr><th>发文机关:</th><td>临江区人民政府</td></tr><tr><th>文号:</th><td>临府发〔2024〕1号</td></tr></tbody></table></div>'


def read(html: str, url: str = URL) -> Document:
    return clean(html.encode(), url=url, content_type="text/html; charset=utf-8")


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_the_choices_of_a_poll_are_text_and_its_counts_are_not() -> None:
    desk = read(thread(Said("先做哪一件？", below=DESK_POLL), OTHER))
    assert ["先做哪一件？", "- 1. 先修桥", "- 2. 先修路"] == lines(desk)
    mobile = read(touch(Said(TOUCH_POLL), OTHER), URL + "&mobile=2")
    assert ["先做哪一件？", "- 1.先修桥", "- 2.先修路"] == lines(mobile)
    assert ("江边人", "2024-02-03") == (mobile.metadata.author, str(mobile.metadata.published))


def test_another_vote_is_the_same_document() -> None:
    one, two = (
        read(thread(Said("先做哪一件？", below=DESK_POLL.replace("13", count)))).digest for count in ("13", "14")
    )
    assert one == two


def test_the_facts_of_an_event_are_text_and_who_has_applied_is_not() -> None:
    html = thread(Said("欢迎报名。")).replace('<div class="t_fsz">', f'<div class="t_fsz">{EVENT}')
    assert ["活动类型:", "座谈", "活动地点:", "区文化馆", "报名截止:", "2024-3-4 18:00", "欢迎报名。"] == lines(
        read(html)
    )


def test_both_views_of_a_debate_are_text() -> None:
    assert ["先修路还是先修桥？", "应当先修路。", "应当先修桥。"] == lines(
        read(thread(Said("先修路还是先修桥？", below=DEBATE)))
    )


def test_the_facts_of_a_sorted_thread_are_a_table_above_the_text() -> None:
    html = thread(Said("正文在此。")).replace('<div class="t_fsz">', f'{SORTED}<div class="t_fsz">')
    document = read(html)
    assert ["table", "paragraph"] == [block.kind for block in document.blocks]
    assert "临府发〔2024〕1号" in document.text


@pytest.mark.parametrize("view", [archiver, printable])
@pytest.mark.parametrize(
    "notice",
    [
        "本主题需向作者支付 <strong>5 金钱</strong> 才能浏览",
        "提示: <em>该帖被管理员或版主屏蔽</em>",
        "<b>**** Hidden Message *****</b>",
    ],
)
def test_what_a_view_without_marks_keeps_back_is_no_text(view, notice: str) -> None:  # type: ignore[no-untyped-def]
    url = "https://bbs.example/archiver/?tid-5.html" if view is archiver else URL + "&action=printable"
    document = read(view(Said(f"公开的部分。<br />{notice}")), url)
    assert ["公开的部分。"] == lines(document)
    assert ["hidden-part"] == [warned.code for warned in document.warnings]


def test_a_later_page_of_the_archiver_says_that_it_does_not_know_whose_thread_it_is() -> None:
    html = archiver(OTHER, Said("　　" + "临江区把河道整治放在年度工作的前面。" * 20))
    html = html.replace("页: <strong>[1]</strong>", '页: <a href="?tid-5.html&amp;page=1">1</a> <strong>[2]</strong>')
    document = read(html, "https://bbs.example/archiver/?tid-5.html&page=2")
    assert ([], ["author-unknown"]) == (lines(document), [warned.code for warned in document.warnings])
    metadata = document.metadata
    assert ("https://bbs.example/archiver/?tid-5.html", 2, 2) == (metadata.part_of, metadata.part, metadata.parts)


@pytest.mark.parametrize(
    "noise",
    [
        '<span style="font-size:0px">x8 k</span>',
        '<font style="font-size: 0">x8 k</font>',
        '<span style="FONT-SIZE:0pt;color:#fff">x8 k</span>',
        '<font color="#ffffff" style="font-size:1px">x8 k</font>',
        '<span style="visibility: hidden">x8 k</span>',
        '<span style="position:absolute;left:-9999px">x8 k</span>',
        '<span style="display : none">x8 k</span>',
    ],
)
def test_noise_that_no_reader_sees_is_removed_however_it_is_hidden(noise: str) -> None:
    document = read(thread(Said(f"全区新建{noise}公园七座。")))
    assert ["全区新建公园七座。"] == lines(document)
    assert "hidden" in {removed.rule for removed in document.removed}


def test_a_size_that_is_seen_hides_nothing() -> None:
    assert ["全区新建公园七座。"] == lines(
        read(
            thread(Said('全区<span style="font-size:10px">新建</span><font style="font-size:1.2em">公园</font>七座。'))
        )
    )
