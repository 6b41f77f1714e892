"""The command line: options anywhere, exit codes, one JSON value, one sentence for each thing that goes wrong."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from archive import open_archive
from tests.crawler.commands import Fangzhi

PAGE = (
    "<html><head><title>临江区政府工作报告</title></head><body><div>当前位置：首页</div>"
    "<p>新增就业岗位三千个，比上年多两成。</p></body></html>"
).encode()
URL = "http://www.linjiang.example/2026.html"


@pytest.fixture
def fangzhi(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Fangzhi:
    return Fangzhi(monkeypatch, tmp_path)


def declaration(name: str, **keys: str) -> str:
    own = {
        "id": f'"{name}"', "title": '"临江区"', "division": '""', "body": '"government"', "family": '"links"',
        "seeds": f'["http://{name}.example/list/"]', "list": "'/list/$'", "detail": "'/[0-9]+[.]html$'",
        "status": '"unverified"', "seen": "2026-11-22",
    }  # fmt: skip
    return "".join(f"{key} = {value}\n" for key, value in {**own, **keys}.items())


def test_a_global_option_counts_before_and_after_the_command(fangzhi: Fangzhi) -> None:
    assert fangzhi("--json", "sources").json == fangzhi("sources", "--json").json
    before, after = fangzhi("--archive", "a", "runs"), fangzhi("runs", "--archive", "a")
    assert before == after
    assert before.err.startswith("NoArchive: a holds no archive")


def test_an_option_after_the_command_wins_over_one_before_it_and_both_over_the_environment(fangzhi: Fangzhi) -> None:
    environment = {"FANGZHI_ARCHIVE": "third"}
    assert "third holds" in fangzhi("runs", environment=environment).err
    assert "second holds" in fangzhi("--archive", "second", "runs", environment=environment).err
    assert "first holds" in fangzhi("--archive", "second", "runs", "--archive", "first", environment=environment).err


def test_the_command_alone_tells_what_there_is(fangzhi: Fangzhi) -> None:
    told = fangzhi()
    assert 0 == told.code
    assert "history" in told.out


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["histroy"], 2, "WrongUse: No such command 'histroy'. Did you mean 'history'?"),
        (["sources", "--colour"], 2, "WrongUse: No such option"),
        (["history"], 2, "WrongUse: Missing argument 'URL'"),
        (["search", "预算", "--limit", "0"], 2, "WrongUse: Invalid value for '--limit'"),
        (["sources", "chekc"], 2, "WrongUse: sources takes `check`"),
        (["history", "www.linjiang.example"], 2, "BadAddress: 'www.linjiang.example' has no scheme"),
        (["history", "http:///2026.html"], 2, "BadAddress: 'http:///2026.html' has no host"),
        (["fetch", "http://"], 2, "BadAddress: 'http://' has no host"),
        (["fetch", "ftp://linjiang.example/"], 2, "BadAddress: "),
        (["fetch", URL], 2, "NoContact: www.linjiang.example is not of this machine"),
        (["crawl"], 2, "WrongUse: crawl takes the ids of sources, or --all"),
        (
            ["crawl", "sh-jiading-dr"],
            2,
            "UnknownSource: no source is called 'sh-jiading-dr'; did you mean sh-jiading-rd",
        ),
        (["crawl", "sh-jiading-rd"], 2, "NoContact: renda.jiading.cn is not of this machine"),
        (["crawl", "sh-jiading-rd", "--gateway", "here"], 2, "WrongUse: "),
        (["crawl", "--all", "--contact", "a@b.example", "--date", "gestern"], 2, "WrongUse: --date is 'gestern'"),
        (["show", URL, "--at", "2024-13-01"], 2, "WrongUse: --at is '2024-13-01'; it must be a day like"),
        (["history", URL], 1, "NoArchive: fangzhi-archive holds no archive"),
        (["rebuild"], 1, "NoArchive: fangzhi-archive holds no archive"),
        (["clean"], 1, "NoArchive: fangzhi-archive holds no archive"),
        (["extract", "nothing.html", "--url", URL], 2, "WrongUse: nothing.html: no such file"),
        (["extract", "-", "--url", URL], 1, "EmptyPayload: "),
        (["extract", "-", "--url", URL, "--cleaner", "magic"], 2, "UnknownCleaner: "),
        (["sources", "--sources", "nowhere"], 2, "BadSource: nowhere: no such folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_is_one_sentence_and_the_right_exit_code(
    fangzhi: Fangzhi, arguments: list[str], code: int, sentence: str
) -> None:
    told = fangzhi(*arguments)
    assert (code, "", 1) == (told.code, told.out, told.err.count("\n"))
    assert told.err.startswith(sentence)
    assert not (fangzhi.folder / "fangzhi-archive").exists()


def test_bytes_that_are_no_page_are_refused_by_name(fangzhi: Fangzhi) -> None:
    told = fangzhi("extract", "-", "--url", URL, stdin=b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 40)
    assert 1 == told.code
    assert told.err.startswith("NotReadable: ")


def test_a_broken_declaration_is_told_with_its_file(fangzhi: Fangzhi) -> None:
    folder = fangzhi.folder / "mine"
    folder.mkdir()
    (folder / "a.toml").write_text(declaration("a", pace="{ delay_s = -1 }"), encoding="utf-8")
    told = fangzhi("sources", "--sources", "mine")
    assert 2 == told.code
    assert told.err.startswith("BadSource: mine/a.toml: pace.delay_s is -1; it must be 0 or more")


def test_checking_tells_every_broken_declaration_not_only_the_first(fangzhi: Fangzhi) -> None:
    folder = fangzhi.folder / "mine"
    folder.mkdir()
    (folder / "a.toml").write_text('id = "a"\ntitle = "', encoding="utf-8")
    (folder / "b.toml").write_text(declaration("b", colour='"red"'), encoding="utf-8")
    (folder / "c.toml").write_text(declaration("c"), encoding="utf-8")
    told = fangzhi("sources", "check", "--sources", "mine")
    assert (2, "") == (told.code, told.out)
    assert ["mine/a.toml", "mine/b.toml"] == [line.split(": ")[1] for line in told.err.splitlines()]
    (folder / "a.toml").unlink()
    (folder / "b.toml").unlink()
    assert fangzhi("sources", "check", "--sources", "mine").out.endswith(" declarations can be used\n")


def test_checking_tells_where_two_declarations_would_own_one_address(fangzhi: Fangzhi) -> None:
    folder = fangzhi.folder / "mine"
    folder.mkdir()
    (folder / "a.toml").write_text(declaration("a"), encoding="utf-8")
    alone = fangzhi("sources", "check", "--sources", "mine")
    (folder / "b.toml").write_text(declaration("a", id='"b"'), encoding="utf-8")
    both = fangzhi("sources", "check", "--sources", "mine")
    assert (0, "") == (alone.code, alone.err)
    assert 0 == both.code
    assert ["also covered by b", "also covered by a"] == re.findall(r"also covered by \w+", " ".join(both.err.split()))


def test_sources_are_told_with_the_keys_that_others_rely_on(fangzhi: Fangzhi) -> None:
    keys = ("id", "title", "division", "body", "family", "seeds", "hosts", "schedule", "status")
    assert all(set(keys) <= set(source) for source in fangzhi("sources", "--json").json)


def test_extract_prints_the_text_or_the_whole_document(fangzhi: Fangzhi) -> None:
    (fangzhi.folder / "page.html").write_bytes(PAGE)
    assert "新增就业岗位三千个，比上年多两成。" in fangzhi("extract", "page.html", "--url", URL).out
    told = fangzhi("extract", "-", "--url", URL, "--json", stdin=PAGE).json
    keys = {"url", "title", "text", "blocks", "metadata", "removed", "warnings", "cleaner", "digest"}
    assert keys <= set(told)
    assert "当前位置：首页" in [removed["text"] for removed in told["removed"]]


def test_extract_takes_the_selectors_of_the_source_that_covers_the_address(fangzhi: Fangzhi) -> None:
    folder = fangzhi.folder / "mine"
    folder.mkdir()
    (folder / "a.toml").write_text(declaration("linjiang", select='{ body = "#only" }'), encoding="utf-8")
    page = '<p>别的话。</p><div id="only"><p>只要这一段。</p></div>'.encode()
    address = "http://linjiang.example/1.html"
    assert "别的话" not in fangzhi("extract", "-", "--url", address, "--sources", "mine", stdin=page).out


def test_a_character_that_utf_8_lacks_stops_no_output(fangzhi: Fangzhi) -> None:
    code = "from crawler.cli.console import *; settle_streams(); print_json(['\\udc80'])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert b'[\n  "\\udc80"\n]\n' == told.stdout


def test_an_archive_of_a_newer_version_is_refused(fangzhi: Fangzhi) -> None:
    with open_archive(fangzhi.folder / "a", read_only=False):
        pass
    readme = fangzhi.folder / "a" / "README.txt"
    readme.write_text(readme.read_text(encoding="utf-8").replace("format 1", "format 9"), encoding="utf-8")
    for arguments in (["runs"], ["rebuild"], ["clean"], ["verify"]):
        told = fangzhi(*arguments, "--archive", "a")
        assert 1 == told.code
        assert told.err.startswith("NewerArchive: a is an archive of format 9")


def test_a_folder_with_other_things_is_no_archive(fangzhi: Fangzhi) -> None:
    (fangzhi.folder / "letters").mkdir()
    (fangzhi.folder / "letters" / "a.txt").write_text("x", encoding="utf-8")
    told = fangzhi("crawl", "sh-jiading-rd", "--gateway", "http://127.0.0.1:9/", "--archive", "letters")
    assert 1 == told.code
    assert told.err.startswith("NoArchive: letters holds other things and no archive")


def test_help_and_reading_load_neither_scrapy_nor_trafilatura() -> None:
    code = (
        "import sys; from crawler.cli import main; main(['--help']); main(['history', 'http://a.example/'])\n"
        "heavy = {'scrapy', 'twisted', 'trafilatura', 'apscheduler'} & set(sys.modules); sys.exit(str(heavy) if heavy else 0)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "" == told.stderr.replace(
        "NoArchive: fangzhi-archive holds no archive; give another --archive, or begin one with: fangzhi crawl SOURCE\n",
        "",
    )


@pytest.mark.parametrize("arguments", ["sources --json", "sources"])
def test_a_reader_that_goes_away_is_no_error_of_ours(arguments: str, tmp_path: Path) -> None:
    ours = f"{sys.executable} -c 'from crawler.cli import main; import sys; sys.exit(main())' {arguments}"
    command = f"set -o pipefail; {ours} | head -c 1 >/dev/null; echo $?"
    told = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert "" == told.stderr
    assert told.stdout in {"0\n", "141\n"}  # 0 where all of it was written before the reader went


def test_an_error_is_one_json_object_where_json_is_asked_for(fangzhi: Fangzhi) -> None:
    told = fangzhi("history", URL, "--json")
    assert (1, "NoArchive") == (told.code, told.json["error"])
    assert f"NoArchive: {told.json['message']}\n" == told.err
    assert "WrongUse" == fangzhi("histroy", "--json").json["error"]
    assert ["version"] == list(fangzhi("--version", "--json").json)


def test_the_host_that_was_asked_for_is_the_one_that_is_named(fangzhi: Fangzhi) -> None:
    assert fangzhi("fetch", "https://www.shanghai.gov.cn/").err.startswith("NoContact: www.shanghai.gov.cn is not")
