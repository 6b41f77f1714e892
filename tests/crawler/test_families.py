"""A family tells lists from documents by their addresses, reads lists, and knows the parts of a document."""

from datetime import date
from pathlib import Path

import pytest

from crawler.families import FAMILIES, Entry, Family, family
from crawler.sources import Source, load_sources

SITE = "https://www.linjiang.example"


def source(name: str, **more: object) -> Source:
    fixed: dict[str, object] = {"id": "ex", "title": "", "division": "", "body": "government", "family": name}
    fixed |= {"seeds": (f"{SITE}/zwgk/index.html",), "hosts": ("www.linjiang.example",)}
    return Source(**(fixed | more))  # type: ignore[arg-type]


FORMS = [
    ("epoint-uuid", "/xwzx/002008/20240321/a9e9a2b2-08e9-464f-a468-808d4ed223a5.html"),
    ("epoint-uuid", "/govxxgk/LJ0/2024-01-30/f2133f6b-9ad4-4ffa-a822-9d7e55e92a21.html"),
    ("date-number", "/zfbg/20240321/5512.html"),
    ("date-number", "/zfbg/20240321/ee4dcd034d9e47569f56f28b23d69527.html"),
    ("year-doy", "/zwgk/zfbg/2025/77/339245.html"),
    ("jiading-content", "/cwhgz/jdgz/content_899614"),
    ("jiading-content", "/publicity/jggk/zfgzbg82/7871"),
    ("guid-content", "/cms/website/xxgk/qzfgzbg/content/30DB1E2D-3697-11ED-9CD5-1913C1F5F97D.htm"),
    ("query-id", "/article.html?infoid=6513958d-e52a-41d5-90a1-c8f47c24bf1f"),
    ("query-id", "/rddt/ShowArticle.asp?ArticleID=5407"),
    ("trs", "/rdxw/202209/t20220908_574924.html"),
    ("contents", "/contents/25/11561.html"),
    ("numbered", "/cwhhy/6764.htm"),
    ("numbered", "/xxgk-show-100318.html"),
    ("hanweb", "/art/2025/2/17/art_1229820753_58973145.html"),
    ("post", "/zfxxgkml/content/post_10189397.html"),
    ("hex-leaf", "/gkgg/zd/8a24f0b48a472c98018a4a8c6391003d.html"),
    ("epaper", "/html/2023-01/20/content_148_15734634.htm"),
    ("split", "/baogao/huadong/4269_6.html"),
    ("discuz", "/forum.php?mod=viewthread&tid=5"),
    ("discuz", "/thread-5-1-1.html"),
]


@pytest.mark.parametrize(("name", "path"), FORMS)
def test_a_documents_address_is_known_by_its_form(name: str, path: str) -> None:
    assert "detail" == family(name).classify(SITE + path, source(name))


@pytest.mark.parametrize("one", FAMILIES.values(), ids=list(FAMILIES))
def test_a_seed_that_is_no_document_is_a_list(one: Family) -> None:
    assert "list" == one.classify(f"{SITE}/zwgk/index.html", source(one.name))


@pytest.mark.parametrize("one", FAMILIES.values(), ids=list(FAMILIES))
def test_what_is_outside_the_hosts_is_neither(one: Family) -> None:
    for _, path in FORMS:
        assert one.classify("https://elsewhere.example" + path, source(one.name)) is None


def test_a_declared_pattern_replaces_the_familys_form() -> None:
    own = source("links", list=r"/col/\w+/$", detail=r"/reports/[a-z]+$")
    assert "detail" == family("links").classify(f"{SITE}/reports/fkzp", own)
    assert "list" == family("links").classify(f"{SITE}/col/bg/", own)
    assert family("links").classify(f"{SITE}/about/us", own) is None


LIST = """<html><body><div class="nav"><a href="/index.html">首页</a></div>
<ul class="news">
 <li><a href="/zfbg/20240722/101.html" title="关于2024年上半年工作情况的报告">关于2024年上半年工作…</a><span>2024-07-22</span></li>
 <li><span>[2023年12月29日]</span><a href='../zfbg/20231229/99.html'>2024年政府工作报告</a></li>
 <li><a href="/zfbg/20231229/99.html"><img src="x.png"></a></li>
 <li><a href="https://elsewhere.example/zfbg/20240722/101.html">别处</a></li>
 <li><a href="javascript:void(0)">打印</a> <a href="mailto:x@linjiang.example">来信</a></li>
</ul>
PAGER</body></html>"""


def test_a_list_names_each_document_once_with_title_and_date() -> None:
    listing = family("date-number").read_list(f"{SITE}/zwgk/index.html", LIST, source("date-number"))
    expected = (
        Entry(f"{SITE}/zfbg/20240722/101.html", "关于2024年上半年工作情况的报告", date(2024, 7, 22)),
        Entry(f"{SITE}/zfbg/20231229/99.html", "2024年政府工作报告", date(2023, 12, 29)),
    )
    assert expected == listing.entries


