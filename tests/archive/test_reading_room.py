"""The reading room shows what the archive tells: pages through time, versions, accounts, changes, proofs, finds."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Archive, open_archive
from archive.diff import Diff, diff
from archive.web.comparing import rows_of
from archive.web.texts import shown
from cleaners import clean
from cleaners.document import MACHINE, Block, Document, Link, Metadata, Warned, digest_of
from tests.archive.kept import URL, answer
from tests.archive.rooms import Visitor
from tests.archive.tales import SPLIT, lose, miss, night, see, see_parts

OLD = "全区生产总值增长5.2%。\n新增就业岗位12000个。\n各位代表，让我们努力奋斗！"
NEW = "全区生产总值增长5.2%。\n新增就业岗位13500个。\n老旧小区加装电梯86台。\n各位代表，让我们努力奋斗！"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive on SQLite, open for writing."""
    with open_archive(tmp_path / "archive", read_only=False) as opened:
        yield opened


@pytest.fixture
def told(own: Archive) -> Visitor:
    """A page as it was, seen twice, edited, gone."""
    see(own, night(0), OLD, published=night(0).date())
    see(own, night(1), OLD, published=night(0).date())
    see(own, night(2), NEW, published=night(0).date())
    lose(own, night(3))
    return Visitor(own)


def keep(archive: Archive, document: Document, payload: bytes = b"<p>page</p>", number: int = 0) -> None:
    capture = archive.keep(answer(payload, url=document.url, captured_at=night(number)))
    archive.keep_cleaning(capture, document.cleaner, document, cleaned_at=night(number))


def test_the_start_page_leads_to_the_newest_versions_and_the_sources(archive: Archive) -> None:
    declaration = 'id = "linjiang"\ntitle = "临江区人民政府"\n'
    run = archive.begin_run("linjiang", begun_at=night(0), declaration=declaration)
    see(archive, night(0), OLD, title="旧的报告", run=run.id)
    see(archive, night(1), NEW, url=URL + "?a=1&b=2", title="新的报告", run=run.id)
    archive.end_run(replace(run, ended_at=night(2), verdict="partial"))
    page = Visitor(archive).get("/", "zh")
    listed = page.texts("ul", "list")
    assert listed[0].index("新的报告") < listed[0].index("旧的报告")
    assert "临江区人民政府" in listed[1]
    assert "不完整" in listed[1]
    assert "/at/2026-11-25T18:00:00Z/http://www.linjiang.example/zfxxgk/gzbg/2026.html?a=1&b=2" in page.links()
    assert "/source/linjiang" in page.links()


def test_an_empty_archive_says_how_to_fill_it(own: Archive) -> None:
    assert "fangzhi crawl SOURCE" in Visitor(own).get("/").text


def test_a_page_through_time_has_its_versions_and_its_going(told: Visitor) -> None:
    page = told.get(f"/page/{URL}")
    rows = page.texts("tr", "ok") + page.texts("tr", "gone")
    assert 3 == len(rows)
    assert rows[0].startswith("2026-11-27 02:00:00 2026-11-27 02:00:00 临江区政府工作报告")
    assert rows[1].startswith("2026-11-25 02:00:00 2026-11-26 02:00:00 临江区政府工作报告")
    assert "gone" in rows[2]
    assert 5 == sum("Source text" in row for row in page.texts("tr"))


@pytest.mark.parametrize(
    ("when", "said", "other"),
    [
        ("2026-11-26", "12000", "13500"),
        ("2026-11-27", "13500", "12000"),
        ("2026-11-26T18:00:00Z", "13500", "12000"),
        ("20261125180000", "12000", "13500"),
        ("2026-11-27T02:00:00+08:00", "13500", "12000"),
    ],
)
def test_a_version_is_told_as_it_stood(told: Visitor, when: str, said: str, other: str) -> None:
    page = told.get(f"/at/{when}/{URL}")
    assert (200, True, False) == (page.status, said in page.text, other in page.text)


def test_a_page_that_is_gone_leads_to_what_it_said(told: Visitor) -> None:
    page = told.get(f"/at/last/{URL}")
    assert 404 == page.status
    assert f"/at/2026-11-26T18:00:00Z/{URL}" in page.links()


