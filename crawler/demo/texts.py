"""The invented reports of the sample sites: a text of `texts/` with its blanks filled in, the same way every time.

In a text, `# ` begins the title, `## ` a heading, `= ` a centred line, `| ` a table row, `? ` a paragraph that only some
reports have; `{name}` is a fact of the page, `[[4.6-6.8]]` a figure of that range.
"""

import random
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

LineKind = Literal["heading", "centred", "row", "paragraph"]

_FIGURE = re.compile(r"\[\[([\d.]+)-([\d.]+)\]\]")
_MARKS: tuple[tuple[str, LineKind], ...] = (("## ", "heading"), ("= ", "centred"), ("| ", "row"))


class Line(NamedTuple):
    """One paragraph, heading, centred line or table row (cells between pipes) of a report."""

    kind: LineKind
    text: str


def write(name: str, facts: Mapping[str, object], key: str) -> tuple[Line, ...]:
    """Return a report's lines without its title.

    Args:
        name: file of `texts/` without `.txt`.
        facts: what stands in the blanks; the year's neighbours and common phrases are added.
        key: decides figures and optional paragraphs: the same key, the same report.
    """
    chance = random.Random(f"{name} {key}")
    year = int(str(facts.get("year", 2025)))
    known = {"last": year - 1, "meeting_before": "区人民代表大会", "addition": "", "progress": "51.0", **facts}
    return tuple(_lines(_template(name), known, chance))


@cache
def _template(name: str) -> str:
    return (Path(__file__).parent / "texts" / f"{name}.txt").read_text(encoding="utf-8")


def _lines(template: str, facts: Mapping[str, object], chance: random.Random) -> Iterator[Line]:
    for raw in template.splitlines():
        text = _FIGURE.sub(lambda found: _figure(found.group(1), found.group(2), chance), raw)
        if raw.startswith("? "):
            if chance.random() < 0.4:
                continue
            text = text[2:]
        text = text.format_map(facts)
        if text and not text.startswith("# "):
            yield _line(text)


def _line(text: str) -> Line:
    for mark, kind in _MARKS:
        if text.startswith(mark):
            return Line(kind, text if kind == "row" else text.removeprefix(mark))
    return Line("paragraph", text)


def _figure(low: str, high: str, chance: random.Random) -> str:
    places = len(low.partition(".")[2])
    return f"{float(low) + chance.random() * (float(high) - float(low)):.{places}f}"
