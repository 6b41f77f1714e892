"""What an archive tells: histories, versions at an instant, diffs, finds, corpora, proofs. Stored facts in, stories out."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from archive import copies as copying
from archive import corpus as corpora
from archive import history as histories
from archive import rereading
from archive import search as finds
from archive.diff import Diff, diff
from archive.errors import NoCapture, NoVersion
from archive.export import Exported
from archive.export import export as exported
from archive.history import EVERYTHING, Bounds
from archive.joining import whole_of, whole_versions, with_blocks
from archive.moments import instant_of, rfc3339
from archive.provenance import Provenance, ReadAgain, provenance
from archive.records import Version
from archive.shelf import Shelf
from archive.untold import nothing
from archive.urls import url_key
from cleaners.document import Block


class Telling(ABC):
    """The telling side of `Archive`.

    Everywhere: `url` in any spelling; `cleaner` a name (`auto`) or an id (`auto@2`), None for the name that read the page last;
    `part` True for one page of a document over several addresses, else the whole document is meant. A day without hour is
    its end in Asia/Shanghai.
    """

    @property
    @abstractmethod
    def _asking(self) -> Shelf:
        """The reading side, with everything that this process wrote."""

    def history(
        self, url: str, *, cleaner: str | None = None, part: bool = False, known_on: date | datetime | None = None
    ) -> list[Version]:
        """Return a page's versions without their documents, oldest first; a version that ends in absence is followed by one `gone`.

        Absence takes answers on different days, in sound runs; until then the version stands and its `absent_at` says when.

        Raises:
            NoCapture: the page was never captured. NoVersion: it was, but nothing was read in it. BadAddress: no such address.
        """
        bounds = Bounds(known_on=instant_of(known_on)) if known_on else EVERYTHING
        return _versions(self._asking, url, cleaner, part=part, bounds=bounds)

    def at(
        self,
        url: str,
        when: date | datetime | None = None,
        *,
        cleaner: str | None = None,
        part: bool = False,
        known_on: date | datetime | None = None,
    ) -> Version:
        """Return, with its document, the version that a page's last capture up to an instant belongs to.

        A change is dated by the capture that showed it, so between two captures the older version is told. `outcome` is `gone` (and
        there is no document) if the page was absent.

        Args:
            when: None or any time after the last capture: the last version.
        Raises:
            NoCapture: the first capture is later; the message tells when. NoVersion: nothing was read by then.
        Source: RFC 7089, section 4 (how a TimeGate picks a memento).
        """
        instant = instant_of(when) if when else None
        if not part and (alone := _alone(self._asking, url, cleaner, instant, known_on)):
            return alone
        told = self.history(url, cleaner=cleaner, part=part, known_on=known_on)
        if instant is None:
            return _with_document(self._asking, told[-1])
        stood = [version for version in told if version.first_seen <= instant]
        if not stood:
            raise NoCapture(
                f"no capture of {url} by {rfc3339(instant)}; the first is of {rfc3339(told[0].first_seen)}."
                f" To fetch it now: fangzhi fetch {url}"
            )
        return _with_document(self._asking, stood[-1])

    def diff(
        self,
        url: str,
        old: date | datetime | None = None,
        new: date | datetime | None = None,
        *,
        cleaner: str | None = None,
        part: bool = False,
    ) -> Diff:
        """Return what changed on a page from one instant to another.

        Without `new` to its last version; without `old` from the version before; versions without text (`gone`) are passed over unless
        an instant names them: then everything was removed, or is new.

        Raises:
            NoVersion: there is no version before. NoCapture, BadAddress: as `history`.
        """
        later = self.at(url, new, cleaner=cleaner, part=part) if new else None
        if old:
            earlier = self.at(url, old, cleaner=cleaner, part=part)
        else:
            earlier, later = self._last_two(url, later, cleaner, part=part)
        later = later or self.at(url, cleaner=cleaner, part=part)
        return Diff(
            url=later.url,
            from_at=earlier.first_seen,
            to_at=later.first_seen,
            changes=diff(_blocks(earlier), _blocks(later)),
            title_before=earlier.title,
            title_after=later.title,
            keeps_its_dates=_dates(self._asking, earlier) == _dates(self._asking, later),
        )

    def _last_two(self, url: str, later: Version | None, cleaner: str | None, *, part: bool) -> tuple[Version, Version]:
        """The version that an instant named, or the last one with a text, and the one with a text before it."""
        told = [version for version in self.history(url, cleaner=cleaner, part=part) if version.outcome == "ok"]
        if later is None and told:
            later = _with_document(self._asking, told[-1])
        before = [version for version in told if later and version.first_seen < later.first_seen]
        if later is None or not before:
            raise NoVersion(
                f"{url} has one version only, there is nothing to compare it with; to see it: fangzhi show {url}"
            )
        return _with_document(self._asking, before[-1]), later

    def search(self, query: str, *, history: bool = False, limit: int = 20) -> list[finds.Found]:
        """Return the documents that hold every phrase of a query (blanks part phrases), newest first.

        A phrase is found as it stands, from one character up, within one block, after folding width, case and compatible forms
        (NFKC); punctuation counts. Versions of the past only with `history`.
        """
        return finds.search(self._asking, query, history=history, limit=limit)

    def copies(self, url: str, *, limit: int = 50) -> list[copying.Copy]:
        """Return the documents that hold text of a page as it stands now, those that hold the most of it first.

        Compared with what stands elsewhere now. Empty if nothing of it is found elsewhere. Raises as `at`; NoVersion if it is gone.
        """
        own = self.at(url)
        if own.document is None:
            raise NoVersion(
                f"{url} is gone since {rfc3339(own.first_seen)}; what it said: fangzhi show {url} --at DATE"
            )
        others = [self.at(other) for other in finds.elsewhere(self._asking, own, limit)]
        return copying.copies_of(own, others)

    def cleaner_changes(self, name: str = "auto") -> Iterator[rereading.Reread]:
        """Yield the pages that changed only because of the cleaner; see `archive.rereading`."""
        return rereading.rereads(self._asking, name)

    def corpus(
        self,
        as_of: date | datetime | None = None,
        known_on: date | datetime | None = None,
        source: str | Sequence[str] | None = None,
        *,
        cleaner: str | None = None,
    ) -> Iterator[Version]:
        """Yield the documents that stood at an instant, by address: one version a document, pages that were gone left out.

        Args:
            as_of: what stood then (None: last). Observations after it count for nothing, `last_seen` included.
            known_on: only captures that were recorded by then, whenever they were made.
            source: id or ids of the sources that captured the version first.
        """
        return corpora.corpus(self._asking, _bounds(as_of, known_on), _sources(source), cleaner)

    def export(
        self,
        out: str | Path,
        format: str = "jsonl",  # noqa: A002 -- the word of the command line
        *,
        as_of: date | datetime | None = None,
        known_on: date | datetime | None = None,
        source: str | Sequence[str] | None = None,
        cleaner: str | None = None,
    ) -> Exported:
        """Write the corpus to a file or folder, with its manifest; see `archive.export`."""
        versions = self.corpus(as_of, known_on, source, cleaner=cleaner)
        return exported(self._asking, versions, Path(out), format, _bounds(as_of, known_on), _sources(source), cleaner)

    def provenance(
        self, version: Version, block: int | str | None = None, *, read_again: ReadAgain | None = None
    ) -> Provenance:
        """Return how a block of a version is known, with everything on disk checked again; see `archive.provenance`."""
        shelf = self._asking
        return provenance(shelf, version if version.document else _with_document(shelf, version), block, read_again)

    def pages(self, source: str) -> Iterator[Version]:
        """Yield the last version of every address that a source captured, without documents: parts and gone pages too, by key."""
        with self._asking.database.reading() as connection:
            its = histories.keys_of(connection, [source])
            for key, told in histories.every_page(connection):
                if key in its:
                    yield told[-1].version

    def new_versions(self, run_id: str) -> int:
        """Return how many versions begin with a capture of a run, as the pages' own cleaners tell it."""
        with self._asking.database.reading() as connection:
            return histories.begun_in(connection, run_id)


