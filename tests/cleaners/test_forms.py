"""Pages in the forms that content systems, forums and portals send (`tests/forms/`) give the document that was put in."""

from itertools import islice
from pathlib import Path

import pytest

from cleaners import clean
from cleaners.document import Document
from cleaners.normalize import squeeze
from tests.cleaners.visible import squeezed, visible
from tests.forms.filling import Filled, filled, forms

FORMS = forms()
PLACE = Path(__file__).parents[1] / "forms"
FIRST = 13
ADDRESS = "http://www.linjiang.example/a.html"


def lines_of(document: Document) -> list[str]:
    """The lines of a text without the bars of its tables and the marks of its lists; a line that repeats the title is none."""
    rows = [squeeze(line.removeprefix("- ").replace("|", "")) for line in document.text.split("\n")]
    return [row for row in rows if row.strip("-") and row != squeeze(document.title)]


def read(page: Filled) -> Document:
    return clean(page.payload, url=ADDRESS, content_type="text/html")


def unread() -> dict[str, set[str]]:
    """The documents by form that are not read as they should be (`tests/forms/unread.txt`): the list only shrinks."""
    found: dict[str, set[str]] = {}
    for line in (PLACE / "unread.txt").read_text(encoding="utf-8").splitlines():
        form, *names = line.split()
        found[form] = set(names)
    return found


UNREAD = unread()


def is_as_told(page: Filled, document: Document) -> bool:
    day = document.metadata.published
    told = (document.title, day and day.isoformat(), lines_of(document))
    return told == (page.article.title, page.day, [squeeze(line.replace("|", "")) for line in page.article.lines])


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_form_gives_the_document_that_is_in_it(path: Path) -> None:
    known = UNREAD.get(f"{path.parent.name}/{path.stem}", set())
    wrong = {page.name for page in filled(path) if not is_as_told(page, read(page))}
    assert known == wrong, (
        "another set of documents is read wrong than unread.txt says: no new one may be, and one less is taken off"
    )


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_visible_character_of_a_form_is_in_its_ledger(path: Path) -> None:
    page = next(iter(filled(path)))
    assert visible(page.html) == squeezed("".join(piece.text for piece in read(page).ledger))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_a_form_says_of_its_document_is_read_with_where_it_stands(path: Path) -> None:
    sourced = "来源：@@source@@" in path.read_text(encoding="utf-8")
    for page in islice(filled(path), FIRST):
        metadata = read(page).metadata
        values = {name for name, value in metadata.to_json().items() if value is not None} - {"origins"}
        assert values <= set(metadata.origins)
        assert metadata.source == page.article.source or not sourced or metadata.origins["source"].startswith("meta:")
        assert metadata.number is None or metadata.number.endswith("号")
