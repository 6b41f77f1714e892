"""Headings that no tag marks: short lines with a Chinese number, as reports write them."""

import re
from collections.abc import Iterable

from cleaners.draft import Line

_HAN = "〇零一二三四五六七八九十百"
_LEVELS = (
    (2, re.compile(rf"第[{_HAN}\d]+(?:编|章|部分|篇)")),
    (2, re.compile(rf"[{_HAN}]{{1,4}}[、．.，,]")),
    (3, re.compile(rf"第[{_HAN}\d]+节")),
    (3, re.compile(rf"[（(][{_HAN}]{{1,4}}[)）]")),
    (4, re.compile(r"\d{1,2}[、．.](?!\d)")),
    (4, re.compile(rf"第[{_HAN}\d]+条$|第[{_HAN}\d]+条\s")),
    (5, re.compile(r"[（(]\d{1,2}[)）]")),
)
_OPENS = frozenset(f"第（({_HAN}0123456789")
_LONGEST = 50
_SENTENCE = re.compile(r"[。；;！？!?]|[，,：:、]$")


def mark_headings(lines: Iterable[Line]) -> None:
    """Make headings of paragraphs that are numbered, short and no sentence.

    Levels: 2 for 一、 and 第一章, 3 for (一) and 第一节, 4 for 1. and 第一条, 5 for (1); 1 is the title's. A heading that
    runs into its paragraph stays with it.
    """
    for line in lines:
        text = line.text
        if line.rule or line.kind != "paragraph" or len(text) > _LONGEST or text[:1] not in _OPENS:
            continue
        level = next((level for level, pattern in _LEVELS if pattern.match(text)), 0)
        if level and not _SENTENCE.search(text):
            line.kind, line.level = "heading", level
