"""What a page's words are like: those of documents, those of a site's frame, or those that a site says in the place of a page.

Learned from the sentences beside this file, one text a cause, one sentence a line: who meets a new wording adds it there. They are our own,
written from what programs and sites are known to say; no labelled answer of the tests is among them.

A sentence is taken as its characters, their pairs and threes (Latin letters: words and their pairs), and each of those weighs for or against a
text by how often the other texts have it. Source: J. Rennie et al., Tackling the Poor Assumptions of Naive Bayes (ICML 2003), complement
naive Bayes with inverse document frequencies.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

DOCUMENT, FRAME = "document", "frame"
"""The two texts that tell of no fault."""

_SMOOTHING = 0.1
_SHARPNESS = 2.0
_COUNTED = 40
"""Characters of a sentence up to which it weighs more by its length."""

_LITTLE = 0.5
"""A sentence of four characters that is surely no frame's weighs more; what weighs less in all tells of nothing."""

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_WORD = re.compile(r"[a-z][a-z']+")
_ENDS = re.compile(r"[。！!？?；;]|\.\s")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a page is like. `cause`: the likeliest fault, `share`: how much reads so, 0 to 1; `document`: the share that reads as a document's."""

    cause: str
    share: float
    document: float


def likeness(lines: Sequence[str]) -> Likeness | None:
    """Tell what lines are like; None where they say nothing that is known, or nothing but a site's frame."""
    model = _model()
    shares, total = [0.0] * len(model.names), 0.0
    for sentence in _sentences(lines):
        found = model.shares(sentence)
        if found is None:
            continue
        frame = found[model.names.index(FRAME)]
        weight = math.sqrt(min(len(sentence), _COUNTED)) * (1 - frame) ** 2 * max(found) ** 2
        total += weight
        for at, share in enumerate(found):
            shares[at] += weight * share / max(1 - frame, 1e-9)
    if total < _LITTLE:
        return None
    faults = {name: share for name, share in zip(model.names, shares, strict=True) if name not in (DOCUMENT, FRAME)}
    cause = max(faults, key=lambda name: faults[name])
    return Likeness(cause, faults[cause] / total, shares[model.names.index(DOCUMENT)] / total)


def _sentences(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield from (piece.strip() for piece in _ENDS.split(line) if piece.strip())


def _grams(sentence: str) -> set[str]:
    """The characters of a sentence with their pairs and threes, its beginning and end marked; words and their pairs where it is Latin."""
    lowered = sentence.lower()
    found = set[str]()
    for run in _HAN.findall(lowered):
        found.update(run)
        marked = f"^{run}$"
        for size in (2, 3):
            found.update(marked[at : at + size] for at in range(len(marked) - size + 1))
    words = _WORD.findall(lowered)
    found.update(words)
    found.update(f"{one} {next_}" for one, next_ in zip(words, words[1:], strict=False))
    return found


@dataclass(frozen=True, slots=True)
class _Model:
    names: tuple[str, ...]
    weights: dict[str, tuple[float, ...]]
    rarity: dict[str, float]
    unknown: float

    def shares(self, sentence: str) -> list[float] | None:
        """How much a sentence is like each text, summing to 1; None where nothing in it is known."""
        grams = _grams(sentence)
        known = [gram for gram in grams if gram in self.weights]
        if not known:
            return None
        length = math.sqrt(sum(self.rarity.get(gram, self.unknown) ** 2 for gram in grams))
        scores = [0.0] * len(self.names)
        for gram in known:
            for at, weight in enumerate(self.weights[gram]):
                scores[at] += weight
        best = max(scores)
        raised = [math.exp(_SHARPNESS * (score - best) / length) for score in scores]
        return [one / sum(raised) for one in raised]


@cache
def _model() -> _Model:
    texts = {name: [_grams(line) for line in lines] for name, lines in _texts()}
    names = tuple(sorted(texts))
    number = sum(map(len, texts.values()))
    counts = Counter(gram for sentences in texts.values() for grams in sentences for gram in grams)
    rarity = {gram: math.log(number / count) + 0.3 for gram, count in counts.items()}
    sums = {name: Counter[str]() for name in names}
    for name, sentences in texts.items():
        for grams in sentences:
            length = math.sqrt(sum(rarity[gram] ** 2 for gram in grams))
            for gram in grams:
                sums[name][gram] += rarity[gram] / length  # type: ignore[assignment]
    every = {gram: sum(sums[name][gram] for name in names) for gram in counts}
    rest = sum(every.values()) + _SMOOTHING * len(every)
    totals = [rest - sum(sums[name].values()) for name in names]
    weights = {
        gram: tuple(
            -rarity[gram] * math.log((every[gram] - sums[name][gram] + _SMOOTHING) / total)
            for name, total in zip(names, totals, strict=True)
        )
        for gram in counts
    }
    return _Model(names, weights, rarity, math.log(number))


def _texts() -> Iterator[tuple[str, list[str]]]:
    for text in files(__name__).iterdir():
        if text.name.endswith(".txt"):
            lines = text.read_text(encoding="utf-8").split("\n")
            yield text.name.removesuffix(".txt"), [line for line in lines if line.strip() and not line.startswith("#")]
