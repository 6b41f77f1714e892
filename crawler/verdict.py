"""Was the run healthy? A verdict from what was expected, what was listed, and what each address answered in the end."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.errors import BadAddress
from archive.records import Attempt, Capture, Verdict
from archive.urls import url_key
from crawler.due import WHOLE
from crawler.outcomes import PAGE_REFUSALS
from crawler.sources import Source
from crawler.wire import Findings

HALF = 0.5
"""From this share of refused pages on, a run is blocked and not merely partial."""

MANY = 5
"""Below so many listed pages no share says anything."""

ROBOTS = "robots.txt"

_HOPS = 8


@dataclass(frozen=True, slots=True)
class Ending:
    """How an address ended in a run: its last outcome and cause, and where it led when that was a redirect."""

    outcome: str
    cause: str
    redirected_to: str = ""

    @property
    def name(self) -> str:
        """The finest word for it."""
        return self.cause or self.outcome

    @property
    def is_page_refusal(self) -> bool:
        """Whether a single page was refused, by the forum's rights or by robots.txt: recorded, and no fault of the run."""
        return self.outcome == "blocked" and (self.cause in PAGE_REFUSALS or self.cause == "robots")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reasons in words, worst first, and the counts of distinct addresses that it rests on."""

    verdict: Verdict
    reasons: tuple[str, ...]
    asked: int
    captured: int
    unchanged: int
    failed: int
    blocked: int
    gone: int


def judge_run(
    source: Source,
    findings: Findings,
    captures: Iterable[Capture],
    attempts: Iterable[Attempt],
    *,
    quiet_for: str = "",
    by_hand: bool = False,
) -> Judgement:
    """Judge a run that has ended.

    Args:
        captures, attempts: all of the run; of each address the one recorded last counts.
        by_hand: single pages were fetched, so neither seeds nor expectations count.
        quiet_for: why a run without news is quiet rather than complete, in words; empty if it is not.
    """
    endings = endings_of(captures, attempts)
    listed = [_followed(url, endings) for url in findings.listed]
    seeds = set() if by_hand else _seed_lists(source, findings)
    lists = {url: _followed(url, endings) for url in {*findings.lists, *seeds}}
    pagers = [_followed(url, endings) for url in findings.pagers if url not in lists]
    files = [_followed(url, endings) for url in findings.files]
    tests = (
        _nothing_came(lists, listed, findings),
        _refused(lists, listed, findings),
        _lacking(source, [*lists.values(), *(e for e in pagers if not _is_gone(e))], listed, files, findings),
        None if by_hand else _beyond_expectation(source, listed, findings),
    )
    notes = [*_notes(listed, pagers, findings), *_file_notes(files, findings)]
    verdict: Verdict = "quiet" if quiet_for else "complete"
    reasons: list[str] = [quiet_for] if quiet_for else []
    for judged in tests:
        if judged is not None:
            verdict, reasons = judged[0], list(judged[1])
            break
    counted = Counter("blocked" if e.outcome == "blocked" else _count_as(e) for e in endings.values())
    return Judgement(
        verdict,
        tuple(reasons + notes),
        asked=len(endings),
        captured=counted["captured"],
        unchanged=counted["unchanged"],
        failed=counted["failed"],
        blocked=counted["blocked"],
        gone=counted["gone"],
    )


def endings_of(captures: Iterable[Capture], attempts: Iterable[Attempt]) -> dict[str, Ending]:
    """Return how each address of a run ended, by url_key; robots.txt files are left out."""
    told = [(c.recorded_at, c.url, Ending(c.outcome, c.cause, c.redirected_to), c.is_revisit) for c in captures]
    told += [(a.recorded_at, a.url, Ending(a.outcome, a.cause), False) for a in attempts]
    endings: dict[str, Ending] = {}
    for _, url, ending, is_revisit in sorted(told, key=lambda one: one[0]):
        if not url.endswith("/" + ROBOTS):
            endings[_key(url)] = Ending("unchanged", "") if is_revisit and ending.outcome == "ok" else ending
    return endings


Judged = tuple[Verdict, Sequence[str]] | None


def _nothing_came(lists: dict[str, Ending | None], listed: Sequence[Ending | None], findings: Findings) -> Judged:
    """Failed: no list page could be read, so nothing is known of the source tonight."""
    if any(_is_read(e) for e in lists.values()) or (not lists and any(_is_read(e) or _is_gone(e) for e in listed)):
        if lists and not any(findings.lists.values()) and not listed and not findings.resting:
            hints = sorted(set(findings.hints.values()))
            return "failed", [f"no list page names any page ({len(findings.lists)} read)", *hints]
        return None
    asked = [e for e in (lists.values() if lists else listed) if e is not None]
    refused = [e for e in asked if e.outcome == "blocked"]
    all_refused = refused and len(refused) == len([e for e in asked if e.outcome != "redirect"])
    kind = "list page" if lists else "page"
    if all_refused and any(e.cause != "closed-tonight" for e in refused):
        return "blocked", [f"every {kind} is refused: {_told(asked)}", *_closed(findings)]
    if asked:
        return "failed", [f"no {kind} could be read: {_told(asked)}", *_closed(findings)]
    return "failed", ["nothing was asked", *_closed(findings)]


def _refused(lists: dict[str, Ending | None], listed: Sequence[Ending | None], findings: Findings) -> Judged:
    """Blocked: so much was refused that what came is no picture of the source."""
    refused = [
        e for e in (*lists.values(), *listed) if e is not None and e.outcome == "blocked" and not e.is_page_refusal
    ]
    single = [e for e in listed if e is not None and e.is_page_refusal]
    total = len(listed) + len(lists)
    if findings.closed and refused:
        return "blocked", [f"{len(refused)} of {total} pages are refused: {_told(refused)}", *_closed(findings)]
    if total >= MANY and len(refused) + len(single) > total * HALF:
        return "blocked", [f"{len(refused) + len(single)} of {total} pages are refused: {_told([*refused, *single])}"]
    return None


def _lacking(
    source: Source,
    lists: Sequence[Ending | None],
    listed: Sequence[Ending | None],
    files: Sequence[Ending | None],
    findings: Findings,
) -> Judged:
    """Partial: something that is there was not got."""
    reasons = []
    if bad := [e for e in lists if not _is_read(e)]:
        reasons.append(f"{len(bad)} of {len(lists)} list pages could not be read: {_told(bad)}")
    if empty := sorted(url for url, entries in findings.lists.items() if not entries):
        hint = next((findings.hints[url] for url in empty if url in findings.hints), "")
        reasons.append(f"{len(empty)} list pages name no page, e.g. {empty[0]}" + (f": {hint}" if hint else ""))
    missing = [
        e
        for e in listed
        if e is None or e.outcome in ("error", "truncated") or (e.outcome == "blocked" and not e.is_page_refusal)
    ]
    if missing:
        reasons.append(f"{len(missing)} of {len(listed)} listed pages could not be had: {_told(missing)}")
    if lost := [e for e in files if e is None or (e.outcome in ("error", "truncated") and e.cause != "too-large")]:
        reasons.append(f"{len(lost)} of {len(files)} files and pictures of pages could not be had: {_told(lost)}")
    gone = sum(1 for e in listed if e is not None and e.outcome == "gone")
    if source.expect.gone_max is not None and gone > source.expect.gone_max:
        reasons.append(f"{gone} listed pages are gone, expected at most {source.expect.gone_max}")
    if findings.capped:
        reasons.append("the night's cap of pages was reached; the rest comes the next time")
    if findings.ended not in ("finished", ""):
        reasons.append(f"the walk ended early ({findings.ended})")
    return ("partial", reasons) if reasons else None


def _beyond_expectation(source: Source, listed: Sequence[Ending | None], findings: Findings) -> Judged:
    """Unexpected: all went well and yet the numbers are not those of a healthy run."""
    least, most = source.expect.pages_min, source.expect.pages_max
    total = len(listed) + findings.resting
    if least is not None and total < least and findings.walk == WHOLE:
        return "unexpected", [f"{total} pages are listed, expected at least {least}"]
    if most is not None and total > most:
        return "unexpected", [f"{total} pages are listed, expected at most {most}"]
    if len(listed) >= MANY and not findings.resting and all(_is_gone(e) for e in listed):
        return "unexpected", [f"all {len(listed)} listed pages are gone"]
    return None


def _notes(listed: Sequence[Ending | None], pagers: Sequence[Ending | None], findings: Findings) -> list[str]:
    """What is worth a line and no fault. Pagers do name list pages that no longer are; the seeds themselves must be there."""
    notes = []
    if lost := sum(1 for e in pagers if _is_gone(e)):
        notes.append(f"{lost} further list pages are gone")
    if gone := sum(1 for e in listed if e is not None and e.outcome == "gone"):
        notes.append(f"{gone} listed pages are gone")
    if single := [e for e in listed if e is not None and e.is_page_refusal]:
        notes.append(f"{len(single)} listed pages are not for visitors: {_told(single)}")
    if findings.resting:
        notes.append(f"{findings.resting} listed pages were not due")
    if findings.strayed:
        notes.append(f"{len(findings.strayed)} pages lead off the source's hosts, e.g. {findings.strayed[0]}")
    return notes


def _file_notes(files: Sequence[Ending | None], findings: Findings) -> list[str]:
    """Files that will not come, however often they are asked for: gone, refused, beyond the bound of a body or a page."""
    notes = []
    never = [e for e in files if e is not None and (e.outcome in ("gone", "blocked") or e.cause == "too-large")]
    if never:
        notes.append(f"{len(never)} of {len(files)} files and pictures of pages are not to be had: {_told(never)}")
    if findings.files_left:
        notes.append(f"{findings.files_left} files and pictures lie beyond the bound of a page and were not asked for")
    return notes


def _seed_lists(source: Source, findings: Findings) -> set[str]:
    """The seeds that are list pages: those that no walk took for a document."""
    listed = {_key(url) for url in findings.listed}
    return {seed for seed in source.seeds if _key(seed) not in listed}


def _followed(url: str, endings: dict[str, Ending]) -> Ending | None:
    """How an address ended, through its redirects; None if it was never asked."""
    ending = endings.get(_key(url))
    for _ in range(_HOPS):
        if ending is None or ending.outcome != "redirect" or not ending.redirected_to:
            return ending
        onward = endings.get(_key(ending.redirected_to))
        if onward is None or onward is ending:
            return ending
        ending = onward
    return Ending("error", "redirect-loop")


def _is_read(ending: Ending | None) -> bool:
    return ending is not None and ending.outcome in ("ok", "unchanged", "redirect", "not-text")


def _is_gone(ending: Ending | None) -> bool:
    return ending is not None and ending.outcome == "gone"


def _count_as(ending: Ending) -> str:
    return {"ok": "captured", "not-text": "captured", "error": "failed", "truncated": "failed"}.get(
        ending.outcome, ending.outcome
    )


def _told(endings: Sequence[Ending | None]) -> str:
    counted = Counter("never asked" if e is None else e.name for e in endings)
    return ", ".join(f"{count} {name}" for name, count in counted.most_common())


def _closed(findings: Findings) -> list[str]:
    return sorted(findings.closed.values())


def _key(url: str) -> str:
    try:
        return url_key(url)
    except BadAddress:
        return url
