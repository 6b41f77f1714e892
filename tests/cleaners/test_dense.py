"""What is taken out of dense pages before they are parsed is nothing that a rule reads, and no character of text."""

from collections.abc import Iterator

import pytest

from cleaners import cleaning, dense
from cleaners.dense import lighten
from tests.cleaners.nasty import Nasty, nasty, read, samples


@pytest.fixture
def everything_is_dense(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is too small to be lightened."""
    for name in ("_MANY_TAGS", "_MANY_VALUES", "_MANY_LITERAL"):
        monkeypatch.setattr(dense, name, -1)


def pages() -> Iterator[Nasty]:
    """Four hundred pages that nobody wrote, and every sample page."""
    own = samples()
    for number in range(400):
        yield nasty(number, own)
    for payload in own:
        yield Nasty(payload, "https://a.example/b", "text/html", "auto", {})


@pytest.mark.usefixtures("everything_is_dense")
def test_a_page_reads_the_same_without_what_is_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaners.article._second_opinion", lambda page, lines: None)  # of large pages it asks for none
    light = list(map(read, pages()))
    monkeypatch.setattr(cleaning, "lighten", lambda html, selectors: html)
    different = [(page, one) for page, one in zip(pages(), light, strict=True) if read(page) != one]
    assert [] == different


@pytest.mark.usefixtures("everything_is_dense")
@pytest.mark.parametrize(
    ("html", "light"),
    [
        ("<p align=left class=a>字</p>", "<p class=a>字</p>"),
        ("<p a='>'b=\"1\"id=c>", "<p id=c>"),
        ("<P ALIGN = 'x' Class = y />", "<P Class = y>"),
        ("<td width=1 style='color:red'>1", "<td>1"),
        ("<td width=1 style='display:none'>1", "<td style='display:none'>1"),
        ("<font size=1><input value=2>", "<font size=1><input value=2>"),
        ("<script x=1>a<b c=1></script><p d>", "<script>a<b c=1></script><p>"),
        ("<!-- <a b=1> --><!x <p a>", "<!-- <a b=1> --><!x <p a>"),
        ("<select><option value=1></select><title a><b></title>", "<select><option></select><title><b></title>"),
        ("1<2<<p>a<</p>", "1&lt;2&lt;<p>a&lt;</p>"),
    ],
)
def test_only_start_tags_lose_what_no_rule_reads(html: str, light: str) -> None:
    assert light == lighten(html)


@pytest.mark.usefixtures("everything_is_dense")
@pytest.mark.parametrize(
    "html",
    [
        "<svg><title><p a=1></title></svg>",
        "<select><title><p a='</title>'>",
        "<frameset><title><p a='</title>'>",
        "<xmp>a<1</xmp>",
    ],
)
def test_a_page_whose_tags_depend_on_the_tree_is_left_as_it_is(html: str) -> None:
    assert html == lighten(html)


@pytest.mark.usefixtures("everything_is_dense")
def test_what_a_caller_declares_is_kept() -> None:
    html = "<p data-a=1 data-b=2>"
    assert "<p data-b=2>" == " ".join(lighten(html, ["p[ DATA-B ]"]).split())
    assert html == lighten(html, ["p:not([data-b])"])


def test_a_page_that_is_not_dense_is_not_touched() -> None:
    html = "<p align=left>1<2" * 9_000
    assert html is lighten(html)
