"""What parts one piece of a page from the next, and that a large page reads like a small one."""

from pathlib import Path

import pytest

from cleaners import clean, cleaning, tree, walk
from tests.cleaners.nasty import Nasty, nasty, read, samples

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


def test_every_page_reads_the_same_as_a_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    own = samples()
    pages = [Nasty(one, URL, "text/html", "auto", {}) for one in own] + [nasty(number, own) for number in range(200)]
    small = list(map(read, pages))
    monkeypatch.setattr(cleaning, "LARGE", -1)
    monkeypatch.setattr(tree, "MANY_ELEMENTS", 7)
    monkeypatch.setattr(walk, "MANY_ELEMENTS", 7)
    assert [] == [page for page, one in zip(pages, small, strict=True) if read(page) != one]
