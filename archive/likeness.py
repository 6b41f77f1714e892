"""The door to rapidfuzz: what two sequences have in common, how alike two texts are, where their characters differ."""

from collections.abc import Hashable, Sequence

from rapidfuzz.distance import Indel


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
    """Return how alike two texts are, 0 to 1: twice their common subsequence over both lengths; 0 if below `at_least`."""
    return Indel.normalized_similarity(one, other, score_cutoff=at_least)


def differing(one: str, other: str) -> list[tuple[int, int, int, int]]:
    """Return the stretches where two texts differ, in order: start and end in `one`, start and end in `other`."""
    stretches: list[tuple[int, int, int, int]] = []
    at = to = 0
    for block in Indel.opcodes(one, other).as_matching_blocks():
        if block.a > at or block.b > to:
            stretches.append((at, block.a, to, block.b))
        at, to = block.a + block.size, block.b + block.size
    return stretches
