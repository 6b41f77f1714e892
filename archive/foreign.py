"""Reads WARC files that other programs wrote: gzip or Zstandard, a member a record or one for all, plain, WARC/0.17 to 1.1, damaged or cut.

What is whole is yielded, what is not is told with its place, and after damage the next record is looked for. Nothing here
trusts a length, a digest or a date that the file states of itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from archive.frames import Frame, dictionary_of, is_zstandard, next_frame
from archive.members import GZIP, Member, Raw, next_member

LARGEST = 1 << 28
"""Bytes of the largest record that is taken in (256 MB); a larger one is told and passed over."""
HEAD = 1 << 20
"""Bytes of a record's own head, at most."""
PADDED = 16
"""Fewer zeros than this at a file's end may be the last member's own: it ends with its length."""

ARC = "an ARC file, the form before WARC: warcio recompress FILE NEW.warc.gz makes the one of the other"

_START = re.compile(rb"WARC/\d\.\d+\r?\n")
_MAYBE = re.compile(rb"(?:^|\n)(WARC/\d\.\d+\r?\n)")
_FOLDED = re.compile(rb"\r?\n[ \t]+")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A record as another program wrote it.

    Attributes:
        fields: named fields by lower-case name, each with its first value, without white space around it.
        block: all of it, `Content-Length` bytes.
        offset: where it stands in the file: of a gzip file the byte at which its member begins.
        end: how far the file is read, in bytes as they lie on disk.
        checked: it is alone in a gzip member whose check sum holds, so its bytes are those that were written.
    """

    fields: dict[str, str]
    block: bytes
    offset: int
    end: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Damage:
    """A place in a file where no whole record could be read; `end` is how far the file is read."""

    offset: int
    end: int
    why: str


class NotWarc(ValueError):
    """A file that holds no WARC record at all."""


def records(path: Path) -> Iterator[Foreign | Damage]:
    """Yield a file's records in their order, and what was damaged between them.

    Raises:
        NotWarc: it begins as no WARC file does and no record was found anywhere in it. OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(0)
        if is_zstandard(head):
            stretches = _frames(file)
        else:
            stretches = _plain(file) if not head.startswith(GZIP) and _MAYBE.search(head) else _members(file)
        found, first = False, None
        for one in stretches:
            found = found or isinstance(one, Foreign)
            if found and first is not None:
                yield first
                first = None
            if found or isinstance(one, Foreign):
                yield one
            else:  # damage before any record: told once it is known that this is a WARC file
                first = first or one
    if not found:
        raise NotWarc(first.why if first else "it is empty")


def _plain(file: BinaryIO) -> Iterator[Foreign | Damage]:
    yield from _Stretch(Raw(file), 0, checked=False).records()


def _members(file: BinaryIO) -> Iterator[Foreign | Damage]:
    """The records of a gzip file, whether each is a member of its own or one member holds many."""
    at, size = 0, _written(file)
    while at < size:
        member = Member(file, at)
        yield from _Stretch(member, at, checked=True).records()
        at = member.end if member.ended else next_member(file, at + 1, size, _begins)


def _frames(file: BinaryIO) -> Iterator[Foreign | Damage]:
    """The records of a Zstandard file. A frame without a check sum vouches for nothing."""
    dictionary, at, size = dictionary_of(file), 0, file.seek(0, 2)
    while at < size:
        frame = Frame(file, at, dictionary)
        for one in _Stretch(frame, at, checked=True).records():
            yield replace(one, checked=one.checked and frame.is_checked) if isinstance(one, Foreign) else one
        at = frame.end if frame.ended else next_frame(file, at + 1, size)


def _written(file: BinaryIO) -> int:
    """Where a file's last byte is that is not 0: tapes and copies are filled up with zeros (gzip(1), ADVANCED USAGE)."""
    size = end = file.seek(0, 2)
    while end > 0:
        start = max(0, end - HEAD)
        file.seek(start)
        if rest := file.read(end - start).rstrip(b"\0"):
            found = start + len(rest)
            return size if size - found < PADDED else found
        end = start
    return 0


def _begins(plain: bytes) -> bool:
    return _START.match(plain) is not None


