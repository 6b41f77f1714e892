"""Which source is broken, quiet or blocked, since when and why: told from its runs alone, by pure functions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from archive.moments import rfc3339
from archive.records import Attempt, Capture, Run

State = Literal["complete", "quiet", "partial", "unexpected", "blocked", "failed", "late", "new"]
"""A source's last verdict; `late` where a night was due and none began, `new` where none has ever begun."""

GOOD = ("complete", "quiet")

LATE = timedelta(hours=6)
"""How long after it was due a night may begin; a daemon that is alive begins it within minutes, or after the group's others."""

NIGHTS = 3
"""So many nights in a row may lack a few pages before it is more than a server's bad moment."""

LACKING = 0.2
"""From this share of missing pages on, a night is no picture of its source, and that is told at once."""

AT_ONCE = frozenset(
    {"no-entries", "hijacked", "wrong-charset", "template-changed", "many-pages", "few-pages", "silent"}
)
"""Faults that do not mend themselves: the site has changed."""

RUNS_LOOKED_AT = 200
SAMPLES = 2

ADVICE = {
    "challenge": "a protection service stands before the site; do not try to get past it: ask the site for access",
    "rate-limited": "we ask too often: raise pace.delay_s in the declaration",
    "forbidden": "the site refuses this program; write to the site, or set status = 'challenge' and crawl it by hand",
    "login-required": "the lists are for members now; look whether another column is public",
    "no-permission": "the lists are for members now; look whether another column is public",
    "site-closed": "the site says that it is closed; wait, and look by hand in a week",
    "suspended": "the hosting was suspended; look whether the body has moved to another host",
    "hijacked": "look at the site by hand; if the body has moved, change seeds and hosts, else remove the schedule",
    "script-only": "the pages are filled by scripts: look at one with fangzhi fetch --browser, or find the list's data address",
    "wrong-charset": "set charset in the declaration, or see with fangzhi extract what the page is written in",
    "template-changed": "run fangzhi extract on a sample; change select in the declaration, then fangzhi clean",
    "no-entries": "the list page is another now: run fangzhi probe on it; change family, seeds or list and detail",
    "few-pages": "look at the list pages by hand; if the column is shorter for good, lower expect.pages_min",
    "many-pages": "look what the lists name; if they are right, raise expect.pages_max, else set scope or detail",
    "gone": "the pages are gone and the lists still name them: look whether the column moved",
    "dns": "the name is no longer known: look whether the host has moved, and change seeds and hosts",
    "tls": "the connection's certificate or version is refused: try the other scheme in seeds",
    "timeout": "the site does not answer; if other sources fail too, look at the network here",
    "refused": "nothing listens there; look whether the host or the scheme has changed",
    "disconnected": "the connection breaks; slow down, and look by hand",
    "server-error": "the site fails by itself; wait, and look by hand in a week",
    "robots": "robots.txt asks us not to; obey, or write to the site",
    "closed-tonight": "the host was given up for the night; the reasons above say why",
    "late": "look whether the daemon is alive: schedule.json, beat_at; or start it: fangzhi schedule",
    "silent": "look by hand whether the column is still used: a new one may have taken its place, or the list is no longer kept up",
}
"""What to do, by failure class."""

OTHERWISE = "look at the samples by hand, then at the declaration"


