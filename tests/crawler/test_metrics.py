"""The metrics file is Prometheus's text format."""

import re
from datetime import UTC, datetime
from pathlib import Path

from crawler.health import Health
from crawler.metrics import NAME, metrics_of, write_metrics
from crawler.nights import Standing
from crawler.status import Status

AT = datetime(2026, 11, 24, 18, tzinfo=UTC)
FOUND = Standing(
    AT, (Health("linjiang", "blocked", AT, None, "x", is_alarming=True), Health('od"d', "complete", AT, AT, "complete"))
)


def test_every_source_has_its_state_and_whether_it_alarms() -> None:
    lines = metrics_of(FOUND, Status.begun(AT, 1, ["linjiang"], None)).splitlines()
    assert {
        'fangzhi_source_state{source="linjiang",state="blocked"} 1',
        'fangzhi_source_alarming{source="linjiang"} 1',
        'fangzhi_source_alarming{source="od\\"d"} 0',
        f'fangzhi_source_last_complete_seconds{{source="od\\"d"}} {AT.timestamp():.0f}',
        f"fangzhi_beat_seconds {AT.timestamp():.0f}",
        "fangzhi_running 0",
    } <= set(lines)


def test_every_line_is_a_comment_or_a_sample(tmp_path: Path) -> None:
    write_metrics(tmp_path, metrics_of(FOUND, Status.begun(AT, 1, [], None)))
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    form = re.compile(r'# (HELP|TYPE) fangzhi_\w+ .+|fangzhi_\w+(\{\w+="(\\.|[^"\\])*"(,\w+="(\\.|[^"\\])*")*\})? \d+')
    assert text.endswith("\n")
    assert [] == [line for line in text.splitlines() if not form.fullmatch(line)]
