"""The start page, what a search finds, and a source: ways to a page."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

from archive.newest import crawled_sources, documents, newest
from archive.records import Run
from archive.search_text import fold
from archive.web.addresses import link, looks_like_address, stamp_of
from archive.web.asking import Asked, Refused, Reply, Room, redirect

LATEST = 15
"""Newest versions on the start page."""
FOUND = 20
MOST_FOUND = 500
PAGE = 50
RUNS = 20


class Standing(NamedTuple):
    """A source and how its last night went; `run` is None where nothing but fetches by hand and imports have been."""

    id: str
    title: str
    run: Run | None


def start(room: Room, _asked: Asked) -> Reply:
    """Return the start page: search, the newest versions, the sources."""
    shelf = room.archive.shelf
    shown = {
        "sources": [_standing(room, source) for source in crawled_sources(shelf)],
        "newest": newest(shelf, limit=LATEST),
        "documents": documents(shelf),
    }
    return Reply("start.html", shown)


def search(room: Room, asked: Asked) -> Reply:
    """Return what a query finds; an address leads to its page, no query to the start page."""
    query = asked.fields.get("q", "").strip()
    if not fold(query):
        return redirect("/")
    if looks_like_address(query):
        return redirect(link("page", url=query if "://" in query else f"http://{query}"))
    history = "history" in asked.fields
    limit = min(_number(asked.fields.get("n", ""), FOUND), MOST_FOUND)
    found = room.archive.search(query, history=history, limit=limit)
    pattern = re.compile("|".join(re.escape(word) for word in query.split()), re.IGNORECASE)
    shown = {
        "q": query,
        "history": history,
        "found": [(each, stamp_of(each.first_seen), list(_marked(each.snippet, pattern))) for each in found],
        "is_all": len(found) < limit,
        "more": min(limit * 5, MOST_FOUND) if len(found) == limit < MOST_FOUND else 0,
    }
    return Reply("search.html", shown)


def source(room: Room, asked: Asked) -> Reply:
    """Return a source: its last runs, its documents, newest first, and its declaration."""
    name, _, page = asked.tail.partition("/")
    runs = room.archive.runs(name, limit=RUNS)
    if not runs:
        raise Refused(404, "not_found")
    number = _number(page, 1)
    listed = newest(room.archive.shelf, source=name, limit=PAGE + 1, skip=(number - 1) * PAGE)
    declaration = room.archive.declaration(runs[0].id)
    shown = {
        "id": name,
        "title": _title(declaration) or name,
        "runs": runs,
        "documents": listed[:PAGE],
        "newer": link("source", name, number - 1) if number > 1 else "",
        "older": link("source", name, number + 1) if len(listed) > PAGE else "",
        "declaration": declaration,
    }
    return Reply("source.html", shown)


def title_of(room: Room, source: str) -> str:
    """Return the title of a source as its last run's declaration gives it, else its id."""
    last = room.archive.last_run(source)
    return (_title(room.archive.declaration(last.id)) if last else "") or source


def _number(text: str, otherwise: int) -> int:
    """A number from 1 to 999,999 that a reader gave, or another for what is none."""
    return int(text) if re.fullmatch("[1-9][0-9]{0,5}", text) else otherwise


def _standing(room: Room, source: str) -> Standing:
    runs = room.archive.runs(source, limit=1)
    night = room.archive.last_run(source, reason="schedule")
    return Standing(source, (_title(room.archive.declaration(runs[0].id)) if runs else "") or source, night)


def _title(declaration: str) -> str:
    try:
        said: dict[str, Any] = tomllib.loads(declaration)
    except tomllib.TOMLDecodeError:
        return ""
    title = said.get("title")
    return title if isinstance(title, str) else ""


def _marked(snippet: str, pattern: re.Pattern[str]) -> Iterator[tuple[bool, str]]:
    """A snippet in stretches, each with whether it is a phrase of the query as it was typed."""
    at = 0
    for found in pattern.finditer(snippet):
        if found.start() > at:
            yield False, snippet[at : found.start()]
        yield True, found[0]
        at = found.end()
    if at < len(snippet):
        yield False, snippet[at:]
