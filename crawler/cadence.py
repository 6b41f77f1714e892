"""How long a source may be silent: learnt from its own runs, so that a quiet month is news where every week had some."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from archive.records import Run

GAPS_NEEDED = 8
"""Below so many pauses between news nothing has been learnt, and nobody is called quiet."""

SHORTEST = timedelta(days=21)
"""No source is quiet before this: the Spring Festival and the National Day week with the days around them are shorter."""

STRETCH = 1.5
"""How far beyond its longest pause so far a source may go."""


def quiet_for(runs: Sequence[Run], now: datetime) -> str:
    """Tell in words why a source that brings no news is quiet; empty if it is not, or nothing has been learnt.

    Args:
        runs: earlier runs of the source, in any order; imports, those by hand and those without an end are passed over.
        now: when the run ended that brought nothing new.
    """
    news = sorted(
        run.begun_at for run in runs if run.ended_at is not None and run.reason == "schedule" and run.new_versions
    )
    pauses = [later - earlier for earlier, later in pairwise(news)]
    if len(pauses) < GAPS_NEEDED:
        return ""
    longest, silence = max(pauses), now - news[-1]
    if silence <= max(SHORTEST, longest * STRETCH):
        return ""
    return f"nothing new for {silence.days} days; the longest pause so far was {longest.days} days"
