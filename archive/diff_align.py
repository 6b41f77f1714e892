"""Which block of one reading belongs to which block of the other: stayed, moved, cut in two, joined, gone, new."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archive.likeness import common, likeness
from archive.wording import plain
from cleaners.document import Block

IN_PLACE = 0.4
"""Blocks between the same neighbours are one, edited, from this likeness on: two paragraphs on other matters reach 0.3."""
ELSEWHERE = 0.7
"""A block that was moved and edited is known again from this likeness on: reports repeat phrases."""
ALL_PAIRS = 40_000
"""Above so many comparisons (a page that was rewritten) only blocks at about the same place are compared."""
_REACH = 60


class Aligned(NamedTuple):
    """Pairs of block numbers. `split`: one old block, the new ones that it became; `joined`: old ones, the one they became."""

    same: list[tuple[int, int]]
    moved: list[tuple[int, int]]
    split: list[tuple[int, tuple[int, ...]]]
    joined: list[tuple[tuple[int, ...], int]]
    removed: list[int]
    added: list[int]


def aligned(old: Sequence[Block], new: Sequence[Block]) -> Aligned:
    """Pair the blocks of two readings. Every block is in exactly one of the lists."""
    pairs = common([block.text for block in old], [block.text for block in new])
    olds, news = _left(len(old), (i for i, _ in pairs)), _left(len(new), (j for _, j in pairs))
    if not olds and not news:
        return Aligned(pairs, [], [], [], [], [])
    before, after = {i: plain(old[i].text) for i in olds}, {j: plain(new[j].text) for j in news}
    pairs += _equal(before, after)
    split = _pieces(before, after)
    joined = [(pieces, whole) for whole, pieces in _pieces(after, before)]
    pairs += _alike(before, after, sorted(pairs))
    same, moved = _in_order(pairs)
    return Aligned(same, moved, split, joined, sorted(before), sorted(after))


def _left(length: int, taken: Iterable[int]) -> list[int]:
    """The numbers that are not taken, in order."""
    gone = set(taken)
    return [number for number in range(length) if number not in gone]


def _equal(before: dict[int, str], after: dict[int, str]) -> list[tuple[int, int]]:
    """Pair and take out blocks with the same plain text: in order first, then wherever they went."""
    left, right = list(before), list(after)
    pairs = [(left[i], right[j]) for i, j in common(list(before.values()), list(after.values()))]
    for i, j in pairs:
        del before[i], after[j]
    places: dict[str, list[int]] = {}
    for j in reversed(after):
        places.setdefault(after[j], []).append(j)
    for i in list(before):
        if waiting := places.get(before[i]):
            pairs.append((i, waiting.pop()))
            del after[pairs[-1][1]], before[i]
    return pairs


def _pieces(wholes: dict[int, str], parts: dict[int, str]) -> list[tuple[int, tuple[int, ...]]]:
    """Find and take out blocks whose text is that of two or more successive blocks of the other side."""
    found: list[tuple[int, tuple[int, ...]]] = []
    starts = [number for number, text in parts.items() if text]
    for whole, text in list(wholes.items()):
        for start in starts:
            if start not in parts or not text.startswith(parts[start]) or text == parts[start]:
                continue
            numbers, rest = [start], text[len(parts[start]) :]
            while rest and (follower := parts.get(numbers[-1] + 1)) and rest.startswith(follower):
                numbers.append(numbers[-1] + 1)
                rest = rest[len(follower) :]
            if not rest:
                found.append((whole, tuple(numbers)))
                del wholes[whole]
                for number in numbers:
                    del parts[number]
                break
    return found


def _alike(before: dict[int, str], after: dict[int, str], known: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pair and take out blocks that were edited: the most alike first, those between the same neighbours preferred."""
    if not before or not after:
        return []
    old_gap = {i: bisect_left(known, (i, -1)) for i in before}
    by_new = sorted(j for _, j in known)
    new_gap = {j: bisect_left(by_new, j) for j in after}
    few = len(before) * len(after) <= ALL_PAIRS
    columns = list(after)
    scored: list[tuple[float, int, int, int]] = []
    for row, (i, text) in enumerate(before.items()):
        middle = row * len(columns) // len(before)
        for j in columns if few else columns[max(0, middle - _REACH) : middle + _REACH]:
            near = old_gap[i] == new_gap[j]
            score = likeness(text, after[j], IN_PLACE if near else ELSEWHERE)
            if score:
                scored.append((-(score + 0.15 * near), abs(i - j), i, j))
    pairs: list[tuple[int, int]] = []
    for _, _, i, j in sorted(scored):
        if i in before and j in after:
            pairs.append((i, j))
            del before[i], after[j]
    return pairs


def _in_order(pairs: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Part pairs into those that keep their order and the fewest that must have moved (longest increasing subsequence)."""
    pairs.sort()
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for number, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        tails[place : place + 1] = [j]
        ends[place : place + 1] = [number]
        previous.append(ends[place - 1] if place else -1)
    stays: set[int] = set()
    number = ends[-1] if ends else -1
    while number >= 0:
        stays.add(number)
        number = previous[number]
    return [p for n, p in enumerate(pairs) if n in stays], [p for n, p in enumerate(pairs) if n not in stays]
