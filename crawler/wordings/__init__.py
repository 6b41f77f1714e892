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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

DOCUMENT, FRAME = "document", "frame"
"""The two texts that tell of no fault."""

_SMOOTHING = 0.1
_SHARPNESS = 2.0
_COUNTED = 40
"""Characters of a sentence up to which it weighs more by its length."""

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_WORD = re.compile(r"[a-z][a-z']+")
_APART = re.compile(
    r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff] )|(?<=[\u4e00-\u9fff] [\u4e00-\u9fff]) (?=[\u4e00-\u9fff])"
)
"""Blanks between letters that are set apart."""
_QUOTED = re.compile(r"“[^”]{0,60}”|《[^》]{0,60}》")
"""What others say: a warning cites the very words that it warns of."""
_SAYING = 4
"""Characters of a sentence: what is shorter is a label."""
_ENDS = re.compile(r"[。！!？?；;]|\.\s")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a page is like: how much of it, 0 to 1 and 1 in all, reads as each text; its frame apart."""

    shares: Mapping[str, float]

    @property
    def document(self) -> float:
        """How much of it reads as a document."""
        return self.shares[DOCUMENT]

    @property
    def cause(self) -> str:
        """The likeliest fault."""
        return max(self.shares, key=lambda name: (name != DOCUMENT, self.shares[name]))

    @property
    def share(self) -> float:
        """How much of it reads as its likeliest fault."""
        return self.shares[self.cause]


def likeness(lines: Sequence[str], least: float = 0.3) -> Likeness | None:
    """Tell what lines are like; None where they say nothing that is known, or nothing but a site's frame.

    Args:
        least: how much they must say: a sentence of four characters that is surely no frame's weighs 2.
    """
    model = _model()
    shares, total = [0.0] * len(model.names), 1e-9
    for sentence in _sentences(lines):
        found = model.shares(sentence)
        if found is None:
            continue
        frame = found[model.names.index(FRAME)]
        weight = math.sqrt(min(len(sentence), _COUNTED)) * (1 - frame) ** 2 * max(found) ** 2
        total += weight
        for at, share in enumerate(found):
            shares[at] += weight * share / max(1 - frame, 1e-9)
    if total < least:
        return None
    return Likeness({name: share / total for name, share in zip(model.names, shares, strict=True) if name != FRAME})


def _sentences(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        for piece in _ENDS.split(_APART.sub("", line)):
            said = _QUOTED.sub("", piece).strip()
            sentence = said if len(said) >= _SAYING else piece.strip()
            if len(sentence) >= _SAYING:
                yield sentence


def _grams(sentence: str) -> list[str]:
    """The characters of a sentence with their pairs and threes, its beginning and end marked; words and their pairs where it is Latin. Each once."""
    lowered = sentence.lower()
    found = list[str]()
    for run in _HAN.findall(lowered):
        found += run
        marked = f"^{run}$"
        for size in (2, 3):
            found += (marked[at : at + size] for at in range(len(marked) - size + 1))
    words = _WORD.findall(lowered)
    found += words
    found += (f"{one} {next_}" for one, next_ in pairwise(words))
    return list(dict.fromkeys(found))


class _Model:
    """The texts, counted. What a gram weighs for each of them is worked out when it is first met."""

    def __init__(self, texts: Mapping[str, Sequence[Sequence[str]]]) -> None:
        """Count the grams of each text's sentences."""
        self.names = tuple(texts)
        number = sum(map(len, texts.values()))
        counts = Counter(gram for sentences in texts.values() for grams in sentences for gram in grams)
        self._rarity = {gram: math.log(number / count) + 0.3 for gram, count in counts.items()}
        self._unknown = math.log(number)
        self._sums = {gram: [0.0] * len(self.names) for gram in counts}
        for at, sentences in enumerate(texts.values()):
            for grams in sentences:
                length = self._length(grams)
                for gram in grams:
                    self._sums[gram][at] += self._rarity[gram] / length
        rest = sum(map(sum, self._sums.values())) + _SMOOTHING * len(counts)
        self._totals = [rest - sum(sums[at] for sums in self._sums.values()) for at in range(len(self.names))]
        self._weights: dict[str, list[float]] = {}

    def shares(self, sentence: str) -> list[float] | None:
        """How much a sentence is like each text, summing to 1; None where nothing in it is known."""
        grams = _grams(sentence)
        known = [self._weights_of(gram) for gram in grams if gram in self._sums]
        if not known:
            return None
        length = self._length(grams)
        scores = [sum(weights) for weights in zip(*known, strict=True)]
        best = max(scores)
        raised = [math.exp(_SHARPNESS * (score - best) / length) for score in scores]
        return [one / sum(raised) for one in raised]

    def _weights_of(self, gram: str) -> list[float]:
        """How much a gram speaks for each text: the rarer it is in all the others, the more."""
        if gram not in self._weights:
            sums = self._sums[gram]
            every = sum(sums) + _SMOOTHING
            self._weights[gram] = [
                -self._rarity[gram] * math.log((every - one) / total)
                for one, total in zip(sums, self._totals, strict=True)
            ]
        return self._weights[gram]

    def _length(self, grams: Sequence[str]) -> float:
        return math.sqrt(sum(self._rarity.get(gram, self._unknown) ** 2 for gram in grams))


@cache
def _model() -> _Model:
    return _Model({name: [_grams(line) for line in lines] for name, lines in sorted(_texts())})


def _texts() -> Iterator[tuple[str, list[str]]]:
    for text in files(__name__).iterdir():
        if text.name.endswith(".txt"):
            lines = text.read_text(encoding="utf-8").split("\n")
            yield text.name.removesuffix(".txt"), [line for line in lines if line.strip() and not line.startswith("#")]
