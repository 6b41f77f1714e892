"""Reads WARC records, strictly: a gzip member that does not end, or whose check sums are wrong, is never half an answer.

The members are taken apart by zlib, which checks the CRC that FastWARC leaves out; the record in it is FastWARC's to
parse. Both are needed: of 300 truncations FastWARC alone noticed 295.
"""

import io
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fastwarc.stream_io import BrotliReader, ZstdReader
from fastwarc.warc import ArchiveIterator

from archive.errors import Damaged
from archive.layout import OPEN
from archive.records import Headers
from archive.warc import MEMBER_START, PADDED_START, Record, bare, digest

STARTS = (MEMBER_START, PADDED_START)
CHUNK = 1 << 14
LARGEST = 1 << 29
"""No record of ours is larger, uncompressed: a damaged member that unpacks to more is given up there."""


@dataclass(frozen=True, slots=True)
class Found:
    """A whole record at its place in a file."""

    offset: int
    length: int
    record: Record


@dataclass(frozen=True, slots=True)
class Broken:
    """A stretch of a file that is no whole record; `torn` where it is only too short (it reaches the file's end)."""

    offset: int
    length: int
    why: str
    torn: bool


def record_at(path: Path, offset: int, length: int, identifier: str = "") -> Record:
    """Read one record by its place and check it: check sums, digests of block and payload, and its id if one is given.

    Raises:
        Damaged: it is not whole, or not what was written there; the message names file and offset.
    """
    where = f"{path} at {offset}"
    try:
        record = parsed(_unpacked(bytes_at(path, offset, length), length))
    except FileNotFoundError:
        raise Damaged(f"{where}: the file is missing; bring it back from a copy, then: fangzhi verify") from None
    except (ValueError, OSError, zlib.error) as error:
        raise Damaged(f"{where}: {error}; bring the file back from a copy, then: fangzhi verify") from None
    wrong = disagreement(record)
    if not wrong and identifier and record.id != identifier:
        wrong = f"another record stands there ({record.id}, not {identifier})"
    if wrong:
        raise Damaged(f"{where}: {wrong}; bring the file back from a copy, then: fangzhi verify")
    return record


def bytes_at(path: Path, offset: int, length: int) -> bytes:
    """Return what stands at a place of a file, be it sealed (as the path says) or still open; less where the file ends.

    It may be sealed between two looks, so the sealed name is tried again. Few calls of the system: they are most of what a record costs.

    Raises:
        FileNotFoundError: there is no such file.
    """
    for name in (path, f"{path}{OPEN}", path):
        try:
            descriptor = os.open(name, os.O_RDONLY)
        except FileNotFoundError:
            continue
        try:
            return os.pread(descriptor, length, offset)
        finally:
            os.close(descriptor)
    raise FileNotFoundError(path)


def disagreement(record: Record) -> str:
    """Return how a record's bytes disagree with its own digests, "" if they agree."""
    said = record.fields.get("WARC-Block-Digest", "")
    if said != digest(record.block):
        return f"the block's digest is not {said or 'given'}"
    if record.kind == "response" and not is_redacted(record):
        said = record.fields.get("WARC-Payload-Digest", "")
        if said != digest(payload_of(record)):
            return f"the payload's digest is not {said or 'given'}"
    return ""


def is_redacted(record: Record) -> bool:
    """Whether the record's bytes were taken down (`redact`)."""
    return "Fangzhi-Redacted" in record.fields


def payload_of(record: Record) -> bytes:
    """Return the body of a response or request record, empty for a revisit."""
    return record.block.partition(b"\r\n\r\n")[2]


def head_of(record: Record) -> tuple[str, Headers]:
    """Return status (or request) line and header fields of a record's HTTP block, in order, repeats kept."""
    lines = record.block.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    fields = (line.partition(": ") for line in lines[1:])
    return lines[0], tuple((name.removesuffix(":"), value) for name, _, value in fields)


def walk(path: Path, start: int = 0) -> Iterator[Found | Broken]:
    """Read a file's records in order from an offset; what is broken is told and stepped over.

    After damage the next member is looked for by its first bytes, so every undamaged record is still found.
    """
    size = path.stat().st_size
    offset = start
    with path.open("rb") as file:
        while offset < size:
            try:
                plain, length = _next_member(file, offset)
                found = Found(offset, length, parsed(plain))
            except (ValueError, zlib.error) as error:
                following = _next_start(file, offset + 1, size)
                torn = isinstance(error, _TooShort) and following == size
                yield Broken(offset, following - offset, str(error), torn)
                offset = following
            else:
                yield found
                offset += length


