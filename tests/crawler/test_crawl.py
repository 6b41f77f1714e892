"""A crawl from its lists to its verdict, against a small web on the loopback."""

import gzip
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from archive import open_archive
from archive.errors import Locked, NoVersion
from archive.records import Run
from crawler.crawl import crawl, exit_code
from crawler.errors import NoContact
from crawler.job import Orders
from crawler.locks import holding_source
from crawler.sources import load_sources
from tests.crawler.replica import HOST, Page, Replica, article, declare, listing, site

pytestmark = pytest.mark.slow


class Crawling:
    """One archive, one folder of sources, one replica."""

    def __init__(self, folder: Path, replica: Replica) -> None:
        self.archive, self.sources, self.replica = folder / "archive", folder / "sources", replica

    def orders(self, **more: object) -> Orders:
        return Orders(**({"gateway": self.replica.prefix, "sources_folder": self.sources} | more))  # type: ignore[arg-type]

    def run(self, name: str = "linjiang", **more: object) -> Run:
        return crawl(self.archive, load_sources(self.sources)[name], self.orders(**more))


@pytest.fixture
def crawling(tmp_path: Path, replica: Replica) -> Crawling:
    declare(tmp_path / "sources")
    return Crawling(tmp_path, replica)


def test_every_listed_page_is_captured_and_the_run_is_complete(crawling: Crawling) -> None:
    documents = site(crawling.replica, 45)
    run = crawling.run()
    with open_archive(crawling.archive) as archive:
        captured = {capture.url for capture in archive.captures_of_run(run.id) if capture.outcome == "ok"}
    assert ("complete", 48, ()) == (run.verdict, run.asked, run.reasons)
    assert set(documents) <= captured


def test_a_second_crawl_asks_conditionally_and_makes_no_new_version(crawling: Crawling) -> None:
    site(crawling.replica, 25)
    first = crawling.run()
    crawling.replica.forget()
    second = crawling.run()
    assert (25, 0) == (first.new_versions, second.new_versions)
    assert ["complete", 0, 27] == [second.verdict, second.captured, second.unchanged]
    assert set() == {one.url for one in crawling.replica.asked if not one.conditional and one.status != 404}


def test_links_of_an_unchanged_list_are_still_followed(crawling: Crawling) -> None:
    documents = site(crawling.replica, 25)
    crawling.run()
    crawling.replica.put(documents[-1], article(99, "修改后的文字。"))
    assert 1 == crawling.run().new_versions


def test_a_listed_page_that_is_gone_does_not_make_a_run_partial(crawling: Crawling) -> None:
    documents = site(crawling.replica, 10)
    del crawling.replica.pages[documents[3]]
    run = crawling.run()
    assert ("complete", ("1 listed pages are gone",)) == (run.verdict, run.reasons)


def test_more_gone_pages_than_expected_make_a_run_partial(crawling: Crawling) -> None:
    documents = site(crawling.replica, 10)
    declare(crawling.sources, expect="{ gone_max = 1 }")
    for url in documents[:2]:
        del crawling.replica.pages[url]
    assert "partial" == crawling.run().verdict


def test_a_list_page_with_no_entries_is_a_fault(crawling: Crawling) -> None:
    site(crawling.replica, 25)
    crawling.replica.put(f"{HOST}/jdgz/index_2.html", listing([]).replace("<ul>", "<h2>工作报告</h2><ul>"))
    run = crawling.run()
    assert "partial" == run.verdict
    assert run.reasons[0].startswith("1 list pages name no page")


def test_a_site_of_empty_lists_has_failed(crawling: Crawling) -> None:
    crawling.replica.put(f"{HOST}/jdgz/", listing([]).replace("<ul>", "<h2>工作报告</h2><ul>"))
    run = crawling.run()
    assert ("failed", 1) == (run.verdict, exit_code([run]))


