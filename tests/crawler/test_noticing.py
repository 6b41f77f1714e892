"""A crawl notices on the same night that its host died, that its site is another's, and that the template changed."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from archive import open_archive
from archive.records import Run
from crawler.crawl import crawl
from crawler.job import Orders
from crawler.sources import load_sources
from crawler.workdays import kind_of
from tests.crawler.replica import HOST, Replica, article, declare, listing, site

pytestmark = pytest.mark.slow


def crawled(folder: Path, replica: Replica, *, canary: bool = False, on: date | None = None) -> Run:
    orders = Orders(gateway=replica.prefix, sources_folder=folder / "sources")
    source = load_sources(folder / "sources")["linjiang"]
    if on is None:
        return crawl(folder / "archive", source, orders, canary=canary)
    at = datetime(on.year, on.month, on.day, 18, tzinfo=UTC) - timedelta(days=1)  # 2 o'clock in Shanghai
    return crawl(folder / "archive", source, orders, now=lambda: at)


def exported(folder: Path) -> str:
    """The digest of the corpus."""
    with open_archive(folder / "archive") as archive:
        return archive.export(folder / "corpus.jsonl").sha256


def test_a_canary_that_is_refused_ends_the_night_after_one_page(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    site(replica, 12)
    for url in list(replica.pages):
        replica.put(url, "<html><title>访问受限</title></html>", status=403)
    run = crawled(tmp_path, replica, canary=True)
    assert ("blocked", 1, "forbidden") == (run.verdict, run.asked, run.details["fault"])
    assert "nothing else was asked tonight" in run.reasons


def test_a_canary_that_sings_costs_no_second_request(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    site(replica, 12)
    run = crawled(tmp_path, replica, canary=True)
    assert "complete" == run.verdict
    assert len(replica.urls()) == len(set(replica.urls()))


def test_the_counts_of_a_night_stand_in_its_report(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    site(replica, 12)
    run = crawled(tmp_path, replica)
    assert (12, 12, 12) == tuple(run.details["fields"][name] for name in ("pages", "title", "text"))


def test_a_template_that_changed_is_unexpected_the_same_night(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    documents = site(replica, 12)
    crawled(tmp_path, replica)
    good = exported(tmp_path)
    for number, url in enumerate(documents):
        replica.put(
            url,
            f"<html><head></head><body><div>{number}</div><div id='footer'>主办单位：临江区人大常委会</div></body></html>",
        )
    run = crawled(tmp_path, replica)
    with open_archive(tmp_path / "archive") as archive:
        assert 2 == len(archive.runs("linjiang"))
    assert ("unexpected", "template-changed") == (run.verdict, run.details["fault"])
    assert good == exported(tmp_path)
    assert "unexpected" == crawled(tmp_path, replica).verdict, "a night without new pages is no recovery"
    assert good == exported(tmp_path)


def test_a_page_that_sends_its_reader_on_is_followed_within_the_source(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    first, second, *_ = site(replica, 6)
    moved, refresh = f"{HOST}/new/20260301/000001.html", "<meta http-equiv='refresh' content='0; url={}'>"
    replica.put(first, refresh.format("/new/20260301/000001.html"))
    replica.put(second, refresh.format("https://else.example/"))
    replica.put(moved, article(1))
    run = crawled(tmp_path, replica)
    with open_archive(tmp_path / "archive") as archive:
        assert ["ok"] == [version.outcome for version in archive.history(moved)]
        assert [("redirect", moved)] == [(c.outcome, c.redirected_to) for c in archive.captures(first)]
    assert ("complete", True) == (run.verdict, any("lead off the source's hosts" in reason for reason in run.reasons))
    assert "https://else.example/" not in replica.urls()


def daily(replica: Replica, last: date, days: int = 60) -> None:
    """Put a column there that had an entry on each of so many working days up to one."""
    found, day = list[date](), last
    while len(found) < days:
        found += [day] if kind_of(day) in ("work", "slow") else []
        day -= timedelta(days=1)
    documents = site(replica, days, per_list=days)
    rows = "".join(
        f"<li><a href='{url}'>关于第{n}号事项的报告</a><span>{day}</span></li>"
        for n, (url, day) in enumerate(zip(documents, found, strict=True))
    )
    replica.put(f"{HOST}/jdgz/", f"<html><head><meta charset='utf-8'></head><body><ul>{rows}</ul></body></html>")


def test_a_column_that_falls_silent_is_unexpected_and_over_the_spring_festival_quiet(
    tmp_path: Path, replica: Replica
) -> None:
    declare(tmp_path / "sources")
    daily(replica, date(2026, 2, 13))
    nights = [crawled(tmp_path, replica, on=date(2026, *day)) for day in ((2, 14), (2, 26), (3, 20))]
    assert ["complete", "quiet", "unexpected"] == [night.verdict for night in nights]
    assert nights[1].reasons[0].startswith("nothing new for 13 days (the Spring Festival among them)")
    assert nights[2].reasons[0].startswith(f"{HOST}/jdgz/: nothing new for 35 days")
    assert "silent" == nights[2].details["fault"]


def test_half_a_list_that_vanished_is_unexpected_the_same_night(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    documents = site(replica, 20)
    for _ in range(3):
        crawled(tmp_path, replica)
    replica.put(f"{HOST}/jdgz/", listing(documents[:9]))
    run = crawled(tmp_path, replica)
    assert ("unexpected", "few-pages") == (run.verdict, run.details["fault"])
    assert f"{HOST}/jdgz/ names 9 pages, in the 3 good nights before it was 20" == run.reasons[0]


def test_selectors_that_hit_another_box_are_told_by_a_generic_reading(tmp_path: Path, replica: Replica) -> None:
    select = "{ body = '.content', title = 'h1', date = '.date' }"
    declare(tmp_path / "sources", cleaner='"selected"', select=select)
    documents = site(replica, 12)
    for _ in range(2):
        assert "complete" == crawled(tmp_path, replica).verdict
    for number, url in enumerate(documents, 1):
        page = article(number).replace(
            "<div class='content'>",
            "<div class='content'><p>本栏目由临江区人大常委会办公室维护，内容以正式公布的文本为准。</p></div><div class='detail'>",
        )
        replica.put(url, page)  # title and date are where they were, and the text is in another box
    run = crawled(tmp_path, replica)
    assert ("unexpected", "template-changed") == (run.verdict, run.details["fault"])
    assert ("0 of 5 pages give about the text that a generic reading finds, before it was 5 of 5",) == run.reasons
