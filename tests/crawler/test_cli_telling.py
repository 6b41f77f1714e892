"""What the command line tells of an archive: histories, texts, diffs, proofs, finds, corpora, fixity."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import Answer, open_archive
from crawler.read import read_new
from tests.crawler.commands import Fangzhi

URL = "http://www.linjiang.example/gzbg/2026.html"
FIRST = datetime(2026, 3, 1, 18, tzinfo=UTC)
SECOND, THIRD, FOURTH, FIFTH = (FIRST.replace(day=day) for day in (2, 3, 4, 5))


def page(*paragraphs: str, title: str = "临江区2026年政府工作报告") -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>{text}</div></body></html>".encode()


OLD = page(
    "全区地区生产总值增长5.2%。",
    "新增就业岗位12000个，城镇登记失业人数控制在指标以内。",
    "各位代表，让我们为此努力奋斗！",
)
NEW = page(
    "全区地区生产总值增长5.2%。",
    "新增就业岗位13500个，城镇登记失业人数控制在指标以内。",
    "老旧小区加装电梯86台。",
    "各位代表，让我们为此努力奋斗！",
)


def answer(payload: bytes, at: datetime, *, status: int = 200) -> Answer:
    return Answer(
        url=URL, status=status, status_text="OK", headers=(("Content-Type", "text/html; charset=utf-8"),),
        payload=payload, captured_at=at, recorded_at=at, source="linjiang", run="", outcome="gone" if status == 404 else "ok",
    )  # fmt: skip


@pytest.fixture
def fangzhi(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Fangzhi:
    """An archive of a page over five nights: as it was, again, edited, gone, gone."""
    with open_archive(tmp_path / "fangzhi-archive", read_only=False) as archive:
        for payload, at in ((OLD, FIRST), (OLD, SECOND), (NEW, THIRD)):
            archive.keep(answer(payload, at))
        for at in (FOURTH, FIFTH):
            archive.keep(answer("<p>没有这一页</p>".encode(), at, status=404))
        read_new(archive, None, source_id="linjiang", now=lambda: FOURTH)
    return Fangzhi(monkeypatch, tmp_path)


def test_history_tells_a_page_and_its_going(fangzhi: Fangzhi) -> None:
    told = fangzhi("history", URL, "--json").json
    assert [("ok", 2), ("ok", 1), ("gone", 2)] == [(row["outcome"], row["captures"]) for row in told]
    assert ["2026-03-01T18:00:00Z", "2026-03-02T18:00:00Z"] == [told[0]["first_seen"], told[0]["last_seen"]]
    assert told[2]["digest"] is None
    assert {"first_seen", "last_seen", "captures", "title", "digest", "cleaner", "outcome"} <= set(told[0])


def test_history_for_people_is_in_shanghai_and_in_eighty_columns(fangzhi: Fangzhi) -> None:
    lines = fangzhi("history", URL).out.splitlines()
    assert lines[1].startswith("2026-03-02 02:00 2026-03-03 02:00        2 ok      临江区2026年政府工作")
    assert all(sum(2 if "一" <= character <= "鿿" else 1 for character in line) <= 80 for line in lines)


def test_an_absence_of_one_night_is_told_as_that(fangzhi: Fangzhi) -> None:
    url = URL.replace(".html", "-2.html")
    with open_archive(fangzhi.folder / "fangzhi-archive", read_only=False) as archive:
        archive.keep(replace(answer(NEW, FIRST), url=url))
        archive.keep(replace(answer(b"<p>404", SECOND, status=404), url=url))
        read_new(archive, None, source_id="linjiang", now=lambda: FOURTH)
    assert fangzhi("history", url).out.splitlines()[-1].split() == [
        "2026-03-03",
        "02:00",
        "absent",
        "one",
        "day",
        "only",
    ]
    assert [["2026-03-02T18:00:00Z"]] == [row["absent_at"] for row in fangzhi("history", url, "--json").json]
    assert "" == fangzhi("show", url, "--at", "2026-03-02").err
    shown = fangzhi("show", url)
    assert "another day has to confirm it" in shown.err
    assert "13500" in shown.out


def test_a_spelling_of_the_address_is_the_same_page(fangzhi: Fangzhi) -> None:
    spelled = URL.replace("http://www.", "https://")
    assert fangzhi("history", URL, "--json").json == fangzhi("history", spelled, "--json").json


@pytest.mark.parametrize(
    ("date", "said", "outcome"),
    [
        ("2026-03-03", "12000", "ok"),
        ("2026-03-04", "13500", "ok"),
        ("2026-03-02T18:00:00Z", "12000", "ok"),
        ("20260303", "12000", "ok"),
        ("2026-W10-3", "13500", "ok"),
        ("2026-03-05", "", "gone"),
    ],
)
def test_a_day_is_its_end_in_shanghai(fangzhi: Fangzhi, date: str, said: str, outcome: str) -> None:
    told = fangzhi("show", URL, "--at", date, "--json").json
    assert outcome == told["outcome"]
    assert said in told.get("text", "")


def test_show_gives_the_text_and_how_it_is_known(fangzhi: Fangzhi) -> None:
    told = fangzhi("show", URL, "--at", "2026-03-04", "--json").json
    assert {"url", "title", "text", "blocks", "metadata", "removed", "warnings", "cleaner", "digest"} <= set(told)
    assert {"first_seen", "last_seen", "captures", "provenance"} <= set(told)
    assert "新增就业岗位13500个" in fangzhi("show", URL, "--at", "2026-03-04").out
    assert fangzhi("show", URL).out.startswith("gone: the site says so since 2026-03-05 02:00:00")


def test_nothing_stood_before_the_first_capture(fangzhi: Fangzhi) -> None:
    told = fangzhi("show", URL, "--at", "2026-03-01")
    assert (1, "") == (told.code, told.out)
    assert told.err.startswith(f"NoCapture: no capture of {URL} by ")


def test_a_page_that_nobody_captured_is_told_with_what_to_do(fangzhi: Fangzhi) -> None:
    told = fangzhi("history", "http://www.linjiang.example/other.html")
    assert 1 == told.code
    assert told.err.endswith("to fetch it now: fangzhi fetch http://www.linjiang.example/other.html\n")


def test_diff_marks_the_whole_number_and_what_was_put_in(fangzhi: Fangzhi) -> None:
    told = fangzhi("diff", URL)
    assert told.out.startswith("2026-03-02 02:00:00 → 2026-03-04 02:00:00: 2 changes\n")
    assert "新增就业岗位[-12000-]{+13500+}个，" in told.out
    assert "{+老旧小区加装电梯86台。+}" in told.out


def test_diff_says_that_the_page_does_not_admit_its_change(fangzhi: Fangzhi) -> None:
    told = fangzhi("diff", URL).out
    assert "\nsilent: the page's own date, document number and Last-Modified are as they were\n" in told


def test_diff_in_json_names_what_changed(fangzhi: Fangzhi) -> None:
    told = fangzhi("diff", URL, "--from", "2026-03-02", "--to", "2026-03-04", "--json").json
    assert {"url", "from", "to", "changes"} <= set(told)
    assert ["changed", "added"] == [change["kind"] for change in told["changes"]]
    assert {"kind", "before", "after", "from_block", "to_block", "what"} <= set(told["changes"][0])


def test_why_leads_from_a_sentence_to_the_bytes(fangzhi: Fangzhi) -> None:
    told = fangzhi("why", URL, "--at", "2026-03-04", "--block", "加装电梯", "--json").json
    keys = {
        "block",
        "text",
        "cleaning",
        "payload_digest",
        "warc",
        "offset",
        "length",
        "headers",
        "run",
        "source",
        "verify",
    }
    assert keys <= set(told)
    assert (True, "老旧小区加装电梯86台。") == (told["verify"]["ok"], told["text"])
    by_number = fangzhi("why", URL, "--at", "2026-03-04", "--block", told["block"])
    assert 0 == by_number.code
    assert "the cleaner reads the same in the payload today" in by_number.out


def test_why_of_a_block_that_is_not_there_says_how_many_there_are(fangzhi: Fangzhi) -> None:
    told = fangzhi("why", URL, "--at", "2026-03-04", "--block", "99")
    assert 1 == told.code
    assert "has no block 99; they are numbered 0 to" in told.err


def test_search_finds_what_stands_and_with_history_what_stood(fangzhi: Fangzhi) -> None:
    assert [] == fangzhi("search", "就业岗位", "--json").json  # the page is gone
    assert "no page says so; what pages no longer say is searched with --history" in fangzhi("search", "就业岗位").err
    told = fangzhi("search", "就业岗位", "--history", "--json").json
    assert {"url", "title", "source", "first_seen", "snippet"} <= set(told[0])
    assert 1 == len(fangzhi("search", "梯", "--history", "--json").json)
    assert "WrongUse: the query is empty" in fangzhi("search", " ").err


def test_the_corpus_is_the_same_bytes_after_a_rebuild(fangzhi: Fangzhi) -> None:
    assert 0 == fangzhi("export", "before.jsonl", "--as-of", "2026-03-04").code
    for path in (fangzhi.folder / "fangzhi-archive").glob("catalog.sqlite*"):
        path.unlink()
    assert fangzhi("runs").err.startswith("Damaged: ")
    assert 0 == fangzhi("rebuild").code
    told = fangzhi("export", "after.jsonl", "--as-of", "2026-03-04", "--json").json
    before, after = ((fangzhi.folder / name).read_bytes() for name in ("before.jsonl", "after.jsonl"))
    assert before == after
    assert 1 == told["documents"]
    assert "13500" in json.loads(after)["text"]


def test_an_export_of_a_mistyped_source_is_no_empty_corpus(fangzhi: Fangzhi) -> None:
    told = fangzhi("export", "out.jsonl", "--source", "sh-jiading-dr")
    assert (2, False) == (told.code, (fangzhi.folder / "out.jsonl").exists())
    assert told.err.startswith("UnknownSource: no source is called 'sh-jiading-dr'")


def test_runs_of_a_mistyped_source_are_not_just_none(fangzhi: Fangzhi) -> None:
    assert "UnknownSource: no source is called 'linjaing'" in fangzhi("runs", "linjaing").err
    assert [] == fangzhi("runs", "linjiang", "--json").json


def test_a_flipped_byte_is_found_and_named(fangzhi: Fangzhi) -> None:
    assert 0 == fangzhi("verify").code
    file = next((fangzhi.folder / "fangzhi-archive" / "raw").rglob("*.warc.gz"))
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.chmod(0o644)
    file.write_bytes(data)
    told = fangzhi("verify", "--json")
    assert 1 == told.code
    assert {"files", "records", "damaged"} <= set(told.json)
    assert {"file", "offset", "record", "code", "message"} <= set(told.json["damaged"][0])
    assert file.name in fangzhi("verify").out


def test_a_second_cleaner_tells_a_history_of_its_own(fangzhi: Fangzhi) -> None:
    assert {"cleaned": 2, "pictures": 0, "errors": {}} == fangzhi("clean", "--cleaner", "article", "--json").json
    assert {"cleaned": 0, "pictures": 0, "errors": {}} == fangzhi("clean", "--json").json
    told = fangzhi("history", URL, "--cleaner", "article", "--json").json
    assert {"article"} == {row["cleaner"].partition("@")[0] for row in told}


def test_a_fixture_is_a_folder_that_the_page_tests_can_read(fangzhi: Fangzhi) -> None:
    told = fangzhi("fixture", URL, "--why", "a lift", "--json").json
    folder = fangzhi.folder / told["case"]
    assert "tests/pages/www-linjiang-example-gzbg-2026-html" == told["case"]
    assert NEW == (folder / "page.html").read_bytes()
    meta = {
        "url": URL,
        "content_type": "text/html; charset=utf-8",
        "captured_at": "2026-03-03T18:00:00Z",
        "why": "a lift",
    }
    assert meta == json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    assert "is there already" in fangzhi("fixture", told["capture"]).err
    assert 0 == fangzhi("fixture", told["capture"], "--case", "lift", "--to", "cases").code
    assert "NoCapture: " in fangzhi("fixture", URL + "x").err


def test_what_is_redacted_is_gone_from_every_telling(fangzhi: Fangzhi) -> None:
    capture = fangzhi("why", URL, "--at", "2026-03-04", "--json").json["capture"]
    assert "WrongUse: --reason is empty" in fangzhi("redact", capture, "--reason", " ").err
    assert 2 == fangzhi("redact", capture, "--reason", "an order", "--json").json["records"]
    assert fangzhi("redact", capture, "--reason", "an order").out.startswith("nothing to empty")
    assert [] == fangzhi("search", "加装电梯", "--history", "--json").json
    assert 0 == fangzhi("verify").code


def test_a_catalog_moves_to_another_database_that_is_used_from_then_on(fangzhi: Fangzhi) -> None:
    place = fangzhi.folder / "other.sqlite"
    before = fangzhi("history", URL, "--json").json
    assert 5 == fangzhi("migrate", "--to", f"sqlite:///{place}", "--json").json["rows"]["captures"]
    (fangzhi.folder / "fangzhi-archive" / "catalog.sqlite").unlink()
    assert before == fangzhi("history", URL, "--json").json


def test_copies_tell_who_else_has_the_text(fangzhi: Fangzhi) -> None:
    elsewhere = "http://forum.example/thread-7-1-1.html"
    long = page(
        *(
            f"{number}、全区新开工重大项目{number * 37}个，投资{number * 53}亿元，同比增长{number}.{number}%。"
            for number in range(1, 9)
        )
    )
    with open_archive(fangzhi.folder / "fangzhi-archive", read_only=False) as archive:
        for url in (URL, elsewhere):
            archive.keep(replace(answer(long, FOURTH.replace(day=5)), url=url))
        read_new(archive, None, source_id="linjiang", now=lambda: FOURTH.replace(day=5))
    told = fangzhi("copies", URL, "--json").json
    assert [(elsewhere, 1.0, [], [])] == [(c["url"], c["share"], c["missing"], c["added"]) for c in told]
    assert fangzhi("copies", URL).out.startswith("100.0%  临江区2026年政府工作报告  linjiang")


def test_the_report_of_cleaning_names_no_page_where_one_revision_has_read(fangzhi: Fangzhi) -> None:
    assert [] == fangzhi("clean", "--report", "--json").json
    assert fangzhi("clean", "--report").out.startswith("no page differs because of auto alone")


def test_the_account_tells_every_piece_of_a_page_in_order_with_its_fate(fangzhi: Fangzhi) -> None:
    html = page("全区地区生产总值增长5.2%，各项工作有序推进，就业形势总体稳定，人民生活持续改善。").replace(
        b"<h1>", "<nav>首页</nav><h1>".encode()
    )
    asked = ("extract", "-", "--url", URL)
    ledger = fangzhi(*asked, "--json", stdin=html).json["ledger"]
    told = fangzhi(*asked, "--account", stdin=html).out
    lines = told.partition("\n\n")[0].splitlines()
    assert "cut outside  [-首页 临江区2026年政府工作报告-]  /html/body" in lines
    assert any(line.startswith("kept 0  ") for line in lines)
    pieces = "".join(re.sub(r"^(?:cut \S+|kept \d+)  |\[-|-\]  /\S+$", "", line) for line in lines)
    assert "".join(pieces.split()) == "".join("".join(piece["text"].split()) for piece in ledger)
    kept = sum(len("".join(piece["text"].split())) for piece in ledger if piece["block"] >= 0)
    total = sum(len("".join(piece["text"].split())) for piece in ledger)
    assert f"\nkept: {kept} of {total} characters, " in told


def test_show_tells_the_account_of_a_version(fangzhi: Fangzhi) -> None:
    told = fangzhi("show", URL, "--at", "2026-03-03", "--account").out
    assert "kept 1  新增就业岗位12000个，" in told
    assert "kept: " in told
