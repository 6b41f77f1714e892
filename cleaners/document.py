"""What a cleaner read: the types of this room, frozen and light.

A `Document` is made of its ledger: every visible piece of the page, in the page's order, is either text of a block or
was removed by a rule. Blocks and removals are two views of that one list.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

_SLICE = 65_536
MACHINE = "ocr"
"""Name of what reads pictures by machine: the `reader` of its documents, and their cleaner id before the `@`."""

BlockKind = Literal["heading", "paragraph", "table", "figure", "list"]


class Block(NamedTuple):
    """One paragraph, heading, list, table or figure.

    `text` is Markdown for tables (pipes) and figures (`![alt](absolute address)`), else the page's characters with
    white space normalised. `level` is 1 to 6 for a heading (0 for every other kind). `paths` name the nodes that it came
    from, in order.
    """

    kind: BlockKind
    text: str
    level: int = 0
    paths: tuple[str, ...] = ()


class Removed(NamedTuple):
    """What a rule took out: one subtree or one piece. `after` is the number of the block before it, -1 for none."""

    text: str
    rule: str
    path: str
    after: int


class Piece(NamedTuple):
    """One visible piece of the page: text of block number `block`, or taken out by `rule` (then `block` is -1)."""

    path: str
    text: str
    block: int
    rule: str = ""


class Warned(NamedTuple):
    """A doubt about completeness or reading, with a code that programs may rely on (docs/corpus.md lists them)."""

    code: str
    message: str


class Link(NamedTuple):
    """An attachment or a picture of the page: its absolute address, and the name that the page gives it."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says of its document. What is not known is None; nothing is guessed in silence.

    Attributes:
        published: the printed publication date, else the page's own <meta>; never a date of the address alone.
        delivered: the day of the speech, from the dash line (`——2024年1月9日在…会议上`).
        posted: when a forum post was made, with the offset of the forum's clock.
        meeting: the meeting as the page words it, e.g. 上海市嘉定区第七届人民代表大会常务委员会第二十次会议.
        session, sitting: 届 and 次 of that meeting as numbers.
        speaker, office: who delivered it, and as what (区长).
        organ: the issuing organ. source: the source line (来源). author: as a forum or article names it.
        number: document number (发文字号). index_number: 索引号.
        kind: government-work-report, half-year-report, plan-report, budget-report, congress-work-report,
            statistical-bulletin, or other.
        year: the year the report covers (the year it is of, for an annual government work report).
        period: what the title names beside a whole year, as an ISO 8601 interval: `2024-01/2024-06` for 上半年, `2018/2022`.
        division: GB/T 2260 code of the district that the text names.
        part_of, part, parts: of a split page or a thread: address of the first part, this part's number from 1, and how
            many parts there are; None where the page and its address are silent.
        origins: for every field set, where it was read: `meta:PubDate`, `line:…`, `dash-line`, `title`, `address` ….
    """

    published: date | None = None
    delivered: date | None = None
    posted: datetime | None = None
    meeting: str | None = None
    session: int | None = None
    sitting: int | None = None
    speaker: str | None = None
    office: str | None = None
    organ: str | None = None
    source: str | None = None
    author: str | None = None
    number: str | None = None
    index_number: str | None = None
    kind: str | None = None
    year: int | None = None
    period: str | None = None
    division: str | None = None
    part_of: str | None = None
    part: int | None = None
    parts: int | None = None
    origins: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the fields as JSON values: dates as YYYY-MM-DD, `posted` as RFC 3339 with its own offset."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        return {
            name: value.isoformat() if isinstance(value, date) else dict(value) if name == "origins" else value
            for name, value in values.items()
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Metadata":
        """Make it again from `to_json`'s answer; unknown keys are ignored, so an older reader opens a newer archive."""
        known = {f.name: values[f.name] for f in fields(cls) if values.get(f.name) is not None}
        for name in ("published", "delivered"):
            if name in known:
                known[name] = date.fromisoformat(known[name])
        if "posted" in known:
            known["posted"] = datetime.fromisoformat(known["posted"])
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Document:
    """What one cleaner read in one payload. `cleaner` is the id asked for, `reader` the one that auto chose."""

    url: str
    title: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    attachments: tuple[Link, ...] = ()
    images: tuple[Link, ...] = ()
    ledger: tuple[Piece, ...] = ()
    removed: tuple[Removed, ...] = ()
    warnings: tuple[Warned, ...] = ()
    cleaner: str = ""
    reader: str = ""
    charset: str = ""
    digest: str = ""

    @property
    def is_machine_read(self) -> bool:
        """Whether a machine read it in a picture: then a figure in it may be wrong, and must be looked at before it is cited."""
        return self.reader == MACHINE

    @property
    def text(self) -> str:
        """The blocks' text, one block a line ("\\n" between them; a table block keeps its own line breaks).

        Figures are blocks, but no text: an address in it would be noise to whoever counts, searches or learns from it.
        """
        return "\n".join([block.text for block in self.blocks if block.kind != "figure"])

    def to_json(self) -> dict[str, Any]:
        """Return the whole document as JSON values; `from_json` makes an equal one. Keys are those of design §9."""
        return {
            "url": self.url,
            "title": self.title,
            "text": self.text,
            "blocks": [block._asdict() | {"paths": list(block.paths)} for block in self.blocks],
            "metadata": self.metadata.to_json(),
            "attachments": [link._asdict() for link in self.attachments],
            "images": [link._asdict() for link in self.images],
            "ledger": [piece._asdict() for piece in self.ledger],
            "removed": [removed._asdict() for removed in self.removed],
            "warnings": [warning._asdict() for warning in self.warnings],
            "cleaner": self.cleaner,
            "reader": self.reader,
            "charset": self.charset,
            "digest": self.digest,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Document":
        """Make a document again from `to_json`'s answer (as stored in a conversion record)."""
        return cls(
            url=values["url"],
            title=values["title"],
            blocks=tuple(
                Block(b["kind"], b["text"], b.get("level", 0), tuple(b.get("paths", ()))) for b in values["blocks"]
            ),
            metadata=Metadata.from_json(values.get("metadata", {})),
            attachments=tuple(Link(**link) for link in values.get("attachments", ())),
            images=tuple(Link(**link) for link in values.get("images", ())),
            ledger=tuple(Piece(**piece) for piece in values.get("ledger", ())),
            removed=tuple(Removed(**removed) for removed in values.get("removed", ())),
            warnings=tuple(Warned(**warning) for warning in values.get("warnings", ())),
            cleaner=values.get("cleaner", ""),
            reader=values.get("reader", ""),
            charset=values.get("charset", ""),
            digest=values.get("digest", ""),
        )


def digest_of(title: str, texts: list[str]) -> str:
    """Return `sha256:…` of a title and the blocks' texts, in order.

    The caller gives a figure as its alt text and an attachment as its name: addresses are not part of a digest, since
    one page has many (Discuz puts the hour into them).
    """
    seen = hashlib.sha256(title.encode("utf-8", "surrogatepass"))
    for text in texts:
        seen.update(b"\x1e" + text[:_SLICE].encode("utf-8", "surrogatepass"))
        for at in range(
            _SLICE, len(text), _SLICE
        ):  # as a whole, a page in one line would be encoded in five times its size
            seen.update(text[at : at + _SLICE].encode("utf-8", "surrogatepass"))
    return "sha256:" + seen.hexdigest()
