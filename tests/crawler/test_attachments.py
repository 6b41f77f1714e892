"""Files and pictures go with the page that names them: captured by themselves, read where they can be, told beside the page."""

from pathlib import Path

import pytest

from archive import open_archive
from archive.records import Run
from crawler.crawl import crawl
from crawler.families.linked import FILES_A_PAGE, Linked, is_picture, linked_with
from crawler.job import Orders, lone_source
from crawler.messages import Judged
from crawler.outcomes import judge
from crawler.read import is_document
from crawler.sources import load_sources
from tests.cleaners.printing import pdf
from tests.crawler.commands import Fangzhi
from tests.crawler.replica import HOST, Replica, article, declare, listing, serving

PAGE = f"{HOST}/jdgz/20260301/000001.html"
UPLOADS = f"{HOST}/upload/202603"
SAID = "临江区二〇二六年预算草案安排教育支出四十六亿元"
BUDGET = pdf([[(72.0, 700.0, 12.0, SAID), (72.0, 680.0, 12.0, "其中学前教育支出九亿元。")]])
OWNER = lone_source(PAGE)


def test_links_are_files_by_their_address_or_their_name() -> None:
    html = (
        f'<a href="/upload/202603/W020.PDF">预算草案</a><a href="/download?id=17">附件1：指标表.xls</a>'
        f'<a href="/down.do?file=%E8%A1%A8.docx&v=1">表</a><a href="next.html">下一篇</a><a href="{HOST}/upload/202603/W020.PDF">再次</a>'
    )
    expected = (f"{UPLOADS}/W020.PDF", f"{HOST}/download?id=17", f"{HOST}/down.do?file=%E8%A1%A8.docx&v=1")
    assert Linked(expected) == linked_with(PAGE, html, OWNER)


def test_what_lies_on_another_host_or_behind_a_forums_hour_goes_with_no_page() -> None:
    html = '<a href="https://cdn.example/a.pdf">a</a><a href="/forum.php?mod=attachment&aid=MTd8">表.xls</a><img src="//cdn.example/20260301.png">'
    assert Linked() == linked_with(PAGE, html, OWNER)


def test_pictures_go_with_a_page_when_an_upload_tool_named_them() -> None:
    shown = ("W020260301.jpg", "d41d8cd98f00b204e9800998ecf8427e.png", "1772338800123.jpeg", "0b6e8a52-7c1f.gif")
    layout = ("logo.png", "banner01.jpg", "ico_print.gif", "qr-2026.png")
    assert list(shown) == [name for name in (*shown, *layout) if is_picture(f"{UPLOADS}/{name}")]


def test_a_lazy_pictures_true_address_is_taken() -> None:
    html = '<img src="/images/loading.gif" data-src="/upload/202603/20260301001.png">'
    assert Linked((), (f"{UPLOADS}/20260301001.png",)) == linked_with(PAGE, html, OWNER)


def test_files_beyond_the_bound_of_a_page_are_counted() -> None:
    html = "".join(f'<a href="/upload/202603/{n}.pdf">{n}</a>' for n in range(FILES_A_PAGE + 3))
    found = linked_with(PAGE, html, OWNER)
    assert (FILES_A_PAGE, 3) == (len(found.files), found.left)


