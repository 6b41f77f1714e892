"""What parts one piece of a page from the next."""

from pathlib import Path

import pytest

from cleaners import clean

URL = "https://www.linjiang.example/1.html"


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("第一行\n第二行<b>粗体</b>尾巴\n第三行", ["第一行", "第二行粗体尾巴", "第三行"]),
        ("第一行\n<b>粗体</b>尾巴", ["第一行", "粗体尾巴"]),
        ("第一行<b>粗体\n</b>第二行\u3000<i>\u3000</i>同一行", ["第一行粗体", "第二行 同一行"]),
    ],
)
def test_only_a_line_break_parts_the_lines_of_preformatted_text(markup: str, lines: list[str]) -> None:
    page = f"<meta charset=utf-8><pre>{markup}</pre>".encode()
    assert lines == [block.text for block in clean(page, url=URL, cleaner="article").blocks]


@pytest.mark.parametrize(
    "case", sorted(path.parent for path in Path(__file__).parents[1].glob("pages/*/page.html"))[::7]
)
def test_a_large_page_reads_like_a_small_one(case: Path) -> None:
    page = (case / "page.html").read_bytes()
    small, large = (clean(payload, url=URL) for payload in (page, page + b"<!--" + b"x" * 500_000 + b"-->"))
    assert small == large
