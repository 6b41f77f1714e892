"""Sixty damaged archives, each with its complete report: file, record and code of every damage, in the order told."""

import json
from pathlib import Path

import pytest

from tests.archive.damages import DAMAGES, made

REPORTS: dict[str, list[str]] = json.loads(Path(__file__).with_name("damages.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_gives_its_complete_report(tmp_path: Path, name: str) -> None:
    whole = made(tmp_path)
    with whole.archive:
        before = whole.told()
        DAMAGES[name](whole)
        assert ([], REPORTS[name]) == (before, whole.told())


def test_every_code_has_a_damaged_archive() -> None:
    from archive.verify import CODES

    shown = {line.rpartition(" | ")[2] for report in REPORTS.values() for line in report}
    assert set(CODES) == shown
