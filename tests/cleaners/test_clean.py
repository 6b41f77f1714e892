"""The door: which reader, which id, which errors; and the blocks that a page becomes."""

import pytest

from cleaners import CLEANERS, clean, cleaner_id
from cleaners.document import Block, Link
from cleaners.errors import BadOptions, EmptyPayload, NotReadable, UnknownCleaner

URL = "https://www.linjiang.example/zw/1.html"
SENTENCE = "全区完成年度任务，各项指标好于预期，群众满意度继续提高。"


def page(body: str, head: str = "") -> bytes:
    return f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def test_an_id_names_the_revision_and_the_declared_options_in_any_spelling() -> None:
    plain = cleaner_id()
    assert plain == f"auto@{plain.partition('@')[2]}"
    declared = cleaner_id("selected", {"body": ".a", "drop": [".b"]})
    assert declared == cleaner_id("selected", {"drop": ".b", "body": [".a"]})
    assert 8 == len(declared.partition("+")[2])
    assert declared != cleaner_id("selected", {"body": ".a"})


def test_errors_say_what_there_is() -> None:
    with pytest.raises(UnknownCleaner, match="auto, discuz, selected, article"):
        clean(page("x"), url=URL, cleaner="magic")
    with pytest.raises(BadOptions, match="colour"):
        clean(page("x"), url=URL, options={"colour": "red"})
    with pytest.raises(BadOptions, match="drop"):
        clean(page("x"), url=URL, options={"drop": [3]})
    with pytest.raises(BadOptions, match="cannot be parsed"):
        clean(page("x"), url=URL, options={"body": "p["})
    with pytest.raises(EmptyPayload, match="shows nothing"):
        clean(page("<script>x</script> \n"), url=URL)
    assert ("auto", "discuz", "selected", "article") == CLEANERS


@pytest.mark.parametrize("cleaner", ["discuz", "selected"])
def test_a_named_cleaner_that_does_not_know_the_page_says_so(cleaner: str) -> None:
    with pytest.raises(NotReadable, match="does not know this page"):
        clean(page(f"<p>{SENTENCE}</p>"), url=URL, cleaner=cleaner)


def test_a_declared_body_that_matches_nothing_is_a_warning_and_the_next_way_is_tried() -> None:
    document = clean(page(f"<div id=zoom><p>{SENTENCE}</p></div>"), url=URL, options={"body": ".gone"})
    assert (SENTENCE, "selected") == (document.text, document.reader)
    assert "selector-missed" in [warning.code for warning in document.warnings]


def test_blocks_are_headings_paragraphs_lists_figures_and_tables() -> None:
    body = (
        f"<div id=zoom><h2>工作回顾</h2><p>一、总体情况</p><p>{SENTENCE}</p><ul><li>就业</li></ul><p><img src='a.png' alt='示意图'></p>"
        "<table><tr><th colspan=2>指标</th></tr><tr><td>甲|乙</td><td>1</td></tr></table></div>"
    )
    blocks = clean(page(body), url=URL).blocks
    at = "/html/body/div"
    assert (
        Block("heading", "工作回顾", 2, (f"{at}/h2",)),
        Block("heading", "一、总体情况", 2, (f"{at}/p",)),
        Block("paragraph", SENTENCE, 0, (f"{at}/p[2]",)),
        Block("list", "- 就业", 0, (f"{at}/ul/li",)),
        Block("figure", "![示意图](https://www.linjiang.example/zw/a.png)", 0, (f"{at}/p[3]/img",)),
        Block("table", "| 指标 |  |\n| --- | --- |\n| 甲\\|乙 | 1 |", 0, (f"{at}/table",)),
    ) == blocks


def test_a_figure_is_a_block_and_an_image_but_no_text() -> None:
    document = clean(page(f"<div id=zoom><p>{SENTENCE}<img src=b.jpg></p></div>"), url=URL)
    assert SENTENCE == document.text
    assert (Link("https://www.linjiang.example/zw/b.jpg", ""),) == document.images


def test_the_digest_is_of_text_and_names_not_of_addresses() -> None:
    one, other, third = (
        clean(
            page(f"<div id=zoom><p>{SENTENCE}<a href='{file}'>附件</a><img src='{image}' alt='图'></p></div>"), url=URL
        )
        for file, image in (("a.pdf", "1.png"), ("b.pdf", "2.png"), ("b.pdf", "2.png?x"))
    )
    assert one.digest == other.digest == third.digest
    assert one.digest != clean(page(f"<div id=zoom><p>{SENTENCE}</p></div>"), url=URL).digest


def test_what_a_rule_removed_is_listed_with_its_place() -> None:
    body = f"<div id=zoom><p>当前位置：首页 &gt; 公报</p><p>{SENTENCE}</p><p>【打印】【关闭】</p></div><footer>版权所有</footer>"
    document = clean(page(body), url=URL)
    assert [
        ("crumb", "当前位置：首页 > 公报", -1),
        ("print", "【打印】【关闭】", 0),
        ("outside", "版权所有", 0),
    ] == [(one.rule, one.text, one.after) for one in document.removed]


def test_the_words_of_chrome_stay_where_they_are_sentences() -> None:
    lines = ["分享到更多人，是我们的愿望，也是临江区图书馆的做法。", "打印店经营规范，来源合法，附件齐全，值得推广。"]
    document = clean(page("<div id=zoom>" + "".join(f"<p>{line}</p>" for line in lines) + "</div>"), url=URL)
    assert "\n".join(lines) == document.text


def test_a_line_break_between_wide_characters_leaves_no_blank() -> None:
    document = clean(
        page(
            "<div id=zoom><p>全区\n  完成 <b>年度</b>\n<i>任务</i>，各项指标 good\nnews 好于预期，继续提高。</p></div>"
        ),
        url=URL,
    )
    assert "全区完成 年度 任务，各项指标 good news 好于预期，继续提高。" == document.text


def test_only_relative_times_need_the_moment_of_capture() -> None:
    payload = page(f"<div id=zoom><p>{SENTENCE}</p></div>")
    assert clean(payload, url=URL).digest == clean(payload, url=URL, captured_at=None).digest


def test_an_only_heading_is_the_title_however_short() -> None:
    document = clean("<h1>通知</h1><p>会议改期。</p>".encode(), url="https://rd.linjiang.example/1.html")
    assert ("通知", "会议改期。") == (document.title, document.text)
