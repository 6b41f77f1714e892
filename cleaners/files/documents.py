"""From what a file's reader collected to a Document: title, headings, metadata, ledger, digest."""

import re

from cleaners.document import Block, Document, Piece, Removed, digest_of
from cleaners.draft import Draft, Line, Reading
from cleaners.files.collected import Collected, Entry
from cleaners.headings import mark_headings
from cleaners.metadata import read_metadata
from cleaners.outline import audit
from cleaners.tree import Page

_LONGEST_TITLE = 80
_NO_TITLE = re.compile(
    r"^附\s*件\s*[\d一二三四五六七八九十]*\s*[:：]?$|[〔\[［(（【]\s*(?:19|20)\d\d\s*[〕\]］)）】]\s*第?\s*\d{1,5}\s*号$|[。；;，,：:]$|^[\d\W]+$"
)


def document_of(collected: Collected, kind: str, name: str) -> Document:
    """Return the document of a file.

    The title is the one that the file marks as such, else its first short line that is no sentence, no 附件 label and no
    document number, else `name` without its ending. It stays among the blocks.
    """
    page = Page("<p></p>", url=collected.url)  # the metadata readers look at a page; a file has none around its text
    kept = [entry for entry in collected.entries if not entry.rule]
    _mark_headings(page, kept)
    title, origin = _title(collected, kept, name if kind != "zip" else "")
    blocks = [Block(e.kind, f"- {e.text}" if e.kind == "list" else e.text, e.level, _paths(e)) for e in kept]
    prose = [block.text for block in blocks if block.kind in ("paragraph", "heading", "list")]
    metadata, doubts = read_metadata(page, Reading("file", Draft(page), title), title, origin, prose)
    ledger, removed = _tell(collected.entries)
    told = [_digested(entry) for entry in kept]
    return Document(
        url=collected.url,
        title=title,
        blocks=tuple(blocks),
        metadata=metadata,
        images=tuple(collected.images),
        ledger=tuple(ledger),
        removed=tuple(removed),
        warnings=(*collected.warnings, *doubts, *(audit(blocks, metadata, removed=removed) if blocks else ())),
        reader="file",
        digest=digest_of(title, told),
    )


def _mark_headings(page: Page, kept: list[Entry]) -> None:
    lines = [Line(entry.kind, entry.text, (), page.elements[0]) for entry in kept]
    mark_headings(lines)
    for entry, line in zip(kept, lines, strict=True):
        if entry.kind == "paragraph" and line.kind == "heading":
            entry.kind, entry.level = "heading", line.level


def _title(collected: Collected, kept: list[Entry], name: str) -> tuple[str, str]:
    if collected.title:
        return collected.title, "file:title"
    for entry in kept[:12]:
        if (
            entry.kind in ("paragraph", "heading")
            and len(entry.text) <= _LONGEST_TITLE
            and not _NO_TITLE.search(entry.text)
        ):
            return entry.text, "file:line"
    return (name.rpartition(".")[0] or name), "file:name"


def _paths(entry: Entry) -> tuple[str, ...]:
    return (
        (entry.path,) if entry.kind == "table" or not entry.pieces else tuple(dict.fromkeys(p for p, _ in entry.pieces))
    )


def _digested(entry: Entry) -> str:
    """A figure counts as its alt text: its address is not part of a digest."""
    return entry.text[2 : entry.text.index("](")] if entry.kind == "figure" else entry.text


def _tell(entries: list[Entry]) -> tuple[list[Piece], list[Removed]]:
    ledger: list[Piece] = []
    removed: list[Removed] = []
    number = -1
    for entry in entries:
        if entry.rule:
            removed.append(Removed(entry.text, entry.rule, entry.path, number))
            ledger.append(Piece(entry.path, entry.text, -1, entry.rule))
            continue
        number += 1
        if entry.kind != "figure":
            ledger.extend(Piece(path, text, number) for path, text in entry.pieces or ((entry.path, entry.text),))
    return ledger, removed
