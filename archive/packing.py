"""Finds the records of a changed file that unpack to what they should and yet are not packed as they were."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from archive.reading import Found, walk
from archive.warc import PADDED_START, member, padded_member

HEAD_BYTES = 10
"""A gzip header without optional fields (RFC 1952 §2.3); the last two bytes, XFL and OS, mean nothing to a reader."""


def repacked(path: Path) -> Iterator[tuple[Found, str]]:
    """Yield the records that nobody's check sums miss and whose bytes were changed all the same, each with what was seen.

    Some bits of a gzip member may be flipped without a trace in what it unpacks to: those that fill the last byte, a
    match that is found as well elsewhere, XFL and OS of the header. A record that is packed again as its writer packs and
    does not give its own bytes was changed. Where that fails for most of a file, it was packed by another release of the
    compressor, which tells nothing; its headers alone are then compared with each other.
    """
    odd_heads, odd_bytes, total = _odd_heads(path), [], 0
    with path.open("rb") as file:
        for found in walk(path):
            if isinstance(found, Found):
                total += 1
                file.seek(found.offset)
                data = file.read(found.length)
                if found.offset not in odd_heads and data != _packed(found, data):
                    odd_bytes.append(found)
    for found in odd_heads.values():
        yield found, "two bytes of its gzip header are not its neighbours'"
    if len(odd_bytes) * 2 < total:
        for found in odd_bytes:
            yield found, "it unpacks to what it should, and is not packed as its writer packs"


def _packed(found: Found, data: bytes) -> bytes:
    """The record that these bytes hold as its writer packs it; b"" if it does not fit into its place."""
    if not data.startswith(PADDED_START):
        return member(found.record)
    try:
        return padded_member(found.record, len(data))
    except ValueError:
        return b""


def _odd_heads(path: Path) -> dict[int, Found]:
    """The records, by offset, whose gzip header is not like most others'."""
    heads = defaultdict[bytes, list[tuple[bytes, Found]]](list)
    with path.open("rb") as file:
        for found in walk(path):
            if isinstance(found, Found):
                file.seek(found.offset)
                head = file.read(HEAD_BYTES)
                heads[head[:8]].append((head[8:], found))
    odd = dict[int, Found]()
    for alike in heads.values():
        usual = Counter(head for head, _ in alike).most_common(1)[0][0]
        odd |= {found.offset: found for head, found in alike if head != usual}
    return odd
