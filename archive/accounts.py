"""The account of a page: every visible piece in order, kept or cut, gathered into stretches that one decision covers."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from cleaners.document import Document, Piece


class Stretch(NamedTuple):
    """Neighbouring pieces of one fate: text of block `block`, or (then `block` is -1) cut by `rule`.

    `path` is the node that holds all of them; `pieces` are in order.
    """

    block: int
    rule: str
    path: str
    pieces: tuple[Piece, ...]


class Share(NamedTuple):
    """How much a rule took ("" for what was kept): pieces, and characters without white space."""

    rule: str
    pieces: int
    characters: int


class Account(NamedTuple):
    """The stretches in the page's order, and the shares: what was kept first, then the rules, the largest first."""

    stretches: tuple[Stretch, ...]
    shares: tuple[Share, ...]

    @property
    def characters(self) -> int:
        """How many visible characters the page has, without white space."""
        return sum(share.characters for share in self.shares)


def account_of(document: Document) -> Account:
    """Return the account of a document, made of its ledger; empty for a file, which has none."""
    told = groupby(document.ledger, key=lambda piece: (piece.block, piece.rule))
    stretches = tuple(_stretch(block, rule, list(pieces)) for (block, rule), pieces in told)
    counts: dict[str, list[int]] = {}
    for piece in document.ledger:
        count = counts.setdefault(piece.rule, [0, 0])
        count[0] += 1
        count[1] += len("".join(piece.text.split()))
    shares = [Share(rule, *count) for rule, count in counts.items()]
    shares.sort(key=lambda share: (share.rule != "", -share.characters, share.rule))
    return Account(stretches, tuple(shares))


def _stretch(block: int, rule: str, pieces: Sequence[Piece]) -> Stretch:
    return Stretch(block, rule, _common([piece.path for piece in pieces]), tuple(pieces))


def _common(paths: Sequence[str]) -> str:
    """The path of the node that holds all of these nodes."""
    split = [path.split("/") for path in paths]
    first, last = min(split), max(split)
    same = next((n for n, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), None)
    return "/".join(first if same is None else first[:same])
