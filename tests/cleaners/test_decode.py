"""Bytes become the characters that the page meant."""

import codecs

import pytest
from bs4.dammit import EncodingDetector

from cleaners.decode import declared_in, decode
from cleaners.errors import BadOptions, EmptyPayload, NotReadable
from tests.cleaners.nasty import samples

TEXT = "<p>临江区政府工作报告：全面、协调，共三部分。</p>"


@pytest.mark.parametrize(
    ("payload", "content_type", "charset"),
    [
        (TEXT.encode(), None, "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "text/html; charset=gbk", "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), None, "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), None, "utf-16-be"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), None, "utf-32-le"),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), "text/html; charset=gbk", "utf-32-be"),
        (TEXT.encode("utf-32-le"), None, "utf-32-le"),
        (TEXT.encode("utf-32-be"), None, "utf-32-be"),
        (TEXT.encode("utf-32-be"), "text/html; charset=utf-32be", "utf-32-be"),
        (TEXT.encode("gbk"), "text/html; charset=gb2312", "gb18030"),
        (TEXT.encode("gbk"), "text/html; charset=utf-8", "gb18030"),
        (TEXT.encode("gbk"), None, "gb18030"),
        (TEXT.encode(), "text/html; charset=gb2312", "utf-8"),
        (TEXT.encode(), "text/html; charset=nonsense", "utf-8"),
    ],
)
def test_marks_declarations_and_their_lies_end_in_the_same_text(
    payload: bytes, content_type: str | None, charset: str
) -> None:
    assert (TEXT, charset) == decode(payload, content_type=content_type)[:2]


def test_a_meta_declaration_is_heard_and_utf16_in_one_means_utf8() -> None:
    gbk = "<meta http-equiv=Content-Type content='text/html; charset=GB2312'><p>\u3ac1街道</p>"
    assert (gbk, "gb18030") == decode(gbk.encode("gb18030"))[:2]
    wide = "<meta charset=utf-16><p>街道办事处</p>"
    assert (wide, "utf-8") == decode(wide.encode())[:2]


def test_a_short_gbk_word_that_looks_like_utf8_stays_gbk() -> None:
    assert "<p>联通</p>" == decode("<p>联通</p>".encode("gbk"), content_type="text/html; charset=gbk").text


def test_each_stretch_of_a_mixed_page_is_read_in_its_own_encoding() -> None:
    mixed = "<p>正常的一段文字。</p>".encode() + "<p>粘贴来的一段文字。</p>".encode("gbk")
    assert (
        "<p>正常的一段文字。</p><p>粘贴来的一段文字。</p>"
        == decode(mixed, content_type="text/html; charset=utf-8").text
    )


def test_a_byte_that_nothing_reads_is_one_replacement_character() -> None:
    assert "<p>一\ufffd</p>" == decode("<p>一".encode() + b"\xff</p>", content_type="text/html; charset=utf-8").text


def test_big5_is_told_from_gb18030_without_a_declaration() -> None:
    text = (
        "<p>義大利公開賽在羅馬舉行，德國選手贏得冠軍，這是他兩年來最重要的一座獎盃，賽後他感謝了現場的觀眾與家人。</p>"
        * 20
    )
    assert (text, "big5hkscs") == decode(text.encode("big5"))[:2]


def test_a_declared_charset_wins_and_an_unknown_one_is_named() -> None:
    assert "latin" not in decode(TEXT.encode("big5hkscs", "ignore"), charset="big5").charset
    with pytest.raises(BadOptions, match="klingon"):
        decode(TEXT.encode(), charset="klingon")


@pytest.mark.parametrize(
    ("payload", "content_type", "says"),
    [
        (b"%PDF-1.4 ...", "text/html", "begins like a file"),
        (b"\x89PNG\r\n", None, "begins like a file"),
        (bytes(range(256)) * 40, "text/html", "control characters"),
        (TEXT.encode(), "application/pdf", "application/pdf"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(payload: bytes, content_type: str | None, says: str) -> None:
    with pytest.raises(NotReadable, match=says):
        decode(payload, content_type=content_type)


def test_an_empty_payload_is_told_apart() -> None:
    with pytest.raises(EmptyPayload):
        decode(b"")


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "us-ascii", "latin_1"])
@pytest.mark.parametrize(("codec", "expected"), [("gbk", "gb18030"), ("utf-8", "utf-8")])
def test_a_western_declaration_of_a_chinese_page_is_overruled(charset: str, codec: str, expected: str) -> None:
    assert (TEXT, expected) == decode(TEXT.encode(codec), content_type=f"text/html; charset={charset}")[:2]


def test_western_text_stays_what_it_is_declared_to_be() -> None:
    text = "<p>Le préfet a été reçu à l'hôtel de ville; señor Müller, naïve façade.</p>"
    assert (text, "cp1252") == decode(text.encode("cp1252"), content_type="text/html; charset=iso-8859-1")[:2]


def test_a_page_under_the_type_of_a_file_is_read_as_a_page() -> None:
    html = f"<html><body>{TEXT}</body></html>"
    assert html == decode(html.encode(), content_type="application/pdf").text


def test_a_part_in_utf8_within_a_gbk_page_is_read_as_what_it_is() -> None:
    page = '<meta charset="gb2312"><p>全区实现地区生产总值。</p><p>@</p><p>稳中求进。</p>'.encode("gb18030")
    decoded = decode(page.replace(b"@", "附件下载中心".encode()))
    assert "<p>附件下载中心</p>" in decoded.text
    assert "<p>全区实现地区生产总值。</p>" in decoded.text
    assert "gb18030" == decoded.charset


def test_seven_bit_hz_is_read_where_it_is_declared() -> None:
    assert "政府" in decode(b"<meta charset=hz-gb-2312><p>" + "政府".encode("hz") + b"</p>").text


@pytest.mark.parametrize(
    "head",
    [
        b"<meta charset=gbk>",
        b"<META CHARSET='GB2312' /><p>",
        b"<meta http-equiv=Content-Type content='text/html; charset=big5'>",
        b"<meta charset = utf-8/>",
        b"<meta charset=>",
        b"<meta charset=gbk",
        b"<meta charset=x><meta charset=gbk>",
        b"<meta name=charset content=x><meta charset=gbk>",
        b"<meta charset=gbk><script>charset='utf-8'</script>",
        b"<?xml encoding='big5'?><meta charset=gbk>",
        b"<metadata charset=gbk>",
        b"< meta charset=gbk>",
        b"<!-- <meta charset=gbk> -->",
        "<meta charset=编码>".encode(),
        b"<p>",
        *(page[:4096] for page in samples()),
    ],
)
def test_a_declaration_is_read_as_bs4_reads_it(head: bytes) -> None:
    assert EncodingDetector.find_declared_encoding(head, is_html=True, search_entire_document=True) == declared_in(head)
