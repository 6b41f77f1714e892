"""Page forms (`tests/forms/<family>/<form>.html`) filled with the documents of `articles`, as payloads with what a reader should give.

A form is a page as a content system, a forum or a portal sends it, with `@@name@@` where the document's parts go: title, body, source,
and its day as `date` (2021-10-08), `cn` (2021年10月8日), `slash` (2021/10/8) or `unpadded` (2021-10-8). Where something stands
between a text's first paragraph and the others, `first` and `rest` are the parts of the body.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.forms.articles import ARTICLES, Article
from tests.forms.editors import EDITORS
from tests.forms.pieces import PIECES
from tests.forms.styles import STYLES

FORMS = Path(__file__).parent
_SLOT = re.compile(r"@@(\w+)@@")
_DAY = re.compile(r"@@(?:date|cn|slash|unpadded)@@")
_CHARSET = re.compile(r"charset=[\"']?gb", re.IGNORECASE)
_FIRST_FAMILIES = ("congress", "forum", "gov", "portal")


class Filled(NamedTuple):
    """A page, its payload, and the document that is in it, with the day if the page says one; `style` names how its body is marked up."""

    name: str
    style: str
    html: str
    payload: bytes
    article: Article
    day: str | None


def forms() -> list[Path]:
    """Return the forms, by family and name."""
    return sorted(path for path in FORMS.glob("*/*.html") if path.parent.name != "bare")


def fill(form: str, article: Article, style: str) -> str:
    """Return a form's page with a document in it."""
    year, month, day = article.day.split("-")
    marked = (STYLES | EDITORS)[style]
    parts = {
        "title": article.title,
        "body": marked(article),
        "first": marked(article._replace(lines=article.lines[:1])),
        "rest": marked(article._replace(lines=article.lines[1:])),
        "source": article.source,
        "date": article.day,
        "cn": f"{year}年{int(month)}月{int(day)}日",
        "slash": f"{year}/{int(month)}/{int(day)}",
        "unpadded": f"{year}-{int(month)}-{int(day)}",
    }
    return _SLOT.sub(lambda slot: parts[slot[1]], form)


def filled(path: Path) -> Iterator[Filled]:
    """Each document in one form, each in another of the styles; which, follows from the form's place among all of them.

    The families that were written first have documents and styles of their own.
    """
    form = path.read_text(encoding="utf-8")
    is_first = path.parent.name in _FIRST_FAMILIES
    documents, styles = (ARTICLES, list(STYLES)) if is_first else (ARTICLES | PIECES, list(EDITORS))
    first = forms().index(path)
    for number, (name, article) in enumerate(documents.items()):
        style = styles[(first + number) % len(styles)]
        page = fill(form, article, style)
        payload = page.encode("gb18030" if _CHARSET.search(page) else "utf-8")
        yield Filled(name, style, page, payload, article, article.day if _DAY.search(form) else None)
