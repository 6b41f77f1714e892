"""Takes over a page's past from a Memento archive: every memento that its TimeMap names, each under its own time."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from archive import Archive, open_archive
from archive.records import Run, Verdict
from crawler.crawl import ignore
from crawler.job import BY_HAND, Job, Orders, lone_source
from crawler.read import Reading, read_new
from crawler.sources import Source, load_sources, source_for
from crawler.timemaps import timemap_address
from crawler.walking import walk
from crawler.wire import Findings, utc_now

Event = Mapping[str, object]


def import_timemap(
    archive: Path,
    url: str,
    timemap: str,
    orders: Orders | None = None,
    *,
    source: Source | None = None,
    on_event: Callable[[Event], None] | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Run:
    """Keep every memento of a page that a TimeMap names and that is not held yet, clean what is new, and return the run.

    Args:
        timemap: the TimeMap's address, or what stands before the page's in it (`https://archive.example/web/timemap/link/`).
        orders: with the contact; `gateway` is where mementos lie, if the TimeMap does not say so itself.
        source: whose page it is; default: the source that covers it, else `by-hand`.

    Raises:
        BadAddress: the page's address is none. WrongUse, NoContact: the archive's is none, or it may not be asked.
        WalkBroken, ArchiveError: as `crawl`.
    """
    orders = orders or Orders()
    lone = lone_source(url)
    source = source or source_for(url, load_sources(orders.sources_folder)) or lone
    address = timemap_address(timemap, url)
    parts = urlsplit(address)
    orders = replace(orders, gateway=orders.gateway or f"{parts.scheme}://{parts.netloc}/")
    orders.check(source.hosts)
    with open_archive(archive, read_only=False, catalog=orders.catalog) as opened:
        run = opened.begin_run(source.id, begun_at=now(), declaration=source.declaration, reason="import")
        lone_job = source.id == BY_HAND
        findings = walk(
            opened,
            Job(archive, source.id, run.id, "import", orders, (url,), lone=lone_job, timemap=address),
            on_event or ignore,
        )
        assert findings is not None  # only a crawl that was told to stop has none
        reading = read_new(opened, source, run=run.id, now=now)
        report = _reported(opened, source, run, findings, reading, address, now())
        opened.end_run(report)
        return report


def _reported(
    archive: Archive, source: Source, run: Run, findings: Findings, reading: Reading, timemap: str, at: datetime
) -> Run:
    captures = [
        c for c in archive.captures_of_run(run.id) if source.covers(c.url) and not c.url.endswith("/robots.txt")
    ]
    attempts = [a for a in archive.attempts_of_run(run.id) if not a.url.endswith("/robots.txt")]
    refused = sum(1 for a in attempts if a.outcome == "blocked")
    outcomes = Counter(c.outcome for c in captures)
    verdict, reasons = _judged(findings, Counter(a.cause for a in attempts), len(captures), refused)
    return replace(
        run,
        ended_at=at,
        verdict=verdict,
        asked=len(captures) + len(attempts) + len(findings.known),
        captured=len(captures),
        unchanged=len(findings.known) + findings.resting,
        new_versions=archive.new_versions(run.id),
        failed=len(attempts) - refused,
        blocked=refused + outcomes["blocked"],
        reasons=tuple(reasons),
        details={
            "fault": "" if verdict == "complete" else next(iter(Counter(a.cause for a in attempts)), "no-mementos"),
            "imported": {timemap: findings.lists.get(timemap, 0)},
            "cleaned": reading.cleaned,
            "cleaning_errors": len(reading.errors),
            "warnings": reading.warnings,
        },
    )


def _judged(findings: Findings, lost: Counter[str], kept: int, refused: int) -> tuple[Verdict, list[str]]:
    named = sum(findings.lists.values())
    told = ", ".join(f"{count} {cause}" for cause, count in lost.most_common())
    notes = [f"the TimeMaps name {named} mementos"] if findings.lists else []
    if findings.resting or findings.known:
        notes.append(f"{findings.resting + len(findings.known)} mementos were kept already")
    if findings.strayed:
        notes.append(f"{len(findings.strayed)} addresses are of other archives, e.g. {findings.strayed[0]}")
    unread = [*findings.hints.values(), *findings.closed.values()]
    if not kept and not findings.resting and not findings.known:
        why = unread or [f"no memento could be had: {told}" if told else "the TimeMap names no memento"]
        return ("blocked" if refused and refused == sum(lost.values()) else "failed"), [*why, *notes]
    if findings.capped:
        unread.append("the cap of addresses was reached; call import again for the rest")
    missing = [*unread, *([f"some mementos could not be had: {told}"] if told else [])]
    return ("partial" if missing or findings.strayed else "complete"), [*missing, *notes]
