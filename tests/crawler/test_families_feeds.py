"""Lists that are no HTML are lists too: sitemaps, RSS, Guangdong's JSON, Hanweb's data proxy."""

import json
from datetime import date

import pytest

from crawler.families import Entry, Listing, family
from crawler.sources import Source

SITE = "https://www.linjiang.example"


def read(name: str, path: str, text: str) -> Listing:
    source = Source("ex", "", "", "government", name, (f"{SITE}/index.html",), ("www.linjiang.example",))
    return family(name).read_list(SITE + path, text, source)


def platform(total: object, articles: object) -> str:
    return json.dumps({"total": total, "articles": articles, "classify": {"id": 5}}, ensure_ascii=False)


ARTICLE = {
    "title": "2024年<临江区>预算",
    "url": f"{SITE}/gkmlpt/content/1/103/post_103.html",
    "display_publish_time": 1_706_544_000,
}


def test_the_articles_of_guangdongs_platform_are_entries_with_the_day_in_china() -> None:
    listing = read("post", "/gkmlpt/api/all/5?page=1&sid=2", platform(1, [ARTICLE]))
    entry = Entry(f"{SITE}/gkmlpt/content/1/103/post_103.html", "2024年<临江区>预算", date(2024, 1, 30))
    assert Listing((entry,), ()) == listing


def test_the_platform_is_followed_up_to_its_total() -> None:
    first = read("post", "/gkmlpt/api/all/5?page=1&sid=2", platform(150, [ARTICLE]))
    last = read("post", "/gkmlpt/api/all/5?page=2&sid=2", platform(150, [ARTICLE]))
    assert ((f"{SITE}/gkmlpt/api/all/5?page=2&sid=2",), ()) == (first.following, last.following)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"articles": 7}', '{"articles": [7, {"url": null}]}', platform("x", [])]
)
def test_a_broken_answer_of_an_interface_has_no_entries_and_no_next_page(text: str) -> None:
    assert ((), ()) == (
        read("post", "/gkmlpt/api/all/5?page=1&sid=2", text).entries,
        read("post", "/gkmlpt/api/all/5?page=1", text).following,
    )


def test_a_sitemap_is_a_list_and_its_index_leads_to_it() -> None:
    index = f'<?xml version="1.0"?><sitemapindex><sitemap><loc>{SITE}/sitemap-2.xml</loc></sitemap></sitemapindex>'
    assert (f"{SITE}/sitemap-2.xml",) == read("date-number", "/sitemap.xml", index).following
    urls = (
        f"<urlset><url><loc>{SITE}/zfbg/20240722/101.html</loc></url><url><loc>{SITE}/about.html</loc></url></urlset>"
    )
    assert (Entry(f"{SITE}/zfbg/20240722/101.html", ""),) == read("date-number", "/sitemap-2.xml", urls).entries


def test_a_feed_is_a_list_with_days_on_a_clock_in_china() -> None:
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>'
        f"<item><title><![CDATA[预算 & 决算]]></title><link>{SITE}/zfbg/20240722/101.html</link>"
        "<pubDate>Sun, 21 Jul 2024 16:30:00 GMT</pubDate></item></channel></rss>"
    )
    entry = Entry(f"{SITE}/zfbg/20240722/101.html", "预算 & 决算", date(2024, 7, 22))
    assert (entry,) == read("date-number", "/rss.xml", feed).entries


def test_a_hanweb_column_leads_to_the_proxy_that_fills_it_and_that_to_its_next_page() -> None:
    proxy = "/module/web/jpage/dataproxy.jsp?page=1&webid=3&columnid=314&unitid=42"
    column = f'<script>jpage("{proxy.replace("&", "&amp;")}")</script>'
    assert (SITE + proxy,) == read("hanweb", "/col/col314/index.html", column).following
    answer = '<datastore><recordset><record><![CDATA[<li><a href="/art/2025/2/17/art_12_58.html">预算</a></li>]]></record></recordset></datastore>'
    listing = read("hanweb", proxy, answer)
    assert ((SITE + proxy.replace("page=1", "page=2"),), 1) == (listing.following, len(listing.entries))
    assert () == read("hanweb", proxy, "<datastore></datastore>").following


def test_an_empty_column_still_says_that_a_script_fills_it() -> None:
    column = '<script>jpage("/module/web/jpage/dataproxy.jsp?page=1&columnid=3")</script>'
    assert "the list is filled by a script (Hanweb data proxy)" == read("hanweb", "/col/col3/index.html", column).hint
