"""Takes an HTTP answer out of a record's block: status, header fields, and the body without its chunks."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from archive.records import Headers

_STATUS = re.compile(r"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t]+(.*))?$")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FOLDED = re.compile(r"\r?\n[ \t]+")
_CHUNK = re.compile(rb"\s{0,2}([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


@dataclass(frozen=True, slots=True)
class Message:
    """An HTTP answer as a record holds it.

    Attributes:
        body: without its transfer coding, Content-Encoding kept. sent: as it stands in the block.
        is_cut: the body ends before its chunks or its Content-Length say.
    """

    status: int
    reason: str
    headers: Headers
    body: bytes
    sent: bytes
    is_cut: bool


def message(block: bytes) -> Message | None:
    """Return the HTTP answer in a block; None where none is: another protocol, a head that never was one."""
    if not block.startswith(b"HTTP/"):
        return None
    end = _HEAD_END.search(block)
    head, sent = (block[: end.start()], block[end.end() :]) if end else (block.rstrip(b"\r\n"), b"")
    first, _, rest = _FOLDED.sub(" ", head.decode("latin-1")).partition("\n")
    status = _STATUS.match(first.rstrip("\r"))
    if status is None:
        return None
    fields = (line.rstrip("\r").partition(":") for line in rest.split("\n"))
    headers = tuple((name.strip(), value.strip()) for name, colon, value in fields if colon and name.strip())
    body, is_cut = _without_chunks(sent) if "chunked" in _field(headers, "transfer-encoding").lower() else (sent, False)
    said = _field(headers, "content-length")
    is_cut = is_cut or (body is sent and said.isdecimal() and int(said) > len(body))
    return Message(int(status[1]), (status[2] or "").strip(), headers, body, sent, is_cut)


def _field(headers: Headers, name: str) -> str:
    return next((value for other, value in headers if other.lower() == name), "")


def _without_chunks(sent: bytes) -> tuple[bytes, bool]:
    """Return a body without its chunks, and whether it was cut; some recorders took the chunks out and left the field."""
    at, parts = 0, list[bytes]()
    while found := _CHUNK.match(sent, at):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(parts), False
        data = sent[found.end() : found.end() + size]
        after = sent[found.end() + size : found.end() + size + 2]
        if not parts and len(data) == size and after not in (b"\r\n", b"\n", b"") and after[:1] != b"\n":
            return sent, False  # a text that happens to begin with a hexadecimal number
        parts.append(data)
        at = found.end() + size
        if len(data) < size:
            return b"".join(parts), True
    return (b"".join(parts), True) if parts else (sent, False)


def agrees(said: str, *candidates: bytes) -> bool | None:
    """Tell whether one of several byte strings has the digest that a field states: `sha1:` in base 32 or hex, `sha256:` …

    None where the field is empty or of an algorithm that is not known here.
    """
    algorithm, _, value = said.partition(":")
    name = algorithm.strip().lower().replace("-", "")
    if name not in ("md5", "sha1", "sha256", "sha384", "sha512") or not value:
        return None
    for data in candidates:
        made = hashlib.new(name, data, usedforsecurity=False)
        if value.strip().lower() == made.hexdigest() or _base32(value) == made.digest():
            return True
    return False


def _base32(value: str) -> bytes:
    text = value.strip().upper().rstrip("=")
    try:
        return base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        return b""
