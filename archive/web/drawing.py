"""The door to Jinja: draws a template in a language. Everything that is put into a page is escaped."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from archive.moments import SHANGHAI, rfc3339
from archive.web import addresses, terms
from archive.web.words import Language, Words

FOLDER = Path(__file__).parent
STYLE = (FOLDER / "style.css").read_bytes()
SEAL = (FOLDER / "seal.svg").read_bytes()
_TERMS = {
    "rule": terms.RULES,
    "warning": terms.WARNINGS,
    "outcome": terms.OUTCOMES,
    "verdict": terms.VERDICTS,
    "field": terms.FIELDS,
    "kind": terms.KINDS,
    "change": terms.CHANGES,
}


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"moment": _moment, "day": _day, "rfc": rfc3339, "percent": _percent}
    environment.globals |= {"link": addresses.link, "stamp": addresses.stamp, "is_web": addresses.is_web}
    environment.globals["stamp_of"] = addresses.stamp_of
    return environment


def draw(template: str, language: Language, shown: Mapping[str, Any]) -> bytes:
    """Return a page as UTF-8. A lone surrogate, which no page can carry, becomes U+FFFD."""
    page = _ENVIRONMENT.get_template(template).render(
        shown,
        t=Words(language),
        language=language,
        term=lambda kind, name: terms.term(_TERMS[kind], name, language),
        origin=lambda said: terms.origin(said, language),
        check=lambda what: terms.check(what, language),
    )
    try:
        return page.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in page).encode("utf-8")


def _moment(when: datetime | None) -> str:
    """An instant in Shanghai, to the second."""
    return "" if when is None else when.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def _day(when: datetime | None) -> str:
    return "" if when is None else when.astimezone(SHANGHAI).strftime("%Y-%m-%d")


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


_ENVIRONMENT = _environment()
