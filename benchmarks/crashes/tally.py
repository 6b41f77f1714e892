"""The count: what was tried, what was acknowledged, and what of that is not there."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from archive import Archive, ArchiveError, Redacted, open_archive
from benchmarks.crashes.writer import PAGES, answer, chore_of, document


@dataclass
class Tally:
    """What was tried and what was lost."""

    tried: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    lost: set[str] = field(default_factory=set)
    damaged: list[str] = field(default_factory=list)

    def check(self, folder: Path, lines: list[str]) -> None:
        """Open the archive again as the next night would, and look for everything acknowledged."""
        try:
            with open_archive(folder, read_only=False) as archive:
                read = {version.url: version.digest for version in archive.corpus()}
                self.lost |= {line for line in lines if not _is_there(archive, read, line)}
                archive.seal()
                self.damaged += [f"{one.file} {one.offset} {one.code}" for one in archive.verify().damaged]
        except ArchiveError as error:
            self.damaged.append(f"{type(error).__name__}: {error}")


def acknowledgements(lines: list[str]) -> list[str]:
    """Return a writer's lines without those that only say what it is at."""
    return [line for line in lines if not line.startswith("in ")]


def _is_there(archive: Archive, read: dict[str, str], line: str) -> bool:
    """Whether what a line acknowledged is there: a run, a takedown, or a page's bytes and what was read in them."""
    kind, *words = line.split()
    try:
        if kind == "run":
            return archive.run(words[0]).source == "linjiang"
        if kind == "taken":
            return _is_taken_down(archive, words[0])
        number, capture = int(words[0]), archive.capture(words[1])
        if chore_of(number) == 4 and number % PAGES == 0 and _is_taken_down(archive, capture.id):
            return True  # finished by a later start, perhaps
        return archive.payload(capture) == answer(number).payload and read[capture.url] == document(number).digest
    except (ArchiveError, KeyError):
        return False


def _is_taken_down(archive: Archive, identifier: str) -> bool:
    try:
        archive.payload(archive.capture(identifier))
    except Redacted:
        return True
    return False
