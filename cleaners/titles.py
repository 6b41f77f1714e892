"""The title of a page: what the page's own <meta> says, a heading near the body, <title> without the site's name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from cleaners.chrome_rules import rule_of
from cleaners.draft import Line
from cleaners.headlines import DATED, META, SITE, dated_lines, named_on_card, opens_title, text_of
from cleaners.normalize import normalize, squeeze
from cleaners.tree import Page

_PARTS = re.compile(r"\s*(?:__+|[_|｜]|--+>*|\s[-—–·]\s|>>|»|<<)\s*|\s*(?:(?<!\d)[-—–]|[-—–](?!\d))(?=[^-—–]*$)")
_TAG = re.compile(r"<[^<>]{1,40}>")
_CUT_SHORT = re.compile(r"(?:…|\.{2,}|。{2,})$")
_TITLED = re.compile(
    r"(?:^|[-_\s])(?:[a-z]*tit(?:le)?|[a-z]*biaoti|headline|subject|bt)\d{0,2}(?:$|[-_\s])", re.IGNORECASE
)
_DATED_REST = re.compile(r"[\[【(（]?(?:[一-龥]{2,6}[:：])?(?:19|20)\d\d[-/.年]")
_DOCUMENT = re.compile(
    r"(?:报告|决议|决定|公报|通知|意见|办法|条例|规定|公告|通告|方案|规划|纲要|批复|要点|细则)(?:[（(][^（()）]{1,20}[)）])?$"
)
_BEHIND, _AROUND, _SHORT_SITE = 8, 3, 24
_NEAR = 40
_NEAR_TOP = 12
_LONGEST_COLUMN, _LONGEST_NAME, _SENTENCE = 8, 12, 50
_SHORTEST, _LONGEST, _BROKEN_INTO, _SHORT_LINE = 4, 120, 4, 50


def find_title(page: Page, above: Sequence[Line], lines: Sequence[Line], declared: str = "") -> tuple[str, str]:
    """Return the title and where it was read, ("", "") when the page has none.

    Args:
        above: the lines before the body, in page order; the nearest ones count.
        lines: the lines of the body, those cut out of it by a rule among them.
        declared: what a declared selector or the reader found; it wins.
    """
    if declared:
        return declared, "selector"
    shown = page.title
    body = [line for line in lines if not line.rule]
    near = [*above[-_NEAR:], *body[:6]]
    candidates = [*reversed(above[-_NEAR:]), *body[:6]]
    sites = _site_names(page)
    meta = next(
        ((name, page.metas[name]) for name in META if squeeze(page.metas.get(name, "")) not in {"", *sites}), None
    )
    if meta is not None and meta[0] == "articletitle":
        return _whole(_plain(meta[1]), candidates), "meta:ArticleTitle"
    bare = without_site(shown, sites)
    says_site = bool(SITE.search(bare)) or squeeze(bare) in sites
    dated = _dated(above, lines)
    heading = _heading(shown, near)
    if says_site and len(squeeze(bare)) <= _SHORT_SITE and _may_be_column(heading, dated):
        heading = ""
    if heading:
        return heading, "heading"
    if meta is not None:
        return without_site(_plain(meta[1]), sites), f"meta:{meta[0]}"
    chief = [line for line in near if line.level == 1 and len(line.text) >= _SHORTEST and not SITE.search(line.text)]
    if len(chief) == 1:
        return chief[0].text, "heading"
    if dated is not None and (says_site or opens_title(shown, dated.text) or _is_column(bare, [*near, dated])):
        return dated.text, "heading"
    if shown and not says_site:
        return bare, "title"
    titled = (
        (dated.text if dated is not None else "")
        or _titled(page, candidates[:_BEHIND])
        or text_of(named_on_card(above[-_NEAR:]))
        or _opening(body)
    )
    if titled:
        return titled, "heading"
    return (bare, "title") if shown else _without_title(candidates, near, body)


def _without_title(candidates: Iterable[Line], near: Iterable[Line], body: Sequence[Line]) -> tuple[str, str]:
    """The title of a page without <title>: a heading, the only <h1> as short as it is, the first line if it is no sentence."""
    first = next((line for line in candidates if line.kind == "heading" and len(line.text) >= _SHORTEST), None)
    if first is not None:
        return first.text, "heading"
    only = [line for line in near if line.level == 1 and len(line.text) > 1 and not SITE.search(line.text)]
    if len(only) == 1:
        return only[0].text, "heading"
    opening = body[0].text if body and body[0].kind == "paragraph" else ""
    return (opening, "line") if _SHORTEST <= len(opening) <= _SHORT_LINE and "。" not in opening else ("", "")


def join_title(lines: list[Line], title: str, *, within_headings: bool) -> None:
    """Make one heading of the lines into which a template broke the title by `<br>`, near the top.

    A line that has the title and, glued to it, the date and source is a template's: it is cut (`meta-line`).

    Args:
        lines: all lines of a draft; those that the first of them takes up are taken out.
        title: what `find_title` found.
        within_headings: only in an <h1> … <h6>: within a known body such lines are the text's own.
    """
    whole = squeeze(title)
    for at in range(min(_NEAR_TOP, len(lines))):
        first, count = lines[at], 1
        if not first.rule and _is_glued(whole, squeeze(first.text)):
            first.rule = "meta-line"
        if first.rule or not whole.startswith(squeeze(first.text)) or (within_headings and first.kind != "heading"):
            continue
        joined = first.text
        while at + count < len(lines) and len(squeeze(joined)) < len(whole):
            line = lines[at + count]
            if line.rule or line.apart or line.element is not first.element:
                break
            joined, count = joined + line.text, count + 1
        if count > 1 and squeeze(joined) == whole:
            first.text, first.kind, first.level = joined, "heading", first.level or 1
            first.pieces = tuple([piece for line in lines[at : at + count] for piece in line.pieces])
            del lines[at + 1 : at + count]
            return


def _is_glued(title: str, line: str) -> bool:
    """Whether a line is the title with its date and source on the same line."""
    rest = line[len(title) :] if len(title) >= _SHORTEST and line.startswith(title) else ""
    return len(rest) > _SHORTEST and bool(_DATED_REST.match(rest)) and bool(rule_of(rest, tail=False))


def _plain(text: str) -> str:
    """Return a <meta> title without the tags that editors write into it (`<br>`)."""
    return normalize(_TAG.sub(" ", text)) if "<" in text else text


def _whole(title: str, candidates: Iterable[Line]) -> str:
    """Return a title that the page cut short (`…`) as a line near the body has it in full."""
    if not _CUT_SHORT.search(title):
        return title
    stem = squeeze(_CUT_SHORT.sub("", title))
    return next(
        (line.text for line in candidates if squeeze(line.text).startswith(stem) and len(stem) >= _SHORTEST), title
    )


def _dated(above: Sequence[Line], lines: Sequence[Line]) -> Line | None:
    """The line over the one of date and source, near the body or in its head: behind a sentence a day is a signature's."""
    head = takewhile(lambda line: line.kind != "table" and "。" not in line.text and len(line.text) <= _SENTENCE, lines)
    return next(dated_lines([*above[-_NEAR:], *islice(head, _BEHIND)][::-1]), None)


