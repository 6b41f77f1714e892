"""The same text elsewhere is found and compared, whole or in part, faithful or not."""

from datetime import date
from typing import Any

import pytest

from archive import Archive, NoVersion
from archive.copies import Copy, marks_of
from tests.archive.tales import SPLIT, lose, night, see, see_parts

OFFICIAL = "http://www.linjiang.example/a.html"
FORUM = "http://bbs.example/thread-7-1-1.html"
REPORT = [
    "一、全年完成固定资产投资一百二十亿元，比上年增长百分之八点三，其中工业投资增长更快。",
    "二、新建社区食堂十二座，改造老旧小区三十六个，惠及居民一万八千余户，群众反映良好。",
    "三、河道水质稳定达标，新增公共绿地二十一公顷，建成滨江步道九公里并向市民开放。",
    "四、政务服务事项全部实现网上办理，平均办理时间缩短一半，企业和群众办事更加方便。",
]
OTHER = "区图书馆将于下月起调整开放时间，周末延长两个小时，具体安排请关注馆内公告和公众号。"


def seen(archive: Archive, url: str, lines: list[str], **said: Any) -> None:
    see(archive, night(0), "\n".join(lines), url=url, **said)


def only(archive: Archive, url: str = OFFICIAL) -> Copy:
    (copy,) = archive.copies(url)
    return copy


def test_a_faithful_copy_holds_everything(archive: Archive) -> None:
    seen(archive, OFFICIAL, REPORT)
    seen(archive, FORUM, REPORT)
    seen(archive, "http://www.linjiang.example/lib.html", [OTHER])
    copy = only(archive)
    assert (FORUM, 1.0, 1.0) == (copy.version.url, copy.share, copy.share_there)
    assert ((), (), ()) == (copy.missing, copy.added, copy.altered)


def test_what_a_copy_left_out_added_and_altered_is_named(archive: Archive) -> None:
    seen(archive, OFFICIAL, REPORT)
    altered = REPORT[1].replace("十二座", "十五座")
    seen(archive, FORUM, ["下面是为大家整理的报告，供大家参考，欢迎阅读收藏。", REPORT[0], altered, REPORT[3]])
    copy = only(archive)
    assert ((2, REPORT[2]),) == copy.missing
    assert [0] == [number for number, _ in copy.added]
    assert [(1, altered)] == [(one.block, one.there) for one in copy.altered]
    assert 0.7 < copy.share < 0.8


def test_a_fragment_is_found_from_both_sides(archive: Archive) -> None:
    long = [f"{line}第{number}次重申。" for number in range(12) for line in REPORT]
    seen(archive, OFFICIAL, long)
    seen(archive, FORUM, long[8:14])
    assert (1.0, True) == (only(archive).share_there, only(archive).share < 0.2)
    assert 1.0 == only(archive, FORUM).share


def test_a_copy_that_lost_its_signs_is_still_found(archive: Archive) -> None:
    seen(archive, OFFICIAL, REPORT)
    seen(archive, FORUM, [line.replace("，", "").replace("。", "") for line in REPORT])
    assert 0.9 < only(archive).share < 1.0


def test_a_split_copy_is_compared_as_a_whole(archive: Archive) -> None:
    seen(archive, OFFICIAL, REPORT)
    see_parts(archive, night(0), "\n".join(REPORT[:2]), "\n".join(REPORT[2:]))
    assert (SPLIT, 1.0) == (only(archive).version.url, only(archive).share)


def test_the_first_and_the_most_complete_are_named(archive: Archive) -> None:
    third = "http://c.example/x.html"
    seen(archive, OFFICIAL, REPORT[:3], published=date(2026, 2, 1))
    seen(archive, FORUM, REPORT, published=date(2026, 3, 1))
    seen(archive, third, REPORT[1:], published=date(2026, 1, 20))
    told = {copy.version.url: (copy.is_first, copy.is_most_complete) for copy in archive.copies(OFFICIAL)}
    assert {FORUM: (False, True), third: (True, False)} == told


def test_who_printed_first_and_who_was_seen_first_are_told_apart(archive: Archive) -> None:
    see(archive, night(2), "\n".join(REPORT), url=OFFICIAL, published=date(2026, 2, 1))
    see(archive, night(0), "\n".join(REPORT), url=FORUM, published=date(2026, 2, 9))
    see(archive, night(1), "\n".join(REPORT), url="http://c.example/x.html")
    copies = {copy.version.url: copy for copy in archive.copies(OFFICIAL)}
    assert (8, False, True) == (copies[FORUM].days_after, copies[FORUM].is_first, copies[FORUM].is_first_seen)
    other = copies["http://c.example/x.html"]
    assert (None, False, False) == (other.days_after, other.is_first, other.is_first_seen)
    back = next(copy for copy in archive.copies(FORUM) if copy.version.url == OFFICIAL)
    assert (-8, True, False) == (back.days_after, back.is_first, back.is_first_seen)


def test_the_report_of_another_year_is_no_copy(archive: Archive) -> None:
    lines = [f"{line}全年为{{}}亿元，增长{{}}%，比计划多{{}}个百分点。" for line in REPORT]
    seen(archive, OFFICIAL, [line.format(120, 8.3, 12.1) for line in lines])
    seen(archive, FORUM, [line.format(131, 7.9, 10.4) for line in lines])
    seen(
        archive,
        "http://c.example/x",
        [line.format(120, 8.3, 12.1) for line in lines[1:]] + [lines[0].format(121, 8.3, 12)],
    )
    assert ["http://c.example/x"] == [copy.version.url for copy in archive.copies(OFFICIAL)]


def test_other_documents_are_no_copies(archive: Archive) -> None:
    seen(archive, OFFICIAL, REPORT)
    seen(archive, FORUM, [OTHER])
    assert [] == archive.copies(OFFICIAL)


def test_a_copy_that_is_gone_is_no_longer_told(archive: Archive) -> None:
    seen(archive, OFFICIAL, REPORT)
    seen(archive, FORUM, REPORT)
    lose(archive, night(1), url=FORUM)
    assert [] == archive.copies(OFFICIAL)
    with pytest.raises(NoVersion, match="is gone since"):
        archive.copies(FORUM)


def test_the_copies_in_json_have_the_promised_keys(archive: Archive) -> None:
    seen(archive, OFFICIAL, REPORT)
    seen(archive, FORUM, REPORT)
    assert {"url", "source", "share", "missing", "added"} <= only(archive).to_json().keys()


def test_a_short_text_has_marks_too() -> None:
    assert 8 <= len(marks_of(["全区上下凝心聚力真抓实干"] * 2))
    assert [] == marks_of(["短"])