class _Stretch:
    """Records in a run of bytes: of a plain file all of them, of a gzip file those of one member."""

    def __init__(self, source: Raw | Member | Frame, offset: int, *, checked: bool) -> None:
        self._source = source
        self._offset = offset
        self._checked = checked
        self._buffer = bytearray()
        self._taken = 0  # bytes before the buffer, of the unpacked run

    def records(self) -> Iterator[Foreign | Damage]:
        """Yield what is whole, in order; a record is checked only if it is alone in a member that turns out to be whole."""
        held: Foreign | None = None  # waits for the end of its member, where the check sum stands
        alone = True
        while self._skip_blank():
            one = self._one()
            if held is not None:
                yield replace(held, checked=False)
                held, alone = None, False
            if isinstance(one, Foreign):
                held = one
                continue
            yield one
            if self._source.fault or not self._resynchronize():
                return
        if self._source.fault:
            yield Damage(self._offset, self._source.end, self._source.fault)
        elif held is not None:
            yield replace(held, checked=self._checked and alone)

    @property
    def _place(self) -> int:
        return self._offset if self._checked else self._taken

    def _one(self) -> Foreign | Damage:
        """The record that begins here."""
        at = self._place
        if not self._has(12) or not _START.match(self._buffer):
            is_arc = self._buffer.startswith(b"filedesc://")
            return self._damage(at, ARC if is_arc else "no WARC record begins here")
        head_end = self._find_head_end()
        if head_end < 0:
            return self._damage(at, "the record's head does not end")
        fields = _fields(bytes(self._buffer[:head_end]))
        said = fields.get("content-length", "")
        if not said.isdecimal():
            return self._damage(at, f"the record's Content-Length is {said or 'missing'}")
        length = int(said)
        if length > LARGEST:
            self._drop(head_end)
            whole = self._pass_over(length)
            return self._damage(
                at, f"a record of {length} bytes is beyond the bound of {LARGEST}" if whole else "cut off"
            )
        if not self._has(head_end + length):
            return self._damage(at, "the record is cut off")
        block = bytes(self._buffer[head_end : head_end + length])
        if not self._checked and not self._ends_well(head_end + length):
            return self._damage(at, "the record is not as long as its Content-Length says")
        self._drop(head_end + length)
        return Foreign(fields, block, at, self._source.end, self._checked)

    def _damage(self, at: int, why: str) -> Damage:
        return Damage(at, self._source.end, self._source.fault or why)

    def _ends_well(self, at: int) -> bool:
        """Whether a record ends there: at two line ends, at the next record, or at the file's end (wget left them out)."""
        self._has(at + 16)
        rest = bytes(self._buffer[at : at + 16])
        return not rest.strip(b"\r\n") or rest.lstrip(b"\r\n").startswith(b"WARC/"[: len(rest.lstrip(b"\r\n"))])

    def _find_head_end(self) -> int:
        searched = 0
        while True:
            for end in (b"\r\n\r\n", b"\n\n"):
                at = self._buffer.find(end, max(0, searched - 4))
                if at >= 0:
                    return at + len(end)
            searched = len(self._buffer)
            if searched > HEAD or not self._more():
                return -1

    def _skip_blank(self) -> bool:
        """Pass over line ends; returns whether anything is left."""
        while True:
            blank = len(self._buffer) - len(self._buffer.lstrip(b"\r\n"))
            self._drop(blank)
            if self._buffer:
                return True
            if not self._more():
                return False

    def _resynchronize(self) -> bool:
        """Go to the next place where a record seems to begin."""
        self._drop(1)
        while True:
            if found := _MAYBE.search(self._buffer):
                self._drop(found.start(1))
                return True
            if len(self._buffer) > 16:
                self._drop(len(self._buffer) - 16)
            if not self._more():
                return False

    def _pass_over(self, length: int) -> bool:
        while length > 0:
            if not self._buffer and not self._more():
                return False
            step = min(length, len(self._buffer))
            self._drop(step)
            length -= step
        return True

    def _has(self, size: int) -> bool:
        while len(self._buffer) < size:
            if not self._more():
                return False
        return True

    def _more(self) -> bool:
        data = self._source.read()
        self._buffer += data
        return bool(data)

    def _drop(self, size: int) -> None:
        del self._buffer[:size]
        self._taken += size


def _fields(head: bytes) -> dict[str, str]:
    """The named fields of a record's head, by lower-case name; the first of each counts."""
    fields: dict[str, str] = {}
    for line in _FOLDED.sub(b" ", head).splitlines()[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            fields.setdefault(name.strip().lower().decode("latin-1"), value.strip().decode("utf-8", "replace"))
    return fields
