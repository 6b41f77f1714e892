"""What a probe proposes for sites that it was not made for finds their documents; `pytest -s` prints the table."""

import sys

import pytest

from archive.urls import url_key
from crawler.columns import gather
from crawler.families import family as family_of
from crawler.proposal import Listed, choose, hosts_of, patterns_of, scores, trial
from crawler.sources import Source
from tests.crawler.unseen import COLUMNS, FORMS, Unseen

FOUND_AT_LEAST = 0.95


def proposed(site: Unseen, start: str) -> Source:
    """The source that a probe of a page proposes."""
    page = site.ask([start])[0]
    pages, _ = gather(page, site.ask)
    hosts = hosts_of(page.url, pages)
    name, patterns = choose(scores(pages, hosts), pages, hosts)
    listed = Listed.of(name, patterns, pages, hosts)
    seeds = [seen.url for seen, _ in listed.columns]
    return trial(name, seeds, listed.hosts, listed=patterns[0], detail=patterns[1])


def found_by(source: Source, site: Unseen) -> set[str]:
    """The documents that a walk from its seeds finds."""
    todo, walked, found = list(source.seeds), set[str](), set[str]()
    while todo:
        url = todo.pop()
        if url_key(url) not in walked:
            walked.add(url_key(url))
            for page in site.ask([url]):
                listing = family_of(source.family).read_list(page.url, page.html, source)
                todo += listing.following
                found |= {url_key(entry.url) for entry in listing.entries}
    return found


@pytest.mark.parametrize(
    ("pager", "rows", "deep", "host"),
    [
        ("next", "list", False, "www.linhai.example"),
        ("numbers", "table", True, "www.linhai.example"),
        ("options", "cards", False, "zwgk.linhai.example"),
    ],
    ids=["flat", "deep", "sub-domain"],
)
@pytest.mark.parametrize("form", FORMS)
def test_from_the_home_page_every_column_is_found(form: str, pager: str, rows: str, deep: bool, host: str) -> None:
    site = Unseen(form, pager, rows, deep, host)
    source = proposed(site, site.home)
    found = found_by(source, site)
    share = len(found & site.documents) / len(site.documents)
    sys.stdout.write(f"\n{form:>16} {host:>20} {source.family:>16} {len(site.documents):>4} {share:>5.0%}")
    assert share >= FOUND_AT_LEAST
    assert set() == found - site.documents


@pytest.mark.parametrize("form", FORMS)
def test_from_a_column_all_its_documents_are_found(form: str) -> None:
    site = Unseen(form)
    column = next(url for url, html in site.pages.items() if f"<title>{COLUMNS[2][1]}</title>" in html)
    found = found_by(proposed(site, column), site)
    assert COLUMNS[2][2] == len(found & site.documents)


def test_a_pattern_of_lists_never_takes_a_document() -> None:
    site = Unseen("unknown-jsp", "numbers", "table", True)
    pages = site.ask([url for url in site.pages if "list.jsp" in url])
    listed, detail = patterns_of(pages, ("www.linhai.example",)) or ("", "")
    source = trial("links", (), ("www.linhai.example",), listed=listed, detail=detail)
    named = {entry.url for page in pages for entry in family_of("links").read_list(page.url, page.html, source).entries}
    assert site.documents == {url_key(url) for url in named}
    assert {"detail"} == {family_of("links").classify(url, source) for url in named}
    assert 1 == len(detail.split("|"))
