"""More ways in which a text is marked up: fragments of spans, links in it, columns, one paragraph with breaks, lists, a table's cells."""

import re
from collections.abc import Callable

from tests.forms.articles import Article
from tests.forms.styles import marked_up, split_runs

_NAMES = re.compile(r"《[^》]{2,}》|青溪镇|北塘街道|临江区[一-龥]{2}局|\d{2,}[万亿]?元")
_NUMBERED = re.compile(r"(?:\d{1,2}[.．]|（[一二三四五六七八九十]）)")


def in_fragments(text: str) -> str:
    """A text in spans of five characters, as pages pasted from a viewer have it."""
    return "".join(f'<span class="ff{at % 3}">{text[at : at + 5]}</span>' for at in range(0, len(text), 5))


def with_links(text: str) -> str:
    """A text whose names and figures are links, as portals link keywords."""
    return _NAMES.sub(lambda name: f'<a href="/tag/{len(name[0])}.html" target="_blank">{name[0]}</a>', text)


def _emphasized(text: str) -> str:
    is_head = len(text) <= 16 and text[-1:] not in "。：；！"
    return f"<p><strong>{text}</strong></p>" if is_head else f"<p>{text}</p>"


def _item(text: str) -> str:
    return f"<ul><li>{text}</li></ul>" if _NUMBERED.match(text) else f"<p>{text}</p>"


EDITORS: dict[str, Callable[[Article], str]] = {
    "fragments": lambda a: marked_up(a, lambda t: f'<div class="t m0">{in_fragments(t)}</div>'),
    "linked": lambda a: marked_up(a, lambda t: f"<p>{with_links(t)}</p>"),
    "one-paragraph": lambda a: f"<p>{marked_up(a, lambda t: f'&emsp;&emsp;{t}<br/><br/>')}</p>",
    "emphasized": lambda a: marked_up(a, _emphasized),
    "items": lambda a: marked_up(a, _item),
    "centred-divs": lambda a: marked_up(
        a, lambda t: f'<div style="text-align:justify"><font face="宋体">　　{t}</font></div>'
    ),
    "quill": lambda a: marked_up(
        a, lambda t: f'<p class="ql-align-justify"><span style="color: rgb(51, 51, 51);">{t}</span></p><p><br></p>'
    ),
    "in-cells": lambda a: (
        '<table width="100%" cellpadding="0"><tr><td style="line-height:200%">'
        + marked_up(a, lambda t: f"<p>　　{t}</p>")
        + "</td></tr></table>"
    ),
    "pasted": lambda a: marked_up(
        a, lambda t: f'<p style="margin:0cm 0cm 0pt"><span><font>{split_runs(t)}</font></span></p>'
    ),
    "plain-breaks": lambda a: marked_up(a, lambda t: f"　　{t}<br>"),
}
