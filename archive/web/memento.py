"""RFC 7089: which version a client gets that asks by Accept-Datetime, and the list of all of them.

A memento is a version at `/at/<instant>/<address>`. Its Memento-Datetime is when the version was first seen, in whole seconds as
HTTP has them, so a time that is asked for means all of its second.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import quote

from archive.records import Version
from archive.web.addresses import link, stamp
from archive.web.asking import Asked, Refused, Reply, Room, redirect

LINK_FORMAT = "application/link-format"
_KEEPS = "%/:?#[]@!$&'()*+,;=~"


def headers_of(versions: Sequence[Version], version: Version, origin: str) -> dict[str, str]:
    """Return the fields that make a page a memento: its time, and links to the original, to all and to its neighbours.

    Args:
        versions: all of the page's, oldest first; those that are gone are no mementos.
    """
    kept = [each for each in versions if each.outcome == "ok"]
    at = next((n for n, each in enumerate(kept) if each.first_seen == version.first_seen), None)
    if at is None:
        return {}
    relations: dict[int, list[str]] = {}
    for number, name in ((0, "first"), (at - 1, "prev"), (at, ""), (at + 1, "next"), (len(kept) - 1, "last")):
        if 0 <= number < len(kept):
            relations.setdefault(number, []).extend([name] if name else [])
    links = [*_context(version.url, origin), *(_memento(kept[n], origin, names) for n, names in relations.items())]
    return {"Memento-Datetime": http_date(version.first_seen), "Link": ", ".join(links)}


def timegate(room: Room, asked: Asked, url: str) -> Reply:
    """Lead to the memento that stood at Accept-Datetime: the first for an earlier time, the last for none.

    Raises:
        Refused: the time cannot be read. NoCapture, NoVersion, BadAddress: as `history`.
    """
    kept = _mementos(room, url)
    when = _wanted(asked.headers.get("accept-datetime", ""))
    stood = [version for version in kept if when is None or version.first_seen <= when]
    version = stood[-1] if stood else kept[0]
    links = [*_context(url, asked.origin), *_ends(kept, asked.origin)]
    to = link("at", stamp(version), url=version.url)
    return redirect(to, headers={"Vary": "accept-datetime", "Link": ", ".join(links)})


def timemap(room: Room, asked: Asked, url: str) -> Reply:
    """Return the list of all mementos of a page, oldest first (application/link-format)."""
    kept = _mementos(room, url)
    span = f'; from="{http_date(kept[0].first_seen)}"; until="{http_date(kept[-1].first_seen)}"'
    lines = [
        f'<{_quoted(url)}>; rel="original"',
        f'<{asked.origin}{link("timegate", url=url)}>; rel="timegate"',
        f'<{asked.origin}{link("timemap", url=url)}>; rel="self"; type="{LINK_FORMAT}"{span}',
    ]
    for number, version in enumerate(kept):
        names = [name for name, is_so in (("first", not number), ("last", number == len(kept) - 1)) if is_so]
        lines.append(_memento(version, asked.origin, names))
    return Reply(body=(",\n".join(lines) + "\n").encode("utf-8", "replace"), media_type=LINK_FORMAT)


def http_date(moment: datetime) -> str:
    """Return a time as HTTP writes it: `Wed, 20 Aug 2025 18:00:14 GMT`."""
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0), usegmt=True)


def _mementos(room: Room, url: str) -> list[Version]:
    kept = [version for version in room.archive.history(url) if version.outcome == "ok"]
    if not kept:
        raise Refused(404, "no_version")
    return kept


def _wanted(text: str) -> datetime | None:
    """The last instant that an Accept-Datetime means, None for the newest."""
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.replace(microsecond=0) + timedelta(microseconds=999_999)
    except (ValueError, OverflowError) as error:
        raise Refused(400, "bad_date", f"Accept-Datetime: {text}") from error


def _context(url: str, origin: str) -> Iterator[str]:
    yield f'<{_quoted(url)}>; rel="original"'
    yield f'<{origin}{link("timegate", url=url)}>; rel="timegate"'
    yield f'<{origin}{link("timemap", url=url)}>; rel="timemap"; type="{LINK_FORMAT}"'


def _ends(kept: Sequence[Version], origin: str) -> Iterator[str]:
    if len(kept) == 1:
        yield _memento(kept[0], origin, ["first", "last"])
    else:
        yield _memento(kept[0], origin, ["first"])
        yield _memento(kept[-1], origin, ["last"])


def _memento(version: Version, origin: str, names: Sequence[str]) -> str:
    relation = " ".join([*names, "memento"])
    target = f"{origin}{link('at', stamp(version), url=version.url)}"
    return f'<{target}>; rel="{relation}"; datetime="{http_date(version.first_seen)}"'


def _quoted(url: str) -> str:
    """An address as a header field can carry it: ASCII, without angle brackets, quotes or line breaks."""
    return quote(url, safe=_KEEPS)
