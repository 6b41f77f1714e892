"""The sample site of each family is walked to its last report, and each report is read for what it is."""

import re

import pytest

from archive.urls import url_key
from cleaners import clean
from crawler.demo import answer
from crawler.demo.kinds import Kind, kinds
from crawler.demo.markup import NOTE
from crawler.families import FAMILIES, family
from crawler.sources import Source, load_sources, source_for

KIND_OF_TEXT = {
    "work-report": "government-work-report",
    "plan": "plan-report",
    "half-year": "half-year-report",
    "budget": "budget-report",
    "congress": "congress-work-report",
}


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Source]:
    folder = tmp_path_factory.mktemp("kinds")
    for kind in kinds():
        (folder / f"{kind.id}.toml").write_text(kind.declaration(), encoding="utf-8")
    return load_sources(folder)


def html_of(url: str) -> str:
    reply = answer(url, 1, 0)
    assert 200 == reply.status, url
    return reply.body.decode("gb18030" if b"charset=gbk" in reply.body else "utf-8")


def test_every_family_with_addresses_of_its_own_has_a_sample_site() -> None:
    elsewhere = {"discuz", "split"}  # the forum and the re-publishers of the demo
    assert set(FAMILIES) - elsewhere == {kind.family for kind in kinds()}


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_the_lists_lead_to_every_report(kind: Kind, declared: dict[str, Source]) -> None:
    source = declared[kind.id]
    lists, found, todo = set[str](), dict[str, object](), [source.seeds[0]]
    while todo:
        url = todo.pop()
        lists.add(url_key(url))
        assert "list" == family(source.family).classify(url, source)
        listing = family(source.family).read_list(url, html_of(url), source)
        found |= {url_key(entry.url): (entry.title, entry.date) for entry in listing.entries}
        todo += [page for page in listing.following if url_key(page) not in lists]
    assert {url_key(page.url.partition("&from=")[0]): (page.title, page.published) for page in kind.pages()} == found
    assert (5 if kind.pager == "posted" else 3) == len(lists)  # its page, its script, and three answers


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_a_report_belongs_to_the_sample_site_alone(kind: Kind, declared: dict[str, Source]) -> None:
    for page in kind.pages():
        owner = source_for(page.url, declared)
        assert owner is not None
        assert kind.id == owner.id


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_the_family_is_told_by_its_lists(kind: Kind) -> None:
    scores = {name: one.fingerprint(html_of(kind.list_url(0))) for name, one in FAMILIES.items()}
    best = [name for name, score in scores.items() if score == max(scores.values())]
    assert [kind.family] == best or (kind.family, 0.0) == ("links", max(scores.values()))


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_reports_are_read_with_kind_dates_and_district(kind: Kind) -> None:
    for page in kind.pages():
        reply = answer(page.url, 1, 0)
        document = clean(reply.body, url=page.url, content_type=dict(reply.headers)["Content-Type"])
        years = [int(year) for year in re.findall(r"\d{4}", page.title)]  # of accounts and budget: the accounts' year
        delivered = "-".join(f"{int(number):02}" for number in re.findall(r"\d+", str(page.facts["day"])))
        assert (page.title, KIND_OF_TEXT[page.text], kind.division, delivered, years[0]) == (
            document.title,
            document.metadata.kind,
            document.metadata.division,
            str(document.metadata.delivered),
            document.metadata.year,
        )
        for chrome in (
            NOTE,
            "分享到",
            "当前位置",
            "主动公开",
            "关于召开区人民代表大会第...",
            "教规字",
            "打印本页",
            "放大 缩小",
        ):
            assert chrome not in document.text
