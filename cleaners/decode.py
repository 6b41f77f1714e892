"""Bytes to characters: byte order mark, HTTP charset, meta, then detection. Never fails on text; binary is refused."""

import codecs
import logging
import re
from itertools import islice
from typing import NamedTuple

from cleaners.errors import BadOptions, EmptyPayload, NotReadable

# It warns on standard error of every sample that it cannot decode; here that only means: not Big5.
logging.getLogger("bs4.dammit").setLevel(logging.ERROR)
_MARKS = (  # those of UTF-32 first: the little-endian one begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# WHATWG Encoding labels (https://encoding.spec.whatwg.org/#names-and-labels): the Chinese ones are all read as their superset.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "hz": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "windows-1252": "cp1252",
    "utf8": "utf-8",
    "unicode": "utf-8",
}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta\s[^>]*?charset\s*=\s*[\"']?([a-z0-9-]{2,20})[ /;'\">]", re.IGNORECASE)
_BINARY = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"Rar!",
    b"\xd0\xcf\x11\xe0",
    b"RIFF",
    b"7z\xbc\xaf",
)
_TEXTUAL = re.compile(r"^(?:text/|application/(?:xhtml\+xml|xml|octet-stream|x-httpd-php)\b|$)", re.IGNORECASE)
_SAMPLE, _TOGETHER = 16_384, 4_096
_SEGMENT = re.compile(rb"[^<\n]*[<\n]?", re.DOTALL)
_NARROW_LEADS, _WIDE_LEADS = (
    bytes(range(0xC2, 0xE0)),
    bytes(range(0xE0, 0xF5)),
)  # of characters of two, of three or four bytes
_UTF8_RUN = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){4}")
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27, 0})


class Decoded(NamedTuple):
    """The text of a payload and the name of the codec that read it (`utf-8`, `gb18030`, `utf-16-le` …).

    `utf8` is the same text as bytes where the payload has them as they are, else None.
    """

    text: str
    charset: str
    utf8: bytes | None = None


def decode(payload: bytes, *, content_type: str | None = None, charset: str | None = None) -> Decoded:
    """Return the text of a payload.

    What is declared as Latin-1, Windows-1252 or ASCII and reads as Chinese in UTF-8 or GB18030 is that: servers put these names there
    by default, and Western text never reads so. A declared `charset` wins over everything. Else a byte order mark, then what is UTF-8 without doubt, then the HTTP
    charset, the page's meta, UTF-8, GB18030, detection: the first that reads every byte. When none does, the page mixes encodings:
    each stretch between tags or line ends is read by itself, and a byte that nothing reads becomes U+FFFD.

    Raises:
        EmptyPayload: no byte. NotReadable: not a text (by content type, signature or control characters).
        BadOptions: the declared charset is unknown.
    """
    if not payload:
        raise EmptyPayload("the payload has no byte: nothing to read")
    _refuse_binary(payload, content_type or "")
    if charset:
        name = _codec(charset)
        if name is None:
            raise BadOptions(f"the option charset is {charset!r}, which is no encoding that Python knows")
        return Decoded(payload.decode(name, "replace").removeprefix("\ufeff"), name)
    for mark, name in _MARKS:
        if payload.startswith(mark):
            return Decoded(payload[len(mark) :].decode(name, "replace"), name)
    wide = _wide_without_mark(payload)
    if wide:
        return Decoded(payload.decode(wide, "replace"), wide)
    _refuse_controls(payload)
    return _by_declaration(payload, content_type or "")


def _by_declaration(payload: bytes, content_type: str) -> Decoded:
    utf8 = _strictly(payload, "utf-8")
    if payload.isascii() and b"~{" in payload and b"hz-gb-2312" in payload[:_SAMPLE]:  # 7-bit Chinese
        return Decoded(payload.decode("hz", "replace"), "hz")
    header = _CHARSET.search(content_type)
    stated = _codec(header[1]) if header else None
    if utf8 is not None and (stated == "utf-8" or payload.isascii() or _is_certain(payload)):
        return Decoded(utf8, "utf-8", payload)  # whatever else is declared
    if utf8 is None and stated == "gb18030" and (text := _strictly(payload, "gb18030")) is not None:
        return Decoded(_with_parts_of_utf8(payload, text), "gb18030")
    declared = [name for name in (_codec(label) for label in _labels(payload, content_type)) if name]
    if "cp1252" in declared and not payload.isascii():
        if utf8 is not None and _count(payload, _WIDE_LEADS):
            return Decoded(utf8, "utf-8", payload)
        if _is_chinese(payload[:_SAMPLE].decode("gb18030", "replace")):
            declared = ["gb18030"]
    if utf8 is not None and (not declared or "utf-8" in declared):
        return Decoded(utf8, "utf-8", payload)
    if not declared and _is_big5(payload):
        declared = ["big5hkscs"]
    for name in dict.fromkeys([*declared, "utf-8", "gb18030"]):
        text = _strictly(payload, name)
        if text is not None:
            return Decoded(_with_parts_of_utf8(payload, text) if name == "gb18030" else text, name)
    first = declared[0] if declared else "utf-8"
    return Decoded(_in_stretches(payload, first), first)


def _with_parts_of_utf8(payload: bytes, text: str) -> str:
    """Return the text of a page in GB18030; a part that came from elsewhere in UTF-8 is read as what it is.

    GB18030 reads nearly every byte, so such a part would be nonsense without a doubt.
    """
    return _in_stretches(payload, "gb18030") if _UTF8_RUN.search(payload) else text


