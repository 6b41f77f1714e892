"""The sample web behaves like the systems it plays, and every page of it can be read."""

import re
from datetime import date
from pathlib import Path

import pytest

from archive.urls import url_key
from cleaners import clean
from crawler.demo import addresses, answer
from crawler.demo.forum import BOARD
from crawler.demo.markup import NOTE, picture_name
from crawler.demo.pages import SamplePage, sample_pages, split_lines
from crawler.demo.site import LISTS, SCRIPTED_LIST, Reply
from crawler.demo.texts import Line, write
from crawler.demo.tour import EDITED, OWN_SOURCES, SOURCES, TAKEN_DOWN
from crawler.families import family
from crawler.sources import Source, load_sources

DECLARED = load_sources(OWN_SOURCES)
CRAWLED = [DECLARED[name] for name in SOURCES]
WHOLE = [page for page in sample_pages() if page.pages == 1]
SHARED = Path(__file__).parents[2].parent / "shared"


def header(reply: Reply, name: str) -> str:
    return dict(reply.headers).get(name, "")


def text_of(url: str, night: int = 1, load: int = 0) -> str:
    reply = answer(url, night, load)
    return clean(reply.body, url=url, content_type=header(reply, "Content-Type")).text


def walk(source: Source, night: int) -> set[str]:
    """Every address that a walk from the seeds leads to, as url_keys, by the family alone."""
    kind = family(source.family)
    todo, seen = list(source.seeds), {url_key(seed) for seed in source.seeds}
    while todo:
        url = todo.pop()
        reply = answer(url, night, 0)
        html = reply.body.decode("gb18030" if "gb2312" in str(reply.body[:300]) else "utf-8")
        if reply.status != 200:
            continue
        if kind.classify(url, source) == "list":
            listing = kind.read_list(url, html, source)
            found = (*(entry.url for entry in listing.entries), *listing.following)
        else:
            found = kind.parts(url, html, source)
        for address in found:
            if url_key(address) not in seen:
                seen.add(url_key(address))
                todo.append(address)
    return seen


def test_a_walk_of_the_declared_sources_comes_to_every_page() -> None:
    reached = set().union(*(walk(source, 2) for source in CRAWLED))
    wanted = {url_key(url) for url in addresses() if answer(url, 2, 0).status == 200}
    assert set() == wanted - reached


@pytest.mark.parametrize("source", CRAWLED, ids=lambda source: source.id)
def test_every_seed_of_a_crawled_source_is_on_the_sample_web(source: Source) -> None:
    assert {200} == {answer(seed, 1, 0).status for seed in source.seeds}


@pytest.mark.parametrize("page", WHOLE, ids=lambda page: page.url[-40:])
def test_a_sample_page_is_read_with_its_facts_and_without_its_chrome(page: SamplePage) -> None:
    reply = answer(page.url, page.first, 3)
    document = clean(reply.body, url=page.url, content_type=header(reply, "Content-Type"))
    spoken = re.findall(r"\d+", str(page.facts["day"])) if "speaker" in page.facts else []
    delivered = date(*map(int, spoken)) if spoken else None
    assert (page.title, page.published, delivered) == (
        document.title,
        document.metadata.published,
        document.metadata.delivered,
    ) or (page.system == "split" and document.metadata.delivered == delivered)
    for chrome in (NOTE, "分享到", "当前位置", "点击数", "签到天数", "客服中心", "关闭本页", "导航菜单", "打印"):
        assert chrome not in document.text
    for line in page.lines(page.first):
        if line.kind == "paragraph" and page.system != "split":
            assert line.text in document.text


def test_the_second_night_differs_by_one_edit_one_publication_one_removal_and_one_challenge() -> None:
    differing: dict[str, str] = {}
    for page in sample_pages():
        first, second = (answer(page.url, night, 0) for night in (1, 2))
        if (first.status, first.body) != (second.status, second.body):
            differing[page.url] = f"{first.status}-{second.status}"
    assert {
        "http://renda.jiading.cn/cwhgz/jdgz/content_943120": "404-200",
        EDITED: "200-200",
        "https://www.jiading.gov.cn/publicity/jcgk/hygk/zyhyxx/117623": "200-412",
        TAKEN_DOWN: "200-404",
    } == differing


def test_the_edit_is_one_figure_and_one_paragraph() -> None:
    before, after = text_of(EDITED, 1).splitlines(), text_of(EDITED, 2).splitlines()
    assert 1 == len(after) - len(before)
    assert 1 == len(set(before) - set(after))
    assert 2 == len(set(after) - set(before))


