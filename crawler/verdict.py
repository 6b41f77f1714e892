"""Was the run healthy? A verdict from what was expected, what was listed, and what each address answered in the end."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from archive.records import Attempt, Capture, Verdict
from crawler.drift import Drift
from crawler.due import WHOLE
from crawler.endings import Ending, endings_of, followed, key_of
from crawler.families.interfaces import is_interface
from crawler.sources import Source
from crawler.wire import Findings

HALF = 0.5
"""From this share of refused pages on, a run is blocked and not merely partial."""

MISSING = 50
"""So many addresses that were not had are named in a run's report."""

MANY = 5
"""Below so many listed pages no share says anything."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reasons in words, worst first, and the counts of distinct addresses that it rests on.

    `fault` is the failure class: a cause of docs/operating.md, or what it tells under *Faults*; empty where nothing failed. `missing` are
    addresses that are there and were not had, at most MISSING of them, in order.
    """

    verdict: Verdict
    reasons: tuple[str, ...]
    asked: int
    captured: int
    unchanged: int
    failed: int
    blocked: int
    gone: int
    fault: str = ""
    missing: tuple[str, ...] = ()


def judge_run(
    source: Source,
    findings: Findings,
    captures: Iterable[Capture],
    attempts: Iterable[Attempt],
    *,
    quiet_for: str = "",
    silent: Sequence[str] = (),
    by_hand: bool = False,
    drift: Sequence[Drift] = (),
    unread: Mapping[str, str] = MappingProxyType({}),
) -> Judgement:
    """Judge a run that has ended.

    Args:
        captures, attempts: all of the run; of each address the one recorded last counts.
        by_hand: single pages were fetched, so neither seeds nor expectations count.
        drift: what the run's pages say of themselves that they did not say before.
        unread: pages that came and that the cleaner could not read, by address, with the error.
        quiet_for: why a run without news is quiet rather than complete, in words; empty if it is not.
        silent: what is told of columns that bring no news although by their rhythm they should (`crawler.cadence`).
    """
    endings = endings_of(captures, attempts)
    homes = _homes(source, findings)
    listed = [followed(url, endings, homes) for url in findings.listed]
    seeds = set() if by_hand else _seed_lists(source, findings)
    lists = {url: _filled(followed(url, endings), findings.lists.get(url, 0)) for url in {*findings.lists, *seeds}}
    asked = {url: followed(url, endings) for url in findings.pagers if url not in lists}
    pagers = [ending for url, ending in asked.items() if not _is_beyond_the_last(url, ending)]
    files = [followed(url, endings) for url in findings.files]
    tests: tuple[Judged, ...] = (
        _nothing_came(lists, listed, findings),
        _refused(lists, listed, findings),
        _lacking(source, [*lists.values(), *(e for e in pagers if not _is_gone(e))], listed, files, findings),
        None if by_hand else _beyond_expectation(source, listed, findings),
    )
    notes = [*_notes(listed, pagers, findings), *_file_notes(files, findings), *_unread_notes(unread)]
    quiet: Judged = ("quiet", [quiet_for], "") if quiet_for else ("complete", [], "")
    changed: Judged = ("unexpected", [], drift[0].fault) if drift else None
    unreadable: Judged = ("partial", [], "unread") if unread else None  # where all are, that is a drift
    still: Judged = ("unexpected", silent, "silent") if silent else None
    verdict, told, fault = next(judged for judged in (*tests, changed, unreadable, still, quiet) if judged is not None)
    reasons = [*(one.reason for one in drift), *told]
    if drift and drift[0].fault == "hijacked":
        fault = "hijacked"  # whatever else fails then, fails by that
    missing = [url for url, e in zip(findings.listed, listed, strict=True) if _is_missing(e)]
    missing += [url for url, e in zip(findings.files, files, strict=True) if _is_lost(e)]
    return replace(_judgement(verdict, [*reasons, *notes], fault, endings), missing=tuple(sorted(missing)[:MISSING]))


def _judgement(verdict: Verdict, reasons: Sequence[str], fault: str, endings: Mapping[str, Ending]) -> Judgement:
    counted = Counter("blocked" if e.outcome == "blocked" else _count_as(e) for e in endings.values())
    return Judgement(
        verdict,
        tuple(reasons),
        asked=len(endings),
        captured=counted["captured"],
        unchanged=counted["unchanged"],
        failed=counted["failed"],
        blocked=counted["blocked"],
        gone=counted["gone"],
        fault=fault,
    )


Judged = tuple[Verdict, Sequence[str], str] | None


def _is_beyond_the_last(url: str, ending: Ending | None) -> bool:
    """Whether a data interface answered with nothing: past its last page. Where it never gave anything, its list has no entries."""
    return ending is not None and ending.cause == "empty" and is_interface(url)


def _filled(ending: Ending | None, entries: int) -> Ending | None:
    """How a list page ended: a shell that scripts fill is as good as read when their interface gave its entries."""
    return Ending("ok", "") if ending is not None and ending.cause == "script-only" and entries else ending


def _nothing_came(lists: dict[str, Ending | None], listed: Sequence[Ending | None], findings: Findings) -> Judged:
    """Failed: no list page could be read, so nothing is known of the source tonight."""
    if any(_is_read(e) for e in lists.values()) or (not lists and any(_is_read(e) or _is_gone(e) for e in listed)):
        if lists and not any(findings.lists.values()) and not listed and not findings.resting:
            hints = sorted(set(findings.hints.values()))
            return "failed", [f"no list page names any page ({len(findings.lists)} read)", *hints], "no-entries"
        return None
    asked = [e for e in (lists.values() if lists else listed) if e is not None]
    refused = [e for e in asked if e.outcome == "blocked"]
    all_refused = refused and len(refused) == len([e for e in asked if e.outcome != "redirect"])
    kind = "list page" if lists else "page"
    if all_refused and any(e.cause != "closed-tonight" for e in refused):
        return "blocked", [f"every {kind} is refused: {_told(asked)}", *_closed(findings)], _worst(refused)
    if asked:
        return "failed", [f"no {kind} could be read: {_told(asked)}", *_closed(findings)], _worst(asked)
    return "failed", ["nothing was asked", *_closed(findings)], "nothing-asked"


