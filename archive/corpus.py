"""The documents that stood at an instant: one version each, wholes put together, in the last state that a sound night saw."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from heapq import merge

from sqlalchemy import Connection, select

from archive.history import Bounds, every_page, keys_of, versions
from archive.joining import parts, whole_of, whole_versions, with_blocks
from archive.records import Version
from archive.shelf import Shelf
from archive.trust import Doubts, doubts
from archive.urls import url_key


def corpus(
    shelf: Shelf, bounds: Bounds, sources: Collection[str] = (), cleaner: str | None = None
) -> Iterator[Version]:
    """Yield every document's version that stood within the bounds, with the document, in the order of their keys.

    Args:
        sources: only documents of which one of these sources has captured a page; empty for all.
    """
    with shelf.database.reading() as connection:
        theirs = keys_of(connection, sources, bounds) if sources else set[str]()
        for key, version in standing(connection, bounds, cleaner):
            keys = {key, *(url_key(part.url) for part in version.parts)}
            if version.outcome != "ok" or (sources and not keys & theirs):
                continue
            if version.parts:
                yield with_blocks(version, [shelf.document(part.cleaning_id) for part in version.parts])
            else:
                yield replace(version, document=shelf.document(version.cleaning_id))


def standing(connection: Connection, bounds: Bounds, cleaner: str | None = None) -> Iterator[tuple[str, Version]]:
    """Yield key and last sound version within the bounds of every document, gone ones too, in the order of the keys.

    A document that no sound night saw (`archive.trust`) is left out.
    """
    doubted = doubts(connection)
    wholes, members = _wholes(connection, bounds, cleaner, doubted)
    alone = (
        (key, version)
        for key, told in every_page(connection, cleaner, bounds)
        if key not in members and (version := doubted.last_sound(key, (one.version for one in told)))
    )
    yield from merge(alone, wholes, key=lambda pair: pair[0])


def _wholes(
    connection: Connection, bounds: Bounds, cleaner: str | None, doubted: Doubts
) -> tuple[list[tuple[str, Version]], set[str]]:
    """Key and last version of every document over several addresses, in order, and the keys of their pages."""
    found: list[tuple[str, Version]] = []
    members: set[str] = set()
    for key in sorted(connection.scalars(select(parts.c.whole_key).distinct())):
        whole = whole_of(connection, key, versions(connection, key, cleaner, bounds), cleaner, bounds)
        if whole is None or whole.key != key:
            continue
        if listed := whole_versions(connection, whole, bounds):
            members |= set(whole.pages)
            if version := next((one for one in reversed(listed) if _holds(doubted, one)), None):
                found.append((key, version))
    return found, members


def _holds(doubted: Doubts, whole: Version) -> bool:
    """Whether every part of a whole may be relied on."""
    return all(
        doubted.holds(
            url_key(part.url), replace(whole, capture_id=part.capture_id, cleaning_id=part.cleaning_id, parts=())
        )
        for part in whole.parts
    )
