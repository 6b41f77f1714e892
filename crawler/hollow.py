"""What came as a page and turns out to be no document: nothing but its site's frame, or the very words of other pages.

No sentence is looked for here. A site that says the same in the place of several documents has said nothing of any of them.
"""

import re
from dataclasses import dataclass, field

from cleaners.chrome_rules import is_footer_too, rule_of
from cleaners.document import Document
from crawler import cuts
from crawler.endings import key_of
from crawler.sentences import NAMELESS
from crawler.signs import ANY_DATE, KIND, SHORT_CHARACTERS, SITE_NAME

ALIKE = 3
"""So many addresses of one round that read the same, but for figures and Latin letters, are not documents."""

MOST_HELD = 500
"""Short documents that wait for the end of a round at most; beyond that they are taken as they are."""

_HABIT = 20
"""So many more pages that do not close themselves than do, and it is their site's habit."""

MESSAGE_CHARACTERS = 60
"""A message that a site puts in the place of a page has seldom more."""

_IN_LINK = re.compile(r"/a(?:\[\d+\])?(?:/|$)")
_VARYING = re.compile(r"[0-9A-Za-z\W_]+")


def is_frame(document: Document) -> bool:
    """Whether all that a generic reading found stands in links or is a footer's: the frame of an article that is not there."""
    if document.reader != "article" or document.attachments or _is_dated(document):
        return False
    figures = {number for number, block in enumerate(document.blocks) if block.kind == "figure"}
    kept = [piece for piece in document.ledger if piece.block >= 0 and piece.block not in figures]
    return bool(kept) and all(_is_chrome(piece.path, piece.text) for piece in kept)


def is_message(document: Document) -> bool:
    """Whether a page says next to nothing, under no name of its own and no date: a message in words that no sign knows."""
    if document.reader != "article" or document.attachments or document.images or _is_dated(document):
        return False
    title = re.split(r"[-_|—–]", document.title)[0].strip()
    is_nameless = bool(SITE_NAME.search(title) or NAMELESS.fullmatch(title))
    if any(KIND.search(line) for line in (title, *document.text.split("\n"))):
        return False
    return is_nameless and 0 < len(document.text) <= MESSAGE_CHARACTERS and not ANY_DATE.search(document.text)


def _is_chrome(path: str, text: str) -> bool:
    return bool(_IN_LINK.search(path)) or is_footer_too(text) or bool(rule_of(text, tail=True))


def _is_dated(document: Document) -> bool:
    metadata = document.metadata
    return any((metadata.published, metadata.delivered, metadata.posted))


@dataclass(slots=True)
class Alike:
    """Documents of a round that say so little that they may be one message in the place of several."""

    held: int = 0
    addresses: dict[str, set[str]] = field(default_factory=dict)

    def holds(self, document: Document) -> bool:
        """Whether a document must wait until the round's others are read: short, undated, and nothing but words."""
        if self.held >= MOST_HELD or len(document.text) > SHORT_CHARACTERS or not document.text.strip():
            return False
        if document.images or document.attachments or _is_dated(document):
            return False
        self.held += 1
        self.addresses.setdefault(_words(document), set()).add(key_of(document.url))
        return True

    def others(self, document: Document) -> int:
        """Of how many other addresses this round reads the same."""
        return len(self.addresses.get(_words(document), ())) - 1


@dataclass(slots=True)
class Ends:
    """Pages of a round by whether they close themselves: where most do, one that does not is torn."""

    closed: int = 0
    open: set[str] = field(default_factory=set)

    def holds(self, url: str, payload: bytes) -> bool:
        """Whether a page must wait until it is known how the round's others end."""
        closes = cuts.closes_itself(payload)
        self.closed += bool(closes)
        if closes is not False or len(self.open) >= min(MOST_HELD, self.closed + _HABIT):
            return False
        self.open.add(key_of(url))
        return True

    def is_torn(self, url: str) -> bool:
        """Whether a page ends as few of its round do: at least twice as many close themselves."""
        return key_of(url) in self.open and self.closed >= max(ALIKE, 2 * len(self.open))


def _words(document: Document) -> str:
    return _VARYING.sub("", document.title + document.text)
