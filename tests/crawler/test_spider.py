"""The walk itself: boards, threads with their pages, lists that change, on sample sites and on a real forum's pages."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive import open_archive
from archive.records import Run
from archive.urls import url_key
from crawler.crawl import crawl
from crawler.demo import serve
from crawler.job import Orders
from crawler.sources import load_sources
from tests.crawler.replica import Replica, declare, listing, serving, site

pytestmark = pytest.mark.slow

SHARED = Path(__file__).parents[2].parent / "shared" / "pages"
DEMO_SOURCES = Path(__file__).parents[2] / "crawler" / "demo" / "sources"

BOARDS = {
    "forum-example": ("forum.example", (37, 38)),
    "gbk-forum-example": ("gbk.forum.example", (37,)),
}


def test_every_thread_of_a_board_is_captured_with_all_its_pages(tmp_path: Path) -> None:
    with serve() as serving_demo:
        orders = Orders(gateway=serving_demo.gateway, sources_folder=DEMO_SOURCES)
        source = load_sources(DEMO_SOURCES)["demo-forum-board"]
        run = crawl(tmp_path / "archive", source, orders)
    with open_archive(tmp_path / "archive") as archive:
        captured = {c.url for c in archive.captures_of_run(run.id) if c.outcome == "ok"}
    threads = {url for url in captured if "viewthread" in url or "thread-" in url}
    assert "complete" == run.verdict
    assert len(threads) > len({_thread(url) for url in threads}), "no thread of two pages was captured whole"


def _thread(url: str) -> str:
    return url.partition("tid=")[2].partition("&")[0] or url.partition("thread-")[2].partition("-")[0]


def test_a_list_page_is_asked_every_night_and_its_new_entries_followed(tmp_path: Path) -> None:
    declare(tmp_path / "sources")
    with serving() as replica:
        documents = site(replica, 12)
        _crawl(tmp_path, replica, "linjiang")
        more = [*documents, documents[-1].replace("000012", "000077")]
        replica.put("https://rd.linjiang.example/jdgz/", listing(more))
        replica.put(more[-1], "<html><title>关于临江区养老服务的报告</title><body>" + "<p>临江区的养老服务。</p>" * 80)
        replica.forget()
        run = _crawl(tmp_path, replica, "linjiang")
    assert 1 == run.captured - 1  # the list itself has changed too
    assert more[-1] in replica.urls()


def test_a_page_behind_a_very_long_address_is_not_left_out(tmp_path: Path) -> None:
    declare(tmp_path / "sources")
    with serving() as replica:
        documents = site(replica, 2)
        long = documents[0].replace("000001.html", "1" * 2500 + ".html")  # Scrapy drops those beyond 2,083 characters
        replica.put("https://rd.linjiang.example/jdgz/", listing([*documents, long]))
        replica.put(long, "<html><title>关于临江区养老服务的报告</title><body>" + "<p>临江区的养老服务。</p>" * 80)
        run = _crawl(tmp_path, replica, "linjiang")
    assert ("complete", True) == (run.verdict, long in replica.urls())


def test_two_spellings_of_an_address_are_asked_once(tmp_path: Path) -> None:
    declare(tmp_path / "sources")
    with serving() as replica:
        documents = site(replica, 2)
        again = documents[0].replace("https://", "http://") + "?utm_source=list"
        replica.put("https://rd.linjiang.example/jdgz/", listing([*documents, again]))
        _crawl(tmp_path, replica, "linjiang")
    keys = [url_key(url) for url in replica.urls()]
    assert len(keys) == len(set(keys))


def test_scrapys_own_command_knows_the_spider() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"],
        cwd=Path(__file__).parents[2],
        env={k: v for k, v in os.environ.items() if not k.startswith("SCRAPY")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "source\n" == told.stdout


def test_scrapy_crawl_walks_and_leaves_the_run_to_be_gone_on_with(tmp_path: Path) -> None:
    declare(tmp_path / "sources")
    with serving() as replica:
        documents = site(replica, 3)
        given = {
            "id": "linjiang",
            "archive": tmp_path / "archive",
            "sources": tmp_path / "sources",
            "gateway": replica.prefix,
        }
        subprocess.run(
            [
                sys.executable,
                "-m",
                "scrapy",
                "crawl",
                "source",
                *(w for k, v in given.items() for w in ("-a", f"{k}={v}")),
            ],
            cwd=Path(__file__).parents[2],
            check=True,
        )
        before = len(replica.asked)
        run = _crawl(tmp_path, replica, "linjiang")
    assert set(documents) <= set(replica.urls())
    assert ("complete", 3, before) == (run.verdict, run.new_versions, len(replica.asked))


def _crawl(folder: Path, replica: Replica, name: str) -> Run:
    orders = Orders(gateway=replica.prefix, sources_folder=folder / "sources")
    return crawl(folder / "archive", load_sources(folder / "sources")[name], orders)


@contextmanager
def real_forum(log: Path) -> Iterator[str]:
    """The saved pages of a real forum, served by their own server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(SHARED / "gateway.py"), "--port", str(port), "--log", str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()  # it says so when it listens
            time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the saved forum is not beside this checkout")
