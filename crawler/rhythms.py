"""What a source's columns are known to publish, carried from run to run: read from the last run's report, joined with tonight's, kept again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from archive.errors import BadAddress
from archive.records import Run
from archive.urls import url_key
from crawler.cadence import KEPT, Rhythm, joined
from crawler.families import Entry
from crawler.wire import Findings

EARLIEST = date(1990, 1, 1)
"""No page is older; an earlier date in a list is none (1970-01-01 of an empty field)."""


def note(findings: Findings, column: str, entries: Iterable[Entry]) -> None:
    """Note a list page's entries for its column: the newest KEPT dates, and the addresses of those that have none."""
    dates, undated = set(findings.dates.get(column, ())), findings.undated.setdefault(column, [])
    for entry in entries:
        if entry.date is None:
            undated.append(entry.url)
        elif entry.date >= EARLIEST:
            dates.add(entry.date.isoformat())
    findings.dates[column] = sorted(dates)[-KEPT:]


def rhythms_of(
    runs: Sequence[Run], findings: Findings, own_dates: Mapping[str, date | None], today: date
) -> dict[str, Rhythm]:
    """Return each column's rhythm with tonight's days.

    Args:
        runs: earlier runs of the source, newest first.
        own_dates: of pages that were read anew tonight, by address, the dates that they state; None for none. Such a page
            of a column that is known already came today; on a column's first night nothing says when.
    """
    known = next((unpacked(run.details["rhythm"]) for run in runs if run.details.get("rhythm")), {})
    read = {key: day for url, day in own_dates.items() if (key := _key(url))}
    found = dict(known)
    for column in {*findings.dates, *findings.undated}:
        seen = [date.fromisoformat(day) for day in findings.dates.get(column, ())]
        for key in filter(None, map(_key, findings.undated.get(column, ()))):
            day = read.get(key) or (today if key in read and column in known else None)
            if day is not None and day >= EARLIEST:
                seen.append(day)
        found[column] = joined(known.get(column), seen, today)
    return found


def packed(rhythms: Mapping[str, Rhythm]) -> dict[str, list[str]]:
    """Return rhythms for a run's report: since when, and the first day with the days between it and each next one."""
    return {
        column: [
            rhythm.since.isoformat(),
            " ".join(
                [rhythm.days[0].isoformat() if rhythm.days else "", *(str((b - a).days) for a, b in pairwise(rhythm.days))]
            ),
        ]
        for column, rhythm in rhythms.items()
    }  # fmt: skip


def unpacked(told: Mapping[str, Any]) -> dict[str, Rhythm]:
    """Read rhythms from a run's report."""
    found = {}
    for column, (since, line) in told.items():
        first, *steps = line.split() or [""]
        days = [date.fromisoformat(first)] if first else []
        for step in steps:
            days.append(days[-1] + timedelta(days=int(step)))
        found[column] = Rhythm(date.fromisoformat(since), tuple(days))
    return found


def _key(url: str) -> str:
    try:
        return url_key(url)
    except BadAddress:
        return ""
