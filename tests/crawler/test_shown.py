"""How much a page shows: the quick look never says another thing than the count."""

import random

import pytest

from crawler import shown

WORDS = "会议听取和审议了区人民政府关于二〇二五年预算执行情况的报告并作出相应决议"
PIECES = (
    f"<p>{WORDS * 3}</p>",
    f"<P>{WORDS}<br>{WORDS * 2}</P>",
    f'<a href="/x"><span>{WORDS * 4}</span></a>',
    f"<A HREF=/x>{WORDS * 2}<b>{WORDS * 3}</b></A>",
    f"<script>if (a > b) {{ s = '{WORDS * 5}<div>' }}</script>",
    f"<SCRIPT>s = '<p>{WORDS * 5}<br>'</SCRIPT>",
    f"<!-- <p>{WORDS * 5}<p> -->",
    f"<style>p > a {{ content: '{WORDS * 5}<' }}</style>",
    f"<noscript><p>{WORDS * 5}</p></noscript>",
    f"<template><p>{WORDS * 5}<br></template>",
    f"<article><header>{WORDS}</header><p>{WORDS}</p></article>",
    f"<head><title>t</title><meta content='>{WORDS * 5}<p>'></head>",
    "<p>短</p>",
    " \n" * 40,
)


@pytest.mark.parametrize("seed", range(20))
def test_the_quick_look_says_what_the_count_says(seed: int) -> None:
    chance, enough = random.Random(seed), shown.ENOUGH
    for _ in range(50):
        page = "".join(chance.choices(PIECES, k=chance.randint(1, 8)))
        cut = page[: chance.randint(1, len(page))] if chance.random() < 0.3 else page
        quick, exact = shown.measured(cut), shown._counted(cut)
        assert (quick.total >= enough, quick.plain >= enough) == (exact.total >= enough, exact.plain >= enough), cut


def test_a_page_of_paragraphs_is_told_by_the_quick_look() -> None:
    page = f"<html><head><title>t</title></head><body><ul>{'<li><a href=/c>栏目</a></li>' * 99}</ul><p>{WORDS * 20}</p></body></html>"
    assert shown._shows_much(page)
    assert not shown._shows_much(page.replace("<p>", "<a>").replace("</p>", "</a>"))
