"""The whole way, as its three users go it: two nights are crawled, read, compared, cited, exported, lost and made again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.demo import Serving, serve
from tests.crawler.commands import Fangzhi

pytestmark = pytest.mark.slow
EDITED = "http://renda.jiading.cn/cwhgz/jdgz/content_942987"
SOURCE = "sh-jiading-rd"


@pytest.fixture
def fangzhi(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Fangzhi:
    return Fangzhi(monkeypatch, tmp_path)


@pytest.fixture
def two_nights(fangzhi: Fangzhi) -> Iterator[Serving]:
    """An archive in the folder of the test that holds both nights of one congress's site."""
    with serve(night=1) as site:
        assert 0 == fangzhi("crawl", SOURCE, "--gateway", site.gateway).code
        site.night = 2
        assert 0 == fangzhi("crawl", SOURCE, "--gateway", site.gateway).code
        yield site


def test_a_corpus_outlives_the_catalog_and_every_sentence_of_it_can_be_cited(
    fangzhi: Fangzhi, two_nights: Serving
) -> None:
    assert 0 == fangzhi("export", "before.jsonl").code
    (fangzhi.folder / "fangzhi-archive" / "catalog.sqlite").unlink()
    assert 0 == fangzhi("rebuild").code
    assert 0 == fangzhi("export", "after.jsonl").code
    before, after = ((fangzhi.folder / name).read_bytes() for name in ("before.jsonl", "after.jsonl"))
    assert before == after

    row = next(json.loads(line) for line in before.decode().splitlines() if json.loads(line)["url"] == EDITED)
    cited = fangzhi("why", EDITED, "--block", "1", "--json").json
    assert cited["text"] in row["text"]
    assert (fangzhi.folder / "fangzhi-archive" / cited["warc"]).is_file()
    assert [] == fangzhi("verify", "--json").json["damaged"]


def test_what_a_night_changed_is_told_and_the_night_before_still_stands(fangzhi: Fangzhi, two_nights: Serving) -> None:
    versions = fangzhi("history", EDITED, "--json").json
    changes = fangzhi("diff", EDITED, "--json").json["changes"]
    old = fangzhi("show", EDITED, "--at", versions[0]["first_seen"], "--json").json
    new = fangzhi("show", EDITED, "--json").json

    assert [versions[0]["digest"], versions[1]["digest"]] == [old["digest"], new["digest"]]
    for change in changes:
        assert not change["before"] or change["before"] in old["text"]
        assert not change["after"] or change["after"] in new["text"]
    added = next(change["after"] for change in changes if change["kind"] == "added")
    assert [EDITED] == [found["url"] for found in fangzhi("search", added[:12], "--json").json]


def test_a_page_fetched_by_hand_is_a_capture_like_any_other(fangzhi: Fangzhi, two_nights: Serving) -> None:
    fetched = fangzhi("fetch", EDITED, "--gateway", two_nights.gateway, "--json").json
    shown = fangzhi("show", EDITED, "--json").json
    assert (fetched["digest"], fetched["title"]) == (shown["digest"], shown["title"])
    assert "unchanged" == fetched["version"]
