"""Puts the records of somebody else's WARC file together: an answer with its request, and when it was captured."""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from archive.foreign import Damage, Foreign
from archive.records import Headers
from archive.unwrap import Message, message
from archive.warc import bare

ANSWERS = ("response", "revisit", "resource")
WAITING = 64
"""So many requests are remembered until their answer comes; recorders write the two one after the other."""

_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:Z|([+-])(\d\d):?(\d\d))?)?)?)?$",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d*)$")
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Nothing was captured of the web before there was one: an earlier date is none."""
_REQUEST = re.compile(rb"([A-Z]+) \S+")


@dataclass(frozen=True, slots=True)
class Exchange:
    """An answer in a WARC file, with the method and header fields of its request (GET and none where it is not there)."""

    record: Foreign
    method: str = "GET"
    request_headers: Headers = ()


def exchanges(found: Iterable[Foreign | Damage]) -> Iterator[Exchange | Foreign | Damage]:
    """Yield the answers of a file with their requests, in the file's order; every other record and damage as it is.

    A request may stand before or right behind its answer; it is told by WARC-Concurrent-To, else by address and place.
    """
    requests: OrderedDict[str, Foreign] = OrderedDict()
    held: Foreign | None = None
    for one in found:
        if held is not None and isinstance(one, Foreign) and kind_of(one) == "request" and _belongs(one, held):
            yield _with(held, one)
            held = None
            continue
        if held is not None:
            yield Exchange(held)
            held = None
        if isinstance(one, Foreign) and kind_of(one) == "request":
            requests[_id(one)] = one
            if len(requests) > WAITING:
                yield requests.popitem(last=False)[1]
        elif isinstance(one, Foreign) and kind_of(one) in ANSWERS:
            request = next((r for r in reversed(requests.values()) if _belongs(r, one)), None)
            if request is None:
                held = one
            else:
                del requests[_id(request)]
                yield _with(one, request)
        else:
            yield one
    if held is not None:
        yield Exchange(held)
    yield from requests.values()


def kind_of(record: Foreign) -> str:
    """Return a record's WARC-Type in lower case, "" where it has none."""
    return record.fields.get("warc-type", "").lower()


def address_of(record: Foreign) -> str:
    """Return the address that a record is of, without a fragment and without the brackets that wget 1.14 put around it."""
    return bare(record.fields.get("warc-target-uri", "")).partition("#")[0]


def answer_in(record: Foreign) -> Message | None:
    """Return the HTTP answer of a record; a `resource` with an http address is one without header fields but its type's."""
    if kind_of(record) != "resource":
        return message(record.block)
    media_type = record.fields.get("content-type", "")
    headers = (("Content-Type", media_type),) if media_type else ()
    return Message(200, "", headers, record.block, record.block, False)


def captured_at(record: Foreign, headers: Headers) -> tuple[datetime | None, bool]:
    """Return when an answer was captured, aware, and whether that had to be taken from the answer's own Date.

    WARC-Date as WARC 1.0 and 1.1 write it (a day alone is its beginning, finer than microseconds is cut off); None where
    neither can be read.
    """
    if when := date_of(record.fields.get("warc-date", "")):
        return when, False
    said = next((value for name, value in headers if name.lower() == "date"), "")
    try:
        read = parsedate_to_datetime(said)
        when = (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None, True
    return (when if when >= EARLIEST else None), True


def date_of(text: str) -> datetime | None:
    """Read a WARC-Date (W3C date and time, UTC or with an offset) or the 14 digits of an ARC's; None for what is none."""
    found = _DATE.match(text.strip()) or _STAMP.match(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, *zone = found.groups()
    try:
        whole = (int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))
        when = datetime(*whole, int(f"{fraction or '0':0<6}"[:6]), tzinfo=UTC)
        if zone and zone[0]:
            ahead = timedelta(hours=int(zone[1]), minutes=int(zone[2]))
            when = when - ahead if zone[0] == "+" else when + ahead
    except (ValueError, OverflowError):
        return None
    return when if when >= EARLIEST else None


def _id(record: Foreign) -> str:
    return bare(record.fields.get("warc-record-id", "")) or str(record.offset)


def _belongs(request: Foreign, answer: Foreign) -> bool:
    concurrent = {
        bare(one.fields["warc-concurrent-to"]) for one in (request, answer) if "warc-concurrent-to" in one.fields
    }
    if concurrent:
        return bool(concurrent & {_id(request), _id(answer)})
    return address_of(request) == address_of(answer)


def _with(answer: Foreign, request: Foreign) -> Exchange:
    method = _REQUEST.match(request.block)
    # a request has the form of an answer but for its first line
    read = message(b"HTTP/1.1 200\r\n" + request.block.partition(b"\n")[2]) if method else None
    return Exchange(answer, method[1].decode() if method else "GET", read.headers if read else ())
