"""What spares a page from being taken apart never changes what is read in it."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.families import family
from crawler.families.linked import linked_with
from crawler.families.page import absolute
from crawler.job import lone_source
from crawler.sources import Source
from crawler.sources.declared import place_of

HERE = "http://www.linjiang.example/zwgk/2026/6055.html"
PIECES = [
    "a",
    "2",
    "/",
    ".",
    "..",
    ":",
    "?",
    ";",
    "#",
    "=",
    "http:",
    "https://",
    "//",
    "www.b.example",
    ".html",
    " ",
    "江",
]
hrefs = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
BASES = [
    HERE,
    "http://a.example",
    "http://a.example/",
    "https://a.example/x/y?z=/1",
    "http://a.example/x;p/q;r/s",
    "http://a.example/x/",
]


def plainly(base: str, href: str) -> str:
    """The address as the standard library joins it, with nothing remembered."""
    href = href.strip()
    if not href or href.startswith("#"):
        return ""
    try:
        url = urljoin(base, href).partition("#")[0]
    except ValueError:
        return ""
    return url if url.startswith(("http://", "https://")) else ""


@given(st.sampled_from(BASES), hrefs)
def test_a_link_that_is_joined_once_is_joined_as_by_the_library(base: str, href: str) -> None:
    assert plainly(base, href) == absolute(base, href)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/f/budget&#46;pdf">预算</a>',
        '<a href="/f/budget%2Epdf">预算</a>',
        '<a href="/f/budget&period;XLSX">预算</a>',
        '<a href="/f?id=1">预算草案.Docx</a>',
        '<a href="/f?id=1" title="表.et">预算</a>',
    ],
)
def test_a_file_is_seen_however_its_dot_is_written(html: str) -> None:
    assert 1 == len(linked_with(HERE, f"<p>正文</p>{html}<p>完</p>", lone_source(HERE)).files)


@pytest.mark.parametrize(
    "picture", ["W020260301.jpg", "图 20260301001.PNG", "a/../20260301.webp?v=1", "d41d8cd98f00b204e9800998.tiff"]
)
def test_an_uploaded_picture_is_seen_among_those_of_the_layout(picture: str) -> None:
    html = f'<img src="/images/logo.png"><IMG data-src=\'/upload/{picture}\' src="/loading.gif"><img src="/x.png">'
    assert 1 == len(linked_with(HERE, html, lone_source(HERE)).pictures)


@pytest.mark.parametrize("linked", ["6055_2.html", "6055&#95;2.html", "/zwgk/2026/6055_2.html", "./6055_2.html#top"])
def test_a_part_is_seen_where_the_page_names_itself_too(linked: str) -> None:
    declared = Source("ex", "", "", "government", "split", (HERE,), ("www.linjiang.example",))
    html = f'<link rel="canonical" href="{HERE}"><p>6055.html</p><a href="{linked}">下一页</a>'
    assert ("http://www.linjiang.example/zwgk/2026/6055_2.html",) == family("split").parts(HERE, html, declared)


def test_what_a_source_covers_is_told_by_host_and_place() -> None:
    inside, outside = "http://a.example/rd/", "http://www.a.example/rd/old/"
    source = Source(
        "ex", "", "", "government", "links", (inside,), ("www.a.example",), scope=(inside,), outside=(outside,)
    )
    asked = (
        "https://www.a.example/rd/1.html",
        "http://a.example/rd/old/1.html",
        "http://a.example/zf/",
        "http://b.example/rd/",
    )
    assert (True, False, False, False) == tuple(source.covers(url) for url in asked)
    assert len(place_of(inside)) == source.reach(asked[0])
