"""A page that is torn is told by how its site's other pages end."""

from contextlib import suppress
from pathlib import Path

import pytest

from archive import open_archive
from archive.errors import NoVersion
from archive.records import Run
from crawler import cuts
from crawler.crawl import crawl
from crawler.hollow import Ends
from crawler.job import Orders
from crawler.sources import load_sources
from tests.crawler.replica import Replica, article, declare, site

TORN = "<html><body><div class='wrap'><h1>公告</h1><p>会议定于三月十日召开。</p>"


def crawled(folder: Path, replica: Replica) -> Run:
    """A crawl of the site, as it stands now."""
    orders = Orders(gateway=replica.prefix, sources_folder=folder / "sources")
    return crawl(folder / "archive", load_sources(folder / "sources")["linjiang"], orders)


def texts(folder: Path, urls: list[str]) -> int:
    """Of how many addresses a text is kept."""
    found = 0
    with open_archive(folder / "archive") as archive:
        for url in urls:
            with suppress(NoVersion):
                found += any(version.outcome == "ok" for version in archive.history(url))
    return found


def unclosed(number: int) -> str:
    """An article that ends behind its last paragraph."""
    return article(number).replace("</div></body></html>", "")


@pytest.mark.slow
def test_a_page_that_ends_as_no_other_of_its_site_is_no_document(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    pages = site(replica, 8)
    replica.put(pages[3], unclosed(4))
    run = crawled(tmp_path, replica)
    assert ("partial", 7) == (run.verdict, texts(tmp_path, pages))
    assert any("it is torn" in reason for reason in run.reasons)


@pytest.mark.slow
def test_pages_that_all_forget_to_close_themselves_are_documents(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    pages = site(replica, 8)
    for number, url in enumerate(pages, 1):
        replica.put(url, unclosed(number))
    run = crawled(tmp_path, replica)
    assert ("complete", 8) == (run.verdict, texts(tmp_path, pages))


@pytest.mark.parametrize(
    ("body", "closes"),
    [
        (article(1), True),
        (article(1) + " " * 9000, None),
        (TORN, False),
        (TORN + "</div>", None),
        ("<div><p>a part of a page", None),
        ('{"html": "<html><div>"}', False),
    ],
)
def test_a_page_closes_itself_or_leaves_a_container_open(body: str, closes: bool | None) -> None:
    assert closes == cuts.closes_itself(body.encode())


def test_a_site_that_never_closes_its_pages_is_not_waited_for() -> None:
    ends = Ends()
    held = [ends.holds(f"https://a.example/{n}", TORN.encode()) for n in range(60)]
    assert (20, False) == (sum(held), ends.is_torn("https://a.example/1"))
