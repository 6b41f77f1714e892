"""A page through time, and one version of it: text, metadata, doubts, files, provenance."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from archive.accounts import account_of
from archive.errors import ArchiveError, BadAddress, NoCapture
from archive.records import Capture, Version
from archive.web import citations
from archive.web.addresses import is_web, link, stamp
from archive.web.asking import Asked, Reply, Room
from archive.web.finding import title_of
from archive.web.memento import headers_of
from archive.web.placing import Wanted, wanted
from archive.web.texts import BLOCKS_A_PAGE, Held, page_of, shown
from cleaners.document import Document, Link

CAPTURES = 200
"""Captures that a page's history lists."""
VERSIONS = 300
"""Versions on one page of a history."""
LOOKED_UP = 100
"""Files and pictures of a document that are looked for in the archive."""
STRETCHES = 1500
"""Stretches of an account on one page."""
CONTENTS = 3
"""Headings that make a table of contents."""


class Filed(NamedTuple):
    """A file of a document: its name and address, and where the room shows it ("" if it is not held)."""

    name: str
    url: str
    held: str


def page(room: Room, asked: Asked) -> Reply:
    """Return a page through time: its versions and absences, newest first, and what came of each asking."""
    want = wanted(asked)
    versions = room.archive.history(want.url, part=want.is_part)
    captures = room.archive.captures(want.url)
    rows = _rows(versions)
    place = page_of(len(rows), want.page, VERSIONS)
    told = {
        "want": want,
        "url": versions[-1].url,
        "title": next((v.title for v in reversed(versions) if v.title), versions[-1].url),
        "last": versions[-1],
        "latest": next((version for version in reversed(versions) if version.outcome == "ok"), versions[-1]),
        "rows": rows[place.start : place.stop],
        "place": place,
        "strip": _strip(versions) if len(versions) <= VERSIONS else [],
        "captures": captures[: -CAPTURES - 1 : -1],
        "captures_left": len(captures) > CAPTURES,
        "source_title": title_of(room, versions[-1].source),
        "readable": sum(version.outcome == "ok" for version in versions),
    }
    return Reply("page.html", told)


def at(room: Room, asked: Asked) -> Reply:
    """Return the version that stood at an instant, as a memento (RFC 7089)."""
    want = wanted(asked)
    versions = room.archive.history(want.url, part=want.is_part)
    version = room.archive.at(want.url, want.instant(0), part=want.is_part)
    told = _common(room, want, versions, version)
    document = version.document
    if document is None:
        return Reply("gone.html", told, status=404)
    place = page_of(len(document.blocks), want.page)
    permanent = asked.origin + link("at", stamp(version), *want.marks(), url=version.url)
    upto = next((each.first_seen for each in versions if each.first_seen > version.first_seen), None)
    held = _held_pictures(room, document, upto)
    told |= {
        "document": document,
        "place": place,
        "blocks": shown(document.blocks[place.start : place.stop], place.start, held),
        "contents": _contents(document),
        "metadata": _metadata(document),
        "files": [_filed(room, file) for file in document.attachments[:LOOKED_UP]],
        "files_left": document.attachments[LOOKED_UP:],
        "capture": room.archive.capture(version.capture_id),
        "permanent": permanent,
        "chinese": citations.chinese(version, document, permanent),
        "english": citations.english(version, document, permanent),
        "can_refetch": room.refetch is not None,
        "token": room.token,
    }
    return Reply("version.html", told, headers=headers_of(versions, version, asked.origin))


def account(room: Room, asked: Asked) -> Reply:
    """Return the account of a version: every visible piece of the page in order, kept or cut, with the rule that cut it."""
    want = wanted(asked)
    versions = room.archive.history(want.url, part=want.is_part)
    version = room.archive.at(want.url, want.instant(0), part=want.is_part)
    document = version.document
    if document is None:
        return Reply("gone.html", _common(room, want, versions, version), status=404)
    accounted = account_of(document)
    stretches = [each for each in accounted.stretches if each.rule or not want.is_cut]
    place = page_of(len(stretches), want.page, STRETCHES)
    told = _common(room, want, versions, version) | {
        "account": accounted,
        "stretches": stretches[place.start : place.stop],
        "place": place,
        "blocks": document.blocks,
        "reader": document.reader,
        "charset": document.charset,
    }
    return Reply("account.html", told)


