"""How text is folded for search, and the tokens that stand for it in an index: pairs of characters, and single ones."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_BLANKS = re.compile(r"\s+")
_LONE = re.compile("[\ud800-\udfff]")
_ASCII_SIGNS = {code: 0xE000 + code for code in range(0x21, 0x7F) if not chr(code).isalnum()} | dict.fromkeys(
    (*range(32), 127)
)
"""FTS5's `ascii` tokenizer takes letters, digits and everything beyond ASCII into tokens; other ASCII signs are moved to the
private use area, so that punctuation counts. Control characters fall away."""
GAP = "\ue0ff"
"""Token between two runs of text: no phrase reaches over it, so none is found across blocks or blanks."""


def fold(text: str) -> str:
    """Return a text as search compares it: NFKC, lower case, any white space one blank, lone surrogates replaced.

    Folding twice is folding once.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", _LONE.sub("\ufffd", text)).lower())
    return _BLANKS.sub(" ", folded).strip()


def phrases(query: str) -> list[str]:
    """Return the phrases of a query, folded: blanks part them."""
    return fold(query).split()


def pairs(blocks: Iterable[str]) -> str:
    """Return the overlapping pairs of characters of folded blocks as one line of tokens, with a gap between runs."""
    return f" {GAP} ".join(tokens for run in _runs(blocks) if (tokens := _pairs(run)))


def phrase_of_pairs(phrase: str) -> str:
    """Return a folded phrase of two or more characters as an FTS5 phrase of pairs."""
    return f'"{_pairs(phrase.translate(_ASCII_SIGNS))}"'


def singles(blocks: Iterable[str]) -> str:
    """Return every character that occurs in folded blocks, once each, as one line of tokens."""
    return " ".join(sorted({character for run in _runs(blocks) for character in run}))


def phrase_of_single(character: str) -> str:
    """Return one folded character as an FTS5 phrase."""
    return f'"{character.translate(_ASCII_SIGNS)}"'


def _runs(blocks: Iterable[str]) -> Iterator[str]:
    """Stretches without blanks, as the index has them."""
    for block in blocks:
        yield from block.translate(_ASCII_SIGNS).split()


def _pairs(run: str) -> str:
    return " ".join(map(str.__add__, run, run[1:]))
