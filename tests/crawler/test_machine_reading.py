"""A picture of a table is read by machine into a document of its own: marked everywhere, and never part of the page's text."""

import importlib.util
import json
from pathlib import Path

import pytest

from archive import open_archive
from archive.records import Run
from cleaners.document import MACHINE, Block, Document, Metadata, Piece, Warned, digest_of
from cleaners.errors import NotReadable
from cleaners.pictures import PICTURE_CLEANER
from crawler.crawl import crawl
from crawler.demo.markup import picture
from crawler.job import Orders
from crawler.sources import load_sources
from tests.crawler.commands import Fangzhi
from tests.crawler.replica import HOST, Replica, article, declare, listing, serving

PAGE = f"{HOST}/jdgz/20260301/000001.html"
SHOWN = f"{HOST}/upload/202603/20260301.png"
SAID = "一般公共预算收入  161.4"
INSTALLED = importlib.util.find_spec("rapidocr") is not None

pytestmark = pytest.mark.slow


@pytest.fixture
def replica(tmp_path: Path) -> object:
    declare(tmp_path / "sources")
    with serving() as replica:
        replica.put(f"{HOST}/jdgz/", listing([PAGE]))
        replica.put(PAGE, article(1).replace("</div></body>", f'<p><img src="{SHOWN}" alt="表1"></p></div></body>'))
        replica.put(SHOWN, picture(), headers={"Content-Type": "image/png"})
        yield replica


def read_by_machine(payload: bytes, *, url: str) -> Document:
    """Stands for OCR, which not every machine has: what it gives has the same marks."""
    if payload != picture():
        raise NotReadable("the picture is damaged")
    return Document(
        url=url,
        title="",
        blocks=(Block("paragraph", SAID, 0, ("ocr/line@1,1,9,9",)),),
        metadata=Metadata(),
        ledger=(Piece("ocr/line@1,1,9,9", SAID, 0),),
        warnings=(Warned("machine-read", "2 pieces read by machine, confidence 0.97 on average, 0.95 at the least"),),
        cleaner=PICTURE_CLEANER,
        reader=MACHINE,
        digest=digest_of("", [SAID]),
    )


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("crawler.read", "cleaners.pictures"):
        monkeypatch.setattr(f"{module}.can_read_pictures", lambda: True)
        monkeypatch.setattr(f"{module}.read_picture_document", read_by_machine)


def crawled(folder: Path, replica: Replica) -> Run:
    orders = Orders(gateway=replica.prefix, sources_folder=folder / "sources")
    return crawl(folder / "archive", load_sources(folder / "sources")["linjiang"], orders)


