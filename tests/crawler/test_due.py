"""What a night leaves out, and what it must not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import Archive
from archive.records import Answer, Run, Version
from cleaners import clean, cleaner_id
from crawler.crawl import crawl
from crawler.due import STEPS, Plan, due, plan_of
from crawler.families import Entry
from crawler.job import Orders
from crawler.sources import load_sources
from tests.crawler.replica import HOST, Replica, article, declare, listing, site

AT = datetime(2026, 11, 24, 18, tzinfo=UTC)
LIST = f"{HOST}/jdgz/"
PAGE = f"{HOST}/jdgz/20260301/000001.html"


def version(captures: int, outcome: str = "ok") -> Version:
    return Version(PAGE, AT, AT, captures, "", "", "auto@1", outcome)  # type: ignore[arg-type]


@pytest.mark.parametrize(("captures", "days"), [(1, 1), (2, 3), (3, 7), (4, 30), (5, 90), (50, 90)])
def test_a_page_that_stands_still_is_asked_ever_more_seldom(captures: int, days: int) -> None:
    assert AT + timedelta(days=days) == due(version(captures))


def kept(archive: Archive, url: str, body: str, at: datetime, run: Run) -> None:
    """One answer, kept and (but for lists) read."""
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    capture = archive.keep(Answer(url, 200, "OK", headers, body.encode(), at, at, "linjiang", run.id, "ok"))
    if url != LIST:
        document = clean(body.encode(), url=url)
        archive.keep_cleaning(capture, cleaner_id(), document, cleaned_at=at)


def night(archive: Archive, at: datetime, pages: dict[str, str], walk: str = "whole") -> None:
    """One whole run that read a list and some pages."""
    run = archive.begin_run("linjiang", begun_at=at, declaration="", reason="schedule")
    kept(archive, LIST, listing(list(pages)), at, run)
    for url, body in pages.items():
        kept(archive, url, body, at, run)
    details = {"walk": walk, "lists": {LIST: len(pages)}}
    archive.end_run(Run(run.id, "linjiang", at, at, "complete", details=details))


@pytest.fixture
def known(archive: Archive, tmp_path: Path) -> Archive:
    night(archive, AT, {PAGE: article(1), PAGE.replace("1.html", "2.html"): article(2)})
    return archive


def plan(archive: Archive, folder: Path, now: datetime) -> Plan:
    return plan_of(archive, load_sources(declare(folder / "sources"))["linjiang"], now)


def test_a_source_never_walked_whole_is_asked_for_everything(archive: Archive, tmp_path: Path) -> None:
    assert Plan() == plan(archive, tmp_path, AT)


def test_the_next_night_everything_new_is_due_again(known: Archive, tmp_path: Path) -> None:
    told = plan(known, tmp_path, AT + timedelta(hours=20))
    assert ({}, 2, False) == (dict(told.resting), len(told.waiting), told.whole)


def test_within_the_day_nothing_is_due(known: Archive, tmp_path: Path) -> None:
    told = plan(known, tmp_path, AT + timedelta(hours=3))
    assert (2, ()) == (len(told.resting), told.waiting)


def test_a_page_that_stood_still_once_rests_three_days(known: Archive, tmp_path: Path) -> None:
    night(known, AT + timedelta(days=1), {PAGE: article(1)})
    told = plan(known, tmp_path, AT + timedelta(days=2))
    assert [PAGE] == [url for url in (PAGE,) if url not in told.waiting]
    assert AT + timedelta(days=1) + STEPS[1] in told.resting.values()


def test_a_changed_page_is_asked_again_the_next_day(known: Archive, tmp_path: Path) -> None:
    night(known, AT + timedelta(days=1), {PAGE: article(1)})
    night(known, AT + timedelta(days=4), {PAGE: article(1, "修改后的内容。")})
    assert PAGE in plan(known, tmp_path, AT + timedelta(days=5)).waiting


def test_a_column_is_walked_whole_once_a_week(known: Archive, tmp_path: Path) -> None:
    night(known, AT + timedelta(days=3), {PAGE: article(1)}, walk="head")
    walks = [plan(known, tmp_path, AT + timedelta(days=days)).whole for days in (1, 6, 7)]
    assert [False, False, True] == walks


def test_an_entry_is_known_by_address_title_and_date(known: Archive, tmp_path: Path) -> None:
    told = plan(known, tmp_path, AT)
    named = next(entry for entry in told.entries if entry[0].endswith("000001.html"))
    as_it_was = Entry(PAGE, named[1], named[2])
    renamed = Entry(PAGE, "关于临江区另一事项的报告", named[2])
    assert (True, False) == (told.skips(as_it_was), told.skips(renamed))


@pytest.mark.slow
def test_a_due_night_asks_for_the_lists_heads_and_for_what_is_new(tmp_path: Path, replica: Replica) -> None:
    source = load_sources(declare(tmp_path / "sources"))["linjiang"]
    documents = site(replica, 45)
    everything = Orders(gateway=replica.prefix, sources_folder=tmp_path / "sources")
    due_only = Orders(gateway=replica.prefix, sources_folder=tmp_path / "sources", due=True)
    crawl(tmp_path / "archive", source, everything)
    new = documents[0].replace("000001", "000099")
    head = listing([new, *documents[:19]], [f"{LIST}index_2.html"])
    replica.put(LIST, head.replace("关于第000002号事项的报告", "关于第000002号事项的修订报告"))
    replica.put(new, article(99))
    replica.forget()
    run = crawl(tmp_path / "archive", source, due_only)
    assert [LIST, new, documents[1]] == replica.urls()
    assert ("complete", "head", 1) == (run.verdict, run.details["walk"], run.new_versions)


@pytest.mark.slow
@pytest.mark.parametrize(("known_in_a_row", "lists_read"), [(4, 2), (5, 1)])
def test_a_column_ends_after_five_known_entries_in_a_row(
    tmp_path: Path, replica: Replica, known_in_a_row: int, lists_read: int
) -> None:
    source = load_sources(declare(tmp_path / "sources"))["linjiang"]
    documents = site(replica, 20, per_list=10)
    crawl(tmp_path / "archive", source, Orders(gateway=replica.prefix, sources_folder=tmp_path / "sources"))
    new = [documents[0].replace("000001", f"00009{number}") for number in range(3)]
    for number, url in enumerate(new):
        replica.put(url, article(90 + number))
    rows = [new[0], *documents[:2], new[1], *documents[2 : 2 + known_in_a_row], new[2]]
    replica.put(LIST, listing(rows, [f"{LIST}index_2.html"]))
    replica.forget()
    crawl(tmp_path / "archive", source, Orders(gateway=replica.prefix, sources_folder=tmp_path / "sources", due=True))
    assert lists_read == sum(not url.endswith(".html") or "index" in url for url in replica.urls())
    assert set(new) <= set(replica.urls())


def test_what_was_seen_by_a_clock_that_was_ahead_is_due(known: Archive, tmp_path: Path) -> None:
    """Else nothing would be asked until the day that the clock said then."""
    told = plan(known, tmp_path, AT - timedelta(days=900))
    assert told.whole
    assert {PAGE, PAGE.replace("1.html", "2.html")} == set(told.waiting)
