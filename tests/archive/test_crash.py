"""The crash bench holds a part of its points in every full run of the tests, and can fail."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.crashes.power import cut_power

BENCH = Path(__file__).parents[2] / "benchmarks" / "crash.py"


def bench(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(BENCH), *options], capture_output=True, text=True, timeout=300, check=False
    )


@pytest.mark.slow
def test_kills_and_power_cuts_lose_nothing_acknowledged() -> None:
    done = bench("--kills", "30")
    assert (0, "0 lost, 0 damages") == (done.returncode, done.stdout.partition("acknowledged, ")[2][:17]), done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("taken_out", ["sync", "folder-sync"])
def test_without_fdatasync_power_cuts_lose_what_was_acknowledged(taken_out: str) -> None:
    done = bench("--kills", "40", "--without", taken_out)
    assert (1, False) == (done.returncode, " 0 lost" in done.stdout), done.stdout


def test_a_file_whose_renaming_was_not_synced_keeps_one_of_its_names_when_the_power_is_cut(tmp_path: Path) -> None:
    stood = set()
    for seed in range(40):
        raw, journal = tmp_path / str(seed) / "raw", tmp_path / f"{seed}.journal"
        raw.mkdir(parents=True)
        (raw / "new").write_bytes(b"synced")
        number = (raw / "new").stat().st_ino
        lines = (f"listed\t{raw}\told", f"synced\t{number}\t6", f"renaming\t{raw / 'old'}\t{raw / 'new'}\t")
        journal.write_text("\n".join(lines) + "\n", encoding="utf-8")
        cut_power(raw.parent, journal, random.Random(seed))
        (left,) = raw.iterdir()
        assert b"synced" == left.read_bytes()
        stood.add(left.name)
    assert {"old", "new"} == stood
