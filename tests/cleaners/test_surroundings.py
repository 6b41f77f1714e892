"""What templates put above, into and behind a text is told from it: bylines, boxes, a sentence beside it, a sidebar in front of the title."""

import pytest

from cleaners import clean
from cleaners.document import Document

TITLE = "老街改造后的第一个冬天"
PROSE = [
    "老街改造历时十四个月，更换雨污管网3.2公里，修缮沿街立面216处，今年九月全线开放。",
    "店主们说，客流比改造前多了三成，周末晚上八点以后还要排队。",
    "下一步，街道将继续整治后巷停车，新增非机动车泊位180个。",
]
VERSES = ["雪落在旧瓦上", "灯笼一盏盏亮", "有人推开木门", "问今年的年货"]
POINTS = [
    "第一户人家搬走的那天，整条巷子的人都来送，留下的人后来在空地上种了一排石榴树。",
    "他从十六岁起就在桥头补鞋，补过的鞋能排到江对岸，如今还守着那只樟木箱。",
    "旧船厂的吊臂锈在半空，孩子们叫它长颈鹿，每年春天都有鸟在上面做窝。",
]


def document(body: str, title: str = TITLE) -> Document:
    """What is read of a body under a title."""
    return clean(f"<title>{title}_江畔</title>{body}".encode(), url="https://news.example/1.html")


def read(body: str, title: str = TITLE) -> list[str]:
    """The lines of its text."""
    return [line for line in document(body, title).text.split("\n") if line != title]


def marked(lines: list[str]) -> str:
    """Lines as paragraphs."""
    return "".join(f"<p>{line}</p>" for line in lines)


@pytest.mark.parametrize(
    "byline",
    [
        "<p>江畔热点</p><p>2021-10-18 12:30本地优质创作者，官方账号</p>",
        "<i>特稿</i><p>2021-10-18 第21期</p>",
        "<p>沈岚</p><p>研究员</p><p>研究领域：城市更新、公共财政</p><div>日期：2021-10-18 阅读量：45</div>",
        "<p>2021-10-18 · 江畔资讯 · 阅读约 4 分钟</p>",
        "<div>By <a>Staff Writer</a> | 江畔资讯 | Updated: 2021-10-18 10:11</div>",
        "<div><label>编号</label><span>ZS-20391</span><label>更新日期</label><span>2021-10-18</span></div>",
        "<div>2021-10-18 09:22</div><ul><li>字号</li><li>超大</li><li>大</li><li>标准</li><li>小</li></ul>",
    ],
)
def test_what_stands_between_the_title_and_the_line_of_the_day_is_no_text(byline: str) -> None:
    page = f"<div class=p><h1>{TITLE}</h1><div class=by>{byline}</div>{marked(PROSE)}</div>"
    assert PROSE == read(page)
    assert document(page).metadata.published is not None


@pytest.mark.parametrize(
    "behind", ["<div>点赞 18</div>", "<p>发布时间：2021-10-18</p>", "<div>2021-10-18 09:22 阅读 35</div>"]
)
def test_short_lines_above_a_day_at_the_end_are_text(behind: str) -> None:
    assert VERSES == read(f"<div class=p><h1>{TITLE}</h1><div class=t>{marked(VERSES)}</div>{behind}</div>")


def test_three_short_lines_above_a_day_are_text_where_none_follows() -> None:
    day = "<div>2021-10-18 09:22 阅读 35</div>"
    assert VERSES[:3] == read(f"<div class=p><h1>{TITLE}</h1><div class=t>{marked(VERSES[:3])}</div>{day}</div>")


def test_several_lines_alike_above_a_day_are_text_though_one_follows() -> None:
    day, note = "<div>2021-10-18 09:22 阅读 35</div>", "沈岚，1960年生于临江，著有诗集两种。"
    page = (
        f"<div class=p><h1>{TITLE}</h1><div class=t>{marked(VERSES)}</div>{day}<div class=n><p>{note}</p></div></div>"
    )
    assert VERSES == [line for line in read(page) if line in VERSES]


def test_a_time_beside_a_place_is_that_of_an_event() -> None:
    event = ["时间：2021年10月18日（周一）14:00—16:00", "地点：街道文化站二楼", *PROSE]
    assert event == read(f"<div class=p><h1>{TITLE}</h1><div class=t>{marked(event)}</div></div>")


@pytest.mark.parametrize(
    "box",
    [
        "<div class=x><p>推荐阅读</p><p><a href=1>港口电价新政落地</a></p><p><a href=2>小店贷款三年复盘</a></p></div>",
        "<div class=x><span>广告</span><a href=3><img src=a.jpg></a></div>",
        "<p><a href=4>&gt;&gt;&gt;点击查看专题</a></p>",
        "<div class=x><p>订阅江畔</p><p>每月一期，寄到家门口</p><a href=5>立即订阅</a></div>",
    ],
)
def test_a_box_between_two_paragraphs_is_no_text(box: str) -> None:
    page = f"<div class=p><h1>{TITLE}</h1><div class=t>{marked(PROSE[:1])}{box}{marked(PROSE[1:])}</div></div>"
    assert PROSE == read(page)


