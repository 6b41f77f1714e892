"""How text is folded for search, and the tokens that stand for it in an index: pairs of characters, and single ones."""

import re
from collections.abc import Iterable, Iterator
from unicodedata import is_normalized, normalize

_BLANKS = re.compile(r"[\s\x00-\x1f\x7f]+")
_LONE = re.compile("[\ud800-\udfff]")
_WIDE = tuple(zip("，：；（）！？．％　", ",:;()!?.% ", strict=True))
"""Wide signs of every Chinese text. Narrowed first, since a text without them needs no NFKC: that made folding five times faster."""
GAP = "\ue0ff"
"""Token between two runs of text: no phrase reaches over it, so none is found across blocks or blanks."""
_SIGNS = "".join(chr(code) for code in range(0x21, 0x7F) if not chr(code).isalnum())
TOKENIZER = "ascii tokenchars '{}'".format(_SIGNS.replace("'", "''"))
"""FTS5's tokenizer that takes everything beyond ASCII into tokens, with the ASCII signs: punctuation counts."""


def fold(text: str) -> str:
    """Return a text as search compares it: NFKC, lower case, any white space or control characters one blank, lone surrogates
    replaced. Folding twice is folding once.
    """
    if not text.isascii():
        for wide, narrow in _WIDE:
            text = text.replace(wide, narrow)
        text = _normal(_LONE.sub("\ufffd", text))
    lower = text.lower()
    return _BLANKS.sub(" ", lower if lower == text else _normal(lower)).strip()


def _normal(text: str) -> str:
    return text if is_normalized("NFKC", text) else normalize("NFKC", text)


def phrases(query: str) -> list[str]:
    """Return the phrases of a query, folded: blanks part them."""
    return fold(query).split()


def pairs(blocks: Iterable[str]) -> str:
    """Return the overlapping pairs of characters of folded blocks as one line of tokens, with a gap between runs."""
    return f" {GAP} ".join(tokens for run in _runs(blocks) if (tokens := _pairs(run)))


def phrase_of_pairs(phrase: str) -> str:
    """Return a folded phrase of two or more characters as an FTS5 phrase of pairs."""
    return _quoted(_pairs(phrase))


def singles(blocks: Iterable[str]) -> str:
    """Return every character that occurs in folded blocks, once each, as one line of tokens."""
    return " ".join(sorted({character for run in _runs(blocks) for character in run}))


def phrase_of_single(character: str) -> str:
    """Return one folded character as an FTS5 phrase."""
    return _quoted(character)


def _runs(blocks: Iterable[str]) -> Iterator[str]:
    """Stretches without blanks, as the index has them."""
    for block in blocks:
        yield from block.split()


def _pairs(run: str) -> str:
    return " ".join(map(str.__add__, run, run[1:]))


def _quoted(tokens: str) -> str:
    return '"' + tokens.replace('"', '""') + '"'
