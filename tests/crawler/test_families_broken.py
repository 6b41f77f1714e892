"""No page, however broken, makes a family raise: what it returns is the source's own, absolute, and each address once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.families import FAMILIES
from crawler.sources import Source

HOST = "www.linjiang.example"
SCRAPS = [
    "<a href='", '<a href="', ">", "</a>", "'", '"', "<base href=", "http://", "https://www.linjiang.example/", "//", "[", "]", "::",
    "/zfbg/20240722/", "101_2.html", "101.html", "content_899614", "forum.php?mod=viewthread&tid=5", "&page=", "9" * 30, "9" * 5000,
    "thread-5-2-1.html", "archiver/?tid-5.html", "/gkmlpt/api/all/5?page=", "createPageHTML(", "99999999, 0, 'index', 'html')", "共99999页",
    "<![CDATA[", "]]>", "<option value='index_2.html'>2</option>", "下一页", "2024-13-45", "<li>", "<table><tr><td>", "{\"articles\": [",
    "<rss", "<item><link>", "<urlset><loc>", "\x00", "\ud800", "%", "&#x110000;", "javascript:void(0)", "mailto:", "٣", "①", "?", "#", " ",
]  # fmt: skip
PAGES = st.lists(st.sampled_from(SCRAPS) | st.text(max_size=8), max_size=14).map("".join)


def source_of(name: str) -> Source:
    return Source("ex", "", "", "government", name, (f"https://{HOST}/zwgk/index.html",), (HOST,), list="", detail="")


@settings(max_examples=100, deadline=None)
@given(tail=PAGES, html=PAGES)
def test_a_broken_page_is_read_without_an_error(tail: str, html: str) -> None:
    for name, one in FAMILIES.items():
        source, url = source_of(name), f"https://{HOST}/{tail}"
        assert one.classify(url, source) in ("list", "detail", None)
        listing = one.read_list(url, html, source)
        addresses = [*(entry.url for entry in listing.entries), *listing.following, *one.parts(url, html, source)]
        assert all(address.startswith(("http://", "https://")) and source.covers(address) for address in addresses)
        assert len({entry.url for entry in listing.entries}) == len(listing.entries)
        assert len(addresses) < 10_000
        assert 0 <= one.fingerprint(html) <= 1
