"""Alarms: once when a source breaks, once when it is well, one for a family; held against a notifier that writes down."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from archive import open_archive
from archive.records import Verdict
from crawler.alarms import NAME, notifier, watch
from crawler.errors import WrongUse
from crawler.health import Health, State
from crawler.nights import Standing
from tests.crawler.commands import Fangzhi
from tests.crawler.replica import declare

AT = datetime(2026, 11, 24, 18, tzinfo=UTC)


class Notes:
    """A notifier that writes down what it is told; while `is_deaf` nothing gets through."""

    def __init__(self) -> None:
        self.titles: list[str] = []
        self.is_deaf = False

    def __call__(self, title: str, text: str) -> bool:
        assert text
        if not self.is_deaf:
            self.titles.append(title)
        return not self.is_deaf


def one(name: str, state: State = "failed", fault: str = "dns") -> Health:
    if state == "complete":
        return Health(name, state, AT, AT, "complete")
    return Health(name, state, AT, AT, "no list page could be read", fault, is_alarming=True)


def found(*healths: Health, family: str = "links") -> Standing:
    return Standing(AT, healths, {health.source: family for health in healths})


@pytest.fixture
def notes() -> Notes:
    return Notes()


def test_a_break_is_told_once_and_its_end_once(tmp_path: Path, notes: Notes) -> None:
    states: list[State] = ["complete", "failed", "failed", "complete", "complete"]
    for state in states:
        watch(tmp_path, found(one("linjiang", state)), notes)
    assert ["linjiang: failed (dns)", "linjiang: well again"] == notes.titles


def test_a_source_that_breaks_again_is_told_again(tmp_path: Path, notes: Notes) -> None:
    states: list[State] = ["failed", "complete", "failed"]
    for state in states:
        watch(tmp_path, found(one("linjiang", state)), notes)
    assert 3 == len(notes.titles)


def test_a_partial_night_between_two_bad_ones_is_no_recovery(tmp_path: Path, notes: Notes) -> None:
    watch(tmp_path, found(one("linjiang")), notes)
    watch(tmp_path, found(Health("linjiang", "partial", AT, AT, "one page", "timeout")), notes)
    watch(tmp_path, found(one("linjiang")), notes)
    assert 1 == len(notes.titles)


def test_a_broken_source_that_is_blocked_then_is_told(tmp_path: Path, notes: Notes) -> None:
    watch(tmp_path, found(one("linjiang")), notes)
    watch(tmp_path, found(one("linjiang", "blocked", "challenge")), notes)
    watch(tmp_path, found(one("linjiang")), notes)
    assert ["linjiang: failed (dns)", "linjiang: blocked (challenge)"] == notes.titles[:2]


def test_a_family_that_breaks_together_is_one_alarm(tmp_path: Path, notes: Notes) -> None:
    broken = [one(f"bad-{n}") for n in range(3)]
    watch(tmp_path, found(*broken, *(one(f"good-{n}", "complete") for n in range(8))), notes)
    assert ["3 of 11 sources of the family links broke together (dns)"] == notes.titles


def test_a_few_of_a_large_family_are_told_one_by_one(tmp_path: Path, notes: Notes) -> None:
    broken = [one(f"bad-{n}") for n in range(3)]
    watch(tmp_path, found(*broken, *(one(f"good-{n}", "complete") for n in range(12))), notes)
    assert 3 == len(notes.titles)


def test_every_source_of_a_family_is_told_well_by_itself(tmp_path: Path, notes: Notes) -> None:
    watch(tmp_path, found(*(one(f"s-{n}") for n in range(3))), notes)
    watch(tmp_path, found(one("s-0", "complete"), one("s-1"), one("s-2")), notes)
    assert "s-0: well again" == notes.titles[-1]
    assert 2 == len(notes.titles)


def test_what_could_not_be_sent_is_told_the_next_time(tmp_path: Path, notes: Notes) -> None:
    notes.is_deaf = True
    watch(tmp_path, found(one("linjiang")), notes)
    notes.is_deaf = False
    watch(tmp_path, found(one("linjiang")), notes)
    assert ["linjiang: failed (dns)"] == notes.titles


def test_a_memory_that_cannot_be_read_tells_once_more(tmp_path: Path, notes: Notes) -> None:
    watch(tmp_path, found(one("linjiang")), notes)
    (tmp_path / NAME).write_text("{", encoding="utf-8")
    watch(tmp_path, found(one("linjiang")), notes)
    assert 2 == len(notes.titles)


def test_an_address_that_apprise_does_not_know_is_refused_without_its_secret() -> None:
    pytest.importorskip("apprise")
    with pytest.raises(WrongUse, match="nowhere://") as refused:
        notifier(["nowhere://secret@host"])
    assert "secret" not in str(refused.value)


@pytest.fixture
def hook() -> Iterator[tuple[str, list[bytes]]]:
    got: list[bytes] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Hook)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"json://127.0.0.1:{server.server_port}/", got
    server.shutdown()
    server.server_close()


@pytest.mark.slow
def test_an_alarm_reaches_a_web_hook(tmp_path: Path, hook: tuple[str, list[bytes]]) -> None:
    pytest.importorskip("apprise")
    address, got = hook
    watch(tmp_path, found(one("linjiang")), notifier([address]))
    assert 1 == len(got)
    assert b"linjiang: failed (dns)" in got[0]


def test_a_silent_source_that_breaks_is_told_again(tmp_path: Path, notes: Notes) -> None:
    watch(tmp_path, found(one("linjiang", "unexpected", "silent")), notes)
    watch(tmp_path, found(one("linjiang", "failed", "dns")), notes)
    assert ["linjiang: unexpected (silent)", "linjiang: failed (dns)"] == notes.titles


def test_a_quiet_source_alarms_nobody_and_is_well_again(tmp_path: Path, notes: Notes) -> None:
    watch(tmp_path, found(one("linjiang")), notes)
    quiet = Health("linjiang", "quiet", AT, AT, "nothing new for 9 days")
    watch(tmp_path, found(quiet), notes)
    watch(tmp_path, found(quiet), notes)
    assert ["linjiang: failed (dns)", "linjiang: well again"] == notes.titles


def test_sources_that_were_never_crawled_do_not_make_a_family_larger(tmp_path: Path, notes: Notes) -> None:
    never = [Health(f"new-{n}", "new", None, None, "was never crawled to an end") for n in range(40)]
    watch(tmp_path, found(*(one(f"bad-{n}") for n in range(3)), one("good", "complete"), *never), notes)
    assert ["3 of 4 sources of the family links broke together (dns)"] == notes.titles


def night_of(folder: Path, number: int, verdicts: dict[str, Verdict]) -> None:
    """Put a night's runs of some sources into the archive."""
    at = datetime(2026, 3, 1, 18, tzinfo=UTC) + timedelta(days=number)
    with open_archive(folder / "fangzhi-archive", read_only=False) as archive:
        for name, verdict in verdicts.items():
            run = archive.begin_run(name, begun_at=at, declaration=name)
            fault = "dns" if verdict == "failed" else ""
            ended = at + timedelta(minutes=1)
            archive.end_run(replace(run, ended_at=ended, verdict=verdict, reasons=(verdict,), details={"fault": fault}))


