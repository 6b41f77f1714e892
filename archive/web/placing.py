"""What a path asks for: the page's address, the instant, and the room's own marks among its segments."""

import re
from dataclasses import dataclass
from datetime import datetime

from archive.errors import BadAddress
from archive.urls import url_key
from archive.web.addresses import instant, place_of
from archive.web.asking import Asked, Refused

PART = "part"
"""Segment: one page of a document over several addresses, by itself."""
CUT = "cut"
"""Segment of an account: only what was cut."""
_PAGE = re.compile(r"p(\d{1,6})")
_WORDS = {PART, CUT}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted: the page's address; segments in their order (instants, a block's number); the marks; which page of a
    long one, from 1."""

    url: str
    segments: tuple[str, ...]
    is_part: bool
    is_cut: bool
    page: int

    def segment(self, number: int) -> str:
        """Return a segment by its place from 0, "" where there are fewer."""
        return self.segments[number] if number < len(self.segments) else ""

    def instant(self, number: int) -> datetime | None:
        """Return the instant that a segment names, None for the last version.

        Raises:
            Refused: it is no date.
        """
        try:
            return instant(self.segment(number))
        except ValueError as error:
            raise Refused(400, "bad_date", str(error)) from error

    def marks(self, page: int = 1, *, is_cut: bool = False) -> list[str]:
        """Return the segments that lead to another page of the same."""
        return [*([PART] if self.is_part else []), *([CUT] if is_cut else []), *([f"p{page}"] if page > 1 else [])]


def wanted(asked: Asked) -> Wanted:
    """Take the path of a request apart.

    Raises:
        Refused: it names no address of a page.
    """
    place = place_of(asked.tail, asked.query)
    try:
        url_key(place.url)
    except BadAddress as error:
        raise Refused(400, "bad_address", str(error) if place.url else "") from error
    pages = [int(found[1]) for option in place.options if (found := _PAGE.fullmatch(option))]
    segments = tuple(option for option in place.options if option not in _WORDS and not _PAGE.fullmatch(option))
    return Wanted(place.url, segments, PART in place.options, CUT in place.options, pages[-1] if pages else 1)
