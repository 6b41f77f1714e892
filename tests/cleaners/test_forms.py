"""Pages in the forms that content systems, forums and portals send (`tests/forms/`) give the document that was put in."""

from pathlib import Path

import pytest

from cleaners import clean
from cleaners.document import Document
from cleaners.normalize import squeeze
from tests.cleaners.visible import squeezed, visible
from tests.forms.filling import Filled, filled, forms

FORMS = forms()
ADDRESS = "http://www.linjiang.example/a.html"


def lines_of(document: Document) -> list[str]:
    """The lines of a text without the bars of its tables; a line that repeats the title is none."""
    rows = [squeeze(line.replace("|", "")) for line in document.text.split("\n")]
    return [row for row in rows if row.strip("-") and row != squeeze(document.title)]


def read(page: Filled) -> Document:
    return clean(page.payload, url=ADDRESS, content_type="text/html")


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_form_gives_the_document_that_is_in_it(path: Path) -> None:
    for page in filled(path):
        document = read(page)
        day = document.metadata.published
        told = (document.title, day and day.isoformat(), lines_of(document))
        expected = (page.article.title, page.day, [squeeze(line.replace("|", "")) for line in page.article.lines])
        assert expected == told, f"{page.name}, marked up as {page.style}"


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_visible_character_of_a_form_is_in_its_ledger(path: Path) -> None:
    page = next(iter(filled(path)))
    assert visible(page.html) == squeezed("".join(piece.text for piece in read(page).ledger))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_a_form_says_of_its_document_is_read_with_where_it_stands(path: Path) -> None:
    sourced = "来源：@@source@@" in path.read_text(encoding="utf-8")
    for page in filled(path):
        metadata = read(page).metadata
        values = {name for name, value in metadata.to_json().items() if value is not None} - {"origins"}
        assert values <= set(metadata.origins)
        assert metadata.source == page.article.source or not sourced or metadata.origins["source"].startswith("meta:")
        assert metadata.number is None or metadata.number.endswith("号")
