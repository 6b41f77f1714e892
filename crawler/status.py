"""The daemon's status file, `schedule.json` in the archive's folder: what it does now, did last and will do next.

It is for people and monitors. Nothing is decided by it but since when a source is on the list; it may be deleted.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NAME = "schedule.json"


@dataclass(frozen=True, slots=True)
class Status:
    """One moment of the daemon. Times are UTC and aware.

    Attributes:
        since: when each source first stood on the daemon's list; kept from one start to the next.
        running: sources being crawled, with when they began.
        last: what came of each source's last crawl: `{ended_at, verdict, message}`.
        next: when each source is next due, soonest first.
        ended_at: when the daemon stopped, None while it runs (or when it was killed: see beat_at).
    """

    pid: int
    started_at: datetime
    beat_at: datetime
    since: Mapping[str, datetime]
    running: Mapping[str, datetime] = field(default_factory=dict)
    last: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    next: tuple[tuple[str, datetime], ...] = ()
    ended_at: datetime | None = None

    @classmethod
    def begun(cls, now: datetime, pid: int, sources: Iterable[str], before: "Status | None") -> "Status":
        """Return the status of a daemon that starts now, knowing what the one before it left."""
        known = before.since if before else {}
        last = before.last if before else {}
        return cls(pid, now, now, {name: known.get(name, now) for name in sources}, last=last)

    def with_running(self, source: str, now: datetime) -> "Status":
        """Return it with a crawl begun."""
        return replace(self, beat_at=now, running={**self.running, source: now})

    def with_ended(self, source: str, now: datetime, verdict: str, message: str) -> "Status":
        """Return it with a crawl ended."""
        running = {name: at for name, at in self.running.items() if name != source}
        ended = {"ended_at": _text(now), "verdict": verdict, "message": message}
        return replace(self, beat_at=now, running=running, last={**self.last, source: ended})

    def with_beat(self, now: datetime, due: Iterable[tuple[str, datetime]]) -> "Status":
        """Return it with a sign of life and the timetable."""
        return replace(self, beat_at=now, next=tuple(due))

    def with_end(self, now: datetime) -> "Status":
        """Return it with the daemon stopped."""
        return replace(self, beat_at=now, ended_at=now, running={})

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values, times as RFC 3339 in UTC."""
        return {
            "pid": self.pid,
            "started_at": _text(self.started_at),
            "beat_at": _text(self.beat_at),
            "ended_at": None if self.ended_at is None else _text(self.ended_at),
            "running": [{"source": name, "begun_at": _text(at)} for name, at in self.running.items()],
            "next": [{"source": name, "at": _text(at)} for name, at in self.next],
            "last": {name: dict(ended) for name, ended in self.last.items()},
            "since": {name: _text(at) for name, at in self.since.items()},
        }


def write_status(archive: Path, status: Status) -> None:
    """Put a status in place of the one before; a reader sees the old or the new, never half of one."""
    beside = archive / (NAME + ".new")
    beside.write_text(json.dumps(status.to_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    beside.replace(archive / NAME)


def read_status(archive: Path) -> Status | None:
    """Return the status that the last daemon left, None for none (or one that can no longer be read)."""
    try:
        told = json.loads((archive / NAME).read_text(encoding="utf-8"))
        return Status(
            pid=told["pid"],
            started_at=datetime.fromisoformat(told["started_at"]),
            beat_at=datetime.fromisoformat(told["beat_at"]),
            since={name: datetime.fromisoformat(at) for name, at in told["since"].items()},
            running={one["source"]: datetime.fromisoformat(one["begun_at"]) for one in told["running"]},
            last=told["last"],
            next=tuple((one["source"], datetime.fromisoformat(one["at"])) for one in told["next"]),
            ended_at=None if told["ended_at"] is None else datetime.fromisoformat(told["ended_at"]),
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
