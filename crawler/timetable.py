"""When a source's nights are due, and which of them is owed. Crontab lines are in Asia/Shanghai, whatever the host's own zone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.triggers.cron import CronTrigger

from archive.records import Run
from crawler.hours import SHANGHAI
from crawler.sources import Source


@dataclass(frozen=True, slots=True)
class Night:
    """When a source is next due."""

    source: str
    at: datetime
    is_missed: bool


def trigger_of(cron: str) -> CronTrigger:
    """Return APScheduler's trigger of a crontab line; ValueError if it is none."""
    return CronTrigger.from_crontab(cron, timezone=SHANGHAI)


def next_night(cron: str, after: datetime) -> datetime:
    """Return the first time after an instant at which a crontab line is due, in UTC.

    Raises:
        ValueError: the line is none, or it is never due (30 February).
    """
    at: datetime | None = trigger_of(cron).get_next_fire_time(None, after + timedelta(microseconds=1))
    if at is None:
        raise ValueError(f"{cron!r} is never due")
    return at.astimezone(UTC)


def last_night(cron: str, by: datetime) -> datetime | None:
    """Return the last time up to an instant at which a crontab line was due, in UTC; None for none in the year before."""
    for days in (1, 8, 62, 366):
        due, at = None, next_night(cron, by - timedelta(days=days))
        while at <= by:
            due, at = at, next_night(cron, at)
        if due is not None:
            return due
    return None


def is_missed(source: Source, last: Run | None, since: datetime, now: datetime) -> bool:
    """Whether a night of a source is owed: its last run was cut off, or none was under way or began since the night was due.

    Args:
        last: the newest run of the source, None for none ever.
        since: when the daemon first had this source on its list: a source without a run owes no night before that.
    """
    if last is not None and last.ended_at is None:
        return True
    due = last_night(source.schedule, now)
    return due is not None and ((last.ended_at if last else None) or since) < due
