"""Looks at an unknown site through the same polite path and proposes its declaration. Decision: docs/decisions/0045-a-probe-keeps-nothing.md."""

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urljoin, urlsplit

from archive import Archive, open_archive
from archive.errors import NoCapture, NoVersion
from archive.records import Attempt, Capture, Run
from archive.urls import url_key
from crawler.columns import gather
from crawler.crawl import Event, ignore
from crawler.job import BY_HAND, Job, Orders, lone_source
from crawler.outcomes import text_of, value_of
from crawler.proposal import Listed, Seen, choose, hosts_of, scores, toml_of
from crawler.read import read_new
from crawler.shown import title_of
from crawler.walking import walk
from crawler.wire import utc_now

MOST_SAMPLES = 3
"""Documents that a probe reads."""

HEALTHY = 0.8
"""Which share of what the probe saw a healthy run is expected to give at least."""


@dataclass(frozen=True, slots=True)
class Column:
    """A list page: its address, the name that a link gives it, how many documents it names, and how many list pages follow."""

    url: str
    name: str
    entries: int
    following: int


@dataclass(frozen=True, slots=True)
class Sample:
    """A document as it was read."""

    url: str
    title: str
    kind: str
    published: str
    division: str
    characters: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Probed:
    """What a look at a site gave.

    Attributes:
        outcome, cause, status: of the answer to the address itself; cause `tls`, `dns`, `robots` … where none came.
        family, score: the best family; `links` with a score of 0 where its patterns were made from the addresses.
        scores: of every family with a score, best first.
        robots: what robots.txt says, in words. remarks: what an operator should know before the first crawl.
        declaration: the TOML, empty where nothing could be proposed.
    """

    url: str
    outcome: str
    cause: str
    status: int | None
    family: str = ""
    score: float = 0.0
    scores: dict[str, float] = field(default_factory=dict)
    columns: tuple[Column, ...] = ()
    samples: tuple[Sample, ...] = ()
    robots: str = ""
    remarks: tuple[str, ...] = ()
    declaration: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return what `fangzhi probe --json` prints."""
        return asdict(self)


def probe(
    url: str,
    orders: Orders | None = None,
    *,
    on_event: Callable[[Event], None] | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Probed:
    """Look at a site: the page given, its columns, a few documents; at most 24 addresses, with robots.txt, pace and contact.

    Everything goes into an archive that is thrown away: the pages are asked again when the source is crawled.

    Args:
        url: of a home page, a column or a forum's board.
    Raises:
        BadAddress: no address. NoContact, WrongUse: the host may not be asked. WalkBroken: the walking process ended early.
    """
    orders = replace(orders or Orders(), catalog=None)
    orders.check(lone_source(url).hosts)
    with TemporaryDirectory(prefix="fangzhi-probe-") as folder, open_archive(folder, read_only=False) as archive:
        run = archive.begin_run(BY_HAND, begun_at=now(), declaration=lone_source(url).declaration, reason="manual")
        look = _Look(archive, Path(folder), run, orders, on_event or ignore)
        return look.at(url, now)


class _Look:
    """One probe under way."""

    def __init__(self, archive: Archive, folder: Path, run: Run, orders: Orders, tell: Callable[[Event], None]) -> None:
        self.archive, self.folder, self.run, self.orders, self.tell = archive, folder, run, orders, tell

    def at(self, url: str, now: Callable[[], datetime]) -> Probed:
        first = self.ask([url])
        capture, cause = self.answer(url)
        status = capture.status if capture else None
        if not first:
            remark = _WHY.get(
                cause or (capture.outcome if capture else ""),
                "the page could not be read; without it nothing can be proposed",
            )
            outcome = capture.outcome if capture else "error"
            return Probed(url, outcome, cause, status, robots=self.robots(url), remarks=(remark,))
        page = first[0]
        pages, names = gather(page, self.ask)
        hosts = hosts_of(page.url, pages)
        ranked = scores(pages, hosts)
        family, patterns = choose(ranked, pages, hosts)
        listed = Listed.of(family, patterns, pages, hosts)
        samples = self.read(listed.entries[:MOST_SAMPLES], hosts, now)
        columns = tuple(Column(p.url, names.get(url_key(p.url), title_of(p.html)), *c) for p, c in listed.columns)
        remarks = (*listed.remarks(family, patterns), *self.remarks(samples))
        best = {name: round(score, 2) for name, score in ranked.items() if score}
        told = (family, round(ranked[family], 2), best, columns, samples, self.robots(page.url), remarks)
        found = Probed(url, capture.outcome if capture else "ok", cause, status, *told)
        return _with_declaration(found, page, listed, patterns, self.delay(url), now())

    def ask(self, urls: Sequence[str]) -> list[Seen]:
        """Ask for pages, in one walk a host; those that came as text, in their order."""
        of_host: dict[str, list[str]] = {}
        for url in urls:
            of_host.setdefault(urlsplit(url).netloc.lower().removeprefix("www."), []).append(url)
        for asked in of_host.values():
            job = Job(self.folder, BY_HAND, self.run.id, "manual", self.orders, tuple(asked), lone=True, bare=True)
            walk(self.archive, job, self.tell)
        found = (self.answer(url)[0] for url in urls)
        return [self.seen(capture) for capture in found if capture is not None and _is_page(capture)]

    def answer(self, url: str) -> tuple[Capture | None, str]:
        """The last answer to an address through its redirects, and the cause of the failure where there was one."""
        capture = self.archive.last_capture(url)
        for _ in range(6):
            if capture is None or capture.outcome != "redirect":
                break
            capture = self.archive.last_capture(capture.redirected_to) or capture
            if capture.outcome == "redirect" and self.archive.last_capture(capture.redirected_to) is None:
                return capture, "off-site"
        if capture is not None:
            return capture, capture.cause
        return None, next((a.cause for a in self.archive.attempts_of_run(self.run.id) if a.url == url), "")

    def seen(self, capture: Capture) -> Seen:
        held = self.archive.capture(capture.original_id)
        media_type = value_of(self.archive.headers(held)[1], "content-type")
        return Seen(capture.url, text_of(self.archive.decoded_payload(held), media_type))

    def read(self, urls: Sequence[str], hosts: Sequence[str], now: Callable[[], datetime]) -> tuple[Sample, ...]:
        own = {host.removeprefix("www.") for host in hosts}
        self.ask([url for url in urls if urlsplit(url).netloc.lower().removeprefix("www.") in own])
        read_new(self.archive, None, source_id=BY_HAND, run=self.run.id, now=now)
        samples = []
        for url in urls:
            try:
                document = self.archive.at(url, None, part=True).document
            except (NoCapture, NoVersion):
                continue
            if document is not None:
                said = document.metadata
                samples.append(
                    Sample(
                        url, document.title, said.kind or "", str(said.published or ""), said.division or "",
                        len(document.text), tuple(warning.code for warning in document.warnings),
                    )
                )  # fmt: skip
        return tuple(samples)

    def robots(self, url: str) -> str:
        capture = self.archive.last_capture(urljoin(url, "/robots.txt"))
        if capture is None:
            return "no answer"
        if capture.status >= 400:
            return f"none (status {capture.status})"
        delay = self.delay(url)
        return "obeyed" + (f"; it asks for {delay:g} s between two requests" if delay else "")

    def delay(self, url: str) -> float:
        """The longest Crawl-delay in robots.txt, in seconds; 0 for none."""
        capture = self.archive.last_capture(urljoin(url, "/robots.txt"))
        if capture is None or capture.status != 200:
            return 0.0
        text = self.archive.decoded_payload(capture).decode("utf-8", "replace")
        return max((float(n) for n in re.findall(r"(?im)^\s*crawl-delay\s*:\s*(\d{1,4}(?:\.\d+)?)", text)), default=0.0)

    def remarks(self, samples: Sequence[Sample]) -> list[str]:
        refused: dict[str, int] = {}
        answers: list[Capture | Attempt] = [*self.archive.captures_of_run(self.run.id)]
        for told in (*answers, *self.archive.attempts_of_run(self.run.id)):
            if told.outcome in ("blocked", "error") and not told.url.endswith("/robots.txt"):
                refused[told.cause or told.outcome] = refused.get(told.cause or told.outcome, 0) + 1
        remarks = [f"{count} pages: {_WHY.get(cause, cause)}" for cause, count in refused.items()]
        if not samples:
            remarks.append(
                "no document was read: open one in a browser and compare its address with docs/sources.md#families"
            )
        return remarks


def _is_page(capture: Capture) -> bool:
    """Whether links can be looked for in an answer: also in a shell that a script fills, which may name the script's interface."""
    return capture.outcome == "ok" or capture.cause == "script-only"