def _dates(shelf: Shelf, version: Version) -> tuple[object, ...]:
    """What a page says of its own age: printed date, document number, Last-Modified. One that is gone says nothing that compares."""
    if version.document is None:
        return (version.first_seen,)
    said = version.document.metadata
    return said.published, said.posted, said.number, shelf.capture(version.capture_id).last_modified


def _bounds(as_of: date | datetime | None, known_on: date | datetime | None) -> Bounds:
    return Bounds(instant_of(as_of) if as_of else None, instant_of(known_on) if known_on else None)


def _sources(source: str | Sequence[str] | None) -> tuple[str, ...]:
    return () if source is None else (source,) if isinstance(source, str) else tuple(source)


def _blocks(version: Version) -> tuple[Block, ...]:
    return version.document.blocks if version.document else ()


def _versions(shelf: Shelf, url: str, cleaner: str | None, *, part: bool, bounds: Bounds) -> list[Version]:
    """The versions of a page, or of the document that it is part of; never empty."""
    key = url_key(url)
    with shelf.database.reading() as connection:
        own = histories.versions(connection, key, cleaner, bounds)
        whole = None if part else whole_of(connection, key, own, cleaner, bounds)
        told = whole_versions(connection, whole, bounds) if whole else [told.version for told in own]
    if not told:
        raise nothing(shelf, url, cleaner, bounds)
    return told


def _alone(
    shelf: Shelf, url: str, cleaner: str | None, when: datetime | None, known_on: date | datetime | None
) -> Version | None:
    """The version of a page at an instant with its document, by two questions to the catalog; None where that is not enough."""
    bounds = Bounds(known_on=instant_of(known_on)) if known_on else EVERYTHING
    with shelf.database.reading() as connection:
        stood = histories.standing(connection, url_key(url), cleaner, bounds, when)
    if stood is None:
        return None
    if stood.place is None:
        return stood.version
    document = shelf.document_at(*stood.place, stood.version.cleaning_id)
    return replace(stood.version, document=document)


def _with_document(shelf: Shelf, version: Version) -> Version:
    """A version with the document that was read; one that is gone stays without."""
    if version.outcome == "gone":
        return version
    if version.parts:
        return with_blocks(version, [shelf.document(part.cleaning_id) for part in version.parts])
    return replace(version, document=shelf.document(version.cleaning_id))
