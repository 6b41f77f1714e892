"""The reading room speaks Memento (RFC 7089): datetime negotiation, mementos with their relations, TimeMaps."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from archive import open_archive
from tests.archive.kept import URL
from tests.archive.rooms import ORIGIN, Visitor
from tests.archive.tales import lose, night, see

HALF = timedelta(milliseconds=500)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Visitor]:
    """Three versions, with an absence before the last; two began within a second."""
    with open_archive(tmp_path / "archive", read_only=False) as archive:
        see(archive, night(0) + HALF, "甲")
        see(archive, night(1) + HALF, "乙")
        lose(archive, night(2))
        see(archive, night(4), "丙")
        yield Visitor(archive)


FIRST, SECOND, THIRD = (
    f"/at/2026-11-{day}Z/{URL}" for day in ("24T18:00:00.500000", "25T18:00:00.500000", "28T18:00:00")
)


def relations(header: str) -> dict[str, str]:
    """Relation → target of a Link header or a TimeMap; one link may have several relations."""
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"', header)
    return {relation: target for target, names in found for relation in names.split() if relation != "memento"}


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("", THIRD),
        ("Fri, 01 Jan 2010 00:00:00 GMT", FIRST),
        ("Tue, 24 Nov 2026 18:00:00 GMT", FIRST),
        ("Wed, 25 Nov 2026 17:59:59 GMT", FIRST),
        ("Wed, 25 Nov 2026 18:00:00 GMT", SECOND),
        ("Thu, 26 Nov 2026 19:00:00 GMT", SECOND),
        ("Sat, 01 Jan 2050 00:00:00 GMT", THIRD),
    ],
)
def test_the_timegate_leads_to_the_version_that_stood(room: Visitor, wanted: str, given: str) -> None:
    seen = room.get(f"/timegate/{URL}", **({"Accept_Datetime": wanted} if wanted else {}))
    assert (302, given) == (seen.status, seen.headers["location"])
    assert "accept-datetime" in seen.headers["vary"]
    told = relations(seen.headers["link"])
    assert (URL, ORIGIN + FIRST, ORIGIN + THIRD) == (told["original"], told["first"], told["last"])


@pytest.mark.parametrize(
    "wanted", ["yesterday", "2026-11-25", "Sat, 99 Foo 2026 18:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 -1200"]
)
def test_a_time_that_cannot_be_read_is_refused(room: Visitor, wanted: str) -> None:
    seen = room.get(f"/timegate/{URL}", Accept_Datetime=wanted)
    assert seen.status == (302 if "9999" in wanted else 400)


def test_a_memento_says_when_it_was_and_where_the_others_are(room: Visitor) -> None:
    seen = room.get(SECOND)
    assert "Wed, 25 Nov 2026 18:00:00 GMT" == seen.headers["memento-datetime"]
    assert {
        "original": URL,
        "timegate": f"{ORIGIN}/timegate/{URL}",
        "timemap": f"{ORIGIN}/timemap/{URL}",
        "first": ORIGIN + FIRST,
        "prev": ORIGIN + FIRST,
        "next": ORIGIN + THIRD,
        "last": ORIGIN + THIRD,
    } == relations(seen.headers["link"])
    assert "memento-datetime" not in room.get(f"/at/2026-11-27/{URL}").headers  # it was gone then


def test_a_timemap_lists_every_version_that_was_there(room: Visitor) -> None:
    seen = room.get(f"/timemap/{URL}")
    assert "application/link-format" == seen.headers["content-type"]
    mementos = [line for line in seen.body.decode().splitlines() if "memento" in line]
    assert [ORIGIN + path for path in (FIRST, SECOND, THIRD)] == [line[1:].partition(">")[0] for line in mementos]
    assert relations(seen.body.decode())["original"] == URL
    assert 'from="Tue, 24 Nov 2026 18:00:00 GMT"; until="Sat, 28 Nov 2026 18:00:00 GMT"' in seen.body.decode()


def test_a_page_that_was_never_there_has_no_timemap(room: Visitor) -> None:
    assert [404, 404] == [room.get(f"/{verb}/{URL}?no").status for verb in ("timemap", "timegate")]


def test_a_lone_version_is_first_and_last(tmp_path: Path) -> None:
    with open_archive(tmp_path / "lone", read_only=False) as archive:
        see(archive, night(0), "甲")
        room = Visitor(archive)
        for seen in (room.get(f"/at/last/{URL}").headers["link"], room.get(f"/timegate/{URL}").headers["link"]):
            assert (relations(seen)["first"], True) == (relations(seen)["last"], "first last memento" in seen)
