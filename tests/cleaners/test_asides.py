"""Comments, feeds and related stories are no text, and what only looks like them is."""

import pytest

from cleaners import clean

TITLE = "老街改造后的第一个冬天"
PROSE = [
    "老街改造历时十四个月，更换雨污管网3.2公里，修缮沿街立面216处，今年九月全线开放。",
    "店主们说，客流比改造前多了三成，周末晚上八点以后还要排队。",
    "下一步，街道将继续整治后巷停车，新增非机动车泊位180个。",
]
COMMENTS = [
    "我觉得说到底还是要看执行，去年就说要改，改到今年还是老样子，希望这次能说到做到，别搞一阵风。",
    "起码路灯修好了，垃圾也有人按时来收，慢慢来吧，总会越来越好的，给街道点个赞，也谢谢施工的师傅们。",
    "建议把数据公开得更细一些，最好能按路段列出来，方便大家对照着看，也方便监督，免得又有人说闲话。",
]


def read(body: str, byline: str = "2021-10-18 07:55 来源：江畔资讯") -> list[str]:
    page = f"<title>{TITLE}_江畔</title><div class=p><h1>{TITLE}</h1><div class=by>{byline}</div>{body}</div>"
    text = clean(page.encode(), url="https://news.example/1.html").text
    return [line for line in text.split("\n") if line != TITLE]


def marked(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


@pytest.mark.parametrize("mark", ["全部回复(3)", "评论 3", "3条评论", "网友评论：", "最新评论（3）", "精彩留言"])
def test_comments_longer_than_the_text_are_not_it(mark: str) -> None:
    comments = "".join(f"<div class=c><b>一叶扁舟</b><div>{one}</div></div>" for one in COMMENTS)
    assert PROSE == read(f"<div class=t>{marked(PROSE)}</div><div class=d><div class=m>{mark}</div>{comments}</div>")


def test_floors_of_a_forum_that_no_rule_knows_are_not_text() -> None:
    floors = "".join(
        f"<div class=f><b>过客</b><div>{n}楼 发表于：2021-10-18 11:4{n}:02</div><p>{COMMENTS[n]}</p></div>"
        for n in (1, 2)
    )
    assert PROSE == read(f"<div class=f><div class=t>{marked(PROSE)}</div></div>{floors}")


def test_a_count_of_comments_beside_the_date_hides_no_text() -> None:
    assert PROSE == read(
        f"<div class=t>{marked(PROSE)}</div>", "<span>江畔资讯</span><div>3条评论</div><div>2021-10-18 07:55</div>"
    )


def test_a_text_that_speaks_of_comments_is_whole() -> None:
    said = [*PROSE[:2], "网友评论选登", *PROSE[2:], *COMMENTS[1:]]
    assert said == read(f"<div class=t>{marked(said)}</div>")


def test_a_feed_of_two_stories_before_and_behind_a_text_is_not_text() -> None:
    item = "<div class=i><a href=/{0}>为什么越来越多年轻人愿意回到县城开一家书店</a><p>{1}</p></div>"
    feed = "<div class=feed>" + "".join(item.format(n, COMMENTS[n]) for n in (0, 1)) + "</div>"
    assert PROSE == read(f"{feed}<div class=t>{marked(PROSE)}</div>{feed.replace('feed', 'more')}")


def test_a_text_whose_parts_are_headed_by_links_is_whole() -> None:
    parts = "".join(
        f"<section class=part><h3><a href=/{n}>第{'一二三'[n]}条老街的改造历程</a></h3><p>{PROSE[n]}</p><p>{COMMENTS[n]}</p></section>"
        for n in range(3)
    )
    found = read(f"<div class=t>{parts}</div>")
    assert [*PROSE, *COMMENTS] == sorted([line for line in found if "历程" not in line], key=[*PROSE, *COMMENTS].index)


def test_comments_in_the_element_of_the_text_are_cut_by_name() -> None:
    body = f"<div class=t>{marked(PROSE)}<p>最热评论</p>{marked(COMMENTS)}</div>"
    document = clean(f"<title>{TITLE}</title><h1>{TITLE}</h1>{body}".encode(), url="https://news.example/1.html")
    assert document.text.split("\n") == PROSE
    assert "".join(removed.text for removed in document.removed if removed.rule == "aside").count("，") == sum(
        one.count("，") for one in COMMENTS
    )


@pytest.mark.parametrize("label", ["相关阅读", "其他人也在看", "精彩推荐"])
def test_a_text_goes_on_behind_a_box_of_related_links(label: str) -> None:
    links = "".join(f"<li><a href=/{n}>江上的灯塔守了四十年</a></li>" for n in range(4))
    box = f"<div class=box><h4>{label}</h4><ul>{links}</ul></div>"
    said = [*PROSE, *COMMENTS]
    found = read(f"<div class=t>{marked(said[:2])}{box}{marked(said[2:])}</div>")
    assert said == [line for line in found if line in said]


def test_teasers_that_the_page_itself_calls_others_stories_are_not_text() -> None:
    teasers = "".join(
        f"<div><i>2 天前</i><a href=/{n}>为什么年轻人愿意回到县城开书店</a><p>{COMMENTS[n]}</p></div>" for n in (0, 1)
    )
    body = f"<div>{marked([*PROSE, PROSE[0]])}</div><div><h3>其他人也在看</h3>{teasers}</div>"
    assert [*PROSE, PROSE[0]] == read(body)


def test_a_digest_that_is_nothing_but_items_is_whole() -> None:
    items = "".join(
        f"<div class=i><a href=/{n}>{'一二三四'[n]}、老街改造项目全线开放</a><p>{one}</p></div>"
        for n, one in enumerate([*COMMENTS, PROSE[0]])
    )
    found = read(f"<div class=t>{items}</div>")
    assert [*COMMENTS, PROSE[0]] == [line for line in found if "全线开放" not in line or "，" in line]
