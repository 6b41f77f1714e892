"""The nightly daemon: jobs come from the declarations, what was missed from the catalog, so nothing of it is kept elsewhere.

APScheduler 3.11 with its memory store, in exactly one process for an archive (a flock): its shared job stores run a job
once for each process that looks (docs/decisions/0052). Cron times are in Asia/Shanghai.
"""

import logging
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler

from archive.errors import ArchiveError, Locked, NotWritable
from archive.records import Run
from crawler.hours import SHANGHAI, QuietHours
from crawler.lanes import lanes
from crawler.locks import holding_schedule
from crawler.sources import Source
from crawler.status import Status, read_status, write_status
from crawler.timetable import Night, is_missed, next_night, trigger_of

HEARTBEAT_S = 30
"""How often the daemon looks up. A machine that slept or whose clock was set is noticed within that time: the scheduler
itself waits for the next job on a clock that stands still while the machine sleeps."""

HEART = " heart"
"""The id of the job that beats; those of the others are sources' ids, and none begins with a blank."""

LOOK = timedelta(hours=1)
"""How often the sources' standing is looked at where no crawl ends: a night that never begins is noticed too."""

LOOK_ANYWAY = timedelta(hours=6)
"""How long a look may be put off because crawls are under way; a family that breaks together is told best when they have ended."""

TRY_AGAIN_BEATS = 30
"""After so many beats a crawl that broke off is gone on with, then after twice as many, and so on up to LONGEST_TRY."""

LONGEST_TRY = 32
"""A crawl that breaks off each time is tried again every TRY_AGAIN_BEATS times this: eight hours."""

Crawl = Callable[[Source, threading.Event], Run]
"""Crawls one source now. When the event is set it ends early, with a run without a verdict that is gone on with later."""

LastRuns = Callable[[Iterable[str]], Mapping[str, Run]]
"""The newest run of each of these sources that has one; pages fetched by hand are no runs of theirs."""

log = logging.getLogger("fangzhi.schedule")


