"""Pages whose document is pictures, a film or files give these and a warning, never the site's menu or footer; a short text beside a picture stays."""

from pathlib import Path

import pytest

from cleaners import clean
from cleaners.document import Document
from cleaners.normalize import squeeze
from tests.cleaners.visible import squeezed, visible
from tests.forms.bare import BARE

FORMS = Path(__file__).parents[1] / "forms" / "bare"
UNREAD = {"audio-alone", "emptied"}
"""Read wrong so far: the other pieces of an album, and a footer in sentences, stand where the text would."""

FOOTER = "<div class=foot><p>临江区水务局主办 地址：正义路20号 电话：5555-0120 您是本站第100238位访问者</p></div>"


def read(html: str) -> Document:
    """What is read of a page, in the charset that it declares."""
    payload = html.encode("gb18030" if "gb2312" in html else "utf-8")
    return clean(payload, url="http://www.linjiang.example/a.html", content_type="text/html")


def lines_of(document: Document) -> list[str]:
    """The lines of a text but for the title and the names of files."""
    names = [squeeze(link.name) for link in document.attachments if link.name]
    lines = [squeeze(line.removeprefix("- ")) for line in document.text.split("\n")]
    return [
        line
        for line in lines
        if line and line != squeeze(document.title) and not line.endswith(tuple(names) or ("\n",))
    ]


@pytest.mark.parametrize("name", list(BARE))
def test_a_page_without_text_gives_what_it_shows(name: str) -> None:
    html, expected = (FORMS / f"{name}.html").read_text(encoding="utf-8"), BARE[name]
    document = read(html)
    day = document.metadata.published
    told = (
        document.title,
        day and day.isoformat(),
        tuple(lines_of(document)),
        len(document.images),
        len(document.attachments),
    )
    assert (name in UNREAD) == (told != (*expected[:2], tuple(map(squeeze, expected.lines)), *expected[3:]))
    if name not in UNREAD:
        assert ("no-text" in [warned.code for warned in document.warnings]) == (not expected.lines)
    assert visible(html) == squeezed("".join(piece.text for piece in document.ledger))


@pytest.mark.parametrize(
    "text",
    [
        "因检修，7月21日停水，咨询电话：5555-0137。",
        "本站将于今晚升级，期间暂停访问。",
        "长按图片保存。",
    ],
)
@pytest.mark.parametrize(
    "around", ["<div class=t><p><img src=a.jpg></p><p>{}</p></div>", "<p><img src=a.jpg></p><p>{}</p>"]
)
def test_a_short_text_beside_a_picture_is_the_text(text: str, around: str) -> None:
    body = f"<div class=m><h1>停水通知</h1><p>2021-07-20</p>{around.format(text)}</div>"
    assert text in read(f"<title>停水通知_临江水务</title>{body}{FOOTER}").text.split("\n")


def test_a_text_apart_from_its_head_is_no_footer() -> None:
    text = "因检修，7月21日停水，咨询电话：5555-0137。"
    head = "<div class=h><h1>停水通知</h1><p>2021-07-20</p><div class=clear></div></div>"
    page = f"<title>停水通知_临江水务</title>{head}<div class=t><p><img src=a.jpg></p><p>{text}</p></div>"
    assert text in read(page).text.split("\n")