def test_a_page_that_was_not_there_on_one_day_alone_stands_in_doubt(own: Archive) -> None:
    see(own, night(0), OLD)
    miss(own, night(1))
    room = Visitor(own)
    assert all("no other day has confirmed" in room.get(f"/{verb}/{URL}").text for verb in ("at", "page"))
    see(own, night(2), OLD)
    seen = [room.get(f"/{verb}/{URL}").text for verb in ("at", "page")]
    assert all("not there on 2026-11-26 02:00:00, later there again" in text for text in seen)


def test_a_permanent_address_goes_on_telling_its_version(own: Archive) -> None:
    see(own, night(0) + timedelta(microseconds=7), OLD)
    permanent = next(link for link in Visitor(own).get(f"/at/last/{URL}").links() if link.startswith("http://127"))
    assert f"http://127.0.0.1:8023/at/2026-11-24T18:00:00.000007Z/{URL}" == permanent
    see(own, night(1), NEW)
    page = Visitor(own).get(permanent.removeprefix("http://127.0.0.1:8023"))
    assert "12000" in page.text


def test_metadata_says_where_it_was_read_and_a_doubt_is_told(own: Archive) -> None:
    said = Metadata(organ="临江区人民政府", kind="government-work-report", origins={"organ": "meta:SiteName"})
    document = replace(_document([Block("paragraph", OLD)]), metadata=said)
    keep(own, replace(document, warnings=(Warned("missing-end", "it ends within a sentence"),)))
    page = Visitor(own).get(f"/at/last/{URL}", "zh")
    assert "发文机关临江区人民政府 出自 页面 <meta>：SiteName" in page.text
    assert "政府工作报告" in page.text
    assert "结尾可能不全 it ends within a sentence missing-end" in page.text


def test_a_citation_names_who_what_when_and_where(own: Archive) -> None:
    see(own, night(0), OLD, organ="临江区人民政府", published=night(0).date())
    see(own, night(3), OLD, organ="临江区人民政府", published=night(0).date())
    chinese, english = Visitor(own).get(f"/at/last/{URL}").texts("p", "citation")
    start = (
        f"临江区人民政府. 临江区政府工作报告[EB/OL]. (2026-11-24)[2026-11-28]. {URL}. 存档：http://127.0.0.1:8023/at/"
    )
    assert chinese.startswith(start)
    assert "as it stood from 2026-11-25 to 2026-11-28" in english


def test_blocks_are_shown_by_their_kind(own: Archive) -> None:
    picture = f"![示意图]({URL.replace('2026.html', 'a.png')})"
    table = "表1 指标\n| 指标 | 数值 |\n| --- | --- |\n| a\\|b | 12 |\n| 合计 |  |"
    kinds = (
        ("heading", "一、回顾", 1),
        ("paragraph", "正文。"),
        ("list", "- 一项"),
        ("table", table),
        ("figure", picture),
    )
    keep(own, _document([Block(*each) for each in kinds]))
    page = Visitor(own).get(f"/at/last/{URL}")
    assert ["一、回顾"] == page.texts("h2")[:1]
    assert ["表1 指标"] == page.texts("caption")
    assert ["指标", "数值"] == page.texts("th")
    assert ["a|b", "12", "合计", ""] == page.texts("td")
    assert ["一项"] == page.texts("p", "item")
    assert "示意图" in page.texts("figcaption")[0]
    assert [] == list(page.tree.iter("img"))


def test_a_held_picture_is_shown_from_the_archive_as_it_went_with_the_version(own: Archive) -> None:
    url = URL.replace("2026.html", "a.png")
    document = replace(_document([Block("figure", f"![图]({url})")]), images=(Link(url, "图"),))
    for number in (0, 1):
        keep(own, replace(document, digest=f"sha256:{number:064}"), b"<p>%d" % number, number)
        png = b"\x89PNG\r\n\x1a\n%d" % number
        own.keep(
            answer(
                png, url=url, captured_at=night(number) + timedelta(minutes=5), headers=(("Content-Type", "image/png"),)
            )
        )
    for when, ending in (("2026-11-25", b"0"), ("last", b"1")):
        room = Visitor(own)
        source = next(room.get(f"/at/{when}/{URL}").tree.iter("img")).get("src")
        seen = room.get(source)
        assert (b"\x89PNG\r\n\x1a\n" + ending, "image/png") == (seen.body, seen.headers["content-type"])


