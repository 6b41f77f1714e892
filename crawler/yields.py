"""How many entries tonight's list pages name, against the nights before: half a list that vanished looks like any other list."""

from collections.abc import Sequence
from statistics import median

from archive.records import Run
from crawler.drift import Drift
from crawler.due import WHOLE
from crawler.health import GOOD
from crawler.sources import Source
from crawler.wire import Findings

NIGHTS_NEEDED, NIGHTS_COMPARED = 3, 10
"""So many good nights before something is known of a list, and so many that are looked at."""

NIGHTS_BORNE = 7
"""After so many nights in a row under a fault that comparison alone told, what it told is taken for how things are."""

SMALLEST = 8
"""A list of fewer entries may halve in the ordinary course of things."""

SHRUNK = 0.5
"""Below this share of what a list always named before, it has lost entries."""


def has_lasted(runs: Sequence[Run], fault: str) -> bool:
    """Whether a fault that is only told against the nights before has lasted so long that it is how things are now.

    Args:
        runs: earlier runs of the source, newest first.
    """
    last = [run for run in runs if run.ended_at is not None][:NIGHTS_BORNE]
    return len(last) == NIGHTS_BORNE and all(run.details.get("fault") == fault for run in last)


def shrunken(source: Source, findings: Findings, runs: Sequence[Run]) -> list[Drift]:
    """Return a fault for each column's first page, and for the whole source, that names less than half of what it did.

    Args:
        runs: earlier runs of the source, newest first. The good ones that walked as far as tonight's are compared.
    """
    if has_lasted(runs, "few-pages"):
        return []
    good = [run for run in runs if run.verdict in GOOD]
    alike = [run for run in good if run.details.get("walk") == findings.walk and run.details.get("listed")]
    alike = alike[:NIGHTS_COMPARED]
    found = []
    for seed in source.seeds:
        before = [lists[seed] for run in alike if seed in (lists := run.details.get("lists", {}))]
        if findings.lists.get(seed) and _has_shrunk(findings.lists[seed], before):
            found.append(Drift("few-pages", f"{seed} names {_told(findings.lists[seed], before)}"))
    total, before = len(findings.listed) + findings.resting, [run.details["listed"] for run in alike]
    is_whole = findings.walk == WHOLE and findings.ended == "finished" and not (findings.capped or findings.closed)
    if not found and is_whole and total and _has_shrunk(total, before):
        found.append(Drift("few-pages", f"the lists name {_told(total, before)}"))
    return found


def _has_shrunk(now: int, before: Sequence[int]) -> bool:
    return len(before) >= NIGHTS_NEEDED and min(before) >= SMALLEST and now < min(before) * SHRUNK


def _told(now: int, before: Sequence[int]) -> str:
    return f"{now} pages, in the {len(before)} good nights before it was {median(before):.0f}"
