"""What is known of a column goes from run to run in the reports."""

from datetime import UTC, date, datetime

from archive.records import Run
from crawler.cadence import Rhythm
from crawler.families import Entry
from crawler.rhythms import note, packed, rhythms_of, unpacked
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
