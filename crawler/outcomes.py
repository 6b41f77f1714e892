"""What an answer is: the page that was asked for, or one of the ways in which a site says something else."""

import re
import zlib
from collections.abc import Callable, Iterable
from urllib.parse import urljoin

from archive.errors import BadAddress
from archive.reading import decoded as read_packed
from archive.records import Headers
from archive.urls import url_key
from cleaners.files import file_kind
from crawler import cuts, signs
from crawler.messages import Judged, by_status
from crawler.pages import CHALLENGE, Page, by_page, challenge, refined
from crawler.shown import sent_on
from crawler.told import by_json, by_xml

DECODED_BYTES = 32 * 1024 * 1024
"""Most that a body may grow to when its Content-Encoding is undone (design §3)."""

HOST_REFUSALS = frozenset({"challenge", "rate-limited", "forbidden", "site-closed", "suspended", "hijacked"})
"""Causes that speak of the whole host, not of one page: several in a row end the asking for tonight."""

PAGE_REFUSALS = frozenset({"login-required", "no-permission"})
"""Causes that a forum gives for single pages: known, recorded, and no fault of the crawl."""

_TEXTS = re.compile(r"^(?:text/|application/(?:xhtml|xml|json|rss|atom|javascript))", re.IGNORECASE)
_BINARY = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"RIFF",
    b"OggS",
    b"\x1f\x8b",
)
_GZIP = b"\x1f\x8b"
_LOST = 2
"""Characters that a body which is torn within one of them loses."""
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)


def judge(status: int, headers: Headers, payload: bytes, *, truncated: bool = False) -> Judged:
    """Tell what an HTTP answer is.

    Args:
        payload: the body as sent; its Content-Encoding is undone here (gzip and deflate, up to 32 MB).
        truncated: whether the connection ended before the body did.
    """
    if status == 304:
        return Judged("unchanged")
    if 300 <= status < 400:
        return Judged("redirect") if value_of(headers, "location") else Judged("error", "bad-redirect")
    if truncated:
        return Judged("truncated", "cut-body")
    body, fault = unpacked(payload, values_of(headers, "content-encoding"))
    if fault:
        return Judged("truncated" if fault == "cut-body" else "error", fault)
    media_type = value_of(headers, "content-type")
    binary = is_binary(media_type, body)
    text = "" if binary else text_of(body, media_type)
    if binary:
        found = _by_header(headers) or by_status(status)
        cut = Judged("truncated", "cut-body") if cuts.file_is_cut(body) else None
        return found or cut or Judged("ok" if file_kind(body, media_type) else "not-text")
    page = Page(text)
    return (
        _by_header(headers)
        or challenge(page, values_of(headers, "set-cookie"), status)
        or refined(by_status(status), page)
        or _reader(media_type, text)(page)
        or Judged("ok")
    )


def _reader(media_type: str, text: str) -> Callable[[Page], Judged | None]:
    """How an answer is read: as JSON or XML where it is that, else as a page."""
    if "json" in media_type.lower():
        return lambda page: by_json(page.text)
    start = text[:512].lstrip("\ufeff \t\r\n")
    if start.startswith(("<?xml", "<rss", "<feed", "<Error")) and "<html" not in text[:2048].lower():
        return lambda page: by_xml(page.text)
    return by_page


def _by_header(headers: Headers) -> Judged | None:
    """A header field that a protection service sets on its challenge alone."""
    for name, sign in signs.HEADER_SIGNS:
        if any(sign.search(value) for value in values_of(headers, name)):
            return CHALLENGE
    return None


def led_on(url: str, judged: Judged, headers: Headers, payload: bytes) -> tuple[Judged, str]:
    """Return an answer's judgement and the absolute address that it leads to, empty where it is no redirect.

    A page that only sends its reader on leads where it says; one that sends to itself is a challenge: it waits for a cookie.
    """
    if judged.outcome != "redirect":
        return judged, ""
    onward = value_of(headers, "location")
    if judged.cause == "sent-on":
        body, _ = unpacked(payload, values_of(headers, "content-encoding"))
        onward = sent_on(text_of(body, value_of(headers, "content-type"))) or ""
    try:
        target = urljoin(url, onward)
        if judged.cause == "sent-on" and url_key(target) == url_key(url):
            return CHALLENGE, ""
    except (ValueError, BadAddress):
        return (Judged("error", "bad-redirect"), "") if judged.cause else (judged, onward)
    return judged, target


def values_of(headers: Headers, name: str) -> list[str]:
    """Every value of a header field, in order received; names are compared without case."""
    return [value for key, value in headers if key.lower() == name]


def value_of(headers: Headers, name: str) -> str:
    """The first value of a header field, or the empty string."""
    return next(iter(values_of(headers, name)), "")


def unpacked(payload: bytes, encodings: Iterable[str], limit: int = DECODED_BYTES) -> tuple[bytes, str]:
    """Undo gzip, deflate, br and zstd; the second value is why that failed: `too-large` (beyond `limit` bytes), `cut-body`, `corrupt-body`.

    A body that is declared as packed and plainly is not comes back as it is: some servers declare it of every answer.
    """
    for encoding in reversed([part.strip().lower() for value in encodings for part in value.split(",")]):
        is_gzip = encoding in ("gzip", "x-gzip")
        is_packed = payload.startswith(_GZIP) if is_gzip else payload.lstrip()[:1] not in (b"", b"<", b"{")
        fault = ""
        if (is_gzip or encoding == "deflate") and is_packed:
            payload, fault = _inflated(payload, limit)
        elif encoding in ("br", "zstd") and is_packed:  # never asked for, and sent all the same
            grown = read_packed(payload, encoding, limit + 1)
            fault = "too-large" if len(grown) > limit else "corrupt-body" if grown == payload else ""
            payload = grown
        if fault:
            return payload, fault
    return payload, ""


def _inflated(payload: bytes, limit: int) -> tuple[bytes, str]:
    for window in (47, -15):  # zlib or gzip by its header, else a bare deflate stream as some servers send it
        inflater = zlib.decompressobj(window)
        try:
            grown = inflater.decompress(payload, limit + 1)
        except zlib.error:
            continue
        if len(grown) > limit:
            return b"", "too-large"
        return grown, "" if inflater.eof else "cut-body"
    return b"", "corrupt-body"


def is_binary(media_type: str, body: bytes) -> bool:
    """Whether a body is no text: by its first bytes, else by the declared type (an absent type counts as text)."""
    if body.startswith(_BINARY):
        return True
    declared = media_type.split(";", maxsplit=1)[0].strip()
    return bool(declared) and not _TEXTS.match(declared) and b"<html" not in body[:2048].lower()


def text_of(body: bytes, media_type: str) -> str:
    """Decode for judging and for links, not for keeping: a declared charset (GB2312 and GBK as GB18030) where it fits, else what does.

    Wrong bytes become U+FFFD.
    """
    found = _CHARSET.search(media_type.encode("ascii", "ignore")) or _CHARSET.search(body[:4096])
    charset = found.group(1).decode("ascii").lower() if found else _fitting(body)
    if charset.startswith("gb"):
        charset = "gb18030"
    try:
        text = body.decode(charset, "replace")
    except LookupError:
        return body.decode("utf-8", "replace")
    if text.count("\ufffd") <= _LOST:
        return text
    other = _fitting(body)  # a server declares one charset of all that it sends, its error page was written in another
    return body.decode(other, "replace") if other != charset else text


def _fitting(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"
