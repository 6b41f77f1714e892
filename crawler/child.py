"""Scrapy in a fresh process: a reactor runs once, and what a walk needs of memory goes when it ends.

The job goes in as JSON on standard input; events come back as JSON lines on a pipe. The child dies with its parent.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO

import archive.errors as archive_errors
import crawler.errors as crawler_errors
from archive import open_archive
from archive.errors import ArchiveError
from archive.records import Reason
from crawler.chromium import PATIENCE_MS, launch_options
from crawler.due import plan_of
from crawler.errors import CrawlerError, WalkBroken, WrongUse
from crawler.gateway import Gateway
from crawler.job import Job, Orders, delay_of, lone_source
from crawler.locks import GroupTurns
from crawler.sources import load_sources, named
from crawler.wire import Findings, Wire, utc_now

Event = Mapping[str, object]

GRACE_S = 20.0
"""How long a child may take to end by itself after SIGTERM: one answer under way and the sealing of its files."""

LOOK_S = 0.2
"""How often a stoppable walk looks whether its child has ended."""

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def walk(
    job: Job, on_event: Callable[[Event], None], lock: int | None = None, stopping: threading.Event | None = None
) -> Findings | None:
    """Walk a source in a child process and return what it found beside the captures; None if it was told to stop.

    Args:
        on_event: told `{"event": "progress", "listed": …, "ok": …, …}` after each answer.
        lock: file descriptor of the source's lock: the child holds it too, so it ends with the last of both.
        stopping: when it is set, the child ends the answer under way and then itself.

    Raises:
        ArchiveError: what came could not be kept; the child's own sentence.
        WalkBroken: the child ended without a word (killed, out of memory). What it had is kept; the same crawl goes on.
    """
    reading, writing = os.pipe()
    with os.fdopen(reading, "r", encoding="utf-8") as events:
        process = subprocess.Popen(
            [sys.executable, "-m", "crawler.child", str(writing), str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=2,  # standard output belongs to the command's own answer
            pass_fds=(writing,) if lock is None else (writing, lock),
            start_new_session=True,  # Ctrl-C goes to the parent, which ends the child in order
        )
        os.close(writing)
        watcher = threading.Thread(target=_stop_when, args=(process, stopping), daemon=True)
        watcher.start()
        try:
            findings = _listen(process, job, events, on_event)
            return None if stopping is not None and stopping.is_set() else findings
        finally:
            _end(process)
            watcher.join()


def _listen(process: subprocess.Popen[bytes], job: Job, events: IO[str], on_event: Callable[[Event], None]) -> Findings:
    assert process.stdin is not None
    try:
        process.stdin.write(job.to_json().encode("utf-8"))
        process.stdin.close()
    except BrokenPipeError:
        pass  # it died at once; its silence is reported below
    findings, failure = None, None
    for line in events:
        event = json.loads(line)
        if event["event"] == "found":
            findings = Findings(**event["findings"])
        elif event["event"] == "failed":
            failure = _error(str(event["kind"]), str(event["message"]))
        else:
            on_event(event)
    code = process.wait()
    if failure is not None:
        raise failure
    if findings is None or code != 0:
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        raise WalkBroken(
            f"the walk of {job.source} ended early ({how}); what it fetched is kept, the same crawl goes on from there"
        )
    return findings


def _error(kind: str, message: str) -> Exception:
    """The child's error again, as what it was."""
    for errors, otherwise in ((archive_errors, ArchiveError), (crawler_errors, CrawlerError)):
        known = getattr(errors, kind, None)
        if isinstance(known, type) and issubclass(known, otherwise):
            return known(message)
    return ArchiveError(message)


def _stop_when(process: subprocess.Popen[bytes], stopping: threading.Event | None) -> None:
    """Ask the child to end when the crawl is told to stop; ends with the child."""
    while stopping is not None and process.poll() is None:
        if stopping.wait(LOOK_S):
            process.terminate()
            return


def _end(process: subprocess.Popen[bytes]) -> None:
    """See to it that no child outlives its walk, whatever ended the waiting (Ctrl-C, a stopped schedule)."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wire_of(job: Job, on_event: Callable[[dict[str, object]], None] | None = None) -> Wire:
    """Open what a job names and bind it together.

    Raises:
        ArchiveError: the archive cannot be opened for writing.
        CrawlerError: a declaration is broken, or a host may not be asked.
    """
    sources = load_sources(job.orders.sources_folder)
    source = lone_source(job.urls[0]) if job.lone else named(sources, job.source)
    job.orders.check(source.hosts)
    archive = open_archive(job.archive, read_only=False, catalog=job.orders.catalog)
    return Wire(
        archive,
        source,
        job.run,
        job.reason,
        GroupTurns(job.archive),
        delay_of(source, sources, job.orders),
        gateway=Gateway(job.orders.gateway) if job.orders.gateway else None,
        plan=plan_of(archive, source, utc_now()) if job.orders.due and not job.urls else None,
        on_event=on_event,
    )


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
    reason: Reason = "schedule"
    job = Job(Path(arguments["archive"]), arguments["id"], "", reason, orders)
    wire = wire_of(job)
    run = wire.archive.begin_run(wire.source.id, begun_at=utc_now(), declaration=wire.source.declaration, reason=reason)
    wire.run = run.id
    return wire


def run_job(job: Job, tell: Callable[[dict[str, object]], None]) -> None:
    """Walk in this process, which can do so once. Tells progress, then `found` or `failed`."""
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    from crawler.spiders.mementos import MementoSpider
    from crawler.spiders.walker import SourceSpider, user_agent

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set("USER_AGENT", user_agent(job.orders.contact), priority="cmdline")
    settings.set("LOG_LEVEL", job.orders.log_level, priority="cmdline")
    if job.browser:
        handlers = dict.fromkeys(("http", "https"), "crawler.browser.BrowserHandler")
        settings.set("DOWNLOAD_HANDLERS", {**settings.getdict("DOWNLOAD_HANDLERS"), **handlers}, priority="cmdline")
        settings.set("PLAYWRIGHT_LAUNCH_OPTIONS", launch_options(), priority="cmdline")
        settings.set("PLAYWRIGHT_PROCESS_REQUEST_HEADERS", None, priority="cmdline")
        settings.set("PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT", PATIENCE_MS, priority="cmdline")
    wire = wire_of(job, tell)
    with wire.archive:
        process = AsyncCrawlerProcess(settings)
        crawler = process.create_crawler(MementoSpider if job.timemap else SourceSpider)
        wire.stop = lambda: _close(crawler)
        process.crawl(crawler, wire=wire, urls=job.urls, bare=job.bare, timemap=job.timemap, browser=job.browser)
        process.start()
        wire.turns.close()
        if wire.fatal is not None:
            raise wire.fatal
    tell({"event": "found", "findings": asdict(wire.findings)})


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


def main(arguments: list[str]) -> int:
    """Run the job on standard input; events go to the file descriptor given, the parent's process id follows."""
    die_with(int(arguments[1]))
    job = Job.from_json(sys.stdin.read())
    with os.fdopen(int(arguments[0]), "w", encoding="utf-8") as events:

        def tell(event: dict[str, object]) -> None:
            events.write(json.dumps(event, ensure_ascii=False) + "\n")
            events.flush()

        try:
            run_job(job, tell)
        except (ArchiveError, CrawlerError) as error:
            tell({"event": "failed", "kind": type(error).__name__, "message": str(error)})
            return 1
        except BrokenPipeError:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
