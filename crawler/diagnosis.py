"""What ails one source: its last good run, what drifted since, the failure class, a page as it is beside what it was, what to try."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from archive.moments import rfc3339
from archive.records import Attempt, Capture, Run
from crawler.drift import FIELDS
from crawler.health import ADVICE, GOOD, OTHERWISE, Health, health_of, nights
from crawler.rhythms import unpacked

OF_LISTS = frozenset({"no-entries", "few-pages", "many-pages", "silent", "dates-changed", "hijacked", "script-only"})
"""Failure classes that a list page shows …"""
OF_PAGES = frozenset({"template-changed", "wrong-charset", "unread"})
"""… and those that documents show, which all came well."""

PAIRS = 2
"""So many bad pages where none of them was ever good; else one, and what it was."""

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "template-changed": ("fangzhi diff {url}", "fangzhi show {url} --account", "fangzhi fixture {capture}"),
    "wrong-charset": ("fangzhi diff {url}", "fangzhi fixture {capture}"),
    "unread": ("fangzhi fixture {capture}",),
    "no-entries": ("fangzhi probe {url}", "fangzhi fetch {url} --browser"),
    "script-only": ("fangzhi fetch {url} --browser", "fangzhi probe {url}"),
    "few-pages": ("fangzhi probe {url}",),
    "many-pages": ("fangzhi probe {url}",),
    "silent": ("fangzhi probe {url}",),
    "off-site": ("fangzhi probe {url}",),
    "late": ("fangzhi schedule --list", "fangzhi crawl {source}"),
}
"""What to try first, by failure class; `{capture}` only where there is one."""
ASK_AGAIN = ("fangzhi fetch {url}", "fangzhi crawl {source}")


@dataclass(frozen=True, slots=True)
class Sample:
    """One address of a run: `bad` as it ended in the last one, or `good` as it was before; `capture` is empty where no answer came."""

    kind: Literal["bad", "good"]
    url: str
    outcome: str
    cause: str
    at: datetime
    capture: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "kind": self.kind,
            "url": self.url,
            "outcome": self.outcome,
            "cause": self.cause,
            "at": rfc3339(self.at),
            "capture": self.capture,
        }


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is known of a source's trouble.

    Attributes:
        drifted: what the last run counted otherwise than the last good one, a sentence each.
        samples: a page that shows the trouble, and the same page (or another) from a good run where there is one.
        advice: what to change, empty for a source that is well; commands: what to try, ready to be called.
        columns: of each column its last day with news and how many days are known.
    """

    health: Health
    last_good: Run | None
    last: Run | None
    drifted: tuple[str, ...]
    samples: tuple[Sample, ...]
    advice: str
    commands: tuple[str, ...]
    columns: tuple[tuple[str, str, int], ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values: the keys of `health --json`, and its own."""
        return {
            **self.health.to_json(),
            "last_good_run": self.last_good.id if self.last_good else None,
            "last_run": self.last.id if self.last else None,
            "reasons": list(self.last.reasons) if self.last else [],
            "drifted": list(self.drifted),
            "samples": [sample.to_json() for sample in self.samples],
            "advice": self.advice,
            "commands": list(self.commands),
            "columns": [{"url": url, "last": last or None, "days": days} for url, last, days in self.columns],
        }


Earlier = Callable[[str], Capture | None]
"""Gives a page's last good capture before the run that is diagnosed; of an empty address any page of the last good run."""


def diagnose(
    source: str,
    runs: Sequence[Run],
    captures: Iterable[Capture] = (),
    attempts: Iterable[Attempt] = (),
    *,
    due: datetime | None = None,
    earlier: Earlier = lambda _: None,
) -> Diagnosis:
    """Tell what is known of a source's trouble.

    Args:
        runs, due: as `health_of`.
        captures, attempts: of the last run that has ended: the bad samples are taken from them.
        earlier: gives the good samples.
    """
    health, told = health_of(source, runs, due=due), nights(runs)
    good = next((run for run in told if run.verdict in GOOD), None)
    last = told[0] if told else None
    is_well = health.state in (*GOOD, "new")
    advice = "" if is_well else ADVICE.get(health.fault, OTHERWISE)
    samples = tuple(_samples(health.fault, last, captures, attempts, earlier)) if last and last is not good else ()
    commands = () if is_well else _commands(health, samples)
    return Diagnosis(health, good, last, tuple(_drift(good, last)), samples, advice, commands, tuple(_columns(last)))


def _samples(
    fault: str, last: Run, captures: Iterable[Capture], attempts: Iterable[Attempt], earlier: Earlier
) -> list[Sample]:
    """A page that shows what is wrong, with what it was before; where nothing was before, two that show it."""
    came = [one for one in captures if not one.url.endswith("/robots.txt")]
    bad = [Sample("bad", a.url, a.outcome, a.cause or a.message, a.attempted_at) for a in attempts]
    bad += [_sample("bad", one) for one in came if one.outcome not in ("ok", "unchanged", "redirect", "not-text")]
    bad.sort(key=lambda sample: sample.cause != fault)
    lists = last.details.get("lists", {})
    fine = [one for one in came if one.outcome in ("ok", "unchanged")]
    if fault in OF_LISTS:
        named = " ".join(last.reasons)
        of_lists = [one for one in fine if one.url in lists]
        bad = [*(s for s in bad if s.cause == fault), *(_sample("bad", one) for one in sorted(
            of_lists, key=lambda one: (one.url not in named, lists[one.url]))), *bad]  # fmt: skip
    elif fault in OF_PAGES:
        documents = [one for one in fine if one.url not in lists and "html" in one.media_type]
        bad = [_sample("bad", one) for one in sorted(documents, key=lambda one: one.is_revisit)] or bad
    bad = list({sample.url: sample for sample in reversed(bad)}.values())[
        ::-1
    ]  # what was retried failed more than once
    for sample in bad:
        if before := earlier(sample.url):
            return [sample, _sample("good", before)]
    if bad and (before := earlier("")):
        return [bad[0], _sample("good", before)]
    return bad[:PAIRS]


def _sample(kind: Literal["bad", "good"], capture: Capture) -> Sample:
    return Sample(kind, capture.url, capture.outcome, capture.cause, capture.captured_at, capture.id)


def _commands(health: Health, samples: Sequence[Sample]) -> tuple[str, ...]:
    shown = next((sample for sample in samples if sample.kind == "bad"), None)
    values = {"source": health.source, "url": shown.url if shown else "", "capture": shown.capture if shown else ""}
    known = COMMANDS.get(health.fault, ASK_AGAIN)
    return tuple(
        line.format(**values) for line in known if all(values[name] for name in values if f"{{{name}}}" in line)
    )


def _drift(good: Run | None, last: Run | None) -> Iterable[str]:
    """What the last run counted otherwise than the last good one: a line for each number that fell or rose by half."""
    if good is None or last is None or good is last:
        return
    for name, words in (("asked", "addresses asked"), ("failed", "failed"), ("blocked", "refused")):
        yield from _moved(words, getattr(good, name), getattr(last, name))
    yield from _moved("pages listed", good.details.get("listed", 0), last.details.get("listed", 0))
    lists: Mapping[str, int] = last.details.get("lists", {})
    for url, entries in good.details.get("lists", {}).items():
        if url in lists or not lists:
            yield from _moved(f"entries of {url}", entries, lists.get(url, 0))
    yield from _fields(good.details.get("fields", {}), last.details.get("fields", {}))


def _fields(good: Mapping[str, int], last: Mapping[str, int]) -> Iterable[str]:
    """How many of the pages that were read anew have what a page should have, where the share fell by half."""
    for name, words in FIELDS.items():
        of = "compared" if name == "agreeing" else "pages"
        had, has = good.get(of, 0), last.get(of, 0)
        if had and has and last.get(name, 0) * had * 2 < good.get(name, 0) * has:
            yield f"pages that {words}: {last.get(name, 0)} of {has}, before {good.get(name, 0)} of {had}"


def _moved(words: str, before: int, now: int) -> Iterable[str]:
    if abs(now - before) * 2 > max(before, 1):
        yield f"{words}: {now}, before {before}"


def _columns(last: Run | None) -> Iterable[tuple[str, str, int]]:
    for url, rhythm in sorted(unpacked(last.details.get("rhythm", {})).items()) if last else ():
        yield url, rhythm.days[-1].isoformat() if rhythm.days else "", len(rhythm.days)
