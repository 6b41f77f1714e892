"""Division codes are told only by a name in the text."""

import pytest

from cleaners.divisions import find_division


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["上海市嘉定区第七届人民代表大会"], "310114"),
        (["", "浦 东 新 区工作报告"], "310115"),
        (["静安区第二届人民代表大会", "长宁区"], "310106"),
        (["北京市朝阳区政府工作报告"], "110105"),
        (["朝阳区政府工作报告", "北京市"], "110105"),
        (["上海市人民政府办公厅"], "310000"),
        (["广州市天河区统计公报"], "440106"),
        (["政府工作报告", "上海普陀"], "310107"),
        (["上海浦东"], "310115"),
        (["崇明县2014年政府工作报告"], "310151"),
    ],
)
def test_the_most_telling_text_names_the_district(texts: list[str], code: str) -> None:
    assert code == find_division(texts)


@pytest.mark.parametrize(
    "text", ["朝阳区政府工作报告", "舟山市普陀区人民政府", "双鸭山市宝山区", "临江区", "", "上海的天气", "上海静安寺"]
)
def test_a_name_that_could_be_elsewhere_tells_nothing(text: str) -> None:
    assert find_division([text]) is None


def test_a_text_that_names_several_districts_is_about_none() -> None:
    assert find_division(["崇明区与普陀区签约", "静安区"]) is None
