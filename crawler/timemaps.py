"""Which mementos a TimeMap names: link-format (RFC 7089, RFC 6690), CDXJ, JSON lines and the Wayback Machine's JSON rows.

Pure functions on text. CDX forms name no addresses of mementos but timestamps; a prefix says where those lie.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urljoin

from crawler.errors import WrongUse

_LINK = re.compile(r"<([^>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:\"[^\"]*\"|[^\s;,]+))?)*)")
_PARAMETER = re.compile(r";\s*([\w*-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s;,]+))")
_STAMPED = re.compile(r"^(.*?/)(\d{4,14})(?:[a-z]{2}_)?/(https?:/.*)$", re.DOTALL)
_STAMP = re.compile(r"\d{4,14}$")
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
    stripped = text.strip()
    if stripped.startswith("<"):
        return _links(stripped, address)
    rows, own = _rows(stripped)
    if own:
        return TimeMap(_in_order([Memento(raw(urljoin(address, uri)), _moment(at)) for uri, at in own]))
    base = prefix or (found[1] if (found := _BASE.match(address)) else "")
    if rows and not base:
        raise WrongUse(
            f"the TimeMap at {address} names timestamps only; name with --gateway the prefix behind which mementos lie"
        )
    return TimeMap(_in_order([Memento(f"{base}{stamp}id_/{of or url}", _moment(stamp)) for stamp, of in rows]))


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
        target = urljoin(address, found[1].strip())
        said = {name.lower(): quoted or plain for name, quoted, plain in _PARAMETER.findall(found[2])}
        relations = said.get("rel", "").lower().split()
        if "memento" in relations:
            mementos.append(Memento(raw(target), _moment(said.get("datetime", ""))))
        elif "timemap" in relations and "self" not in relations and target != address:
            further.append(target)
    return TimeMap(_in_order(mementos), tuple(dict.fromkeys(further)))


def _rows(text: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Timestamps with the addresses they are of (CDX), and mementos with their dates (JSON of other archives)."""
    try:
        whole = json.loads(text)
    except ValueError:
        return [row for line in text.splitlines() if (row := _row(line))], []
    if isinstance(whole, dict) and isinstance(whole.get("mementos"), dict):  # MemGator and the Memento aggregators
        listed = whole["mementos"].get("list") or []
        return [], [(str(one.get("uri", "")), str(one.get("datetime", ""))) for one in listed if isinstance(one, dict)]
    if isinstance(whole, dict):
        return [row for row in [_row(text)] if row], []
    if not isinstance(whole, list):
        return [], []
    if whole and isinstance(whole[0], list):  # rows under a heading
        names = [str(name) for name in whole[0]]
        rows = [dict(zip(names, map(str, row), strict=False)) for row in whole[1:]]
    else:
        rows = [row for row in whole if isinstance(row, dict)]
    return [(row["timestamp"], row.get("original") or row.get("url") or "") for row in rows if "timestamp" in row], []


def _row(line: str) -> tuple[str, str] | None:
    """One line of CDXJ (key, timestamp, JSON), of JSON, or of plain CDX (key, timestamp, address, …)."""
    head, brace, rest = line.partition("{")
    words = head.split()
    if brace:
        try:
            values = json.loads(brace + rest)
        except ValueError:
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
        except ValueError:
            continue
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    return None


def _in_order(mementos: list[Memento]) -> tuple[Memento, ...]:
    once = {one.address: one for one in mementos}
    return tuple(sorted(once.values(), key=lambda one: one.at or datetime.max.replace(tzinfo=UTC)))
