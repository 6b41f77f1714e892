"""What an answer is: the page that was asked for, or one of the ways in which a site says something else."""

import html
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from archive.reading import decoded as read_packed
from archive.records import Headers, Outcome
from cleaners.files import file_kind
from crawler import signs

DECODED_BYTES = 32 * 1024 * 1024
"""Most that a body may grow to when its Content-Encoding is undone (design §3)."""

HOST_REFUSALS = frozenset({"challenge", "rate-limited", "forbidden", "site-closed", "suspended"})
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
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style|noscript|template|head)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.DOTALL | re.IGNORECASE)
_PIECES = re.compile(
    r"<!--.*?-->|<(script|style|noscript|template|head)\b.*?</\1\s*>|<[^>]{0,2000}>|([^<]+)|<",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]{0,2000}>")
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer's outcome and, where it is not plainly ok, its cause (docs/operating.md lists them)."""

    outcome: Outcome
    cause: str = ""

    @property
    def name(self) -> str:
        """The finest word there is for it: the cause, else the outcome."""
        return self.cause or self.outcome


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
    return (
        _challenge(status, headers, text)
        or _by_status(status)
        or (Judged("ok" if file_kind(body, media_type) else "not-text") if binary else None)
        or _by_sentence(text)
        or Judged("ok")
    )


def _by_status(status: int) -> Judged | None:
    """What the status alone says; None for a success."""
    if status in (404, 410):
        return Judged("gone")
    if status == 429:
        return Judged("blocked", "rate-limited")
    if status in (401, 407):
        return Judged("blocked", "login-required")
    if status in (403, 405, 406, 412, 418, 451, 521):
        return Judged("blocked", "forbidden")
    if status >= 500:
        return Judged("error", "server-error")
    if status >= 400:
        return Judged("error", "client-error")
    return None if status in (200, 203, 206) else Judged("error", "no-content")


def _challenge(status: int, headers: Headers, text: str) -> Judged | None:
    """Whether a protection service answered in the site's place."""
    challenge = Judged("blocked", "challenge")
    for name, sign in signs.HEADER_SIGNS:
        if any(sign.search(value) for value in values_of(headers, name)):
            return challenge
    if says_much(text):
        return None
    words = visible(text)
    if signs.CHALLENGE_SCRIPTS.search(text) or signs.CHALLENGE_TITLES.search(title_of(text)):
        return challenge
    cookies = values_of(headers, "set-cookie")
    if not words and text and any(signs.COOKIE_SIGNS.match(c) or signs.RUISHU_COOKIES.match(c) for c in cookies):
        return challenge
    if not words and status == 200 and re.search(r"location\.(?:reload|replace|href)|document\.cookie\s*=", text):
        return challenge
    return None


def _by_sentence(text: str) -> Judged | None:
    """What a page with status 200 says of itself, if that is (nearly) all it says."""
    if not text.strip():
        return Judged("error", "empty")
    if box := signs.DISCUZ_MESSAGE.search(text):
        return _sentence(visible(box.group(1))) or Judged("error", "site-message")
    if signs.DISCUZ_LOGIN.search(text[:20000]):
        return Judged("blocked", "login-required")
    if signs.ARTICLE_MARKS.search(text[:20000]):
        return None
    title = title_of(text)
    if signs.ERROR_TITLES.search(title):
        return _sentence(title + " " + visible(text)) or Judged("gone", "soft-404")
    return None if says_much(text) else _sentence(title + " " + visible(text))


def _sentence(words: str) -> Judged | None:
    for cause, outcome, sign in signs.ALONE:
        if sign.search(words):
            return Judged(outcome, cause)
    return None


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
    """Decode for judging and for links, not for keeping: a declared charset (GB2312 and GBK as GB18030), else what fits.

    Wrong bytes become U+FFFD.
    """
    found = _CHARSET.search(media_type.encode("ascii", "ignore")) or _CHARSET.search(body[:4096])
    charset = found.group(1).decode("ascii").lower() if found else _fitting(body)
    if charset.startswith("gb"):
        charset = "gb18030"
    try:
        return body.decode(charset, "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def _fitting(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def title_of(text: str) -> str:
    """The text of <title>, white space folded; empty if there is none."""
    found = _TITLE.search(text[:20000])
    return _WHITE.sub(" ", html.unescape(found.group(1))).strip() if found else ""


def says_much(text: str) -> bool:
    """Whether a page shows more characters than any error page does; looks no further than it must."""
    seen = 0
    for piece in _PIECES.finditer(text):
        if piece.group(2):
            seen += len("".join(piece.group(2).split()))
            if seen > signs.SHORT_CHARACTERS:
                return True
    return False


def visible(text: str) -> str:
    """The words that a reader would see, white space folded: scripts, styles, head and tags taken out."""
    return _WHITE.sub(" ", html.unescape(_TAG.sub(" ", _UNSEEN.sub(" ", text)))).strip()
