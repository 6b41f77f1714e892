"""Scrapy in a fresh process: a reactor runs once, and what a walk needs of memory goes when it ends.

The job is the first line on standard input; what is got and what happens goes to the parent on a pipe (`crawler.keeping`), which keeps
it and replies on standard input. The child dies with its parent (`crawler.walking`).
"""

import ctypes
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from archive import open_archive
from archive.errors import ArchiveError
from archive.records import Reason
from crawler.chromium import PATIENCE_MS, launch_options
from crawler.due import plan_of
from crawler.errors import CrawlerError, WrongUse
from crawler.gateway import Gateway
from crawler.job import Job, Orders, delay_of, lone_source
from crawler.keeping import HandedOver, HereKeeping
from crawler.locks import GroupTurns
from crawler.sources import Source, load_sources, named
from crawler.spawning import PIPE_BYTES
from crawler.wire import Wire, utc_now

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def wire_of(job: Job, keeping: HandedOver) -> Wire:
    """Open what a job names and bind it together.

    Raises:
        ArchiveError: the archive cannot be opened.
        CrawlerError: a declaration is broken, or a host may not be asked.
    """
    source, delay_s = _asked(job)
    archive = open_archive(job.archive, catalog=job.orders.catalog)
    return Wire(
        archive,
        source,
        job.run,
        job.reason,
        GroupTurns(job.archive),
        delay_s,
        keeping=keeping,
        gateway=Gateway(job.orders.gateway) if job.orders.gateway else None,
        plan=plan_of(archive, source, utc_now()) if job.orders.due and not job.urls else None,
        on_event=keeping.tell,
    )


def _asked(job: Job) -> tuple[Source, float]:
    """The source that a job is of, and the seconds between two of its requests."""
    sources = load_sources(job.orders.sources_folder)
    source = lone_source(job.urls[0]) if job.lone else named(sources, job.source)
    job.orders.check(source.hosts)
    return source, delay_of(source, sources, job.orders)


def wire_by_hand(arguments: Mapping[str, str]) -> Wire:
    """Bind a walk for `scrapy crawl source -a id=… -a archive=…`: a run is begun; `fangzhi crawl` goes on with it and closes it."""
    if not arguments.get("id") or not arguments.get("archive"):
        raise WrongUse(
            "scrapy crawl source needs -a id=SOURCE and -a archive=DIR (fangzhi crawl SOURCE does all of it)"
        )
    orders = Orders(
        contact=arguments.get("contact", ""),
        gateway=arguments.get("gateway", ""),
        sources_folder=Path(arguments["sources"]) if arguments.get("sources") else None,
    )
    folder = Path(arguments["archive"])
    reason: Reason = "schedule"
    source, delay_s = _asked(Job(folder, arguments["id"], "", reason, orders))
    archive = open_archive(folder, read_only=False)
    run = archive.begin_run(source.id, begun_at=utc_now(), declaration=source.declaration, reason=reason)
    gateway = Gateway(orders.gateway) if orders.gateway else None
    return Wire(
        archive, source, run.id, reason, GroupTurns(folder), delay_s, keeping=HereKeeping(archive), gateway=gateway
    )


def run_job(job: Job, keeping: HandedOver) -> None:
    """Walk in this process, which can do so once. Tells progress, then `found`.

    Raises:
        ArchiveError, CrawlerError: as `wire_of`; and what could not be kept.
    """
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    from crawler.spiders.mementos import MementoSpider
    from crawler.spiders.walker import SourceSpider, user_agent

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set("USER_AGENT", user_agent(job.orders.contact), priority="cmdline")
    settings.set("LOG_LEVEL", job.orders.log_level, priority="cmdline")
    wire = wire_of(job, keeping)
    if job.browser or wire.source.browser:
        handlers = dict.fromkeys(("http", "https"), "crawler.browser.BrowserHandler")
        settings.set("DOWNLOAD_HANDLERS", {**settings.getdict("DOWNLOAD_HANDLERS"), **handlers}, priority="cmdline")
        settings.set("PLAYWRIGHT_LAUNCH_OPTIONS", launch_options(), priority="cmdline")
        settings.set("PLAYWRIGHT_PROCESS_REQUEST_HEADERS", None, priority="cmdline")
        settings.set("PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT", PATIENCE_MS, priority="cmdline")
    with wire.archive:
        process = AsyncCrawlerProcess(settings)
        crawler = process.create_crawler(MementoSpider if job.timemap else SourceSpider)
        wire.stop = lambda: _close(crawler)
        process.crawl(crawler, wire=wire, urls=job.urls, bare=job.bare, timemap=job.timemap, browser=job.browser)
        process.start()
        wire.turns.close()
        if wire.fatal is not None:
            raise wire.fatal
    keeping.tell({"event": "found", "findings": asdict(wire.findings)})


def _close(crawler: object) -> None:
    import asyncio

    asyncio.get_running_loop().create_task(crawler.engine.close_spider_async(reason="archive-failed"))  # type: ignore[attr-defined]


def die_with(parent: int) -> None:
    """Be killed when the parent ends (Linux); elsewhere the broken pipe ends the child at its next event.

    Source: prctl(2), PR_SET_PDEATHSIG. It is the parent's thread that counts, so the parent waits in the one that started us.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)  # it died before we could ask for its signal


def _load() -> None:
    """Load what every walk needs, while whoever started it makes up the job."""
    import crawler.capture
    import crawler.replay
    import crawler.spiders.walker  # noqa: F401


def main(arguments: list[str]) -> int:
    """Run the job on standard input; the file descriptor to write to is given, the parent's process id follows."""
    die_with(int(arguments[1]))
    _load()
    if not (line := sys.stdin.buffer.readline()):
        return 0  # it was started ahead, and there was nothing to do
    job = Job.from_json(line.decode("utf-8"))
    with os.fdopen(int(arguments[0]), "wb", PIPE_BYTES) as out:
        keeping = HandedOver(out, sys.stdin.fileno())
        try:
            run_job(job, keeping)
        except (ArchiveError, CrawlerError) as error:
            keeping.tell({"event": "failed", "kind": type(error).__name__, "message": str(error)})
            return 1
        except BrokenPipeError:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