def parsed(plain: bytes) -> Record:
    """Parse one uncompressed record.

    Raises:
        ValueError: these bytes are not exactly one WARC record.
    """
    if not plain.startswith(b"WARC/1.1\r\n") or not plain.endswith(b"\r\n\r\n"):
        raise ValueError("not a WARC/1.1 record")
    found = next(iter(ArchiveIterator(io.BytesIO(plain), parse_http=False)), None)
    if found is None:
        raise ValueError("not a WARC/1.1 record")
    block = found.reader.read()
    head = plain.index(b"\r\n\r\n") + 4
    if len(block) != found.content_length or len(plain) != head + len(block) + 4:
        raise ValueError("the record's length is not its Content-Length")
    fields = dict(found.headers.to_tuples())
    if "WARC-Type" not in fields or not bare(fields.get("WARC-Record-ID", "")):
        raise ValueError("the record has no type or no id")
    return Record(fields, block)


def decoded(payload: bytes, encodings: str, limit: int) -> bytes:
    """Return a payload with its Content-Encoding undone, at most `limit` bytes of it.

    What is not encoded as it claims (servers do that) is returned as it is, and so is an unknown encoding. A body that
    was cut gives what could be read of it.
    """
    for encoding in reversed([name.strip().lower() for name in encodings.split(",")]):
        if encoding in {"gzip", "x-gzip"} and payload.startswith(b"\x1f\x8b"):
            payload = _inflated(payload, zlib.MAX_WBITS + 16, limit)
        elif encoding == "deflate":
            payload = _inflated(payload, zlib.MAX_WBITS, limit) or _inflated(payload, -zlib.MAX_WBITS, limit) or payload
        elif encoding in {"br", "zstd"}:
            reader = BrotliReader if encoding == "br" else ZstdReader
            try:
                payload = reader(io.BytesIO(payload)).read(limit)
            except OSError:
                return payload
    return payload[:limit]


class _TooShort(ValueError):
    """A member that ends before its end."""


def _inflated(data: bytes, window: int, limit: int) -> bytes:
    stream = zlib.decompressobj(window)
    out = b""
    try:
        out = stream.decompress(data, limit)
    except zlib.error:
        # what stood before the damage, found byte block by byte block
        stream = zlib.decompressobj(window)
        for start in range(0, len(data), 512):
            try:
                out += stream.decompress(data[start : start + 512], limit)
            except zlib.error:
                break
    return out


def _unpacked(data: bytes, length: int) -> bytes:
    if not data.startswith(STARTS) or len(data) != length:
        raise ValueError("no gzip member of ours stands there")
    stream = zlib.decompressobj(zlib.MAX_WBITS + 16)
    plain = stream.decompress(data)
    if not stream.eof or stream.unused_data:
        raise ValueError("the gzip member does not end where it should")
    return plain


def _next_member(file: io.BufferedReader, offset: int) -> tuple[bytes, int]:
    """Unpack the member at an offset; returns it and its compressed length."""
    file.seek(offset)
    stream = zlib.decompressobj(zlib.MAX_WBITS + 16)
    parts: list[bytes] = []
    taken = unpacked = 0
    while not stream.eof:
        data = file.read(CHUNK)
        if not taken and not data.startswith(tuple(start[: len(data)] for start in STARTS)):
            raise ValueError("no gzip member of ours begins here")
        if not data:
            raise _TooShort("the gzip member is cut off")
        parts.append(stream.decompress(data))
        taken += len(data)
        unpacked += len(parts[-1])
        if unpacked > LARGEST:
            raise ValueError("the gzip member unpacks without end")
    return b"".join(parts), taken - len(stream.unused_data)


def _next_start(file: io.BufferedReader, offset: int, size: int) -> int:
    """Return where the next member may begin: bytes that look like one and unpack to the start of a record."""
    file.seek(offset)
    rest = file.read()
    at = rest.find(MEMBER_START[:3])
    while at >= 0:
        if rest.startswith(STARTS, at) and _begins_a_record(rest, at):
            return offset + at
        at = rest.find(MEMBER_START[:3], at + 1)
    return size


def _begins_a_record(data: bytes, at: int) -> bool:
    """Whether a member there unpacks to the start of a record (a redacted one's comment is as long as what it replaces)."""
    stream = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        while at < len(data):
            plain = stream.decompress(data[at : at + 512], 8)
            if plain:
                return plain.startswith(b"WARC/1.1")
            at += 512
    except zlib.error:
        pass
    return False
