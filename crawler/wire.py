"""What the parts of one walk share: the archive they keep into, the source, the turns they take, the tallies they make."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from archive import Archive
from archive.errors import ArchiveError
from archive.records import Answer, Attempt, Outcome, Reason
from crawler.due import HEAD, WHOLE, Plan
from crawler.gateway import Gateway
from crawler.job import DEFAULT_CAP, group_of
from crawler.keeping import Keeping
from crawler.locks import GroupTurns
from crawler.outcomes import HOST_REFUSALS
from crawler.sources import Source

REFUSALS_IN_A_ROW = 5
"""So many refusals of a host in a row, with no page between, and it is not asked again tonight: a block is not worn down."""

LONGEST_PAUSE_S = 900.0
"""A Retry-After or Crawl-delay beyond this ends the asking of the host for tonight instead of holding the walk up."""

FINAL = frozenset({"ok", "unchanged", "redirect", "gone", "not-text"})
"""Outcomes that a run needs no second answer for. A block, an error or a cut body is always asked for again."""


def utc_now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Findings:
    """What a walk saw beside the captures: what its verdict needs and no capture says. All are addresses or hosts.

    Attributes:
        lists: list pages read, with how many entries each had.
        pagers: list pages asked for, read or not.
        listed: detail pages that the lists (or seeds) name.
        closed: hosts that were given up for tonight, with the reason in words.
        hints: list pages without entries, with why that may be.
        strayed: pages that redirected to a host outside the source.
        dates: of each column (a list page that is a seed), the newest days that its entries bear; undated: the addresses of those without.
        files: files and pictures that go with pages; `files_left` counts those beyond a page's bounds.
        resting: how many listed pages were not due and not asked.
        walk: `whole`, or `head` where the columns ended at known entries.
        capped: whether the night's cap of pages stopped the walk.
        known: ids of captures that the archive had already, of the same address, time and payload: a memento asked for again.
        ended: why the walk ended, as Scrapy words it; "finished" when nothing was left to ask.
    """

    lists: dict[str, int] = field(default_factory=dict)
    pagers: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    closed: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    strayed: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    files_left: int = 0
    dates: dict[str, list[str]] = field(default_factory=dict)
    undated: dict[str, list[str]] = field(default_factory=dict)
    resting: int = 0
    walk: str = WHOLE
    capped: bool = False
    ended: str = ""
    known: list[str] = field(default_factory=list)


class Wire:
    """One walk's shared state. Everything that is asked, answered or refused passes through it."""

    def __init__(
        self,
        archive: Archive,
        source: Source,
        run: str,
        reason: Reason,
        turns: GroupTurns,
        delay_s: float,
        *,
        keeping: Keeping,
        gateway: Gateway | None = None,
        plan: Plan | None = None,
        on_event: Callable[[dict[str, object]], None] | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """Bind a walk together.

        Args:
            archive: what is asked of the past; nothing is kept through it.
            keeping: where answers and attempts are handed to.
            delay_s: seconds between two requests of the source's group; robots.txt may ask for more.
            plan: what may be left out tonight; none: everything is asked.
            on_event: told the tallies after each answer.
            now: the clock, aware, in UTC.
        """
        self.archive, self.source, self.run, self.reason = archive, source, run, reason
        self._keeping = keeping
        self.turns, self.delay_s, self.gateway, self.now = turns, delay_s, gateway, now
        self.plan = plan
        self.findings = Findings(walk=WHOLE if plan is None or plan.whole else HEAD)
        self.tallies: Counter[str] = Counter()
        self.answered: set[str] = set()
        self.has_past = True
        self.fatal: Exception | None = None
        self.stop: Callable[[], None] | None = None
        self._unwritten: dict[str, asyncio.Event] = {}
        self._slower: dict[str, float] = {}
        self._refusals: Counter[str] = Counter()
        self._on_event = on_event

    @property
    def cap(self) -> int:
        """How many addresses this walk asks for at most."""
        return self.source.cap or DEFAULT_CAP

    def group(self, host: str) -> str:
        """Return the politeness group that a host's requests take their turns in."""
        return group_of(self.source, host, self.gateway)

    def delay(self, host: str) -> float:
        """Return the seconds between two requests of a host's group: the declared or ordered ones, or robots.txt's if longer."""
        return max(self.delay_s, self._slower.get(self.group(host), 0.0))

    def slow_down(self, host: str, delay_s: float) -> None:
        """Take a Crawl-delay for the whole group that a host is in; one beyond LONGEST_PAUSE_S is no pace, and closes the host.

        A gateway on this machine is not slowed by it.
        """
        if delay_s > LONGEST_PAUSE_S:
            self.close_host(host, f"robots.txt of {host} asks for {delay_s:.0f} s between two requests")
        elif self.gateway is None or not self.gateway.is_local:
            group = self.group(host)
            self._slower[group] = max(delay_s, self._slower.get(group, 0.0))

    def pause(self, host: str, seconds: float) -> None:
        """Do as a Retry-After says: hold the group, or give the host up for tonight when it asks for too long."""
        if seconds > LONGEST_PAUSE_S:
            self.close_host(host, f"{host} asks to wait {seconds:.0f} s")
        else:
            self.turns.hold(self.group(host), seconds)

    def close_host(self, host: str, why: str) -> None:
        """Ask a host no more in this walk."""
        self.findings.closed.setdefault(host, why)

    async def written(self, group: str) -> None:
        """Wait until the last answer of a group is written: it may not be, and then nothing more must be asked for."""
        while (writing := self._unwritten.get(group)) is not None:
            await writing.wait()

    def begin_writing(self, group: str) -> None:
        """Note that a group has an answer which is not written yet; until `end_writing` it is asked for nothing."""
        self._unwritten[group] = asyncio.Event()

    def end_writing(self, group: str) -> None:
        """Note that the answer is written, or will not be."""
        if (writing := self._unwritten.pop(group, None)) is not None:
            writing.set()

    async def keep(self, answer: Answer, host: str) -> str:
        """Keep an answer, count it, and return its capture's id; several refusals of a host in a row close it.

        Raises:
            ArchiveError: it could not be kept; the walk is ended.
        """
        self._heed_refusal(answer, host)  # at once: until the answer is written, the host must not be asked on
        try:
            kept = await self._keeping.keep(answer)
        except ArchiveError as error:
            self.end_with(error)
            raise
        if answer.outcome in FINAL:
            self.answered.add(answer.url)
        if kept.run != self.run:  # a memento that was asked for before: the archive keeps the same answer once
            self.findings.known.append(kept.id)
        self._count(answer.outcome)
        return kept.id

    def _heed_refusal(self, answer: Answer, host: str) -> None:
        """Close a host that has refused so often in a row."""
        if answer.cause in HOST_REFUSALS:
            self._refusals[host] += 1
            if self._refusals[host] >= REFUSALS_IN_A_ROW:
                self.close_host(host, f"{host} refused {REFUSALS_IN_A_ROW} times in a row ({answer.cause})")
        elif answer.outcome in ("ok", "unchanged", "not-text"):
            self._refusals[host] = 0

    def keep_attempt(self, url: str, outcome: Outcome, cause: str, message: str = "") -> None:
        """Record that an address was to be asked and gave no answer."""
        now = self.now()
        attempt = Attempt(
            url=url,
            outcome=outcome,
            cause=cause,
            attempted_at=now,
            recorded_at=now,
            source=self.source.id,
            run=self.run,
            reason=self.reason,
            message=message[:500],
        )
        try:
            self._keeping.keep_attempt(attempt)
        except ArchiveError as error:
            self.end_with(error)
        self._count(outcome)

    async def flush(self) -> None:
        """Wait until everything kept so far is on disk and in the catalog; if it cannot be, the walk is ended."""
        if self.fatal is None:
            try:
                await self._keeping.flush()
            except ArchiveError as error:
                self.end_with(error)

    def replayed(self) -> None:
        """Count an answer that this run had already and that was not asked again."""
        self._count("replayed")

    def end_with(self, error: Exception) -> None:
        """Stop the walk for good: what cannot be kept must not be fetched (the process then ends with exit code 1)."""
        if self.fatal is None:
            self.fatal = error
            if self.stop is not None:
                self.stop()

    def _count(self, outcome: str) -> None:
        self.tallies[outcome] += 1
        if self._on_event is not None:
            self._on_event({"event": "progress", "listed": len(self.findings.listed), **self.tallies})
