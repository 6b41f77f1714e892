"""Declarations are read strictly, and a refusal says file, key, value, rule and where to read on."""

from datetime import date
from pathlib import Path

import pytest

from crawler.errors import BadSource, UnknownSource
from crawler.sources import Expect, Pace, load_sources, named, read_source, source_for

GOOD = """
id       = "ex-linjiang-gov"
title    = "临江区人民政府"
division = ""
body     = "government"
family   = "date-number"
seeds    = ["https://www.linjiang.example/zwgk/index.html"]
status   = "unverified"
"""


def declare(folder: Path, text: str, name: str = "a.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(BadSource) as caught:
        read_source(declare(folder, text), "a.toml")
    return str(caught.value)


def test_what_is_not_declared_has_a_careful_default(tmp_path: Path) -> None:
    source = read_source(declare(tmp_path, GOOD))
    assert ("www.linjiang.example",) == source.hosts
    assert Pace(group="", delay_s=2.0) == source.pace
    assert ("auto", "", "", Expect()) == (source.cleaner, source.robots, source.schedule, source.expect)
    assert GOOD == source.declaration


def test_every_key_is_read(tmp_path: Path) -> None:
    more = """
hosts = ["www.linjiang.example", "fgw.linjiang.example"]
scope = ["https://www.linjiang.example/zwgk/", "http://fgw.linjiang.example/"]
list = '/index\\.html$'
detail = '/\\d+\\.html$'
examples = ["http://fgw.linjiang.example/20240102/15.html"]
cleaner = "selected"
select = { body = ["#zoom", ".TRS_Editor"], title = "h1" }
charset = "gb18030"
pace = { group = "linjiang", delay_s = 3 }
expect = { pages_min = 20, pages_max = 60, gone_max = 2 }
schedule = "15 2 * * mon-fri"
seen = 2026-11-22
robots = "written consent of 2026-03-01"
cap = 400
"""
    source = read_source(declare(tmp_path, GOOD + more))
    assert {"body": ("#zoom", ".TRS_Editor"), "title": "h1", "charset": "gb18030"} == source.options()
    assert (Pace("linjiang", 3.0), Expect(20, 60, 2), 400) == (source.pace, source.expect, source.cap)
    assert (date(2026, 11, 22), "15 2 * * mon-fri") == (source.seen, source.schedule)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("pace = { delay_s = -1 }", "a.toml: pace.delay_s is -1; it must be 0 or more (docs/sources.md#pace)"),
        ("pace = { delay = 1 }", "a.toml: pace.delay is not a key (did you mean delay_s?); pace has group, delay_s (docs/sources.md#pace)"),
        ("scedule = '0 2 * * *'", "a.toml: scedule is not a key (did you mean schedule?); the keys are listed in docs/sources.md#keys"),
        ("schedule = 'nightly'", "a.toml: schedule is 'nightly'; it must be five crontab fields, like \"0 2 * * *\" (docs/sources.md#schedule)"),
        ("schedule = '0 25 * * *'", "a.toml: schedule is '0 25 * * *'; it must be five crontab fields, like \"0 2 * * *\" (docs/sources.md#schedule)"),
        ("detail = '(['", "a.toml: detail is '(['; it must be a regular expression, and this one has unterminated character set at position 1 (docs/sources.md#detail)"),
        ("expect = { pages_min = 9, pages_max = 3 }", "a.toml: expect.pages_min is 9; it must not exceed pages_max (3) (docs/sources.md#expect)"),
        ("expect = { pages_min = 'x' }", "a.toml: expect.pages_min is 'x'; it must be a whole number, 0 or more (docs/sources.md#expect)"),
        ("cap = 0", "a.toml: cap is 0; it must be a whole number, 1 or more (docs/sources.md#cap)"),
        ("seen = '2026'", "a.toml: seen is '2026'; it must be a bare date, like 2026-11-22 (docs/sources.md#seen)"),
        ("charset = 'gb99'", "a.toml: charset is 'gb99'; it must be an encoding that Python knows, like gb18030 (docs/sources.md#charset)"),
        ("select = { body = 3 }", "a.toml: select.body is 3; it must be a CSS selector or a list of them (docs/sources.md#select)"),
        ("select = 'h1'", "a.toml: select is 'h1'; it must be a table, like select = { body = … } (docs/sources.md#select)"),
        ("hosts = ['https://x.example']", "a.toml: hosts has 'https://x.example'; it must be a lower-case host name without scheme and path (docs/sources.md#hosts)"),
        ("scope = ['zwgk']", "a.toml: scope has 'zwgk'; it must be an absolute address, http:// or https:// with a host (docs/sources.md#scope)"),
        ("cleaner = 'best'", "a.toml: cleaner is 'best'; it must be one of auto, discuz, selected, article (docs/sources.md#cleaner)"),
        ("examples = ['https://www.linjiang.example/about.html']", "a.toml: examples has 'https://www.linjiang.example/about.html'; it must be a page to keep, and the family date-number does not take it for one (docs/sources.md#examples)"),
        ("examples = ['https://else.example/1.html']", "a.toml: examples has 'https://else.example/1.html'; it must lie inside hosts and scope (www.linjiang.example) (docs/sources.md#examples)"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_told_in_one_sentence(tmp_path: Path, change: str, message: str) -> None:
    assert message == refusal(tmp_path, GOOD + change)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"ex-linjiang-gov"', '"临江"', "a.toml: id is '临江'; it must be lower-case letters and digits joined by hyphens (docs/sources.md#id)"),
        ('division = ""', 'division = "3101"', "a.toml: division is '3101'; it must be six digits of GB/T 2260, or \"\" for none (docs/sources.md#division)"),
        ('"government"', '"goverment"', "a.toml: body is 'goverment' (did you mean government?); it must be one of government, peoples_congress, forum, reprint (docs/sources.md#body)"),
        ('"date-number"', '"links"', "a.toml: family is links; it must come with list and detail, as that family knows no forms (docs/sources.md#family)"),
        ("https://www.linjiang.example/zwgk/index.html", "zwgk/index.html", "a.toml: seeds has 'zwgk/index.html'; it must be an absolute address, http:// or https:// with a host (docs/sources.md#seeds)"),
        ('status   = "unverified"', "", "a.toml: status is missing; every declaration needs id, title, division, body, family, seeds, status (docs/sources.md#status)"),
        ('["https://www.linjiang.example/zwgk/index.html"]', "[]", "a.toml: seeds is empty; it must name at least one address to begin at (docs/sources.md#seeds)"),
    ],
)  # fmt: skip
def test_a_needed_key_is_checked_too(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert message == refusal(tmp_path, GOOD.replace(old, new))


def test_malformed_toml_is_told_with_its_line(tmp_path: Path) -> None:
    message = refusal(tmp_path, GOOD + 'pace = { group = "x"')
    assert message.startswith("a.toml: not TOML: ")
    assert "line 9" in message or "end of document" in message


def test_a_file_that_is_not_utf8_is_told_with_its_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"# " + "临江".encode("gbk"))
    with pytest.raises(BadSource, match=r"a\.toml: byte 2 is not UTF-8; save the file as UTF-8"):
        read_source(path, "a.toml")


