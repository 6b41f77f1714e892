"""The command line goes out: crawls, fetches, the daemon; against the sample sites on the loopback."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from archive import open_archive
from crawler.demo import Serving, serve
from crawler.locks import holding_source
from tests.crawler.commands import Fangzhi

pytestmark = pytest.mark.slow

REPORT = "http://renda.jiading.cn/cwhgz/jdgz/content_942987"
PROGRAM = [sys.executable, "-c", "import sys; from crawler.cli import main; sys.exit(main())"]
RUN_KEYS = {
    "run", "source", "begun_at", "ended_at", "verdict", "asked", "captured", "unchanged", "new_versions", "failed",
    "blocked", "reasons",
}  # fmt: skip


@pytest.fixture
def fangzhi(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Fangzhi:
    return Fangzhi(monkeypatch, tmp_path)


@pytest.fixture
def site() -> Iterator[Serving]:
    with serve() as serving:
        yield serving


def declare(folder: Path, name: str, *, schedule: str = "", seed: str = REPORT) -> Path:
    """A source of one page of its own, in a folder of declarations."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(
        f'id = "{name}"\ntitle = "x"\ndivision = ""\nbody = "government"\nfamily = "links"\nseeds = ["{seed}"]\n'
        f"list = '/list/$'\ndetail = '/content_[0-9]+$'\nstatus = \"unverified\"\nseen = 2026-11-22\n"
        + (f'schedule = "{schedule}"\n' if schedule else ""),
        encoding="utf-8",
    )
    return folder


def wait_for(process: "subprocess.Popen[bytes]", is_reached: Callable[[], bool]) -> None:
    """Wait until a process has brought something about; if it ends before, that is the failure."""
    while not is_reached():
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"it ended with {process.wait(0.05)}")


def test_two_crawls_tell_what_is_new_and_what_is_the_same(fangzhi: Fangzhi, site: Serving) -> None:
    first = fangzhi("crawl", "sh-jiading-rd", "--gateway", site.gateway, "--json")
    site.night = 2
    again = fangzhi("crawl", "sh-jiading-rd", "--gateway", site.gateway, "--json")
    assert (0, 0) == (first.code, again.code)
    assert set(first.json[0]) >= RUN_KEYS
    assert first.json[0]["new_versions"] > 0
    assert (2, "complete") == (again.json[0]["new_versions"], again.json[0]["verdict"])
    assert again.json[0]["unchanged"] > 0
    told = fangzhi("runs", "--json").json
    assert [again.json[0], first.json[0]] == told
    assert "sh-jiading-rd" in fangzhi("runs").out


def test_the_exit_code_is_that_of_the_worst_run(fangzhi: Fangzhi, site: Serving) -> None:
    told = fangzhi("crawl", "sh-jiading-rd", "sh-jingan-gov", "--gateway", site.gateway, "--json")
    assert ["complete", "partial"] == [run["verdict"] for run in told.json]
    assert 3 == told.code


def test_a_day_that_is_done_is_left_out(fangzhi: Fangzhi, site: Serving) -> None:
    assert 1 == len(fangzhi("crawl", "sh-jiading-rd", "--gateway", site.gateway, "--date", "2026-01-01", "--json").json)
    asked, site.night = len(site.asked), 2
    assert [] == fangzhi("crawl", "sh-jiading-rd", "--gateway", site.gateway, "--date", "2026-01-01", "--json").json
    assert asked == len(site.asked)
    assert 1 == len(fangzhi("crawl", "sh-jiading-rd", "--gateway", site.gateway, "--date", "2999-01-01", "--json").json)


def test_a_page_by_hand_is_not_its_sources_crawl_of_that_day(fangzhi: Fangzhi, site: Serving) -> None:
    assert 0 == fangzhi("fetch", REPORT, "--gateway", site.gateway).code
    told = fangzhi("crawl", "sh-jiading-rd", "--gateway", site.gateway, "--date", "2026-01-01", "--json").json
    assert ["complete"] == [run["verdict"] for run in told]


def test_fetching_a_page_says_which_version_it_gave(fangzhi: Fangzhi, site: Serving) -> None:
    keys = {"url", "capture", "outcome", "status", "captured_at", "version", "title", "digest"}
    first = fangzhi("fetch", REPORT, "--gateway", site.gateway, "--json")
    assert set(first.json) >= keys
    assert (0, "new", 200) == (first.code, first.json["version"], first.json["status"])
    site.night = 2
    second = fangzhi("fetch", REPORT, "--gateway", site.gateway)
    assert "new" in second.out
    assert 2 == len(fangzhi("history", REPORT, "--json").json)


def test_a_night_that_is_asked_for_twice_is_kept_once_and_complete(fangzhi: Fangzhi, site: Serving) -> None:
    """The sample sites date their answers, as a Memento archive does: the second crawl gets the very same captures."""
    first, again = (fangzhi("crawl", "sh-jiading-rd", "--gateway", site.gateway, "--json").json[0] for _ in range(2))
    assert ("complete", first["asked"], 0) == (again["verdict"], again["unchanged"], again["captured"])
    assert [1] == [row["captures"] for row in fangzhi("history", REPORT, "--json").json]
    fetched = fangzhi("fetch", REPORT, "--gateway", site.gateway, "--json").json
    assert ("unchanged", "unchanged") == (fetched["outcome"], fetched["version"])


def test_a_dead_site_is_a_failed_run(fangzhi: Fangzhi) -> None:
    told = fangzhi("crawl", "sh-jiading-rd", "--gateway", "http://127.0.0.1:9/", "--json")
    assert (1, "failed") == (told.code, told.json[0]["verdict"])
    assert told.json[0]["reasons"]