def test_the_account_has_every_visible_piece_in_order_with_its_fate(own: Archive) -> None:
    html = (
        "<html><body><div>首页 &gt; 公开</div><h1>政府工作报告</h1><div id='zoom'><p>全区<b>生产</b>总值增长5.2%，就业形势总体稳定，各项工作"
        "有序推进，人民生活持续改善。</p><p>新增就业岗位12000个，城镇登记失业人数控制在指标以内，完成年初确定的目标任务。</p></div>"
        "<p>打印本页 关闭窗口</p><script>var hidden=1</script></body></html>"
    ).encode()
    document = clean(html, url=URL)
    keep(own, document, html)
    page = Visitor(own).get(f"/account/last/{URL}")
    fates = [
        ((element.get("class") or ""), "".join("".join(said.itertext()) for said in element if said.tag == "div"))
        for element in next(e for e in page.tree.iter("ol") if e.get("class") == "ledger")
    ]
    paths = [path.strip() for path in page.texts("small") if path.startswith("/html")]
    assert len(fates) == len(paths)
    assert "(read as the title)" in page.text
    fates = [(fate, said.replace("(read as the title)", "")) for fate, said in fates]
    shown_text = "".join(
        "".join(said.split()).removesuffix("".join(path.split())) for (_, said), path in zip(fates, paths, strict=True)
    )
    assert shown_text == "".join("".join(piece.text.split()) for piece in document.ledger)
    assert {"kept", "cut"} == {fate for fate, _ in fates}
    assert {piece.rule for piece in document.ledger if piece.rule} <= set(page.texts("code"))
    only_cut = Visitor(own).get(f"/account/last/cut/{URL}")
    assert "12000" in page.text
    assert "12000" not in only_cut.text
    assert "打印本页" in only_cut.text


def test_the_account_counts_what_each_rule_took(told: Visitor, own: Archive) -> None:
    html = "<body><h1>报告</h1><p>一段很长的正文，讲的是全区经济社会发展情况，也讲存在的问题。</p><nav>导航</nav></body>".encode()
    document = clean(html, url=URL + "?2")
    keep(own, document, html)
    rows = [row.split() for row in told.get(f"/account/last/{URL}?2").texts("tr")]
    total = next(row for row in rows if row[0] == "total")
    assert str(sum(len("".join(piece.text.split())) for piece in document.ledger)) == total[-1]
    assert str(len(document.ledger)) == total[-2]


def test_changes_are_marked_with_numbers_whole(told: Visitor) -> None:
    page = told.get(f"/diff/{URL}")
    assert ["12000"] == page.texts("del")
    assert "13500" in page.texts("ins")
    assert "老旧小区加装电梯86台。" in page.texts("ins")
    assert "Changes: 2 added 1 changed 1" in page.text
    assert "Silent" in page.text
    assert ["Unchanged blocks: 1", "Unchanged blocks: 1"] == page.texts("summary")


def test_moved_and_cosmetic_changes_are_told_apart() -> None:
    first, second, third = (
        "一是稳住企业预期，走访企业。",
        "二是加快项目落地，开工项目。",
        "三是办好民生实事，新增泊位（个）。",
    )
    old = [Block("paragraph", text) for text in (first, second, third)]
    new = [Block("paragraph", text) for text in (second, first, third.replace("（", "(").replace("）", ")"))]
    found = Diff(URL, night(0), night(1), diff(old, new))
    kinds = [row.changed.change.kind for row in rows_of(found, old, new) if row.changed]
    assert ["cosmetic", "moved"] == sorted(kinds)


TEXTS = (
    "一是稳住企业预期，走访企业120家次。",
    "二是加快项目落地，开工项目42个。",
    "三是办好民生实事（7件）。",
    "三是办好民生实事(7件)。",
    "四是守住红线。",
)


@settings(max_examples=200, deadline=None)
@given(*[st.lists(st.sampled_from([*TEXTS, *(text.replace("是", "是要") for text in TEXTS)]), max_size=9)] * 2)
def test_a_comparison_shows_every_block_of_both_versions_once(before: list[str], after: list[str]) -> None:
    old, new = ([Block("paragraph", text) for text in texts] for texts in (before, after))
    rows = rows_of(Diff(URL, night(0), night(1), diff(old, new)), old, new)
    later = [
        b.number for row in rows for b in (*row.same, *([row.changed.new] if row.changed and row.changed.new else []))
    ]
    assert list(range(len(new))) == later
    gone = [row.changed.old.text for row in rows if row.changed and row.changed.old]
    stayed = [block.text for row in rows for block in row.same]
    assert sorted(before) == sorted(gone + stayed)
    for row in rows:
        if row.changed and row.changed.spans:
            change = row.changed.change
            assert change.old is not None
            assert change.new is not None
            for kinds, text in (({"same", "out"}, change.old.text), ({"same", "in"}, change.new.text)):
                assert text == "".join(span.text for span in row.changed.spans if span.kind in kinds)


