"""What a file's reader collects, in the file's order: kept pieces, removed pieces, pictures, doubts. Bounded."""

import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cleaners.document import BlockKind, Link, Warned
from cleaners.normalize import is_blank, normalize

MAX_BYTES = 32 * 1024 * 1024
MAX_CHARACTERS = 4_000_000
MAX_ENTRIES = 200_000
MAX_COLUMNS = 256

# What the parsers of foreign formats raise on damaged bytes (seen with truncated, shuffled and random files). The list is named, so
# that an error of another kind, which would be one of this program, is not swallowed.
BROKEN: tuple[type[Exception], ...] = (
    ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, EOFError, OverflowError, RecursionError,
    NotImplementedError, OSError, MemoryError, SyntaxError, RuntimeError,
    struct.error, zlib.error, zipfile.BadZipFile, zipfile.LargeZipFile,
)  # fmt: skip


class Unreadable(Exception):
    """A file that cannot be read; `code` is the code of the warning that the document gets."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def told(problem: BaseException) -> str:
    """Return what an error says, its name where it says nothing."""
    return str(problem) or type(problem).__name__


@dataclass(slots=True)
class Entry:
    """One kept block (rule "") or one removed stretch. `pieces` are (path, text) in order; empty means the text itself."""

    kind: BlockKind
    text: str
    path: str
    level: int = 0
    rule: str = ""
    pieces: tuple[tuple[str, str], ...] = ()


class Collected:
    """Takes what a reader finds. `prefix` stands before every path while a member of a ZIP is read."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.entries: list[Entry] = []
        self.images: list[Link] = []
        self.warnings: list[Warned] = []
        self.title = ""
        self.prefix = ""
        self.characters = 0

    def keep(self, kind: BlockKind, text: str, path: str, level: int = 0) -> None:
        """Keep a paragraph, heading or list item; blank text is left out.

        Raises:
            Unreadable: the file has more text than is read (what was kept before stays).
        """
        text = normalize(text)
        if not is_blank(text):
            self._add(Entry(kind, text, self.prefix + path, level))

    def keep_joined(self, text: str, pieces: Sequence[tuple[str, str]]) -> None:
        """Keep a paragraph that was printed as several lines, each with its path.

        Raises:
            Unreadable: as `keep`.
        """
        text = normalize(text)
        if not is_blank(text):
            marked = tuple((self.prefix + path, normalize(piece)) for path, piece in pieces)
            self._add(Entry("paragraph", text, marked[0][0], pieces=marked))

    def keep_table(self, rows: Iterable[tuple[str, Sequence[str]]], path: str) -> None:
        """Keep rows of fields, each with its path, as one Markdown table; empty rows and empty columns at the end go.

        Raises:
            Unreadable: as `keep`.
        """
        filled: list[tuple[str, list[str]]] = []
        held = 0
        for row_path, fields in rows:
            cells = [normalize(field) for field in fields[:MAX_COLUMNS]]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                held += sum(map(len, cells)) + len(cells)
                if held + self.characters > MAX_CHARACTERS:
                    break
                filled.append((self.prefix + row_path, cells))
        if not filled:
            return
        width = max(len(cells) for _, cells in filled)
        lines = [
            "| " + " | ".join([*(cell.replace("|", "\\|") for cell in cells), *[""] * (width - len(cells))]) + " |"
            for _, cells in filled
        ]
        lines.insert(1, "|" + " --- |" * width)
        pieces = tuple((row_path, " ".join(cell for cell in cells if cell)) for row_path, cells in filled)
        self._add(Entry("table", "\n".join(lines), self.prefix + path, pieces=pieces))

    def keep_figure(self, target: str, name: str, path: str) -> None:
        """Keep a picture within the file; its address is the file's, with the place in it as fragment."""
        link = Link(f"{self.url}#{self.prefix}{target}", normalize(name))
        self.images.append(link)
        self._add(
            Entry("figure", f"![{link.name.replace('[', '(').replace(']', ')')}]({link.url})", self.prefix + path)
        )

    def remove(self, text: str, rule: str, path: str) -> None:
        """Note text that a rule takes out."""
        text = normalize(text)
        if not is_blank(text):
            self._add(Entry("paragraph", text, self.prefix + path, rule=rule))

    def warn(self, code: str, message: str) -> None:
        """Note a doubt."""
        where = self.prefix.rstrip("/")
        self.warnings.append(Warned(code, f"{where}: {message}" if where else message))

    def _add(self, entry: Entry) -> None:
        self._count(len(entry.text))
        self.entries.append(entry)

    def _count(self, characters: int) -> None:
        self.characters += characters
        if self.characters > MAX_CHARACTERS or len(self.entries) >= MAX_ENTRIES:
            raise Unreadable(
                "too-large", f"the file has more text than is read ({MAX_CHARACTERS} characters); the rest is left out"
            )
