"""The sources' standing for Prometheus: `metrics.prom` in the archive's folder, for the node exporter's textfile collector.

Source: https://prometheus.io/docs/instrumenting/exposition_formats/ (text format 0.0.4, seen 2026-11-24).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from crawler.nights import Standing
from crawler.status import Status

NAME = "metrics.prom"

Labelled = tuple[Mapping[str, str], float]


def metrics_of(found: Standing, status: Status) -> str:
    """Return the metrics as text: times in seconds since 1970, states as 1 under the label that holds."""
    healths = found.healths
    last = [({"source": one.source}, _seconds(one.last_complete)) for one in healths if one.last_complete]
    lines = [
        *_family("fangzhi_beat_seconds", "When the daemon last gave a sign of life.", [({}, _seconds(status.beat_at))]),
        *_family("fangzhi_running", "Crawls under way.", [({}, float(len(status.running)))]),
        *_family(
            "fangzhi_source_state",
            "How a source stands: its last verdict, late or new.",
            [({"source": one.source, "state": one.state}, 1.0) for one in healths],
        ),
        *_family(
            "fangzhi_source_alarming",
            "Whether somebody should look at a source.",
            [({"source": one.source}, float(one.is_alarming)) for one in healths],
        ),
        *_family("fangzhi_source_last_complete_seconds", "When the last complete or quiet run began.", last),
    ]
    return "\n".join(lines) + "\n"


def write_metrics(archive: Path, text: str) -> None:
    """Put the metrics in place of those before; a reader sees the old or the new, never half of one."""
    beside = archive / (NAME + ".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(archive / NAME)


def _family(name: str, what: str, values: Iterable[Labelled]) -> list[str]:
    return [
        f"# HELP {name} {what}",
        f"# TYPE {name} gauge",
        *(f"{name}{_labels(on)} {value:.15g}" for on, value in values),
    ]


def _labels(labels: Mapping[str, str]) -> str:
    told = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{told}}}" if told else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _seconds(moment: datetime) -> float:
    return moment.timestamp()
