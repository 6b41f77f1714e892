"""Verdicts from what was listed and how each address ended; none of these needs a crawl."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archive.records import Attempt, Capture, Run, Verdict
from archive.urls import url_key
from crawler.crawl import exit_code
from crawler.drift import Drift
from crawler.endings import endings_of
from crawler.sources import Expect, Source
from crawler.verdict import judge_run
from crawler.wire import Findings

LIST = "https://rd.linjiang.example/jdgz/"
AT = datetime(2026, 11, 24, 18, tzinfo=UTC)
SOURCE = Source("linjiang", "临江区", "310199", "peoples_congress", "links", (LIST,), ("rd.linjiang.example",))


def pages(count: int) -> list[str]:
    return [f"https://rd.linjiang.example/20260301/{n}.html" for n in range(count)]


def capture(
    url: str, outcome: str = "ok", cause: str = "", *, after_s: int = 0, leads_to: str = "", revisit: bool = False
) -> Capture:
    at = AT + timedelta(seconds=after_s)
    identifier = f"urn:{url}:{after_s}"
    return Capture(
        id=identifier,
        url=url,
        url_key=url_key(url),
        captured_at=at,
        recorded_at=at,
        status=200,
        media_type="text/html",
        payload_digest="",
        payload_length=0,
        source="linjiang",
        run="r",
        outcome=outcome,  # type: ignore[arg-type]
        cause=cause,
        reason="schedule",
        original_id="urn:first" if revisit else identifier,
        warc="",
        offset=0,
        length=0,
        redirected_to=leads_to,
    )


def attempt(url: str, cause: str = "timeout", outcome: str = "error", *, after_s: int = 0) -> Attempt:
    at = AT + timedelta(seconds=after_s)
    return Attempt(url, outcome, cause, at, at, "linjiang", "r")  # type: ignore[arg-type]


def found(count: int, **more: object) -> Findings:
    return Findings(lists={LIST: count}, listed=pages(count), ended="finished", **more)  # type: ignore[arg-type]


def verdict_of(
    outcomes: list[tuple[str, str]], source: Source = SOURCE, findings: Findings | None = None
) -> tuple[Verdict, str]:
    captures = [capture(LIST)] + [
        capture(url, *outcome) for url, outcome in zip(pages(len(outcomes)), outcomes, strict=True)
    ]
    judged = judge_run(source, findings or found(len(outcomes)), captures, [])
    return judged.verdict, "; ".join(judged.reasons)


def test_all_pages_there_is_complete() -> None:
    assert ("complete", "") == verdict_of([("ok", "")] * 6)


@pytest.mark.parametrize(
    ("outcomes", "verdict", "reason"),
    [
        ([("ok", "")] * 5 + [("gone", "")], "complete", "1 listed pages are gone"),
        ([("ok", "")] * 5 + [("blocked", "no-permission")], "complete", "not for visitors"),
        ([("ok", "")] * 5 + [("blocked", "challenge")], "partial", "1 challenge"),
        ([("ok", "")] * 5 + [("error", "server-error")], "partial", "1 server-error"),
        ([("ok", "")] * 5 + [("truncated", "cut-body")], "partial", "1 cut-body"),
        ([("ok", "")] * 2 + [("blocked", "challenge")] * 4, "blocked", "4 of 7"),
        ([("ok", "")] * 2 + [("blocked", "login-required")] * 5, "blocked", "5 of 8"),
        ([("gone", "")] * 6, "unexpected", "6 of 6 listed pages are gone"),
    ],
)
def test_what_was_not_got_decides(outcomes: list[tuple[str, str]], verdict: str, reason: str) -> None:
    got = verdict_of(outcomes)
    assert verdict == got[0]
    assert reason in got[1]


@pytest.mark.parametrize(
    ("least", "most", "verdict"), [(5, None, "unexpected"), (None, 3, "unexpected"), (4, 4, "complete")]
)
def test_the_declared_bounds_are_kept(least: int | None, most: int | None, verdict: str) -> None:
    source = replace(SOURCE, expect=Expect(pages_min=least, pages_max=most))
    assert verdict == verdict_of([("ok", "")] * 4, source)[0]


def test_gone_pages_beside_known_ones_that_rest_are_no_surprise() -> None:
    findings = found(6, resting=4)
    assert "complete" == verdict_of([("gone", "")] * 6, findings=findings)[0]


def test_gone_pages_beyond_the_declared_number_are_partial() -> None:
    source = replace(SOURCE, expect=Expect(gone_max=1))
    assert "partial" == verdict_of([("ok", "")] * 4 + [("gone", "")] * 2, source)[0]


def test_an_empty_list_beside_a_full_one_is_partial() -> None:
    findings = found(2)
    findings.lists[LIST + "index_2.html"] = 0
    captures = [capture(url) for url in (LIST, LIST + "index_2.html", *pages(2))]
    assert "partial" == judge_run(SOURCE, findings, captures, []).verdict


def test_only_empty_lists_is_failed_and_says_why_if_the_page_shows_it() -> None:
    findings = Findings(lists={LIST: 0}, hints={LIST: "the list is filled by a script"}, ended="finished")
    judged = judge_run(SOURCE, findings, [capture(LIST)], [])
    assert ("failed", True) == (judged.verdict, "the list is filled by a script" in judged.reasons)


def test_a_list_that_never_answered_is_failed() -> None:
    judged = judge_run(SOURCE, Findings(ended="finished"), [], [attempt(LIST, "dns")])
    assert ("failed", "no list page could be read: 1 dns") == (judged.verdict, judged.reasons[0])


def test_a_list_that_is_gone_is_failed() -> None:
    assert "failed" == judge_run(SOURCE, Findings(ended="finished"), [capture(LIST, "gone")], []).verdict


@pytest.mark.parametrize(("outcome", "verdict"), [("error", "partial"), ("blocked", "partial"), ("gone", "complete")])
def test_a_further_list_page_that_is_lost_is_told(outcome: str, verdict: Verdict) -> None:
    onward = LIST + "index_2.html"
    told = [
        capture(LIST),
        *(capture(url) for url in pages(6)),
        capture(onward, outcome, "challenge" if outcome == "blocked" else ""),
    ]
    judged = judge_run(SOURCE, found(6, pagers=[LIST, onward]), told, [])
    assert (verdict, True) == (judged.verdict, "1 " in judged.reasons[0])


def test_a_second_try_that_succeeds_counts() -> None:
    url = pages(1)[0]
    told = [capture(LIST), capture(url, "error", "server-error"), capture(url, after_s=1)]
    assert "complete" == judge_run(SOURCE, found(1), told, [attempt(url)]).verdict


def test_a_page_counts_as_what_its_redirect_leads_to() -> None:
    url, onward = pages(1)[0], "https://rd.linjiang.example/new.html"
    there = [capture(LIST), capture(url, "redirect", leads_to=onward), capture(onward, "error", "server-error")]
    assert "partial" == judge_run(SOURCE, found(1), there, []).verdict


def test_a_page_never_asked_is_missed() -> None:
    judged = judge_run(SOURCE, found(2), [capture(LIST), capture(pages(2)[0])], [])
    assert ("partial", True) == (judged.verdict, "1 never asked" in judged.reasons[0])


def test_a_walk_that_was_cut_off_is_partial() -> None:
    assert "partial" == verdict_of([("ok", "")], findings=replace(found(1), ended="shutdown"))[0]
    assert "partial" == verdict_of([("ok", "")], findings=replace(found(1), capped=True))[0]


def test_robots_txt_is_no_page_of_the_run() -> None:
    endings = endings_of([capture("https://rd.linjiang.example/robots.txt")], [])
    assert {} == endings


def test_the_same_bytes_again_count_as_unchanged() -> None:
    told = [capture(LIST, revisit=True), capture(pages(1)[0], "unchanged")]
    judged = judge_run(SOURCE, found(1), told, [])
    assert (0, 2) == (judged.captured, judged.unchanged)


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        (["complete", "quiet"], 0),
        (["complete", "partial"], 3),
        (["unexpected", "blocked"], 4),
        (["blocked", "failed", "partial"], 1),
        ([None], 1),
        ([], 0),
    ],
)
def test_of_several_runs_the_worst_code_counts(verdicts: list[Verdict | None], code: int) -> None:
    runs = [Run("r", "s", AT, verdict=verdict) for verdict in verdicts]
    assert code == exit_code(runs)


def test_a_picture_that_is_kept_already_counts_as_unchanged() -> None:
    endings = endings_of([capture(pages(1)[0], "not-text", revisit=True)], [])
    assert ["unchanged"] == [ending.outcome for ending in endings.values()]


@pytest.mark.parametrize(("had", "resting", "verdict"), [(0, 0, "blocked"), (1, 0, "complete"), (0, 1, "complete")])
def test_withheld_pages_block_a_run_only_where_none_was_had(had: int, resting: int, verdict: str) -> None:
    urls = pages(3)
    captures = [capture(LIST), *(capture(url) for url in urls[:had])]
    attempts = [attempt(url, "robots", "blocked") for url in urls[had:]]
    assert verdict == judge_run(SOURCE, found(3, resting=resting), captures, attempts).verdict


def test_pages_that_could_not_be_cleaned_make_a_run_partial() -> None:
    url = pages(1)[0]
    judged = judge_run(SOURCE, found(1), [capture(LIST), capture(url)], [], unread={url: "NotReadable: no"})
    assert ("partial", "unread") == (judged.verdict, judged.fault)
    assert (f"1 pages could not be cleaned, e.g. {url}: NotReadable: no",) == judged.reasons


def test_documents_that_lead_to_the_front_page_are_no_more() -> None:
    front = capture("https://rd.linjiang.example/")
    moved = [capture(url, "redirect", leads_to="https://rd.linjiang.example/") for url in pages(6)]
    judged = judge_run(SOURCE, found(6), [capture(LIST), front, *moved], [])
    assert ("unexpected", "gone") == (judged.verdict, judged.fault)
    one = judge_run(SOURCE, found(6), [capture(LIST), front, moved[0], *map(capture, pages(6)[1:])], [])
    assert ("complete", True) == (one.verdict, "1 listed pages are gone" in one.reasons)


@pytest.mark.parametrize(
    ("outcomes", "fault"),
    [
        ([("ok", "")] * 5 + [("error", "timeout")] * 2 + [("error", "dns")], "timeout"),
        ([("ok", "")] * 2 + [("blocked", "challenge")] * 2 + [("blocked", "closed-tonight")] * 4, "challenge"),
        ([("ok", "")] * 2 + [("blocked", "closed-tonight")] * 4, "closed-tonight"),
        ([("gone", "")] * 5, "gone"),
        ([("gone", "")] * 4, ""),  # of so few pages all may be taken down
    ],
)
def test_a_fault_is_named_by_what_most_pages_have_and_never_by_what_only_follows(
    outcomes: list[tuple[str, str]], fault: str
) -> None:
    captures = [capture(LIST), *(capture(url, *one) for url, one in zip(pages(8), outcomes, strict=False))]
    assert fault == judge_run(SOURCE, found(len(outcomes)), captures, []).fault


@pytest.mark.parametrize(("refused", "verdict"), [(3, "partial"), (4, "blocked")])
def test_a_run_is_blocked_by_more_than_a_half_of_its_pages_and_lists(refused: int, verdict: str) -> None:
    assert verdict == verdict_of([("ok", "")] * (5 - refused) + [("blocked", "challenge")] * refused)[0]


def test_a_list_that_is_refused_in_all_its_tries_blocks_and_one_that_only_was_not_asked_fails() -> None:
    for cause, verdict in (("challenge", "blocked"), ("closed-tonight", "failed")):
        judged = judge_run(SOURCE, Findings(ended="finished"), [], [attempt(LIST, cause, "blocked")])
        assert (verdict, cause) == (judged.verdict, judged.fault)


def test_a_list_that_leads_to_a_refusal_is_refused() -> None:
    onward = "https://rd.linjiang.example/check"
    told = [capture(LIST, "redirect", leads_to=onward), capture(onward, "blocked", "challenge")]
    assert "blocked" == judge_run(SOURCE, Findings(ended="finished"), told, []).verdict


def test_a_list_that_scripts_fill_is_read_where_their_interface_gave_its_entries() -> None:
    told = [capture(LIST, "error", "script-only"), *map(capture, pages(3))]
    assert "complete" == judge_run(SOURCE, found(3), told, []).verdict
    empty = Findings(lists={LIST: 0}, listed=pages(3), ended="finished")
    assert "complete" != judge_run(SOURCE, empty, told, []).verdict


def test_pages_without_a_list_are_enough_where_there_is_none() -> None:
    source = replace(SOURCE, seeds=tuple(pages(2)))
    had = Findings(listed=pages(2), ended="finished")
    assert "complete" == judge_run(source, had, [*map(capture, pages(2))], []).verdict
    assert "failed" == judge_run(source, had, [], [attempt(url) for url in pages(2)]).verdict


def test_what_pages_say_of_themselves_decides_where_nothing_else_is_wrong() -> None:
    told = [capture(LIST), *map(capture, pages(6))]
    changed = Drift("template-changed", "the body's selector hits no page")
    judged = judge_run(SOURCE, found(6), told, [], drift=[changed])
    assert ("unexpected", "template-changed", (changed.reason,)) == (judged.verdict, judged.fault, judged.reasons)
    lacking = judge_run(SOURCE, found(6), told[:-1], [], drift=[changed])
    assert ("partial", "never-asked") == (lacking.verdict, lacking.fault)
    taken = judge_run(SOURCE, found(6), told[:-1], [], drift=[Drift("hijacked", "it names another district")])
    assert ("partial", "hijacked") == (taken.verdict, taken.fault)


@pytest.mark.parametrize(
    ("outcome", "cause", "verdict", "note"),
    [
        ("gone", "", "complete", "1 of 2 files and pictures of pages are not to be had: 1 gone"),
        ("blocked", "forbidden", "complete", "1 of 2 files and pictures of pages are not to be had: 1 forbidden"),
        ("error", "too-large", "complete", "1 of 2 files and pictures of pages are not to be had: 1 too-large"),
        ("error", "server-error", "partial", "1 of 2 files and pictures of pages could not be had: 1 server-error"),
        ("truncated", "cut-body", "partial", "1 of 2 files and pictures of pages could not be had: 1 cut-body"),
    ],
)
def test_a_file_that_will_never_come_is_told_and_one_that_may_makes_the_run_partial(
    outcome: str, cause: str, verdict: str, note: str
) -> None:
    files = [f"https://rd.linjiang.example/{name}.pdf" for name in "ab"]
    told = [capture(LIST), capture(pages(1)[0]), capture(files[0], "not-text"), capture(files[1], outcome, cause)]
    judged = judge_run(SOURCE, found(1, files=files), told, [])
    assert (verdict, True) == (judged.verdict, note in judged.reasons)
