"""What a diagnosis names: the last good run, what drifted, a bad sample beside a good one, what to change and what to try."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from archive.records import Attempt, Capture, Outcome, Verdict
from crawler.cadence import Rhythm
from crawler.diagnosis import COMMANDS, Diagnosis, diagnose
from crawler.health import ADVICE
from crawler.rhythms import packed
from tests.crawler.test_health import FIRST, night

LIST = "https://rd.linjiang.example/jdgz/"
PAGE = f"{LIST}20260301/000001.html"
ROBOTS = "https://rd.linjiang.example/robots.txt"


def capture(url: str, run: str = "run-1", outcome: Outcome = "ok", cause: str = "", *, again: bool = False) -> Capture:
    at, name = FIRST + timedelta(days=1), f"{run}:{url}"
    return Capture(
        id=name, url=url, url_key=url, captured_at=at, recorded_at=at, status=200, media_type="text/html",
        payload_digest="", payload_length=1, source="linjiang", run=run, outcome=outcome, cause=cause, reason="schedule",
        original_id="before" if again else name, warc="", offset=0, length=0,
    )  # fmt: skip


def attempt(url: str, cause: str) -> Attempt:
    at = FIRST + timedelta(days=1)
    return Attempt(url, "error", cause, at, at, "linjiang", "run-1")


def told(
    fault: str, *captures: Capture, verdict: Verdict = "unexpected", was: bool = True, **more: object
) -> Diagnosis:
    """The diagnosis of a source that was well on the first night and is not on the second."""
    runs = [night(0, "complete", lists={LIST: 20}), night(1, verdict, fault, lists={LIST: 20}, **more)]
    return diagnose("linjiang", runs, captures, earlier=lambda url: capture(url or PAGE, "run-0") if was else None)


def test_a_diagnosis_names_the_last_good_run_what_drifted_and_what_to_do() -> None:
    good = night(0, "complete", listed=60, lists={LIST: 20})
    bad = night(1, "failed", "no-entries", listed=0, lists={LIST: 0}, failed=3)
    found = diagnose("linjiang", [good, bad])
    assert ("run-0", "run-1") == (found.last_good.id if found.last_good else "", found.last.id if found.last else "")
    assert ("failed: 3, before 0", "pages listed: 0, before 60", f"entries of {LIST}: 0, before 20") == found.drifted
    assert ADVICE["no-entries"] == found.advice


def test_a_template_is_shown_by_a_document_and_by_what_it_was() -> None:
    found = told("template-changed", capture(ROBOTS), capture(LIST), capture(PAGE + "?old", again=True), capture(PAGE))
    assert [("bad", PAGE, f"run-1:{PAGE}"), ("good", PAGE, f"run-0:{PAGE}")] == [
        (one.kind, one.url, one.capture) for one in found.samples
    ]
    assert (f"fangzhi diff {PAGE}", f"fangzhi fixture run-1:{PAGE}") == (found.commands[0], found.commands[-1])


@pytest.mark.parametrize("fault", ["few-pages", "silent", "dates-changed", "hijacked"])
def test_what_a_list_shows_is_shown_by_that_list(fault: str) -> None:
    other = "https://rd.linjiang.example/gzbg/"
    runs = [night(0, "complete"), night(1, "unexpected", fault, lists={other: 3, LIST: 20}, reasons=(f"{LIST}: …",))]
    found = diagnose(
        "linjiang", runs, [capture(PAGE), capture(other), capture(LIST)], earlier=lambda url: capture(url, "run-0")
    )
    assert [("bad", LIST), ("good", LIST)] == [(one.kind, one.url) for one in found.samples]  # fmt: skip


def test_a_block_is_shown_by_the_refused_page_beside_what_it_was() -> None:
    found = told(
        "challenge",
        capture(ROBOTS, outcome="gone"),
        capture(LIST, outcome="blocked", cause="challenge"),
        verdict="blocked",
    )
    assert [("bad", LIST, "challenge"), ("good", LIST, "")] == [(one.kind, one.url, one.cause) for one in found.samples]
    assert (f"fangzhi fetch {LIST}", "fangzhi crawl linjiang") == found.commands  # fmt: skip


def test_samples_without_a_past_are_two_of_the_failure_class_each_address_once() -> None:
    attempts = [attempt(f"https://a.example/{n}", cause) for n, cause in enumerate(["dns", "timeout", "timeout"])]
    runs = [night(0, "complete"), night(1, "failed", "timeout")]
    found = diagnose("linjiang", runs, [], [*attempts, *attempts])
    assert ["https://a.example/1", "https://a.example/2"] == [sample.url for sample in found.samples]


def test_fields_that_fell_are_among_what_drifted() -> None:
    good, bad = night(0, "complete"), night(1, "unexpected", "template-changed")
    good.details["fields"], bad.details["fields"] = (
        {"pages": 20, "title": 20, "date": 9},
        {"pages": 4, "title": 1, "date": 2},
    )
    assert ("pages that have a title: 1 of 4, before 20 of 20",) == diagnose("linjiang", [good, bad]).drifted


def test_a_good_source_needs_no_advice() -> None:
    found = diagnose("linjiang", [night(0, "complete"), night(1, "quiet")])
    assert ("", (), (), ()) == (found.advice, found.samples, found.drifted, found.commands)


def test_a_diagnosis_tells_programs_all_of_it() -> None:
    day = FIRST.date()
    last = night(1, "unexpected", "silent", lists={LIST: 20})
    last.details["rhythm"] = packed({LIST: Rhythm(day, (day,))})
    found = diagnose(
        "linjiang", [night(0, "complete"), last], [capture(LIST)], earlier=lambda url: capture(url, "run-0")
    )
    values = found.to_json()
    assert ["bad", "good"] == [sample["kind"] for sample in values["samples"]]
    assert [{"url": LIST, "last": "2026-09-01", "days": 1}] == values["columns"]
    assert [f"fangzhi probe {LIST}"] == values["commands"]
    assert {"source", "state", "since", "last_complete", "message", "fault", "drifted", "advice", "reasons"} <= set(
        values
    )


def test_every_cause_and_fault_that_the_manual_names_has_its_advice() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
    faults = re.findall(
        r"^\| ((?:`[\w-]+`(?:, )?)+) \|", manual.partition("| fault | means |")[2].partition("###")[0], re.M
    )
    table = manual.partition("| outcome | causes |")[2].partition("A block is detected")[0]
    rows = re.findall(r"^\| `(blocked|truncated|error)` \| (.*) \|$", table, re.M)
    causes = {name for _, row in rows for name in re.findall(r"`([\w-]+)`", row.partition("; of an import")[0])}
    named = {name for row in faults for name in re.findall(r"`([\w-]+)`", row)} | causes
    assert len(named) > 30
    assert set() == named - set(ADVICE)
    assert set() == set(COMMANDS) - set(ADVICE)
