"""A body reaches as far as its document does: what weighs little is taken in, what templates write beside it is not."""

import pytest

from cleaners import clean

TITLE = "关于同意青溪镇渡口改造项目立项的批复"
PROSE = "你镇《关于要求对渡口改造项目立项的请示》收悉。经研究，同意该项目立项，建设地点位于青溪镇中心街以东，总投资估算为1,318万元，所需资金由镇财政自筹解决。"


def lines(body: str) -> list[str]:
    page = f"<title>{TITLE}</title><div class=page><h1>{TITLE}</h1><div class=from>2015-11-03 10:00 来源：区发改委</div>{body}</div>"
    text = clean(page.encode(), url="https://www.linjiang.example/a.html").text
    return [line for line in text.split("\n") if line != TITLE]


def test_salutation_and_signature_stay_around_a_single_long_paragraph() -> None:
    said = ["临发改投〔2015〕96号", "青溪镇人民政府：", PROSE, "此复", "临江区发展和改革委员会", "2015年10月29日"]
    marked = "".join(f"<section class=x><section><p>{line}</p></section></section>" for line in said)
    assert said == lines(f"<div class=text>{marked}</div>")


@pytest.mark.parametrize(
    "last", ["临江区发展和改革委员会", "2015年10月29日", "二〇一五年十月二十九日", "特此批复", "附件：1.投资估算表"]
)
def test_a_signature_in_an_element_of_its_own_is_text(last: str) -> None:
    assert [PROSE, last] == lines(f"<div class=text><p>{PROSE}</p></div><div class=sign>{last}</div>")


@pytest.mark.parametrize(
    "first", ["（2015年10月28日区长办公会议通过）", "——在区第十七届人民代表大会上", "青溪镇人民政府：", "区长 高远"]
)
def test_a_first_line_in_an_element_of_its_own_is_text(first: str) -> None:
    assert [first, PROSE] == lines(f"<div class=lead>{first}</div><div class=text><p>{PROSE}</p></div>")


@pytest.mark.parametrize("scrap", ["临江融媒官方账号", "写字的人", "2015年11月3日"])
def test_what_a_template_writes_above_a_text_is_none(scrap: str) -> None:
    assert [PROSE] == lines(f"<div class=who>{scrap}</div><div class=text><p>{PROSE}</p></div>")


@pytest.mark.parametrize("scrap", ["城市", "点赞数 12", "内容有误？"])
def test_what_a_template_writes_below_a_text_is_none(scrap: str) -> None:
    assert [PROSE] == lines(f"<div class=text><p>{PROSE}</p></div><div class=topics>{scrap}</div>")


def test_a_text_in_formatting_that_the_parser_clones_is_whole() -> None:
    said = [PROSE, "（通讯员 陆一鸣）"]
    page = f"<title>{TITLE}</title><h1>{TITLE}</h1><table><tr><td><font id=zoom><p>{said[0]}<p>{said[1]}</font></table>"
    assert said == clean(page.encode(), url="https://www.linjiang.example/a.html").text.split("\n")


@pytest.mark.parametrize("scrap", ["附件：", "附件"])
def test_the_label_of_an_empty_box_of_files_is_no_text(scrap: str) -> None:
    assert [PROSE] == lines(f"<div class=text><p>{PROSE}</p><p>{scrap}</p></div>")


def test_the_label_over_a_list_of_annexes_is_text() -> None:
    said = [PROSE, "附件：", "1.投资估算表", "2.建设地点示意图"]
    assert said == lines("<div class=text>" + "".join(f"<p>{line}</p>" for line in said) + "</div>")


def test_what_stands_around_a_table_is_text() -> None:
    table = "<table><tr><th>项目</th><th>投资</th></tr><tr><td>土建</td><td>812.5</td></tr><tr><td>安装</td><td>505.5</td></tr></table>"
    found = lines(f"<table><tr><td><p>单位：万元</p>{table}<p>注：本表不含征地费</p></td></tr></table>")
    assert ("单位：万元", "注：本表不含征地费") == (found[0], found[-1])


@pytest.mark.parametrize(
    "first",
    [
        "（2015年10月28日区长办公会议通过）",
        "第一章 总则",
        "记者：今年有什么不同？",
        "单位：万元",
        "各镇人民政府：",
        "临发改投〔2015〕96号",
        "10月15日下午，区里召开了推进会。",
    ],
)
def test_what_is_glued_to_the_line_of_the_day_is_text(first: str) -> None:
    body = f"<div class=text>发布时间:2015-11-03 14:10\n　　{first}<br>{PROSE}</div>"
    page = f"<title>{TITLE}</title><div class=page><h1>{TITLE}</h1>{body}</div>"
    assert [first, PROSE] == clean(page.encode(), url="https://www.linjiang.example/a.html").text.split("\n")


@pytest.mark.parametrize("rest", ["浏览次数：", "临江区水务局", "来源：区发改委 点击数："])
def test_what_else_a_template_writes_behind_the_day_is_chrome(rest: str) -> None:
    body = f"<div class=text>发布时间:2015-11-03 14:10\n　　{rest}<br>{PROSE}</div>"
    page = f"<title>{TITLE}</title><div class=page><h1>{TITLE}</h1>{body}</div>"
    assert [PROSE] == clean(page.encode(), url="https://www.linjiang.example/a.html").text.split("\n")
