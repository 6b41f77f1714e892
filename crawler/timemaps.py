"""Which mementos a TimeMap names: link-format (RFC 7089, RFC 6690), CDXJ, JSON lines and the Wayback Machine's JSON rows.

Pure functions on text. CDX forms name no addresses of mementos but timestamps; a prefix says where those lie.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urljoin

from crawler.errors import WrongUse

_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s;,]+)"""
_LINK = re.compile(rf"<([^>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*{_VALUE})?)*)")
_PARAMETER = re.compile(rf";\s*([\w*-]+)\s*=\s*({_VALUE})")
_STAMPED = re.compile(r"^(.*?/)(\d{4,14})(?:[a-z]{2}_)?/(https?:/.*)$", re.DOTALL)
_STAMP = re.compile(r"\d{4,14}$")
_DEEPEST = 64
"""Brackets within brackets of a JSON TimeMap; none known has more than five."""
_BASE = re.compile(r"^(.*?/)(?:timemap/(?:link|json|cdxj|cdx|map)?/?|(?<!search/)cdx\?)")


@dataclass(frozen=True, slots=True)
class Memento:
    """One memento: where it is asked for, and when it says that it was captured (aware, to the second; None where it doesn't say)."""

    address: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class TimeMap:
    """What a TimeMap names: its mementos oldest first, each once, and further TimeMaps of the same page."""

    mementos: tuple[Memento, ...]
    further: tuple[str, ...] = ()


def timemap_address(given: str, url: str) -> str:
    """Return the TimeMap's address of a page: what was given where the page stands in it, else that with the page behind it."""
    bare = url.partition("://")[2]
    if "{url}" in given:
        return given.replace("{url}", url)
    if bare in given or quote(bare, safe="") in given or not given.endswith(("/", "=")):
        return given
    return given + (quote(url, safe="") if given.endswith("=") else url)


def read_timemap(text: str, address: str, url: str, prefix: str = "") -> TimeMap:
    """Read a TimeMap in whatever of the known forms it comes.

    Args:
        address: where the TimeMap was asked for; relative addresses in it are of there.
        url: the page's own address.
        prefix: behind which mementos lie, as `prefix` + timestamp + `id_/` + address; empty: told from the TimeMap's address.

    Raises:
        WrongUse: it names timestamps only, and its address does not say where mementos lie.
    """
    stripped = text.strip("\ufeff \t\r\n")
    if stripped.startswith("<"):
        return _links(stripped, address)
    rows, own, further = _rows(stripped)
    if own:
        mementos = [one for uri, at in own if (one := _memento(address, uri, at)) is not None]
        return TimeMap(_in_order(mementos), _others(address, further))
    base = prefix or (found[1] if (found := _BASE.match(address)) else "")
    if rows and not base:
        raise WrongUse(
            f"the TimeMap at {address} names timestamps only; name with --gateway the prefix behind which mementos lie"
        )
    named = [Memento(f"{base}{stamp}id_/{of or url}", _moment(stamp)) for stamp, of in rows]
    return TimeMap(_in_order(named), _others(address, further))


def raw(address: str) -> str:
    """Return the address of a memento as it was captured, where its form says how: `…/<timestamp>id_/<page>` (pywb, Wayback)."""
    found = _STAMPED.match(address)
    return f"{found[1]}{found[2]}id_/{found[3]}" if found else address


def prefix_of(address: str) -> str:
    """Return what stands before the page's own address in a memento's, empty where the form is another."""
    found = _STAMPED.match(address)
    return address[: -len(found[3])] if found else ""


def _links(text: str, address: str) -> TimeMap:
    mementos, further = [], []
    for found in _LINK.finditer(text):
        said = {name.lower(): value.strip("\"'") for name, value in _PARAMETER.findall(found[2])}
        relations = said.get("rel", "").lower().split()
        if "memento" in relations:
            mementos.append(_memento(address, found[1], said.get("datetime", "")))
        elif "timemap" in relations and "self" not in relations:
            further.append(found[1])
    return TimeMap(_in_order([one for one in mementos if one is not None]), _others(address, further))


