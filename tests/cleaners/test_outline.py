"""Doubts about completeness, each seen on a real page once; the texts are invented."""

from datetime import date

import pytest

from cleaners.document import Block, Link, Metadata, Removed
from cleaners.outline import audit, heading_number

CLOSED = "以上报告，请予审议。"


def codes(*texts: str, metadata: Metadata | None = None, files: tuple[Link, ...] = ()) -> list[str]:
    kinds = {"|": "table", "!": "figure"}
    blocks = [Block(kinds.get(text[:1], "paragraph"), text) for text in texts]  # type: ignore[arg-type]
    return [warned.code for warned in audit(blocks, metadata or Metadata(), files=files)]


@pytest.mark.parametrize(
    "texts",
    [
        ("一、甲", "二、乙", "四、丁"),
        ("一、甲", "（一）子", "（三）寅"),
        ("一、甲", "(二)丑"),
        ("第一部分 甲", "第三部分 丙"),
        ("一、甲", "二、乙", "（一）子", "（二）丑", "（四）卯", "三、丙"),
    ],
)
def test_a_number_that_is_left_out_is_told(texts: tuple[str, ...]) -> None:
    assert ["numbering-gap"] == codes(*texts)


def test_a_gap_names_both_its_sides() -> None:
    (warned,) = audit([Block("paragraph", "二十、甲"), Block("paragraph", "二十二、乙")], Metadata())[:1]
    assert "二十、 is followed by 二十二、: 二十二、乙" == warned.message


@pytest.mark.parametrize(
    "texts",
    [
        ("一、甲", "（一）子", "（二）丑", "二、乙", "（一）子", "三、丙"),
        ("一、甲", "二、乙", "一、又一篇", "二、乙"),
        ("一是抓好防汛，二是修好路，四是种好树。",),
        ("（2024年）十件实事",),
    ],
)
def test_a_whole_outline_is_not_doubted(texts: tuple[str, ...]) -> None:
    assert [] == codes(*texts)


def test_a_text_that_begins_at_the_third_heading_lacks_its_beginning() -> None:
    assert ["missing-beginning", "missing-end"] == codes("(三)坚持绿色发展", "全区新建绿道七公里。")


def test_a_text_that_begins_within_a_sentence_lacks_its_beginning() -> None:
    assert ["missing-beginning"] == codes("，全区新建绿道七公里。", "完。")


def test_a_text_that_ends_within_a_sentence_lacks_its_end() -> None:
    assert ["missing-end"] == codes(
        "全区新建绿道七公里。",
        "下一步，我们将继续推进河道整治、旧区改造和就业服务，把惠民的事情一件一件办好，同时做好防汛和",
    )


def test_a_text_that_says_it_goes_on_lacks_its_end() -> None:
    assert ["missing-end"] == codes("全区新建绿道七公里。", "（未完，见下楼）")


def test_a_speech_without_closing_words_lacks_its_end() -> None:
    speech = ["各位代表：", *["全区新建绿道七公里，完成旧楼加装电梯四十台，办成了一批群众盼望的事。" * 3] * 20]
    report = Metadata(kind="government-work-report", delivered=date(2024, 1, 9))
    assert ["missing-end"] == codes(*speech, metadata=report)
    assert [] == codes(*speech, CLOSED, metadata=report)
    assert [] == codes(*speech, metadata=Metadata(kind="other"))


def test_a_page_of_a_split_document_is_a_fragment() -> None:
    part = Metadata(part_of="https://a.example/1.html", part=3, parts=6, origins={"part": "address"})
    assert ["fragment"] == codes("完。", metadata=part)
    assert [] == codes("完。", metadata=Metadata(part=1, parts=3, origins={"part": "pager"}))


@pytest.mark.parametrize(
    "promise", ["主要指标见表1。", "（附表2）完成情况", "如表三所示", "表4 主要指标", "详见附表１。"]
)
def test_a_promised_table_without_table_picture_or_file_is_told(promise: str) -> None:
    assert ["promised-table"] == codes(promise)
    assert [] == codes(promise, "| 桥 | 3 |")
    assert [] == codes(promise, "![](https://a.example/1.png)")
    assert [] == codes(promise, files=(Link("https://a.example/1.pdf", "附表"),))


