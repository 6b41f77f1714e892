"""What changed between two versions, where the text stands elsewhere, and how a sentence is known."""

import shlex

from archive.errors import NoVersion
from archive.records import Version
from archive.web.addresses import link, stamp
from archive.web.asking import Asked, Refused, Reply, Room, redirect
from archive.web.comparing import rows_of
from archive.web.finding import title_of
from archive.web.placing import Wanted, wanted
from archive.web.versions import block_link


def diff(room: Room, asked: Asked) -> Reply:
    """Return what changed from one instant to another; without instants between the last two versions."""
    want = wanted(asked)
    old, new = want.instant(0), want.instant(1)
    if old and new and new < old:
        old, new = new, old
    found = room.archive.diff(want.url, old, new, part=want.is_part)
    earlier = room.archive.at(want.url, found.from_at, part=want.is_part)
    later = room.archive.at(want.url, found.to_at, part=want.is_part)
    before, after = (version.document.blocks if version.document else () for version in (earlier, later))
    counts: dict[str, int] = {}
    for change in found.changes:
        counts[change.kind] = counts.get(change.kind, 0) + 1
    shown = {
        "want": want,
        "url": found.url,
        "earlier": earlier,
        "later": later,
        "title": later.title or earlier.title or found.url,
        "diff": found,
        "counts": counts,
        "rows": rows_of(found, before, after),
        "source_title": title_of(room, later.source),
        "old_link": lambda block: block_link(want, earlier, block),
        "new_link": lambda block: block_link(want, later, block),
    }
    return Reply("diff.html", shown)


def compare(_room: Room, asked: Asked) -> Reply:
    """Lead from the form of a page's history to the comparison that it asks for."""
    url, old, new = (asked.fields.get(name, "") for name in ("url", "from", "to"))
    if not url:
        raise Refused(400, "bad_address")
    marks = ["part"] if asked.fields.get("part") else []
    return redirect(link("diff", old or "last", new or "last", *marks, url=url))


def copies(room: Room, asked: Asked) -> Reply:
    """Return the documents that hold text of a page as it stands now, those that hold the most of it first."""
    want = wanted(asked)
    version = room.archive.at(want.url)
    shown = {
        "want": want,
        "url": version.url,
        "version": version,
        "title": version.title or version.url,
        "copies": room.archive.copies(want.url),
        "source_title": title_of(room, version.source),
        "block_link": lambda block: block_link(want, version, block),
    }
    return Reply("copies.html", shown)


def why(room: Room, asked: Asked) -> Reply:
    """Return how a block of a version is known (or the version as such), with everything on disk looked at again now."""
    want = wanted(asked)
    version = room.archive.at(want.url, want.instant(0), part=want.is_part)
    number = _number(want, version)
    read_again = room.reader_of(version) if room.reader_of else None
    proof = room.archive.provenance(version, number, read_again=read_again)
    shown = {
        "want": want,
        "url": version.url,
        "version": version,
        "title": version.title or version.url,
        "proof": proof,
        "source_title": title_of(room, version.source),
        "back": block_link(want, version, number)
        if number is not None
        else link("at", stamp(version), url=version.url),
        "by_hand": _by_hand(proof.original.warc, proof.original.offset, proof.original.length),
    }
    return Reply("why.html", shown, status=200 if proof.holds else 500)


def _number(want: Wanted, version: Version) -> int | None:
    """The block that is asked for, None for the version as such."""
    segment = want.segment(1)
    if segment in ("", "-"):
        return None
    blocks = len(version.document.blocks) if version.document else 0
    if not (segment.isascii() and segment.isdigit() and len(segment) < 10 and int(segment) < blocks):
        raise NoVersion(f"{version.url} has no block {segment}; they are numbered 0 to {blocks - 1}")
    return int(segment)


def _by_hand(warc: str, offset: int, length: int) -> str:
    """A command that prints a record of the archive with what every system has."""
    return f"tail -c +{offset + 1} {shlex.quote(warc)} | head -c {length} | gunzip"
