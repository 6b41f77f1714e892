"""What keeps a page of the archive, or of somebody else, from doing anything here.

Archived pages come from anywhere. Their text is escaped, their bytes are only ever sent as plain text, as a file or as a raster
picture, in a sandbox; no page of the room runs scripts or loads anything from elsewhere. A name that another site resolves to
this machine is refused (DNS rebinding): only an address in digits, `localhost` and the names that were allowed are answered.
"""

import hmac
import re
from collections.abc import Collection, Mapping
from ipaddress import ip_address

PAGES = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
}
"""Header fields of every answer; an answer's own win."""
CAPTURED = {"Content-Security-Policy": "sandbox; default-src 'none'"}
"""Header fields of what was captured: should a browser take it for a page after all, it runs and loads nothing."""

_HOST = re.compile(r"\[(?P<six>[0-9a-fA-F:.]+)\](?::\d+)?|(?P<name>[^:\[\]/?#@\s]+)(?::\d+)?")


def host_of(header: str) -> str:
    """Return the host that a Host header names, in lower case without port and last dot; "" for none that is well formed."""
    found = _HOST.fullmatch(header)
    return (found["six"] or found["name"]).lower().rstrip(".") if found else ""


def is_ours(header: str, names: Collection[str]) -> bool:
    """Whether a Host header names this room: in digits, as localhost, or by an allowed name (in lower case)."""
    host = host_of(header)
    return host == "localhost" or host in names or _is_digits(host)


def is_own_form(headers: Mapping[str, str], sent: str, token: str) -> bool:
    """Whether a form that changes something was sent by a page of this room.

    Args:
        headers: names in lower case. sent: the form's token. token: the room's.
    Source: Fetch Metadata (Sec-Fetch-Site), RFC 6454 (Origin): browsers send one of them with every form, other programs neither.
    """
    site = headers.get("sec-fetch-site", "same-origin")
    host = headers.get("host", "")
    said = headers.get("origin", f"http://{host}").partition("://")[2]
    return site in ("same-origin", "none") and said == host and hmac.compare_digest(sent.encode(), token.encode())


def _is_digits(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
