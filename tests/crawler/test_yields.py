"""A list that lost half of its entries, told by what it named before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from archive.records import Run
from crawler.due import HEAD, WHOLE
from crawler.sources import Source
from crawler.wire import Findings
from crawler.yields import shrunken

LIST, OTHER = "https://rd.linjiang.example/jdgz/", "https://rd.linjiang.example/gzbg/"
SOURCE = Source(
    "linjiang", "临江区人大常委会", "310199", "peoples_congress", "links", (LIST, OTHER), ("rd.linjiang.example",)
)


def night(number: int, first: int, other: int = 20, walk: str = WHOLE) -> Run:
    at = datetime(2026, 3, 1, 18, tzinfo=UTC) + timedelta(days=number)
    details = {"lists": {LIST: first, OTHER: other}, "listed": first + other, "walk": walk}
    return Run(f"r{number}", "linjiang", at, at, "complete", details=details)


def tonight(first: int, other: int = 20, walk: str = WHOLE) -> Findings:
    listed = [f"{LIST}{n}" for n in range(first + other)]
    return Findings(lists={LIST: first, OTHER: other}, listed=listed, walk=walk, ended="finished")


NIGHTS = [night(n, 20) for n in range(4)]


def test_half_a_list_that_vanished_is_a_fault_of_that_list() -> None:
    told = shrunken(SOURCE, tonight(9), NIGHTS)
    assert [("few-pages", f"{LIST} names 9 pages, in the 4 good nights before it was 20")] == [
        (one.fault, one.reason) for one in told
    ]


def test_a_few_entries_fewer_are_none() -> None:
    assert [] == shrunken(SOURCE, tonight(10), NIGHTS)


def test_a_list_that_was_shorter_once_may_be_so_again() -> None:
    assert [] == shrunken(SOURCE, tonight(9), [*NIGHTS, night(5, 12)])


def test_two_nights_or_a_short_list_teach_nothing() -> None:
    assert [] == shrunken(SOURCE, tonight(2), NIGHTS[:2])
    assert [] == shrunken(SOURCE, tonight(3, 20), [night(n, 7) for n in range(5)])


def test_a_walk_of_the_newest_is_not_held_against_a_whole_one() -> None:
    assert [] == shrunken(SOURCE, tonight(4, walk=HEAD), NIGHTS)
    assert 1 == len(shrunken(SOURCE, tonight(4, walk=HEAD), [night(n, 20, walk=HEAD) for n in range(3)]))


def test_further_pages_of_a_column_that_vanished_are_missed_in_the_sum() -> None:
    many = [night(n, 20) for n in range(3)]
    for run in many:
        run.details["listed"] = 200
    told = shrunken(SOURCE, tonight(20), many)
    assert ["the lists name 40 pages, in the 3 good nights before it was 200"] == [one.reason for one in told]


def test_an_empty_list_and_a_walk_that_ended_early_are_told_elsewhere() -> None:
    assert [] == shrunken(SOURCE, tonight(0), NIGHTS)
    early = tonight(20)
    early.listed, early.capped = [], True
    assert [] == shrunken(SOURCE, early, NIGHTS)


def test_a_list_that_stays_short_is_its_length_after_a_week() -> None:
    bad = replace(night(9, 9), verdict="unexpected", details={**night(9, 9).details, "fault": "few-pages"})
    assert 1 == len(shrunken(SOURCE, tonight(9), [*[bad] * 6, *NIGHTS]))
    assert [] == shrunken(SOURCE, tonight(9), [*[bad] * 7, *NIGHTS])
    assert [] == shrunken(SOURCE, tonight(9), [night(17, 9), *[bad] * 7, *NIGHTS])
