"""What a page shows of itself: its title, its words, how much of them are links, and where it sends a reader by itself."""

import html
import re
from dataclasses import dataclass

from crawler import signs

HEAD = 20_000
"""Characters from a page's beginning in which its head is looked for."""

ENOUGH = signs.SHORT_CHARACTERS + 1
"""So many characters outside its links, and a page is no error page."""

_UNSEEN = re.compile(r"<!--.*?-->|<(script|style|noscript|template|head)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_LINKED = re.compile(r"<(a|option|button)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.DOTALL | re.IGNORECASE)
# What stands between two pieces of text, from its `<` on; most tags are told by their first letter alone.
_BETWEEN = re.compile(
    r"<(?:(/?a(?=[\s>]))[^>]{0,2000}>|[/a-gi-mo-ru-z][^>]{0,1999}>|!--.*?-->"
    r"|(script|style|noscript|template|head)\b.*?</\2\s*>|[^>]{0,2000}>|)",
    re.DOTALL | re.IGNORECASE,
)
_LONG = re.compile(r">([^<]{60,})<(?!/a)")
_APART = (
    ("<!--", "-->"),
    *((f"<{name}", f"</{name}") for name in ("a", "script", "style", "noscript", "template", "head")),
)
_TAG = re.compile(r"<[^>]{0,2000}>")
_WHITE = re.compile(r"\s+")
_ALERT = re.compile(r"""\balert\s*\(\s*(["'])(.{1,200}?)\1""")
_REFRESH = re.compile(
    r"""<meta\b[^>]{0,200}http-equiv\s*=\s*["']?refresh["']?[^>]{0,200}?content\s*=\s*(["'])\s*\d*\s*(?:[;,]\s*(?:url\s*=\s*)?["']?(.{0,500}?))?["']?\s*\1""",
    re.IGNORECASE,
)
_SCRIPTED = re.compile(
    r"""\blocation(?:\.href)?\s*=\s*(["'])([^"']{1,500})\1\s*[;<\n}]|\blocation\.(?:replace|assign)\(\s*(["'])([^"']{1,500})\3\s*\)"""
)


@dataclass(frozen=True, slots=True)
class Measure:
    """How many characters a page shows, counted no further than `ENOUGH`: all, and those in no link."""

    total: int
    plain: int


def measured(text: str) -> Measure:
    """Count what a page shows; ends as soon as more stands outside its links than any error page says."""
    return Measure(ENOUGH, ENOUGH) if _shows_much(text) else _counted(text)


def _shows_much(text: str) -> bool:
    """Whether long pieces of text outside links alone are enough: never True where they are not, and most pages are told by it."""
    begin = shown = 0
    for piece in _LONG.finditer(text):
        begin = begin or piece.start()
        shown += len("".join(piece[1].split()))
        if shown >= ENOUGH:
            before, among = text[:begin].lower(), text[begin : piece.end(1)].lower()
            return not any(opens in among or _is_open(before, opens, ends) for opens, ends in _APART)
    return False


def _is_open(before: str, opens: str, ends: str) -> bool:
    last = before.rfind(opens)
    return last >= 0 and last > before.rfind(ends)


def _counted(text: str) -> Measure:
    total = plain = begin = 0
    in_link, enough = False, signs.SHORT_CHARACTERS
    for between in _BETWEEN.finditer(text):
        end = between.start()
        if end > begin and not (in_link and total > enough):
            seen = len("".join(text[begin:end].split()))
            total += seen
            plain += 0 if in_link else seen
            if plain > enough:
                return Measure(total, plain)
        begin = between.end()
        if link := between[1]:
            in_link = link[0] != "/"
    seen = len("".join(text[begin:].split()))
    return Measure(total + seen, plain + (0 if in_link else seen))


def title_of(text: str) -> str:
    """The text of <title>, white space folded; empty if there is none."""
    found = _TITLE.search(text[:HEAD])
    return _WHITE.sub(" ", html.unescape(found.group(1))).strip() if found else ""


def visible(text: str) -> str:
    """The words that a reader would see, white space folded: scripts, styles, head and tags taken out."""
    return _WHITE.sub(" ", html.unescape(_TAG.sub(" ", _UNSEEN.sub(" ", text)))).strip()


def outside_links(text: str) -> str:
    """The words that stand in no link, option or button."""
    return visible(_LINKED.sub(" ", _UNSEEN.sub(" ", text)))


def alerts(text: str) -> str:
    """What a page says in boxes of its script, where that is all it says."""
    return " ".join(found.group(2) for found in _ALERT.finditer(text[:HEAD]))


def is_document(text: str, words: str) -> bool:
    """Whether a page bears the marks of a document: a CMS's metas, a forum's post, a line that says when and by whom."""
    return bool(
        signs.ARTICLE_MARKS.search(text[:HEAD]) or signs.POST_MARKS.search(text) or signs.PUBLICATION.search(words)
    )


def sent_on(text: str) -> str | None:
    """Where a page sends its reader by itself, as written: by a meta refresh or a script's plain address.

    Empty for a refresh of the page itself; None where it does neither.
    """
    if found := _REFRESH.search(text[:HEAD]):
        return html.unescape((found.group(2) or "").strip())
    if found := _SCRIPTED.search(text[:HEAD]):
        return (found.group(2) or found.group(4)).strip()
    return None
