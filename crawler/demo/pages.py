"""The sample pages and what each of them is on each of the two nights."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.demo.texts import Line, write

NIGHTS = (datetime(2025, 8, 19, 18, tzinfo=UTC), datetime(2025, 8, 20, 18, tzinfo=UTC))
"""When the two simulated nights begin: 02:00 of 20 and 21 August 2025 in Asia/Shanghai."""

PAGER = 5
"""How many reports a list page of the sample sites names."""


@dataclass(frozen=True, slots=True)
class SamplePage:
    """One report at its address.

    Attributes:
        system: which content system's chrome it wears (`jiading-rd`, `jiading-gov`, `jiading-old`, `changning`,
            `jingan`, `discuz`, `split`).
        facts, changed: what the text's blanks say on the first night, and what says otherwise on the second.
        table: `html`, `picture`, or `absent` (only its caption is left).
        first, last: the nights (1, 2) on which it is there. challenge: the night on which it is refused, 0 for none.
        pages: over how many addresses it is split; missing: the part that is not there, 0 for none.
        floors: over how many posts of the thread's author it goes.
    """

    url: str
    system: str
    text: str
    title: str
    published: date
    facts: Mapping[str, object]
    changed: Mapping[str, object] = field(default_factory=dict)
    table: str = "html"
    charset: str = "utf-8"
    first: int = 1
    last: int = 2
    challenge: int = 0
    pages: int = 1
    missing: int = 0
    floors: int = 1

    @property
    def host(self) -> str:
        """The host of the address."""
        return urlsplit(self.url).netloc

    def stands(self, night: int) -> bool:
        """Whether it is there on a night."""
        return self.first <= night <= self.last

    def lines(self, night: int) -> tuple[Line, ...]:
        """Return the report's lines as of a night; a table that is no HTML table has no rows here."""
        facts = {"title": self.title, **self.facts, **(self.changed if night > 1 else {})}
        lines = write(self.text, facts, self.url)
        return lines if self.table == "html" else tuple(line for line in lines if line.kind != "row")


@cache
def sample_pages() -> tuple[SamplePage, ...]:
    """Return every sample page, in the order of pages.toml."""
    declared = tomllib.loads((Path(__file__).parent / "pages.toml").read_text(encoding="utf-8"))
    return tuple(_page(values) for values in declared["page"])


def _page(values: dict[str, Any]) -> SamplePage:
    values["first"], values["last"] = values.pop("from", 1), values.pop("until", 2)
    return SamplePage(**values)


def split_lines(lines: tuple[Line, ...], pieces: int) -> list[tuple[Line, ...]]:
    """Cut a report into about equal pieces, in order and without loss; a table is not cut."""
    marks = [round(len(lines) * n / pieces) for n in range(pieces + 1)]
    for n in range(1, pieces):
        while marks[n] < len(lines) and lines[marks[n]].kind == "row":
            marks[n] += 1
    return [lines[start:end] for start, end in pairwise(marks)]
