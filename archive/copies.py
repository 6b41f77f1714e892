"""The same text elsewhere: on a forum, at a re-publisher, at the authority itself; aligned block by block.

Candidates share marks: of every stretch of eight characters of a text the hash is taken, and one in 32 hashes is a mark. How many marks of
a page another holds tells how much of it stands there, be the other a fragment or many times as long (modulo sketch). Tried instead:
MinHash tells how alike two whole texts are; a split page's part, a tenth of the report, falls through it.

Source: A. Broder, "On the resemblance and containment of documents" (1997), section 3.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import compress
from typing import Any
from zlib import crc32

from sqlalchemy import BigInteger, Column, Connection, Integer, Table, text

from archive.catalog import TABLES
from archive.diff_align import aligned
from archive.likeness import likeness
from archive.moments import rfc3339
from archive.records import Version
from archive.wording import plain
from cleaners.document import Block

marks = Table(
    "copy_marks",
    TABLES,
    Column("mark", BigInteger, primary_key=True),
    Column("text_id", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

STRETCH = 8
ONE_IN = 32
FEWEST = 8
"""Marks that a short text has at least (the smallest hashes), if it has so many stretches."""
COMMON = 500
"""A mark of more texts than this is a set phrase (请予审议); it leads nowhere."""
LEAST = 0.1
"""Part of its marks that a page must share with another to be compared with it."""
_FIGURE = re.compile(r"\d+")
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Altered:
    """A block that stands there with other words: number and text here, text there."""

    block: int
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Another document that holds text of a page.

    Attributes:
        share: part of the page's characters that stand there in order, 0 to 1. share_there: part of the other's that are the page's.
        missing: numbers and texts of the page's blocks that are not there; added: those of the other's that are not here.
        altered: blocks that are there with other words.
        published: the day that the other prints; first_seen: when it was first captured as it is.
        is_first: whether it printed an earlier day than the page and every other copy (no day: it is not known to be).
        days_after: days from the day that the page prints to that of this copy (negative: before it); None where either prints none.
        is_first_seen: whether it was captured before the page and every other copy. That says when we came, not when they published.
        is_most_complete: whether it holds the most of the text, the page itself included.
    """

    version: Version
    share: float
    share_there: float
    missing: tuple[tuple[int, str], ...]
    added: tuple[tuple[int, str], ...]
    altered: tuple[Altered, ...]
    published: date | None
    first_seen: datetime
    days_after: int | None = None
    is_first: bool = False
    is_first_seen: bool = False
    is_most_complete: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return it with the keys of `fangzhi copies --json`."""
        return {
            "url": self.version.url,
            "title": self.version.title,
            "source": self.version.source,
            "share": round(self.share, 4),
            "share_there": round(self.share_there, 4),
            "missing": [{"block": number, "text": said} for number, said in self.missing],
            "added": [{"block": number, "text": said} for number, said in self.added],
            "altered": [{"block": one.block, "here": one.here, "there": one.there} for one in self.altered],
            "published": self.published.isoformat() if self.published else None,
            "first_seen": rfc3339(self.first_seen),
            "days_after": self.days_after,
            "is_first": self.is_first,
            "is_first_seen": self.is_first_seen,
            "is_most_complete": self.is_most_complete,
        }


def marks_of(blocks: Iterable[str]) -> list[int]:
    """Return the marks of a text, in order of size: of letters, digits and characters only, so lost punctuation changes none."""
    body = _NOT_WORDS.sub("", "".join(blocks))
    stretches = {body[at : at + STRETCH] for at in range(len(body) - STRETCH + 1)}
    hashes = sorted(crc32(stretch.encode("utf-8", "surrogatepass")) for stretch in stretches)
    chosen = list(compress(hashes, (number % ONE_IN == 0 for number in hashes)))
    return chosen if len(chosen) >= FEWEST else sorted({*chosen, *hashes[:FEWEST]})


def note(connection: Connection, text_id: int, blocks: Iterable[str]) -> None:
    """Note the marks of a new text, in the caller's transaction. `blocks`: folded, without the title."""
    rows = [{"mark": mark, "text_id": text_id} for mark in sorted(set(marks_of(blocks)))]
    if rows:
        connection.execute(
            text("insert into copy_marks (mark, text_id) values (:mark, :text_id) on conflict do nothing"), rows
        )


