"""What a night need not ask: columns whose newest entries are known, and pages that were asked lately and have long stood still."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from archive import Archive
from archive.records import Run, Version
from archive.urls import url_key
from crawler.families import Entry, family
from crawler.outcomes import text_of, value_of
from crawler.sources import Source

STEPS = (timedelta(days=1), timedelta(days=3), timedelta(days=7), timedelta(days=30), timedelta(days=90))
"""After how long a page is asked again: the first after it was new or had changed, each next one when it had not."""

EARLY = timedelta(hours=6)
"""A night may begin this much earlier than the one before and still count as a day later."""

WHOLE_WALK = timedelta(days=7)
"""How often a column is walked whole, whatever its first page says: old entries are edited, moved and taken down too."""

KNOWN_IN_A_ROW = 5
"""So many known entries in a row end a column: a pinned entry or two at the top do not."""

WHOLE, HEAD = "whole", "head"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of a source before a night.

    Attributes:
        whole: the columns are walked whole tonight.
        entries: address key, title and date of every entry that the lists named the last time.
        resting: keys of pages that need not be asked tonight, with the instant when they are due.
        waiting: addresses of pages that are due, whether a list still names them or not.
    """

    whole: bool = True
    entries: frozenset[tuple[str, str, date | None]] = frozenset()
    resting: Mapping[str, datetime] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()

    def knows(self, entry: Entry) -> bool:
        """Whether a list named this address under this title and date before."""
        return (url_key(entry.url), entry.title, entry.date) in self.entries

    def skips(self, entry: Entry) -> bool:
        """Whether an entry's page is not asked tonight: known as it is in the list, and not yet due."""
        return url_key(entry.url) in self.resting and self.knows(entry)


def plan_of(archive: Archive, source: Source, now: datetime) -> Plan:
    """Tell from the archive what a night may leave out. A source that has never been walked whole is walked whole."""
    runs = [run for run in archive.runs(source.id, limit=60, reason="schedule") if run.ended_at is not None]
    walked = next((run for run in runs if _was_whole(run)), None)
    if walked is None:
        return Plan()
    resting, waiting = {}, []
    for version in archive.pages(source.id):
        due_at = due(version)
        if due_at - EARLY > now >= version.last_seen - EARLY:  # not seen in the future, by a clock that was ahead then
            resting[url_key(version.url)] = due_at
        else:
            waiting.append(version.url)
    return Plan(
        whole=not timedelta() <= now - walked.begun_at < WHOLE_WALK - EARLY,
        entries=_entries(archive, source, [walked, *runs]),
        resting=resting,
        waiting=tuple(waiting),
    )


def due(version: Version) -> datetime:
    """Return when a page is to be asked again: 1, 3, 7, 30, 90 days after the last time, by how often it stood still.

    Versions are of the cleaned text, so counters and other noise on a page without validators are no change.
    """
    return version.last_seen + STEPS[min(version.captures, len(STEPS)) - 1]


def _was_whole(run: Run) -> bool:
    return run.verdict in ("complete", "quiet", "unexpected") and run.details.get("walk", WHOLE) == WHOLE


def _entries(archive: Archive, source: Source, runs: list[Run]) -> frozenset[tuple[str, str, date | None]]:
    """The entries of every list page as it was last captured."""
    kind = family(source.family)
    found = set()
    for url in dict.fromkeys(url for run in runs for url in run.details.get("lists", ())):
        capture = archive.last_capture(url, outcomes=("ok", "unchanged"))
        if capture is None:
            continue
        held = capture if capture.status != 304 else archive.capture(capture.original_id)
        media_type = value_of(archive.headers(held)[1], "content-type")
        text = text_of(archive.decoded_payload(held), media_type)
        for entry in kind.read_list(url, text, source).entries:
            found.add((url_key(entry.url), entry.title, entry.date))
    return frozenset(found)
