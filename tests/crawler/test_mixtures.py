"""Nights on which a site is half there: what came is kept, what did not come is told, and no such night calls itself complete."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import open_archive
from archive.records import Run
from crawler.crawl import crawl
from crawler.job import Orders
from crawler.sources import load_sources
from tests.crawler.replica import HOST, Page, Replica, article, declare, listing, serving, site

pytestmark = pytest.mark.slow

CHALLENGE = "<html><head><script>$_ts=window['$_ts'];$_ts.cd='qr';</script></head><body></body></html>"
LOG_IN = "<html><head><title>统一身份认证</title></head><body><form>账号<input name='u'>密码<input type='password'></form></body></html>"
LOST = "<html><head><title>临江区人大</title></head><body><p>抱歉，您访问的页面不存在或已被删除</p></body></html>"
MENU = "".join(f"<li><a href='/c{n}/'>政务公开栏目{n}</a></li>" for n in range(12))
FRAME = f"<html><head><title>临江区人大</title></head><body><ul>{MENU}</ul><div class='con'></div><div>主办单位：临江区人大常委会办公室</div></body></html>"


@pytest.fixture
def replica(tmp_path: Path) -> Iterator[Replica]:
    declare(tmp_path / "sources")
    with serving() as served:
        yield served


def crawled(folder: Path, replica: Replica) -> Run:
    orders = Orders(gateway=replica.prefix, sources_folder=folder / "sources")
    return crawl(folder / "archive", load_sources(folder / "sources")["linjiang"], orders)


def texts(folder: Path) -> dict[str, str]:
    """The text of each page of the corpus, by address."""
    with open_archive(folder / "archive") as archive:
        return {version.url: version.document.text for version in archive.corpus() if version.document is not None}


def put(replica: Replica, urls: list[str], body: str, status: int = 200) -> None:
    for url in urls:
        replica.put(url, body, status=status, etag=False)


def test_a_list_that_comes_with_documents_that_are_challenged_is_blocked(tmp_path: Path, replica: Replica) -> None:
    put(replica, site(replica, 12), CHALLENGE, 412)
    run = crawled(tmp_path, replica)
    assert ("blocked", "challenge", {}) == (run.verdict, run.details["fault"], texts(tmp_path))


def test_a_site_that_refuses_after_its_first_pages_is_blocked_and_keeps_these(tmp_path: Path, replica: Replica) -> None:
    documents = site(replica, 12)
    put(replica, documents[3:], CHALLENGE, 412)
    run = crawled(tmp_path, replica)
    assert ("blocked", {*documents[:3]}) == (run.verdict, {*texts(tmp_path)})


def test_a_second_list_page_that_is_a_log_in_page_is_partial(tmp_path: Path, replica: Replica) -> None:
    documents = site(replica, 30)
    put(replica, [f"{HOST}/jdgz/index_2.html"], LOG_IN)
    run = crawled(tmp_path, replica)
    assert ("partial", {*documents[:20]}) == (run.verdict, {*texts(tmp_path)})
    assert any("1 of 2 list pages could not be read: 1 login-required" in reason for reason in run.reasons)


def test_documents_that_are_lost_with_status_200_leave_no_text(tmp_path: Path, replica: Replica) -> None:
    documents = site(replica, 12)
    put(replica, documents[6:], LOST)
    run = crawled(tmp_path, replica)
    assert {*documents[:6]} == {*texts(tmp_path)}
    assert any("6 listed pages are gone" in reason for reason in run.reasons)


def test_a_robots_file_that_fails_means_no_crawl_tonight(tmp_path: Path, replica: Replica) -> None:
    site(replica, 12)
    replica.put(f"{HOST}/robots.txt", "", status=503, etag=False)
    run = crawled(tmp_path, replica)
    assert (False, []) == (run.verdict in ("complete", "quiet"), replica.urls())


def test_an_empty_frame_in_the_place_of_a_document_is_no_text(tmp_path: Path, replica: Replica) -> None:
    documents = site(replica, 12)
    put(replica, documents[-1:], FRAME)
    run = crawled(tmp_path, replica)
    assert ("partial", {*documents[:-1]}) == (run.verdict, {*texts(tmp_path)})
    assert any("nothing but links and a footer" in reason for reason in run.reasons)


def test_the_same_words_in_the_place_of_several_documents_are_no_text(tmp_path: Path, replica: Replica) -> None:
    documents = site(replica, 12)
    for number, url in enumerate(documents[-3:]):
        words = f"<h2>材料保管说明</h2><p>编号{number}的材料由经办科室保管，需要的单位可以凭介绍信查阅。</p>"
        replica.put(url, f"<html><head><title>临江区人大</title></head><body>{words}</body></html>", etag=False)
    run = crawled(tmp_path, replica)
    assert ("partial", {*documents[:-3]}) == (run.verdict, {*texts(tmp_path)})
    assert any("3 pages could not be cleaned" in reason and "2 other pages" in reason for reason in run.reasons)


def test_a_few_words_without_name_or_date_are_no_text_whatever_they_say(tmp_path: Path, replica: Replica) -> None:
    documents = site(replica, 12)
    page = "<html><head><title>临江区人大</title></head><body><p>{}</p></body></html>"
    put(replica, documents[-1:], page.format("材料整理归并期间由经办科室保管"))
    named = page.replace("临江区人大", "关于补选代表的公告")
    replica.put(documents[0], named.format("补选李某某为区人大代表。"))
    run = crawled(tmp_path, replica)
    assert ("partial", {*documents[:-1]}) == (run.verdict, {*texts(tmp_path)})
    assert any("it says next to nothing" in reason for reason in run.reasons)


def test_two_short_documents_alike_are_documents(tmp_path: Path, replica: Replica) -> None:
    documents = site(replica, 12)
    for number, url in enumerate(documents[-2:]):
        words = f"<h2>任免名单</h2><p>任命{number}名同志为区人民法院人民陪审员。</p>"
        replica.put(url, f"<html><head><title>临江区人大</title></head><body>{words}</body></html>")
    run = crawled(tmp_path, replica)
    assert ("complete", {*documents}) == (run.verdict, {*texts(tmp_path)})


def test_a_page_cut_behind_a_tag_is_asked_again_and_never_a_text(tmp_path: Path, replica: Replica) -> None:
    documents = site(replica, 12)
    body = article(12).replace("<div class='content'>", "<div class='main'><div class='content'>")
    put(replica, documents[-1:], body[: body.rindex("<p>")])
    run = crawled(tmp_path, replica)
    assert ("partial", {*documents[:-1]}) == (run.verdict, {*texts(tmp_path)})
    assert any("1 cut-body" in reason for reason in run.reasons)


def test_a_file_whose_end_is_missing_makes_the_run_partial(tmp_path: Path, replica: Replica) -> None:
    [document] = site(replica, 1)
    file = f"{HOST}/jdgz/20260301/W0202603.pdf"
    replica.put(document, article(1).replace("</div></body>", f"<a href='{file}'>附件.pdf</a></div></body>"))
    replica.pages[file] = Page(b"%PDF-1.5\n1 0 obj <<>> endobj\n", headers={"Content-Type": "application/pdf"})
    run = crawled(tmp_path, replica)
    assert "partial" == run.verdict
    assert any("1 of 1 files" in reason and "cut-body" in reason for reason in run.reasons)


def test_a_list_page_in_frames_is_followed_into_its_main_frame(tmp_path: Path, replica: Replica) -> None:
    documents = site(replica, 3)
    replica.put(f"{HOST}/jdgz/main.html", listing(documents))
    frames = "<frameset rows='90,*'><frame name='top' src='top.html'><frame name='main' src='main.html'></frameset>"
    replica.put(f"{HOST}/jdgz/", f"<html><head><title>工作报告</title></head>{frames}</html>")
    run = crawled(tmp_path, replica)
    assert ("complete", {*documents}) == (run.verdict, {*texts(tmp_path)})
