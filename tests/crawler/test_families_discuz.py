"""Discuz! boards and threads in all their address forms: dynamic, rewritten, archiver, RSS."""

import json
from datetime import date
from pathlib import Path

import pytest

from crawler.families import Entry, family
from crawler.families.discuz import Spot, at_page, spot_of
from crawler.sources import Source

BBS = "https://bbs.linjiang.example/"
SOURCE = Source(
    id="ex-bbs",
    title="",
    division="",
    body="forum",
    family="discuz",
    seeds=(f"{BBS}forum.php?mod=forumdisplay&fid=2",),
    hosts=("bbs.linjiang.example",),
)
PAGES = Path(__file__).parents[2].parent / "shared" / "pages"
DISCUZ = family("discuz")

BOARD = """<base href="https://bbs.linjiang.example/" />
<a href="forum.php?mod=forumdisplay&fid=2&amp;filter=typeid&amp;typeid=5">类</a>
<table><tbody id="normalthread_31"><tr><th><a href="forum.php?mod=viewthread&amp;tid=31&amp;extra=page%3D1" class="s xst">临江区政府工作报告</a>
 <span class="tps">&nbsp;...<a href="forum.php?mod=viewthread&amp;tid=31&amp;extra=page%3D1&amp;page=2">2</a></span></th>
 <td class="by"><em><span>2024-1-30</span></em></td>
 <td class="num"><a href="forum.php?mod=viewthread&amp;tid=31&amp;extra=page%3D1" class="xi2">3</a><em>541</em></td>
 <td class="by"><em><a href="forum.php?mod=redirect&tid=31&goto=lastpost#lastpost"><span title="2026-11-22 21:06">昨天</span></a></em></td></tr></tbody>
<tbody id="normalthread_32"><tr><th><a href="forum.php?mod=viewthread&amp;tid=32&amp;extra=page%3D1" class="s xst">预算报告</a></th>
 <td class="by"><em><span><span title="2026-11-21">昨天&nbsp;17:14</span></span></em></td></tr></tbody></table>
<div class="pg"><strong>1</strong><a href="forum.php?mod=forumdisplay&fid=2&amp;page=2">2</a>
<label><span title="共 3 页"> / 3 页</span></label><a href="forum.php?mod=forumdisplay&fid=2&amp;page=2" class="nxt">下一页</a></div>"""


@pytest.mark.parametrize(
    ("path", "spot"),
    [
        ("forum.php?mod=viewthread&tid=5&extra=page%3D1", Spot("thread", "5", 1, "dynamic")),
        ("forum.php?tid=5&page=3&mod=viewthread", Spot("thread", "5", 3, "dynamic")),
        ("viewthread.php?tid=5", Spot("thread", "5", 1, "dynamic")),
        ("thread-5-2-1.html", Spot("thread", "5", 2, "rewritten")),
        ("thread-13028-1.html", Spot("thread", "13028", 1, "rewritten")),
        ("forum-2-4.html", Spot("board", "2", 4, "rewritten")),
        ("forum.php?mod=forumdisplay&fid=2&page=2", Spot("board", "2", 2, "dynamic")),
        ("forum.php?mod=rss&fid=2&auth=0", Spot("board", "2", 1, "rss")),
        ("archiver/?tid-5.html&page=2", Spot("thread", "5", 2, "archiver")),
        ("archiver/tid-109308.html", Spot("thread", "109308", 1, "archiver")),
        ("forum.php?mod=viewthread&tid=5&action=printable", None),
        ("forum.php?mod=viewthread&tid=5&page=1&authorid=7", None),
        ("forum.php?mod=forumdisplay&fid=2&filter=hot", None),
        ("forum.php?mod=redirect&tid=5&goto=lastpost", None),
        ("home.php?mod=space&uid=8", None),
    ],
)
def test_a_forum_address_says_what_it_stands_for(path: str, spot: Spot | None) -> None:
    assert spot == spot_of(BBS + path)