def test_the_forum_counts_at_every_load_and_says_the_same() -> None:
    thread = "https://www.quyushuju.com/forum.php?mod=viewthread&tid=70240&extra=page%3D1"
    assert answer(thread, 1, 5).body != answer(thread, 1, 6).body
    assert text_of(thread, 1, 5) == text_of(thread, 1, 6)


def test_the_board_names_all_threads_over_its_pages() -> None:
    source = DECLARED["demo-forum-board"]
    listing = family("discuz").read_list(BOARD, answer(BOARD, 1, 0).body.decode(), source)
    assert ((f"{BOARD}&page=2",), 3) == (listing.following, len(listing.entries))


def test_static_pages_answer_conditional_requests() -> None:
    page = next(page for page in sample_pages() if page.system == "changning")
    etag = header(answer(page.url, 1, 0), "ETag")
    assert (304, b"") == (answer(page.url, 2, 9, etag).status, answer(page.url, 2, 9, etag).body)
    assert "" == header(answer(EDITED, 1, 0), "ETag")


def test_each_night_has_its_own_memento_time() -> None:
    assert "Tue, 19 Aug 2025 18:00:00 GMT" == header(answer(next(iter(LISTS)), 1, 0), "Memento-Datetime")
    assert "Wed, 20 Aug 2025 18:00:00 GMT" == header(answer(next(iter(LISTS)), 2, 0), "Memento-Datetime")


def test_the_old_page_is_gb2312_and_says_so_in_its_meta_only() -> None:
    reply = answer("https://www.jiading.gov.cn/publicity/jggk/zfgzbg82/7871", 1, 0)
    assert "text/html" == header(reply, "Content-Type")
    assert "政府工作报告" in reply.body.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        reply.body.decode("utf-8")


def test_a_table_is_html_or_a_picture_or_only_promised() -> None:
    pages = {page.table: page for page in sample_pages() if page.text == "plan" and page.system == "jiading-rd"}
    kinds: dict[str, object] = {}
    for table, page in pages.items():
        document = clean(answer(page.url, 1, 0).body, url=page.url)
        kinds[table] = {block.kind for block in document.blocks} & {"table", "figure"}
        assert "表1" in document.text
    assert {"html": {"table"}, "picture": {"figure"}, "absent": set()} == kinds
    picture = answer(f"http://renda.jiading.cn/upload/{picture_name(pages['picture'].url)}", 1, 0)
    assert (200, b"\x89PNG") == (picture.status, picture.body[:4])


def test_a_scripted_list_says_so() -> None:
    source = DECLARED["sh-jingan-gov"]
    html = answer(SCRIPTED_LIST, 1, 0).body.decode()
    assert "the list is filled by a script" in family(source.family).read_list(SCRIPTED_LIST, html, source).hint


def test_a_split_report_loses_nothing_between_its_parts() -> None:
    lines = (Line("paragraph", "一"), Line("row", "| 甲 |"), Line("row", "| 乙 |"), Line("paragraph", "二"))
    pieces = split_lines(lines, 2)
    assert lines == tuple(line for piece in pieces for line in piece)
    assert "row" != pieces[1][0].kind


def test_a_report_is_written_the_same_every_time() -> None:
    facts = {
        "district": "临江区",
        "year": 2024,
        "day": "2024年1月9日",
        "meeting": "会议",
        "office": "区长",
        "speaker": "甲",
        "title": "乙",
    }
    assert write("work-report", facts, "a") == write("work-report", facts, "a")
    assert write("work-report", facts, "a") != write("work-report", facts, "b")


def sentences(text: str) -> list[str]:
    plain = (re.sub(r"[\s\W_]+", "", part) for part in re.split(r"[。；：？！\n，]|\{.*?\}|\[\[.*?\]\]", text))
    return [part for part in plain if len(part) >= 12]


@pytest.mark.skipif(not SHARED.exists(), reason="the reports to compare with are not beside this checkout")
def test_no_sentence_of_the_sample_reports_is_taken_from_a_real_one() -> None:
    real = ""
    for path in (*SHARED.glob("seeds/*.txt"), *SHARED.glob("pages/*/*.txt"), *SHARED.glob("pages/*/*.html")):
        real += re.sub(r"[\s\W_]+", "", path.read_bytes().decode("utf-8", "replace"))
    texts = Path(__file__).parents[2] / "crawler" / "demo" / "texts"
    own = [s for path in sorted(texts.glob("*.txt")) for s in sentences(path.read_text(encoding="utf-8"))]
    assert len(own) > 60
    assert [] == [sentence for sentence in own if sentence in real]