def test_a_site_that_answers_with_a_challenge_is_blocked(crawling: Crawling) -> None:
    challenge = "<html><head><script>$_ts=window['$_ts'];$_ts.cd='q';</script></head><body></body></html>"
    crawling.replica.put(f"{HOST}/jdgz/", challenge)
    run = crawling.run()
    assert ("blocked", 4) == (run.verdict, exit_code([run]))
    assert "challenge" in run.reasons[0]


def test_a_host_that_keeps_refusing_is_not_asked_on(crawling: Crawling) -> None:
    for url in site(crawling.replica, 40):
        crawling.replica.put(url, "<h1>Forbidden</h1>", status=403)
    run = crawling.run()
    assert "blocked" == run.verdict
    # Five refusals close the host; two requests may be on their way by then.
    assert 2 + 5 <= len(crawling.replica.urls()) <= 2 + 5 + 2


def test_a_dead_site_has_failed_and_not_silently(crawling: Crawling) -> None:
    crawling.replica.pages[f"{HOST}/robots.txt"] = Page(drop=True)
    crawling.replica.pages[f"{HOST}/jdgz/"] = Page(drop=True)
    run = crawling.run()
    assert ("failed", 1) == (run.verdict, exit_code([run]))
    assert run.reasons


def test_a_server_error_on_one_page_makes_a_run_partial_and_every_try_is_kept(crawling: Crawling) -> None:
    documents = site(crawling.replica, 10)
    crawling.replica.put(documents[0], "oops", status=500, etag=False)
    run = crawling.run()
    with open_archive(crawling.archive) as archive:
        tries = [capture.cause for capture in archive.captures_of_run(run.id) if capture.url == documents[0]]
    assert ("partial", 3) == (run.verdict, exit_code([run]))
    assert ["server-error"] * 3 == tries


def test_a_cut_body_is_kept_as_truncated_and_asked_for_again(crawling: Crawling) -> None:
    documents = site(crawling.replica, 3)
    crawling.replica.pages[documents[0]] = lambda count: Page(article(1), cut=100 if count == 1 else None)
    run = crawling.run()
    with open_archive(crawling.archive) as archive:
        outcomes = [capture.outcome for capture in archive.captures_of_run(run.id) if capture.url == documents[0]]
    assert ("complete", ["truncated", "ok"]) == (run.verdict, outcomes)


