import io
import random
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pytest

from cleaners import clean
from cleaners.document import Document
from cleaners.errors import NotReadable
from cleaners.files import file_kind, read_file
from cleaners.files.packed import MAX_UNPACKED
from tests.cleaners.printing import Placed, compound, doc, pdf

URL = "https://linjiang.example/attachment/report"
LONG = "临江区各街道各部门围绕年度目标任务协同推进重点工程"


def docx_report() -> bytes:
    document = docx.Document()
    document.add_heading("临江区二〇二四年政府工作报告", 0)
    document.add_paragraph("——2024年1月9日在临江区第七届人民代表大会第四次会议上")
    document.add_heading("一、过去一年", 1)
    document.add_paragraph("全区完成投资若干。")
    table = document.add_table(2, 2)
    for at, text in enumerate(("指标", "数值", "投资", "12|3")):
        table.cell(at // 2, at % 2).text = text
    document.add_paragraph("表后还有一段。")
    document.sections[0].header.paragraphs[0].text = "内部页眉"
    return saved(document.save)


def xlsx_table() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "收入"
    sheet.append(["项目", "金额"])
    sheet.append(["税收", 12.0])
    hidden = book.create_sheet("底稿")
    hidden.append(["草稿数", 7])
    hidden.sheet_state = "hidden"
    return saved(book.save)


def doc_report() -> bytes:
    text = "临江区半年报告\r一、概况\r总体平稳。\r指标\x07数值\x07\x07投资\x07\x07\x07谢谢大家。\r"
    return doc(text, rows=[5, 8], headings=[1], header="页眉\r")


def pdf_report() -> bytes:
    body = ["开头的一段话", "中间的一段话", "末尾的一段话"]
    pages: list[list[Placed]] = [
        [
            (90, 800, 9, "临江区人民政府文件"),
            (118, 700, 14, LONG[:25]),
            (90, 676, 14, LONG + "投资"),
            (90, 652, 14, "如期完成。"),
            (118, 628, 14, text + "。"),
            (290, 40, 9, f"— {number} —"),
        ]
        for number, text in enumerate(body, 1)
    ]
    return pdf(pages)


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def read(payload: bytes) -> Document:
    document = read_file(payload, url=URL)
    assert document is not None
    return document


def codes(document: Document) -> list[str]:
    return [warning.code for warning in document.warnings]


MAKERS = {"docx": docx_report, "xlsx": xlsx_table, "doc": doc_report, "pdf": pdf_report}


@pytest.mark.parametrize("kind", MAKERS)
def test_the_first_bytes_say_which_kind_a_file_is(kind: str) -> None:
    assert kind == file_kind(MAKERS[kind](), "text/html", "https://a.example/x.html")


@pytest.mark.parametrize("content_type", ["application/msword", "application/pdf", "application/zip"])
def test_a_page_that_is_sent_as_a_file_is_no_file(content_type: str) -> None:
    page = "<html><body>说明：文件以 %PDF-1.4 开头</body></html>".encode()
    assert file_kind(page, content_type, "https://a.example/a.pdf") is None


def test_a_compound_file_of_another_program_is_no_file_that_is_read() -> None:
    assert file_kind(compound({"VisioDocument": b"x"})) is None


def test_a_word_document_is_told_in_its_order() -> None:
    document = read(docx_report())
    assert [
        ("heading", "临江区二〇二四年政府工作报告", 1),
        ("paragraph", "——2024年1月9日在临江区第七届人民代表大会第四次会议上", 0),
        ("heading", "一、过去一年", 1),
        ("paragraph", "全区完成投资若干。", 0),
        ("table", "| 指标 | 数值 |\n| --- | --- |\n| 投资 | 12\\|3 |", 0),
        ("paragraph", "表后还有一段。", 0),
    ] == [(block.kind, block.text, block.level) for block in document.blocks]
    assert [("内部页眉", "running-head")] == [(one.text, one.rule) for one in document.removed]


def test_the_metadata_of_a_file_are_read_like_those_of_a_page() -> None:
    document = read(docx_report())
    assert ("临江区二〇二四年政府工作报告", "government-work-report", "2024-01-09") == (
        document.title,
        document.metadata.kind,
        str(document.metadata.delivered),
    )


def test_a_word_97_document_keeps_empty_fields_of_its_tables() -> None:
    document = read(doc_report())
    assert [
        "临江区半年报告",
        "一、概况",
        "总体平稳。",
        "| 指标 | 数值 |\n| --- | --- |\n| 投资 |  |",
        "谢谢大家。",
    ] == [block.text for block in document.blocks]
    assert [("页眉", "running-head")] == [(one.text, one.rule) for one in document.removed]


def test_field_codes_of_word_97_are_removed_by_rule() -> None:
    document = read(doc('见\x13HYPERLINK "x"\x14附件一\x15所列。\r'))
    assert (["见附件一所列。"], [('HYPERLINK "x"', "field-code")]) == (
        [block.text for block in document.blocks],
        [(one.text, one.rule) for one in document.removed],
    )


def test_a_hidden_sheet_is_removed_by_rule() -> None:
    document = read(xlsx_table())
    assert ["收入", "| 项目 | 金额 |\n| --- | --- |\n| 税收 | 12 |"] == [block.text for block in document.blocks]
    assert [("草稿数 7", "hidden")] == [(one.text, one.rule) for one in document.removed]


def test_lines_of_a_pdf_are_joined_and_what_recurs_on_pages_goes() -> None:
    document = read(pdf_report())
    assert [LONG[:25] + LONG + "投资如期完成。", "开头的一段话。"] == [block.text for block in document.blocks[:2]]
    assert 6 == len(document.blocks)
    assert ["running-head", "page-number"] * 3 == [one.rule for one in document.removed]


def test_a_scanned_pdf_says_that_it_has_no_text() -> None:
    document = read(pdf([[], [(90, 700, 14, "第二页有字。")], []], picture_on=[0, 2]))
    assert "2 of 3 pages are pictures without text: page 1, 3" in [w.message for w in document.warnings]


def test_member_names_in_gbk_are_read_right() -> None:
    payload = zipped({"report.docx": docx_report(), "xx.txt": b"text"}).replace(
        b"report.docx", "报告一.docx".encode("gbk")
    )
    document = read(payload)
    assert ("heading", "报告一.docx") == (document.blocks[0].kind, document.blocks[0].text)
    assert ("member[报告一.docx]/p[1]",) == document.blocks[1].paths
    assert ["member-skipped"] == codes(document)


def test_a_zip_in_a_zip_is_not_opened() -> None:
    assert ["nested-archive"] == codes(read(zipped({"in.zip": zipped({"a.docx": docx_report()})})))


def test_a_zip_bomb_is_refused() -> None:
    assert ["too-large"] == codes(read(zipped({"a.bin": bytes(MAX_UNPACKED + 1)})))


def test_a_billion_laughs_are_refused() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'
    for payload in (
        zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": laughs}),
        zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": laughs}),
    ):
        assert "declares a document type" in read(payload).warnings[0].message


def test_a_password_is_named_as_what_is_missing() -> None:
    assert ["encrypted"] == codes(read(doc("文。\r", flags=0x0100)))
    assert ["encrypted"] == codes(read(compound({"EncryptedPackage": b"x"})))


@pytest.mark.parametrize("kind", MAKERS)
def test_every_piece_of_a_file_is_in_its_ledger(kind: str) -> None:
    document = read(MAKERS[kind]())
    kept = {piece.block for piece in document.ledger if piece.block >= 0}
    assert set(range(len(document.blocks))) == kept
    assert [one.text for one in document.removed] == [piece.text for piece in document.ledger if piece.block < 0]
    assert document == Document.from_json(document.to_json())


@pytest.mark.parametrize("kind", MAKERS)
def test_damaged_files_end_in_a_named_outcome(kind: str) -> None:
    whole, dice = MAKERS[kind](), random.Random(7)
    for _ in range(40):
        broken = bytearray(whole[: dice.randrange(8, len(whole))] if dice.random() < 0.5 else whole)
        for _ in range(dice.randrange(1, 60)):
            broken[dice.randrange(8, len(broken))] = dice.randrange(256)
        document = read_file(bytes(broken), url=URL)
        assert document is None or document.blocks or codes(document)


def test_the_door_reads_a_file_and_refuses_a_picture() -> None:
    document = clean(docx_report(), url=URL, content_type="application/octet-stream")
    assert ("file", "auto@1") == (document.reader, document.cleaner.partition("+")[0])
    with pytest.raises(NotReadable):
        clean(b"\x89PNG\r\n\x1a\n" + bytes(50), url=URL, content_type="image/png")