def test_the_comparison_form_leads_to_the_comparison(told: Visitor) -> None:
    seen = told.client.get("/compare", params={"url": URL + "?a=1&b=2", "from": "2026-11-25", "to": "2026-11-27"})
    assert f"/diff/2026-11-25/2026-11-27/{URL}?a=1&b=2" == seen.headers["location"]


def test_a_comparison_over_a_going_shows_everything_as_removed(told: Visitor) -> None:
    page = told.get(f"/diff/2026-11-27/2026-11-28/{URL}")
    assert "Changes: 4 removed 4" in page.text


def test_a_proof_is_checked_now_and_fails_in_the_open(own: Archive, told: Visitor) -> None:
    page = told.get(f"/why/2026-11-27/1/{URL}")
    assert (200, ["Block 1 新增就业岗位13500个。"]) == (page.status, page.texts("blockquote"))
    assert 4 == sum(line.startswith("holds") for line in page.texts("li"))
    own.seal()
    printed = subprocess.run(
        page.texts("code", "command")[0], shell=True, cwd=own.folder, capture_output=True, check=True
    )
    assert b"WARC/1.1\r\n" == printed.stdout[:10]
    assert b"13500" in printed.stdout
    capture = own.capture(own.at(URL, night(2)).capture_id)
    with (own.folder / capture.warc).open("r+b") as file:
        file.seek(capture.offset + capture.length - 20)
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes([byte ^ 0xFF]))
    broken = told.get(f"/why/2026-11-27/1/{URL}")
    assert (500, True) == (broken.status, "FAILS" in broken.text)


def test_a_proof_names_where_an_import_was_taken_from(own: Archive) -> None:
    capture = own.keep(answer(reason="import", imported_from="old.warc.gz at 77: <script>"))
    document = _document([Block("paragraph", "正文。")])
    own.keep_cleaning(capture, document.cleaner, document, cleaned_at=night(0))
    assert "old.warc.gz at 77: <script>" in Visitor(own).get(f"/why/last/-/{URL}").text


def test_a_block_that_is_not_there_is_refused(told: Visitor) -> None:
    page = told.get(f"/why/2026-11-27/99/{URL}")
    assert (404, True) == (page.status, "numbered 0 to 3" in page.text)


def test_search_finds_and_leads_to_the_version(told: Visitor, own: Archive) -> None:
    see(own, night(1), "新增就业岗位三千个。", url=URL + "?3", title="另一份")
    page = told.get("/search?q=%E5%B0%B1%E4%B8%9A%E5%B2%97%E4%BD%8D")
    assert ["Documents that say “就业岗位”: 1"] == page.texts("h1")
    assert ["就业岗位"] == page.texts("mark")
    with_history = told.get("/search?q=%E5%B0%B1%E4%B8%9A%E5%B2%97%E4%BD%8D&history=1")
    assert 3 == len(with_history.texts("mark"))
    assert "No document says" in told.get("/search?q=zzz").text
    assert ["/", f"/page/{URL}?a=1"] == [
        told.client.get("/search", params={"q": q}).headers["location"] for q in (" ", f" {URL}?a=1")
    ]


def test_the_same_text_elsewhere_is_told_with_what_it_leaves_out(own: Archive) -> None:
    lines = [
        f"第{number}项工作：推进老旧小区改造{number * 37}万平方米，惠及居民{number * 911}户。" for number in range(1, 9)
    ]
    see(own, night(0), "\n".join(lines))
    see(own, night(1), "\n".join([*lines[:5], "转载者按语。"]), url="http://forum.example/1.html", title="转载")
    room = Visitor(own)
    page = room.get(f"/copies/{URL}")
    assert "/at/2026-11-25T18:00:00Z/http://forum.example/1.html" in page.links()
    assert ["Blocks missing there: 3", "Blocks added there: 1"] == page.texts("summary")
    assert lines[5:] == page.texts("del")
    assert "stands nowhere else" not in page.text
    assert f"/copies/{URL}" in room.get(f"/at/last/{URL}").links()
    see(own, night(2), "别的。", url=URL + "?alone", title="别的")
    assert "stands nowhere else" in room.get(f"/copies/{URL}?alone").text