def test_a_packed_body_that_ends_early_is_asked_for_again_and_gives_no_version(crawling: Crawling) -> None:
    documents = site(crawling.replica, 3)
    packed = gzip.compress(article(1).encode())
    cut, broken = packed[: len(packed) // 2], b"\x1f\x8b\x08\x00" + b"\xff" * 99
    crawling.replica.put(documents[0], cut, headers={"Content-Encoding": "gzip"}, etag=False)
    crawling.replica.put(documents[1], broken, headers={"Content-Encoding": "gzip"}, etag=False)
    run = crawling.run()
    with open_archive(crawling.archive) as archive:
        kept = [[(c.outcome, c.cause) for c in archive.captures(url)] for url in documents[:2]]
        with pytest.raises(NoVersion, match="never came whole"):
            archive.history(documents[0])
    assert ("partial", [[("truncated", "cut-body")] * 3, [("error", "corrupt-body")]]) == (run.verdict, kept)


def test_redirects_are_captures_of_their_own(crawling: Crawling) -> None:
    documents = site(crawling.replica, 2)
    moved = documents[0].replace("20260301", "20260302")
    crawling.replica.put(moved, article(1))
    crawling.replica.put(documents[0], "", status=302, headers={"Location": moved})
    run = crawling.run()
    with open_archive(crawling.archive) as archive:
        kept = {capture.url: (capture.outcome, capture.redirected_to) for capture in archive.captures_of_run(run.id)}
    assert (("redirect", moved), ("ok", "")) == (kept[documents[0]], kept[moved])
    assert "complete" == run.verdict


def test_an_endless_redirect_ends(crawling: Crawling) -> None:
    documents = site(crawling.replica, 2)
    crawling.replica.put(documents[0], "", status=302, headers={"Location": documents[0]})
    run = crawling.run()
    with open_archive(crawling.archive) as archive:
        causes = [attempt.cause for attempt in archive.attempts_of_run(run.id)]
    assert ("partial", ["redirect-loop"]) == (run.verdict, causes)


def test_a_redirect_off_the_hosts_is_kept_and_not_followed(crawling: Crawling) -> None:
    documents = site(crawling.replica, 2)
    crawling.replica.put(documents[0], "", status=302, headers={"Location": "https://elsewhere.example/x"})
    run = crawling.run()
    assert "https://elsewhere.example/x" not in crawling.replica.urls()
    assert any("lead off" in reason for reason in run.reasons)


def test_a_cap_ends_a_calendar_trap(crawling: Crawling) -> None:
    declare(crawling.sources, cap="12")
    site(crawling.replica, 45)
    run = crawling.run()
    assert ("partial", 12) == (run.verdict, len(crawling.replica.urls()))


def test_a_split_page_is_fetched_with_its_parts(crawling: Crawling) -> None:
    documents = site(crawling.replica, 1)
    parts = [documents[0].replace(".html", f"_{n}.html") for n in (2, 3)]
    declare(crawling.sources, detail="'/\\d{8}/\\d+(?:_\\d+)?\\.html$'")
    links = "".join(f"<a href='{part}'>{n}</a>" for n, part in enumerate(parts, 2))
    for number, url in enumerate([documents[0], *parts], 1):
        crawling.replica.put(url, article(number).replace("</body>", links + "</body>"))
    crawling.run()
    assert {documents[0], *parts} <= set(crawling.replica.urls())


def test_without_a_contact_only_the_loopback_is_asked(crawling: Crawling) -> None:
    site(crawling.replica, 1)
    with pytest.raises(NoContact, match="--contact"):
        crawling.run(gateway="")


def test_one_source_is_crawled_by_one_process_at_a_time(crawling: Crawling) -> None:
    site(crawling.replica, 1)
    crawling.run()
    with holding_source(crawling.archive, "linjiang"), pytest.raises(Locked, match=f"pid {os.getpid()}"):
        crawling.run()


def test_what_sites_see_names_the_program_and_the_contact(crawling: Crawling) -> None:
    site(crawling.replica, 1)
    crawling.run(contact="https://who.example/crawl")
    seen = {one.headers["User-Agent"] for one in crawling.replica.asked}
    assert 1 == len(seen)
    assert seen.pop().endswith("(+https://who.example/crawl)")
    assert {"no cookie"} == {one.headers.get("Cookie", "no cookie") for one in crawling.replica.asked}


FULL = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
from archive.errors import NotWritable
from crawler.crawl import crawl
from crawler.job import Orders
from crawler.sources import load_sources
archive, sources, gateway = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
try:
    crawl(archive, load_sources(sources)["linjiang"], Orders(gateway=gateway, sources_folder=sources))
except NotWritable as error:
    sys.exit(f"NotWritable: {error}")
"""


def test_an_archive_that_cannot_keep_ends_the_crawl_and_nothing_more_is_asked(crawling: Crawling) -> None:
    noise = random.Random(1)
    for number, url in enumerate(site(crawling.replica, 150, per_list=50)):
        crawling.replica.put(url, article(number) + f"<!-- {noise.randbytes(20_000).hex()} -->")
    given = [str(crawling.archive), str(crawling.sources), crawling.replica.prefix]
    full = subprocess.run([sys.executable, "-c", FULL, *given], capture_output=True, text=True, check=False)
    asked = len(crawling.replica.urls())
    run = crawling.run()
    assert (1, True) == (full.returncode, full.stderr.startswith("NotWritable: "))
    assert 20 < asked < 150
    assert ("complete", 153) == (run.verdict, run.asked)
    assert len(crawling.replica.urls()) <= 153 + 2  # the one that could not be kept, and one on its way
