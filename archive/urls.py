"""The key where the spellings of one address meet.

A key is written as in CDXJ and SURT: the host's labels turned round, then path and query: `cn,jiading,renda)/cwhgz/jdgz/`.
Two addresses get one key only if they show the same content: another template of a thread (archiver, print view, mobile) or
one post's author alone is an address of its own. What falls away: scheme, `www.`, default port, fragment, credentials,
session ids, tracking; and of Discuz! what says how a reader came there.

Source: RFC 3986 section 6.2; SURT as in the Internet Archive's CDX files; Discuz! X3.4 rewrite rules (thread-{tid}-{page}-{prevpage}.html).
"""

import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from archive.errors import BadAddress

_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_KEEPS = frozenset(b"/!$&'()*+,;=:@")
_QUERY_KEEPS = frozenset(b"/!$'()*,;:@?")
_TRACKING = re.compile(
    r"utm_[a-z]+|gclid|fbclid|msclkid|spm|scm|bd_vid|hmsr|hmpl|hmcu|hmkw|hmci|share_token|isappinstalled"
)
_SHARED = {
    ("from", "singlemessage"),
    ("from", "groupmessage"),
    ("from", "timeline"),
}  # what WeChat adds when a page is passed on
_SESSION = re.compile(r"jsessionid|phpsessid|aspsessionid[a-z]*|asp\.net_sessionid|cfid|cftoken")
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/;?]*", re.IGNORECASE)
_THREAD = re.compile(r"(.*/)thread-(\d+)-(\d+)(?:-\d+)?\.html?")
_BOARD = re.compile(r"(.*/)forum-(\w+)-(\d+)\.html?")
_OLD_SCRIPT = re.compile(r"(.*/)(viewthread|forumdisplay)\.php")
_NOT_CONTENT = {"extra", "highlight", "fromuid", "fromuser", "sid", "_dsign"}
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")

Parameter = tuple[str, str | None]
"""A field of a query: name, and value (None without an equals sign)."""


@lru_cache(maxsize=4096)  # of one address the walk asks it, then the writer, then its row
def url_key(url: str) -> str:
    """Return the key of an address.

    Args:
        url: absolute, http or https; may hold characters that need percent-encoding (Chinese is encoded as UTF-8; bytes
            that are encoded already stay as they are, so a GBK query keeps its own key).

    Raises:
        BadAddress: no scheme or another one, no host, a port that is none.
    """
    parts = _split(url)
    scheme = parts.scheme.lower()
    path = _PATH_SESSION.sub("", _percent(parts.path, _PATH_KEEPS))
    path, fields = _as_discuz(_without_dots(path) or "/", _fields(parts.query))
    kept = [field for field in fields if not _says_how_one_came(field)]
    kept.sort(key=lambda parameter: parameter[0])
    query = "&".join(name if value is None else f"{name}={value}" for name, value in kept)
    port = "" if parts.port in (None, _DEFAULT_PORTS[scheme]) else f":{parts.port}"
    return f"{_reversed_host(parts.hostname or '')}{port}){path}{'?' + query if query else ''}"


def _says_how_one_came(field: Parameter) -> bool:
    name = field[0].lower()
    return field in _SHARED or bool(_TRACKING.fullmatch(name) or _SESSION.fullmatch(name))


def host_of(key: str) -> str:
    """Return the host of a key, as it stood in the address but for `www.`: `cn,jiading,renda)/x` gives renda.jiading.cn."""
    host = key.partition(")")[0].partition(":")[0]
    return ".".join(reversed(host.split(","))) if "," in host else host


def _split(url: str) -> SplitResult:
    """Split an address, or say in one sentence what is wrong with it."""
    shown = url if len(url) <= 200 else url[:200] + "…"
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as wrong:
        raise BadAddress(f"{shown!r} is no address: {wrong}") from wrong
    if not parts.scheme or (parts.scheme not in _DEFAULT_PORTS and "://" not in url):
        raise BadAddress(f"{shown!r} has no scheme; write it with http:// or https:// in front")
    if parts.scheme not in _DEFAULT_PORTS:
        raise BadAddress(f"{shown!r} has the scheme {parts.scheme!r}; only http and https pages are kept")
    if not (parts.hostname or "").strip("."):
        raise BadAddress(f"{shown!r} has no host; an address looks like http://www.example.gov.cn/page.html")
    if port == 0:
        raise BadAddress(f"{shown!r} has port 0, where nothing can answer")
    return parts


