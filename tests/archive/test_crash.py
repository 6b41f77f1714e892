"""The crash bench holds a part of its points in every full run of the tests, and can fail."""

import subprocess
import sys
from pathlib import Path

import pytest

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
    done = bench("--kills", "12", "--without", taken_out)
    assert (1, False) == (done.returncode, " 0 lost" in done.stdout), done.stdout