@pytest.mark.parametrize("text", ["人大代表5人参加。", "代表一行视察。", "表1人出席。", "发表三篇文章。"])
def test_a_word_with_table_in_it_promises_none(text: str) -> None:
    assert [] == codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "截至20231120日。",
        "第次会议通过。",
        "发布于年月日。",
        "同比增长%。",
        "20xx年工作。",
        "签约“2 2 2”家。",
        "试点“书店 咖啡馆”。",
        "完成IL0%。",
    ],
)
def test_characters_that_were_lost_leave_traces(text: str) -> None:
    assert ["lost-characters"] == codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "2023年11月20日。",
        "第二次会议。",
        "增长5%。",
        "2024年。",
        "“甲 乙”合作。",
        "岁月日新。",
        "VOL100%。",
        "比重为3%。",
        "| 项目 | 增长% |",
        "| 项目 | 比上年增长％ | 占比% |",
    ],
)
def test_whole_text_leaves_none(text: str) -> None:
    assert [] == codes(text)


@pytest.mark.parametrize("text", ["锟斤拷锟斤拷", "全区\ufffd绿道", "æœ¬é¡µ", "鐨勫伐浣滄姤鍛婏紝"])
def test_text_decoded_wrongly_is_told(text: str) -> None:
    assert ["mojibake"] == codes(text)


@pytest.mark.parametrize("text", ["滄浪亭边", "café résumé", "涓涓细流", "骞"])
def test_rare_characters_are_no_mojibake(text: str) -> None:
    assert [] == codes(text)


def test_two_document_numbers_are_two_documents() -> None:
    assert ["several-documents"] == codes("临府〔2024〕1号", "甲。", "临府〔2024〕2号", "乙。")
    assert [] == codes("临府〔2024〕1号", "甲。", "临府〔2024〕1号")


def test_an_outline_that_begins_anew_behind_closing_words_is_two_documents() -> None:
    one = ("各位代表：", "一、甲", "二、乙", CLOSED)
    assert ["several-documents"] == codes(*one, *one)


def test_what_a_forum_withholds_is_told() -> None:
    removed = [
        Removed("游客，如果您要查看本帖隐藏内容请回复", "hidden-part", "/html", 0),
        Removed("需要登录", "attachments-withheld", "/html", 0),
    ]
    assert ["hidden-part", "attachments-withheld"] == [w.code for w in audit([], Metadata(), removed=removed)]


def test_at_most_five_doubts_of_a_kind_are_told() -> None:
    assert ["numbering-gap"] * 5 == codes(*("一、甲", "三、丙") * 9)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第二部分 甲", (0, 2)),
        ("十二、乙", (1, 12)),
        ("（三）丙", (2, 3)),
        ("(十)丁", (2, 10)),
        ("一是", None),
        ("第二条 甲", None),
        ("", None),
    ],
)
def test_a_heading_has_level_and_number(text: str, found: tuple[int, int] | None) -> None:
    assert found == heading_number(text)


def test_gbk_that_was_read_as_latin_is_doubted() -> None:
    text = "关于第三季度预算执行情况".encode("gbk").decode("latin-1")
    assert "mojibake" in {warned.code for warned in audit([Block("paragraph", text)], Metadata())}


@pytest.mark.parametrize(
    "texts",
    [
        ("一、总体要求（一）指导思想。稳中求进。", "（二）基本原则。", "二、任务"),
        ("一、听取报告；二、通过决议；三、人事事项。", "四、其他"),
        ("第一章 总则", "第一条 为了治水。", "第二条 本区适用。", "第二章 附则", "第三条 今日施行。"),
        ("第一条 为了治水。", "“第八条 从其规定”改为：", "第二条 本区适用。"),
        ("第五条第二款修改为：", "第九条 改为第十条。"),
    ],
)
def test_numbers_within_a_paragraph_and_articles_through_chapters_are_no_gap(texts: tuple[str, ...]) -> None:
    assert [] == [code for code in codes(*texts) if code == "numbering-gap"]


def test_articles_that_are_left_out_are_told() -> None:
    (warned,) = audit([Block("paragraph", f"第{n}条 内容。") for n in ("一", "二", "五", "六")], Metadata())
    assert ("numbering-gap", "第二条 is followed by 第五条: 第五条 内容。") == warned


@pytest.mark.parametrize(
    "ending", [("让我们携手同行，再创佳绩！",), (CLOSED, "附：名词解释", *["1.河长制：由负责人管河。"] * 8)]
)
def test_a_speech_that_ends_with_a_call_or_has_a_glossary_behind_it_has_its_end(ending: tuple[str, ...]) -> None:
    speech = ["各位代表：", *["全区新建绿道七公里，完成旧楼加装电梯四十台，办成了一批群众盼望的事。" * 3] * 20]
    assert [] == codes(*speech, *ending, metadata=Metadata(kind="government-work-report", delivered=date(2024, 1, 9)))
