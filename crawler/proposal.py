"""From pages of an unknown site to a declaration: which family, which columns, which patterns; pure functions on text."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from archive.urls import url_key
from crawler.families import FAMILIES, Listing
from crawler.families.page import Anchor, anchors
from crawler.families.paging import list_pages
from crawler.sources import Expect, Pace, Source

LIKELY = 0.2
"""From this score on a family counts as known; one or two links of its form give as much, and of a form that others share too."""

_TITLE_LENGTH = 8

MOST_FORMS = 4
"""Forms of documents' addresses that a proposal names at most."""

ANY_WORD = r"[\w-]+"
_SEAMS = re.compile(r"(/|\\\?|=|&|\\\.)")
_WORD = re.compile(r"[A-Za-z_\\-]+|" + re.escape(ANY_WORD))


@dataclass(frozen=True, slots=True)
class Seen:
    """One page as it was captured: address (after redirects) and text."""

    url: str
    html: str


def trial(family: str, seeds: Sequence[str], hosts: Sequence[str], *, listed: str = "", detail: str = "") -> Source:
    """Return a source to try a family with; it is declared nowhere."""
    return Source(
        "probe", "", "", "government", family, tuple(seeds), tuple(hosts), list=listed, detail=detail, pace=Pace(), expect=Expect()
    )  # fmt: skip


def hosts_of(url: str, pages: Iterable[Seen]) -> tuple[str, ...]:
    """Return the site's hosts: that of the address, and sub-domains of the same site that its pages link to, in order."""
    own = urlsplit(url).netloc.lower()
    site = _site(own)
    found = [own]
    for page in pages:
        found += [
            host for link in anchors(page.url, page.html) if _site(host := urlsplit(link.url).netloc.lower()) == site
        ]
    alike = dict.fromkeys(host.removeprefix("www.") for host in found)
    return tuple(next(host for host in found if host.removeprefix("www.") == plain) for plain in alike)


def _site(host: str) -> str:
    """The part of a host that one owner has: three labels under gov.cn and the like, two elsewhere; all of an address."""
    if re.fullmatch(r"[\d.]+(?::\d+)?", host):
        return host
    labels = host.partition(":")[0].split(".")
    kept = 3 if len(labels) > 2 and labels[-2] in ("gov", "com", "org", "net", "edu") and len(labels[-1]) == 2 else 2
    return ".".join(labels[-kept:])


def scores(pages: Sequence[Seen], hosts: Sequence[str]) -> dict[str, float]:
    """Return every family's score, best first: its best fingerprint on a page, 0 where it finds no document on any.

    Of equals the one that finds more documents comes first.
    """
    told: dict[str, tuple[float, int]] = {}
    for name, one in FAMILIES.items():
        score = max((one.fingerprint(page.html) for page in pages), default=0.0)
        found = sum(len(read(name, page, hosts).entries) for page in pages) if score else 0
        told[name] = (score if found else 0.0, found)
    return {name: told[name][0] for name in sorted(told, key=lambda name: told[name], reverse=True)}


def choose(ranked: Mapping[str, float], pages: Sequence[Seen], hosts: Sequence[str]) -> tuple[str, tuple[str, str]]:
    """Return the best family; or `links` with the patterns that the addresses have, where none is likely (both "" for no pattern)."""
    best = next(iter(ranked))
    return (best, ("", "")) if ranked[best] >= LIKELY else ("links", patterns_of(pages, hosts) or ("", ""))


def read(family: str, page: Seen, hosts: Sequence[str], patterns: tuple[str, str] = ("", "")) -> Listing:
    """Return a page read as a list of a family."""
    source = trial(family, (page.url,), hosts, listed=patterns[0], detail=patterns[1])
    return FAMILIES[family].read_list(page.url, page.html, source)


@dataclass(frozen=True, slots=True)
class Listed:
    """What the pages list under the chosen family: pages with entries and following, all entries, hints of scripts."""

    columns: tuple[tuple[Seen, tuple[int, int]], ...]
    entries: tuple[str, ...]
    hosts: tuple[str, ...]
    hints: tuple[str, ...]

    @classmethod
    def of(cls, family: str, patterns: tuple[str, str], pages: Sequence[Seen], hosts: Sequence[str]) -> "Listed":
        """Read every page as a list; one that names the same documents as another is not told twice."""
        if family == "links" and not patterns[1]:
            return cls((), (), (), ())
        columns, entries, hints, known = [], dict[str, str](), [], set[frozenset[str]]()
        for page in pages:
            listing = read(family, page, hosts, patterns)
            keys = frozenset(url_key(entry.url) for entry in listing.entries)
            if listing.hint:
                hints.append(f"{page.url}: {listing.hint}")
            if keys and keys not in known:
                known.add(keys)
                columns.append((page, (len(listing.entries), len(listing.following))))
                for entry in listing.entries:
                    entries.setdefault(url_key(entry.url), entry.url)
        used = {urlsplit(url).netloc.lower() for url in (*entries.values(), *(page.url for page, _ in columns))}
        kept = tuple(host for host in hosts if host in used or host.removeprefix("www.") in used)
        return cls(tuple(columns), tuple(entries.values()), kept, tuple(hints))

    def remarks(self, family: str, patterns: tuple[str, str]) -> list[str]:
        """Return what an operator should know of it."""
        remarks = [*self.hints]
        if family == "links":
            told = (
                "list and detail were made from the addresses seen: look through them"
                if patterns[1]
                else "nothing seen lists documents whose addresses have a form in common: give the address of a column (not of a document or a "
                "file), or write list and detail by hand"
            )
            remarks.append(told)
        elif not self.columns:
            remarks.append("no page lists documents; give the address of a column")
        return remarks