def _reversed_host(host: str) -> str:
    """Return a host as a key has it: lower case, ASCII, labels turned round; an IP address as it is."""
    name = host.rstrip(".")
    try:
        return str(ip_address(name)).replace(":", "_")
    except ValueError:
        pass
    try:
        ascii_name = name.encode("idna").decode("ascii").lower()
    except UnicodeError as wrong:
        raise BadAddress(f"{host!r} is no host name: {wrong}") from wrong
    if not _HOST.fullmatch(ascii_name) or ".." in ascii_name:
        raise BadAddress(f"{host!r} is no host name: only letters, digits, hyphens and dots may stand in it")
    if ascii_name.startswith("www.") and "." in ascii_name[4:]:
        ascii_name = ascii_name[4:]
    return ",".join(reversed(ascii_name.split(".")))


def _percent(text: str, keeps: frozenset[int]) -> str:
    """Write a path or query in one way: escapes in capitals, what needs none unescaped, everything else escaped once."""
    raw = text.encode("utf-8", "surrogatepass")
    written, at = [], 0
    while at < len(raw):
        byte = raw[at]
        escaped = byte == 0x25 and re.fullmatch(rb"[0-9A-Fa-f]{2}", raw[at + 1 : at + 3]) is not None
        if escaped:
            byte, at = int(raw[at + 1 : at + 3], 16), at + 2
        plain = byte in _UNRESERVED or (byte in keeps and not escaped)
        written.append(chr(byte) if plain else f"%{byte:02X}")
        at += 1
    return "".join(written)


def _without_dots(path: str) -> str:
    """Take `.` and `..` out of a path (RFC 3986 section 5.2.4). Doubled slashes stay: some servers tell them apart."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for number, segment in enumerate(segments):
        last = number == len(segments) - 1
        if segment in (".", ".."):
            if segment == ".." and kept:
                kept.pop()
            if last:
                kept.append("")
        else:
            kept.append(segment)
    return "/" + "/".join(kept) if path else ""


def _fields(query: str) -> list[Parameter]:
    """Return a query's fields in their order; a plus sign is the blank that it means in a form."""
    fields: list[Parameter] = []
    for field in query.split("&"):
        if field:
            name, equals, value = field.replace("+", "%20").partition("=")
            fields.append((_percent(name, _QUERY_KEEPS), _percent(value, _QUERY_KEEPS | {0x3D}) if equals else None))
    return fields


def _as_discuz(path: str, fields: list[Parameter]) -> tuple[str, list[Parameter]]:
    """Bring a Discuz! thread or board to the one form `forum.php?mod=viewthread&tid=N[&page=P]`; leave others alone.

    `extra`, `highlight`, `fromuid` and the like say how a reader came; `page=1` and `mobile=no` are the default. `archiver/`,
    `action=printable`, `authorid=` and `mobile=yes` show something else and stay.
    """
    if rewritten := _THREAD.fullmatch(path):
        path = rewritten[1] + "forum.php"
        fields = [("mod", "viewthread"), ("tid", rewritten[2]), ("page", rewritten[3]), *fields]
    elif rewritten := _BOARD.fullmatch(path):
        path = rewritten[1] + "forum.php"
        fields = [("mod", "forumdisplay"), ("fid", rewritten[2]), ("page", rewritten[3]), *fields]
    elif old := _OLD_SCRIPT.fullmatch(path):
        path = old[1] + "forum.php"
        fields = [("mod", old[2]), *fields]
    if path.endswith("/archiver/"):  # `?tid-N.html`, page 1 by default
        return path, [field for field in fields if field != ("page", "1")]
    if not path.endswith("/forum.php") or dict(fields).get("mod") not in ("viewthread", "forumdisplay"):
        return path, fields
    default = {("page", "1"), ("page", "0"), ("page", ""), ("mobile", "no"), ("mobile", "0")}
    return path, [field for field in fields if field[0] not in _NOT_CONTENT and field not in default]
