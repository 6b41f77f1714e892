import importlib.util
import struct
import zlib
from io import BytesIO

import pytest

from cleaners.errors import NoReaderInstalled, NotReadable
from cleaners.pictures import PICTURE_CLEANER, ReadLine, read_picture, read_picture_document, rows_of
from crawler.demo.markup import picture

INSTALLED = importlib.util.find_spec("rapidocr") is not None
BARS = {
    "1": ("00100", "01100", "00100", "00100", "00100", "00100", "01110"),
    "2": ("01110", "10001", "00001", "00110", "01000", "10000", "11111"),
    "7": ("11111", "00001", "00010", "00100", "01000", "01000", "01000"),
}


def png(text: str, scale: int = 6) -> bytes:
    """A grey picture of figures, drawn from a 5 by 7 grid with a white border."""
    rows = [" ".join(["", *("".join(BARS[sign][at]) for sign in text), ""]) for at in range(7)]
    blank = "0" * len(rows[0])
    pixels = b""
    for row in [blank] * 3 + rows + [blank] * 3:
        line = b"".join((b"\x00" if sign == "1" else b"\xff") * scale for sign in "    " + row + "    ")
        pixels += (b"\0" + line) * scale
    width, height = (len(rows[0]) + 8) * scale, 13 * scale

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


@pytest.mark.skipif(INSTALLED, reason="the extra ocr is installed")
def test_without_the_extra_the_error_says_what_to_install() -> None:
    with pytest.raises(NoReaderInstalled, match=r"fangzhi\[ocr\]"):
        read_picture(png("1277"))


def test_what_is_no_picture_is_not_read_by_machine() -> None:
    with pytest.raises(NotReadable, match="no picture"):
        read_picture(b"<html></html>")


@pytest.mark.slow
@pytest.mark.skipif(not INSTALLED, reason="needs the extra ocr")
def test_what_a_machine_read_is_marked_everywhere() -> None:
    document = read_picture_document(png("1277"), url="https://linjiang.example/table.png")
    assert ("ocr", True, PICTURE_CLEANER, "1277", ["machine-read"]) == (
        document.reader,
        document.is_machine_read,
        document.cleaner,
        document.text,
        [warning.code for warning in document.warnings],
    )
    assert all(path.startswith("ocr/") for block in document.blocks for path in block.paths)


@pytest.mark.slow
@pytest.mark.skipif(not INSTALLED, reason="needs the extra ocr")
def test_a_table_that_is_a_picture_is_read_row_by_row_without_a_wrong_figure() -> None:
    document = read_picture_document(picture(), url="https://linjiang.example/table.png")
    assert [
        ["指标", "单位", "完成数", "同比(%)"],
        ["地区生产总值", "亿元", "1384.6", "5.3"],
        ["一般公共预算收入", "亿元", "161.4", "-1.7"],
        ["社区托育点", "个", "37", "12.1"],
        ["城乡居民人均可支配收入", "元", "41926", "4.8"],
    ] == [block.text.split() for block in document.blocks]
    assert [piece.text for piece in document.ledger] == document.text.split()


@pytest.mark.slow
@pytest.mark.skipif(not INSTALLED, reason="needs the extra ocr")
def test_a_picture_of_any_size_is_read_or_refused_by_name() -> None:
    from PIL import Image

    def blank(width: int, height: int) -> bytes:
        held = BytesIO()
        Image.new("RGB", (width, height)).save(held, "PNG")
        return held.getvalue()

    assert "" == read_picture_document(blank(1, 1), url="https://linjiang.example/dot.png").text
    with pytest.raises(NotReadable, match="by machine"):
        read_picture(blank(3000, 2))


@pytest.mark.slow
@pytest.mark.skipif(not INSTALLED, reason="needs the extra ocr")
def test_a_damaged_picture_is_a_named_outcome() -> None:
    with pytest.raises(NotReadable, match="damaged"):
        read_picture(png("1277")[:60])


def piece(text: str, left: int, top: int, height: int = 20) -> ReadLine:
    return ReadLine(text, left, top, left + 10 * len(text), top + height, 1.0)


def test_pieces_that_stand_beside_each_other_are_a_row_though_one_sits_higher() -> None:
    rows = rows_of([piece("161.4", 200, 52), piece("收入", 5, 55), piece("指标", 5, 10), piece("完成数", 200, 8)])
    assert [["指标", "完成数"], ["收入", "161.4"]] == [[line.text for line in row] for row in rows]
