"""A night that failed, lacked pages or read what is not the source's never replaces the last good state of a corpus."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive import Archive
from archive.records import Run, Verdict
from tests.archive.kept import URL
from tests.archive.tales import SPLIT, miss, night, read, see

OTHER = "http://www.linjiang.example/bg/7.html"


def begun(archive: Archive, at: datetime) -> Run:
    return archive.begin_run("linjiang", begun_at=at, declaration="")


def ended(archive: Archive, run: Run, verdict: Verdict, fault: str = "") -> None:
    at = run.begun_at + timedelta(hours=1)
    archive.end_run(replace(run, ended_at=at, verdict=verdict, details={"fault": fault}))


def crawled(archive: Archive, number: int, verdict: Verdict, fault: str = "", **texts: str) -> None:
    """A night on which these pages were read: `first` is URL's text, `other` OTHER's."""
    run = begun(archive, night(number))
    for minute, (name, text) in enumerate(texts.items(), 1):
        url = {"first": URL, "other": OTHER}[name]
        see(archive, night(number) + timedelta(minutes=minute), text, url=url, run=run.id)
    ended(archive, run, verdict, fault)


def corpus(archive: Archive) -> list[str]:
    return sorted(version.document.text for version in archive.corpus() if version.document)


@pytest.mark.parametrize("verdict", ["failed", "blocked", "unexpected"])
def test_a_run_that_got_nothing_or_404s_replaces_nothing(archive: Archive, verdict: Verdict, tmp_path: Path) -> None:
    crawled(archive, 0, "complete", first="甲", other="乙")
    good = archive.export(tmp_path / "good.jsonl")
    for number in (1, 2):
        run = begun(archive, night(number))
        for url in (URL, OTHER):
            miss(archive, night(number) + timedelta(minutes=1), url=url, run=run.id)
        ended(archive, run, verdict, "server-error")
    assert good.sha256 == archive.export(tmp_path / "later.jsonl").sha256


def test_a_partial_run_keeps_what_it_did_not_get(archive: Archive) -> None:
    crawled(archive, 0, "complete", first="甲", other="乙")
    crawled(archive, 1, "partial", "timeout", first="甲二")
    assert ["乙", "甲二"] == corpus(archive)


@pytest.mark.parametrize("fault", ["hijacked", "template-changed", "wrong-charset"])
@pytest.mark.parametrize("verdict", ["unexpected", "partial", "failed"])
def test_what_a_doubtful_night_read_replaces_nothing_and_is_told_by_histories(
    archive: Archive, fault: str, verdict: Verdict, tmp_path: Path
) -> None:
    crawled(archive, 0, "complete", first="甲", other="乙")
    good = archive.export(tmp_path / "good.jsonl")
    crawled(archive, 1, verdict, fault, first="丙", other="丁")
    assert good.sha256 == archive.export(tmp_path / "later.jsonl").sha256
    assert ["甲", "丙"] == [archive.at(URL, night(n) + timedelta(hours=2)).document.text for n in (0, 1)]  # type: ignore[union-attr]


@pytest.mark.parametrize("fault", ["silent", "few-pages", "dates-changed", ""])
def test_a_night_whose_pages_are_what_they_say_counts_whatever_its_lists(archive: Archive, fault: str) -> None:
    crawled(archive, 0, "complete", first="甲")
    crawled(archive, 1, "unexpected", fault, first="丙")
    assert ["丙"] == corpus(archive)


def test_a_text_that_a_sound_night_sees_again_is_good(archive: Archive) -> None:
    crawled(archive, 0, "complete", first="甲")
    crawled(archive, 1, "unexpected", "template-changed", first="丙")
    crawled(archive, 2, "complete", first="丙")
    assert ["丙"] == corpus(archive)


@pytest.mark.parametrize(("fault", "text"), [("template-changed", "丙，读对了"), ("hijacked", "甲")])
def test_a_page_that_is_read_anew_is_good_unless_it_is_anothers(archive: Archive, fault: str, text: str) -> None:
    crawled(archive, 0, "complete", first="甲")
    crawled(archive, 1, "unexpected", fault, first="丙")
    for capture, said in zip(archive.captures(URL), ("甲", "丙，读对了"), strict=True):
        archive.keep_cleaning(capture, "auto@2", read(said, cleaner="auto@2"), cleaned_at=night(3))
    assert [text] == corpus(archive)


def test_a_page_that_only_a_doubtful_night_saw_is_left_out(archive: Archive) -> None:
    crawled(archive, 0, "complete", first="甲")
    crawled(archive, 1, "unexpected", "hijacked", other="注册送彩金")
    assert ["甲"] == corpus(archive)


def test_a_whole_stands_as_its_last_sound_parts_made_it(archive: Archive) -> None:
    second = SPLIT.replace(".html", "_2.html")
    for number, (verdict, fault, texts) in enumerate(
        [("complete", "", ("甲", "乙")), ("unexpected", "template-changed", ("甲", "丙"))]
    ):
        run = begun(archive, night(number))
        for part, (url, text) in enumerate(zip((SPLIT, second), texts, strict=True), 1):
            at = night(number) + timedelta(minutes=part)
            see(archive, at, text, url=url, run=run.id, part_of=SPLIT, part=part, parts=2)
        ended(archive, run, verdict, fault)  # type: ignore[arg-type]
    assert ["甲\n乙"] == corpus(archive)


def test_pages_that_no_run_is_known_of_are_not_doubted(archive: Archive) -> None:
    see(archive, night(0), "甲", run="nobody-knows")
    assert ["甲"] == corpus(archive)