def test_an_offer_in_a_texts_own_paragraphs_loses_its_link_only() -> None:
    said = [*PROSE[:1], "报名须知", "请自备雨具", *PROSE[1:]]
    call = "<p><a href=6>立即报名</a></p>"
    page = f"<div class=p><h1>{TITLE}</h1><div class=t>{marked(said[:3])}{call}{marked(said[3:])}</div></div>"
    assert said == read(page)


def test_related_links_that_a_text_itself_brings_are_kept() -> None:
    said = [*PROSE[:1], "相关政策", "《老街管理办法》全文共二十一条，自明年起施行。", *PROSE[1:]]
    assert said == read(f"<div class=p><h1>{TITLE}</h1><div class=t>{marked(said)}</div></div>")


@pytest.mark.parametrize(
    "beside",
    ["如果您觉得这篇文章有价值，请考虑支持独立写作。", "订阅《江畔周刊》：全国各地邮局均可订阅，邮发代号0-000"],
)
def test_a_sentence_of_the_template_beside_the_text_is_left_out(beside: str) -> None:
    page = f"<div class=b><div class=c>专栏</div><h1>{TITLE}</h1><div class=t>{marked(PROSE)}</div><div class=s>{beside}</div></div>"
    assert PROSE == read(page)


@pytest.mark.parametrize("ending", ["北塘街道办事处", "附件：老街改造项目一览表", "2021年10月18日"])
def test_a_signature_beside_the_text_stays(ending: str) -> None:
    page = f"<div class=b><h1>{TITLE}</h1><div class=t>{marked(PROSE)}</div><div class=s>{ending}</div></div>"
    assert [*PROSE, ending] == read(page)


def test_prose_in_front_of_the_title_is_another_text() -> None:
    teasers = "".join(f"<p><a href=/{n}>江上旧事</a></p><p>{one}</p>" for n, one in enumerate(POINTS))
    short = PROSE[1:2]
    page = f"<div class=all><div class=left>{teasers}</div><div class=right><h1>{TITLE}</h1><div class=t>{marked(short)}</div></div></div>"
    assert short == read(page)


def test_a_list_of_names_is_told_from_an_account_to_give_to() -> None:
    gift = "<div class=g><h3>我要捐赠</h3><p>户名：临江区慈善会；账号：0000 0000 0000；开户行：临江银行。</p></div>"
    names = ["青溪镇", "王晓梅　李国强　赵一凡", "北塘街道", "周正　吴桂兰　欧阳敏　郑家和", "企业", "卫海燕　蒋立新"]
    page = (
        f"<div class=d><h1>{TITLE}</h1><ul><li>时间：2021-10-18</li></ul><div class=t>{marked(names)}</div></div>{gift}"
    )
    assert [name.replace("　", " ") for name in names] == [line.replace("　", " ") for line in read(page)]


def test_a_layout_table_with_its_text_in_a_row_of_its_own_is_read_as_lines() -> None:
    rows = f"<tr><td>2021年10月18日</td><td><a>返回版面</a></td><td><a>放大</a></td></tr><tr><td colspan=3><b>{TITLE}</b></td></tr>"
    page = f"<table>{rows}<tr><td colspan=3>{marked(PROSE)}</td></tr><tr><td colspan=3><a>上一篇</a></td></tr></table>"
    assert PROSE == read(page)


def test_a_table_with_a_long_note_below_stays_a_table() -> None:
    rows = "<tr><td>项目</td><td>金额</td></tr><tr><td>管网</td><td>320</td></tr><tr><td>立面</td><td>216</td></tr>"
    note = "注：金额为决算数，单位万元，含监理费和设计费，不含征收补偿。" * 3
    page = f"<h1>{TITLE}</h1><div class=t><table>{rows}<tr><td colspan=2>{note}</td></tr></table></div>"
    assert "table" in [block.kind for block in document(page).blocks]


@pytest.mark.parametrize("title", ["讣告", "停水通知", "渡口的灯"])
def test_a_short_title_is_the_one_that_the_page_opens_its_own_with(title: str) -> None:
    header = "<div><a href=/>临江区教育信息网</a></div><div>临江志愿</div>"
    for site in ("临江志愿", "江畔新闻网（jiangpan.example）"):
        page = f"<title>{title} - {site}</title>{header}<h1>{title}</h1><div class=t>{marked(PROSE)}</div>"
        assert title == clean(page.encode(), url="https://news.example/1.html").title


def test_a_title_in_no_heading_is_told_from_the_longer_name_of_the_site() -> None:
    page = f"<title>停水通知 - 临江志愿者之家</title><div>临江志愿者之家</div><div class=x>停水通知</div><div class=t>{marked(PROSE)}</div>"
    assert clean(page.encode(), url="https://news.example/1.html").title == "停水通知"


def test_the_name_over_a_signatures_day_is_no_title() -> None:
    for annex in ([], ["附件：", "1.老街改造项目一览表", "2.沿街立面清单"]):
        ended = [*PROSE, *annex, "北塘街道办事处", "2021年10月18日"]
        page = f"<title>首页</title><div class=t>{marked(ended)}</div>"
        document = clean(page.encode(), url="https://news.example/1.html")
        assert document.title != "北塘街道办事处"
        assert ended == document.text.split("\n")
