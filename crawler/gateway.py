"""Asks for pages through a gateway: PREFIX + absolute address, the form that pywb and the Wayback Machine answer.

The prefix is put in where a request leaves, so everything above (robots.txt, redirects, the captures) sees real addresses.
"""

import ipaddress
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from archive.records import Headers
from archive.urls import url_key
from crawler.errors import WrongUse

OWN_HOPS = 5
"""How many redirects of the gateway itself (to the timestamp that it has) are followed for one page."""

_NAMES_A_TIME = re.compile(r"/(?:\d{1,14}(?:[a-z]{2}_)?|[a-z]{2}_)/$")
_ORIGINAL = re.compile(r"""rel\s*=\s*["']?[^"',;]*\boriginal\b""", re.IGNORECASE)

_EMBEDDED = re.compile(r"https?:/{1,2}[^/].*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Gateway:
    """A place that answers for other hosts, e.g. `http://127.0.0.1:8080/` or `https://archive.example/web/2023id_/`."""

    prefix: str

    def __post_init__(self) -> None:
        parts = urlsplit(self.prefix)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise WrongUse(
                f"gateway {self.prefix!r} is no address; give it as http://HOST:PORT/ (the address of a page is put behind it)"
            )

    @property
    def host(self) -> str:
        """The gateway's own host name, without the port."""
        return urlsplit(self.prefix).hostname or ""

    @property
    def is_local(self) -> bool:
        """Whether it stands on the loopback: then no pace is kept, and no contact is needed."""
        return is_loopback(self.host)

    @property
    def robots_url(self) -> str:
        """Where the gateway's own robots.txt lies."""
        return urljoin(self.prefix, "/robots.txt")

    def asked(self, url: str) -> str:
        """Return the address to ask for a page's real address."""
        return self.prefix + url

    def is_own_answer(self, headers: Headers) -> bool:
        """Whether an answer is the archive's own and not the page's: a Memento archive's without Memento-Datetime.

        What an archive lacks it answers with a 404 of its own; kept as the page's, that would be a false absence. A gateway is
        a Memento archive where its prefix names a time or a form (`…/2023id_/`) or the answer names its original (RFC 7089 §4.6).
        """
        said = {name.lower(): value for name, value in headers}
        if "memento-datetime" in said:
            return False
        return bool(_NAMES_A_TIME.search(urlsplit(self.prefix).path) or _ORIGINAL.search(said.get("link", "")))

    def unwrapped(self, location: str, real: str) -> str:
        """Return the real address that a Location leads to.

        Args:
            location: as sent; under the prefix (at any timestamp) its real part is taken, else it is of the page itself.
            real: the real address of the page that sent it.
        """
        absolute = urljoin(self.asked(real), location)
        origin = urlsplit(self.prefix)
        there = urlsplit(absolute)
        if (there.scheme, there.netloc) == (origin.scheme, origin.netloc):
            rest = absolute[len(f"{there.scheme}://{there.netloc}") :]
            if embedded := _EMBEDDED.search(rest):
                # Servers that fold slashes send https:/host/…
                return re.sub(r"^(https?):/+", r"\1://", embedded.group(0))
        return urljoin(real, location)

    def own_redirect(self, asked: str, real: str, location: str) -> str | None:
        """Return where a redirect leads if it is the gateway's own (the same page at another timestamp), else None.

        The caller has seen that the answer carries no Memento-Datetime (RFC 7089 §4.5.2: an intermediate resource).
        """
        onward = urljoin(asked, location)
        origin = urlsplit(self.prefix)
        same_place = (urlsplit(onward).scheme, urlsplit(onward).netloc) == (origin.scheme, origin.netloc)
        if (
            not same_place
            or onward == asked
            or not _EMBEDDED.search(onward[len(f"{origin.scheme}://{origin.netloc}") :])
        ):
            return None
        return (
            onward
            if url_key(self.unwrapped(location, real)) == url_key(real) and not _plain(onward, self.prefix)
            else None
        )


def _plain(onward: str, prefix: str) -> bool:
    """Whether an address is the prefix itself with another spelling of the page behind it: that redirect is the page's."""
    return onward.startswith(prefix)


def is_loopback(host: str) -> bool:
    """Whether a host name is of this machine: localhost, *.localhost, 127.0.0.0/8 or ::1. Nothing is resolved."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def memento_datetime(value: str) -> datetime | None:
    """Read a Memento-Datetime header (RFC 7089 §2.1.1, an HTTP date in GMT); None for what is none."""
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
