"""The characters that differ between two texts, clause by clause, so that a rewritten clause isn't a salad of single characters."""

from collections.abc import Sequence
from typing import NamedTuple

from archive.likeness import CLAUSE, common, differing, is_too_long, likeness

_REWRITTEN = 0.4
"""Below this likeness the characters that two clauses share are chance; they are shown as one exchange."""
_CHANCE = 1
"""Equal stretches of so many characters between two edits are taken into them."""


class Edit(NamedTuple):
    """A stretch that was exchanged: what stood there and what stands there now, and where each begins (characters)."""

    before: str
    after: str
    at: int
    to: int


def edits(before: str, after: str) -> tuple[Edit, ...]:
    """Return the stretches that differ, in order; replacing each in `before` gives `after`."""
    left, right = _clauses(before), _clauses(after)
    found: list[Edit] = []
    at = to = i = j = 0
    for a, b in [*common(left, right), (len(left), len(right))]:
        old, new = "".join(left[i:a]), "".join(right[j:b])
        found += _stretches(old, new, at, to)
        at, to = at + len(old), to + len(new)
        if a < len(left):
            at, to = at + len(left[a]), to + len(right[b])
        i, j = a + 1, b + 1
    return tuple(found)


def _clauses(text: str) -> list[str]:
    return [clause for clause in CLAUSE.findall(text) if clause]


def _stretches(old: str, new: str, at: int, to: int) -> list[Edit]:
    """The exchanged stretches between two runs of clauses that begin at `at` and `to`."""
    if old == new:
        return []
    if not old or not new or is_too_long(old, new) or not likeness(old, new, _REWRITTEN):
        return [Edit(old, new, at, to)]
    merged: list[list[int]] = []
    for stretch in differing(old, new):
        if merged and stretch[0] - merged[-1][1] <= _CHANCE and stretch[2] - merged[-1][3] <= _CHANCE:
            merged[-1][1], merged[-1][3] = stretch[1], stretch[3]
        else:
            merged.append(list(stretch))
    return [Edit(old[a:b], new[c:d], at + a, to + c) for a, b, c, d in merged]


def whole_numbers(found: Sequence[Edit], after: str) -> tuple[Edit, ...]:
    """Return the edits with each one inside a number widened to all of the number: 52.3 became 53.1, not 2.3 became 3.1.

    Args:
        found: what `edits` gave, in order. after: the later text.
    """
    widened: list[Edit] = []
    reached = 0
    for number, edit in enumerate(found):
        stop = found[number + 1].to if number + 1 < len(found) else len(after)
        end = edit.to + len(edit.after)
        left = _digits(after[reached : edit.to][::-1]) if _is_in_number(edit.before[:1], edit.after[:1]) else 0
        right = _digits(after[end:stop]) if _is_in_number(edit.before[-1:], edit.after[-1:]) else 0
        head, tail = after[edit.to - left : edit.to], after[end : end + right]
        widened.append(Edit(head + edit.before + tail, head + edit.after + tail, edit.at - left, edit.to - left))
        reached = end + right
    return tuple(widened)


def _is_in_number(before: str, after: str) -> bool:
    return bool(_digits(before) or _digits(after))


def _digits(text: str) -> int:
    """How many characters of a number a text begins with."""
    return next((at for at, character in enumerate(text) if character not in "0123456789.,%"), len(text))