def test_an_id_twice_is_an_error_that_names_both_files(tmp_path: Path) -> None:
    declare(tmp_path, GOOD, "one.toml")
    declare(tmp_path, GOOD, "two.toml")
    with pytest.raises(BadSource, match=r"two\.toml: id is 'ex-linjiang-gov', which .*one\.toml has already"):
        load_sources(tmp_path)


def test_a_bundled_id_cannot_be_declared_again(tmp_path: Path) -> None:
    declare(tmp_path, GOOD.replace("ex-linjiang-gov", "sh-jiading-rd"))
    with pytest.raises(BadSource, match=r"which .*sh-jiading-rd\.toml has already"):
        load_sources(tmp_path)


def test_a_folder_without_declarations_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match=r"holds no \.toml file"):
        load_sources(tmp_path)
    with pytest.raises(BadSource, match="no such folder"):
        load_sources(tmp_path / "absent")


def test_an_unknown_source_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownSource, match=r"no source is called 'sh-jading-rd'; did you mean sh-jiading-rd"):
        named(load_sources(), "sh-jading-rd")


def test_the_longest_scope_wins(tmp_path: Path) -> None:
    declare(tmp_path, GOOD, "gov.toml")
    congress = GOOD.replace("ex-linjiang-gov", "ex-linjiang-rd").replace("zwgk/", "rd/")
    declare(tmp_path, congress + 'scope = ["https://www.linjiang.example/rd/"]', "rd.toml")
    sources = load_sources(tmp_path)

    def owner(url: str) -> str | None:
        source = source_for(url, sources)
        return source.id if source else None

    assert "ex-linjiang-rd" == owner("http://linjiang.example/rd/20240102/15.html")
    assert "ex-linjiang-gov" == owner("https://www.linjiang.example/zwgk/20240102/15.html")
    assert owner("https://linjiang.example.copy.example/rd/20240102/15.html") is None
    assert not sources["ex-linjiang-gov"].covers("https://www.linjiang.example/rd/20240102/15.html")


def test_an_address_that_is_none_is_nobodys() -> None:
    assert source_for("not an address") is None
    assert source_for("http://[half/") is None
    assert source_for("ftp://renda.jiading.cn/cwhgz/jdgz/") is None


def test_a_selector_that_cannot_be_parsed_is_refused(tmp_path: Path) -> None:
    told = refusal(tmp_path, GOOD + 'select = { body = ["#zoom", "###"] }')
    assert told.startswith("a.toml: select.body: the CSS selector '###' cannot be parsed")
