"""The key of an address in a CDXJ index, as replay programs compute it: they would not find a page under ours (`archive.urls`).

Ours keeps case and what some servers tell apart, and knows Discuz!; theirs folds more. Nothing but an export uses it.

Source: the rules of the Internet Archive's Wayback as pywb 2.10 and cdxj-indexer 1.5 apply them (compared in
tests/archive/test_replay.py): escapes undone until none is left and written once; lower case; `www.`, default port, session ids, doubled and
last slashes taken away; a query's fields in order; the host's labels turned round.
"""

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

_PLAIN = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
"""What stands unescaped beside letters and digits."""
_WWW = re.compile(r"^www\d*\.")
_SESSION_IN_PATH = re.compile(r"/\((?:(?:[a-z]\([0-9a-z]{24}\))+|[0-9a-z]{24})\)(?=/[^?]+\.aspx)")
_SESSION_IN_QUERY = tuple(
    re.compile(pattern + r"(?:&|$)")
    for pattern in (
        "jsessionid=[0-9a-z]{32}",
        "phpsessid=[0-9a-z]{32}",
        "sid=[0-9a-z]{32}",
        "aspsessionid[a-z]{8}=[a-z]{24}",
        "cfid=[^&]+&cftoken=[^&]+",
    )
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def surt(url: str) -> str:
    """Return the key of an address: `example,linjiang)/zwgk/a.html?a=1&b=2`. One that is no address is its own key."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return url
    if not host:
        return url
    name = ",".join(reversed(_WWW.sub("", _host(host)).split(".")))
    shown = "" if port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f":{port}"
    path = _SESSION_IN_PATH.sub("", _path(_once(parts.path).lower()))
    query = _query(_once(parts.query).lower())
    return f"{name}{shown}){path}{'?' + query if query else ''}"


def _once(text: str) -> str:
    """A text with its escapes undone until none is left, then written once."""
    raw = text.encode("utf-8", "surrogatepass")
    while (plain := unquote_to_bytes(raw)) != raw:
        raw = plain
    return quote_from_bytes(raw, safe=_PLAIN)


def _host(host: str) -> str:
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        name = host
    return name.lower().replace("..", ".").strip(".")


def _path(path: str) -> str:
    """A path without `.`, `..`, doubled slashes, and the slash at its end."""
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == ".." and kept:
            kept.pop()
        elif segment not in ("", "."):
            kept.append(segment)
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    """A query without its session, its fields in order (a field without a value before one with an empty one)."""
    for session in _SESSION_IN_QUERY:
        query = session.sub("", query, count=1)
    fields = sorted(field.split("=", 1) for field in query.split("&"))
    return "&".join("=".join(field) for field in fields)
