"""DOC (Word 97 to 2003): the text by its piece table, rows of tables and headings by the paragraphs' properties.

Source: [MS-DOC], sections 2.4.1 (retrieving text), 2.5 (Fib), 2.8.35 (PlcPcd), 2.9.175 (PapxInFkp), 2.6.2 (sprms).
"""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from cleaners.files.collected import BROKEN, MAX_CHARACTERS, Collected, Unreadable, told
from cleaners.files.compound import read_streams

_IDENT, _FIRST_FIB = 0xA5EC, 0xC1  # nFib of Word 97
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_LENGTHS, _PAPX, _CLX = 0x4C, 0x102, 0x1A2
_COMPRESSED = 0x40000000
_ROW_END = 0x2417  # sprmPFTtp
_SIZES = (1, 1, 2, 4, 2, 2, -1, 3)
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*\x14?|[\x14\x15]")
_CODE = re.compile(r"\x13([^\x13\x14\x15]*)[\x14\x15]?")
_SIGNS = str.maketrans(
    {"\x1e": "-", "\x1f": "", "\x0b": "\n", "\xa0": " ", **dict.fromkeys(map(chr, (1, 2, 3, 4, 5, 8)), "")}
)
# The parts of the text in file order, with the rule that removes them ("" keeps); ccpMcr is reserved and 0.
_PARTS = (("", ""), ("footnotes/", ""), ("header/", "running-head"), ("macro/", "macro"), ("comments/", "comment"),
          ("endnotes/", ""), ("box/", ""), ("headerbox/", "running-head"))  # fmt: skip


class _Style(NamedTuple):
    """Properties of the paragraph whose bytes end at `end`: `level` is 1 to 9 of a heading, else 0."""

    start: int
    end: int
    level: int
    ends_row: bool


class _Piece(NamedTuple):
    text: str
    offset: int
    width: int


def read_doc(payload: bytes, collected: Collected) -> None:
    """Collect the text of a Word 97-2003 document. Paths: `p[3]`, `table[1]/row[2]`, `footnotes/p[1]`.

    Raises:
        Unreadable: broken-file (also for Word 95 and older), encrypted, too-large.
    """
    main, table_0, table_1 = read_streams(payload, "WordDocument", "0Table", "1Table")
    try:
        ident, version = struct.unpack_from("<HH", main, 0)
        (flags,) = struct.unpack_from("<H", main, 10)
        if flags & _ENCRYPTED:
            raise Unreadable("encrypted", "the document needs a password")
        if ident != _IDENT or version < _FIRST_FIB:
            raise Unreadable("broken-file", f"not a document of Word 97 or later (ident {ident:#x}, version {version})")
        pieces = list(_pieces(main, table_1 if flags & _TABLE_1 else table_0))
        styles = sorted(_styles(main, table_1 if flags & _TABLE_1 else table_0))
        _tell(pieces, styles, struct.unpack_from("<8i", main, _LENGTHS), collected)
    except BROKEN as problem:
        raise Unreadable("broken-file", f"the document is damaged: {told(problem)}") from problem


def _pieces(main: bytes, table: bytes) -> Iterator[_Piece]:
    at, size = struct.unpack_from("<II", main, _CLX)
    clx = table[at : at + size]
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != 2:
        raise ValueError("no piece table")
    (size,) = struct.unpack_from("<I", clx, at + 1)
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    edges = struct.unpack_from(f"<{count + 1}I", plc, 0)
    read = 0
    for number in range(count):
        (offset,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)
        length = edges[number + 1] - edges[number]
        read += max(length, 0)
        if length < 0 or read > MAX_CHARACTERS:
            raise ValueError("the piece table runs backwards or without end")
        if offset & _COMPRESSED:
            start = (offset & ~_COMPRESSED) // 2
            yield _Piece(main[start : start + length].decode("cp1252", "replace"), start, 1)
        else:
            yield _Piece(main[offset : offset + 2 * length].decode("utf-16-le", "replace"), offset, 2)


