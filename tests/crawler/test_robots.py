"""robots.txt as RFC 9309 reads it."""

import pytest

from crawler.robots import ROBOTS_BYTES, ROBOTS_TOKEN, rules_of


def allows(text: str | bytes, path: str = "/a/b.html") -> bool:
    body = text.encode() if isinstance(text, str) else text
    return bool(rules_of(body).can_fetch(f"http://rd.linjiang.example{path}", ROBOTS_TOKEN))


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /\n",
        "\ufeffUser-agent: *\nDisallow: /\n",
        "User-agent: *\rDisallow: /\r",
        "USER-AGENT: FangZhi # us\n\n\nDISALLOW: / # all\n",
        "User-agent: fangzhi/1.0\nDisallow: /\n",
        "User-agent: fangzhi\nDisallow: /x\n\nUser-agent: y\nDisallow:\n\nUser-agent: fangzhi\nDisallow: /a\n",
        "User-agent: fangzhi\nCrawl-delay: 2\nUser-agent: y\nDisallow: /\n",
        "User-agent: fangzhi\nSitemap: http://rd.linjiang.example/map.xml\n\nUser-agent: y\nDisallow: /\n",
        "User-agent: *\nDisallow: /\n\nUser-agent: fang\nAllow: /\n",
        "User-agent: *\nDisallow: /\n\nUser-agent: fangzhibot\nAllow: /\n",
        "User-agent: *\nDisallow: /*.html$\n",
    ],
)
def test_what_is_forbidden_to_us_is_forbidden(text: str) -> None:
    assert not allows(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "User-agent: *\nDisallow:\n",
        "User-agent: fang\nDisallow: /\n",
        "User-agent: fangzhibot\nDisallow: /\n",
        "User-agent: *\nDisallow: /\nUser-agent: fangzhi\nAllow: /\n",
        "User-agent: *\nDisallow: /a\nAllow: /a/b\n",
        "User-agent: *\nDisallow: /a/b.html\nAllow: /a/b.html\n",
        "Disallow: /\n\nUser-agent: y\nDisallow: /\n",
        "<html><body>User-agent: *\nDisallow: /</body></html>",
        "User-agent: y\nCrawl-delay: 2\nDisallow: /\n",
    ],
)
def test_what_is_not_forbidden_to_us_is_allowed(text: str) -> None:
    assert allows(text)


def test_percent_encoded_and_plain_paths_are_one() -> None:
    assert not allows("User-agent: *\nDisallow: /文\n", "/%E6%96%87/1.html")
    assert not allows("User-agent: *\nDisallow: /%E6%96%87\n", "/文/1.html")


def test_a_file_beyond_the_bound_is_read_up_to_its_last_whole_line() -> None:
    head = b"User-agent: *\nDisallow: /private\n"
    filler = b"Disallow: /" + b"x" * 60 + b"\n"
    cut = b"Disallow: /private-too\n"
    body = head + filler * ((ROBOTS_BYTES - len(head)) // len(filler))
    body += b"#" * (ROBOTS_BYTES - len(body) - len(b"\nDisallow: /")) + b"\n" + cut
    assert b"Disallow: /" == body[:ROBOTS_BYTES].rpartition(b"\n")[2]
    assert allows(body)
    assert not allows(body, "/private/1.html")
    assert allows(body + b"Disallow: /beyond\n", "/beyond/1.html")


@pytest.mark.parametrize("body", [b"\x00\x01\xff\xfe", b"User-agent: *\nDisallow: /%zz\nAllow: /\xff%", b"%" * 9999])
def test_no_bytes_break_the_reading(body: bytes) -> None:
    assert allows(body)


@pytest.mark.parametrize(
    ("text", "delay_s"),
    [
        ("User-agent: *\nCrawl-delay: 7\n", 7.0),
        ("User-agent: fangzhi\nCrawl-delay: 0.5\nDisallow: /x\n", 0.5),
        ("User-agent: y\nUser-agent: fangzhi\nCrawl-delay: 3\nUser-agent: z\nDisallow: /x\n", 3.0),
        ("User-agent: y\nCrawl-delay: 9\n", None),
        ("User-agent: *\nCrawl-delay: soon\n", None),
        ("User-agent: *\nCrawl-delay: -5\n", None),
        ("User-agent: *\nCrawl-delay: inf\n", None),
    ],
)
def test_the_crawl_delay_is_that_of_our_group(text: str, delay_s: float | None) -> None:
    assert delay_s == rules_of(text.encode()).crawl_delay(ROBOTS_TOKEN)
