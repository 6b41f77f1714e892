"""Nothing disappears in silence: the ledger is the page's visible text, and blocks and removals are made of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cleaners import clean
from cleaners.decode import decode
from cleaners.document import Document
from cleaners.errors import EmptyPayload
from tests.cleaners.nasty import ATTRIBUTES, TAGS, WORDS, samples
from tests.cleaners.visible import agrees, faults, is_read_alike, ledger_of, visible

SHARED = Path(__file__).parents[3] / "shared" / "pages"
TEXTS = [word for word in WORDS if not any(ord(one) < 9 or 13 < ord(one) < 32 for one in word) and "\x0b" not in word]
TOKENS = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
    st.sampled_from(TEXTS),
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_characters="\0\r<>&\ufeff", exclude_categories=["Cc", "Cs"]),
        max_size=8,
    ),
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(
    "一、总体情况<a><p class=author><strong>u</strong> 发表于 2024-1-1</p>", "auto"
)  # a page that ends with a headline
@given(st.lists(TOKENS, max_size=40).map("".join).filter(is_read_alike), st.sampled_from(["auto", "article"]))
def test_the_ledger_of_any_page_is_its_visible_text(html: str, cleaner: str) -> None:
    try:
        document = clean(
            html.encode(), url="https://a.example/b", content_type="text/html; charset=utf-8", cleaner=cleaner
        )
    except EmptyPayload:
        assert visible(html) == ""
        return
    assert agrees(html, ledger_of(document))
    assert faults(document) == ""


def test_the_ledger_of_every_sample_page_is_its_visible_text() -> None:
    for payload in samples():
        document = clean(payload, url="https://sample.example/", content_type="text/html")
        assert visible(decode(payload, content_type="text/html").text) == ledger_of(document)
        assert faults(document) == ""


def test_a_post_within_another_post_is_kept_once() -> None:
    text = "一、总体情况。这是写得足够长的一段正文，共有若干个字。" * 12
    inner, outer = (
        f'<div id="post_{pid}"><a href="space-uid-11.html">江边人</a><em id="authorposton{pid}">发表于 2024-1-1 10:00</em>'
        f'<a id="postnum{pid}">{floor}</a><div id="postmessage_{pid}"><p>{said}</p>'
        for pid, floor, said in ((2, "2#", f"续{text}"), (1, "楼主", text))
    )
    page = f'<meta name=generator content="Discuz! X3.4"><body>{outer}{inner}</div></div></div></div>'
    document = clean(page.encode(), url="https://bbs.example/thread-1-1-1.html")
    assert 1 == document.text.count("续")
    assert faults(document) == ""


def test_a_list_of_files_within_another_is_kept_once() -> None:
    page = (
        '<meta name=generator content="Discuz! X3.4"><body><div id="post_1"><a id="postnum1">楼主</a><a href="space-uid-1.html">甲</a>'
        '<div id="x"><div class="pattl"><p>材料</p><div class="pattl"><p>清单</p></div></div></div><div id="postmessage_1">全文如下。</div></div>'
    )
    document = clean(page.encode(), url="https://bbs.example/thread-1-1-1.html")
    assert 1 == document.text.count("清单")
    assert faults(document) == ""


def test_a_choice_of_a_poll_that_is_a_table_by_itself_is_told_without_the_bars() -> None:
    page = (
        '<meta name=generator content="Discuz! X3.4"><body><div id="post_1"><a id="postnum1">楼主</a><a href="space-uid-1.html">甲</a>'
        '<div class="pcb"><form id="poll"><table><tr><td><label for="option_1">1. 先修桥</label><td><tr><td><td></table></form></div>'
        '<div id="postmessage_1">先做哪一件？</div></div>'
    )
    document = clean(page.encode(), url="https://bbs.example/thread-1-1-1.html")
    assert "先修桥" in document.text
    assert visible(page) == ledger_of(document)


def shared_pages() -> list[Path]:
    return sorted(SHARED.glob("*/*.html")) if SHARED.is_dir() else []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared pages are not beside this checkout")
def test_the_ledger_of_every_shared_page_is_its_visible_text() -> None:
    different = []
    for path in shared_pages():
        payload = path.read_bytes()
        charset = "gb18030" if ".gbk." in path.name else "utf-8"
        try:
            document = clean(
                payload, url=f"https://shared.example/{path.name}", content_type=f"text/html; charset={charset}"
            )
        except EmptyPayload:
            continue
        assert faults(document) == ""
        if visible(payload.decode(charset, "replace")) != ledger_of(document):
            different.append(path.name)
    assert [] == different


def test_text_behind_the_root_below_255_levels_and_in_unknown_tags_counts() -> None:
    html = "<div>" * 300 + "深" + "</div>" * 300 + "<o:p>词</o:p><x-y>未知</x-y></body></html>尾"
    document = clean(html.encode(), url="https://a.example/")
    assert "深词未知尾" == ledger_of(document)


def test_a_document_survives_its_own_json() -> None:
    html = "<title>某报告</title><div id=zoom><p>一句话，写在报告里，足够长，长到算得上正文。<img src=a.png><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table></div>"
    document = clean(html.encode(), url="https://a.example/")
    told: dict[str, Any] = json.loads(json.dumps(document.to_json()))
    assert document == Document.from_json(told)