def _may_be_column(heading: str, dated: Line | None) -> bool:
    """Whether a heading that <title> has beside the name of a site names the site, too, or a column (工作动态)."""
    if not heading or SITE.search(heading):
        return True
    return dated is not None and len(heading) <= _LONGEST_COLUMN and dated.text != heading


class _Shown(NamedTuple):
    """A text near the body that <title> has: whether <title> opens with it, the level of its heading (0: none), its characters."""

    text: str
    opens: bool
    level: int
    size: int


def _heading(shown: str, near: Sequence[Line]) -> str:
    """Return the text near the body that <title> has, "" when there is none.

    Of several the one that <title> begins with, as short as it is (讣告), where a separator stands behind it and no longer one follows
    on the page (that of the site does not stand behind the title); else a heading rather than a line, else the longest.
    """
    found = list(_shown_near(shown, near))
    best: tuple[tuple[bool, bool, int], str] | None = None
    for at, one in enumerate(found):
        is_sites = any(other.size > one.size and other.level >= one.level for other in found[at + 1 :])
        rank = (one.opens and not is_sites, one.level > 0 and one.opens, one.size)
        if best is None or rank > best[0]:
            best = rank, one.text
    return best[1] if best is not None else ""


def _shown_near(shown: str, near: Sequence[Line]) -> Iterator[_Shown]:
    """Each text near the body that <title> has: a line, or up to four lines that the page broke it into."""
    whole = squeeze(shown)
    for at, line in enumerate(near):
        joined = ""
        for count, part in enumerate(near[at : at + _BROKEN_INTO]):
            if part.kind in ("table", "figure", "list"):
                break
            joined += part.text
            text = squeeze(joined)
            found = whole.find(text)
            if found < 0 or len(text) > _LONGEST:
                break
            is_own = found == 0 or line.level in (1, 2) or len(text) >= 10 or shown.endswith(f" {line.text}")
            is_plain = (line.level > 0 or not line.linked) and not SITE.search(text)
            opens = len(text) > 1 and is_plain and opens_title(shown, joined)
            if (opens or len(text) >= _SHORTEST) and is_own and (count == 0 or found == 0):
                yield _Shown(joined, opens, line.level, len(text))


def _is_column(bare: str, near: Iterable[Line]) -> bool:
    """Whether a <title> only names the column (工作动态) or who publishes: short, and no line near the body has it."""
    return len(bare) <= _LONGEST_NAME and not any(squeeze(bare) in squeeze(line.text) for line in near)


def _titled(page: Page, candidates: Iterable[Line]) -> str:
    """Return the line nearest the body that its element calls a title (a heading, or a class or id that says so), "" when none."""
    for line in candidates:
        text = DATED.sub("", line.text)
        if not _SHORTEST <= len(text) <= _LONGEST or line.linked or line.kind in ("table", "figure"):
            continue
        if text.endswith((":", "：")) or "://" in text or rule_of(text, tail=False) or rule_of(text, tail=True):
            continue
        owner = page.owners[line.pieces[0]]
        around = [owner, *islice(owner.ancestors(), _AROUND)]
        if line.kind == "heading" or any(_TITLED.search(f"{one.get('class')} {one.get('id')}") for one in around):
            return text
    return ""


def _opening(body: Sequence[Line]) -> str:
    """Return the title with which a document's own text begins, over up to four lines, "" when it begins otherwise."""
    joined = ""
    for line in body[:_BROKEN_INTO]:
        joined += line.text
        if line.kind in ("table", "figure") or "。" in joined or len(joined) > _LONGEST:
            break
        if _DOCUMENT.search(joined):
            return joined
    return ""


def _site_names(page: Page) -> set[str]:
    names = (page.metas.get(name, "") for name in ("sitename", "og:site_name", "columnname", "contentsource", "source"))
    return {squeeze(name) for name in names if name}


def without_site(title: str, sites: Iterable[str] = ()) -> str:
    """Return a <title> without the names of site and column that templates put before or behind it.

    The longest part between separators is the title; a hyphen parts only the last piece, since titles have hyphens too.
    """
    parts = [part for part in _PARTS.split(title) if part]
    names = set(sites)
    own = [part for part in parts if squeeze(part) not in names] or parts
    return max(own, key=len, default=title)
