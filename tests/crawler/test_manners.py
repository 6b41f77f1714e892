"""What a walk never does: carry cookies, open a console, take a body without end."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from archive import open_archive
from archive.records import Run
from crawler.crawl import crawl
from crawler.job import Orders
from crawler.sources import load_sources
from tests.crawler.replica import HOST, Page, Replica, declare, serving, site

pytestmark = pytest.mark.slow

LISTENING = "0A"


@pytest.fixture
def replica() -> Iterator[Replica]:
    with serving() as served:
        yield served


def crawled(folder: Path, replica: Replica, on_event: object = None) -> Run:
    orders = Orders(gateway=replica.prefix, sources_folder=folder / "sources")
    return crawl(folder / "archive", load_sources(folder / "sources")["linjiang"], orders, on_event=on_event)  # type: ignore[arg-type]


def sockets_of(pid: int) -> set[str]:
    """The inodes of a process's sockets."""
    found = set()
    for descriptor in Path(f"/proc/{pid}/fd").glob("*"):
        with suppress(FileNotFoundError):  # closed meanwhile
            name = str(descriptor.readlink())
            if name.startswith("socket:["):
                found.add(name[len("socket:[") : -1])
    return found


def listening() -> set[str]:
    """The inodes of all sockets that wait for connections."""
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTENING:
                found.add(fields[9])
    return found


def test_no_cookie_is_sent_back(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    site(replica, 4)
    first = replica.pages[f"{HOST}/jdgz/"]
    assert isinstance(first, Page)
    first.headers["Set-Cookie"] = "JSESSIONID=1; Path=/"
    assert "complete" == crawled(tmp_path, replica).verdict
    assert [] == [one.url for one in replica.asked if "Cookie" in one.headers or "Referer" in one.headers]


def test_no_console_waits_for_anybody(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    site(replica, 4)
    open_consoles: list[set[str]] = []

    def look(event: object) -> None:
        children: list[str] = []
        for task in Path("/proc/self/task").glob("*"):
            with suppress(FileNotFoundError, ProcessLookupError):  # a thread that has ended
                children += (task / "children").read_text(encoding="ascii").split()
        open_consoles.extend(sockets_of(int(child)) & listening() for child in children)

    assert "complete" == crawled(tmp_path, replica, look).verdict
    assert open_consoles
    assert set() == set().union(*open_consoles)


def test_a_body_beyond_the_bound_is_told_and_the_rest_is_had(tmp_path: Path, replica: Replica) -> None:
    declare(tmp_path / "sources")
    documents = site(replica, 4)
    replica.put(documents[1], b"<p>" + b"x" * (21 * 1024 * 1024))
    run = crawled(tmp_path, replica)
    with open_archive(tmp_path / "archive") as archive:
        attempts = [(one.url, one.cause) for one in archive.attempts_of_run(run.id)]
        had = {one.url for one in archive.captures_of_run(run.id) if one.outcome == "ok"}
    assert {(documents[1], "too-large")} == set(attempts)
    assert {documents[0], *documents[2:]} <= had
    assert "partial" == run.verdict
