"""One page by hand that was cut short: what it had is not asked for again, nothing stays unread, no run stays open."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import open_archive
from archive.newest import newest
from archive.records import Run
from crawler.crawl import crawl
from crawler.fetch import Fetched, fetch
from crawler.job import Orders
from crawler.locks import holding_page
from crawler.sources import load_sources
from crawler.spawning import starting
from tests.crawler.replica import Replica, declare, serving, site

pytestmark = pytest.mark.slow


@pytest.fixture
def page(tmp_path: Path, replica: Replica) -> str:
    declare(tmp_path / "sources")
    return site(replica, 2)[0]


def fetched(folder: Path, replica: Replica, url: str, at: datetime | None = None) -> Fetched:
    orders = Orders(gateway=replica.prefix, sources_folder=folder / "sources")
    return fetch(folder / "archive", url, orders, now=lambda: at or datetime.now(UTC))


def cut_short(monkeypatch: pytest.MonkeyPatch, folder: Path, replica: Replica, url: str) -> None:
    """Fetch a page and die when its answer has been kept and not been read."""

    def dies(*args: object, **more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("crawler.fetch.read_new", dies)
        with pytest.raises(KeyboardInterrupt):
            fetched(folder, replica, url)


def runs(folder: Path) -> list[Run]:
    with open_archive(folder / "archive") as archive:
        return archive.runs()


def test_a_fetch_that_was_cut_short_is_gone_on_with(
    tmp_path: Path, replica: Replica, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_short(monkeypatch, tmp_path, replica, page)
    got = fetched(tmp_path, replica, page)
    assert [page] == replica.urls()
    assert ("new", ["complete"]) == (got.version, [run.verdict for run in runs(tmp_path)])
    assert [] == list((tmp_path / "archive" / "locks").glob("page-*"))


def test_what_was_kept_and_not_read_is_read_by_a_later_fetch(
    tmp_path: Path, replica: Replica, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_short(monkeypatch, tmp_path, replica, page)
    got = fetched(tmp_path, replica, page, datetime.now(UTC) + timedelta(hours=1))
    assert [200, 304] == [one.status for one in replica.asked if one.url == page]
    assert ("unchanged", True) == (got.version, bool(got.title))
    assert ["complete", "failed"] == [run.verdict for run in runs(tmp_path)]
    assert "cut short" in runs(tmp_path)[1].reasons[0]


def test_a_fetch_through_another_gateway_is_begun_anew(
    tmp_path: Path, replica: Replica, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_short(monkeypatch, tmp_path, replica, page)
    with serving(Replica()) as other:
        other.pages = replica.pages
        fetched(tmp_path, other, page)
        assert page in other.urls()
    assert ["complete", "failed"] == [run.verdict for run in runs(tmp_path)]


def test_the_same_page_may_be_fetched_twice_at_once(tmp_path: Path, replica: Replica, page: str) -> None:
    with open_archive(tmp_path / "archive", read_only=False):
        pass
    with holding_page(tmp_path / "archive", page) as first:
        assert first is not None
        assert "new" == fetched(tmp_path, replica, page).version


def test_fetches_that_nobody_went_on_with_are_closed_by_the_next_crawl(
    tmp_path: Path, replica: Replica, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_short(monkeypatch, tmp_path, replica, page)
    source = load_sources(tmp_path / "sources")["linjiang"]
    orders = Orders(gateway=replica.prefix, sources_folder=tmp_path / "sources")
    later = datetime.now(UTC) + timedelta(hours=25)
    crawl(tmp_path / "archive", source, orders, now=lambda: later)
    assert ["complete", "failed"] == [run.verdict for run in runs(tmp_path)]


def test_a_process_that_was_started_ahead_ends_without_a_job() -> None:
    with starting() as walker:
        pass
    assert walker.process.poll() is not None


def test_a_page_is_fetched_by_a_process_that_was_started_ahead(tmp_path: Path, replica: Replica, page: str) -> None:
    orders = Orders(gateway=replica.prefix, sources_folder=tmp_path / "sources")
    with starting() as walker:
        got = fetch(tmp_path / "archive", page, orders, walker=walker)
    assert ("new", 0) == (got.version, walker.process.returncode)


@pytest.mark.parametrize("more", [{}, {"cleaner": '"selected"', "select": '{ body = ".content" }'}])
def test_a_page_fetched_before_it_was_declared_is_of_its_source_from_then_on(
    tmp_path: Path, replica: Replica, more: dict[str, str]
) -> None:
    documents = site(replica, 3)
    fetch(tmp_path / "archive", documents[0], Orders(gateway=replica.prefix))
    declare(tmp_path / "sources", **more)
    orders = Orders(gateway=replica.prefix, sources_folder=tmp_path / "sources")
    crawl(tmp_path / "archive", load_sources(tmp_path / "sources")["linjiang"], orders)
    with open_archive(tmp_path / "archive") as archive:
        assert set(documents) == {version.url for version in archive.corpus(source="linjiang")}
        assert set(documents) == {version.url for version in archive.pages("linjiang")}
        assert set(documents) == {one.url for one in newest(archive.shelf, source="linjiang")}