@pytest.mark.parametrize(
    ("pager", "pages"),
    [
        ('<a href="index_2.html">下一页</a>', ["index_2.html"]),
        ('<a href="index.html">1</a> <a href="index_2.html">2</a> <a href="index_3.html">3</a>', ["index_2.html", "index_3.html"]),
        ('<script>createPageHTML(4, 0, "index", "html");</script>', ["index_1.html", "index_2.html", "index_3.html"]),
        ("<script>createPageHTML('page_div',3, 1,'xlist','shtml',55)</script>", ["xlist_2.shtml", "xlist_3.shtml"]),
        ("<script>createPageHTML('page_div', 3, 2, 'xlist', 'shtml', 55)</script>", ["xlist_3.shtml"]),
        ('<script>createPageHTML(4, 2, "index", "html");</script>', ["index_3.html"]),
        ("<script>createPageHTML('page_div', 1, 1, 'xlist', 'shtml', 5)</script>", []),
        ("<script>var currentPage = 0;//所在页从0开始\nvar nextPage = currentPage+1\nvar countPage = 3//共多少页\nif(countPage>1) document.write('<a href=\"index_' + nextPage + '.html\">下一页</a>')</script>", ["index_1.html", "index_2.html"]),
        ("<script>var currentPage = 0; var countPage = 9;</script>", []),
        ('<select><option value="index.html">1</option><option value="index_2.html">第2页</option></select>', ["index_2.html"]),
        ('<a href="?page=2">2</a><a href="?page=2" class="next">»</a>', ["index.html?page=2"]),
        ('<a href="/zfbg/20240722/102.html">下一页</a><a href="https://elsewhere.example/zwgk/index_2.html">2</a>', []),
    ],
)  # fmt: skip
def test_every_known_pager_is_followed(pager: str, pages: list[str]) -> None:
    html = LIST.replace("PAGER", pager)
    listing = family("date-number").read_list(f"{SITE}/zwgk/index.html", html, source("date-number"))
    assert tuple(f"{SITE}/zwgk/{page}" for page in pages) == listing.following


def test_a_link_with_a_number_elsewhere_on_the_site_is_no_pager() -> None:
    html = LIST.replace("PAGER", '<a href="/calendar/15.html">15</a> <a href="/other/index_2.html">下一页</a>')
    assert () == family("date-number").read_list(f"{SITE}/zwgk/index.html", html, source("date-number")).following


def test_a_list_page_of_another_sources_part_is_not_followed() -> None:
    html = LIST.replace("PAGER", '<a href="index_2.html">2</a>')
    own = source("date-number", outside=(f"{SITE}/zwgk/index_2",))
    assert () == family("date-number").read_list(f"{SITE}/zwgk/index.html", html, own).following


def test_a_date_is_never_taken_from_another_entrys_row() -> None:
    html = "<div><ul><li><a href='/zfbg/20240722/101.html'>甲</a></li><li><a href='/zfbg/20240722/102.html'>乙</a> 2024-07-22</li></ul></div>"
    entries = family("date-number").read_list(f"{SITE}/zwgk/index.html", html, source("date-number")).entries
    assert [None, date(2024, 7, 22)] == [entry.date for entry in entries]
    html = "<dl><dd><a href='/zfbg/20240722/101.html'>甲</a></dd><dd>2024-07-22 <a href='/zfbg/20240722/102.html'>乙</a></dd></dl>"
    entries = family("date-number").read_list(f"{SITE}/zwgk/index.html", html, source("date-number")).entries
    assert [None, date(2024, 7, 22)] == [entry.date for entry in entries]


def test_a_list_without_entries_says_why_where_it_shows() -> None:
    html = '<div id="list">Loading……</div><script src="/EWB-FRONT/js/list.js"></script>'
    listing = family("epoint-uuid").read_list(f"{SITE}/dynamic/list.html", html, source("epoint-uuid"))
    assert ((), "the list is filled by a script (EWB-FRONT, placeholder)") == (listing.entries, listing.hint)


def test_hanweb_rows_are_read_from_the_scripts_cdata() -> None:
    html = """<script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&col=1"></a>]]></nextgroup>
    <recordset><record><![CDATA[<li><a href="/art/2025/2/17/art_12_58.html" title="预算报告">预算</a><b>2025-02-17</b></li>]]></record></recordset>
    </datastore></script>"""
    listing = family("hanweb").read_list(f"{SITE}/col/col12/index.html", html, source("hanweb"))
    assert (Entry(f"{SITE}/art/2025/2/17/art_12_58.html", "预算报告", date(2025, 2, 17)),) == listing.entries


