"""Writes WARC records: WARC/1.1 (ISO 28500:2017), one gzip member a record, SHA-256 digests.

The digests are ours: warcio keeps a digest only where the record's length is given, and would else put its own SHA-1 in.
"""

import hashlib
import io
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
from zlib_ng import zlib_ng

VERSION = "WARC/1.1"
MEMBER_START = b"\x1f\x8b\x08\x00\x00\x00\x00\x00"
"""How each gzip member begins: no flags, no time."""
PADDED_START = b"\x1f\x8b\x08\x10\x00\x00\x00\x00"
"""How a redacted one begins: with a comment, which fills it up to the length of what it replaces."""
LEVEL = 4
"""zlib-ng's level: on real pages 4 % larger than zlib's 9 (warcio's own) in a third of the time (docs/decisions/0071)."""


@dataclass(frozen=True, slots=True)
class Record:
    """A WARC record: its named fields (each once) and its block.

    `Content-Length` and the block's digest are made at writing; they are among `fields` only after reading.
    """

    fields: dict[str, str]
    block: bytes

    @property
    def kind(self) -> str:
        """The WARC-Type."""
        return self.fields["WARC-Type"]

    @property
    def id(self) -> str:
        """The WARC-Record-ID without its brackets."""
        return bare(self.fields["WARC-Record-ID"])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: file relative to the archive's folder (without `.open`), offset and length in bytes."""

    warc: str
    offset: int
    length: int


def bare(identifier: str) -> str:
    """Return a record's id without the brackets that WARC puts around it."""
    return identifier.removeprefix("<").removesuffix(">")


def digest(data: bytes) -> str:
    """Return `sha256:` and 64 hex digits."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def instant(value: datetime) -> str:
    """Return an aware time as WARC 1.1 writes it, in UTC and to the microsecond: 2026-11-24T18:00:00.000000Z."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def member(record: Record) -> bytes:
    """Return the record as one gzip member: the same record gives the same bytes (the member holds no time)."""
    gzip = zlib_ng.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return gzip.compress(_plain(record)) + gzip.flush()


def padded_member(record: Record, length: int) -> bytes:
    """Return the record as a gzip member of exactly that length, filled up by a comment in the gzip header (RFC 1952).

    Raises:
        ValueError: it does not fit into so few bytes.
    """
    plain = _plain(record)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(plain) + packer.flush()
    left = length - len(PADDED_START) - 2 - 1 - len(data) - 8
    if left < 0:
        raise ValueError(f"{-left} bytes too long")
    end = zlib.crc32(plain).to_bytes(4, "little") + (len(plain) & 0xFFFFFFFF).to_bytes(4, "little")
    return PADDED_START + b"\x02\x03" + b" " * left + b"\0" + data + end


def _plain(record: Record) -> bytes:
    fields = record.fields | {"WARC-Block-Digest": digest(record.block)}
    content_type = fields.pop("Content-Type")
    fields.pop("Content-Length", None)
    headers = StatusAndHeaders("", list(fields.items()), protocol=VERSION)
    length = len(record.block)
    # "warcinfo" whatever it is (the type that is written stands in the fields): to another type warcio would add a payload
    # digest of its own, wrong for a request; of a revisit it would write the block only if it had re-made the header fields
    out = ArcWarcRecord("warc", "warcinfo", headers, io.BytesIO(record.block), None, content_type, length)
    out.payload_length = length
    plain = io.BytesIO()
    WARCWriter(plain, gzip=False, warc_version=VERSION).write_record(out)
    return plain.getvalue()
