"""Two versions side by side: the later text with what changed marked in it, unchanged stretches in between."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archive.diff import Change, Diff
from archive.diff_edits import Edit, whole_numbers
from archive.web.texts import Shown, shown
from cleaners.document import Block


class Span(NamedTuple):
    """A stretch of a changed text: `same`, `out` (taken out) or `in` (put in)."""

    kind: str
    text: str


class Changed(NamedTuple):
    """A change to show: `spans` where characters were exchanged within a block, else the block before and after."""

    change: Change
    spans: tuple[Span, ...]
    old: Shown | None
    new: Shown | None


class Row(NamedTuple):
    """One row of a comparison: a change, or a stretch of blocks that did not change."""

    changed: Changed | None
    same: tuple[Shown, ...]


def rows_of(found: Diff, old: Sequence[Block], new: Sequence[Block]) -> list[Row]:
    """Return the rows of a comparison, in the order of the later text; what was removed stands where it stood."""
    return list(_rows(found.changes, old, new))


def _rows(changes: Sequence[Change], old: Sequence[Block], new: Sequence[Block]) -> Iterator[Row]:
    left = {change.from_block for change in changes}
    put = {change.to_block for change in changes}
    staying = [number for number in range(len(new)) if number not in put]
    before = [0]  # of an old block: how many blocks before it stay
    for number in range(len(old)):
        before.append(before[-1] + (number not in left))
    told = 0
    for change in changes:
        if change.to_block is not None:
            upto = next((n for n in range(told, len(staying)) if staying[n] > change.to_block), len(staying))
        else:
            upto = max(told, before[change.from_block or 0])
        if upto > told:
            yield Row(None, _stretch(new, staying[told:upto]))
            told = upto
        yield Row(_changed(change), ())
    if told < len(staying):
        yield Row(None, _stretch(new, staying[told:]))


def _stretch(blocks: Sequence[Block], numbers: Sequence[int]) -> tuple[Shown, ...]:
    return tuple(one for number in numbers for one in shown([blocks[number]], number))


def _changed(change: Change) -> Changed:
    old = shown([change.old], change.from_block or 0)[0] if change.old else None
    new = shown([change.new], change.to_block or 0)[0] if change.new else None
    spans = (
        tuple(_spans(change.new.text, whole_numbers(change.edits, change.new.text)))
        if change.new and change.edits
        else ()
    )
    return Changed(change, spans, old, new)


def _spans(text: str, edits: Sequence[Edit]) -> Iterator[Span]:
    """The later text with what was taken out put back in, marked."""
    at = 0
    for edit in edits:
        if edit.to > at:
            yield Span("same", text[at : edit.to])
        if edit.before:
            yield Span("out", edit.before)
        if edit.after:
            yield Span("in", edit.after)
        at = edit.to + len(edit.after)
    if at < len(text):
        yield Span("same", text[at:])
