"""How a source stands, from its runs alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archive.records import Run, Verdict
from crawler.health import Health, health_of

FIRST = datetime(2026, 9, 1, 18, tzinfo=UTC)


def night(number: int, verdict: Verdict | None, fault: str = "", **more: object) -> Run:
    begun = FIRST + timedelta(days=number)
    ended = None if verdict is None else begun + timedelta(minutes=5)
    reasons = () if verdict in ("complete", None) else (f"because of {fault or verdict}",)
    details = {"fault": fault, "listed": more.pop("listed", 40), "lists": more.pop("lists", {})}
    run = Run(f"run-{number}", "linjiang", begun, ended, verdict, asked=40, reasons=reasons, details=details)
    return Run(**{name: more.get(name, getattr(run, name)) for name in Run.__dataclass_fields__})  # type: ignore[arg-type]


def stands(*runs: Run, due: datetime | None = None) -> Health:
    return health_of("linjiang", runs, due=due)


def test_a_source_that_was_never_crawled_is_new_and_alarms_nobody() -> None:
    assert Health("linjiang", "new", None, None, "was never crawled to an end") == stands()
    assert "new" == stands(night(0, None)).state


def test_a_good_source_stands_well_since_its_first_good_run() -> None:
    told = stands(night(0, "failed"), night(1, "complete"), night(2, "complete"))
    assert ("complete", FIRST + timedelta(days=1), FIRST + timedelta(days=2)) == (
        told.state,
        told.since,
        told.last_complete,
    )
    assert not told.is_alarming


def test_a_broken_source_is_broken_since_the_first_bad_run_after_a_good_one() -> None:
    told = stands(night(0, "complete"), night(1, "partial"), night(2, "failed", "dns"), night(3, "failed", "dns"))
    assert ("failed", FIRST + timedelta(days=1), FIRST) == (told.state, told.since, told.last_complete)
    assert ("because of dns", "dns", True) == (told.message, told.fault, told.is_alarming)


def test_pages_fetched_by_hand_say_nothing_of_a_source() -> None:
    told = stands(night(0, "failed"), night(1, "complete", reason="manual"))
    assert "failed" == told.state


@pytest.mark.parametrize("verdict", ["failed", "blocked", "unexpected"])
def test_every_bad_verdict_alarms_the_same_night(verdict: Verdict) -> None:
    assert stands(night(0, "complete"), night(1, verdict)).is_alarming


def test_a_quiet_source_stands_well_and_says_since_when_and_why() -> None:
    told = stands(night(0, "complete"), night(1, "quiet"), night(2, "quiet"))
    assert ("quiet", FIRST + timedelta(days=1), FIRST + timedelta(days=2)) == (
        told.state,
        told.since,
        told.last_complete,
    )
    assert ("because of quiet", "", False) == (told.message, told.fault, told.is_alarming)


def test_a_page_missing_on_one_night_alarms_nobody_and_on_three_it_does() -> None:
    few = [night(n, "partial", "timeout", failed=1) for n in range(3)]
    assert [False, False, True] == [stands(*few[: n + 1]).is_alarming for n in range(3)]


def test_a_fifth_of_the_pages_missing_alarms_at_once() -> None:
    assert stands(night(0, "partial", "timeout", failed=8)).is_alarming
    assert not stands(night(0, "partial", "timeout", failed=7)).is_alarming


def test_a_list_page_without_entries_alarms_at_once() -> None:
    assert stands(night(0, "partial", "no-entries")).is_alarming


def test_a_night_that_did_not_begin_is_late() -> None:
    due = FIRST + timedelta(days=2)
    told = stands(night(0, "complete"), night(1, "complete"), due=due)
    assert ("late", due, "late", True) == (told.state, told.since, told.fault, told.is_alarming)
    assert "complete" == stands(night(0, "complete"), night(2, "complete"), due=due).state
    assert "complete" == stands(night(0, "complete"), night(2, None), due=due).state


def test_health_has_the_keys_that_programs_rely_on() -> None:
    told = stands(night(0, "failed", "dns")).to_json()
    assert ("linjiang", "failed", "2026-09-01T18:00:00Z", None, "because of dns") == tuple(
        told[key] for key in ("source", "state", "since", "last_complete", "message")
    )


def test_another_page_missing_each_night_alarms_nobody() -> None:
    def lacking(number: int, *urls: str) -> Run:
        run = night(number, "partial", "timeout", failed=1)
        return replace(run, details={**run.details, "missing": list(urls)})

    same = [lacking(n, "https://a.example/1", f"https://a.example/{n + 5}") for n in range(3)]
    others = [lacking(n, f"https://a.example/{n}") for n in range(3)]
    assert (True, False) == (stands(*same).is_alarming, stands(*others).is_alarming)
