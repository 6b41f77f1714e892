"""Spellings of one address meet in one key; pages that differ never do."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import BadAddress
from archive.urls import host_of, url_key

SAME = [
    ("http://www.linjiang.example/a.html", "https://linjiang.example/a.html"),
    ("http://linjiang.example:80/a.html", "https://linjiang.example:443/a.html"),
    ("http://LinJiang.Example./a.html", "http://linjiang.example/a.html#top"),
    ("http://linjiang.example", "http://linjiang.example/"),
    ("http://linjiang.example/?", "http://linjiang.example/"),
    ("http://linjiang.example/公报.html", "http://linjiang.example/%E5%85%AC%e6%8a%a5.html"),
    ("http://linjiang.example/%7Euser/", "http://linjiang.example/~user/"),
    ("http://linjiang.example/a/./b/../c.html", "http://linjiang.example/a/c.html"),
    ("http://linjiang.example/a.html;jsessionid=0A1B", "http://linjiang.example/a.html"),
    ("http://linjiang.example/d?id=7&utm_source=x", "http://linjiang.example/d?id=7&spm=1.2&PHPSESSID=9"),
    ("http://linjiang.example/d?id=7&from=singlemessage&isappinstalled=0", "http://linjiang.example/d?id=7"),
    ("http://bbs.example/archiver/?tid-9.html&page=1", "http://bbs.example/archiver/?tid-9.html"),
    ("http://linjiang.example/d?b=1&a=2", "http://linjiang.example/d?a=2&b=1"),
    ("http://linjiang.example/s?q=a+b", "http://linjiang.example/s?q=a%20b"),
    ("http://临江.example/", "http://xn--miq684e.example/"),
    ("http://bbs.example/thread-9-1-1.html", "http://bbs.example/forum.php?mod=viewthread&tid=9"),
    ("http://bbs.example/thread-9-1-3.html", "http://bbs.example/forum.php?tid=9&mod=viewthread&extra=page%3D2"),
    ("http://bbs.example/thread-9-2-1.html", "http://bbs.example/forum.php?mod=viewthread&tid=9&page=2&mobile=no"),
    ("http://bbs.example/thread-9-1.html", "http://bbs.example/viewthread.php?tid=9&page=1&sid=h5Gd"),
    ("http://bbs.example/bbs/forum-37-1.html", "http://bbs.example/bbs/forum.php?mod=forumdisplay&fid=37"),
    ("http://bbs.example/thread-9-1-1.html?fromuid=4", "http://bbs.example/thread-9-1-1.html"),
]

DIFFERENT = [
    "http://bbs.example/forum.php?mod=viewthread&tid=9",
    "http://bbs.example/forum.php?mod=viewthread&tid=9&page=2",
    "http://bbs.example/forum.php?mod=viewthread&tid=9&authorid=3",
    "http://bbs.example/forum.php?mod=viewthread&tid=9&mobile=yes",
    "http://bbs.example/forum.php?mod=viewthread&action=printable&tid=9",
    "http://bbs.example/archiver/?tid-9.html",
    "http://bbs.example/archiver/?tid-9.html&page=2",
    "http://other.example/d?from=1",
    "http://bbs.example/forum.php?mod=forumdisplay&fid=9",
    "http://bbs.example/bbs/thread-9-1-1.html",
    "http://bbs.example:8080/thread-9-1-1.html",
    "http://other.example/thread-9-1-1.html",
    "http://other.example/detail?id=1",
    "http://other.example/detail?id=2",
    "http://other.example/detail?ID=1",
    "http://other.example/Detail?id=1",
    "http://other.example/detail?id=1&id=2",
    "http://other.example/detail?id=2&id=1",
    "http://other.example/detail?page=1",
    "http://other.example/detail",
    "http://other.example/detail/",
    "http://other.example/a%2Fb",
    "http://other.example/a/b",
    "http://other.example//a/b",
    "http://other.example/s?q=%B9%AB",
    "http://other.example/s?q=公",
    "http://127.0.0.1/",
    "http://[::1]/",
    "http://www.example/",
    "http://example/",
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_address_meet(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


def test_pages_that_differ_never_meet() -> None:
    met = [(a, b) for a, b in combinations(DIFFERENT, 2) if url_key(a) == url_key(b)]
    assert [] == met


def test_a_key_turns_the_host_round() -> None:
    assert "example,linjiang,renda)/cwh/?id=3" == url_key("http://renda.linjiang.example/cwh/?id=3#a")
    assert "renda.linjiang.example" == host_of("example,linjiang,renda:8080)/cwh/")
    assert "127.0.0.1" == host_of(url_key("http://127.0.0.1:8077/"))


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "no scheme"),
        ("linjiang.example/a.html", "no scheme"),
        ("linjiang.example:8080/a.html", "no scheme"),
        ("http://", "no host"),
        ("http:///a.html", "no host"),
        ("http://./", "no host"),
        ("ftp://linjiang.example/", "only http and https"),
        ("http://linjiang.example:port/", "no address"),
        ("http://linjiang.example:0/", "port 0"),
        ("http://[::1/", "no address"),
        ("http://lin jiang.example/", "no host name"),
        ("http://a..example/", "no host name"),
    ],
)
def test_an_address_that_no_page_can_have_is_refused_in_one_sentence(url: str, says: str) -> None:
    with pytest.raises(BadAddress) as refused:
        url_key(url)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)
ADDRESSES = st.builds(
    lambda host, path, fields: f"http://{host}/{path}?" + "&".join(f"{n}={v}" for n, v in fields),
    st.sampled_from(["linjiang.example", "www.linjiang.example:8080", "10.0.0.1", "临江.example"]),
    TEXT.map(lambda text: text.replace("?", "").replace("#", "")),
    st.lists(st.tuples(TEXT, TEXT).map(lambda f: (f[0].replace("#", ""), f[1].replace("#", ""))), max_size=3),
)


@given(ADDRESSES)
def test_the_key_of_a_key_is_itself(url: str) -> None:
    key = url_key(url)
    host, _, rest = key.partition(")")
    port = host.partition(":")[2]
    assert key == url_key(f"http://{host_of(key)}{':' + port if port else ''}{rest}")


@given(ADDRESSES)
def test_a_key_is_ascii_and_holds_no_blank(url: str) -> None:
    key = url_key(url)
    assert key.isascii()
    assert not any(character.isspace() for character in key)
