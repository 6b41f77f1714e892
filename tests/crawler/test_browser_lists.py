"""A source whose list pages only a browser can fill is walked by the links that their scripts made."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import open_archive
from archive.records import Run
from crawler.crawl import crawl
from crawler.errors import WrongUse
from crawler.job import Orders
from crawler.sources import load_sources
from tests.crawler.rendering import NEEDS_CHROMIUM
from tests.crawler.replica import HOST, Replica, article, declare, serving

LIST = f"{HOST}/jdgz/"
SHELL = (
    "<html><head><title>报告</title></head><body><div id='rows'></div><script src='/rows.js'></script></body></html>"
)
SCRIPT = (
    "fetch('/zf/x9?k=' + 'jd' + 'gz').then(r => r.json()).then(d => { document.getElementById('rows').innerHTML ="
    " d.rows.map(r => '<li><a href=\"' + r.u + '\">' + r.t + '</a> <span>2026-03-01</span></li>').join('') })"
)

pytestmark = NEEDS_CHROMIUM


@pytest.fixture
def replica() -> Iterator[Replica]:
    pytest.importorskip("scrapy_playwright")
    with serving() as served:
        documents = [f"{HOST}/jdgz/20260301/{number:06d}.html" for number in range(1, 5)]
        for number, url in enumerate(documents, 1):
            served.put(url, article(number))
        rows = [{"u": url, "t": f"关于第{number}号事项的报告"} for number, url in enumerate(documents, 1)]
        served.put(LIST, SHELL, etag=False)
        served.put(f"{HOST}/rows.js", SCRIPT, headers={"Content-Type": "application/javascript"})
        served.put(f"{HOST}/zf/x9?k=jdgz", json.dumps({"rows": rows}), headers={"Content-Type": "application/json"})
        yield served


def crawled(folder: Path, replica: Replica) -> Run:
    orders = Orders(gateway=replica.prefix, sources_folder=folder / "sources")
    return crawl(folder / "archive", load_sources(folder / "sources")["linjiang"], orders)


def test_a_list_that_a_script_fills_is_walked_where_the_source_says_so(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources", browser='"lists"')
    first, second = crawled(tmp_path, replica), crawled(tmp_path, replica)
    assert ("complete", 4, "complete", 4) == (
        first.verdict,
        first.details["listed"],
        second.verdict,
        second.details["listed"],
    )
    with open_archive(tmp_path / "archive") as archive:
        assert 4 == len(list(archive.corpus()))
        told = {(c.url.removeprefix(HOST), c.cause) for c in archive.captures_of_run(first.id) if "2026" not in c.url}
    assert {("/jdgz/", "rendered"), ("/jdgz/", "for-browser"), ("/zf/x9?k=jdgz", "for-browser")} <= told


def test_the_same_list_without_a_browser_is_told_as_one_without_entries(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    run = crawled(tmp_path, replica)
    assert ("failed", False) == (run.verdict, any("/zf/" in url for url in replica.urls()))


def test_without_a_browser_on_the_machine_such_a_crawl_begins_nothing(
    tmp_path: Path, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(tmp_path / "sources", browser='"lists"')
    monkeypatch.setenv("FANGZHI_CHROMIUM", "no-such-browser")
    with pytest.raises(WrongUse, match="no-such-browser"):
        crawled(tmp_path, replica)
    assert ([], False) == (replica.urls(), (tmp_path / "archive").exists())
