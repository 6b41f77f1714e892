"""White space, and nothing else: the page's characters stay as they are (no width folding, no NFC)."""

import re

# CSS Text 3 §4.1.3: a line break of the source between two wide characters shows as nothing, not as a blank.
_WIDE = "\u2018\u2019\u201c\u201d\u2014\u2026\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
_SOURCE_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n\s*(?=[{_WIDE}])")
UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


def normalize(text: str) -> str:
    """Return the text with every run of white space as one blank and none at its ends.

    A line break between two wide characters goes without a trace, since no browser shows it. Twice is the same as once.
    """
    if "\n" in text:
        text = _SOURCE_BREAK.sub("", text.strip())
    words = text.split()
    joined = words[0] if len(words) == 1 else " ".join(words)
    return text if joined == text else joined  # the same object: a page, its lines and its ledger share their texts


def squeeze(text: str) -> str:
    """Return the text without any white space: the form in which a page and its ledger are compared."""
    return "".join(text.split())


def is_blank(text: str) -> bool:
    """Whether a reader of the page would see nothing: only white space, zero-width marks and soft hyphens."""
    if text and text[0] not in UNSEEN and not text[0].isspace():
        return False
    return all(character in UNSEEN or character.isspace() for character in text)