def _memento(address: str, uri: str, said: str) -> Memento | None:
    """One memento; its time is what the TimeMap says where its address does not say another, and not known where it does."""
    try:
        target = raw(urljoin(address, uri.strip()))
    except ValueError:
        return None
    stamp, at = _STAMPED.match(target), _moment(said)
    stamped = _moment(stamp[2]) if stamp and len(stamp[2]) == 14 else None
    if at is not None and stamped is not None and at.replace(microsecond=0) != stamped:
        return Memento(target, None)
    return Memento(target, at or stamped)


def _others(address: str, named: Iterable[str]) -> tuple[str, ...]:
    """Addresses of further TimeMaps, each once, without this one's."""
    found = dict[str, None]()
    for uri in named:
        try:
            found[urljoin(address, uri.strip())] = None
        except ValueError:
            continue
    found.pop(address, None)
    return tuple(found)


Rows = tuple[list[tuple[str, str]], list[tuple[str, str]], list[str]]
"""Timestamps with the addresses they are of (CDX), mementos with their dates (JSON of other archives), further TimeMaps."""


def _rows(text: str) -> Rows:
    whole = _json(text)
    if whole is None:
        lines = text.splitlines()
        own = [one for line in lines if (one := _uri_in(line))]
        return [row for line in lines if (row := _row(line))], own, []
    if isinstance(whole, dict):
        listed = whole.get("mementos")  # MemGator and the Memento aggregators
        listed = listed.get("list") if isinstance(listed, dict) else listed
        own = [_uri_of(one) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        pages = whole.get("pages")
        onward = [pages.get("next")] if isinstance(pages, dict) else []
        further = [*_uris(whole.get("timemap_index")), *_uris(onward)]
        return [row for row in [_row(text)] if row], [one for one in own if one[0]], further
    if not isinstance(whole, list):
        return [], [], []
    if whole and isinstance(whole[0], list):  # rows under a heading
        names = [str(name) for name in whole[0]]
        rows = [dict(zip(names, row, strict=False)) for row in whole[1:] if isinstance(row, list)]
    else:
        rows = [row for row in whole if isinstance(row, dict)]
    stamped = [(str(row.get("timestamp")), str(row.get("original") or row.get("url") or "")) for row in rows]
    return [row for row in stamped if _STAMP.match(row[0])], [], []


def _json(text: str) -> Any:
    """What a text says as one JSON value; None where it is none, or nested beyond reason."""
    if text.count("[", 0, 4096) > _DEEPEST and text.startswith("[" * _DEEPEST):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _uri_of(one: Mapping[str, object]) -> tuple[str, str]:
    uri, at = one.get("uri"), one.get("datetime")
    return (uri if isinstance(uri, str) else ""), (at if isinstance(at, str) else "")


def _uris(listed: object) -> list[str]:
    found = [_uri_of(one)[0] for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [uri for uri in found if uri]


def _uri_in(line: str) -> tuple[str, str] | None:
    """The memento of a CDXJ line that names its address (`20190523090650 {"uri": …, "rel": "memento"}`)."""
    head, brace, rest = line.partition("{")
    values = _json(brace + rest) if brace and _STAMP.match(head.strip()) else None
    uri, at = _uri_of(values) if isinstance(values, dict) else ("", "")
    return (uri, at or head.strip()) if uri else None


def _row(line: str) -> tuple[str, str] | None:
    """One line of CDXJ (key, timestamp, JSON), of JSON, or of plain CDX (key, timestamp, address, …)."""
    head, brace, rest = line.partition("{")
    words = head.split()
    if brace:
        values = _json(brace + rest)
        if not isinstance(values, dict):
            return None
        stamp = str(values.get("timestamp") or (words[1] if len(words) > 1 else ""))
        return (stamp, str(values.get("url", ""))) if _STAMP.match(stamp) else None
    if len(words) > 2 and _STAMP.match(words[1]):
        return words[1], words[2] if "://" in words[2] else ""
    return None


def _moment(text: str) -> datetime | None:
    """A timestamp of 4 to 14 digits, an HTTP date or RFC 3339; None for what is none."""
    if _STAMP.match(text):
        try:
            return datetime.strptime(text + "00000101000000"[len(text) :], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            when = read(text)
            return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _in_order(mementos: list[Memento]) -> tuple[Memento, ...]:
    once = {one.address: one for one in mementos}
    return tuple(sorted(once.values(), key=lambda one: one.at or datetime.max.replace(tzinfo=UTC)))
