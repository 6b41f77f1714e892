"""What one walk is told: the orders of whoever starts it, and the job that they become for one source."""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from archive.records import Reason
from archive.urls import url_key
from crawler.errors import NoContact
from crawler.gateway import Gateway, is_loopback
from crawler.sources import Source

DEFAULT_CAP = 20_000
"""Pages a night of one source unless it declares its own `cap`: what ends an endless calendar."""

BY_HAND = "by-hand"
"""The source of pages that were fetched by hand and that no declaration covers."""


@dataclass(frozen=True, slots=True)
class Orders:
    """How to crawl, whatever is crawled.

    Attributes:
        contact: address or web page that site owners can reach, part of the user agent. Empty: the loopback only.
        gateway: PREFIX that pages are asked through, or empty.
        pace_s: seconds between two requests instead of the declared delay; on a real host never less than declared.
        sources_folder: the folder of declarations beside the bundled ones.
        catalog: SQLAlchemy URL of the catalog, None for the archive's own.
        due: leave out what is known and not due yet (`crawler.due`); a plain crawl asks for everything.
        read_pictures: have pictures read by machine where the extra `ocr` is installed.
        log_level: what the walking process says on standard error.
    """

    contact: str = ""
    gateway: str = ""
    pace_s: float | None = None
    sources_folder: Path | None = None
    catalog: str | None = None
    due: bool = False
    read_pictures: bool = True
    log_level: str = "ERROR"

    def check(self, hosts: tuple[str, ...]) -> None:
        """Refuse what must not be asked.

        Raises:
            WrongUse: the gateway is no address.
            NoContact: a host beyond the loopback would be asked without a contact.
        """
        asked = (Gateway(self.gateway).host,) if self.gateway else hosts
        beyond = [host for host in asked if not is_loopback(host.rpartition(":")[0] or host)]
        if beyond and not self.contact:
            raise NoContact(
                f"{beyond[0]} is not of this machine, and sites are asked only by who can be reached; "
                "give an address or web page of yours with --contact or FANGZHI_CONTACT"
            )


@dataclass(frozen=True, slots=True)
class Job:
    """One walk of one source in a process of its own; goes there as JSON.

    Attributes:
        urls: just these pages (a fetch by hand), each captured once with its further parts; empty for the whole source.
        lone: the source is no declared one but made up for an address that none covers.
        bare: the pages alone, without their further parts, files and pictures.
        browser: the pages in `urls` are rendered by a browser.
        timemap: address of a TimeMap whose mementos of the one page in `urls` are wanted; `orders.gateway` is the archive's.
    """

    archive: Path
    source: str
    run: str
    reason: Reason
    orders: Orders
    urls: tuple[str, ...] = ()
    lone: bool = False
    bare: bool = False
    timemap: str = ""
    browser: bool = False

    def to_json(self) -> str:
        """Return the job as one JSON object."""
        return json.dumps(asdict(self), default=str, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Job":
        """Make it again from `to_json`'s answer."""
        values = json.loads(text)
        orders = values.pop("orders")
        folder = orders.pop("sources_folder")
        return cls(
            archive=Path(values.pop("archive")),
            urls=tuple(values.pop("urls")),
            orders=Orders(sources_folder=Path(folder) if folder else None, **orders),
            **values,
        )


def group_of(source: Source, host: str, gateway: Gateway | None) -> str:
    """Return the politeness group of a request: the gateway's slot, the source's declared group, or the host itself."""
    if gateway is not None and not gateway.is_local:
        return gateway.host
    return source.pace.group or host.removeprefix("www.")


def delay_of(source: Source, sources: dict[str, Source], orders: Orders) -> float:
    """Return the seconds between two requests of a source: of all delays in its group the longest, or the ordered pace.

    A gateway on the loopback needs no pace; elsewhere an ordered pace may only be slower than the declared one.
    """
    declared = max(
        [source.pace.delay_s]
        + [s.pace.delay_s for s in sources.values() if source.pace.group and s.pace.group == source.pace.group]
    )
    if orders.gateway and Gateway(orders.gateway).is_local:
        return orders.pace_s or 0.0
    if orders.pace_s is None:
        return declared
    return (
        orders.pace_s
        if all(is_loopback(host.rpartition(":")[0] or host) for host in source.hosts)
        else max(orders.pace_s, declared)
    )


def lone_source(url: str) -> Source:
    """Return a made-up source for one address that no declaration covers: its host alone, by hand only.

    Raises:
        BadAddress: the address has no host, or is no http or https.
    """
    url_key(url)
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower()
    return Source(
        id=BY_HAND,
        title=host,
        division="",
        body="reprint",
        family="links",
        seeds=(url,),
        hosts=(host,),
        detail=re.escape(url) + "$",
        declaration=f'id = "{BY_HAND}"\nseeds = ["{url}"]\n',
    )
