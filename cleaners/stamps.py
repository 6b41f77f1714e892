"""Machine-readable days of publication beside the <meta>: schema.org's `datePublished` in a script, HTML's `<time datetime>`.

They are asked last, where neither the printed lines nor the <meta> say a day. A page of several articles has several: then none
is this document's for certain, and none is told. Sources: schema.org/datePublished; HTML Living Standard, the time element (seen 2026-11).
"""

import re
from datetime import date, datetime

from cleaners.dates import CHINA
from cleaners.tree import Page

_PUBLISHED = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{8,40})\"")
_ABOVE, _BELOW = 40, 12  # pieces around a body: a time farther off belongs to a list or to comments
_EARLIEST = 1990


def find_stamp(page: Page, first: int, last: int) -> tuple[date | None, str]:
    """Return the day of publication that a page's data name and where it was read, (None, "") when they name none or several.

    Args:
        first, last: numbers of the body's first and last piece.
    """
    named = (
        {day for text in _PUBLISHED.findall(page.html) if (day := _day(text))}
        if "datePublished" in page.html
        else set()
    )
    if len(named) == 1:
        return named.pop(), "data:datePublished"
    if "time" not in page.tags:
        return None, ""
    times = [one for one in page.between(first - _ABOVE, last + _BELOW) if one.tag == "time" and one.get("datetime")]
    outside = [one for one in times if one.start < first or one.start > last]
    days = {day for one in outside if (day := _day(one.get("datetime")))}
    return (days.pop(), "time:datetime") if len(days) == 1 else (None, "")


def _day(text: str) -> date | None:
    """The day of an ISO 8601 time on China's clock, None when it is no such time or before there was a web."""
    try:
        stamp = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    day = (stamp.astimezone(CHINA) if stamp.tzinfo else stamp).date()
    return day if day.year >= _EARLIEST else None
