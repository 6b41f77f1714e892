"""Search finds what stands in the text, all of it and nothing else, from one character up."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Archive, open_archive
from archive.errors import ArchiveError
from archive.search_index import finish, touch
from archive.search_text import fold
from cleaners.document import Block
from tests.archive.tales import SPLIT, lose, night, read, see, see_parts

HOST = "http://www.linjiang.example"


def urls(archive: Archive, query: str, *, history: bool = False) -> list[str]:
    return [found.url.removeprefix(HOST) for found in archive.search(query, history=history)]


@pytest.mark.parametrize(
    "query", ["岗", "岗位", "就业岗位三", "新增就业岗位三千个。", "个。", "３", "3", "ai", "AI+", "％", "m2"]
)
def test_a_phrase_of_any_length_is_found(archive: Archive, query: str) -> None:
    see(archive, night(0), "新增就业岗位三千个。\n推进AI+制造，增长3%，面积５㎡", url=f"{HOST}/a")
    see(archive, night(0), "别的事情", url=f"{HOST}/b", title="另一篇")
    assert ["/a"] == urls(archive, query)


@pytest.mark.parametrize("query", ["岗三", "个推进", "个。推", "就业 缺席", "增长3 %制", "千个.", "Ａ1"])
def test_what_does_not_stand_there_is_not_found(archive: Archive, query: str) -> None:
    see(archive, night(0), "新增就业岗位三千个。\n推进AI+制造，增长3%", url=f"{HOST}/a")
    assert [] == urls(archive, query)


def test_no_phrase_reaches_over_two_blocks_or_a_blank(archive: Archive) -> None:
    see(archive, night(0), "甲乙丙\n丁戊己 庚辛", url=f"{HOST}/a")
    assert ["/a"] == urls(archive, "丁戊己")
    assert ([], []) == (urls(archive, "丙丁"), urls(archive, "己庚"))


def test_pairs_of_two_blocks_make_no_phrase(archive: Archive) -> None:
    see(archive, night(0), "甲乙\n乙丙 丙丁", url=f"{HOST}/a")
    assert ([], []) == (urls(archive, "甲乙丙"), urls(archive, "乙丙丁"))


def test_blanks_part_phrases_that_must_all_occur(archive: Archive) -> None:
    see(archive, night(0), "就业岗位\n财政收入", url=f"{HOST}/a")
    see(archive, night(0), "就业岗位", url=f"{HOST}/b")
    assert ["/a"] == urls(archive, "财政　就业 位")


def test_a_title_is_found(archive: Archive) -> None:
    see(archive, night(0), "正文", url=f"{HOST}/a", title="半年工作报告")
    assert ["/a"] == urls(archive, "半年工作")


def test_the_newest_come_first_and_no_more_than_asked(archive: Archive) -> None:
    for number in range(5):
        see(archive, night(number), f"就业第{number}篇", url=f"{HOST}/{number}")
    assert ["/4", "/3", "/2", "/1", "/0"] == urls(archive, "就业")
    assert 2 == len(archive.search("就业", limit=2))


def test_what_stood_once_is_found_in_the_past_only(archive: Archive) -> None:
    see(archive, night(0), "旧的说法", url=f"{HOST}/a")
    see(archive, night(1), "新的说法", url=f"{HOST}/a")
    assert ([], ["/a"]) == (urls(archive, "旧的"), urls(archive, "旧的", history=True))
    assert ["/a", "/a"] == urls(archive, "说法", history=True)


def test_a_page_that_is_gone_is_found_in_the_past_only(archive: Archive) -> None:
    see(archive, night(0), "旧的说法", url=f"{HOST}/a")
    lose(archive, night(1), url=f"{HOST}/a")
    assert ([], ["/a"]) == (urls(archive, "旧的"), urls(archive, "旧的", history=True))


def test_phrases_may_stand_in_different_parts(archive: Archive) -> None:
    see_parts(archive, night(0), "就业", "财政")
    assert [SPLIT.removeprefix(HOST)] == urls(archive, "财政 就业")


def test_a_newer_cleaner_is_searched_once_it_tells(archive: Archive) -> None:
    capture = see(archive, night(0), "旧读法", url=f"{HOST}/a")
    document = read("新读法", url=f"{HOST}/a", cleaner="auto@2")
    archive.keep_cleaning(capture, "auto@2", document, cleaned_at=night(1))
    assert (["/a"], []) == (urls(archive, "新读"), urls(archive, "旧读"))


def test_a_snippet_shows_the_phrase_in_the_characters_of_the_page(archive: Archive) -> None:
    see(archive, night(0), "前" * 50 + "ＡＩ技术" + "后" * 50, url=f"{HOST}/a")
    (found,) = archive.search("ai技术")
    assert "…" + "前" * 30 + "ＡＩ技术" + "后" * 30 + "…" == found.snippet


def test_of_a_figure_its_alt_text_is_found_and_its_address_neither_found_nor_shown(archive: Archive) -> None:
    document = read("正文", url=f"{HOST}/a")
    figure = Block("figure", f"![临江区(示意)图]({HOST}/img(2)/x.png)")
    document = replace(document, blocks=(*document.blocks, figure))
    archive.keep_cleaning(see(archive, night(0), "别的", url=f"{HOST}/a"), "auto@2", document, cleaned_at=night(1))
    assert ([], [], ["/a"]) == (urls(archive, "x"), urls(archive, "img(2)"), urls(archive, "(示意)图"))
    assert ["临江区(示意)图"] == [found.snippet for found in archive.search("示意")]


def test_an_unfinished_index_refuses_rather_than_finds_half(archive: Archive) -> None:
    see(archive, night(0), "就业", url=f"{HOST}/a")
    archive.flush()
    with archive.shelf.database.writing() as connection:
        touch(connection, ["example,linjiang)/a"])
    with pytest.raises(ArchiveError, match="left unfinished"):
        archive.search("就业")
    finish(archive.shelf.database, archive.folder)
    assert ["/a"] == urls(archive, "就业")


def test_an_empty_query_is_refused(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="the query is empty"):
        archive.search(" 　")


def test_a_rebuilt_archive_finds_the_same(archive: Archive) -> None:
    see_parts(archive, night(0), "就业", "财政")
    see(archive, night(1), "就业与财政", url=f"{HOST}/a")
    before = archive.search("就业 财政")
    archive.rebuild()
    assert 2 == len(before)
    assert before == archive.search("就业 财政")


CHARACTERS = "甲乙丙，。%％a Ａ1１\n㎡—"


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.text(CHARACTERS, min_size=1, max_size=12), min_size=1, max_size=5),
    st.lists(st.text(CHARACTERS.replace("\n", ""), min_size=1, max_size=4), min_size=4, max_size=8),
)
def test_what_is_found_is_what_a_substring_test_finds(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], queries: list[str]
) -> None:
    with open_archive(tmp_path_factory.mktemp("search") / "archive", read_only=False) as archive:
        for number, text in enumerate(texts):
            see(archive, night(number), text, url=f"{HOST}/{number}", title="题")
        for query in queries:
            phrases = fold(query).split()
            expected = [
                f"/{number}"
                for number, text in reversed(list(enumerate(texts)))
                if all(any(phrase in fold(block) for block in text.split("\n")) for phrase in phrases)
            ]
            assert not phrases or expected == urls(archive, query)
