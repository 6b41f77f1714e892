"""The door to rapidfuzz: what two sequences have in common, how alike two texts are, where their characters differ."""

import re
from collections.abc import Hashable, Sequence

from rapidfuzz.distance import Indel, Postfix, Prefix

LARGEST = 20_000 * 20_000
"""Product of two lengths up to which characters are compared (0.1 s); two texts of 300,000 characters took half a minute."""
CLAUSE = re.compile(r"[^。；;！!？?，,：:\n]*[。；;！!？?，,：:\n]?")
"""A clause with the sign that ends it."""


def common(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the places of a longest common subsequence, in order: pairs of numbers in `one` and in `other`."""
    numbers: dict[Hashable, int] = {}
    left = [numbers.setdefault(element, len(numbers)) for element in one]
    right = [numbers.setdefault(element, len(numbers)) for element in other]
    pairs: list[tuple[int, int]] = []
    for block in Indel.opcodes(left, right).as_matching_blocks():
        pairs += zip(range(block.a, block.a + block.size), range(block.b, block.b + block.size), strict=True)
    return pairs


def likeness(one: str, other: str, at_least: float = 0.0) -> float:
    """Return how alike two texts are, 0 to 1: twice their common subsequence over both lengths; 0 if below `at_least`.

    Where what differs is too long for that, the clauses that both have count instead.
    """
    if len(one) * len(other) <= LARGEST or not is_too_long(one, other):
        return Indel.normalized_similarity(one, other, score_cutoff=at_least)
    start, end = _same_ends(one, other)
    left, right = (CLAUSE.findall(text[start : len(text) - end]) for text in (one, other))
    same = start + end + sum(len(left[i]) for i, _ in common(left, right))
    alike = 2 * same / (len(one) + len(other))
    return alike if alike >= at_least else 0.0


def is_too_long(one: str, other: str) -> bool:
    """Whether two texts, without what they begin and end with alike, are too long to be compared by characters."""
    if len(one) * len(other) <= LARGEST:
        return False
    same = sum(_same_ends(one, other))
    return (len(one) - same) * (len(other) - same) > LARGEST


def _same_ends(one: str, other: str) -> tuple[int, int]:
    """How many characters two texts begin and end with alike; together no more than the shorter one has."""
    start = Prefix.similarity(one, other)
    return start, Postfix.similarity(one[start:], other[start:])


def differing(one: str, other: str) -> list[tuple[int, int, int, int]]:
    """Return the stretches where two texts differ, in order: start and end in `one`, start and end in `other`."""
    stretches: list[tuple[int, int, int, int]] = []
    at = to = 0
    for block in Indel.opcodes(one, other).as_matching_blocks():
        if block.a > at or block.b > to:
            stretches.append((at, block.a, to, block.b))
        at, to = block.a + block.size, block.b + block.size
    return stretches
