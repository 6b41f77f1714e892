"""The standard's own programs read, index and replay what is kept and exported: pywb, cdxj-indexer, warcio, a WACZ validator.

They stand in an environment of their own (`make readers`), for they pin older releases of what the crawler needs.
"""

import gzip
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from archive import Archive, open_archive
from archive.catalog import captures
from archive.indexing import capture_of
from archive.reading import is_redacted
from archive.surt import surt
from cleaners.document import Link
from tests.archive.kept import answer
from tests.archive.tales import SPLIT, miss, night, read, see, see_parts

READERS = Path(sys.prefix) / "readers/bin"
HOST = "http://www.linjiang.example"
REPLAY = """
import json, sys
from gevent import monkey; monkey.patch_all()
from pywb.apps.frontendapp import FrontEndApp
from werkzeug.test import Client
client = Client(FrontEndApp())
answers = [client.get(f"/c/{at}id_/{url}") for at, url in json.load(sys.stdin)]
json.dump([[a.status_code, a.headers.get("Memento-Datetime"), a.data.decode("latin-1")] for a in answers], sys.stdout)
"""
READ = """
import sys
from pywb.indexer.archiveindexer import DefaultRecordParser
print(sum(1 for name in sys.argv[1:] for record in DefaultRecordParser(include_all=True)(open(name, "rb"))))
"""
ADDRESSES = """
http://www.Linjiang.example/A/b.html?B=2&a=1|https://bbs.example/thread-1-1-1.html|http://x.cn:8080/路?q=%E4%B8|http://x.cn/a//b/
http://127.0.0.1:80/x|http://x.cn|http://x.cn?|https://x.cn:80/|http://x.cn:443/a/../b/./c|http://x.cn/a?b&c=&a|http://www2.x.cn/%2541?a=%2526b
http://x.cn/a?sid=0123456789abcdef0123456789abcdef&z=1|http://x.cn/a?z=1&phpsessid=0123456789abcdef0123456789abcdef|http://x.cn/a?x=1#y
http://u:p@x.cn/a|http://中国.cn/x|http://x.cn/(S(abcdefghijklmnopqrstuvwx))/p.aspx?x=1|http://x.cn/a+b?c+d=e f|http://X.CN./a|http://x.cn/../a
http://x.cn/forum.php?mod=viewthread&tid=1&extra=page%3D1|http://x.cn/a?&b=1&&|http://x.cn//|http://www.cn/|http://x.cn/a%23b|http://x.cn/A%20B
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not READERS.is_dir(), reason="the standard's programs are not installed: make readers"),
]


@pytest.fixture
def stocked(tmp_path: Path) -> Iterator[Archive]:
    """A page with a picture that changed, stayed (a revisit and a 304), one that is gone, one taken down, a split one."""
    with open_archive(tmp_path / "archive", read_only=False) as archive:
        see(archive, night(0), "甲", url=f"{HOST}/a")
        see(archive, night(2), "乙", url=f"{HOST}/a")
        see(archive, night(3), "乙", url=f"{HOST}/a")
        archive.keep(answer(b"\x89PNG", url=f"{HOST}/a.png", captured_at=night(2), outcome="not-text"))
        pictured = read("附图如下", url=f"{HOST}/p")
        capture = archive.keep(answer(b"<p>p<img src=a.png>", url=f"{HOST}/p", captured_at=night(1)))
        shown = replace(pictured, images=(Link(f"{HOST}/a.png", "a"),))
        archive.keep_cleaning(capture, "auto@1", shown, cleaned_at=night(1))
        see(archive, night(0), "丙", url=f"{HOST}/b")
        miss(archive, night(2), url=f"{HOST}/b")
        miss(archive, night(3), url=f"{HOST}/b")
        see_parts(archive, night(1), "丁", "戊")
        archive.redact(see(archive, night(1), "私", url=f"{HOST}/private"), reason="personal data", at=night(4))
        yield archive


def ran(program: str, *arguments: str | Path, folder: Path, given: str = "") -> str:
    """Run one of the programs; what it printed. It must end well."""
    done = subprocess.run(
        [READERS / program, *arguments], cwd=folder, input=given, capture_output=True, text=True, check=False
    )
    assert (0, "") == (done.returncode, done.stderr if done.returncode else "")
    return done.stdout


def exported(archive: Archive, folder: Path, **asked: object) -> Path:
    archive.export(folder / "out.wacz", "wacz", **asked)  # type: ignore[arg-type]
    return folder / "out.wacz"


def within(package: Path, name: str) -> str:
    with zipfile.ZipFile(package) as opened:
        return opened.read(name).decode()


def pages(package: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in within(package, "pages/pages.jsonl").splitlines()[1:]]


def replayed(folder: Path, asked: list[tuple[str, str]]) -> list[tuple[int, str, str]]:
    """Status, Memento-Datetime and body that pywb answers for timestamps (14 digits) and addresses."""
    told = ran("python", "-c", REPLAY, folder=folder, given=json.dumps(asked)).splitlines()[-1]
    return [tuple(answered) for answered in json.loads(told)]


def test_a_validator_takes_the_wacz_for_valid(stocked: Archive, tmp_path: Path) -> None:
    package = exported(stocked, tmp_path)
    assert "the passed WACZ is valid" in ran("wacz", "validate", "-f", package, folder=tmp_path)


def test_a_validator_takes_the_wacz_of_nothing_for_valid(stocked: Archive, tmp_path: Path) -> None:
    package = exported(stocked, tmp_path, source="elsewhere")
    assert "the passed WACZ is valid" in ran("wacz", "validate", "-f", package, folder=tmp_path)
    assert [] == pages(package)


def test_the_index_of_the_wacz_is_that_of_cdxj_indexer(stocked: Archive, tmp_path: Path) -> None:
    package = exported(stocked, tmp_path)
    with zipfile.ZipFile(package) as opened:
        opened.extractall(tmp_path / "out")
    indexed = ran("cdxj-indexer", "-s", tmp_path / "out/archive/corpus.warc.gz", folder=tmp_path)
    assert indexed == within(package, "indexes/index.cdx")
    for name in ("corpus", "text"):
        assert "" == ran("warcio", "check", tmp_path / f"out/archive/{name}.warc.gz", folder=tmp_path)


def test_keys_of_the_index_are_those_that_replay_programs_compute(tmp_path: Path) -> None:
    asked = [url for line in ADDRESSES.split("\n") for url in line.split("|") if url]
    script = "import json, sys, surt; json.dump([surt.surt(u) for u in json.load(sys.stdin)], sys.stdout)"
    expected = json.loads(ran("python", "-c", script, folder=tmp_path, given=json.dumps(asked)))
    assert dict(zip(asked, expected, strict=True)) == {url: surt(url) for url in asked}


def test_the_wacz_holds_what_stands_and_nothing_else(stocked: Archive, tmp_path: Path) -> None:
    package = exported(stocked, tmp_path)
    assert [f"{HOST}/a", SPLIT, SPLIT.replace(".html", "_2.html"), f"{HOST}/p"] == [
        row["url"] for row in pages(package)
    ]
    assert ["乙", "丁", "戊", "附图如下"] == [row["text"] for row in pages(package)]
    indexed = [json.loads(line.split(" ", 2)[2])["url"] for line in within(package, "indexes/index.cdx").splitlines()]
    assert f"{HOST}/a.png" in indexed
    assert not {f"{HOST}/private", f"{HOST}/b"} & set(indexed)


def test_the_wacz_as_of_a_day_holds_what_stood_then(stocked: Archive, tmp_path: Path) -> None:
    package = exported(stocked, tmp_path, as_of=night(1))
    assert {f"{HOST}/a": "甲", f"{HOST}/b": "丙", f"{HOST}/p": "附图如下"}.items() <= {
        row["url"]: row["text"] for row in pages(package)
    }.items()
    assert "a.png" not in within(package, "indexes/index.cdx")
    assert 1 < len(pages(exported(stocked, tmp_path, known_on=night(1)))) < len(pages(package)) + 1


def test_pywb_replays_the_pages_of_the_wacz(stocked: Archive, tmp_path: Path) -> None:
    package = exported(stocked, tmp_path)
    (tmp_path / "replay").mkdir()
    ran("wb-manager", "init", "c", folder=tmp_path / "replay")
    ran("wb-manager", "add", "--unpack-wacz", "c", package, folder=tmp_path / "replay")
    asked = [("".join(filter(str.isdigit, row["ts"]))[:14], row["url"]) for row in pages(package)]
    answers = replayed(tmp_path / "replay", asked)
    assert [200] * 4 == [status for status, _, _ in answers]
    assert "乙" in answers[0][2].encode("latin-1").decode()
    assert "Thu, 26 Nov 2026 18:00:00 GMT" == answers[0][1]


def test_cdxj_indexer_finds_each_capture_where_the_catalog_says(stocked: Archive, tmp_path: Path) -> None:
    stocked.seal()
    files = sorted(tmp_path.glob("archive/raw/*/*/*.warc.gz"))
    lines = [json.loads(line.split(" ", 2)[2]) for line in ran("cdxj-indexer", *files, folder=tmp_path).splitlines()]
    found = {(line["filename"], int(line["offset"]), int(line["length"])): line for line in lines if "url" in line}
    with stocked.shelf.database.reading() as connection:
        rows = [dict(row) for row in connection.execute(select(captures)).mappings()]
    assert len(rows) == len(found)
    for row in rows:
        line = found[(Path(row["warc"]).name, row["offset"], row["length"])]
        assert row["url"] == line["url"]
        if not is_redacted(
            stocked.shelf.response(capture_of(row))
        ):  # which claims no digest of the bytes it is without
            assert row["payload_digest"] == line["digest"]
        if row["original_id"] == row["id"]:
            assert str(row["status"]) == line["status"]


def test_warcio_and_pywb_read_every_file(stocked: Archive, tmp_path: Path) -> None:
    stocked.seal()
    files = sorted(tmp_path.glob("archive/*/*/*/*.warc.gz"))
    assert {"raw", "text"} == {path.parts[-4] for path in files}
    read = ran("python", "-c", READ, *files, folder=tmp_path)
    assert "" == ran("warcio", "check", *files, folder=tmp_path)
    assert stocked.verify().records == int(read)


def test_pywb_replays_a_page_that_was_packed_chunked_moved_or_cut(tmp_path: Path) -> None:
    page = "<p>新增就业岗位三千个。</p>".encode() * 40
    kind = ("Content-Type", "text/html; charset=utf-8")
    packed = (kind, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("Set-Cookie", "a=1"))
    with open_archive(tmp_path / "archive", read_only=False) as archive:
        archive.keep(answer(gzip.compress(page), url=f"{HOST}/packed", headers=(*packed, ("Set-Cookie", "b=2"))))
        moved = {"status": 302, "status_text": "Found", "outcome": "redirect", "redirected_to": f"{HOST}/packed"}
        archive.keep(answer(b"", url=f"{HOST}/moved", headers=(kind, ("Location", f"{HOST}/packed")), **moved))
        archive.keep(
            answer(page[:300], url=f"{HOST}/cut", headers=(kind,), truncated="disconnect", outcome="truncated")
        )
    (tmp_path / "replay").mkdir()
    ran("wb-manager", "init", "c", folder=tmp_path / "replay")
    ran("wb-manager", "add", "c", *sorted(tmp_path.glob("archive/raw/*/*/*.warc.gz")), folder=tmp_path / "replay")
    asked = [("20261124180000", f"{HOST}/{name}") for name in ("packed", "moved", "cut")]
    answers = replayed(tmp_path / "replay", asked)
    assert [200, 302, 200] == [status for status, _, _ in answers]
    assert [page, page[:300]] == [answers[number][2].encode("latin-1") for number in (0, 2)]  # pywb unpacks


def test_pywb_replays_the_files_of_the_archive(stocked: Archive, tmp_path: Path) -> None:
    stocked.close()
    (tmp_path / "replay").mkdir()
    ran("wb-manager", "init", "c", folder=tmp_path / "replay")
    ran("wb-manager", "add", "c", *sorted(tmp_path.glob("archive/raw/*/*/*.warc.gz")), folder=tmp_path / "replay")
    asked = [("20261124180000", f"{HOST}/a"), ("20261126180000", f"{HOST}/a"), ("20261127180000", f"{HOST}/a")]
    answers = replayed(tmp_path / "replay", asked)
    assert ["甲", "乙", "乙"] == [body.encode("latin-1").decode().split("<p>")[2][0] for _, _, body in answers]
    assert "Fri, 27 Nov 2026 18:00:00 GMT" == answers[2][1]  # a revisit: its own time, its original's body