def test_only_the_identifying_parameters_of_a_query_are_kept() -> None:
    html = '<a href="/article.html?infoid=65-13&from=list&t=1700000000">报告</a>'
    listing = family("query-id").read_list(f"{SITE}/infoDirectory.html", html, source("query-id"))
    assert [f"{SITE}/article.html?infoid=65-13"] == [entry.url for entry in listing.entries]


def parts(path: str, html: str, name: str = "split") -> list[str]:
    found = family(name).parts(SITE + path, html, source(name))
    return [url.removeprefix(SITE) for url in found]


def test_the_parts_before_a_fragment_are_known_by_its_address() -> None:
    assert ["/bg/6055.html", "/bg/6055_2.html"] == parts("/bg/6055_3.html", "<p>没有任何链接</p>")


def test_linked_parts_and_those_between_are_parts_in_order() -> None:
    html = '<a href="6055_2.html">2</a> <a href="6055_4.html">4</a> <a href="6056_2.html">别的</a>'
    assert ["/bg/6055_2.html", "/bg/6055_3.html", "/bg/6055_4.html"] == parts("/bg/6055.html", html)


@pytest.mark.parametrize(
    ("here", "linked", "others"),
    [
        ("_1", ["_2", "_3"], ["_2", "_3"]),
        ("_3", ["_1"], ["_1", "_2"]),
        ("", ["_1", "_3"], ["_1", "_2", "_3"]),
        ("", ["_2"], ["_2"]),
        ("_1", [], []),
    ],
)
def test_parts_are_counted_as_the_site_counts_them(here: str, linked: list[str], others: list[str]) -> None:
    html = "".join(f'<a href="6055{number}.html">页</a>' for number in linked)
    assert [f"/bg/6055{number}.html" for number in others] == parts(f"/bg/6055{here}.html", html)


def test_a_pager_that_counts_to_more_than_it_links_is_believed() -> None:
    html = '共5页 <a href="6055_2.html">下一页</a>'
    assert 4 == len(parts("/bg/6055.html", html))


def test_a_document_without_siblings_has_no_parts() -> None:
    assert [] == parts("/bg/6055.html", '共12页 <a href="6056.html">下一篇</a>')
    assert [] == parts("/html/2018-09/27/content_1_3.htm", '<a href="content_1_2.htm">上一篇</a>', "epaper")
    assert [] == parts("/cwhgz/jdgz/content_899614", '<a href="content_899615">下一篇</a>', "jiading-content")


def test_a_trs_pager_on_a_document_counts_its_parts_from_zero() -> None:
    html = '<script>createPageHTML(3, 0, "t20240722_51", "html");</script>'
    paths = parts("/bg/202407/t20240722_51.html", html, "trs")
    assert ["/bg/202407/t20240722_51_1.html", "/bg/202407/t20240722_51_2.html"] == paths


def test_a_pager_that_names_its_element_counts_parts_from_one() -> None:
    html = "<script>createPageHTML('page_div', 3, 1, '6055', 'shtml', 3)</script>"
    assert ["/bg/6055_2.shtml", "/bg/6055_3.shtml"] == parts("/bg/6055.shtml", html)


def test_parts_of_one_document_are_one_entry_of_a_list() -> None:
    html = '<li><a href="/bg/6055.html">报告</a> <a href="/bg/6055_2.html">2</a></li>'
    listing = family("split").read_list(f"{SITE}/bg/", html, source("split"))
    assert [f"{SITE}/bg/6055.html"] == [entry.url for entry in listing.entries]


def test_a_base_element_is_honoured() -> None:
    html = f'<base href="{SITE}/deep/"><a href="20240722/7.html">报告</a>'
    listing = family("date-number").read_list(f"{SITE}/zwgk/index.html", html, source("date-number"))
    assert [f"{SITE}/deep/20240722/7.html"] == [entry.url for entry in listing.entries]


@pytest.mark.parametrize(("name", "path"), FORMS)
def test_a_page_of_links_of_one_form_is_most_like_its_family(name: str, path: str) -> None:
    links = "".join(f'<li><a href="{path}">报告{n}</a></li>' for n in range(4))
    varied = links.replace("5", "7", 1).replace("2", "3", 1).replace("1", "4", 1)
    scores = {one.name: one.fingerprint(f"<ul>{links}{varied}</ul>") for one in FAMILIES.values()}
    assert scores[name] > 0
    assert all(0 <= score <= 1 for score in scores.values())


def test_every_family_is_told_in_the_documentation() -> None:
    told = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
    assert set() == {name for name in FAMILIES if f"| `{name}` |" not in told}


def test_a_bundled_source_never_takes_a_page_of_another() -> None:
    sources = load_sources()
    html = (
        '<a href="https://www.shcm.gov.cn/cmrd/022008/20250620/f1f9da9f-7326-4c21-ada0-43ad76b43a9c.html">代表活动</a>'
    )
    listing = family("epoint-uuid").read_list("https://www.shcm.gov.cn/", html, sources["sh-chongming-gov"])
    assert () == listing.entries
