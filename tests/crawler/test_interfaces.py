"""Lists that a script fills are read from the interface that the script asks, by POST where that is its way."""

import json
import re
from pathlib import Path

import pytest

from archive import open_archive
from archive.urls import url_key
from crawler.crawl import crawl
from crawler.demo import serve
from crawler.demo.kinds import SITE_GUID, Kind, kinds
from crawler.families.interfaces import as_posted, epoint_answer, epoint_pages, is_interface, posted
from crawler.job import Orders
from crawler.sources import load_sources
from tests.crawler.replica import HOST, article, declare, serving

FRONT = "https://www.linhai.example/dynamic/zwgk/list.html?categorynum=003001&deptcode="
INTERFACE = "https://www.linhai.example/EWB-FRONT/rest/lightfrontaction/getgovinfolist"


def test_an_address_stands_for_what_is_posted() -> None:
    values = {"deptcode": "", "categorynum": "003001", "pageIndex": 0, "pageSize": 20}
    url, body = posted(as_posted(INTERFACE, values)) or ("", b"")
    assert (INTERFACE, values) == (url, json.loads(body))
    assert None is posted(FRONT)
    assert None is posted(f"{INTERFACE}?__wb_method=GET&a=1")


def test_two_pages_of_a_posted_list_are_two_pages() -> None:
    first, second = (url_key(as_posted(INTERFACE, {"categorynum": "003001", "pageIndex": n})) for n in (0, 1))
    assert first != second


def asked_after(url: str, text: str) -> list[str]:
    return list(epoint_pages(url, url, text))


def test_a_page_leads_to_its_script_and_the_script_to_the_interface() -> None:
    [script] = asked_after(FRONT, '<script src="/js/webBuilderCommon.js?v=3"></script>')
    info = f"var siteInfo = {{'projectName':'/EWB_LH_Mid', 'siteGuid':'{SITE_GUID}'}};"
    [interface] = asked_after(script, info)
    [direct] = asked_after(FRONT, f"<script>{info}</script>")
    expected = {
        "deptcode": "",
        "categorynum": "003001",
        "pageIndex": 0,
        "pageSize": 20,
        "siteGuid": SITE_GUID,
    }
    url, body = posted(interface) or ("", b"")
    assert (INTERFACE.replace("EWB-FRONT", "EWB_LH_Mid"), expected) == (url, json.loads(body))
    assert direct == interface
    assert [True, True, False] == [is_interface(one) for one in (script, interface, FRONT)]


@pytest.mark.parametrize(
    ("given", "total", "at", "following"),
    [
        (20, 45, 0, (1, 20)),
        (20, 45, 1, (2, 20)),
        (5, 45, 2, None),
        (15, 45, 0, (1, 15)),
        (0, 45, 0, None),
        (7, 7, 0, None),
    ],
)
def test_a_posted_list_goes_on_until_its_total(
    given: int, total: int, at: int, following: tuple[int, int] | None
) -> None:
    answer = json.dumps({"custom": {"total": total, "data": [{}] * given}})
    url = as_posted(INTERFACE, {"categorynum": "003001", "pageIndex": at, "pageSize": 20})
    told = [json.loads((posted(one) or ("", b"{}"))[1]) for one in asked_after(url, answer)]
    assert ([following] if following else []) == [(one["pageIndex"], one["pageSize"]) for one in told]


@pytest.mark.parametrize(
    "text", ["", "null", "[]", '{"custom": "{"}', '{"custom": []}', '{"custom": {"data": 3}}', "<html>"]
)
def test_an_answer_of_another_kind_is_no_list(text: str) -> None:
    assert ([], 0) == epoint_answer(text)
    assert [] == asked_after(as_posted(INTERFACE, {"categorynum": "1", "pageIndex": 0}), text)


@pytest.fixture
def posted_kind() -> Kind:
    return next(kind for kind in kinds() if kind.pager == "posted")


