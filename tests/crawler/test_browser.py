"""A page that scripts fill is rendered, and what the browser asks for goes the way of every request."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import open_archive
from archive.records import Capture
from crawler.chromium import launch_options
from crawler.errors import WrongUse
from crawler.fetch import Fetched, fetch
from crawler.job import Orders
from tests.crawler.commands import Fangzhi
from tests.crawler.rendering import NEEDS_CHROMIUM
from tests.crawler.replica import HOST, Page, Replica, serving

PAGE = f"{HOST}/jdgz/20260301/000001.html"
DATA = f"{HOST}/api/doc?id=1"
SHELL = (
    "<html><head><title>代表之家</title><script src='/app.js'></script><script src='https://cdn.example/x.js'></script></head>"
    "<body><div id='app'></div><img src='/a.png'></body></html>"
)
SCRIPT = (
    "fetch('/api/doc?id=1').then(r => r.json()).then(d => { document.getElementById('app').innerHTML ="
    " '<h1>' + d.title + '</h1><p>发布时间：2026-03-02</p>' + d.paragraphs.map(p => '<p>' + p + '</p>').join('') })"
)

pytestmark = NEEDS_CHROMIUM


@pytest.fixture
def replica() -> Iterator[Replica]:
    pytest.importorskip("scrapy_playwright")
    with serving() as served:
        served.put(PAGE, SHELL, headers={"Set-Cookie": "seen=1"})
        served.put(f"{HOST}/app.js", SCRIPT, headers={"Content-Type": "application/javascript"})
        said = {
            "title": "关于临江区代表工作的报告",
            "paragraphs": [f"第{n}项工作扎实推进，形成阶段成果。" for n in range(9)],
        }
        served.put(DATA, json.dumps(said, ensure_ascii=False), headers={"Content-Type": "application/json"})
        yield served


def rendered(folder: Path, replica: Replica, url: str = PAGE) -> Fetched:
    return fetch(folder / "archive", url, Orders(gateway=replica.prefix), browser=True)


def kept(folder: Path, got: Fetched) -> list[Capture]:
    with open_archive(folder / "archive") as archive:
        return [c for c in archive.captures_of_run(got.run.id) if not c.url.endswith("/robots.txt")]


def test_what_scripts_fill_is_read_and_every_answer_is_kept(tmp_path: Path, replica: Replica) -> None:
    got = rendered(tmp_path, replica)
    captures = kept(tmp_path, got)
    assert ("new", "关于临江区代表工作的报告", "complete") == (got.version, got.title, got.run.verdict)
    assert [PAGE, f"{HOST}/app.js", DATA, PAGE] == [c.url for c in captures]
    assert [*["for-browser"] * 3, "rendered"] == [c.cause for c in captures]
    with open_archive(tmp_path / "archive") as archive:
        assert SHELL.encode() == archive.payload(captures[0])
        record = archive.shelf.response(captures[3])
    assert f"<{captures[0].id}>" == record.fields["Fangzhi-Rendered-From"]
    assert replica.urls().count(PAGE) == 1
    assert all("Cookie" not in asked.headers for asked in replica.asked)
    assert any("off the source's hosts" in reason for reason in got.run.reasons)
    assert "unchanged" == rendered(tmp_path, replica).version


def test_a_challenge_is_not_rendered(tmp_path: Path, replica: Replica) -> None:
    replica.put(PAGE, "<html><script>document.cookie='ok=1';location.reload()</script></html>")
    got = rendered(tmp_path, replica)
    assert [("blocked", "challenge")] == [(c.outcome, c.cause) for c in kept(tmp_path, got)]
    assert ("none", 1) == (got.version, replica.urls().count(PAGE))
    assert "complete" != got.run.verdict


def test_what_robots_forbids_the_browser_does_not_get(tmp_path: Path, replica: Replica) -> None:
    replica.put(f"{HOST}/robots.txt", "User-agent: *\nDisallow: /api/", headers={"Content-Type": "text/plain"})
    got = rendered(tmp_path, replica)
    assert DATA not in replica.urls()
    assert ("none", True) == (got.version, PAGE in replica.urls())


def test_a_page_that_is_not_there_is_gone(tmp_path: Path, replica: Replica) -> None:
    got = rendered(tmp_path, replica, f"{HOST}/none.html")
    assert ["gone"] == [c.outcome for c in kept(tmp_path, got)]
    replica.pages[PAGE] = Page(drop=True)
    dead = rendered(tmp_path, replica)
    assert ("none", "failed") == (dead.version, dead.run.verdict)


def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongUse, match="apt-get install chromium"):
        launch_options({"FANGZHI_CHROMIUM": "no-such-browser"})
    monkeypatch.setattr("crawler.chromium.find_spec", lambda name: None)
    told = Fangzhi(monkeypatch, tmp_path)("fetch", "http://127.0.0.1:9/x", "--browser")
    assert (2, True) == (told.code, "pip install 'fangzhi[browser]'" in told.err)
