"""One crawl of one source from beginning to verdict: lock, run, walk in a child, cleaning of what is new, report."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from archive import Archive, open_archive
from archive.records import Capture, Reason, Run
from crawler.cadence import silences
from crawler.chromium import launch_options
from crawler.drift import Drift, drifted, is_garbled, lasting, names_itself, names_of
from crawler.endings import SAME, endings_of, followed
from crawler.health import GOOD
from crawler.hours import SHANGHAI
from crawler.identity import strangers
from crawler.job import Job, Orders
from crawler.locks import holding_source
from crawler.outcomes import HOST_REFUSALS, text_of, value_of
from crawler.read import Reading, read_new
from crawler.rhythms import packed, redated, rhythms_of
from crawler.sources import Source
from crawler.verdict import Judgement, judge_run
from crawler.walking import walk
from crawler.wire import Findings, utc_now
from crawler.yields import shrunken

GOES_ON = timedelta(hours=24)
"""How long after its beginning an unfinished run is gone on with; an older one is closed as failed."""

EXIT_CODES: Mapping[str, int] = {"complete": 0, "quiet": 0, "failed": 1, "partial": 3, "unexpected": 3, "blocked": 4}
"""The exit code of a verdict (design §6)."""

CANARIES = 3
"""So many hosts of a source are asked for one page before a night's crawl."""

DEAD = HOST_REFUSALS | {"dns", "refused", "timeout", "tls", "disconnected"}
"""How a canary ends that sings no more: the whole host does not answer, or refuses."""

LEARNT_FROM = 100
"""So many runs back the pages of a source are compared with."""

Event = Mapping[str, object]


def crawl(
    archive: Path,
    source: Source,
    orders: Orders | None = None,
    *,
    on_event: Callable[[Event], None] | None = None,
    stopping: threading.Event | None = None,
    canary: bool = False,
    now: Callable[[], datetime] = utc_now,
) -> Run:
    """Crawl a source now, clean what is new, and return the run with its verdict.

    A run of the source that was cut short less than 24 hours ago is gone on with: what it has is not fetched again.

    Args:
        orders: contact, gateway, pace and so on; none: the loopback only.
        on_event: told `{"event": "progress", "listed": 40, "ok": 12, …}` after each answer and
            `{"event": "cleaning", "done": 3, "total": 12}` after each cleaning.
        stopping: when it is set, walk or cleaning ends in order and the run is returned without a verdict, to be gone on with.
        canary: ask for one page of each host first; where none answers as a site does, ask for nothing else tonight.
        now: the clock of the runs, aware, in UTC.

    Raises:
        Locked: another process crawls the source.
        NoContact, WrongUse: a host may not be asked; nothing was.
        WalkBroken: the child was killed; the run stays open and the same call goes on with it.
        ArchiveError: what came could not be kept.
    """
    orders = orders or Orders()
    orders.check(source.hosts)
    if source.browser:
        launch_options()  # refuses before anything is begun
    tell = on_event or ignore
    # The archive is opened first: it makes its folder, and locks/ stands in it.
    with (
        open_archive(archive, read_only=False, catalog=orders.catalog) as opened,
        holding_source(archive, source.id) as lock,
    ):
        run = _run_to_walk(opened, source, now())
        job = Job(archive, source.id, run.id, "schedule", orders)
        findings = _canary(opened, job, source, tell, lock, stopping) if canary else None
        if findings is None:
            findings = walk(opened, job, tell, lock, stopping)
        if findings is None:
            return run
        try:
            reading = read_new(
                opened, source, pictures=orders.read_pictures, on_progress=_cleaning(tell, stopping), now=now
            )
        except _Stopped:
            return run
        return _end(opened, source, run, findings, reading, now())


def exit_code(runs: list[Run]) -> int:
    """Return the exit code of several runs: of 1, 4, 3, 0 the first that occurs. A run without a verdict counts as failed."""
    codes = {EXIT_CODES[run.verdict] if run.verdict else 1 for run in runs}
    return next((code for code in (1, 4, 3) if code in codes), 0)


def _run_to_walk(archive: Archive, source: Source, at: datetime) -> Run:
    """The run to go on with, or a new one; unfinished older ones are closed."""
    close_abandoned(archive, source.id, at, reason="manual")
    close_abandoned(archive, source.id, at, reason="schedule")  # the source's lock is ours: nobody is at work on them
    still_open = [run for run in archive.runs(source.id, limit=20, reason="schedule") if run.ended_at is None]
    for run in still_open[1:]:
        archive.end_run(closed(run, at))
    if still_open:
        return still_open[0]
    return archive.begin_run(source.id, begun_at=at, declaration=source.declaration, reason="schedule")


def close_abandoned(archive: Archive, source: str, at: datetime, *, reason: Reason) -> None:
    """Close the runs of a source that were cut short and that nobody went on with within GOES_ON."""
    for run in archive.runs(source, limit=20, reason=reason):
        if run.ended_at is None and at - run.begun_at >= GOES_ON:
            archive.end_run(closed(run, at))


def closed(run: Run, at: datetime) -> Run:
    """Return a run that was cut short as one that has failed."""
    why = "was cut short, and nobody went on with it" + (" within 24 hours" if run.reason == "schedule" else "")
    return replace(run, ended_at=at, verdict="failed", reasons=(why,))


