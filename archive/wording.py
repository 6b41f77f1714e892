"""What in a Chinese text is a date, an amount, a percentage, an article number; and which spellings are the same text.

Nothing here changes what is kept: `plain` is only how two texts are compared, `marks` only how their difference is named.
"""

import re
import unicodedata
from collections import Counter
from typing import Literal

Mark = Literal["date", "percentage", "amount", "article-number", "number"]
"""A kind of expression that a reader of reports looks for; `amount` is money, `number` any other figure."""

_CN = "〇零一二三四五六七八九十百千两"
_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?"
_MONEY = r"(?:万亿|千亿|百亿|十亿|亿|千万|百万|万|千)?(?:多|余)?(?:美元|欧元|日元|港元|港币|人民币|元)(?:/[^\s,，。;；、()]{1,4})?"
_MARKS = re.compile(
    rf"""
    (?P<article>第[\d{_CN}]+(?:条|款|项|章|节|编)(?:之[{_CN}])?
        | ^\s*(?:[{_CN}]+、|[(][{_CN}]+[)]|\d+[.、](?!\d)|[(]\d+[)]))
  | (?P<date>\d{{4}}[-–—~至到]\d{{4}}年 | \d{{4}}年(?:\d{{1,2}}月(?:\d{{1,2}}[日号])?)? | [12]\d{{3}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}
        | \d{{1,2}}月(?:\d{{1,2}}[日号])? | \d{{1,2}}[日号](?=前|起|至|在|,|。|$)
        | [〇零一二三四五六七八九]{{4}}年(?:[{_CN}]+月(?:[{_CN}]+日)?)? | [{_CN}]+月[{_CN}]+日 | \d{{1,2}}:\d{{2}}(?::\d{{2}})?)
  | (?P<percentage>[-+]?{_FIGURE}\s*(?:[%‰]|个?百分点) | 百分之[{_CN}点]+ | 千分之[{_CN}点]+ | [{_CN}]成(?=[以左右多,。]))
  | (?P<amount>{_FIGURE}\s*{_MONEY} | [{_CN}万亿]+{_MONEY})
  | (?P<number>{_FIGURE}(?:万亿|亿|万|千)?)
    """,
    re.VERBOSE,
)
_NAMES: dict[str, Mark] = {
    "article": "article-number",
    "date": "date",
    "percentage": "percentage",
    "amount": "amount",
    "number": "number",
}


def _narrow() -> dict[int, str]:
    """Every wide or narrow form of a character, and the typographic variants of one mark, to the form compared."""
    table = {}
    for point in (0x3000, *range(0xFF00, 0xFFEF)):
        kind, _, to = unicodedata.decomposition(chr(point)).partition(" ")
        if kind in ("<wide>", "<narrow>"):
            table[point] = "".join(chr(int(code, 16)) for code in to.split())
    table |= dict.fromkeys(map(ord, "“”„‟〝〞＂"), '"') | dict.fromkeys(map(ord, "‘’‚‛＇"), "'")
    table |= dict.fromkeys(map(ord, "‐‑‒–—―─━－﹣﹘"), "-") | dict.fromkeys(map(ord, "·•‧∙⋅・･"), "·")
    table |= {ord("﹪"): "%", ord("…"): "...", ord("⋯"): "...", ord("｡"): "。", ord("､"): "、"}
    return table | dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F), "")


_NARROW = _narrow()
_BLANKS = re.compile(r"(?<![0-9A-Za-z])\s+|\s+(?![0-9A-Za-z])")
_BETWEEN = re.compile(r"\s+")
_DASHES = re.compile(r"-{2,}")
_FIGURE_ADDRESS = re.compile(r"(!\[[^\]]*\])\([^)\s]*\)")
_LABEL = r"(?:点击(?:数|量|率|次数)?|浏览(?:次数|数|量)?|阅读(?:次数|数|量)?|访问(?:次数|量)?|查看|回复|人气|热度)"
_COUNTER = re.compile(
    rf"(?<![^\s|\[(【>])(?:{_LABEL}\s*:\s*\d*\s*(?:人次|次)?|本文已?被?(?:浏览|阅读)过?\s*\d*\s*(?:人次|次)?)(?=$|[\s|\])】])"
)
_LONE_COUNTER = re.compile(rf"\s*{_LABEL}\s*\d*\s*(?:人次|次)?\s*")
_COUNTER_LINE = 80
"""Characters of the longest line in which a counter is looked for: in a sentence 访问量 may be a figure of the report."""


def plain(text: str) -> str:
    """Return a text as it is compared: width, white space, variants of one mark and counters count for nothing.

    Not NFKC: that would make 10² and 102 one. A blank between two letters or digits stays (12 34 is not 1234); a picture
    is its alt text, for its address changes without the picture.
    """
    if text.isalnum() and not text.isascii() and not _has_variants(text):
        return text
    narrow = unicodedata.normalize("NFC", text).translate(_NARROW)
    if "![" in narrow:
        narrow = _FIGURE_ADDRESS.sub(r"\1", narrow)
    if len(narrow) <= _COUNTER_LINE:
        narrow = "" if _LONE_COUNTER.fullmatch(narrow) else _COUNTER.sub("", narrow)
    return _DASHES.sub("-", _BETWEEN.sub(" ", _BLANKS.sub("", narrow)))


def _has_variants(text: str) -> bool:
    """Whether a text of letters and digits holds a wide one, or one that is written in two ways."""
    return any(point in _NARROW for point in map(ord, text)) or not unicodedata.is_normalized("NFC", text)


def marks(text: str) -> tuple[list[tuple[Mark, str]], str]:
    """Return a plain text's dates, amounts, percentages, article numbers and figures in order, and the text without them.

    Where one stood, the rest has a character of its own kind, so two texts that differ only in a figure have equal rests.
    """
    found: list[tuple[Mark, str]] = []
    rest, at = [], 0
    for mark in _MARKS.finditer(text):
        name = _NAMES[mark.lastgroup or "number"]
        found.append((name, mark.group().strip()))
        rest.append(text[at : mark.start()] + "\x00")
        at = mark.end()
    return found, "".join(rest) + text[at:]


def marks_that_differ(before: str, after: str) -> set[str]:
    """Return what to call the difference of two plain texts: names of `Mark`, `text`, `punctuation`; empty if they are equal."""
    if before == after:
        return set()
    (old, old_rest), (new, new_rest) = marks(before), marks(after)
    named: set[str] = set()
    if old_rest == new_rest:
        for (was, before_mark), (becomes, after_mark) in zip(old, new, strict=True):
            if before_mark != after_mark:
                named |= {was, becomes}
        return named
    gone, come = Counter(old), Counter(new)
    named |= {name for name, _ in ((gone - come) + (come - gone))}
    words, new_words = _words(old_rest), _words(new_rest)
    if words != new_words:
        named.add("text")
    return named or {"punctuation"}


def _words(rest: str) -> str:
    """A text without marks and punctuation."""
    return "".join(character for character in rest if character.isalnum())