def block_link(want: Wanted, version: Version, number: int) -> str:
    """Return where a block of a version stands, on the right page of a long one."""
    marks = want.marks(number // BLOCKS_A_PAGE + 1)
    return link("at", stamp(version), *marks, url=version.url) + f"#b{number}"


def _common(room: Room, want: Wanted, versions: Sequence[Version], version: Version) -> dict[str, Any]:
    """What every page about one version shows."""
    number = next((n for n, each in enumerate(versions) if each.first_seen == version.first_seen), 0)
    earlier = [each for each in versions[:number] if each.outcome == "ok"]
    later = [each for each in versions[number + 1 :] if each.outcome == "ok"]
    asked_for = want.segment(0)
    return {
        "want": want,
        "url": version.url,
        "version": version,
        "number": number + 1,
        "count": len(versions),
        "earlier": earlier[-1] if earlier else None,
        "later": later[0] if later else None,
        "is_last": number == len(versions) - 1,
        "asked_for": asked_for if asked_for not in ("", "last", stamp(version)) else "",
        "source_title": title_of(room, version.source),
        "block_link": lambda block: block_link(want, version, block),
    }


def _rows(versions: Sequence[Version]) -> list[tuple[Version, Version | None]]:
    """Versions, newest first, each with the one with a text before it."""
    rows: list[tuple[Version, Version | None]] = []
    earlier = None
    for version in versions:
        rows.append((version, earlier))
        earlier = version if version.outcome == "ok" else earlier
    return rows[::-1]


def _strip(versions: Sequence[Version]) -> list[tuple[int, int, Version]]:
    """Versions as stretches of a line that is 1000 long: start, length, version; nothing for a page that was seen once."""
    first, last = versions[0].first_seen, versions[-1].last_seen
    span = (last - first).total_seconds()
    if not span:
        return []
    ends = [*(version.first_seen for version in versions[1:]), last]
    placed = []
    for version, end in zip(versions, ends, strict=True):
        start = round((version.first_seen - first).total_seconds() / span * 1000)
        stop = round((end - first).total_seconds() / span * 1000)
        placed.append((min(start, 994), max(stop - start, 6), version))
    return placed


def _contents(document: Document) -> list[tuple[int, int, str]]:
    """Number, level and text of the headings, where there are enough of them."""
    found = [(n, block.level, block.text) for n, block in enumerate(document.blocks) if block.kind == "heading"]
    return found if len(found) >= CONTENTS else []


def _metadata(document: Document) -> list[tuple[str, str, str]]:
    """Name, value and origin of every field that is known."""
    said = document.metadata.to_json()
    origins = said.pop("origins")
    return [(name, str(value), origins.get(name, "")) for name, value in said.items() if value is not None]


def _filed(room: Room, file: Link) -> Filed:
    held = _last_held(room, file.url)
    return Filed(file.name or file.url, file.url, link("page", url=file.url) if held else "")


def _last_held(room: Room, url: str, upto: datetime | None = None) -> Capture | None:
    """The capture of a file that goes with a version: the last one before the next version, else the first of all."""
    try:
        captures = room.archive.captures(url)
    except (BadAddress, NoCapture):
        return None
    kept = [capture for capture in captures if capture.outcome in ("ok", "unchanged", "not-text")]
    before = [capture for capture in kept if upto is None or capture.captured_at < upto]
    return before[-1] if before else kept[0] if kept else None


def _held_pictures(room: Room, document: Document, upto: datetime | None) -> Held:
    """What finds the pictures of a document in the archive; the first LOOKED_UP of them."""
    looked_for = {image.url for image in document.images[:LOOKED_UP]}

    def held(url: str) -> str:
        capture = _last_held(room, url, upto) if url in looked_for and is_web(url) else None
        return link("picture", capture.id) if capture else ""

    return held


def known_captures(room: Room, url: str) -> list[Capture]:
    """Return what came of asking for an address, newest first, at most CAPTURES; none for one that is no address."""
    try:
        return room.archive.captures(url)[: -CAPTURES - 1 : -1]
    except ArchiveError:
        return []
