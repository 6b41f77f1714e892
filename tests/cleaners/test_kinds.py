"""What kind of document a title names, and the year it covers. Districts are invented."""

from datetime import date

import pytest

from cleaners.kinds import find_kind
from cleaners.meeting import Delivery, Meeting

MEETING = Meeting("临江区第三届人民代表大会第四次会议", 3, 4)


@pytest.mark.parametrize(
    ("title", "kind", "year"),
    [
        ("2023年上海市临江区政府工作报告", "government-work-report", 2023),
        ("政 府 工 作 报 告（2024年）", "government-work-report", 2024),
        ("临江区2022年上半年政府工作情况报告(全文)", "half-year-report", 2022),
        ("2020年上半年临江区人民政府工作报告", "half-year-report", 2020),
        ("关于临江区2024年上半年国民经济和社会发展计划执行情况的报告(书面)", "plan-report", 2024),
        ("关于临江区2023年国民经济和社会发展计划执行情况与2024年国民经济和社会发展计划草案的报告", "plan-report", 2023),
        ("关于临江区2023年预算执行情况和2024年预算草案的报告", "budget-report", 2023),
        ("关于临江区2022年决算（草案）的报告", "budget-report", 2022),
        ("临江区人民代表大会常务委员会工作报告", "congress-work-report", None),
        ("临江县2015年国民经济和社会发展统计公报", "statistical-bulletin", 2015),
        ("一图读懂2024年政府工作报告", "other", 2024),
        ("《政府工作报告》解读", "other", None),
        ("临江区政府工作报告（征求意见稿）公开征求意见", "other", None),
        ("临江区人大常委会工作报告（摘登）", "other", None),
        ("区人大代表审议政府工作报告", "other", None),
        ("区长江明作政府工作报告", "other", None),
        ("关于2023年度预算执行和其他财政收支的审计工作报告", "other", 2023),
        ("临江区人民法院工作报告", "other", None),
        ("全区召开防汛会议", "other", None),
        ("临江区人民政府2024年上半年工作总结和下半年工作安排", "half-year-report", 2024),
        ("关于临江区2023年预算执行情况和2024年预算草案的审查结果报告", "other", 2023),
        ("临江区2018—2022年政府工作报告汇编", "other", None),
        ("临江区第十四个五年规划和二〇三五年远景目标纲要", "other", None),
    ],
)
def test_a_title_names_its_kind_and_year(title: str, kind: str, year: int | None) -> None:
    assert (kind, year) == find_kind(title, [], None)[:2]


def test_a_report_without_a_year_in_its_title_has_that_of_its_delivery() -> None:
    delivery = Delivery(date(2024, 1, 9), MEETING)
    assert ("government-work-report", 2024) == find_kind("政府工作报告", [], delivery)[:2]


def test_a_report_delivered_in_december_is_of_the_year_of_its_tasks() -> None:
    delivery = Delivery(date(2023, 12, 28), MEETING)
    assert 2024 == find_kind("政府工作报告", ["一、2023年工作回顾", "二、2024年主要任务"], delivery).year
    assert find_kind("政府工作报告", ["一、工作回顾"], delivery).year is None


def test_the_first_line_tells_where_the_title_does_not() -> None:
    delivery = Delivery(date(2024, 1, 9), MEETING)
    assert "government-work-report" == find_kind("会议报告", ["政府工作报告", "各位代表"], delivery).kind


def test_without_a_title_nothing_is_known() -> None:
    assert (None, None, None) == tuple(find_kind("", [], None))


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("关于临江区2024年上半年国民经济和社会发展计划执行情况的报告", "2024-01/2024-06"),
        ("2024年1-6月政府工作情况报告", "2024-01/2024-06"),
        ("2023年1—9月份全区经济运行情况", "2023-01/2023-09"),
        ("2023年前三季度经济运行情况", "2023-01/2023-09"),
        ("2024年一季度财政收支情况", "2024-01/2024-03"),
        ("临江区2018—2022年政府工作报告", "2018/2022"),
        ("关于2023年区级决算及2024年上半年预算执行情况的报告", None),
        ("2024年政府工作报告", None),
        ("1-10月全县固定资产投资情况", None),
    ],
)
def test_a_title_names_a_part_of_a_year_or_several(title: str, period: str | None) -> None:
    assert period == find_kind(title, [], None).period


def test_a_half_year_without_its_year_is_of_the_year_of_its_delivery() -> None:
    delivery = Delivery(date(2022, 7, 27), MEETING)
    assert (2022, "2022-01/2022-06") == find_kind("区政府上半年工作情况的报告", [], delivery)[1:]
