"""What a run's pages say of themselves, against what they said before: hijacked, decoded wrongly, or in another template.

Nothing here knows a page: it compares counts. A share of pages that lack a title says nothing by itself; a share that is
next to impossible after what the nights before gave is a fault, on the same night.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb

from archive.records import Run
from archive.trust import FAULTS
from crawler.shown import visible

FIELDS: Mapping[str, str] = {
    "title": "have a title",
    "date": "have a date",
    "text": "have a text",
    "selected": "are read by a rule that knows the site",
    "agreeing": "give about the text that a generic reading finds",
}
"""The counts that are compared, of so many documents that were cleaned in a run (`pages`), and what each says."""

SELDOM = 1 / 2000
"""A night that is less likely than this, after the nights before, is a fault: with 30 sources one in two months."""

MOST_LACK = 0.5
"""At least this share of a night's pages must lack a field: one new column of pages without dates is no new template."""

LEARNT_PAGES, LEARNT_COMPARED = 10, 5
"""Below so many pages, and so many that were compared with a generic reading (`crawler.read.COMPARED` a night), nothing has been learnt of a source."""

POOLED = 5
"""So many nights are taken together: where each brings one page, none of them alone says anything."""

NEARLY_ALL = 0.8
"""What this share of pages had is missed where a fault is told already."""

STILL = "no page that is well was read since: "
"""How a reason begins that is the night's before."""

GARBLED = ("mojibake", "lost-characters")
"""Warnings of the cleaners that say that a page was read in a wrong charset."""

STRANGE_LEAST = 30
"""Fewer letters than this may be a French name."""

_STRANGE = re.compile("[\u0080-\u00ff\u0152-\u0192\u2018-\u2022\u20ac\ufffd]")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_PLACE = re.compile(r"([\u4e00-\u9fff]{2,6}?)(?:自治区|自治州|自治县|特别行政区|新区|省|市|区|县|旗|盟|州)")


@dataclass(frozen=True, slots=True)
class Drift:
    """One thing that is no longer as it was: its failure class (docs/operating.md lists them) and a sentence."""

    fault: str
    reason: str


def names_of(title: str) -> tuple[str, ...]:
    """Return the places in a source's title, without province or suffix where more than one is named: `("嘉定",)`.

    Empty where the title names none; then no page can be held against it.
    """
    found = _PLACE.findall(title)
    return tuple(found[1:] or found)


def is_garbled(text: str) -> bool:
    """Whether a page shows more letters of Western alphabets' upper halves, or lost ones, than Chinese: UTF-8 read as something else."""
    shown = visible(text)
    return len(_STRANGE.findall(shown)) > max(STRANGE_LEAST, len(_CHINESE.findall(shown)))


def names_itself(text: str, names: Sequence[str]) -> bool:
    """Whether a page names one of the places."""
    return any(name in text for name in names)


def drifted(
    tonight: Mapping[str, int], before: Sequence[Mapping[str, int]], warnings: Mapping[str, int]
) -> list[Drift]:
    """Return what changed from the runs before to this one, worst first; empty when nothing did or nothing is learnt.

    Args:
        tonight: counts by FIELDS' names, `pages` of them in all; and of list pages `lists` read, `named` naming their place.
        before: the same of earlier good runs, newest first; those without counts are passed over.
        warnings: how many pages of this run have each of the cleaners' warnings.
    """
    found = [*_hijacked(tonight, before), *_garbled(tonight, warnings)]
    for name in FIELDS:
        of = "compared" if name == "agreeing" else "pages"
        nights = [one for one in before if one.get(of, 0)]
        if tonight.get(of, 0) and tonight.get(name, 0) <= tonight[of] * (1 - MOST_LACK):
            told = (_lost(name, of, [tonight, *nights[:more]], nights[more:]) for more in range(POOLED))
            found += next((one for one in told if one), [])
    return found


def _lost(name: str, of: str, late: Sequence[Mapping[str, int]], before: Sequence[Mapping[str, int]]) -> list[Drift]:
    """Whether the pages of the last night or nights lack a field that those before had; a night may read one page only."""
    pages, held = sum(one.get(of, 0) for one in late), sum(one.get(name, 0) for one in late)
    known, good = sum(one.get(of, 0) for one in before), sum(one.get(name, 0) for one in before)
    needed = LEARNT_COMPARED if name == "agreeing" else LEARNT_PAGES
    if known < needed or held > pages * (1 - MOST_LACK):
        return []
    rate = (known - good + 1) / (known + 2)  # Laplace: never impossible, however long all was well
    if _at_least(pages - held, pages, rate) * len(late) >= SELDOM:
        return []
    return [Drift("template-changed", f"{held} of {pages} pages {FIELDS[name]}, before it was {good} of {known}")]


def lasting(tonight: Mapping[str, int], last: Run | None, before: Sequence[Mapping[str, int]] = ()) -> list[Drift]:
    """Return what the night before told of its pages and this one has not seen end: no page was read anew, or none that is well.

    Args:
        last: the run before, None for none.
        before: as of `drifted`.
    """
    fault = str(last.details.get("fault", "")) if last else ""
    pages = tonight.get("pages", 0)
    if last is None or fault not in FAULTS or (pages and not (fault == "template-changed" and _lacks(tonight, before))):
        return []
    by_lists = fault == "hijacked" or last.details.get("fields", {}).get("garbled", 0)
    if by_lists and tonight.get("named", 0):  # the lists told it, and tell that they are well
        return []
    why = next(iter(last.reasons), fault).removeprefix(STILL)
    return [Drift(fault, f"{STILL}{why}")]


def _lacks(tonight: Mapping[str, int], before: Sequence[Mapping[str, int]]) -> bool:
    """Whether tonight's pages lack a field that nearly all before had, however few pages came."""
    for name in FIELDS:
        of = "compared" if name == "agreeing" else "pages"
        known, good = sum(one.get(of, 0) for one in before), sum(one.get(name, 0) for one in before)
        pages = tonight.get(of, 0)
        if pages and good > known * NEARLY_ALL and tonight.get(name, 0) <= pages * (1 - MOST_LACK):
            return True
    return False


def _hijacked(tonight: Mapping[str, int], before: Sequence[Mapping[str, int]]) -> list[Drift]:
    """The site's own front pages named their place and do not any more: another's site, or a parking page."""
    if tonight.get("lists", 0) and not tonight.get("named", 0) and any(one.get("named", 0) for one in before):
        if garbled := tonight.get("garbled", 0):
            return [
                Drift(
                    "wrong-charset",
                    f"{garbled} of {tonight['lists']} list pages are letters without sense: in a wrong charset",
                )
            ]
        return [Drift("hijacked", "no list page names its district any more: the address may be another's now")]
    return []


def _garbled(tonight: Mapping[str, int], warnings: Mapping[str, int]) -> list[Drift]:
    pages, garbled = tonight.get("pages", 0), max((warnings.get(code, 0) for code in GARBLED), default=0)
    if garbled > pages * MOST_LACK:
        return [Drift("wrong-charset", f"{garbled} of {pages} pages were read in a wrong charset")]
    return []


def _at_least(misses: int, pages: int, rate: float) -> float:
    """How likely so many misses or more are among so many pages, if each misses at that rate by itself."""
    if pages > 60:  # enough to judge by; the sum below stays exact
        misses, pages = misses * 60 // pages, 60
    return sum(comb(pages, k) * rate**k * (1 - rate) ** (pages - k) for k in range(misses, pages + 1))
