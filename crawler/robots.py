"""Reads a robots.txt as RFC 9309 says; protego judges addresses by it, and this puts right what protego reads otherwise.

Seen in protego 0.5: a group for `fang` counts as one for `fangzhi`, a version behind the name hides a group, and a line that is no
rule (Crawl-delay, Sitemap) between two User-agent lines parts their group.
"""

import re

from protego import Protego

ROBOTS_TOKEN = "fangzhi"
"""The product token that a robots.txt names this crawler by (RFC 9309 §2.2.1)."""

ROBOTS_BYTES = 512 * 1024
"""How much of a robots.txt is read; RFC 9309 §2.5 asks for at least 500 KiB."""

Rules = Protego
"""What a robots.txt says: `can_fetch(url, token)`, `crawl_delay(token)` in seconds or None."""

_LINE = re.compile(r"\s*(?P<key>[A-Za-z-]+)\s*[: \t]\s*(?P<value>[^#]*)")
_TOKEN = re.compile(r"\*|[A-Za-z_-]*")
_RULES = ("allow", "disallow")
_NOBODY = "another-crawler"
"""Stands for every other program's name: protego takes a name for ours that only begins like it."""


def rules_of(body: bytes) -> Rules:
    """Read the bytes of a robots.txt; what is none (an error page, a picture) has no rules and forbids nothing.

    A file beyond ROBOTS_BYTES is read up to its last whole line: half of `Disallow: /private` would forbid everything.
    """
    if len(body) > ROBOTS_BYTES:
        body = body[:ROBOTS_BYTES].rpartition(b"\n")[0]
    return Protego.parse("\n".join(_settled(body.decode("utf-8-sig", "ignore"))))


def _settled(text: str) -> list[str]:
    """The lines with names as product tokens, and with nothing between the User-agent lines of one group."""
    lines: list[str] = []
    waiting: list[str] = []
    is_naming = False
    for line in re.split(r"\r\n|\r|\n", text):
        found = _LINE.match(line)
        key = found["key"].lower() if found else ""
        if found and key == "user-agent":
            lines.append(f"User-agent: {_token(found['value'])}")
            is_naming = True
        elif is_naming and key not in _RULES:
            waiting.append(line)  # it must not part the names that may follow (RFC 9309 §2.2.4)
        else:
            lines += [*waiting, line]
            waiting, is_naming = [], False
    return lines + waiting


def _token(name: str) -> str:
    """What a name in a robots.txt means to us: ours, everybody's, or another's (RFC 9309 §2.2.1: its leading letters, `_`, `-`)."""
    found = _TOKEN.match(name.strip())
    token = found.group().lower() if found else ""
    return token if token in (ROBOTS_TOKEN, "*") else _NOBODY
