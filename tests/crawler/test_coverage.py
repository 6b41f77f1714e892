"""All sample sites are crawled, and coverage tells every report that stands there: of the right district, year and kind."""

from pathlib import Path

import pytest

from archive import open_archive
from archive.records import Run, Version
from archive.urls import url_key
from cleaners.pictures import can_read_pictures
from crawler.crawl import crawl
from crawler.demo import serve
from crawler.demo.kinds import kinds
from crawler.demo.markup import picture_name
from crawler.demo.pages import SamplePage, sample_pages
from crawler.demo.site import FILE_NAME
from crawler.demo.tour import OWN_SOURCES, SOURCES
from crawler.job import Orders
from crawler.sources import load_sources
from tests.crawler.commands import Fangzhi
from tests.crawler.test_demo_kinds import KIND_OF_TEXT

pytestmark = pytest.mark.slow

Crawled = tuple[Path, dict[str, Run], dict[str, Version]]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """Every sample site, each by its own declaration, into one archive: its folder, the runs, the versions by key."""
    folder = tmp_path_factory.mktemp("replica")
    (folder / "sources").mkdir()
    for kind in kinds():
        (folder / "sources" / f"{kind.id}.toml").write_text(kind.declaration(), encoding="utf-8")
    for path in OWN_SOURCES.glob("*.toml"):
        (folder / "sources" / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    declared = load_sources(folder / "sources")
    with serve() as serving:
        orders = Orders(gateway=serving.gateway, sources_folder=folder / "sources")
        names = (*(kind.id for kind in kinds()), *SOURCES)
        runs = {name: crawl(folder / "archive", declared[name], orders) for name in names}
    with open_archive(folder / "archive") as archive:
        return folder, runs, {url_key(version.url): version for version in archive.corpus()}


def reports() -> list[tuple[SamplePage, str, str]]:
    """Every report of the sample sites of families, with its source and division."""
    return [(page, kind.id, kind.division) for kind in kinds() for page in kind.pages()]


def key_of(page: SamplePage) -> str:
    return url_key(page.url.partition("&from=")[0])


def test_the_crawls_end_with_every_report(crawled: Crawled) -> None:
    _, runs, versions = crawled
    assert {"complete"} == {run.verdict for name, run in runs.items() if name.startswith("sample-")}
    assert set() == {key_of(page) for page, _, _ in reports()} - set(versions)
    ours = [page for page in sample_pages() if page.stands(1) and page.challenge != 1 and not page.missing]
    declared = [page for page in ours if page.system not in ("jingan",) or key_of(page) in versions]
    assert [] == [page.url for page in declared if key_of(page) not in versions]


def test_each_report_is_of_the_right_kind_day_and_district(crawled: Crawled) -> None:
    _, _, versions = crawled
    wrong = []
    for page, source, division in reports():
        said = versions[key_of(page)].document.metadata  # type: ignore[union-attr]
        told = (said.kind, said.published, said.division, versions[key_of(page)].source)
        if told != (KIND_OF_TEXT[page.text], page.published, division, source):
            wrong.append((page.url, told))
    assert [] == wrong


def test_coverage_shows_every_report_and_from_whom(crawled: Crawled, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, _, versions = crawled
    fangzhi = Fangzhi(monkeypatch, folder)
    told = fangzhi("sources", "coverage", "--archive", "archive", "--sources", "sources", "--json").json
    cells = {(d["division"], r["year"], r["kind"]): r for d in told for r in d["reports"]}
    for page, _, division in reports():
        year = versions[key_of(page)].document.metadata.year  # type: ignore[union-attr]
        cell = cells[division, year, KIND_OF_TEXT[page.text]]
        assert "official" == cell["state"]
        assert key_of(page) in {url_key(url) for url in cell["official"]}
    assert "copy" in {cell["state"] for cell in cells.values()}
    table = fangzhi("sources", "coverage", "--archive", "archive", "--sources", "sources")
    assert (0, True) == (table.code, "nothing held of" in table.out)


def test_a_list_that_a_script_fills_is_reported_and_not_taken_as_empty(crawled: Crawled) -> None:
    run = crawled[1]["sh-jingan-gov"]
    assert run.verdict in ("partial", "failed")
    assert any("filled by a script" in reason for reason in run.reasons)


def test_a_split_page_an_old_page_and_an_index_card_are_read(crawled: Crawled) -> None:
    versions = crawled[2]
    split = [versions[key_of(page)] for page, _, _ in reports() if page.pages > 1]
    assert [2] == [len(version.parts) for version in split]
    old = [page for page in sample_pages() if page.charset == "gb2312"]
    assert [page.title for page in old] == [versions[key_of(page)].title for page in old]
    cards = [versions[key_of(page)] for page in sample_pages() if page.system == "changning" and page.stands(1)]
    assert all(version.document.metadata.index_number for version in cards if version.document)


def test_tables_stand_in_the_text_as_pictures_or_in_a_file_beside_it(
    crawled: Crawled, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _, versions = crawled
    tables = [v for v in versions.values() if v.document and any(b.kind == "table" for b in v.document.blocks)]
    assert len(tables) > len(kinds())
    fangzhi = Fangzhi(monkeypatch, folder)
    pictured = next(page for page in sample_pages() if page.table == "picture")
    shown = fangzhi("show", pictured.url, "--archive", "archive", "--json").json["files"]
    assert [("picture", "machine-read" if can_read_pictures() else "not-read")] == [
        (f["kind"], f["state"]) for f in shown if f["url"].endswith(picture_name(pictured.url))
    ]
    with_file = next(kind for kind in kinds() if kind.has_file)
    page = with_file.pages()[-1]
    shown = fangzhi("show", page.url, "--archive", "archive", "--json").json["files"]
    assert [(FILE_NAME, with_file.file_url(page), "read")] == [(f["name"], f["url"], f["state"]) for f in shown]
    found = fangzhi("search", "社区托育点", "--archive", "archive", "--json").json
    assert with_file.file_url(page) in {one["url"] for one in found}
