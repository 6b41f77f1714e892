"""`fangzhi demo` runs two nights by the real commands, and what it shows is true of its archive."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from archive import open_archive
from crawler.demo import run_demo
from crawler.demo.tour import EDITED, MARK, TAKEN_DOWN
from crawler.errors import WrongUse


@pytest.mark.slow
def test_the_demo_crawls_two_nights_and_tells_of_them(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []
    code = run_demo(tmp_path / "demo", tell=told.append)
    shown = capfd.readouterr().out
    assert 0 == code
    assert "新增移动泵车14台" in shown
    assert "all as it was written" in shown
    with open_archive(tmp_path / "demo" / "archive") as archive:
        verdicts = [(run.source, run.verdict) for run in archive.runs(limit=20)]
        assert ["ok", "ok"] == [version.outcome for version in archive.history(EDITED)]
        assert [("ok", True)] == [(version.outcome, version.is_in_doubt) for version in archive.history(TAKEN_DOWN)]
    assert 14 == len(verdicts)
    assert {"sh-jiading-gov", "sh-jingan-gov"} == {source for source, verdict in verdicts if verdict != "complete"}
    lines = (tmp_path / "demo" / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    assert 33 == len({json.loads(line)["url"] for line in lines})


def test_a_folder_that_no_demo_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(WrongUse, match="no demo made it"):
        run_demo(tmp_path, tell=lambda line: None, run=lambda arguments: 0)
    assert "mine" == (tmp_path / "mine.txt").read_text(encoding="utf-8")


def test_a_demo_begins_anew_in_its_own_folder(tmp_path: Path) -> None:
    run_demo(tmp_path / "demo", tell=lambda line: None, run=lambda arguments: 0)
    (tmp_path / "demo" / "old.jsonl").write_text("{}", encoding="utf-8")
    assert 0 == run_demo(tmp_path / "demo", tell=lambda line: None, run=lambda arguments: 0)
    assert [MARK] == [path.name for path in (tmp_path / "demo").iterdir()]


def test_a_step_that_fails_is_told_and_fails_the_demo(tmp_path: Path) -> None:
    told: list[str] = []

    def run(arguments: Sequence[str]) -> int:
        return 1 if "diff" in arguments else 0

    assert 1 == run_demo(tmp_path / "demo", tell=told.append, run=run)
    assert "That command ended with exit code 1." in told
    assert told[-1].endswith("A step did not go as it should: see above.")