def _styles(main: bytes, table: bytes) -> Iterator[_Style]:
    """The properties of all paragraphs, from the 512-byte pages that the table stream lists."""
    at, size = struct.unpack_from("<II", main, _PAPX)
    plc = table[at : at + size]
    count = max((len(plc) - 4) // 8, 0)
    for number in range(count):
        (page,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * number)
        fkp = main[512 * (page & 0x3FFFFF) : 512 * (page & 0x3FFFFF) + 512]
        if len(fkp) < 512:
            continue
        runs = min(fkp[511], 29)
        edges = struct.unpack_from(f"<{runs + 1}I", fkp, 0)
        for run in range(runs):
            yield _Style(edges[run], edges[run + 1], *_properties(fkp, 2 * fkp[4 * (runs + 1) + 13 * run]))


def _properties(fkp: bytes, at: int) -> tuple[int, bool]:
    if at == 0 or at >= 510:
        return 0, False
    start, size = (at + 2, 2 * fkp[at + 1]) if fkp[at] == 0 else (at + 1, 2 * fkp[at] - 1)
    listed = fkp[start : min(start + size, 511)]
    if len(listed) < 2:
        return 0, False
    (style,) = struct.unpack_from("<H", listed, 0)
    level = style if 1 <= style <= 9 else 0  # [MS-DOC] 2.9.271: the first styles are Normal and Heading 1 to 9
    at = 2
    while at + 3 <= len(listed):
        (sprm,) = struct.unpack_from("<H", listed, at)
        if sprm == _ROW_END:
            return level, listed[at + 2] == 1
        size = _SIZES[sprm >> 13]
        if size < 0:
            size = (
                struct.unpack_from("<H", listed, at + 2)[0] + 1
                if sprm == 0xD608 and at + 4 <= len(listed)
                else listed[at + 2] + 1
            )
        at += 2 + size
    return level, False


def _tell(pieces: list[_Piece], styles: list[_Style], lengths: tuple[int, ...], collected: Collected) -> None:
    whole = "".join(piece.text for piece in pieces)
    starts = [style.start for style in styles]
    places = _Places(pieces)
    at = 0
    for (prefix, rule), length in zip(_PARTS, lengths, strict=True):
        if length < 0 or at + length > len(whole) + 1:
            raise ValueError("the lengths of its parts do not fit its text")
        teller = _Teller(collected, prefix, rule)
        start = at
        for match in re.finditer(r"[\r\x07\x0c]|$", whole[at : at + length]):
            end = at + match.start()
            style = _style_at(styles, starts, places(end)) if end < len(whole) else _Style(0, 0, 0, False)
            teller.take(whole[start:end], whole[end : end + 1] if end < at + length else "", style)
            start = end + 1
        teller.end_table()
        at += length


class _Places:
    """The byte offset in the main stream of a character's number."""

    def __init__(self, pieces: list[_Piece]) -> None:
        self.pieces = pieces
        self.starts = [0]
        for piece in pieces:
            self.starts.append(self.starts[-1] + len(piece.text))

    def __call__(self, number: int) -> int:
        at = max(min(bisect_right(self.starts, number) - 1, len(self.pieces) - 1), 0)
        return self.pieces[at].offset + (number - self.starts[at]) * self.pieces[at].width


def _style_at(styles: list[_Style], starts: list[int], offset: int) -> _Style:
    at = bisect_right(starts, offset) - 1
    if at >= 0 and styles[at].start <= offset < styles[at].end:
        return styles[at]
    return _Style(0, 0, 0, False)


class _Teller:
    """Takes one part's paragraphs; cells gather to rows, rows to a table, until a paragraph ends it."""

    def __init__(self, collected: Collected, prefix: str, rule: str) -> None:
        self.collected = collected
        self.prefix = prefix
        self.rule = rule
        self.paragraphs = self.tables = 0
        self.fields: list[str] = []
        self.held: list[str] = []
        self.rows: list[list[str]] = []

    def take(self, raw: str, mark: str, style: _Style) -> None:
        text = _FIELD.sub("", raw).translate(_SIGNS)
        if mark == "\x07" and style.ends_row:
            self.rows.append(self.fields)
            self.fields = []
        elif mark == "\x07":
            self.fields.append(" ".join([*self.held, text]))
            self.held = []
        elif self.fields:  # a paragraph mark within a row parts the paragraphs of one field
            self.held.append(text)
        else:
            self.end_table()
            self._paragraph(raw, text, style)

    def _paragraph(self, raw: str, text: str, style: _Style) -> None:
        self.paragraphs += 1
        path = f"{self.prefix}p[{self.paragraphs}]"
        for line in text.split("\n"):
            if self.rule:
                self.collected.remove(line, self.rule, path)
            else:
                self.collected.keep("heading" if style.level else "paragraph", line, path, min(style.level, 6))
        for code in _CODE.findall(raw):
            self.collected.remove(code, "field-code", path)

    def end_table(self) -> None:
        """End the table that is open; fields without an end of row are told as a row."""
        if self.fields or self.held:
            self.rows.append([*self.fields, *self.held])
        if not self.rows:
            return
        self.tables += 1
        path = f"{self.prefix}table[{self.tables}]"
        rows = [(f"{path}/row[{at}]", fields) for at, fields in enumerate(self.rows, 1)]
        self.fields, self.held, self.rows = [], [], []
        if not self.rule:
            self.collected.keep_table(rows, path)
            return
        for row_path, fields in rows:
            self.collected.remove(" ".join(fields), self.rule, row_path)