@pytest.mark.usefixtures("machine")
def test_a_reading_is_a_document_of_its_own_and_the_page_says_so(
    tmp_path: Path, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = crawled(tmp_path, replica)
    fangzhi = Fangzhi(monkeypatch, tmp_path)
    page = fangzhi("show", PAGE, "--archive", "archive", "--json").json
    shown = fangzhi("show", SHOWN, "--archive", "archive", "--json").json
    assert ("complete", 1) == (run.verdict, run.details["pictures"])
    assert [("picture", "machine-read")] == [(file["kind"], file["state"]) for file in page["files"]]
    assert "confidence 0.97" in page["files"][0]["why"]
    assert "161.4" not in json.dumps([page["text"], page["blocks"]], ensure_ascii=False)
    assert (SAID, PICTURE_CLEANER, ["machine-read"]) == (
        shown["text"],
        shown["cleaner"],
        [warning["code"] for warning in shown["warnings"]],
    )
    assert "machine-read" in fangzhi("show", SHOWN, "--archive", "archive").err


@pytest.mark.usefixtures("machine")
def test_search_and_export_mark_what_a_machine_read(
    tmp_path: Path, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawled(tmp_path, replica)
    fangzhi = Fangzhi(monkeypatch, tmp_path)
    found = fangzhi("search", "161.4", "--archive", "archive", "--json").json
    others = fangzhi("search", "临江区", "--archive", "archive", "--json").json
    fangzhi("export", "corpus.jsonl", "--archive", "archive")
    fangzhi("export", "texts", "--format", "text", "--archive", "archive")
    rows = [json.loads(line) for line in (tmp_path / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
    marked = [path for path in (tmp_path / "texts").rglob("*.txt") if "161.4" in path.read_text(encoding="utf-8")]
    assert [(SHOWN, True)] == [(one["url"], one["machine_read"]) for one in found]
    assert [(PAGE, False)] == [(one["url"], one["machine_read"]) for one in others]
    assert "[machine-read picture]" in fangzhi("search", "161.4", "--archive", "archive").out
    assert {PAGE: False, SHOWN: True} == {row["url"]: row["machine_read"] for row in rows}
    assert ["[machine-read: "] == [path.read_text(encoding="utf-8")[:15] for path in marked]


@pytest.mark.usefixtures("machine")
def test_a_reading_can_be_proved_is_made_once_and_outlives_the_catalog(
    tmp_path: Path, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawled(tmp_path, replica)
    second = crawled(tmp_path, replica)
    (tmp_path / "archive" / "catalog.sqlite").unlink()
    fangzhi = Fangzhi(monkeypatch, tmp_path)
    assert 0 == fangzhi("rebuild", "--archive", "archive").code
    proof = fangzhi("why", SHOWN, "--block", "161.4", "--archive", "archive", "--json")
    with open_archive(tmp_path / "archive") as archive:
        history = archive.history(SHOWN)
    assert (0, 0) == (second.details["pictures"], second.new_versions)
    assert [(2, PICTURE_CLEANER)] == [(version.captures, version.cleaner) for version in history]
    assert (0, True) == (proof.code, proof.json["verify"]["ok"])


@pytest.mark.usefixtures("machine")
def test_a_picture_that_no_machine_can_read_is_marked_with_the_reason(
    tmp_path: Path, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    replica.put(SHOWN, picture()[:-20], headers={"Content-Type": "image/png"})
    run = crawled(tmp_path, replica)
    page = Fangzhi(monkeypatch, tmp_path)("show", PAGE, "--archive", "archive", "--json").json
    assert ("complete", 0) == (run.verdict, run.details["pictures"])
    assert [("not-read", "NotReadable: the picture is damaged")] == [(f["state"], f["why"]) for f in page["files"]]


def test_without_the_extra_a_picture_is_marked_not_read(
    tmp_path: Path, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("crawler.read", "cleaners.pictures"):
        monkeypatch.setattr(f"{module}.can_read_pictures", lambda: False)
    run = crawled(tmp_path, replica)
    page = Fangzhi(monkeypatch, tmp_path)("show", PAGE, "--archive", "archive", "--json").json
    assert "complete" == run.verdict
    assert [("not-read", "pip install 'fangzhi[ocr]', then: fangzhi clean")] == [
        (file["state"], file["why"]) for file in page["files"]
    ]


def test_what_was_not_read_is_read_by_clean_once_the_extra_is_there(
    tmp_path: Path, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setattr("crawler.read.can_read_pictures", lambda: False)
        crawled(tmp_path, replica)
    for module in ("crawler.read", "cleaners.pictures"):
        monkeypatch.setattr(f"{module}.can_read_pictures", lambda: True)
        monkeypatch.setattr(f"{module}.read_picture_document", read_by_machine)
    fangzhi = Fangzhi(monkeypatch, tmp_path)
    with monkeypatch.context() as off:
        off.setenv("FANGZHI_PICTURES", "off")
        left = fangzhi("clean", "--archive", "archive", "--sources", "sources", "--json").json
    told = fangzhi("clean", "--archive", "archive", "--sources", "sources")
    assert 0 == left["pictures"]
    assert "1 pictures read by machine" in told.out


@pytest.mark.skipif(not INSTALLED, reason="needs the extra ocr")
def test_a_crawl_with_the_extra_reads_the_figures_of_a_table_that_is_a_picture(
    tmp_path: Path, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawled(tmp_path, replica)
    fangzhi = Fangzhi(monkeypatch, tmp_path)
    shown = fangzhi("show", SHOWN, "--archive", "archive", "--json").json
    assert ["一般公共预算收入", "亿元", "161.4", "-1.7"] == shown["text"].splitlines()[2].split()
    assert (0, True) == (
        fangzhi("why", SHOWN, "--archive", "archive").code,
        fangzhi("search", "41926", "--archive", "archive", "--json").json[0]["machine_read"],
    )