_WHY = {
    "challenge": "a script challenge answers in the site's place; only a browser gets past it, and this program does not try",
    "robots": "robots.txt forbids it",
    "tls": "no secure connection could be made (certificate or protocol); try the address with http://",
    "dns": "the host's name is not known: look whether it is spelled right",
    "closed-tonight": "the host does not answer: look at the address in a browser, and at the network",
    "refused": "the host does not answer: look at the address in a browser, and at the network",
    "timeout": "the host does not answer in time; try again later",
    "gone": "there is no such page: look at the address in a browser",
    "server-error": "the site has an error of its own; try again later",
    "forbidden": "the site refuses to show it to this program; look at the address in a browser",
    "login-required": "it is for members only",
    "script-only": 'scripts fill the whole page, and no data interface of theirs is known: fangzhi fetch --browser shows one page of it, and browser = "lists" in a declaration walks its list pages so',
    "off-site": "it leads to another host: probe that address",
}


def _with_declaration(
    found: Probed, page: Seen, listed: Listed, patterns: tuple[str, str], delay: float, at: datetime
) -> Probed:
    """The same, with the TOML of what was seen."""
    if not listed.columns:
        return found
    title = title_of(page.html) or urlsplit(page.url).netloc
    divisions = [sample.division for sample in found.samples if sample.division]
    values: dict[str, object] = {
        "id": re.sub(r"[^a-z0-9]+", "-", urlsplit(page.url).netloc.lower().removeprefix("www.")).strip("-"),
        "title": title,
        "division": max(set(divisions), key=divisions.count) if divisions else "",
        "body": _body(found.family, title, page),
        "family": found.family,
        "seeds": [column.url for column in found.columns],
        "hosts": list(listed.hosts),
        "list": patterns[0],
        "detail": patterns[1],
        "pace": {"delay_s": max(2.0, delay)},
        "expect": {"pages_min": max(1, int(HEALTHY * len(listed.entries)))},
        "examples": [url for url in listed.entries[:MOST_SAMPLES] if url_key(url) not in {url_key(c.url) for c in found.columns}],
        "status": "unverified",
        "seen": at.date(),
    }  # fmt: skip
    notes = (f"Proposed by fangzhi probe {found.url}: look through it, then fangzhi sources check", *found.remarks)
    return replace(found, declaration=toml_of(values, notes))


def _body(family: str, title: str, page: Seen) -> str:
    if family == "discuz":
        return "forum"
    if re.search("人大|人民代表大会", title) or "人大常委会" in page.html[:20_000]:
        return "peoples_congress"
    return "government" if re.search("政府|政务", title) or ".gov.cn" in page.url else "reprint"
