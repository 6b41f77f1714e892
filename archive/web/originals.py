"""What was captured, byte for byte: as source text, as a file, and held pictures. Never as a page of this room.

A browser gets a page's bytes only as plain text or as a download, always with a policy under which they could neither run nor load
anything; of pictures only raster formats are shown, told by their first bytes and not by what a server claimed.
"""

import base64
import hashlib
import re
from urllib.parse import urlsplit

from archive.compose import field_of
from archive.records import Capture
from archive.web.asking import Asked, Refused, Reply, Room
from archive.web.guard import CAPTURED
from archive.web.memento import http_date

_TEXT = ("text/", "html", "xml", "json", "javascript")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)


def raw(room: Room, asked: Asked) -> Reply:
    """Return a payload's source as plain text, Content-Encoding undone; what is no text is sent as a file."""
    capture = _capture(room, asked)
    media_type = capture.media_type.lower()
    if media_type and not any(word in media_type for word in _TEXT):
        return sent(room, asked)
    payload = room.archive.decoded_payload(capture)
    said = field_of(room.archive.headers(capture)[1], "Content-Type").encode("latin-1", "replace")
    found = _CHARSET.search(said) or _CHARSET.search(payload[:2048])
    charset = found[1].decode("ascii") if found else "utf-8"
    return Reply(body=payload, media_type=f"text/plain; charset={charset}", headers=CAPTURED | _captured(capture))


def sent(room: Room, asked: Asked) -> Reply:
    """Return a payload as a file, as it was sent: its SHA-256 is the payload's digest."""
    capture = _capture(room, asked)
    payload = room.archive.payload(capture)
    digest = base64.b64encode(hashlib.sha256(payload).digest()).decode("ascii")
    encoding = field_of(room.archive.headers(capture)[1], "Content-Encoding").lower()
    named = _NAME.sub("_", urlsplit(capture.url).path.rpartition("/")[2])[-80:].lstrip(".") or "page"
    ending = ".gz" if "gzip" in encoding else ""
    headers = {
        "Content-Disposition": f'attachment; filename="{named}{ending}"',
        "Repr-Digest": f"sha-256=:{digest}:",
    }
    return Reply(body=payload, media_type="application/octet-stream", headers=CAPTURED | _captured(capture) | headers)


def picture(room: Room, asked: Asked) -> Reply:
    """Return a held picture, if its bytes are those of one."""
    capture = _capture(room, asked)
    payload = room.archive.decoded_payload(capture)
    kind = next((media_type for start, media_type in _PICTURES if payload.startswith(start)), "")
    if payload[:4] == b"RIFF" and payload[8:12] == b"WEBP":
        kind = "image/webp"
    if not kind:
        raise Refused(404, "not_found")
    return Reply(body=payload, media_type=kind, headers=CAPTURED | _captured(capture))


def _capture(room: Room, asked: Asked) -> Capture:
    identifier = asked.tail.replace("%3A", ":").replace("%3a", ":")
    return room.archive.capture(identifier)


def _captured(capture: Capture) -> dict[str, str]:
    """What says of which address and instant the bytes are (RFC 7089)."""
    url = capture.url.encode("ascii", "ignore").decode().translate({ord(c): None for c in '<>"\r\n'})
    return {"Memento-Datetime": http_date(capture.captured_at), "Link": f'<{url}>; rel="original"'}