def candidates(connection: Connection, blocks: Iterable[str], limit: int) -> list[int]:
    """Return the numbers of the texts that share marks with these folded blocks, most first."""
    wanted = sorted(set(marks_of(blocks)))
    shared: dict[int, int] = {}
    told = 0
    for start in range(0, len(wanted), COMMON):
        group = ", ".join(map(str, wanted[start : start + COMMON]))
        found: dict[int, list[int]] = {}
        for row in connection.execute(text(f"select mark, text_id from copy_marks where mark in ({group})")):
            found.setdefault(row.mark, []).append(row.text_id)
        for holders in found.values():
            if len(holders) <= COMMON:
                told += 1
                for text_id in holders:
                    shared[text_id] = shared.get(text_id, 0) + 1
    enough = max(1.0, LEAST * told)
    ranked = sorted((-count, text_id) for text_id, count in shared.items() if count >= enough)
    return [text_id for _, text_id in ranked[:limit]]


def copies_of(own: Version, others: Iterable[Version], *, at_least: float = LEAST) -> list[Copy]:
    """Align a page with other documents (all with their documents), those that hold the most of it first.

    Others that hold less than `at_least` of the page, and of whose own text less than that is the page's, are left out; so is
    the report of another year or district, which repeats the sentences with other figures.
    """
    found = [_compared(own, version) for version in others if _has_its_figures(own, version)]
    found = [copy for copy in found if max(copy.share, copy.share_there) >= at_least]
    held = [_lines(version) for version in (own, *(copy.version for copy in found))]
    family = held[0] | {line for line in set().union(*held) if sum(line in lines for lines in held) > 1}
    most = max(sum(map(len, lines & family)) for lines in held)
    days = [day for day in (_day(own), *(copy.published for copy in found)) if day]
    first = min(days) if days else None
    sights = sorted([own.first_seen, *(copy.first_seen for copy in found)])[:2]
    ranked = [
        replace(
            copy,
            is_first=first is not None and copy.published == first and days.count(first) == 1,
            is_first_seen=copy.first_seen == sights[0] < sights[1],
            is_most_complete=sum(map(len, _lines(copy.version) & family)) == most,
        )
        for copy in found
    ]
    return sorted(ranked, key=lambda copy: (-copy.share, -copy.share_there, copy.version.url))


def _compared(own: Version, other: Version) -> Copy:
    """Say what another document left out of a page, added and altered."""
    here, there = _blocks(own), _blocks(other)
    pairs = aligned(here, there)
    together = sorted([*pairs.same, *pairs.moved])
    altered = [(i, j) for i, j in together if plain(here[i].text) != plain(there[j].text)]
    shared = sum(len(here[i].text) for i, j in together if (i, j) not in altered)
    shared += sum(len(here[i].text) for i in [*(w for w, _ in pairs.split), *(i for p, _ in pairs.joined for i in p)])
    shared += sum(_common(here[i].text, there[j].text) for i, j in altered)
    return Copy(
        version=other,
        share=min(1.0, shared / max(1, sum(len(block.text) for block in here))),
        share_there=min(1.0, shared / max(1, sum(len(block.text) for block in there))),
        missing=tuple((i, here[i].text) for i in pairs.removed),
        added=tuple((j, there[j].text) for j in pairs.added),
        altered=tuple(Altered(i, here[i].text, there[j].text) for i, j in altered),
        published=_day(other),
        days_after=_days_between(_day(own), _day(other)),
        first_seen=other.first_seen,
    )


def _has_its_figures(own: Version, other: Version) -> bool:
    """Whether most of the blocks that two documents share, edited or not, and that hold figures, hold the same ones."""
    here, there = _blocks(own), _blocks(other)
    pairs = aligned(here, there)
    figures = [
        (Counter(_FIGURE.findall(here[i].text)), Counter(_FIGURE.findall(there[j].text)))
        for i, j in [*pairs.same, *pairs.moved]
    ]
    told = [(one, same) for one, same in figures if one or same]
    return sum(2 * (one & same).total() >= max(one.total(), same.total()) for one, same in told) * 2 >= len(told)


def _common(one: str, other: str) -> int:
    """Characters that two texts have in common, in order."""
    return round(likeness(one, other) * (len(one) + len(other)) / 2)


def _blocks(version: Version) -> tuple[Block, ...]:
    return version.document.blocks if version.document else ()


def _lines(version: Version) -> set[str]:
    """The plain texts of a document's blocks, but for the shortest."""
    return {line for block in _blocks(version) if len(line := plain(block.text)) >= STRETCH}


def _day(version: Version) -> date | None:
    """The day that a document prints, or was posted on."""
    if version.document is None:
        return None
    said = version.document.metadata
    return said.published or (said.posted.date() if said.posted else None)


def _days_between(one: date | None, other: date | None) -> int | None:
    return (other - one).days if one and other else None
