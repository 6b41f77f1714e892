"""What an archive holds of each district: district × year × kind of report, from whom, and what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive.records import Version
from crawler.sources.declared import Source

YEARLY = ("government-work-report", "half-year-report", "plan-report", "budget-report", "congress-work-report")
"""Kinds of report that a district makes every year, as `Metadata.kind` names them: only these can be missing."""

OFFICIAL = frozenset({"government", "peoples_congress"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One kind of report of one district and year: addresses of official pages and of copies, in order; none: missing."""

    division: str
    year: int
    kind: str
    official: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """`official`, `copy` where only re-publishers have it, or `missing`."""
        return "official" if self.official else "copy" if self.copies else "missing"


def coverage(versions: Iterable[Version], sources: Mapping[str, Source]) -> tuple[Cell, ...]:
    """Return a cell for every district that has an official source, every year held and every yearly kind.

    In the order of divisions, years, kinds. The years are those from the first to the last that any report of the
    district is of: a district of which nothing is held has no cells, as nothing says which years to expect.

    Args:
        versions: with their documents, one a page, as `Archive.corpus()` yields them. A document that names no district
            is its source's own; of a copy that names none nothing is known, and it is left out.
    """
    held: dict[tuple[str, int, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for version in versions:
        source = sources.get(version.source)
        said = version.document.metadata if version.document else None
        if source is None or said is None or said.year is None or said.kind not in YEARLY:
            continue
        official = source.body in OFFICIAL
        division = (source.division if official else "") or said.division
        if division:
            held[division, said.year, said.kind][0 if official else 1].add(version.url)
    return tuple(_cells(held, {s.division for s in sources.values() if s.body in OFFICIAL and s.division}))


def _cells(held: Mapping[tuple[str, int, str], tuple[set[str], set[str]]], declared: set[str]) -> Iterable[Cell]:
    for division in sorted(declared & {known for known, _, _ in held}):
        years = [year for known, year, _ in held if known == division]
        for year in range(min(years), max(years) + 1):
            for kind in YEARLY:
                official, copies = held.get((division, year, kind), ((), ()))
                yield Cell(division, year, kind, tuple(sorted(official)), tuple(sorted(copies)))


def districts(sources: Mapping[str, Source]) -> dict[str, str]:
    """Return the name of each division with an official source: the government's title without its last word, if it has one."""
    named: dict[str, str] = {}
    for source in sorted(sources.values(), key=lambda source: source.body != "government"):
        if source.body in OFFICIAL and source.division:
            name = source.title.partition("人民政府")[0].partition("人民代表大会")[0]
            named.setdefault(source.division, name)
    return named
