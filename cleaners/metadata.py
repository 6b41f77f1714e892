"""What a page says of its document: gathers what the head, the text, the lines around it, the card and the <meta> tell.

Each field is set once, by the best witness that speaks, and `origins` names that witness. No field is guessed: dates in
addresses are migration dates on five known sites and are never read; the hour in PubDate is not trustworthy, its day is.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from cleaners.card import is_of, read_card
from cleaners.dates import find_date
from cleaners.divisions import find_division
from cleaners.document import Metadata, Warned
from cleaners.draft import Draft, Line, Reading
from cleaners.kinds import find_kind
from cleaners.meeting import Delivery, find_behalf, find_delivery, find_meeting
from cleaners.normalize import squeeze
from cleaners.outline import heading_number
from cleaners.parts import MAX_PARTS, Part, split_part
from cleaners.printed import Printed, read_printed
from cleaners.stamps import find_stamp
from cleaners.tree import Page, absolute

_META_DATES = (
    *("pubdate", "publishdate", "article:published_time", "og:release_date", "datepublished", "firstpublishedtime"),
    *("og:published_time", "publish_date", "publishtime", "dc.date", "dc.date.issued", "citation_date", "date"),
)
_META_SOURCES = ("contentsource", "source", "article:source")
_META_AUTHORS = ("article:author", "og:author")
_NOBODY = frozenset({"admin", "管理员", "本网", "本站", "discuz! team and comsenz ui team"})
_NOTHING = frozenset(("null", "undefined", "none", "无", "-"))  # what scripts write for no value
_SIGNED = re.compile(r"(?:人民政府|委员会|办公室|[一-龥]{2,}局|[一-龥]{2,}委|法院|检察院)$")
_HTML_NAME = re.compile(r"/(?P<name>[^/?#]+?)(?P<number>_\d{1,3})?\.s?html?$")
_TRS_PAGER = re.compile(
    r"createPageHTML\(\s*(?P<pages>\d{1,3})\s*,\s*\d+\s*,\s*[\"'](?P<stem>[\w-]+)[\"']\s*,\s*[\"'](?P<ext>s?html?)[\"']"
)
_TIMED = re.compile(r"(?:时间|日期)[:：]")  # in the text: when something takes place
_NEAR_PIECES = 160
_HEADS = 40
_SHORT = 60
_LINK = frozenset({"a"})
_LONGEST_TITLE = 300  # a hostile page has a title of megabytes


class _Witnesses:
    """Fields as they are told: the first to speak is believed."""

    def __init__(self, fields: dict[str, Any], origins: dict[str, str]) -> None:
        self.fields = {name: value for name, value in fields.items() if value is not None}
        self.origins = {name: origin for name, origin in origins.items() if name in self.fields or name == "title"}

    def tell(self, origin: str, **fields: Any) -> None:
        for name, value in fields.items():
            if value is not None and value != "" and name not in self.fields:
                self.fields[name] = value
                self.origins[name] = origin


def read_metadata(
    page: Page, reading: Reading, title: str, title_origin: str, prose: Sequence[str]
) -> tuple[Metadata, tuple[Warned, ...]]:
    """Return a document's metadata, and the doubts that reading it raised (`foreign-card`).

    Args:
        page: the page; reading: what the reader decided on it, with the fields that it knows itself.
        title: the document's title; title_origin: where it was read.
        prose: the text of its paragraphs, headings and list entries.
    """
    title = title[:_LONGEST_TITLE]
    told = _Witnesses(dict(reading.fields), {"title": title_origin, **reading.origins})
    above, cut, below = surroundings(reading.draft) if reading.name != "discuz" else ([], [], [])
    delivery = find_delivery(
        [title, *prose[: 2 * _HEADS]] if title else prose[: 2 * _HEADS], within=_HEADS
    ) or _spoken_above(above)
    _tell_delivery(told, delivery)
    if (meeting := find_meeting(title)) and delivery is None:
        told.tell("title", meeting=meeting.name, session=meeting.session, sitting=meeting.sitting)
    card, warnings = _own_card([*above, *cut, *below], title, delivery)
    if reading.name != "discuz":
        opening = [*cut, *(line for line in prose[:3] if not _TIMED.match(line))]
        byline = [line.text for line in reading.draft.lines[:_HEADS] if line.rule == "meta-line"]
        _tell_printed(told, read_printed(above, opening, below, title, byline))
    _tell_card(told, card)
    _tell_metas(told, page)
    pieces = [line.pieces for line in reading.draft.lines if not line.rule]
    if "published" not in told.fields and pieces:
        day, origin = find_stamp(page, min(pieces)[0], max(pieces)[-1])
        told.tell(origin, published=day)
    _tell_organ(told, delivery, prose)
    _tell_kind(told, title, prose, delivery)
    if "part" not in told.fields and reading.name != "discuz":
        told.tell("address", **_split(page, below)._asdict())
    return Metadata(**told.fields, origins=told.origins), warnings


def _own_card(lines: Sequence[str], title: str, delivery: Delivery | None) -> tuple[dict[str, str], tuple[Warned, ...]]:
    """The facts of this document's index card; a doubt instead where the card is another document's.

    It is when it names another one, or was published before this one was delivered.
    """
    card = read_card(lines)
    published = find_date(card.get("published", ""))
    early = bool(published and delivery and delivery.delivered and published < delivery.delivered)
    if not early and (not card.get("name") or is_of(title, card["name"])):
        return card, ()
    name = card.get("name") or card.get("number") or card.get("index_number") or "one without a name"
    return {}, (Warned("foreign-card", f"the index card is of another document: {name[:60]}"),)


def _tell_card(told: _Witnesses, card: Mapping[str, str]) -> None:
    number = card.get("number", "")
    told.tell("card", index_number=card.get("index_number"), number=number if len(number) <= 40 else None)
    told.tell("card", published=find_date(card.get("published", "")), organ=card.get("organ"))


def _tell_kind(told: _Witnesses, title: str, prose: Sequence[str], delivery: Delivery | None) -> None:
    """Kind, year and district, by the title and the head of the text."""
    headings = [*prose[:3], *(line for line in prose if heading_number(line))]
    kind = find_kind(title, [line[:200] for line in headings], delivery)
    told.tell("title", kind=kind.kind, year=kind.year, period=kind.period)
    known = told.fields
    heads = "".join(line for line in prose[:8] if len(line) <= _SHORT) if delivery is not None else ""
    naming = [known.get("meeting", ""), title, known.get("organ", ""), known.get("source", ""), heads]
    told.tell("text", division=find_division(naming))


def surroundings(draft: Draft) -> tuple[list[str], list[str], list[str]]:
    """Return the unlinked lines before the body, those cut out of it, and those behind it, each in page order."""
    kept = [line for line in draft.lines if not line.rule]
    cut = [line.text for line in draft.lines if line.rule and line.kind != "figure" and line.text]
    cut += [_head_of(draft.page, line) for line in draft.lines if line.cuts]
    if not kept:
        return [], cut, []
    first = min(line.pieces[0] for line in kept)
    last = max(line.pieces[-1] for line in kept) + 1
    mine = {piece for line in draft.lines for piece in line.pieces if piece < first or piece >= last}
    around = []
    for start, end in ((max(0, first - _NEAR_PIECES), first), (last, min(len(draft.page.texts), last + _NEAR_PIECES))):
        lines = [line for line in draft.look(start, end) if not line.rule and line.kind != "figure"]
        free = [line for line in lines if line.pieces[0] not in mine and line.linked * 2 <= len(line.text)]
        around.append([text for line in free for text in (_cells(line.text) if line.kind == "table" else [line.text])])
    return around[0], cut, around[1]


def _cells(table: str) -> list[str]:
    """The fields of a Markdown table, row by row: an index card is often one."""
    return [cell.strip() for row in table.split("\n") for cell in row.strip("| ").split(" | ") if cell.strip("-| ")]


def _head_of(page: Page, line: Line) -> str:
    """What was cut from the beginning of a line, without its white space."""
    return squeeze("".join(page.texts[piece] for piece in line.pieces))[: sum(cut.size for cut in line.cuts)]


def _spoken_above(above: Sequence[str]) -> Delivery | None:
    """A dash line that a template prints below the title, outside of the body."""
    return find_delivery(above[-6:], within=6)


def _tell_delivery(told: _Witnesses, delivery: Delivery | None) -> None:
    if delivery is None:
        return
    told.tell("dash-line", delivered=delivery.delivered)
    if delivery.meeting is not None:
        meeting = delivery.meeting
        told.tell("dash-line", meeting=meeting.name, session=meeting.session, sitting=meeting.sitting)
    told.tell("speaker-line", speaker=delivery.speaker, office=delivery.office)


def _tell_printed(told: _Witnesses, printed: Printed) -> None:
    told.tell(printed.origin, published=printed.published)
    told.tell("line:来源", source=printed.source)
    if printed.author and printed.author.lower() not in _NOBODY:
        told.tell("line:作者", author=printed.author)
    told.tell("line:number", number=printed.number)


def _tell_metas(told: _Witnesses, page: Page) -> None:
    """The page's own <meta>: days, never hours; names that templates fill in for everybody are nobody's."""
    metas = page.metas
    for name in _META_DATES:
        day = find_date(metas[name]) if name in metas else None
        if day and day.year >= 1990:
            told.tell(f"meta:{name}", published=day)
    for name in _META_SOURCES:
        told.tell(f"meta:{name}", source=None if metas.get(name, "").lower() in _NOTHING else metas.get(name))
    for name in _META_AUTHORS:
        author = metas.get(name, "")
        if author and author.lower() not in _NOBODY and "://" not in author:
            told.tell(f"meta:{name}", author=author)


def _tell_organ(told: _Witnesses, delivery: Delivery | None, prose: Sequence[str]) -> None:
    """The issuing organ: below the dash line, in the signature over the closing date, or whom the speaker speaks for."""
    if delivery is not None:
        told.tell("speaker-line", organ=delivery.organ)
    closing = prose[-6:]
    for line, under in pairwise(closing):
        name = squeeze(line)
        if len(name) <= 40 and _SIGNED.search(name) and len(under) <= 20 and find_date(under):
            told.tell("signature", organ=name)
    if delivery is not None or any("各位代表" in line for line in prose[:8]):
        told.tell("line:代表", organ=next((body for line in prose[:12] if (body := find_behalf(line[:400]))), None))


def _split(page: Page, below: Sequence[str]) -> Part:
    """Which part of a split page this is, by its address and its links to siblings."""
    address = _HTML_NAME.search(page.url)
    if address is None:
        return Part()
    pagers = _TRS_PAGER.finditer(page.html) if "createPageHTML" in page.html else ()
    pager = next((found for found in pagers if found["stem"] == address["name"]), None)
    name = address["name"]
    addresses = [href for link in page.tagged(_LINK) if name in (href := link.get("href"))]
    if pager is None and not address["number"] and not any(f"{name}_" in href for href in addresses):
        return Part()
    links = [absolute(page.base, one) for one in addresses]
    if pager is not None:  # the pager's script writes the links: stem.html, stem_1.html …
        numbers = range(min(int(pager["pages"]), MAX_PARTS))
        links += [absolute(page.url, f"{pager['stem']}{f'_{n}' if n else ''}.{pager['ext']}") for n in numbers]
    return split_part(page.url, links, " ".join(below[:12]))