@pytest.mark.parametrize(
    ("path", "third"),
    [
        ("forum.php?mod=viewthread&tid=5&extra=page%3D1", "forum.php?mod=viewthread&tid=5&page=3"),
        ("thread-5-1-9.html", "thread-5-3-1.html"),
        ("thread-13028-1.html", "thread-13028-3.html"),
        ("archiver/?tid-5.html", "archiver/?tid-5.html&page=3"),
        ("archiver/tid-5.html", "archiver/tid-5-3.html"),
    ],
)
def test_a_page_of_a_thread_keeps_the_form_of_its_address(path: str, third: str) -> None:
    assert BBS + third == at_page(BBS + path, 3)
    assert 1 == getattr(spot_of(at_page(BBS + path, 1)), "page", None)


def test_a_board_names_each_thread_once_at_its_first_page() -> None:
    listing = DISCUZ.read_list(SOURCE.seeds[0], BOARD, SOURCE)
    expected = (
        Entry(f"{BBS}forum.php?mod=viewthread&tid=31", "临江区政府工作报告", date(2024, 1, 30)),
        Entry(f"{BBS}forum.php?mod=viewthread&tid=32", "预算报告", date(2026, 11, 21)),
    )
    assert expected == listing.entries


def test_a_board_is_followed_to_the_total_that_it_prints() -> None:
    second, third = (f"{BBS}forum.php?mod=forumdisplay&fid=2&page={n}" for n in (2, 3))
    assert (second, third) == DISCUZ.read_list(SOURCE.seeds[0], BOARD, SOURCE).following
    assert (third,) == DISCUZ.read_list(second, BOARD, SOURCE).following


def test_the_pages_of_a_thread_are_its_parts() -> None:
    html = '<div class="pg"><a href="forum.php?mod=viewthread&tid=31&amp;extra=&amp;page=2">2</a><span title="共 3 页"> / 3 页</span></div>'
    first = f"{BBS}forum.php?mod=viewthread&tid=31"
    assert (f"{first}&page=2", f"{first}&page=3") == DISCUZ.parts(f"{first}&extra=page%3D1", html, SOURCE)
    assert (first, f"{first}&page=3") == DISCUZ.parts(f"{first}&page=2", html, SOURCE)
    assert () == DISCUZ.parts(first, "<p>一页</p>", SOURCE)


def test_rewritten_boards_and_threads_are_read_too() -> None:
    html = '<a href="thread-31-1-1.html">报告</a><a href="thread-31-2-1.html">2</a><a href="forum-2-2.html">下一页</a>'
    listing = DISCUZ.read_list(f"{BBS}forum-2-1.html", html, SOURCE)
    assert ([f"{BBS}thread-31-1-1.html"], (f"{BBS}forum-2-2.html",)) == (
        [e.url for e in listing.entries],
        listing.following,
    )
    assert (f"{BBS}thread-31-2-1.html",) == DISCUZ.parts(f"{BBS}thread-31-1-1.html", html, SOURCE)


def test_the_feed_of_a_board_is_a_list() -> None:
    xml = (
        '<?xml version="1.0"?><rss version="2.0"><channel><link>https://bbs.linjiang.example/</link>'
        "<item><title>预算 &amp; 决算</title><link>https://bbs.linjiang.example/forum.php?mod=viewthread&amp;tid=32</link></item></channel></rss>"
    )
    listing = DISCUZ.read_list(f"{BBS}forum.php?mod=rss&fid=2", xml, SOURCE)
    assert (Entry(f"{BBS}forum.php?mod=viewthread&tid=32", "预算 & 决算"),) == listing.entries


@pytest.mark.skipif(not PAGES.exists(), reason="the saved pages are not beside this checkout")
def test_the_boards_of_a_real_forum_lead_to_all_of_its_threads() -> None:
    index = [json.loads(line) for line in (PAGES / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    pages = {page["url"]: page for page in index if page["url"].startswith("https://forum.example/")}
    source = Source("f", "", "", "forum", "discuz", ("https://forum.example/forum.php",), ("forum.example",))
    named: set[str] = set()
    for number in (1, 2, 3):
        url = f"https://forum.example/forum.php?mod=forumdisplay&fid=37&page={number}"
        html = (PAGES / pages[url]["file"]).read_text(encoding="utf-8")
        named |= {entry.url for entry in DISCUZ.read_list(url, html, source).entries}
    held = {f"https://forum.example/forum.php?mod=viewthread&tid={tid}" for tid in (1, 3, 4, 6, 10, 15, 25, 26, 44, 8)}
    assert 60 == len(named)
    assert set() == held - named