@pytest.mark.parametrize(
    ("body", "media_type", "expected"),
    [
        (BUDGET, "application/pdf", "ok"),
        (BUDGET, "application/octet-stream", "ok"),
        (b"Rar!\x1a\x07\x00" + b"\0" * 50, "application/octet-stream", "not-text"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image/png", "not-text"),
    ],
)
def test_a_file_that_can_be_read_is_ok(body: bytes, media_type: str, expected: str) -> None:
    assert Judged(expected) == judge(200, (("Content-Type", media_type),), body)  # type: ignore[arg-type]


def crawled(folder: Path, replica: Replica) -> Run:
    orders = Orders(gateway=replica.prefix, sources_folder=folder / "sources")
    return crawl(folder / "archive", load_sources(folder / "sources")["linjiang"], orders)


def put_page(replica: Replica, linked: str) -> None:
    replica.put(f"{HOST}/jdgz/", listing([PAGE]))
    replica.put(PAGE, article(1).replace("</div></body>", linked + "</div></body>"))


@pytest.fixture
def replica(tmp_path: Path) -> object:
    scope = f'["{HOST}/jdgz/"]'
    declare(tmp_path / "sources", scope=scope)
    with serving() as replica:
        yield replica


LINKS = (
    '<p><a href="/upload/202603/W1.pdf">附件1：预算草案.pdf</a></p><p><a href="/upload/202603/W2.rar">附件2：底稿.rar</a></p>'
    '<p><a href="/upload/202603/W3.doc">附件3：已撤.doc</a></p><p><a href="/upload/202603/W4.pdf">附件4：表.pdf</a></p>'
    '<p><img src="/upload/202603/20260301.png" alt="表1"></p>'
)


def put_files(replica: Replica) -> None:
    put_page(replica, LINKS)
    replica.put(f"{UPLOADS}/W1.pdf", BUDGET, headers={"Content-Type": "application/pdf"})
    replica.put(f"{UPLOADS}/W2.rar", b"Rar!\x1a\x07\x00" + b"\0" * 50, headers={"Content-Type": "application/x-rar"})
    replica.put(f"{UPLOADS}/W4.pdf", b"%PDF-1.4 torn\n%%EOF\n", headers={"Content-Type": "application/pdf"})
    replica.put(f"{UPLOADS}/20260301.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, headers={"Content-Type": "image/png"})


@pytest.mark.slow
def test_the_files_of_a_page_are_kept_read_and_told_beside_it(
    tmp_path: Path, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_files(replica)
    run = crawled(tmp_path, replica)
    assert "complete" == run.verdict
    assert (1, 5) == (run.details["listed"], run.details["files"])
    assert any("1 of 5 files" in reason and "gone" in reason for reason in run.reasons)
    fangzhi = Fangzhi(monkeypatch, tmp_path)
    page = fangzhi("show", PAGE, "--archive", "archive", "--json").json
    states = {file["url"].rpartition("/")[2]: file["state"] for file in page["files"]}
    assert {
        "W1.pdf": "read",
        "W2.rar": "kept",
        "W3.doc": "missing",
        "W4.pdf": "unreadable",
        "20260301.png": "not-read",
    } == states
    assert SAID not in page["text"]
    assert SAID in fangzhi("show", f"{UPLOADS}/W1.pdf", "--archive", "archive").out
    found = fangzhi("search", "学前教育支出九亿元", "--archive", "archive", "--json").json
    assert [f"{UPLOADS}/W1.pdf"] == [one["url"] for one in found]
    assert "附件1：预算草案.pdf" in fangzhi("show", PAGE, "--archive", "archive").out
    with open_archive(tmp_path / "archive") as archive:
        assert {PAGE, f"{UPLOADS}/W1.pdf", f"{UPLOADS}/W4.pdf"} == {version.url for version in archive.corpus()}


@pytest.mark.slow
def test_a_second_crawl_asks_for_files_conditionally(tmp_path: Path, replica: Replica) -> None:
    put_files(replica)
    crawled(tmp_path, replica)
    replica.forget()
    run = crawled(tmp_path, replica)
    told = {one.url.rpartition("/")[2]: one.status for one in replica.asked if "/upload/" in one.url}
    assert {"W1.pdf": 304, "W2.rar": 304, "W3.doc": 404, "W4.pdf": 304, "20260301.png": 304} == told
    assert 0 == run.new_versions


@pytest.mark.slow
def test_a_file_that_could_not_be_had_makes_a_run_partial(tmp_path: Path, replica: Replica) -> None:
    put_page(replica, '<a href="/upload/202603/W1.pdf">附件.pdf</a>')
    replica.put(f"{UPLOADS}/W1.pdf", "broken", status=500)
    run = crawled(tmp_path, replica)
    assert "partial" == run.verdict
    assert "1 of 1 files and pictures of pages could not be had: 1 server-error" == run.reasons[0]


def test_a_file_is_a_document_even_where_the_pattern_of_lists_takes_its_address(tmp_path: Path) -> None:
    declare(tmp_path, list="'/jdgz/'", detail="'/\\d{8}/\\d+\\.html$'")
    source = load_sources(tmp_path)["linjiang"]
    asked = (f"{HOST}/jdgz/W1.pdf", f"{HOST}/jdgz/index.html", f"{HOST}/robots.txt")
    assert [True, False, False] == [is_document(url, source) for url in asked]
