"""Makes the files that the tests of files read: PDFs and Word 97 documents written byte by byte."""

import struct
from collections.abc import Sequence

Placed = tuple[float, float, float, str]  # left, baseline, size, text


def pdf(pages: Sequence[Sequence[Placed]], *, picture_on: Sequence[int] = ()) -> bytes:
    """A PDF of lines; Chinese through a font that is named, not embedded, with the UCS2 encoding that every reader knows."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    kids: list[int] = []
    add(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(b"")  # the page tree, known at the end
    add(b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>")
    add(
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>"
    )
    add(
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    )
    add(
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
        b"stream\n\x80\nendstream"
    )
    for number, lines in enumerate(pages):
        shown = b"".join(
            b"BT /F1 %.1f Tf 1 0 0 1 %.1f %.1f Tm <%s> Tj ET\n"
            % (size, left, base, text.encode("utf-16-be").hex().encode())
            for left, base, size, text in lines
        )
        if number in picture_on:
            shown += b"q 400 0 0 600 50 100 cm /I1 Do Q\n"
        content = add(b"<< /Length %d >>\nstream\n%sendstream" % (len(shown), shown))
        kids.append(
            add(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                b"/Resources << /Font << /F1 3 0 R >> /XObject << /I1 6 0 R >> >> >>" % content
            )
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def doc(
    text: str, *, rows: Sequence[int] = (), headings: Sequence[int] = (), header: str = "", flags: int = 0
) -> bytes:
    """A Word 97 document: one piece of UTF-16 text, the paragraphs numbered in `rows` end a table's row, those in `headings`
    are of the style Heading 1; paragraphs end with \\r or \\x07."""
    whole = text + header
    start = 1024
    edges = [start + 2 * (at + 1) for at, sign in enumerate(whole) if sign in "\r\x07"]
    main = bytearray(start)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 10, flags)
    struct.pack_into("<3i", main, 0x4C, len(text), 0, len(header))
    main += whole.encode("utf-16-le")
    main += bytes(-len(main) % 512)
    page = len(main) // 512
    main += _paragraphs(start, edges, rows, headings)
    clx = b"\x02" + struct.pack("<I", 16) + struct.pack("<II", 0, len(whole)) + struct.pack("<HIH", 0, start, 0)
    plc = struct.pack("<III", start, edges[-1], page)
    struct.pack_into("<II", main, 0x1A2, 0, len(clx))
    struct.pack_into("<II", main, 0x102, len(clx), len(plc))
    return compound({"WordDocument": bytes(main), "0Table": clx + plc})


def _paragraphs(start: int, edges: Sequence[int], rows: Sequence[int], headings: Sequence[int]) -> bytes:
    page = bytearray(512)
    struct.pack_into(f"<{len(edges) + 1}I", page, 0, start, *edges)
    page[511] = len(edges)
    for number in range(len(edges)):
        at = 510 - 8 * (number + 1)
        page[4 * (len(edges) + 1) + 13 * number] = at // 2
        ends = 1 if number in rows else 0
        page[at : at + 6] = struct.pack("<BHHB", 3, 1 if number in headings else 0, 0x2417, ends)
    return bytes(page)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with streams at its root, each padded to whole sectors beyond the size of small streams."""
    sectors: list[bytes] = []
    chains: list[int] = []
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for number, (name, content) in enumerate(streams.items(), 1):
        padded = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
        first = len(sectors)
        pieces = [padded[at : at + 512] for at in range(0, len(padded), 512)]
        sectors += pieces
        chains += [*range(first + 1, first + len(pieces)), 0xFFFFFFFE]
        after = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, first, len(padded), right=after))
    listed = b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0")
    directory = len(sectors)
    pieces = [listed[at : at + 512] for at in range(0, len(listed), 512)]
    sectors += pieces
    chains += [*range(directory + 1, directory + len(pieces)), 0xFFFFFFFE]
    table = len(sectors)
    assert table < 127
    chains.append(0xFFFFFFFD)
    sectors.append(struct.pack("<128I", *chains, *[0xFFFFFFFF] * (128 - len(chains))))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    return head + struct.pack("<109I", table, *[0xFFFFFFFF] * 108) + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    spelled = name.encode("utf-16-le")
    entry = spelled.ljust(64, b"\0") + struct.pack("<HBBIII", len(spelled) + 2, kind, 1, 0xFFFFFFFF, right, child)
    return (entry + bytes(36) + struct.pack("<IQ", start, size)).ljust(128, b"\0")
