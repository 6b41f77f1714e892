"""The bytes of a file as a reader of records wants them: as they lie there, or unpacked from a gzip member."""

import zlib
from collections.abc import Callable
from typing import BinaryIO

CHUNK = 1 << 16
GZIP = b"\x1f\x8b\x08"
"""How every gzip member begins, whoever wrote it (RFC 1952): time, flags and system follow."""


class Raw:
    """The bytes of an uncompressed file as they come."""

    ended = True

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.end = 0
        self.fault = ""

    def read(self) -> bytes:
        """Return the next bytes, empty at the end."""
        data = self._file.read(CHUNK)
        self.end += len(data)
        return data


class Member:
    """The bytes of one gzip member, unpacked as they come; `fault` says why it is not whole, `ended` that it is."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self._file = file
        self._at = offset
        self._unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
        self._waiting = b""
        self.end = offset
        self.ended = False
        self.fault = ""

    def read(self) -> bytes:
        """Return the next bytes, empty at the end or at a fault."""
        while not self.ended and not self.fault:
            data = self._waiting
            if not data:
                self._file.seek(self._at)
                data = self._file.read(CHUNK)
                self._at += len(data)
                if not data:
                    self.fault = "the file ends within a gzip member"
                    break
            try:
                unpacked = self._unpacker.decompress(data, CHUNK * 16)
            except zlib.error as error:
                self.fault = f"the gzip member is damaged ({error})"
                break
            self._waiting = self._unpacker.unconsumed_tail
            self.ended = self._unpacker.eof
            left = len(self._unpacker.unused_data) if self.ended else len(self._waiting)
            self.end = self._at - left
            if unpacked:
                return unpacked
        return b""


def next_member(file: BinaryIO, at: int, size: int, begins: Callable[[bytes], bool]) -> int:
    """Return where the next gzip member begins whose first bytes are a beginning; `size` where there is none."""
    while at < size:
        file.seek(at)
        window = file.read(CHUNK * 16)
        found = window.find(GZIP)
        if found < 0:
            at += max(len(window) - len(GZIP) + 1, 1)
            continue
        at += found
        if begins(Member(file, at).read()[:64]):
            return at
        at += 1
    return size
