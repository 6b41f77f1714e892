"""What a family reads from a page, and what a family is."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from crawler.sources.declared import Source

PageKind = Literal["list", "detail"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One document that a list page names: absolute address, title, and the date printed beside it, if any."""

    url: str
    title: str
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list page holds: its entries in its order, each address once, and the list pages that follow it.

    `hint` says why entries may be missing (the list is filled by a script), empty when there is no sign of that. No
    entries is a fault to report, never "nothing new".
    """

    entries: tuple[Entry, ...]
    following: tuple[str, ...]
    hint: str = ""


class Family(Protocol):
    """How one kind of site lists and pages: pure functions on text. Addresses returned are absolute and the source's own."""

    @property
    def name(self) -> str:
        """The word that declarations use."""

    @property
    def about(self) -> str:
        """One sentence: which sites, and the address form."""

    def classify(self, url: str, source: "Source") -> PageKind | None:
        """Return whether an address is a page to walk or a page to keep; None for neither, or not the source's."""

    def read_list(self, url: str, html: str, source: "Source") -> Listing:
        """Read a list page: which documents it names, and which list pages follow."""

    def parts(self, url: str, html: str, source: "Source") -> tuple[str, ...]:
        """Return the other parts of a document that is split over several addresses, in order; empty for a whole one."""

    def fingerprint(self, html: str) -> float:
        """Return how much a page looks like this family's: 0 not at all, 1 for sure."""
