"""What a caller may declare of a page, checked; and the id under which its cleanings are told."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cleaners.errors import BadOptions, UnknownCleaner

REVISION = 1  # of the whole of cleaners/: a change of any cleaner's output raises it by one
CLEANERS: tuple[str, ...] = ("auto", "discuz", "selected", "article")
_SELECTORS = ("body", "title", "date", "drop")


@dataclass(frozen=True, slots=True)
class Options:
    """Declared selectors, each a tuple of which the first hit wins (of `drop` every hit counts), and what the caller knows.

    `charset` overrules every declaration of the page. `captured_at` resolves relative times (昨天 21:19) and nothing else.
    """

    body: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    charset: str = ""
    captured_at: datetime | None = None


def check_options(options: Mapping[str, object], captured_at: datetime | None = None) -> Options:
    """Return the options as a checked value.

    Raises:
        BadOptions: an unknown key, or a value that is neither a text nor a list of texts.
    """
    if not options:
        return Options(captured_at=captured_at)
    unknown = sorted(set(options) - {*_SELECTORS, "charset"})
    if unknown:
        raise BadOptions(
            f"unknown option {unknown[0]!r}; there are body, title, date, drop (CSS selectors) and charset"
        )
    charset = options.get("charset") or ""
    if not isinstance(charset, str):
        raise BadOptions(f"the option charset is {charset!r}; it must be the name of an encoding, e.g. gb18030")
    chosen = {name: _selectors(name, options.get(name)) for name in _SELECTORS}
    return Options(**chosen, charset=charset, captured_at=captured_at)


def _selectors(name: str, value: object) -> tuple[str, ...]:
    values = (
        (value,)
        if isinstance(value, str)
        else value
        if isinstance(value, list | tuple)
        else ()
        if value is None
        else (value,)
    )
    for one in values:
        if not isinstance(one, str) or not one.strip():
            raise BadOptions(f"the option {name} holds {one!r}; it must be a CSS selector or a list of them")
    return tuple(str(one) for one in values)


def cleaner_id(cleaner: str = "auto", options: Mapping[str, object] | None = None) -> str:
    """Return the id of a cleaner: `name@revision`, with `+` and eight hex digits of the declared options if there are any.

    The same options in another order, or a single selector instead of a list of one, give the same id.

    Raises:
        UnknownCleaner, BadOptions
    """
    if cleaner not in CLEANERS:
        raise UnknownCleaner(f"there is no cleaner {cleaner!r}; there are {', '.join(CLEANERS)}")
    if not options:
        return f"{cleaner}@{REVISION}"
    checked = check_options(options)
    declared = {name: getattr(checked, name) for name in (*_SELECTORS, "charset") if getattr(checked, name)}
    if not declared:
        return f"{cleaner}@{REVISION}"
    spelled = json.dumps(declared, ensure_ascii=False, sort_keys=True)
    return f"{cleaner}@{REVISION}+{hashlib.sha256(spelled.encode()).hexdigest()[:8]}"
