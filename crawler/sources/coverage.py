"""What an archive holds of each district: district × year × kind of report, from whom, and what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class District:
    """A district that has an official source; `cells` are empty when no yearly report of it is held, from whomever."""

    division: str
    name: str
    cells: tuple[Cell, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return what `fangzhi sources coverage --json` prints of it."""
        return {
            "division": self.division,
            "district": self.name,
            "reports": [
                {
                    "year": cell.year,
                    "kind": cell.kind,
                    "state": cell.state,
                    "official": list(cell.official),
                    "copies": list(cell.copies),
                }
                for cell in self.cells
            ],
        }


def coverage(versions: Iterable[Version], sources: Mapping[str, Source]) -> tuple[District, ...]:
    """Return every district that has an official source, with a cell for every year held and every yearly kind.

    In the order of divisions, years, kinds. The years are those from the first to the last that any report of the
    district is of: of a district of which nothing is held nothing says which years to expect.

    Args:
        versions: with their documents, one a page, as `Archive.corpus()` yields them. A document that names no district
            is its source's own; of a copy that names none nothing is known, and it is left out. An official site that
            prints another district's report holds a copy of it.
    """
    held: dict[tuple[str, int, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for version in versions:
        source = sources.get(version.source)
        said = version.document.metadata if version.document else None
        if source is None or said is None or said.year is None or said.kind not in YEARLY:
            continue
        division = said.division or source.division
        official = source.body in OFFICIAL and source.division in ("", division)
        if division:
            held[division, said.year, said.kind][0 if official else 1].add(version.url)
    return tuple(District(code, name, tuple(_cells(held, code))) for code, name in sorted(districts(sources).items()))


def _cells(held: Mapping[tuple[str, int, str], tuple[set[str], set[str]]], division: str) -> Iterable[Cell]:
    years = [year for known, year, _ in held if known == division]
    for year in range(min(years), max(years) + 1) if years else ():
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
