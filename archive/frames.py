"""Zstandard files as a reader of records wants them: a frame a record, the dictionary of all in a skippable frame before them.

Source: WARC with Zstandard, as ArchiveTeam writes it (https://iipc.github.io/warc-specifications/specifications/warc-zstd/,
read 2026-11-25); RFC 8878 for frames, their magic numbers and check sums.
"""

import sys
from typing import BinaryIO

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdDecompressor, ZstdDict, ZstdError, decompress
else:
    from backports.zstd import ZstdDecompressor, ZstdDict, ZstdError, decompress

CHUNK = 1 << 16
FRAME = b"\x28\xb5\x2f\xfd"
"""How a frame begins …"""
DICTIONARY = b"\x5d\x2a\x4d\x18"
"""… and the skippable one that holds the dictionary; others, 50 to 5f in place of its first byte, hold nothing that is needed."""
LARGEST_DICTIONARY = 1 << 24


def is_zstandard(head: bytes) -> bool:
    """Whether a file that begins so is one of Zstandard frames."""
    return head.startswith(FRAME) or _is_skippable(head)


def _is_skippable(head: bytes) -> bool:
    return len(head) >= 4 and head[1:4] == DICTIONARY[1:] and 0x50 <= head[0] <= 0x5F


class Frame:
    """The bytes of one frame, unpacked as they come; `fault` says why it is not whole, `ended` that it is.

    `is_checked` is whether it bears a check sum of its content; a skippable frame gives nothing.
    """

    def __init__(self, file: BinaryIO, offset: int, dictionary: ZstdDict | None) -> None:
        self._file, self._at = file, offset
        self._unpacker = ZstdDecompressor(dictionary)
        self.end, self.ended, self.fault = offset, False, ""
        file.seek(offset)
        head = file.read(8)
        self.is_checked = len(head) > 4 and bool(head[4] & 0x04)
        if _is_skippable(head):
            self.end += 8 + int.from_bytes(head[4:8], "little")
            self.ended = True

    def read(self) -> bytes:
        """Return the next bytes, empty at the end or at a fault."""
        while not self.ended and not self.fault:
            data = b""
            if self._unpacker.needs_input:
                self._file.seek(self._at)
                data = self._file.read(CHUNK)
                self._at += len(data)
                if not data:
                    self.fault = "the file ends within a Zstandard frame"
                    break
            try:
                unpacked = self._unpacker.decompress(data, CHUNK * 16)
            except ZstdError as error:
                self.fault = f"the Zstandard frame is damaged ({error})"
                break
            self.ended = self._unpacker.eof
            self.end = self._at - len(self._unpacker.unused_data)
            if unpacked:
                return unpacked
        return b""


def dictionary_of(file: BinaryIO) -> ZstdDict | None:
    """Return the dictionary that a file begins with, itself packed or not; None where it has none, or none that can be read."""
    file.seek(0)
    head = file.read(8)
    if not head.startswith(DICTIONARY):
        return None
    data = file.read(min(int.from_bytes(head[4:8], "little"), LARGEST_DICTIONARY))
    try:
        return ZstdDict(decompress(data) if data.startswith(FRAME) else data)
    except (ZstdError, ValueError):
        return None


def next_frame(file: BinaryIO, at: int, size: int) -> int:
    """Return where the next frame may begin; `size` where none does."""
    while at < size:
        file.seek(at)
        window = file.read(CHUNK * 16)
        if (found := window.find(FRAME)) >= 0:
            return at + found
        at += max(len(window) - len(FRAME) + 1, 1)
    return size
