"""What a source's columns are known to publish, carried from run to run: read from the last run's report, joined with tonight's, kept again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from archive.errors import BadAddress
from archive.records import Run
from archive.urls import url_key
from crawler.cadence import KEPT, Rhythm, joined
from crawler.drift import Drift
from crawler.families import Entry
from crawler.wire import Findings
from crawler.yields import has_lasted

DATES_NEEDED = 8
"""Of a column with fewer known days it says nothing that a list gives others."""

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
    known, others = _known(runs), {one.column for one in redated(runs, findings)}
    is_lasting = has_lasted(runs, "dates-changed")  # then the site has re-dated it for good
    read = {key: day for url, day in own_dates.items() if (key := _key(url))}
    found = dict(known)
    for column in {*findings.dates, *findings.undated}:
        seen = [date.fromisoformat(day) for day in findings.dates.get(column, ())]
        for key in filter(None, map(_key, findings.undated.get(column, ()))):
            day = read.get(key) or (today if key in read and column in known else None)
            if day is not None and day >= EARLIEST:
                seen.append(day)
        if column not in others:
            found[column] = joined(known.get(column), seen, today)
        elif is_lasting:
            found[column] = joined(None, seen, today)
    return found


@dataclass(frozen=True, slots=True)
class Redated(Drift):
    """A column whose list gives none of the dates any more that it gave before."""

    column: str = ""


def redated(runs: Sequence[Run], findings: Findings) -> list[Redated]:
    """Return the columns whose lists give other dates than they did: of old entries at least some should be as they were.

    Args:
        runs: earlier runs of the source, newest first.
    """
    found = []
    for column, known in sorted(_known(runs).items()):
        days = findings.dates.get(column, [])
        if len(known.days) >= DATES_NEEDED and days and not {day.isoformat() for day in known.days} & set(days):
            now = days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
            told = f"{column} gives none of the dates that it gave before ({known.days[-1]} and earlier; now {now})"
            found.append(Redated("dates-changed", told, column))
    return found


def _known(runs: Sequence[Run]) -> dict[str, Rhythm]:
    return next((unpacked(run.details["rhythm"]) for run in runs if run.details.get("rhythm")), {})


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