def _refused(lists: dict[str, Ending | None], listed: Sequence[Ending | None], findings: Findings) -> Judged:
    """Blocked: so much was refused that what came is no picture of the source."""
    refused = [
        e for e in (*lists.values(), *listed) if e is not None and e.outcome == "blocked" and not e.is_page_refusal
    ]
    single = [e for e in listed if e is not None and e.is_page_refusal]
    total = len(listed) + len(lists)
    if findings.closed and refused:
        told = [f"{len(refused)} of {total} pages are refused: {_told(refused)}", *_closed(findings)]
        return "blocked", told, _worst(refused)
    withheld = [e for e in listed if e is not None and e.outcome == "blocked"]
    if withheld and not findings.resting and not any(_is_read(e) for e in listed):
        return "blocked", [f"no listed page could be had: {_told(listed)}"], _worst(withheld)
    if total >= MANY and len(refused) + len(single) > total * HALF:
        every = [*refused, *single]
        return "blocked", [f"{len(every)} of {total} pages are refused: {_told(every)}"], _worst(every)
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
    if missing := [e for e in listed if _is_missing(e)]:
        reasons.append(f"{len(missing)} of {len(listed)} listed pages could not be had: {_told(missing)}")
    if lost := [e for e in files if _is_lost(e)]:
        reasons.append(f"{len(lost)} of {len(files)} files and pictures of pages could not be had: {_told(lost)}")
    gone = sum(1 for e in listed if e is not None and e.outcome == "gone")
    if source.expect.gone_max is not None and gone > source.expect.gone_max:
        reasons.append(f"{gone} listed pages are gone, expected at most {source.expect.gone_max}")
    if findings.capped:
        reasons.append("the night's cap of pages was reached; the rest comes the next time")
    if findings.ended not in ("finished", ""):
        reasons.append(f"the walk ended early ({findings.ended})")
    fault = "no-entries" if empty else _worst([*bad, *missing, *lost]) or "lacking"
    return ("partial", reasons, fault) if reasons else None


def _beyond_expectation(source: Source, listed: Sequence[Ending | None], findings: Findings) -> Judged:
    """Unexpected: all went well and yet the numbers are not those of a healthy run."""
    least, most = source.expect.pages_min, source.expect.pages_max
    total = len(listed) + findings.resting
    if least is not None and total < least and findings.walk == WHOLE:
        return "unexpected", [f"{total} pages are listed, expected at least {least}"], "few-pages"
    if most is not None and total > most:
        return "unexpected", [f"{total} pages are listed, expected at most {most}"], "many-pages"
    gone = sum(1 for e in listed if _is_gone(e))
    if len(listed) >= MANY and source.expect.gone_max is None and not findings.resting and gone == len(listed):
        return "unexpected", [f"{gone} of {total} listed pages are gone"], "gone"
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


def _unread_notes(unread: Mapping[str, str]) -> list[str]:
    """Pages that are kept and of which there is no text, with the first one's error."""
    first = min(unread.items(), default=None)
    return [f"{len(unread)} pages could not be cleaned, e.g. {first[0]}: {first[1]}"] if first else []


def _file_notes(files: Sequence[Ending | None], findings: Findings) -> list[str]:
    """Files that will not come, however often they are asked for: gone, refused, beyond the bound of a body or a page."""
    notes = []
    never = [e for e in files if e is not None and (e.outcome in ("gone", "blocked") or e.cause == "too-large")]
    if never:
        notes.append(f"{len(never)} of {len(files)} files and pictures of pages are not to be had: {_told(never)}")
    if findings.files_left:
        notes.append(f"{findings.files_left} files and pictures lie beyond the bound of a page and were not asked for")
    return notes


def _homes(source: Source, findings: Findings) -> set[str]:
    """Keys of the source's front pages and list pages."""
    leaves = ("", "index.html", "index.htm", "index.shtml", "index.jsp", "index.php")
    fronts = {f"http://{host}/{leaf}" for host in source.hosts for leaf in leaves}
    return {key_of(url) for url in (*fronts, *_seed_lists(source, findings))} - {key_of(url) for url in findings.listed}


def _seed_lists(source: Source, findings: Findings) -> set[str]:
    """The seeds that are list pages: those that no walk took for a document."""
    listed = {key_of(url) for url in findings.listed}
    return {seed for seed in source.seeds if key_of(seed) not in listed}


def _is_missing(ending: Ending | None) -> bool:
    """Whether a listed page is there and was not had."""
    return ending is None or ending.outcome in ("error", "truncated") or (
        ending.outcome == "blocked" and not ending.is_page_refusal
    )  # fmt: skip


def _is_lost(ending: Ending | None) -> bool:
    """Whether a page's file or picture is there and was not had."""
    return ending is None or (ending.outcome in ("error", "truncated") and ending.cause != "too-large")


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


def _worst(endings: Sequence[Ending | None]) -> str:
    """The cause that most of some failures have: of a host that was given up, why it was, and not the pages left out for it."""
    counted = Counter("never-asked" if e is None else e.name for e in endings if e is None or e.outcome != "redirect")
    if len(counted) > 1:
        counted.pop("closed-tonight", None)
    return counted.most_common(1)[0][0] if counted else ""


def _closed(findings: Findings) -> list[str]:
    return sorted(findings.closed.values())