def test_a_real_forum_is_captured_whole_and_a_second_crawl_is_conditional(tmp_path: Path) -> None:
    for name, (host, boards) in BOARDS.items():
        seeds = ", ".join(f'"https://{host}/forum.php?mod=forumdisplay&fid={board}"' for board in boards)
        _declare_forum(tmp_path / "sources", name, host, seeds)
    log = tmp_path / "asked.jsonl"
    with real_forum(log) as prefix:
        first = _crawl_boards(tmp_path, prefix)
        asked_before = len(log.read_text(encoding="utf-8").splitlines())
        second = _crawl_boards(tmp_path, prefix)
    asked = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    with open_archive(tmp_path / "archive") as archive:
        kept = {c.url_key for run in first for c in archive.captures_of_run(run.id)}
    wanted = _threads_in_the_index()
    assert (set(), 15) == (wanted - kept, len(wanted))
    assert ["complete"] * 4 == [run.verdict for run in first + second]
    assert [0, 0] == [run.new_versions for run in second]
    assert [] == [one for one in asked[asked_before:] if one["status"] != 404 and not one["conditional"]]


def _declare_forum(folder: Path, name: str, host: str, seeds: str) -> None:
    declare(
        folder,
        name,
        title='"论坛"',
        division='""',
        body='"forum"',
        family='"discuz"',
        seeds=f"[{seeds}]",
        hosts=f'["{host}"]',
    )
    path = folder / f"{name}.toml"
    lines = [
        line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(("list ", "detail "))
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _crawl_boards(folder: Path, prefix: str) -> list[Run]:
    sources = load_sources(folder / "sources")
    orders = Orders(gateway=prefix, sources_folder=folder / "sources")
    return [crawl(folder / "archive", sources[name], orders) for name in BOARDS]


def _threads_in_the_index() -> set[str]:
    """Every plain thread page that the saved forum answers and that a page of its boards leads to."""
    pages = [json.loads(line) for line in (SHARED / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    wanted = set()
    for host, boards in BOARDS.values():
        here = f"https://{host}/forum.php?mod="
        lists = [
            p
            for p in pages
            if re.match(
                re.escape(here) + rf"forumdisplay&fid=(?:{'|'.join(map(str, boards))})(?:&page=[123])?$", p["url"]
            )
        ]
        listed = {tid for p in lists for tid in re.findall(rb"tid=(\d+)", (SHARED / p["file"]).read_bytes())}
        for page in pages:
            thread = re.fullmatch(re.escape(here) + r"viewthread&tid=(\d+)(?:&page=[123])?", page["url"])
            if thread and thread.group(1).encode() in listed:
                wanted.add(url_key(page["url"]))
    return wanted
