"""Scope and identity: whose a page is, where official ends, and what happens when a page is another's by now."""

from pathlib import Path

import pytest

from archive import open_archive
from archive.records import Run
from crawler.crawl import crawl
from crawler.drift import names_of
from crawler.fetch import fetch
from crawler.job import Orders
from crawler.sources import load_sources, source_for
from tests.crawler.commands import Fangzhi
from tests.crawler.replica import HOST, Replica, article, declare, serving, site

SOURCES = load_sources()
GAMBLING = "<html><title>在线娱乐</title><body>" + "<p>注册即送彩金，每日返水不限。</p>" * 40 + "</body></html>"
MIRROR = "https://mirror.linjiang-copies.example"


@pytest.mark.parametrize("source", [s for s in SOURCES.values() if s.division], ids=lambda source: source.id)
def test_every_official_source_says_in_its_title_what_its_pages_must_name(source: object) -> None:
    places = names_of(source.title)  # type: ignore[attr-defined]
    assert places or source.title.startswith("南县")  # type: ignore[attr-defined]  # one character proves nothing
    assert all(2 <= len(place) <= 4 for place in places)


@pytest.mark.parametrize(
    "url",
    [
        "https://zwgk.shcn.gov.cn.mirror.example/xxgk/qzfgzbg-zw/2025/17/76009.html",
        "https://mirror.example/zwgk.shcn.gov.cn/xxgk/qzfgzbg-zw/2025/17/76009.html",
        "https://xshcn.gov.cn/xxgk/qzfgzbg-zw/2025/17/76009.html",
        "https://zwgk.shcn.gov.cn@mirror.example/xxgk/qzfgzbg-zw/2025/17/76009.html",
        "https://zwgk.shcn.gov.cn:8443/xxgk/qzfgzbg-zw/2025/17/76009.html",
    ],
)
def test_an_official_path_on_a_strange_host_has_no_source(url: str) -> None:
    assert None is source_for(url, SOURCES)


def test_an_official_page_has_its_source_by_http_https_and_www() -> None:
    spellings = (
        "https://zwgk.shcn.gov.cn/a.html",
        "http://zwgk.shcn.gov.cn/a.html",
        "http://www.zwgk.shcn.gov.cn/a.html",
    )
    owners = {source.id for url in spellings if (source := source_for(url, SOURCES))}
    assert {"sh-changning-gov"} == owners


def crawled(folder: Path, replica: Replica) -> Run:
    orders = Orders(gateway=replica.prefix, sources_folder=folder / "sources")
    return crawl(folder / "archive", load_sources(folder / "sources")["linjiang"], orders)


@pytest.mark.slow
def test_a_page_that_names_its_district_no_more_raises_an_alarm(tmp_path: Path) -> None:
    declare(tmp_path / "sources")
    with serving() as replica:
        documents = site(replica, 6)
        assert "complete" == crawled(tmp_path, replica).verdict
        replica.put(documents[0], article(1, "临江区的这份报告补充了两段。"))
        edited = crawled(tmp_path, replica)
        assert ("complete", 1) == (edited.verdict, edited.new_versions), edited.reasons
        replica.put(documents[1], GAMBLING)
        run = crawled(tmp_path, replica)
    assert "unexpected" == run.verdict
    assert "hijacked" == run.details["fault"]
    assert run.reasons[0].startswith(f"a page no longer names 临江, e.g. {documents[1]}")


@pytest.mark.slow
def test_a_redirect_to_a_strange_host_is_not_followed_and_told(tmp_path: Path) -> None:
    declare(tmp_path / "sources")
    with serving() as replica:
        documents = site(replica, 6)
        replica.put(documents[0], "", status=302, headers={"Location": f"{MIRROR}/a.html"}, etag=False)
        replica.put(f"{MIRROR}/a.html", article(1))
        run = crawled(tmp_path, replica)
    assert f"{MIRROR}/a.html" not in replica.urls()
    assert any("lead off the source's hosts" in reason for reason in run.reasons)


@pytest.mark.slow
def test_a_page_that_moved_to_another_declared_host_is_found_under_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = "https://new.linjiang.example"
    declare(tmp_path / "sources", hosts=f'["{HOST.partition("//")[2]}", "{new.partition("//")[2]}"]')
    with serving() as replica:
        documents = site(replica, 6)
        moved = documents[0].replace(HOST, new)
        replica.put(documents[0], "", status=301, headers={"Location": moved}, etag=False)
        replica.put(moved, article(1))
        run = crawled(tmp_path, replica)
    assert "complete" == run.verdict
    with open_archive(tmp_path / "archive") as archive:
        assert ["ok"] == [version.outcome for version in archive.history(moved)]
        assert [moved] == [capture.redirected_to for capture in archive.captures(documents[0])]
    told = Fangzhi(monkeypatch, tmp_path)("show", documents[0], "--archive", "archive")
    assert moved in told.out + told.err


@pytest.mark.slow
def test_a_copy_that_was_fetched_by_hand_is_not_official(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = article(1).replace("关于临江区第1号事项的报告", "2025年嘉定区政府工作报告")
    with serving() as replica:
        replica.put(f"{MIRROR}/publicity/7871.html", report)
        fetch(tmp_path / "archive", f"{MIRROR}/publicity/7871.html", Orders(gateway=replica.prefix))
    told = Fangzhi(monkeypatch, tmp_path)("sources", "coverage", "--archive", "archive", "--json").json
    assert not any(district["reports"] for district in told)