def test_what_a_machine_read_in_a_picture_says_so(own: Archive) -> None:
    url = URL.replace("2026.html", "table.png")
    png = b"\x89PNG\r\n\x1a\n table"
    capture = own.keep(answer(png, url=url, headers=(("Content-Type", "image/png"),)))
    cleaner = f"{MACHINE}@1"
    document = replace(_document([Block("paragraph", "就业岗位12000个。")]), url=url, cleaner=cleaner, reader=MACHINE)
    own.keep_cleaning(capture, cleaner, document, cleaned_at=night(0))
    room = Visitor(own)
    page = room.get(f"/at/last/{url}")
    assert "a figure in it may be wrong" in page.text
    assert png == room.get(next(link for link in page.links() if link.startswith("/picture/"))).body
    assert "read by machine in a picture" in room.get("/search?q=%E5%B0%B1%E4%B8%9A").text


def test_the_whole_of_several_addresses_is_shown_and_each_part_alone(own: Archive) -> None:
    see_parts(own, night(0), "第一部分。", "第二部分。")
    room = Visitor(own)
    second = SPLIT.replace(".html", "_2.html")
    whole, part = room.get(f"/at/last/{second}"), room.get(f"/at/last/part/{second}")
    assert ("第一部分。" in whole.text, "第二部分。" in whole.text) == (True, True)
    assert ("第一部分。" in part.text, "第二部分。" in part.text) == (False, True)
    assert f"/page/part/{second}" in room.get(f"/page/{SPLIT}").links()


def test_a_long_document_is_paged_and_a_block_found_on_its_page(own: Archive) -> None:
    keep(own, _document([Block("paragraph", f"第{number}段。") for number in range(2500)]))
    room = Visitor(own)
    first, last = room.get(f"/at/last/{URL}"), room.get(f"/at/last/p3/{URL}")
    assert (True, False) == ("第999段。" in first.text, "第1000段。" in first.text)
    assert "第2499段。" in last.text
    assert any(link.endswith(f"/p3/{URL}#b2100") for link in room.get(f"/why/last/2100/{URL}").links())
    assert "第2499段。" in room.get(f"/at/last/p999/{URL}").text


def test_a_long_history_is_paged(own: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.web.versions.VERSIONS", 3)
    monkeypatch.setattr("archive.web.versions.CAPTURES", 5)
    for number in range(7):
        see(own, night(number), f"第{number}版。")
    room = Visitor(own)
    first, last = room.get(f"/page/{URL}"), room.get(f"/page/p3/{URL}")
    assert (3, 1) == (len(first.texts("tr", "ok")), len(last.texts("tr", "ok")))
    assert f"/page/p2/{URL}" in first.links()
    assert f"/page/p2/{URL}" in last.links()
    assert [5, 5] == [seen.html.count("/raw/") for seen in (first, last)]
    assert "Versions: 7" in last.text


@pytest.mark.parametrize(
    "case", sorted((Path(__file__).parents[1] / "pages").glob("*/page.html")), ids=lambda p: p.parent.name
)
def test_no_sample_page_loses_a_block_or_a_piece_on_its_way_into_the_room(case: Path, own: Archive) -> None:
    payload = case.read_bytes()
    document = clean(payload, url=URL)
    keep(own, document, payload)
    room = Visitor(own)
    page, account = room.get(f"/at/last/{URL}"), room.get(f"/account/last/{URL}")
    assert (200, 200) == (page.status, account.status)
    squeezed = "".join(page.text.split())
    for block in shown(document.blocks):
        for text in (block.text, *block.head, *(cell for row in block.rows for cell in row)):
            assert "".join(text.replace("\0", "").split()) in squeezed
    every = "".join(account.text.split())
    assert [] == [piece.text for piece in document.ledger if "".join(piece.text.replace("\0", "").split()) not in every]


def _document(blocks: list[Block]) -> Document:
    digest = digest_of("报告", [block.text for block in blocks])
    return Document(URL, "报告", tuple(blocks), Metadata(), cleaner="auto@1", digest=digest)
