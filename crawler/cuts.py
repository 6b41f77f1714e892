"""Whether a body ends before its document does: a length that was told too short leaves no other trace."""

import re

from crawler.elements import Elements

_OPENS = re.compile(r"<html\b|<body\b", re.IGNORECASE)
_CLOSES = re.compile(r"</(?:html|body)\s*>|<frameset\b", re.IGNORECASE)
_UNSEEN = Elements("script", "style", comments=True)
_CONTAINER = re.compile(r"<(/?)(?:div|table|tr|td|ul|ol|section|main|article|form|center|h[1-6])\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<(/?)(p|span|a)\b", re.IGNORECASE)
_XML_ROOT = re.compile(r"<([A-Za-z][\w.:-]*)[\s>]")

_TAIL = 4096
"""Characters from a page's end in which it closes itself: what stands behind is a counter's script."""

_DIRECTORY_TAIL = 66_000
"""Bytes from a ZIP file's end in which its directory ends: 22, and a comment of up to 65,535 (APPNOTE.TXT, 4.3.16)."""


def page_is_cut(text: str) -> bool:
    """Whether a page that opens as one breaks off: within a tag or a sentence, or behind a tag with its frame still open.

    A page may forget its closing tags. Of 85 pages saved from real sites all close their body, and none leaves two containers open.
    """
    if not _OPENS.search(text[:_TAIL]) or _CLOSES.search(text, max(0, len(text) - _TAIL)) or _CLOSES.search(text):
        return False
    seen = _UNSEEN.sub("", text)
    if re.search(r"<(?:script|style)\b|<!--", seen, re.IGNORECASE) or seen.rfind("<") > seen.rfind(">"):
        return True  # within a script, a comment, a tag
    open_containers = sum(-1 if found[1] else 1 for found in _CONTAINER.finditer(seen))
    if seen.rstrip("\0 \t\r\n").endswith(">"):
        return open_containers > 1
    return open_containers > 0 or _leaves_words_open(seen)


def closes_itself(body: bytes) -> bool | None:
    """Whether a page closes its body; None for what is no page, or leaves nothing open that a torn one would.

    A page that is torn behind a paragraph, and one whose template forgets the end, look the same: its site's other pages tell (`crawler.hollow`).
    """
    if _CLOSES.search(body[-_TAIL:].decode("latin-1")):
        return True
    text = body.decode("latin-1")
    if not _OPENS.search(text[:_TAIL]) or _CLOSES.search(text):
        return None
    opened = sum(-1 if found[1] else 1 for found in _CONTAINER.finditer(_UNSEEN.sub("", text)))
    return False if opened > 0 else None


def _leaves_words_open(seen: str) -> bool:
    """Whether the last words stand in a paragraph that a page which closes its paragraphs has not closed."""
    opened: dict[str, int] = {}
    closing = set()
    for found in _PARAGRAPH.finditer(seen):
        name = found[2].lower()
        opened[name] = opened.get(name, 0) + (-1 if found[1] else 1)
        if found[1]:
            closing.add(name)
    return any(opened[name] > 0 for name in closing)


def markup_is_cut(text: str) -> bool:
    """Whether an XML document breaks off: its root element is never closed."""
    body = re.sub(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>", "", text, flags=re.DOTALL | re.IGNORECASE).strip()
    root = _XML_ROOT.match(body)
    if root is None:
        return False
    return not re.search(rf"</{re.escape(root[1])}\s*>\s*\Z", body) and not re.fullmatch(r"<[^<>]*/>", body)


def json_is_cut(text: str) -> bool:
    """Whether JSON that cannot be read breaks off: it opens an object or array and does not end with a bracket."""
    text = text.strip()
    return text[:1] in ("{", "[") and text[-1:] not in ("}", "]")


def file_is_cut(body: bytes) -> bool:
    """Whether a file lacks the end that its form demands.

    PDF: neither `startxref` nor `%%EOF` anywhere (ISO 32000-1, 7.5.5). ZIP, thus DOCX, XLSX: no end of the central directory.
    """
    if body.startswith(b"%PDF-"):
        return b"%%EOF" not in body and b"startxref" not in body
    if body.startswith(b"PK\x03\x04"):
        return b"PK\x05\x06" not in body[-_DIRECTORY_TAIL:]
    return False
