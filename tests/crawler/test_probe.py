"""A look at an unknown site gives a declaration whose crawl finds what one written by hand finds."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import open_archive
from archive.urls import url_key
from crawler.columns import column_links
from crawler.crawl import crawl
from crawler.demo import Serving, serve
from crawler.demo.kinds import Kind, kinds
from crawler.demo.pages import sample_pages
from crawler.job import Orders
from crawler.probe import probe
from crawler.proposal import Seen, hosts_of, patterns_of, toml_of
from crawler.sources import load_sources, read_declaration
from tests.crawler.commands import Fangzhi
from tests.crawler.replica import HOST, Replica, serving, site

FOUND_AT_LEAST = 0.95


def test_patterns_are_made_from_the_commonest_form_of_titled_links() -> None:
    rows = "".join(f'<li><a href="/r/{n}/x{n}.do">关于临江区第{n}号事项的报告</a></li>' for n in range(1, 6))
    page = Seen(f"{HOST}/r/", f'<ul>{rows}</ul><a href="/r/about.do">关于我们的网站与声明</a><a href="/r/2">2</a>')
    host = r"^https?://(?:www\.)?rd\.linjiang\.example"
    assert (rf"{host}/r/$|{host}/r/\d+$", rf"{host}/r/\d+/x\d+\.do$") == patterns_of([page], ("rd.linjiang.example",))


def test_nothing_is_proposed_where_no_three_titles_have_one_form() -> None:
    page = Seen(f"{HOST}/", '<a href="/a-1">关于临江区教育事业的报告</a><a href="/about">关于临江区医疗事业的报告</a>')
    assert None is patterns_of([page], ("rd.linjiang.example",))


def test_columns_of_reports_come_before_other_columns() -> None:
    page = Seen(
        f"{HOST}/",
        '<a href="/">首页</a><a href="/news/">更多</a><a href="/zwgk/gzbg/">政府工作报告</a><a href="/zwgk/">信息公开</a>'
        '<a href="/20260301/1.html">关于临江区预算的报告</a>',
    )
    found = [name for _, name in column_links([page], "date-number", ("rd.linjiang.example",))]
    assert ["政府工作报告", "更多", "信息公开"] == found


def test_sub_domains_of_the_site_are_its_hosts_and_others_are_not() -> None:
    html = '<a href="https://zwgk.linjiang.gov.cn/a">a</a><a href="http://linjiang.gov.cn/b">b</a><a href="http://www.other.gov.cn/c">c</a>'
    page = Seen("http://www.linjiang.gov.cn/", html)
    assert ("www.linjiang.gov.cn", "zwgk.linjiang.gov.cn") == hosts_of(page.url, [page])


def test_a_title_with_quotes_and_slashes_comes_back_from_the_toml() -> None:
    title = '临江区 "政务" \\ 公开'
    values = {
        "id": "a", "title": title, "division": "", "body": "government", "family": "trs", "seeds": [HOST], "status": "unverified",
    }  # fmt: skip
    assert title == read_declaration(toml_of(values, ("a note",)), "a.toml").title


@pytest.fixture(scope="module")
def demo() -> Iterator[Serving]:
    with serve() as served:
        yield served


def found_by(folder: Path, name: str, declaration: str, gateway: str) -> set[str]:
    """Crawl a declaration into an archive of its own; the keys of what it holds as documents."""
    (folder / name).mkdir(parents=True)
    (folder / name / "one.toml").write_text(declaration, encoding="utf-8")
    source = read_declaration(declaration, name)
    run = crawl(folder / f"{name}.archive", source, Orders(gateway=gateway, sources_folder=folder / name))
    assert "complete" == run.verdict, run.reasons
    with open_archive(folder / f"{name}.archive") as archive:
        return {url_key(version.url) for version in archive.corpus()}


@pytest.mark.slow
@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_what_a_probe_proposes_finds_what_was_declared_by_hand(kind: Kind, demo: Serving, tmp_path: Path) -> None:
    found = probe(kind.list_url(0), Orders(gateway=demo.gateway))
    by_hand = found_by(tmp_path, "hand", kind.declaration(), demo.gateway)
    proposed = found_by(tmp_path, "probe", found.declaration, demo.gateway)
    share = len(by_hand & proposed) / len(by_hand)
    row = (kind.id, found.family, f"{found.score:.2f}", len(by_hand), len(by_hand & proposed), f"{share:.0%}")
    sys.stdout.write("\n" + "  ".join(f"{value:>16}" for value in row))
    assert share >= FOUND_AT_LEAST
    assert 3 == len([sample for sample in found.samples if sample.kind.endswith("report")])


@pytest.mark.slow
def test_a_probe_of_a_board_finds_the_threads_of_the_forum(demo: Serving, tmp_path: Path) -> None:
    board = "https://www.quyushuju.com/forum.php?mod=forumdisplay&fid=38"
    found = probe(board, Orders(gateway=demo.gateway))
    proposed = found_by(tmp_path, "probe", found.declaration.replace("quyushuju-com", "probed-forum"), demo.gateway)
    threads = {url_key(page.url) for page in sample_pages() if page.system == "discuz" and page.stands(1)}
    assert "discuz" == found.family
    assert set() == threads - proposed


@pytest.mark.slow
def test_a_home_page_leads_to_its_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as replica:
        site(replica, 12)
        home = '<title>临江区人大</title><a href="/jdgz/">监督工作报告</a><a href="/login">登录</a><a href="/gone/">公报</a>'
        replica.put(f"{HOST}/", home)
        fangzhi = Fangzhi(monkeypatch, tmp_path)
        told = fangzhi("probe", f"{HOST}/", "--gateway", replica.prefix, "-o", "mine/rd.toml", "--json")
        again = fangzhi("probe", f"{HOST}/", "--gateway", replica.prefix, "-o", "mine/rd.toml")
    assert (0, 2) == (told.code, again.code)
    assert [(f"{HOST}/jdgz/", "监督工作报告", 12)] == [
        (c["url"], c["name"], c["entries"]) for c in told.json["columns"]
    ]
    source = load_sources(tmp_path / "mine")["rd-linjiang-example"]
    assert ("peoples_congress", 9, 3) == (source.body, source.expect.pages_min, len(source.examples))
    assert not (tmp_path / "fangzhi-archive").exists()
    assert f"{HOST}/login" not in replica.urls()


def told_of(replica: Replica, monkeypatch: pytest.MonkeyPatch, folder: Path) -> tuple[int, dict[str, object]]:
    told = Fangzhi(monkeypatch, folder)("probe", f"{HOST}/", "--gateway", replica.prefix, "--json")
    return told.code, told.json


@pytest.mark.slow
def test_a_challenge_and_a_refusal_by_robots_are_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as replica:
        replica.put(f"{HOST}/", "<script>$_ts=window['$_ts'];$_ts.nsd=1;</script>", status=412, etag=False)
        code, challenged = told_of(replica, monkeypatch, tmp_path)
        replica.put(f"{HOST}/robots.txt", "User-agent: *\nDisallow: /\n", headers={"Content-Type": "text/plain"})
        _, forbidden = told_of(replica, monkeypatch, tmp_path)
    assert (4, "challenge") == (code, challenged["cause"])
    assert "robots" == forbidden["cause"]
    assert "" == challenged["declaration"]


@pytest.mark.slow
def test_what_cannot_be_probed_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as replica:
        replica.put(
            f"{HOST}/app/", '<html><head><title>信息公开</title></head><body><div id="app"></div></body></html>'
        )
        replica.put(f"{HOST}/a.pdf", b"%PDF-1.4 x\n%%EOF", headers={"Content-Type": "application/pdf"})
        fangzhi = Fangzhi(monkeypatch, tmp_path)
        told = {
            path: fangzhi("probe", f"{HOST}/{path}", "--gateway", replica.prefix, "--json")
            for path in ("app/", "a.pdf", "no/")
        }
    dead = fangzhi("probe", "http://127.0.0.1:1/", "--json")
    assert ("script-only", "gone") == (told["app/"].json["cause"], told["no/"].json["outcome"])
    for answered, words in (
        (told["app/"], "fetch --browser"),
        (told["a.pdf"], "give the address of a column"),
        (told["no/"], "no such page"),
        (dead, "the host does not answer"),
    ):
        assert answered.code != 0
        assert any(words in remark for remark in answered.json["remarks"])
