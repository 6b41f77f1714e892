"""One page by hand: the same way as a crawl, at once, under the reason `manual`; between two requests of a crawl if one runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from archive import Archive, open_archive
from archive.errors import NoCapture, NoVersion
from archive.records import Attempt, Capture, Run
from crawler.chromium import launch_options
from crawler.crawl import Event, answers_of, close_abandoned, closed, ignore, reported
from crawler.job import BY_HAND, Job, Orders, lone_source
from crawler.locks import HeldPage, holding_page
from crawler.read import is_document, read_new
from crawler.sources import Source, load_sources, source_for
from crawler.spawning import Walker
from crawler.verdict import judge_run
from crawler.walking import walk
from crawler.wire import utc_now

GOES_ON_BY_HAND = timedelta(minutes=10)
"""How long after its beginning a fetch that was cut short is gone on with; later the page is asked for again."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What fetching one page by hand gave.

    Attributes:
        capture: the page's answer, None where none came; after redirects the last one.
        attempt: why no answer came, None where one did.
        version: whether the text is one that was not known, the one that was, or none (a block, a 404, a list page).
        title, digest: of the document, empty where there is none.
        run: the run of one page, with its verdict.
    """

    url: str
    capture: Capture | None
    attempt: Attempt | None
    version: Literal["new", "unchanged", "none"]
    title: str
    digest: str
    run: Run


def fetch(
    archive: Path,
    url: str,
    orders: Orders | None = None,
    *,
    source: Source | None = None,
    browser: bool = False,
    on_event: Callable[[Event], None] | None = None,
    now: Callable[[], datetime] = utc_now,
    walker: Walker | None = None,
) -> Fetched:
    """Capture one page now (and the further parts of a split one), clean it, and tell which version it gave.

    A fetch of the same page that was cut short (kill -9) a few minutes ago is gone on with: what it has is not asked again.

    Args:
        url: of a declared source or of none; a page that none covers is fetched from its own host alone.
        browser: render the page in the system's Chromium; every answer that it gets is kept, and the page as it was made.
        source: whose page it is; default: the source that covers it.
        walker: a process that was started ahead.

    Raises:
        BadAddress: the address has no host or another scheme.
        NoContact, WrongUse: the host may not be asked.
        WalkBroken, ArchiveError: as `crawl`.
    """
    orders = orders or Orders()
    lone = lone_source(url)
    source = source or source_for(url, load_sources(orders.sources_folder)) or lone
    if browser:
        launch_options()  # refuses before anything is begun
    orders.check((*lone.hosts, *source.hosts))  # the host that was asked for is the first to be named
    with open_archive(archive, read_only=False, catalog=orders.catalog) as opened, holding_page(archive, url) as held:
        run = _run_of(opened, source, held, "" if browser else orders.gateway or "-", now())
        is_lone = source.id == BY_HAND
        job = Job(archive, source.id, run.id, "manual", orders, (url,), lone=is_lone, bare=browser, browser=browser)
        findings = walk(opened, job, on_event or ignore, walker=walker)
        assert findings is not None  # only a crawl that was told to stop has none
        reading = read_new(opened, source, run=run.id, pictures=orders.read_pictures, now=now)
        answers = list(answers_of(opened, run, findings))
        judged = judge_run(
            source, findings, answers, opened.attempts_of_run(run.id), by_hand=True, unread=reading.unread
        )
        report = reported(run, judged, findings, reading, opened.new_versions(run.id), now())
        opened.end_run(report)
        return _told(opened, url, source, report, answers)


def _run_of(archive: Archive, source: Source, held: HeldPage | None, way: str, at: datetime) -> Run:
    """The run to go on with, where a fetch of the same page on the same way was cut short just now; else a new one.

    Args:
        way: how the page is asked; a browser makes a page anew, so its empty way is never gone on with.
    """
    close_abandoned(archive, source.id, at, reason="manual")
    left, _, its_way = held.noted.partition(" ") if held is not None else ("", "", "")
    run = next((one for one in archive.runs(source.id, limit=100, reason="manual") if one.id == left), None)
    if run is not None and run.ended_at is None:  # nobody else goes on with it: we hold its page
        if way and way == its_way and at - run.begun_at < GOES_ON_BY_HAND:
            return run
        archive.end_run(closed(run, at))
    run = archive.begin_run(source.id, begun_at=at, declaration=source.declaration, reason="manual")
    if held is not None:
        held.note(f"{run.id} {way}")
    return run


def _told(archive: Archive, url: str, source: Source, run: Run, answers: Sequence[Capture]) -> Fetched:
    capture = _answer_to(url, [answer for answer in answers if not answer.url.endswith("/robots.txt")])
    every = list(archive.attempts_of_run(run.id))
    attempts = [a for a in every if a.url == url]
    if attempts and attempts[-1].cause == "closed-tonight":  # the host's silence is why, met at its robots.txt
        attempts = [a for a in every if a.url.endswith("/robots.txt")] or attempts
    version: Literal["new", "unchanged", "none"] = "none"
    title = digest = ""
    if capture is not None and capture.outcome in ("ok", "unchanged") and is_document(capture.url, source):
        try:
            told = archive.history(capture.url, part=True)[-1]
        except (NoVersion, NoCapture):
            told = None
        if told is not None and told.outcome == "ok":
            version = "new" if archive.capture(told.capture_id).run == run.id else "unchanged"
            title, digest = told.title, told.digest
    return Fetched(url, capture, attempts[-1] if capture is None and attempts else None, version, title, digest, run)


def _answer_to(url: str, captures: list[Capture]) -> Capture | None:
    """The last answer to an address, followed through its redirects."""
    by_url = {capture.url: capture for capture in captures}
    found = by_url.get(url)
    for _ in range(len(captures)):
        if found is None or found.outcome != "redirect" or found.redirected_to not in by_url:
            break
        found = by_url[found.redirected_to]
    return found