@pytest.mark.slow
def test_a_list_filled_by_post_is_crawled_whole_and_kept_as_it_was_asked(posted_kind: Kind, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "one.toml").write_text(posted_kind.declaration(), encoding="utf-8")
    source = load_sources(tmp_path / "sources")[posted_kind.id]
    with serve() as serving:
        orders = Orders(gateway=serving.gateway, sources_folder=tmp_path / "sources")
        run = crawl(tmp_path / "archive", source, orders)
        again = crawl(tmp_path / "archive", source, orders)
    with open_archive(tmp_path / "archive") as archive:
        found = {url_key(version.url) for version in archive.corpus()}
        kept = [capture.url for capture in archive.captures_of_run(run.id) if "lightfrontaction" in capture.url]
    assert ("complete", "complete") == (run.verdict, again.verdict), (run.reasons, again.reasons)
    assert {url_key(page.url) for page in posted_kind.pages()} == found
    assert {posted_kind.list_url(0): 7} == run.details["lists"]
    assert ["0", "1", "2"] == sorted(re.findall(r"pageIndex=(\d)", " ".join(kept)))
    raw = b"".join(path.read_bytes() for path in (tmp_path / "archive" / "raw").rglob("*.warc.gz"))
    assert b"POST /EWB-FRONT/" in _unpacked(raw)


COLUMN = f"{HOST}/col/col12/index.html"
PROXY = f"{HOST}/module/web/jpage/dataproxy.jsp?page="
ARTICLES = [f"{HOST}/art/2026/3/{day}/art_12_{day}.html" for day in (1, 2, 3)]


def records(urls: list[str]) -> str:
    rows = "".join(
        f"<record><![CDATA[<li><a href='{url}'>关于第{url[-6:-5]}号事项的报告</a></li>]]></record>" for url in urls
    )
    return f"<datastore><recordset>{rows}</recordset></datastore>"


@pytest.mark.slow
def test_a_shell_is_read_by_its_interface_and_a_page_beyond_the_last_is_no_fault(tmp_path: Path) -> None:
    declare(tmp_path / "sources", family='"hanweb"', seeds=f'["{COLUMN}"]', list="'/col/|dataproxy'", detail="'/art/'")
    with serving() as replica:
        replica.put(
            COLUMN,
            f"<html><body><div id='a'></div><script src='/script/jpage.js'></script><script>var u = '{PROXY}1';</script></body></html>",
        )
        for page, urls in enumerate((ARTICLES[:2], ARTICLES[2:], []), 1):
            replica.put(f"{PROXY}{page}", records(urls), headers={"Content-Type": "text/xml"})
        for number, url in enumerate(ARTICLES, 1):
            replica.put(url, article(number))
        orders = Orders(gateway=replica.prefix, sources_folder=tmp_path / "sources")
        run = crawl(tmp_path / "archive", load_sources(tmp_path / "sources")["linjiang"], orders)
        shell = [one.status for one in replica.asked if one.url == COLUMN]
    assert ("complete", {COLUMN: 3}, [200]) == (run.verdict, run.details["lists"], shell), run.reasons


@pytest.mark.slow
def test_an_interface_that_gives_nothing_leaves_the_list_a_fault(posted_kind: Kind, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    other = posted_kind.declaration().replace("categorynum=003001003", "categorynum=")
    (tmp_path / "sources" / "one.toml").write_text(other, encoding="utf-8")
    source = load_sources(tmp_path / "sources")[posted_kind.id]
    with serve() as serving:
        run = crawl(tmp_path / "archive", source, Orders(gateway=serving.gateway, sources_folder=tmp_path / "sources"))
    assert run.verdict == "failed"


def _unpacked(raw: bytes) -> bytes:
    """Every member of a gzip file."""
    import zlib

    told = b""
    while raw:
        inflater = zlib.decompressobj(31)
        told += inflater.decompress(raw)
        raw = inflater.unused_data
    return told
