"""Dates and times in every form that was seen on real sites."""

from datetime import UTC, date, datetime

import pytest

from cleaners.dates import find_date, find_posted, find_time, hanzi_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-07-29", "2024-07-29T00:00:00+08:00"),
        ("2024年7月29日", "2024-07-29T00:00:00+08:00"),
        ("2023年2月8日 13:15:34", "2023-02-08T13:15:34+08:00"),
        ("2017年02月07日", "2017-02-07T00:00:00+08:00"),
        ("2013.01.20", "2013-01-20T00:00:00+08:00"),
        ("[发布日期:2017/1/25 16:08:48]", "2017-01-25T16:08:48+08:00"),
        ("2018-01-16 00:00", "2018-01-16T00:00:00+08:00"),
        ("发表于 2023-5-23 17:06:50", "2023-05-23T17:06:50+08:00"),
        ("2023-08-19 10∶08", "2023-08-19T10:08:00+08:00"),
        ("２０２４年１月９日", "2024-01-09T00:00:00+08:00"),
        ("—— 2024 年 1 月 9 日 在", "2024-01-09T00:00:00+08:00"),
        ("二○二四年一月九日", "2024-01-09T00:00:00+08:00"),
        ("二〇二三年十二月三十一日", "2023-12-31T00:00:00+08:00"),
        ("2024-01-09T10:00", "2024-01-09T10:00:00+08:00"),
        ("发布时间:2025-06-20 14:10为密切联系", "2025-06-20T14:10:00+08:00"),
        ("2021-10-1809:12:45 来源", "2021-10-18T09:12:45+08:00"),  # of two <span> without a blank
        ("2025-03-07 星期五 09:30", "2025-03-07T09:30:00+08:00"),
    ],
)
def test_a_full_date_is_read_in_every_form(text: str, expected: str) -> None:
    found = find_time(text)
    assert expected == (found.isoformat() if found else None)


@pytest.mark.parametrize(
    "text",
    ["5月29日上午", "20231120日", "2023-13-01", "2024-02-30", "1.2024.1.3", "2024-1.5", "", "第2024-1号", "二〇二四年"],
)
def test_what_has_no_year_or_no_such_day_is_no_date(text: str) -> None:
    assert find_date(text) is None


def test_an_impossible_day_does_not_hide_the_next_date() -> None:
    assert date(2024, 3, 1) == find_date("2024-02-30 2024-03-01")


NIGHT = datetime(2026, 11, 23, 17, 30, 5, tzinfo=UTC)  # 01:30:05 of the 24th in China


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发表于 昨天\xa021:19", "2026-11-23T21:19:00+08:00"),
        ("前天 8:03", "2026-11-22T08:03:00+08:00"),
        ("3\xa0天前", "2026-11-21T00:00:00+08:00"),
        ("5 小时前", "2026-11-23T20:30:05+08:00"),
        ("半小时前", "2026-11-24T01:00:05+08:00"),
        ("12 分钟前", "2026-11-24T01:18:05+08:00"),
        ("30 秒前", "2026-11-24T01:29:35+08:00"),
        ("刚刚", "2026-11-24T01:30:05+08:00"),
        ("2023-5-23 17:06:50", "2023-05-23T17:06:50+08:00"),
    ],
)
def test_a_relative_time_stands_on_the_capture_by_chinas_clock(text: str, expected: str) -> None:
    found = find_posted(text, NIGHT)
    assert expected == (found.isoformat() if found else None)


@pytest.mark.parametrize("text", ["昨天 21:19", "3 天前", "刚刚"])
def test_a_relative_time_without_a_capture_stays_unknown(text: str) -> None:
    assert find_posted(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二十", 20),
        ("十七", 17),
        ("一百零二", 102),
        ("一百二十", 120),
        ("20", 20),
        ("２０", 20),
        ("二十一", 21),
        ("几", None),
        ("", None),
    ],
)
def test_numbers_are_read_in_chinese_and_arabic(text: str, number: int | None) -> None:
    assert number == hanzi_number(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("5 小時前", "20:30:05"), ("12 分鐘前", "01:18:05"), ("半小時前", "01:00:05"), ("剛剛", "01:30:05")],
)
def test_traditional_characters_say_the_same(text: str, expected: str) -> None:
    found = find_posted(text, NIGHT)
    assert expected == (found.strftime("%H:%M:%S") if found else None)


@pytest.mark.parametrize(
    "text", ["May 6, 2023", "Updated: 6 May 2023 10:24", "Sept. 6th, 2023", "Posted on january 06 2023"]
)
def test_english_editions_print_their_dates_in_words(text: str) -> None:
    found = find_date(text)
    assert found is not None
    assert (2023, 6) == (found.year, found.day)


@pytest.mark.parametrize("text", ["may 2023", "Mayor 6, 2023 votes", "February 30, 2023"])
def test_a_month_in_words_without_its_day_is_no_date(text: str) -> None:
    assert find_date(text) is None
