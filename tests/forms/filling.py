"""Page forms (`tests/forms/<family>/<form>.html`) filled with the documents of `articles`, as payloads with what a reader should give.

A form is a page as a content system, a forum or a portal sends it, with `@@name@@` where the document's parts go: title, body, source,
and its day as `date` (2021-10-08), `cn` (2021年10月8日), `slash` (2021/10/8) or `unpadded` (2021-10-8).
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.forms.articles import ARTICLES, Article
from tests.forms.styles import STYLES

FORMS = Path(__file__).parent
_SLOT = re.compile(r"@@(\w+)@@")
_DAY = re.compile(r"@@(?:date|cn|slash|unpadded)@@")
_CHARSET = re.compile(r"charset=[\"']?gb", re.IGNORECASE)


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
    return sorted(FORMS.glob("*/*.html"))


def fill(form: str, article: Article, style: str) -> str:
    """Return a form's page with a document in it."""
    year, month, day = article.day.split("-")
    parts = {
        "title": article.title,
        "body": STYLES[style](article),
        "source": article.source,
        "date": article.day,
        "cn": f"{year}年{int(month)}月{int(day)}日",
        "slash": f"{year}/{int(month)}/{int(day)}",
        "unpadded": f"{year}-{int(month)}-{int(day)}",
    }
    return _SLOT.sub(lambda slot: parts[slot[1]], form)


def filled(path: Path) -> Iterator[Filled]:
    """Each document in one form, each in another of the styles; which, follows from the form's place among all of them."""
    form, styles = path.read_text(encoding="utf-8"), list(STYLES)
    first = forms().index(path)
    for number, (name, article) in enumerate(ARTICLES.items()):
        style = styles[(first + number) % len(styles)]
        page = fill(form, article, style)
        payload = page.encode("gb18030" if _CHARSET.search(page) else "utf-8")
        yield Filled(name, style, page, payload, article, article.day if _DAY.search(form) else None)
