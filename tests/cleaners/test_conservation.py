"""Nothing disappears in silence: the ledger is the page's visible text, and blocks and removals are made of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaners import clean
from cleaners.document import Document
from cleaners.errors import EmptyPayload
from tests.cleaners.visible import squeezed, visible

SHARED = Path(__file__).parents[3] / "shared" / "pages"
# Not here: <select> (the HTML Standard of 2025 lets elements into it, html5lib does not know) and <template> (unknown to html5lib).
TAGS = "div p span a b i font table tr td th tbody caption ul ol li dl dt dd h1 h2 br img hr pre blockquote o:p st1:date center nobr ruby rt svg form button textarea iframe noscript section article aside script style title"
WORDS = [
    *(
        "一、总体情况",
        "政府工作报告。",
        "2024年",
        "abc",
        "&nbsp;",
        "&amp;",
        "&#x4e00;",
        "&#xd800;",
        "&lt;p&gt;",
        "\u3000",
        " ",
        "\n",
        "\u200b",
        "𠮷",
        "|",
        "\\",
    ),
    *("<!-- c -->", "<", "</", "]]>", "<?xml?>", "&notit;", "当前位置：首页 > 内容", "分享到：", "</html>", "</body>"),
]
ATTRIBUTES = [
    "",
    "",
    "",
    " class=x",
    " style='display: none'",
    " hidden",
    " id=zoom",
    " colspan=3 rowspan=2",
    " href='a.pdf'",
    " id=postmessage_1",
]
TOKENS = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(TAGS.split()), st.sampled_from(ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(TAGS.split())),
    st.sampled_from(WORDS),
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_characters="\0\r<>&", exclude_categories=["Cc", "Cs"]), max_size=8
    ),
)


def ledger_of(document: Document) -> str:
    return squeezed("".join(piece.text for piece in document.ledger))


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TOKENS, max_size=40).map("".join), st.sampled_from(["auto", "article"]))
def test_the_ledger_of_any_page_is_its_visible_text(html: str, cleaner: str) -> None:
    try:
        document = clean(
            html.encode(), url="https://a.example/b", content_type="text/html; charset=utf-8", cleaner=cleaner
        )
    except EmptyPayload:
        assert visible(html) == ""
        return
    assert visible(html) == ledger_of(document)
    consistent(document)


def consistent(document: Document) -> None:
    """Each piece is text of one block or removed by one rule; blocks and removals hold what the ledger gives them."""
    assert all((piece.block >= 0) != bool(piece.rule) for piece in document.ledger)
    removed = squeezed("".join(piece.text for piece in document.ledger if piece.block < 0))
    assert sorted(removed) == sorted(squeezed("".join(one.text for one in document.removed)))
    for number, block in enumerate(document.blocks):
        mine = squeezed("".join(piece.text for piece in document.ledger if piece.block == number))
        if block.kind in ("paragraph", "heading"):
            assert squeezed(block.text) == mine
    assert all(-1 <= one.after < len(document.blocks) for one in document.removed)


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
        consistent(document)
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
