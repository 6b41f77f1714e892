"""Addresses of the reading room: a page's own address stands at their end as it is, its query included.

So an address can be typed by hand, and survives being copied. What the room itself wants to know stands before it, in
segments of the path. Percent-encoded bytes are left alone: in GBK addresses they are no UTF-8.
"""

import re
from datetime import UTC, date, datetime
from typing import NamedTuple
from urllib.parse import quote, unquote

from archive.moments import SHANGHAI, instant_of, rfc3339
from archive.records import Version

_TAIL = re.compile(r"(?P<options>(?:[^/]*/)*?)(?P<url>https?(?::|%3A).*)", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?", re.IGNORECASE)
_SLASHES = re.compile(r"(https?):/+", re.IGNORECASE)
_DIGITS = re.compile(r"\d{14}")
_KEEPS = "%/:?[]@!$&'()*+,;=~"
"""Signs of an address that stay as they are: encoded, some of them would make another key of it."""


class Place(NamedTuple):
    """What the path of a request names: the room's own segments, and the page's address ("" for none)."""

    options: tuple[str, ...]
    url: str


def place_of(tail: str, query: str) -> Place:
    """Take a path (without its first segment) and a query apart.

    Both as they were sent. A proxy that joins slashes (`http:/host`), a client that encodes the whole address, and an address
    without its scheme are understood.
    """
    found = _TAIL.fullmatch(tail) or ("://" not in tail and _TAIL.fullmatch(_with_scheme(tail)))
    if not found:
        return Place(tuple(unquote(option) for option in tail.split("/") if option), "")
    options = tuple(unquote(option) for option in found["options"].split("/") if option)
    url = found["url"]
    if url.partition("/")[0].lower().startswith(("http%3a", "https%3a")):
        url = unquote(url)
    url = _SLASHES.sub(r"\1://", url, count=1)
    return Place(options, f"{url}?{query}" if query else url)


def _with_scheme(tail: str) -> str:
    """A path with `http://` before the first of its segments that is a host's name."""
    segments = tail.split("/")
    at = next((number for number, segment in enumerate(segments) if _HOST.fullmatch(segment)), None)
    return tail if at is None else "/".join([*segments[:at], f"http://{segments[at]}", *segments[at + 1 :]])


def link(verb: str, *options: object, url: str = "") -> str:
    """Return an address of the room: `/verb/option/…/url`."""
    segments = [verb, *(quote(str(option), safe=":,+-.~") for option in options)]
    return "/" + "/".join([*segments, *([quote(url, safe=_KEEPS)] if url else [])])


def instant(text: str) -> datetime | None:
    """Return the instant that a segment names, in UTC; None for the last version (`last` or "").

    A day is a day in Shanghai (its end is meant), a time without zone is one there, 14 digits are UTC as in other archives.

    Raises:
        ValueError: it names none.
    """
    if text in ("", "last"):
        return None
    try:
        if _DIGITS.fullmatch(text):
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        if len(text) == len("2024-07-31"):
            return instant_of(date.fromisoformat(text))
        moment = datetime.fromisoformat(text.replace(" ", "+"))  # a plus sign that was read as a blank
        return instant_of(moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI))
    except OverflowError as error:
        raise ValueError(f"{text} is beyond the years that are counted") from error


def stamp(version: Version) -> str:
    """Return the segment that names the instant since which a version stood, so that it is told whatever comes later."""
    return stamp_of(version.first_seen)


def stamp_of(moment: datetime) -> str:
    """Return the segment that names an instant, to the microsecond where there are any."""
    return rfc3339(moment)


def is_web(url: str) -> bool:
    """Whether an address that a page gave may be a link at all (never `javascript:`)."""
    return url.lower().startswith(("http://", "https://"))


def looks_like_address(text: str) -> bool:
    """Whether what was typed into the search box is the address of a page rather than words."""
    typed = text.strip()
    host, slash, rest = typed.partition("/")
    return is_web(typed) or bool(_HOST.fullmatch(host) and slash and len(rest.split()) < 2)
