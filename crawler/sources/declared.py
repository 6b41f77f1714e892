"""What a declaration says: the types of `crawler.sources`, frozen and light."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

Body = Literal["government", "peoples_congress", "forum", "reprint"]
Status = Literal["verified", "unverified", "challenge"]

BODIES: tuple[Body, ...] = ("government", "peoples_congress", "forum", "reprint")
STATUSES: tuple[Status, ...] = ("verified", "unverified", "challenge")


@dataclass(frozen=True, slots=True)
class Pace:
    """How gently a source is asked: sources of one `group` share a slot, and the longest of their delays holds.

    `group` is empty where each host is a slot of its own; `delay_s` is in seconds, 0 or more.
    """

    group: str = ""
    delay_s: float = 2.0


@dataclass(frozen=True, slots=True)
class Expect:
    """What a healthy run gives. None: nothing is expected, so nothing is judged by it.

    `pages_min` and `pages_max` bound the detail pages that the lists name; `gone_max` is how many of the listed pages
    may be gone (404) before a run counts as partial.
    """

    pages_min: int | None = None
    pages_max: int | None = None
    gone_max: int | None = None


@lru_cache(maxsize=8192)  # the links of a site's bars stand on each of its pages
def place_of(url: str) -> str:
    """Return an address as host and path, without scheme, `www.`, port 80 or 443 and query: how scopes are compared.

    The host is lower case; the path keeps its case. `https://www.a.example/x/` and `http://a.example/x/` are one place.
    """
    parts = urlsplit(url if "://" in url else "http://" + url)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return host + port + (parts.path or "/")


@dataclass(frozen=True, slots=True)
class Source:
    """One declared source. The keys and their rules are told in docs/sources.md.

    Attributes:
        seeds: absolute addresses of list pages, or of known pages where no list page is known.
        hosts: the allow-list, lower case; a host stands for itself with and without `www.`.
        scope: address prefixes that the source keeps to, all of its hosts when empty.
        outside: longer prefixes on the same hosts that belong to other sources (filled in when sources are loaded
            together).
        list, detail: regular expressions over absolute addresses, empty where the family knows the forms.
        examples: addresses known to be of this source: tests and `sources check` hold them against the patterns.
        robots: empty to obey robots.txt, else the written reason why it is not asked.
        cap: pages a night, None for no bound of its own.
        tls: `old` where the hosts speak nothing newer than TLS 1.1 or with weak ciphers only; empty for what OpenSSL deems safe.
        browser: `lists` where only a browser can fill the list pages: they are rendered (`crawler.browser`); empty for none.
        declaration: the TOML text that this was read from; path: its file.
    """

    id: str
    title: str
    division: str
    body: Body
    family: str
    seeds: tuple[str, ...]
    hosts: tuple[str, ...]
    scope: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    list: str = ""
    detail: str = ""
    cleaner: str = "auto"
    select: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    charset: str = ""
    pace: Pace = Pace()
    expect: Expect = Expect()
    schedule: str = ""
    status: Status = "unverified"
    seen: date | None = None
    robots: str = ""
    cap: int | None = None
    tls: str = ""
    browser: str = ""
    examples: tuple[str, ...] = ()
    declaration: str = field(default="", repr=False)
    path: Path = Path()
    _known: frozenset[str] = field(init=False, repr=False, compare=False, default=frozenset())
    _within: tuple[str, ...] = field(init=False, repr=False, compare=False, default=())
    _without: tuple[str, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        """Make ready what every link of every page is held against."""
        object.__setattr__(self, "_known", frozenset(host.removeprefix("www.") for host in self.hosts))
        object.__setattr__(self, "_within", tuple(map(place_of, self.scope)))
        object.__setattr__(self, "_without", tuple(map(place_of, self.outside)))

    def reach(self, url: str) -> int:
        """Return how closely this source covers an address: the length of its longest matching scope, -1 for not at all.

        An address of a host that is not on the allow-list is never covered, whatever its path.
        """
        try:
            place = place_of(url)
        except ValueError:
            return -1
        host = place.partition("/")[0]
        if host not in self._known:
            return -1
        if self._without and place.startswith(self._without):
            return -1
        if not self.scope:
            return len(host)
        return max((len(prefix) for prefix in self._within if place.startswith(prefix)), default=-1)

    def has_host(self, url: str) -> bool:
        """Whether an address is on one of the hosts: files and pictures of a page may lie beside the source's scope."""
        try:
            host = place_of(url).partition("/")[0]
        except ValueError:
            return False
        return url.startswith(("http://", "https://")) and host in self._known

    def covers(self, url: str) -> bool:
        """Whether an address is this source's to ask: allowed host, within scope, not another source's part of the host."""
        return url.startswith(("http://", "https://")) and self.reach(url) >= 0

    def options(self) -> dict[str, object]:
        """Return what the cleaner is to be told: the declared selectors, and the charset if one is declared."""
        return {**self.select, **({"charset": self.charset} if self.charset else {})}

    def to_json(self) -> dict[str, Any]:
        """Return what `fangzhi sources --json` prints of it."""
        return {
            "id": self.id,
            "title": self.title,
            "division": self.division,
            "body": self.body,
            "family": self.family,
            "seeds": list(self.seeds),
            "hosts": list(self.hosts),
            "schedule": self.schedule or None,
            "status": self.status,
        }
