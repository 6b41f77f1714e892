"""What is known of a column goes from run to run in the reports."""

from dataclasses import replace
from datetime import UTC, date, datetime

from archive.records import Run
from crawler.cadence import Rhythm
from crawler.families import Entry
from crawler.rhythms import note, packed, redated, rhythms_of, unpacked
from crawler.wire import Findings

LIST = "https://rd.linjiang.example/jdgz/"
TODAY = date(2026, 3, 2)


def entry(number: int, day: date | None = None) -> Entry:
    return Entry(f"{LIST}{number}.html", f"第{number}次会议", day)


def found(*entries: Entry) -> Findings:
    findings = Findings()
    note(findings, LIST, entries)
    return findings


def run_with(rhythms: dict[str, Rhythm]) -> Run:
    at = datetime(2026, 3, 1, 18, tzinfo=UTC)
    return Run("r", "linjiang", at, at, "complete", details={"rhythm": packed(rhythms)})


def test_a_rhythm_is_the_same_after_it_was_kept() -> None:
    known = {LIST: Rhythm(TODAY, (date(2024, 12, 30), date(2025, 1, 2), TODAY)), "b": Rhythm(TODAY, ())}
    assert known == unpacked(packed(known))


def test_the_dates_of_a_list_are_a_columns_days() -> None:
    told = rhythms_of(
        [], found(entry(1, date(2026, 2, 1)), entry(2, date(2026, 1, 1)), entry(3, date(2026, 2, 1))), {}, TODAY
    )
    assert {LIST: Rhythm(TODAY, (date(2026, 1, 1), date(2026, 2, 1)))} == told  # fmt: skip


def test_an_entry_without_a_date_has_its_pages_own() -> None:
    told = rhythms_of([], found(entry(1), entry(2)), {entry(1).url: date(2025, 5, 5), entry(2).url: None}, TODAY)
    assert (date(2025, 5, 5),) == told[LIST].days


def test_a_page_without_any_date_came_today_if_the_column_is_known() -> None:
    before = run_with({LIST: Rhythm(date(2026, 1, 1), (date(2026, 2, 1),))})
    told = rhythms_of([before], found(entry(1), entry(2)), {entry(1).url: None}, TODAY)
    assert Rhythm(date(2026, 1, 1), (date(2026, 2, 1), TODAY)) == told[LIST]


def test_a_night_without_lists_forgets_nothing() -> None:
    known = {LIST: Rhythm(date(2026, 1, 1), (date(2026, 2, 1),))}
    unreported = Run("u", "linjiang", datetime(2026, 3, 1, 20, tzinfo=UTC))
    assert known == rhythms_of([unreported, run_with(known)], Findings(), {}, TODAY)


def test_an_empty_fields_date_is_no_day() -> None:
    assert () == rhythms_of([], found(entry(1, date(1970, 1, 1))), {}, TODAY)[LIST].days


KNOWN = {LIST: Rhythm(date(2025, 1, 1), tuple(date(2026, 1, n) for n in range(1, 11)))}


def test_a_list_that_gives_none_of_its_dates_any_more_is_a_fault_and_teaches_nothing() -> None:
    migrated = found(*(entry(n, date(2026, 3, 1)) for n in range(20)))
    told = redated([run_with(KNOWN)], migrated)
    assert [("dates-changed", LIST)] == [(one.fault, one.column) for one in told]
    assert (
        told[0].reason == f"{LIST} gives none of the dates that it gave before (2026-01-10 and earlier; now 2026-03-01)"
    )
    assert KNOWN == rhythms_of([run_with(KNOWN)], migrated, {}, TODAY)


def test_new_entries_above_old_ones_are_no_other_dates() -> None:
    assert [] == redated([run_with(KNOWN)], found(entry(1, date(2026, 3, 1)), entry(2, date(2026, 1, 10))))
    assert [] == redated([run_with(KNOWN)], found(entry(1)))
    young = {LIST: Rhythm(date(2025, 1, 1), (date(2026, 1, 1),))}
    assert [] == redated([run_with(young)], found(entry(1, date(2026, 3, 1))))


def test_a_column_that_stays_redated_is_learnt_anew() -> None:
    migrated = found(entry(1, date(2026, 3, 1)))
    bad = replace(run_with(KNOWN), verdict="unexpected", details={"fault": "dates-changed", "rhythm": packed(KNOWN)})
    assert KNOWN == rhythms_of([bad] * 6, migrated, {}, TODAY)
    assert {LIST: Rhythm(TODAY, (date(2026, 3, 1),))} == rhythms_of([bad] * 7, migrated, {}, TODAY)
