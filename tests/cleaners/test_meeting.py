"""The head of a speech: the day, the meeting, who spoke, for whom. All texts are invented."""

from datetime import date

import pytest

from cleaners.meeting import find_behalf, find_delivery, find_meeting

FOURTH = "上海市临江区第三届人民代表大会第四次会议"


@pytest.mark.parametrize(
    "line",
    [
        f"——2024年1月9日在{FOURTH}上",
        f"──2024年1月9日在{FOURTH}上",
        f"－－２０２４年１月９日在{FOURTH}上",
        "—2024 年 1 月 9 日在 上海市 临江区第三届人民代表大会第 四 次会议 上",
        f"（2024年1月9日在{FOURTH}上）",
        f"(2024年1月9日在{FOURTH}上)",
        f"2024年1月9日在{FOURTH}上",
        f"——二〇二四年一月九日在{FOURTH}上",
        f"——在{FOURTH}上的报告(2024年1月9日)",
    ],
)
def test_the_dash_line_is_read_with_any_dash_bracket_or_blank(line: str) -> None:
    found = find_delivery(["政府工作报告", line, "临江区区长 江明"])
    assert found is not None
    assert found.meeting is not None
    assert (date(2024, 1, 9), FOURTH, 3, 4) == (found.delivered, *found.meeting)


def test_a_dash_line_broken_over_two_paragraphs_is_one() -> None:
    paragraphs = [
        "──2024年7月25日在上海市临江区第七届人民代表大会",
        "常务委员会第二十次会议上",
        "临江区发展和改革委员会",
    ]
    found = find_delivery(paragraphs)
    assert found is not None
    assert found.meeting is not None
    assert "上海市临江区第七届人民代表大会常务委员会第二十次会议" == found.meeting.name
    assert (date(2024, 7, 25), 7, 20) == (found.delivered, found.meeting.session, found.meeting.sitting)
    assert ("临江区发展和改革委员会", None, 2) == (found.organ, found.speaker, found.lines)


def test_a_dash_line_broken_over_three_paragraphs_is_one() -> None:
    found = find_delivery(["——2022年12月22日", "在临江区第十七届人大常委会", "第十次会议上", "临江区代区长　赵 一 民"])
    assert found is not None
    assert found.meeting is not None
    assert ("临江区第十七届人大常委会第十次会议", 17, 10) == tuple(found.meeting)
    assert ("赵一民", "代区长", 3) == (found.speaker, found.office, found.lines)


def test_an_enlarged_meeting_keeps_its_word() -> None:
    found = find_delivery(
        ["——2022年7月27日在临江区第七届人民代表大会", "常务委员会第二次会议(扩大)上", "上海市临江区区长 高 岭"]
    )
    assert found is not None
    assert found.meeting is not None
    assert "临江区第七届人民代表大会常务委员会第二次会议(扩大)" == found.meeting.name


@pytest.mark.parametrize(
    ("line", "speaker", "office"),
    [
        ("上海市临江区区长 高 岭", "高岭", "区长"),
        ("临江区区长\xa0\xa0江明", "江明", "区长"),
        ("代区长　欧 阳 明", "欧阳明", "代区长"),
        ("上海市临江区发展和改革委员会主任 李四五", "李四五", "发展和改革委员会主任"),
        ("临江区财政局局长:吴春", "吴春", "财政局局长"),
        ("临江区人民政府副区长 买买提·吐尔逊", "买买提·吐尔逊", "副区长"),
    ],
)
def test_the_speakers_line_gives_name_and_office(line: str, speaker: str, office: str) -> None:
    found = find_delivery([f"——2024年1月9日在{FOURTH}上", line, "各位代表:"])
    assert found is not None
    assert (speaker, office) == (found.speaker, found.office)


def test_a_salutation_is_no_speaker() -> None:
    found = find_delivery([f"——2024年1月9日在{FOURTH}上", "各位代表:", "现在报告工作。"])
    assert found is not None
    assert (None, None) == (found.speaker, found.office)


def test_the_day_of_a_vote_is_not_the_day_of_a_speech() -> None:
    found = find_delivery([f"(2024年1月9日{FOURTH}通过)", "临江区人大"])
    assert found is not None
    assert found.meeting is not None
    assert (None, FOURTH) == (found.delivered, found.meeting.name)


@pytest.mark.parametrize(
    "line", ["2024年1月9日,全区召开会议上下齐心", "2024年是不平凡的一年", "——记临江区的一条河", "会议在区政府召开"]
)
def test_a_sentence_with_a_meeting_in_it_is_no_dash_line(line: str) -> None:
    assert find_delivery([line, "下文"]) is None


def test_short_names_of_meetings_have_numbers_too() -> None:
    assert ("临江区十七届人大四次会议", 17, 4) == tuple(find_meeting("在临江区十七届人大四次会议上") or ())


def test_a_speaker_says_for_whom() -> None:
    assert "临江区人民政府" == find_behalf("现在,我代表临江区人民政府,向大会报告工作。")
    assert find_behalf("我代表们讨论了") is None


@pytest.mark.parametrize(
    "heads",
    [
        ["——在临江区第五届人民代表大会第四次会议上", "（2024年1月10日）", "临江区人民政府区长 江明"],
        ["——在2024年1月10日临江区第五届人民代表大会第四次会议上", "区长 江明"],
        ["（在2024年1月10日临江区第五届人民代表大会第四次会议上）", "区长 江明"],
        ["——2024年1月10日在临江区第五届人民代表大会第四次会议第一次全体会议上", "区长 江明"],
    ],
)
def test_the_day_may_stand_behind_the_dash_line_or_within_it(heads: list[str]) -> None:
    found = find_delivery(heads)
    assert found is not None
    assert (date(2024, 1, 10), "江明", "区长") == (found.delivered, found.speaker, found.office)
