"""How each address of a run ended: the last outcome counts, and a redirect ends where it leads."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from archive.errors import BadAddress
from archive.records import Attempt, Capture
from archive.urls import url_key
from crawler.outcomes import PAGE_REFUSALS

ROBOTS = "robots.txt"

SAME = ("ok", "not-text")
"""Outcomes of an answer that, when the archive keeps it already, counts as unchanged."""

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


def endings_of(captures: Iterable[Capture], attempts: Iterable[Attempt]) -> dict[str, Ending]:
    """Return how each address of a run ended, by url_key; robots.txt files are left out."""
    told = [(c.recorded_at, c.url, Ending(c.outcome, c.cause, c.redirected_to), c.is_revisit) for c in captures]
    told += [(a.recorded_at, a.url, Ending(a.outcome, a.cause), False) for a in attempts]
    endings: dict[str, Ending] = {}
    for _, url, ending, is_revisit in sorted(told, key=lambda one: one[0]):
        if not url.endswith("/" + ROBOTS):
            endings[key_of(url)] = Ending("unchanged", "") if is_revisit and ending.outcome in SAME else ending
    return endings


def followed(url: str, endings: dict[str, Ending], homes: Container[str] = ()) -> Ending | None:
    """How an address ended, through its redirects; None if it was never asked.

    Args:
        homes: keys of front and list pages: a document that leads there is no more, whatever status says so.
    """
    ending = endings.get(key_of(url))
    for _ in range(_HOPS):
        if ending is None or ending.outcome != "redirect" or not ending.redirected_to:
            return ending
        if key_of(ending.redirected_to) in homes:
            return Ending("gone", "led-home")
        onward = endings.get(key_of(ending.redirected_to))
        if onward is None or onward is ending:
            return ending
        ending = onward
    return Ending("error", "redirect-loop")


def key_of(url: str) -> str:
    """Return where the spellings of an address meet; what no page can have stays as it is."""
    try:
        return url_key(url)
    except BadAddress:
        return url