@pytest.mark.slow
def test_an_operators_nights_reach_a_web_hook_once_each(
    tmp_path: Path, hook: tuple[str, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One source breaks, stays broken, is quiet; then three of a family break together, and one is well again."""
    pytest.importorskip("apprise")
    address, got = hook
    for name in ("linjiang", "heshan", "taohua"):
        declare(tmp_path / "sources", name, seeds=f'["https://{name}.example/jdgz/"]', hosts=f'["{name}.example"]')
    fangzhi = Fangzhi(monkeypatch, tmp_path)
    well: dict[str, Verdict] = dict.fromkeys(("linjiang", "heshan", "taohua"), "complete")
    nights: list[dict[str, Verdict]] = [
        well,
        {**well, "linjiang": "failed"},
        {**well, "linjiang": "failed"},
        {**well, "linjiang": "quiet"},
        dict.fromkeys(well, "failed"),
        {**dict.fromkeys(well, "failed"), "heshan": "complete"},
    ]
    told = []
    for number, verdicts in enumerate(nights):
        night_of(tmp_path, number, verdicts)
        for _ in range(2):  # the command is called twice a night
            fangzhi("health", "--sources", "sources", "--alarm", address)
        told.append([json.loads(one)["title"] for one in got])
        got.clear()
    assert [
        [],
        ["linjiang: failed (dns)"],
        [],
        ["linjiang: well again"],
        ["3 of 3 sources of the family links broke together (dns)"],
        ["heshan: well again"],
    ] == told
