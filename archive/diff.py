"""What changed between two readings of a page: paragraphs aligned, then clauses and characters inside them.

A `Change` is about one block. Blocks that stand unchanged in both readings are not in the list; everything else is, so
that `apply` makes the later reading of the earlier one and the list. `cosmetic` changes (width, white space, counters, a
picture's address, a paragraph cut in two) are in it too but are never counted.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from archive.diff_align import aligned
from archive.diff_cells import cells_that_differ
from archive.diff_edits import Edit, edits
from archive.moments import rfc3339
from archive.wording import marks_that_differ, plain
from cleaners.document import Block

ChangeKind = Literal["added", "removed", "changed", "moved", "cosmetic"]


@dataclass(frozen=True, slots=True)
class Change:
    """One block that was added, removed, changed, moved, or only set in another way.

    Attributes:
        old, new: the block before and after; None where there was none.
        from_block, to_block: their numbers; None where there was none.
        what: what kind of thing changed, sorted: `text`, `punctuation`, `date`, `amount`, `percentage`, `article-number`,
            `number`, `table-cell`, `table-row`, `table-column`, `moved` (of a block that was also edited); of cosmetic ones
            `spelling`, `markup` (a paragraph became a heading), `split`, `joined`; of a block added or removed its kind.
        edits: the characters that differ, in order; empty but for changed blocks of text.
    """

    kind: ChangeKind
    old: Block | None
    new: Block | None
    from_block: int | None
    to_block: int | None
    what: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the change with the keys of `fangzhi diff --json`; `before` and `after` are null where there is no block."""
        return {
            "kind": self.kind,
            "before": None if self.old is None else self.old.text,
            "after": None if self.new is None else self.new.text,
            "from_block": self.from_block,
            "to_block": self.to_block,
            "what": list(self.what),
            "edits": [edit._asdict() for edit in self.edits],
        }


@dataclass(frozen=True, slots=True)
class Diff:
    """The changes of a page from one instant to another. `from_at` and `to_at` are when the two versions were first seen.

    `keeps_its_dates`: the page's own date, document number and Last-Modified are the same in both (or absent from both).
    """

    url: str
    from_at: datetime
    to_at: datetime
    changes: tuple[Change, ...]
    title_before: str = ""
    title_after: str = ""
    keeps_its_dates: bool = False

    @property
    def count(self) -> int:
        """How many changes there are that a reader would call one: all but the cosmetic."""
        return sum(change.kind != "cosmetic" for change in self.changes)

    @property
    def is_silent(self) -> bool:
        """Whether the text changed and nothing on the page admits it."""
        return self.keeps_its_dates and self.count > 0

    def to_json(self) -> dict[str, Any]:
        """Return the diff with the keys of `fangzhi diff --json`; `count` leaves the cosmetic changes out."""
        return {
            "url": self.url,
            "from": rfc3339(self.from_at),
            "to": rfc3339(self.to_at),
            "title_before": self.title_before,
            "title_after": self.title_after,
            "count": self.count,
            "silent": self.is_silent,
            "changes": [change.to_json() for change in self.changes],
        }


def diff(old: Sequence[Block], new: Sequence[Block]) -> tuple[Change, ...]:
    """Return what changed between two readings, in the order of the later one, what was removed where it stood.

    Two blocks are the same if kind, level and text are: their paths may differ. Costs about 1 ms for two reports of 15,000
    characters with a dozen edits (benchmarks/diff.py).
    """
    pairs = aligned(old, new)
    changes = [change for i, j in pairs.same if (change := _compared(old, new, i, j, moved=False))]
    changes += [change for i, j in pairs.moved if (change := _compared(old, new, i, j, moved=True))]
    for whole, pieces in pairs.split:
        changes += [
            Change("cosmetic", old[whole] if not n else None, new[j], whole if not n else None, j, ("split",))
            for n, j in enumerate(pieces)
        ]
    for pieces, whole in pairs.joined:
        changes += [
            Change("cosmetic", old[i], new[whole] if not n else None, i, whole if not n else None, ("joined",))
            for n, i in enumerate(pieces)
        ]
    changes += [_alone("removed", old[i], None, i, None) for i in pairs.removed]
    changes += [_alone("added", None, new[j], None, j) for j in pairs.added]
    return tuple(_in_order(changes, pairs.same))


def apply(changes: Sequence[Change], old: Sequence[Block]) -> tuple[Block, ...]:
    """Return the later reading, made of the earlier one and the changes: `apply(diff(a, b), a) == b`, but for paths.

    Blocks that did not change keep the paths that they had in the earlier reading.
    """
    left = {change.from_block for change in changes if change.from_block is not None}
    placed = {
        change.to_block: change.new for change in changes if change.to_block is not None and change.new is not None
    }
    staying = iter([block for number, block in enumerate(old) if number not in left])
    length = len(old) - len(left) + len(placed)
    return tuple(placed[number] if number in placed else next(staying) for number in range(length))


def _compared(old: Sequence[Block], new: Sequence[Block], i: int, j: int, *, moved: bool) -> Change | None:
    """The change between two blocks that belong together; None if there is none."""
    before, after = old[i], new[j]
    if before[:3] == after[:3]:
        return Change("moved", before, after, i, j) if moved else None
    text, plain_text = plain(before.text), plain(after.text)
    if text == plain_text:
        if moved:
            return Change("moved", before, after, i, j)
        return Change("cosmetic", before, after, i, j, ("spelling" if before.text != after.text else "markup",))
    both_tables = before.kind == after.kind == "table"
    what = cells_that_differ(before.text, after.text) if both_tables else marks_that_differ(text, plain_text)
    pieces = () if both_tables else edits(before.text, after.text)
    return Change("changed", before, after, i, j, tuple(sorted(what | {"moved"} if moved else what)), pieces)


def _alone(kind: ChangeKind, old: Block | None, new: Block | None, i: int | None, j: int | None) -> Change:
    """The change of a block that is only on one side; a lone counter's coming and going is cosmetic."""
    block = old or new
    if block is not None and not plain(block.text):
        return Change("cosmetic", old, new, i, j, ("spelling",))
    return Change(kind, old, new, i, j, (block.kind,) if block else ())


def _in_order(changes: list[Change], steady: list[tuple[int, int]]) -> list[Change]:
    """Sort by place in the later reading; a removed block comes after the last one before it that stayed."""

    def place(change: Change) -> tuple[int, int, int]:
        if change.to_block is not None:
            return change.to_block, 1, 0
        number = change.from_block or 0
        before = bisect_left(steady, (number, -1)) - 1
        return (steady[before][1] + 1 if before >= 0 else 0), 0, number

    return sorted(changes, key=place)