class Nightly:
    """The daemon of one archive. `run` blocks until `stop`; `catch_up` only does what is owed."""

    def __init__(
        self,
        archive: Path,
        sources: Mapping[str, Source],
        *,
        crawl: Crawl,
        last_runs: LastRuns,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        workers: int = 1,
        quiet: QuietHours | None = None,
        look: Callable[[Status], None] | None = None,
        tell: Callable[[Status], None] | None = None,
    ) -> None:
        """Take what is declared with a schedule.

        Args:
            archive: its folder, which must exist: lock and status file stand there.
            crawl: crawls one source; its failures are noted, but for archive errors, which end the daemon.
            last_runs: the newest runs of sources, from the catalog.
            workers: crawls at a time, of different politeness groups.
            quiet: hours of the day without crawls; one under way ends in order and goes on after them.
            look: called after crawls, when none is under way, and every LOOK: for alarms.
            tell: called with every change of the status, which may not take long: for metrics.
        """
        self._archive = archive
        self._sources = {name: source for name, source in sources.items() if source.schedule}
        self._crawl = crawl
        self._last_runs = last_runs
        self._clock = clock
        self._workers = workers
        self._quiet = quiet
        self._look = look
        self._tell = tell
        self._looked_at: datetime | None = None
        self._has_news = True
        self._tries: Counter[str] = Counter()  # how often in a row a source's crawl broke off
        self._again: dict[str, int] = {}  # in how many beats it is tried again
        self._stopping = threading.Event()
        self._pausing = threading.Event()  # what crawls are told: set in quiet hours too
        self._noting = threading.Lock()
        self._scheduler: BlockingScheduler | None = None
        self._lanes: list[ThreadPoolExecutor] = []
        self._fatal: ArchiveError | None = None
        self._status = Status.begun(clock(), os.getpid(), self._sources, read_status(archive))

    def timetable(self) -> list[Night]:
        """Return when every source is next due, soonest first; a missed one is due now."""
        now, last = self._clock(), self._last_runs(self._sources)
        nights = []
        for name, source in self._sources.items():
            missed = is_missed(source, last.get(name), self._status.since[name], now)
            nights.append(Night(name, now if missed else next_night(source.schedule, now), missed))
        return sorted(nights, key=lambda night: (night.at, night.source))

    def catch_up(self) -> None:
        """Crawl what was missed, one after the other, and return.

        Raises:
            AlreadyScheduled: a daemon runs for this archive. ArchiveError: the archive could not keep what came.
        """
        with holding_schedule(self._archive):
            self._note()
            for night in self.timetable():
                if night.is_missed:
                    self.attend(night.source)
            self._look_around()
            self._end()

    def run(self) -> None:
        """Crawl every source at its times until `stop`, SIGTERM or SIGINT; what was missed is crawled at once.

        Raises:
            AlreadyScheduled: a daemon runs for this archive. ArchiveError: the archive could not keep what came.
        """
        with holding_schedule(self._archive), self._signals():
            self._note()
            self._scheduler = self._planned()
            threading.Thread(target=self._pulse, daemon=True).start()
            self._scheduler.start()
            for lane in self._lanes:
                lane.shutdown(wait=True)
            self._end()

    def stop(self) -> None:
        """Begin no more crawls, end the one under way (its run is gone on with later), and let `run` return."""
        self._stopping.set()
        self._pausing.set()
        if self._scheduler is not None and self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    @property
    def is_crawling(self) -> bool:
        """Whether a crawl is under way."""
        return bool(self._status.running)

    def attend(self, name: str) -> None:
        """Crawl one source and note what came of it; this is the worker's loop, so nothing a crawl does ends it.

        The exception is the archive: what cannot be kept must not be fetched, so its errors stop the daemon.
        """
        if self._stopping.is_set() or self._is_quiet():
            return  # a night that falls into quiet hours is owed after them
        self._note(lambda status: status.with_running(name, self._clock()))
        if self._stopping.is_set():
            return  # the status cannot be written, so nothing else can
        log.info("%s: begins", name)
        has_ended = False
        try:
            run = self._crawl(self._sources[name], self._pausing)
            verdict, message = str(run.verdict or "stopped"), "; ".join(run.reasons)
            has_ended = run.verdict is not None
        except Locked as error:  # somebody crawls it by hand: that is this night's crawl
            verdict, message = "skipped", str(error)
        except ArchiveError as error:
            verdict, message, self._fatal = "failed", f"{type(error).__name__}: {error}", error
        except Exception as error:  # the one place: a source that breaks must not take the others along
            verdict, message = "failed", f"{type(error).__name__}: {error}"
            log.exception("%s: failed", name)
        log.info("%s: %s %s", name, verdict, message)
        self._note(lambda status: status.with_ended(name, self._clock(), verdict, message))
        self._has_news = True
        self._tries[name] = 0 if has_ended else self._tries[name] + 1
        if not has_ended:
            self._again[name] = TRY_AGAIN_BEATS * min(2 ** (self._tries[name] - 1), LONGEST_TRY)

    def _planned(self) -> BlockingScheduler:
        self._lanes = [ThreadPoolExecutor(1) for _ in range(self._workers + 1)]
        scheduler = BlockingScheduler(
            timezone=SHANGHAI,
            executors={str(number): lane for number, lane in enumerate(self._lanes)},
            # A late night runs once: any lateness is forgiven, several late ones are one (3.11's default drops after 1 s).
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )
        now, lane_of = self._clock(), lanes(list(self._sources.values()), self._workers)
        for night in self.timetable():
            trigger = trigger_of(self._sources[night.source].schedule)
            if night.is_missed:
                # It is late and about to be crawled: no reason to alarm anybody.
                self._looked_at, self._has_news = now, False
            at = {"next_run_time": now} if night.is_missed else {}
            scheduler.add_job(
                self.attend, trigger, [night.source], id=night.source, executor=str(lane_of[night.source]), **at
            )
        lane = str(self._workers)
        scheduler.add_job(self.beat, "interval", seconds=HEARTBEAT_S, id=HEART, executor=lane, next_run_time=now)
        return scheduler

    def beat(self) -> None:
        """Give a sign of life, keep the quiet hours, and look around where no crawl is under way."""
        now = self._clock()
        due = sorted((next_night(source.schedule, now), name) for name, source in self._sources.items())
        self._note(lambda status: status.with_beat(now, [(name, at) for at, name in due]))
        if self._stopping.is_set():  # asked to stop before the scheduler had begun
            self.stop()
            return
        self._keep_quiet_hours(now)
        self._try_again(now)
        looked = self._looked_at
        if looked is not None and not timedelta() <= now - looked < LOOK_ANYWAY:
            looked = None  # long ago, or the clock was set back
        if looked is None or (not self._status.running and (self._has_news or now - looked >= LOOK)):
            self._look_around()

    def heal(self) -> None:
        """Let no job wait longer than the clock says as it stands now: it may have been set back since they were planned."""
        now, beat = self._clock(), timedelta(seconds=HEARTBEAT_S)
        for job in self._scheduler.get_jobs() if self._scheduler is not None else ():
            due = now + beat if job.id == HEART else next_night(self._sources[job.id].schedule, now)
            if job.next_run_time is not None and job.next_run_time > due + beat:
                job.modify(next_run_time=due)

    def _pulse(self) -> None:
        while not self._stopping.wait(HEARTBEAT_S):
            self.heal()

    def _try_again(self, now: datetime) -> None:
        """Go on with crawls that broke off (a killed walk, a crawl by hand that was in the way), later each time."""
        for name, beats in list(self._again.items()):
            self._again[name] = beats - 1
            if beats > 1 or name in self._status.running:
                continue
            last = self._last_runs([name]).get(name)
            if is_missed(self._sources[name], last, self._status.since[name], now) and self._scheduler is not None:
                self._scheduler.modify_job(name, next_run_time=now)
            del self._again[name]

    def _keep_quiet_hours(self, now: datetime) -> None:
        """End the crawls under way when quiet hours begin, and go on with what is owed when they end."""
        if self._is_quiet():
            self._pausing.set()
        elif self._pausing.is_set():
            self._pausing.clear()
            for night in self.timetable():
                if night.is_missed and self._scheduler is not None:
                    self._scheduler.modify_job(night.source, next_run_time=now)

    def _is_quiet(self) -> bool:
        return self._quiet is not None and self._quiet.hold(self._clock())

    def _look_around(self) -> None:
        self._looked_at, self._has_news = self._clock(), False
        if self._look is not None:
            self._look(self._status)

    def _note(self, change: Callable[[Status], Status] = lambda status: status) -> None:
        with self._noting:
            self._status = change(self._status)
            try:
                write_status(self._archive, self._status)
                if self._tell is not None:
                    self._tell(self._status)
            except OSError as error:  # a full disk takes no pages either
                told = (
                    f"{self._archive}: {error.strerror or error}; free some space or mend the rights, then start again"
                )
                self._fatal = self._fatal or NotWritable(told)
        if self._fatal:
            self.stop()

    def _end(self) -> None:
        self._note(lambda status: status.with_end(self._clock()))
        if self._fatal:
            raise self._fatal

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Let SIGTERM and SIGINT stop the daemon; only the main thread can be asked so."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, lambda *_: self.stop()) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