def _labels(payload: bytes, content_type: str) -> list[str]:
    """Return the encodings that HTTP and the page declare, in the order of trust; UTF-16 in a meta means UTF-8."""
    labels = [match.group(1) for match in [_CHARSET.search(content_type)] if match]
    declared = declared_in(payload[:4096])
    if declared:
        labels.append("utf-8" if declared.lower().startswith("utf-16") else declared)
    return labels


def declared_in(head: bytes) -> str | None:
    """Return the encoding that the beginning of a page declares, in lower case, None when it declares none.

    One meta that says it, and nothing else that could, is read here as bs4 reads it, whose loading takes 13 MB and 50 ms.
    """
    plain = _META.findall(head)
    if len(plain) == 1 and head.lower().count(b"charset") == 1 and b"<?" not in head:
        return str(plain[0], "ascii").lower()
    from bs4.dammit import EncodingDetector

    return EncodingDetector.find_declared_encoding(head, is_html=True, search_entire_document=True)


def _codec(label: str) -> str | None:
    """Return Python's codec for a label, the Chinese ones widened; None when there is none for text."""
    label = label.strip().lower()
    label = _WIDER.get(label, label)
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):  # ValueError: a NUL in the label
        return None
    return _WIDER.get(info.name, info.name) if info._is_text_encoding else None


def _strictly(payload: bytes, name: str) -> str | None:
    try:
        return payload.decode(name)
    except UnicodeError:
        return None


def _is_certain(payload: bytes) -> bool:
    """Whether what decodes as UTF-8 is UTF-8 against another declaration.

    Two GBK characters can look like two-byte UTF-8 (联通 is the known case), three-byte sequences of Chinese do not by
    chance: so a text is UTF-8 when such characters outnumber the two-byte ones.
    """
    for part in (payload[:_SAMPLE], payload):
        wide = _count(part, _WIDE_LEADS)
        if wide > 2 and 2 * wide > _count(part, _NARROW_LEADS):
            return True
    return False


def _count(payload: bytes, some: bytes) -> int:
    """Return how many bytes of a payload are one of some."""
    return len(payload) - len(payload.translate(None, some))


def _is_chinese(text: str) -> bool:
    """Whether most of what is not ASCII is of the 3,755 commonest characters (GB 2312 level 1, rows 16 to 55).

    An accented letter before an ASCII one reads in GB18030 as a rare character, never as one of these.
    """
    foreign = [character for character in text if character > "\x7f"]
    common = sum(b"\xb0" <= character.encode("gb2312", "ignore")[:1] <= b"\xd7" for character in foreign)
    return common > 1 and 2 * common > len(foreign)


def _wide_without_mark(payload: bytes) -> str:
    """Return the UTF-16 or UTF-32 in which a page without a byte order mark opens (`<` beside NUL bytes), "" when it does not."""
    if payload[:4] in (b"<\0\0\0", b"\0\0\0<"):
        return "utf-32-le" if payload[:1] == b"<" else "utf-32-be"
    if 0 not in payload[:200]:
        return ""
    head = payload.lstrip(b" \r\n\t\x00")[:1]
    even, odd = payload[0:200:2], payload[1:200:2]
    if head != b"<" or len(payload) < 8:
        return ""
    if odd.count(0) > len(odd) // 4 and even.count(0) * 4 < odd.count(0):
        return "utf-16-le"
    return "utf-16-be" if even.count(0) > len(even) // 4 and odd.count(0) * 4 < even.count(0) else ""


def _is_big5(payload: bytes) -> bool:
    """Whether a page that declares nothing and is not UTF-8 looks like Big5, whose bytes GB18030 reads, too, but as nonsense."""
    from bs4.dammit import UnicodeDammit

    found = UnicodeDammit(payload[:_SAMPLE], is_html=True).original_encoding
    return bool(found) and _codec(found or "") == "big5hkscs"


def _in_stretches(payload: bytes, name: str) -> str:
    """Read a page of mixed encodings stretch by stretch: UTF-8 where it is certain, else the declared, else GB18030."""
    stretches = (match.group() for match in _SEGMENT.finditer(payload))
    joined: list[str] = []
    while parts := [
        _stretch(one, name) for one in islice(stretches, _TOGETHER)
    ]:  # one by one they would be a large page thrice
        joined.append("".join(parts))
    return "".join(joined)


def _stretch(stretch: bytes, name: str) -> str:
    utf8 = _strictly(stretch, "utf-8")
    if utf8 is not None and (stretch.isascii() or name == "utf-8" or _is_certain(stretch)):
        return utf8
    texts = (_strictly(stretch, candidate) for candidate in (name, "gb18030"))
    return next((text for text in texts if text is not None), None) or stretch.decode(name, "replace")


def _refuse_binary(payload: bytes, content_type: str) -> None:
    media = content_type.split(";", 1)[0].strip()
    if not _TEXTUAL.match(media) and b"<html" not in payload[:2048].lower():  # a page under a file's type is a page
        raise NotReadable(f"the payload is {media}, not a page: no cleaner reads it")
    if payload.startswith(_BINARY):
        raise NotReadable(
            f"the payload begins like a file ({payload[:4]!r}), not like a page: it was sent under the wrong media type"
        )


def _refuse_controls(payload: bytes) -> None:
    head = payload[:4096]
    if len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 20:
        raise NotReadable("the payload is full of control characters: it is binary, sent as a page")