@pytest.mark.parametrize("arguments", [["crawl", "sh-jiading-rd"], ["fetch", REPORT], ["schedule", "--once"]])
def test_a_folder_that_cannot_be_made_is_one_sentence(fangzhi: Fangzhi, site: Serving, arguments: list[str]) -> None:
    told = fangzhi(*arguments, "--gateway", site.gateway, "--archive", "/proc/fangzhi/archive")
    assert (1, "") == (told.code, told.out)
    assert told.err.startswith("NotWritable: /proc/fangzhi/archive: ")
    assert 0 == len(site.asked)


@pytest.mark.parametrize(
    ("number", "code", "told"), [(signal.SIGINT, 130, "Interrupted: "), (signal.SIGTERM, 143, "Terminated: ")]
)
def test_a_signal_ends_a_crawl_that_then_goes_on(
    fangzhi: Fangzhi, site: Serving, number: int, code: int, told: str
) -> None:
    command = [*PROGRAM, "crawl", "sh-changning-gov", "--gateway", site.gateway, "--pace", "0.3"]
    crawl = subprocess.Popen(command, cwd=fangzhi.folder, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    wait_for(crawl, lambda: len(site.asked) >= 3)
    crawl.send_signal(number)
    out, err = crawl.communicate(timeout=30)
    assert (code, b"") == (crawl.returncode, out)
    assert err.decode().startswith(told)
    assert [] == [*(fangzhi.folder / "fangzhi-archive" / "raw").rglob("*.open")]  # it ended in order: sealed
    asked = [one.url for one in site.asked]
    runs = fangzhi("crawl", "sh-changning-gov", "--gateway", site.gateway, "--json").json
    assert [1, "complete"] == [len(fangzhi("runs", "--json").json), runs[0]["verdict"]]
    assert len({*asked}) + len(site.asked[len(asked) :]) <= len({one.url for one in site.asked}) + 1


def test_the_daemon_crawls_what_it_missed_and_stops_on_sigterm(fangzhi: Fangzhi, site: Serving) -> None:
    folder = declare(fangzhi.folder / "mine", "one-page", schedule="0 2 * * *")
    options = ["--sources", str(folder), "--gateway", site.gateway]
    fangzhi("crawl", "one-page", *options)
    status = fangzhi.folder / "fangzhi-archive" / "schedule.json"
    daemon = subprocess.Popen([*PROGRAM, "schedule", *options], cwd=fangzhi.folder, stderr=subprocess.PIPE)
    wait_for(daemon, lambda: status.exists() and bool(json.loads(status.read_text(encoding="utf-8"))["next"]))
    second = fangzhi("schedule", *options)
    daemon.send_signal(signal.SIGTERM)
    _, err = daemon.communicate(timeout=30)
    told = json.loads(status.read_text(encoding="utf-8"))
    assert (0, 2) == (daemon.returncode, second.code), err.decode()
    assert f"AlreadyScheduled: fangzhi-archive: process {daemon.pid} schedules" in second.err
    assert told["ended_at"] is not None
    assert "one-page" in {due["source"] for due in told["next"]}


def test_once_crawls_what_was_cut_off(fangzhi: Fangzhi, site: Serving) -> None:
    command = [*PROGRAM, "crawl", "sh-changning-gov", "--gateway", site.gateway, "--pace", "0.3"]
    crawl = subprocess.Popen(command, cwd=fangzhi.folder, start_new_session=True)
    wait_for(crawl, lambda: len(site.asked) >= 3)
    os.kill(crawl.pid, signal.SIGKILL)
    crawl.wait()
    assert [None] == [run["verdict"] for run in fangzhi("runs", "--json").json]
    assert fangzhi("schedule", "--list").out.splitlines()[1].endswith("sh-changning-gov  missed")
    assert 0 == fangzhi("schedule", "--once", "--gateway", site.gateway).code
    assert ["complete"] == [run["verdict"] for run in fangzhi("runs", "--json").json]


def test_a_catalog_elsewhere_is_named_by_the_environment(fangzhi: Fangzhi, site: Serving) -> None:
    place = fangzhi.folder / "elsewhere.sqlite"
    environment = {"FANGZHI_CATALOG": f"sqlite:///{place}"}
    assert 0 == fangzhi("fetch", REPORT, "--gateway", site.gateway, environment=environment).code
    assert 1 == len(fangzhi("history", REPORT, "--json", environment=environment).json)
    assert place.exists()
    assert not (fangzhi.folder / "fangzhi-archive" / "catalog.sqlite").exists()


def test_a_closed_port_is_told_as_refused(fangzhi: Fangzhi) -> None:
    told = fangzhi("fetch", "http://127.0.0.1:9/1.html", "--json")
    assert (1, "error", "refused") == (told.code, told.json["outcome"], told.json["cause"])


def test_a_crawl_that_is_locked_prints_its_message_and_nothing_else(fangzhi: Fangzhi, site: Serving) -> None:
    folder = fangzhi.folder / "fangzhi-archive"
    open_archive(folder, read_only=False).close()
    with holding_source(folder, "sh-jiading-rd"):
        plain = fangzhi("crawl", "sh-jiading-rd", "--gateway", site.gateway)
        told = fangzhi("crawl", "sh-jiading-rd", "--gateway", site.gateway, "--json")
    assert (1, "", "Locked") == (plain.code, plain.out, told.json["error"])