def _canary(
    archive: Archive,
    job: Job,
    source: Source,
    tell: Callable[[Event], None],
    lock: int,
    stopping: threading.Event | None,
) -> Findings | None:
    """Ask for one seed of each of a few hosts; what was found if all are dead or refuse, None if the walk may begin.

    What the canary got is the run's: the walk that follows replays it. One page's 404 or 500 says nothing of the others.
    """
    seeds = tuple({urlsplit(seed).netloc: seed for seed in reversed(source.seeds)}.values())[-CANARIES:]
    found = walk(archive, replace(job, urls=seeds, bare=True), tell, lock, stopping)
    if found is None:
        return None
    endings = endings_of(archive.captures_of_run(job.run), archive.attempts_of_run(job.run))
    ended = [followed(seed, endings) for seed in seeds]
    if any(one is None or one.cause not in DEAD for one in ended):
        return None
    return replace(found, listed=[], closed={**found.closed, "": "nothing else was asked tonight"}, ended="canary")


def _end(archive: Archive, source: Source, run: Run, findings: Findings, reading: Reading, at: datetime) -> Run:
    news = archive.new_versions(run.id)
    before = archive.runs(source.id, limit=LEARNT_FROM, reason="schedule")
    today = at.astimezone(SHANGHAI).date()
    rhythms = rhythms_of(before, findings, reading.dates, today)
    silent, quiet = silences(rhythms, today)
    judged = judge_run(
        source,
        findings,
        answers_of(archive, run, findings),
        archive.attempts_of_run(run.id),
        quiet_for="" if news else quiet,
        silent=silent,
        unread=reading.unread,
        drift=_drift(archive, source, run, findings, reading, before),
    )
    report = reported(run, judged, findings, reading, news, at)
    report.details["rhythm"] = packed(rhythms)
    archive.end_run(report)
    return report


def _drift(
    archive: Archive, source: Source, run: Run, findings: Findings, reading: Reading, before: list[Run]
) -> list[Drift]:
    """What a run's pages and lists say otherwise than those of the good runs before."""
    reading.fields |= _named(archive, source, run, findings)
    fields = [one.details.get("fields", {}) for one in before if one.verdict in GOOD]
    last = next((one for one in before if one.ended_at is not None), None)
    found = drifted(reading.fields, fields, reading.warnings)
    garbled = any(one.fault == "wrong-charset" for one in found)  # then no page names anything
    return [
        *([] if garbled else strangers(archive, source, run)),
        *found,
        *(lasting(reading.fields, last, fields) if not found else ()),
        *shrunken(source, findings, before),
        *redated(before, findings),
    ]


def _named(archive: Archive, source: Source, run: Run, findings: Findings) -> dict[str, int]:
    """How many of the source's own list pages were read in a run, and how many of them name its place."""
    places, read, named, garbled = names_of(source.title), 0, 0, 0
    for url in source.seeds if places else ():
        capture = archive.last_capture(url, run=run.id, outcomes=("ok", "unchanged"))
        if capture is not None and url in findings.lists:
            headers = archive.headers(archive.capture(capture.original_id))[1]
            read += 1
            text = text_of(archive.decoded_payload(capture), value_of(headers, "content-type"))
            named += names_itself(text, places)
            garbled += is_garbled(text)
    return {"lists": read, "named": named, "garbled": garbled} if read else {}


def answers_of(archive: Archive, run: Run, findings: Findings) -> Iterator[Capture]:
    """Yield every answer of a run: its captures, and those of earlier runs that it got again and that were not kept twice."""
    yield from archive.captures_of_run(run.id)
    for capture in map(archive.capture, findings.known):
        yield replace(capture, outcome="unchanged") if capture.outcome in SAME else capture


def reported(run: Run, judged: Judgement, findings: Findings, reading: Reading, new_versions: int, at: datetime) -> Run:
    """Return a run with its report: verdict, counts, reasons, and in `details` what health and diagnose look at."""
    return replace(
        run,
        ended_at=at,
        verdict=judged.verdict,
        asked=judged.asked,
        captured=judged.captured,
        unchanged=judged.unchanged,
        new_versions=new_versions,
        failed=judged.failed,
        blocked=judged.blocked,
        reasons=judged.reasons,
        details={
            "gone": judged.gone,
            "fault": judged.fault,
            "missing": list(judged.missing),
            "fields": reading.fields,
            "listed": len(findings.listed) + findings.resting,
            "files": len(findings.files),
            "walk": findings.walk,
            "lists": findings.lists,
            "found": {
                key: value
                for key, value in asdict(findings).items()
                if key not in ("lists", "listed", "pagers", "files", "walk", "known", "dates", "undated") and value
            },
            "cleaned": reading.cleaned,
            "cleaning_errors": len(reading.errors),
            "pictures": reading.pictures,
            "warnings": reading.warnings,
        },
    )


class _Stopped(Exception):
    """A crawl was told to stop while it cleaned; what is not read yet is read when it is gone on with."""


def _cleaning(tell: Callable[[Event], None], stopping: threading.Event | None) -> Callable[[int, int], None]:
    """What hears after each cleaning: it passes the word on, and ends the cleaning when the crawl is told to stop."""

    def heard(done: int, total: int) -> None:
        tell({"event": "cleaning", "done": done, "total": total})
        if stopping is not None and stopping.is_set() and done < total:
            raise _Stopped

    return heard


def ignore(event: Event) -> None:
    """Tell an event to nobody."""
    del event
