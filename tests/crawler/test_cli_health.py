"""How the sources stand, as the command line tells it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import Attempt, open_archive
from archive.records import Verdict
from tests.crawler.commands import Fangzhi

FIRST = datetime(2026, 3, 1, 18, tzinfo=UTC)
TOML = """id = "linjiang"
title = "临江区人民代表大会常务委员会"
division = "310199"
body = "peoples_congress"
family = "links"
seeds = ["https://rd.linjiang.example/jdgz/"]
list = "/jdgz/"
detail = "html$"
status = "unverified"
"""


def fangzhi_with(monkeypatch: pytest.MonkeyPatch, folder: Path, *verdicts: Verdict) -> Fangzhi:
    (folder / "sources").mkdir()
    (folder / "sources" / "linjiang.toml").write_text(TOML, encoding="utf-8")
    with open_archive(folder / "fangzhi-archive", read_only=False) as archive:
        for number, verdict in enumerate(verdicts):
            at = FIRST + timedelta(days=number)
            run = archive.begin_run("linjiang", begun_at=at, declaration=TOML)
            if verdict not in ("complete", "quiet"):
                url = "https://rd.linjiang.example/jdgz/"
                archive.keep_attempt(Attempt(url, "error", "dns", at, at, "linjiang", run.id))
            fault = "dns" if verdict == "failed" else ""
            archive.end_run(
                type(run)(
                    run.id, "linjiang", at, at + timedelta(minutes=1), verdict,
                    reasons=(f"is {verdict}",), details={"fault": fault},
                )
            )  # fmt: skip
    return Fangzhi(monkeypatch, folder)


def test_health_tells_what_is_broken_since_when_and_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fangzhi = fangzhi_with(monkeypatch, tmp_path, "complete", "failed", "failed")
    told = fangzhi("health", "--sources", "sources", "--json")
    mine = next(one for one in told.json if one["source"] == "linjiang")
    assert ("failed", "2026-03-02T18:00:00Z", "2026-03-01T18:00:00Z", "is failed") == tuple(
        mine[key] for key in ("state", "since", "last_complete", "message")
    )
    assert 1 == told.code


def test_many_pages_fetched_by_hand_hide_no_night(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("crawler.nights.RUNS_LOOKED_AT", 5)
    fangzhi = fangzhi_with(monkeypatch, tmp_path, "complete", "failed")
    with open_archive(tmp_path / "fangzhi-archive", read_only=False) as archive:
        for number in range(6):
            at = FIRST + timedelta(days=3, minutes=number)
            run = archive.begin_run("linjiang", begun_at=at, declaration=TOML, reason="manual")
            archive.end_run(replace(run, ended_at=at, verdict="complete"))
    told = fangzhi("health", "--sources", "sources", "--json").json
    assert ["failed"] == [one["state"] for one in told if one["source"] == "linjiang"]


def test_health_is_well_where_nothing_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fangzhi = fangzhi_with(monkeypatch, tmp_path, "complete")
    assert 0 == fangzhi("health", "--sources", "sources").code


def test_diagnose_names_the_last_good_run_a_sample_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fangzhi = fangzhi_with(monkeypatch, tmp_path, "complete", "failed")
    told = fangzhi("diagnose", "linjiang", "--sources", "sources")
    assert 0 == told.code
    assert "20260301T180000Z-linjiang" in told.out
    assert "https://rd.linjiang.example/jdgz/ error dns" in told.out
    assert "What to do: the name is no longer known" in told.out


def test_diagnose_refuses_a_source_that_nobody_knows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fangzhi = fangzhi_with(monkeypatch, tmp_path, "complete")
    assert 2 == fangzhi("diagnose", "linjinag").code


def test_an_alarm_address_that_is_none_is_wrong_use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("apprise")
    fangzhi = fangzhi_with(monkeypatch, tmp_path, "failed")
    assert 2 == fangzhi("health", "--alarm", "nowhere://x").code


def test_sources_that_were_never_crawled_are_one_line_and_in_json_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fangzhi = fangzhi_with(monkeypatch, tmp_path, "complete")
    told = fangzhi("health", "--sources", "sources")
    every = fangzhi("health", "--sources", "sources", "--json").json
    never = [one["source"] for one in every if one["state"] == "new"]
    assert never
    assert f"{len(never)} declared sources were never crawled to an end, e.g. fangzhi crawl {never[0]}" in told.out
    assert 1 == sum(never[0] in line for line in told.out.splitlines())


def test_a_quiet_source_stands_well_on_the_command_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fangzhi = fangzhi_with(monkeypatch, tmp_path, "complete", "quiet")
    told = fangzhi("health", "--sources", "sources")
    assert (0, True, True) == (told.code, "quiet" in told.out, "is quiet" in told.out)
    assert "What to do" not in fangzhi("diagnose", "linjiang", "--sources", "sources").out


def test_diagnose_tells_what_to_try(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fangzhi = fangzhi_with(monkeypatch, tmp_path, "complete", "failed")
    told = fangzhi("diagnose", "linjiang", "--sources", "sources")
    assert told.out.rstrip().endswith("    fangzhi fetch https://rd.linjiang.example/jdgz/\n    fangzhi crawl linjiang")
