"""The archive as the cache: what is asked conditionally, what is replayed, and what never is."""

from pathlib import Path

import pytest

from archive import open_archive
from crawler.fetch import Fetched, fetch
from crawler.job import Orders
from tests.crawler.replica import Page, Replica, article

pytestmark = pytest.mark.slow

URL = "https://unknown.example/a.html"
MEMBERS = '<html><body><div id="messagetext"><p>抱歉，本帖要求阅读权限高于 50 才能浏览</p></div></body></html>'


def fetched(folder: Path, replica: Replica) -> Fetched:
    return fetch(folder / "archive", URL, Orders(gateway=replica.prefix))


def test_an_unchanged_page_is_a_revisit_of_its_payload_for_ever(tmp_path: Path, replica: Replica) -> None:
    replica.put(URL, article(1))
    for _ in range(3):
        fetched(tmp_path, replica)
    with open_archive(tmp_path / "archive") as archive:
        captures = archive.captures(URL)
        payloads = {archive.payload(capture) for capture in captures}
    assert [("ok", 200), ("unchanged", 304), ("unchanged", 304)] == [(c.outcome, c.status) for c in captures]
    assert ({captures[0].id}, {article(1).encode()}) == ({c.original_id for c in captures}, payloads)


def test_a_failed_request_is_never_answered_with_an_older_page(tmp_path: Path, replica: Replica) -> None:
    replica.put(URL, article(1))
    fetched(tmp_path, replica)
    replica.pages[URL] = Page(drop=True)
    got = fetched(tmp_path, replica)
    assert (None, "none", "failed") == (got.capture, got.version, got.run.verdict)


def test_a_page_that_comes_back_is_confirmed_by_its_old_validator(tmp_path: Path, replica: Replica) -> None:
    replica.put(URL, article(1))
    fetched(tmp_path, replica)
    replica.put(URL, "", status=404, etag=False)
    fetched(tmp_path, replica)
    replica.put(URL, article(1))
    fetched(tmp_path, replica)
    with open_archive(tmp_path / "archive") as archive:
        outcomes = [capture.outcome for capture in archive.captures(URL)]
        told = [(version.outcome, version.captures) for version in archive.history(URL)]
    assert (["ok", "gone", "unchanged"], [("ok", 2)]) == (outcomes, told)


def test_a_page_for_members_stays_refused_when_it_is_unchanged(tmp_path: Path, replica: Replica) -> None:
    replica.put(URL, MEMBERS)
    told = [fetched(tmp_path, replica).capture for _ in range(3)]
    assert [("blocked", "no-permission")] * 3 == [(c.outcome, c.cause) for c in told if c]
    assert [200, 304, 304] == [one.status for one in replica.asked if one.url == URL]


def test_validators_do_not_travel_along_a_redirect(tmp_path: Path, replica: Replica) -> None:
    onward = "https://unknown.example/b.html"
    replica.put(URL, article(1))
    fetched(tmp_path, replica)
    replica.put(URL, "", status=302, headers={"Location": onward}, etag=False)
    replica.put(onward, article(2))
    replica.forget()
    got = fetched(tmp_path, replica)
    assert [True, False] == [one.conditional for one in replica.asked if not one.url.endswith("robots.txt")]
    assert got.capture is not None
    assert (onward, "ok") == (got.capture.url, got.capture.outcome)


def test_no_date_is_invented(tmp_path: Path, replica: Replica) -> None:
    replica.put(URL, article(1))
    got = fetched(tmp_path, replica)
    assert got.capture is not None
    with open_archive(tmp_path / "archive") as archive:
        dates = [value for name, value in archive.headers(got.capture)[1] if name == "Date"]
    assert [] == dates


def test_a_304_that_nobody_asked_for_is_asked_about_once_more(tmp_path: Path, replica: Replica) -> None:
    replica.pages[URL] = lambda count: Page("", 304, etag=False) if count == 1 else Page(article(1))
    got = fetched(tmp_path, replica)
    assert got.capture is not None
    assert (200, "new") == (got.capture.status, got.version)