def patterns_of(pages: Sequence[Seen], hosts: Sequence[str]) -> tuple[str, str] | None:
    """Return `list` and `detail` for a site of no known family: the common forms of links with titles, and the pagers' forms.

    Forms that differ in one word only (the column's name) become one. None where no three links with a title have one form:
    then nobody can tell the documents by their addresses.
    """
    source = trial("links", [page.url for page in pages], hosts)
    titled = {
        link.url
        for page in pages
        for link in anchors(page.url, page.html)
        if source.covers(link.url) and _is_titled(link)
    }
    forms = merged(form for url in sorted(titled) if "\\d+" in (form := _form(url)))
    counts = Counter({form: sum(1 for url in titled if re.search(form, url)) for form in forms})
    best = counts.most_common(1)[0][1] if counts else 0
    if best < 3:
        return None
    details = [form for form, count in counts.most_common(MOST_FORMS) if count >= max(3, best // 4)]
    walked = dict.fromkeys(
        url
        for page in pages
        if any(_any(details, link.url) for link in anchors(page.url, page.html))
        for url in (page.url, *list_pages(page.url, page.html, anchors(page.url, page.html)))
        if not _any(details, url)
    )
    kept = [url for url in titled if _any(details, url)]
    lists = [form for form in merged(map(_form, walked)) if not any(re.search(form, url) for url in kept)]
    lists += dict.fromkeys(_form(url) for url in walked if not _any(lists, url))
    return ("|".join(lists), "|".join(details)) if lists else None


def _any(forms: Iterable[str], url: str) -> bool:
    return any(re.search(form, url) for form in forms)


def merged(forms: Iterable[str]) -> list[str]:
    """Return forms of addresses in which those that differ in a single word are one, with any word in its place."""
    left = list(dict.fromkeys(forms))
    done: list[str] = []
    while left:
        form = left.pop(0)
        for other in left:
            if joint := _joint(form, other):
                left = [joint, *(one for one in left if one != other and _joint(joint, one) != joint)]
                break
        else:
            done.append(form)
    return done


def _joint(form: str, other: str) -> str:
    """Two forms as one with any word where they differ; "" where they differ in more than one word, in a number, or in the host."""
    (host, ours), (their_host, theirs) = _pieces(form), _pieces(other)
    if host != their_host or len(ours) != len(theirs):
        return ""
    apart = [n for n, (one, two) in enumerate(zip(ours, theirs, strict=True)) if one != two]
    if not apart:
        return form
    if len(apart) > 1 or not all(_WORD.fullmatch(side[apart[0]]) for side in (ours, theirs)):
        return ""
    return host + "".join((*ours[: apart[0]], ANY_WORD, *ours[apart[0] + 1 :]))


def _pieces(form: str) -> tuple[str, list[str]]:
    """A form's host, and the pieces of path and query behind it, with the seams between them."""
    at = form.index("/", form.index("//") + 2)
    return form[:at], _SEAMS.split(form[at:])


def _is_titled(link: Anchor) -> bool:
    return len(link.name or link.text) >= _TITLE_LENGTH


def _form(url: str) -> str:
    """An address as a regular expression in which its numbers and hashes may be any."""
    parts = urlsplit(url)
    host = re.escape(parts.netloc.removeprefix("www."))
    tail = parts.path + (f"?{parts.query}" if parts.query else "")
    pieces = re.split(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|\d+)", tail)
    told = [("[0-9a-f-]{32,36}" if len(p) >= 32 else r"\d+") if n % 2 else re.escape(p) for n, p in enumerate(pieces)]
    return rf"^https?://(?:www\.)?{host}{''.join(told)}$"


def toml_of(values: Mapping[str, object], notes: Iterable[str]) -> str:
    """Return a declaration's text: comments first, keys in the order given, empty ones left out but for `division`."""
    lines = [f"# {' '.join(note.split())}" for note in notes]
    for key, value in values.items():
        if value or key == "division":
            lines.append(f"{key} = {_written(value)}")
    return "\n".join(lines) + "\n"


def _written(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_written(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_written(one) for one in value) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