@dataclass(frozen=True, slots=True)
class Health:
    """How one source stands.

    Attributes:
        since: when the first run of the present state began (of good runs in a row the first, of bad ones the first);
            None for a source without runs.
        last_complete: when the last complete or quiet run began, None for never.
        fault: the failure class, empty for a good state.
        is_alarming: whether somebody should be told tonight: not for a few pages missing on a single night.
    """

    source: str
    state: State
    since: datetime | None
    last_complete: datetime | None
    message: str
    fault: str = ""
    is_alarming: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return it with the keys of `health --json`."""
        return {
            "source": self.source,
            "state": self.state,
            "since": rfc3339(self.since) if self.since else None,
            "last_complete": rfc3339(self.last_complete) if self.last_complete else None,
            "message": self.message,
            "fault": self.fault or None,
            "alarming": self.is_alarming,
        }


@dataclass(frozen=True, slots=True)
class Sample:
    """One address that did not end well: its outcome, its cause or message, and the capture's id where there is one."""

    url: str
    outcome: str
    cause: str
    capture: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is known of a source's trouble: the last good run, what drifted since, what fails, and what to change."""

    health: Health
    last_good: Run | None
    last: Run | None
    drifted: tuple[str, ...]
    samples: tuple[Sample, ...]
    advice: str

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values: the keys of `health --json`, and its own."""
        return {
            **self.health.to_json(),
            "last_good_run": self.last_good.id if self.last_good else None,
            "last_run": self.last.id if self.last else None,
            "reasons": list(self.last.reasons) if self.last else [],
            "drifted": list(self.drifted),
            "samples": [
                {"url": s.url, "outcome": s.outcome, "cause": s.cause, "capture": s.capture} for s in self.samples
            ],
            "advice": self.advice,
        }


def nights(runs: Iterable[Run]) -> list[Run]:
    """Return the runs that were crawls of the whole source and have ended, newest first; pages by hand are none."""
    ended = (run for run in runs if run.ended_at is not None and run.reason == "schedule")
    return sorted(ended, key=lambda run: run.begun_at, reverse=True)


def health_of(source: str, runs: Sequence[Run], *, due: datetime | None = None) -> Health:
    """Tell how a source stands.

    Args:
        runs: of the source, in any order, open ones and those by hand among them.
        due: the last night that should have begun by now (the caller forgives LATE); None where none is owed.
    """
    told = nights(runs)
    good = next((run.begun_at for run in told if run.verdict in GOOD), None)
    begun = [run.begun_at for run in runs if run.reason == "schedule"]
    if due is not None and (not begun or max(begun) < due):
        message = f"no crawl has begun since {rfc3339(due)}"
        return Health(source, "late", due, good, message, "late", is_alarming=True)
    if not told:
        return Health(source, "new", None, None, "was never crawled to an end")
    last = told[0]
    state: State = last.verdict or "failed"
    streak = [last]
    for run in told[1:]:
        if (run.verdict in GOOD) != (state in GOOD) or (state == "quiet") != (run.verdict == "quiet"):
            break
        streak.append(run)
    fault = str(last.details.get("fault", "")) if state not in GOOD else ""
    message = "; ".join(last.reasons) or state
    return Health(source, state, streak[-1].begun_at, good, message, fault, _is_alarming(state, fault, streak))


def _is_alarming(state: State, fault: str, streak: Sequence[Run]) -> bool:
    if state != "partial":
        return state not in GOOD
    last = streak[0]
    lacking = last.failed + last.blocked >= max(2, last.asked * LACKING)
    return fault in AT_ONCE or lacking or len(streak) >= NIGHTS


def diagnose(
    source: str,
    runs: Sequence[Run],
    captures: Iterable[Capture] = (),
    attempts: Iterable[Attempt] = (),
    *,
    due: datetime | None = None,
) -> Diagnosis:
    """Tell what is known of a source's trouble.

    Args:
        runs, due: as `health_of`.
        captures, attempts: of the last run that has ended: the samples are taken from them.
    """
    health, told = health_of(source, runs, due=due), nights(runs)
    good = next((run for run in told if run.verdict in GOOD), None)
    last = told[0] if told else None
    advice = "" if health.state in (*GOOD, "new") else ADVICE.get(health.fault, OTHERWISE)
    samples = tuple(_samples(health.fault, captures, attempts)) if last is not good else ()
    return Diagnosis(health, good, last, tuple(_drift(good, last)), samples, advice)


def _samples(fault: str, captures: Iterable[Capture], attempts: Iterable[Attempt]) -> list[Sample]:
    """Two addresses that show what is wrong: those of the fault itself first; where pages came well, two of those."""
    bad = [Sample(a.url, a.outcome, a.cause or a.message) for a in attempts]
    fine: list[Sample] = []
    for capture in captures:
        sample = Sample(capture.url, capture.outcome, capture.cause, capture.id)
        (fine if capture.outcome in ("ok", "unchanged") else bad).append(sample)
    bad = [sample for sample in bad if sample.outcome not in ("redirect", "not-text")]
    shown = sorted(bad, key=lambda sample: sample.cause != fault)
    return (fine if fault in AT_ONCE else shown or fine)[:SAMPLES]


def _drift(good: Run | None, last: Run | None) -> Iterable[str]:
    """What the last run counted otherwise than the last good one: a line for each number that fell or rose by half."""
    if good is None or last is None or good is last:
        return
    for name, words in (("asked", "addresses asked"), ("failed", "failed"), ("blocked", "refused")):
        yield from _moved(words, getattr(good, name), getattr(last, name))
    yield from _moved("pages listed", good.details.get("listed", 0), last.details.get("listed", 0))
    lists: Counter[str] = Counter(last.details.get("lists", {}))
    for url, entries in good.details.get("lists", {}).items():
        if url in lists:
            yield from _moved(f"entries of {url}", entries, lists[url])


def _moved(words: str, before: int, now: int) -> Iterable[str]:
    if abs(now - before) * 2 > max(before, 1):
        yield f"{words}: {now}, before {before}"
