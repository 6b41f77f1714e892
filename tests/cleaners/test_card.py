"""Index cards in the forms that pages give them."""

import pytest

from cleaners.card import is_of, read_card

FACTS = {
    "index_number": "LJ01-2024-0007",
    "organ": "临江区财政局",
    "number": "临财〔2024〕7号",
    "published": "2024-03-05",
}


@pytest.mark.parametrize(
    "lines",
    [
        ["索 引 号:LJ01-2024-0007", "发布机构:临江区财政局", "发文字号:临财〔2024〕7号", "发布日期:2024-03-05"],
        [
            "索引号",
            "LJ01-2024-0007",
            "发文机关",
            "临江区财政局",
            "发文字号",
            "临财〔2024〕7号",
            "发布日期",
            "2024-03-05",
            "主题分类",
            "财政",
        ],
        ["索　引　号：LJ01-2024-0007 发布机构：临江区财政局 发文字号：临财〔2024〕7号 发布日期：2024-03-05"],
        ["索引号：LJ01-2024-0007发布机构：临江区财政局体       裁：文号：临财〔2024〕7号公开日期：2024-03-05"],
        [
            "【索引号】LJ01-2024-0007",
            "公开主体：临江区财政局",
            "主动公开：",
            "文件编号：临财〔2024〕7号",
            "公开日期：2024-03-05",
        ],
    ],
    ids=["lines", "table", "one line", "glued", "brackets"],
)
def test_a_card_is_read_in_every_form(lines: list[str]) -> None:
    assert FACTS == read_card(["临江区财政局关于预算的通知", *lines])


def test_an_empty_value_is_no_fact() -> None:
    assert {"index_number": "A1"} == read_card(["索引号：A1", "发文字号：无", "失效日期：", "发布机构：-"])


def test_the_day_of_writing_is_not_the_day_of_publication() -> None:
    card = read_card(["索引号：A1", "成文日期：2024-01-02", "生效日期：2024-02-01"])
    assert {"index_number": "A1", "written": "2024-01-02", "effective": "2024-02-01"} == card


@pytest.mark.parametrize(
    "lines", [["来源：临江报", "名称是什么"], ["发布日期：2024-03-05 来源：本网"], ["有效性很强。", "关键词很多。"]]
)
def test_a_source_line_is_no_card(lines: list[str]) -> None:
    assert {} == read_card(lines)


def test_a_card_of_another_document_is_known_by_its_name() -> None:
    assert is_of("临江区2023年预算执行情况的报告", "关于临江区2023年预算执行情况的报告")
    assert not is_of("临江区2023年预算执行情况的报告", "临江区教育局2019年度部门决算")


def test_a_label_without_a_value_takes_no_other_label_for_it() -> None:
    lines = ["索引号：", "LJ01-2024-0007", "文号：", "规范性文件统一编号：", "ZJAC00-2024-0001"]
    assert read_card(lines) == {"index_number": "LJ01-2024-0007"}
