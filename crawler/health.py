"""Which source is broken, quiet or blocked, since when and why: told from its runs alone, by pure functions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from archive.moments import rfc3339
from archive.records import Run

State = Literal["complete", "quiet", "partial", "unexpected", "blocked", "failed", "late", "new"]
"""A source's last verdict; `late` where a night was due and none began, `new` where none has ever begun."""

GOOD = ("complete", "quiet")

LATE = timedelta(hours=6)
"""How long after it was due a night may begin; a daemon that is alive begins it within minutes, or after the group's others."""

NIGHTS = 3
"""So many nights in a row the same page may be missing before it is more than a server's bad moment."""

LACKING = 0.2
"""From this share of missing pages on, a night is no picture of its source, and that is told at once."""

AT_ONCE = frozenset(
    {
        "no-entries",
        "hijacked",
        "wrong-charset",
        "template-changed",
        "many-pages",
        "few-pages",
        "silent",
        "dates-changed",
    }
)
"""Faults that do not mend themselves: the site has changed."""

RUNS_LOOKED_AT = 200

ADVICE = {
    "challenge": "a protection service stands before the site; do not try to get past it: ask the site for access",
    "rate-limited": "we ask too often: raise pace.delay_s in the declaration",
    "forbidden": "the site refuses this program; write to the site, or set status = 'challenge' and crawl it by hand",
    "login-required": "the lists are for members now; look whether another column is public",
    "no-permission": "the lists are for members now; look whether another column is public",
    "site-closed": "the site says that it is closed; wait, and look by hand in a week",
    "suspended": "the hosting was suspended; look whether the body has moved to another host",
    "hijacked": "look at the site by hand; if the body has moved, change seeds and hosts, else remove the schedule; a page that is still"
    " theirs comes into the corpus when it is fetched by hand",
    "script-only": "the pages are filled by scripts: look at one with fangzhi fetch --browser, or find the list's data address",
    "wrong-charset": "look at the sample; set charset in the declaration to what the page is written in, then fangzhi clean",
    "template-changed": "compare the two samples; change select in the declaration to what the page is now, then fangzhi clean",
    "no-entries": "the list page is another now: see what it names now; change family, seeds or list and detail",
    "dates-changed": "look at the list beside an older capture of it: if the site has re-dated its pages, their own dates still hold;"
    " a new rhythm is learnt after seven nights",
    "few-pages": "look at the list pages by hand; if the column is shorter for good, lower expect.pages_min; without one the shorter list is taken after seven nights",
    "many-pages": "look what the lists name; if they are right, raise expect.pages_max, else set scope or detail",
    "gone": "the pages are gone and the lists still name them: look whether the column moved",
    "soft-404": "the site says that the page is gone: look whether the column moved, and change seeds",
    "off-site": "the site leads to another host: look whether it has moved, and change seeds and hosts",
    "bad-redirect": "the site leads nowhere: look at it by hand, and change seeds",
    "redirect-loop": "the site leads in a circle, often to set a cookie: look by hand whether another address of the list does not",
    "client-error": "the address is refused as malformed: look at it by hand, and change seeds",
    "site-message": "the site answers with a message in place of the page: read it in the sample",
    "empty": "the answer has no words: look at it by hand; if it stays so, change seeds",
    "no-content": "the answer has no body: look at it by hand; if it stays so, change seeds",
    "not-rendered": "the browser got no page: see whether fangzhi fetch without --browser gets one",
    "too-large": "the page is beyond the bound of a body: look what it is, and set detail so that it is not asked for",
    "cut-body": "bodies end early: wait; if it stays so, slow down with pace.delay_s",
    "corrupt-body": "bodies do not unpack: wait, and look by hand in a week",
    "unread": "the page came and could not be read: make a test case of it, mend select or the cleaner, then fangzhi clean",
    "lacking": "the night ended before all was asked for: the next one goes on; if it stays so, raise cap or widen the hours",
    "never-asked": "the night ended before all was asked for: the next one goes on; if it stays so, raise cap or widen the hours",
    "nothing-asked": "nothing was asked for: look at seeds, and at the reasons above",
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
    return fault in AT_ONCE or lacking or _lack_the_same(streak[:NIGHTS])


def _lack_the_same(streak: Sequence[Run]) -> bool:
    """Whether so many nights lacked pages in a row, the same ones: another page each night is a server's bad moments."""
    if len(streak) < NIGHTS:
        return False
    named = [set(run.details.get("missing", ())) for run in streak]
    return not all(named) or bool(set.intersection(*named))
