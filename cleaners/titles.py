"""The title of a page: what the page's own <meta> says, a heading near the body, <title> without the site's name."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from cleaners.chrome_rules import rule_of
from cleaners.draft import Line
from cleaners.normalize import normalize, squeeze
from cleaners.tree import Page

_META = ("articletitle", "og:title", "twitter:title", "dc.title", "headline")
_PARTS = re.compile(r"\s*(?:__+|[_|｜]|--+|\s[-—–·]\s|>>|»|<<)\s*|\s*(?:(?<!\d)[-—–]|[-—–](?!\d))(?=[^-—–]*$)")
_CUT_SHORT = re.compile(r"(?:…|\.{2,}|。{2,})$")
# What sites call themselves: a <title> that only says that is on every page of theirs and is the title of none.
_SITE = re.compile(
    r"(?:网|网站|网页|网络|门户|平台|频道|首页|公司|集团|政府|委员会|人大|人大代表大会|人民代表大会|政协|法院|检察院|局|办公室|信息公开|信息网|在线|论坛|内容页?|正文|详[情细]页?|列表|文章|新闻)$"
)
_TITLED = re.compile(
    r"(?:^|[-_\s])(?:[a-z]*tit(?:le)?|[a-z]*biaoti|headline|subject|bt)\d{0,2}(?:$|[-_\s])", re.IGNORECASE
)
_DATED = re.compile(r"\s*[\[【(（]?(?:(?:发布|发表)?(?:日期|时间)[:：]?)?\s*(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?(?!\d).*$")
_DOCUMENT = re.compile(
    r"(?:报告|决议|决定|公报|通知|意见|办法|条例|规定|公告|通告|方案|规划|纲要|批复|要点|细则)(?:[（(][^（()）]{1,20}[)）])?$"
)
_BEHIND, _AROUND, _SHORT_SITE = 8, 3, 24
_NEAR = 40
_NEAR_TOP = 12
_SHORTEST, _LONGEST, _BROKEN_INTO, _SHORT_LINE = 4, 120, 4, 50


def find_title(page: Page, above: Sequence[Line], body: Sequence[Line], declared: str = "") -> tuple[str, str]:
    """Return the title and where it was read, ("", "") when the page has none.

    Args:
        above: the lines before the body, in page order; the nearest ones count.
        body: the lines of the body.
        declared: what a declared selector or the reader found; it wins.
    """
    if declared:
        return declared, "selector"
    shown = page.title
    near = [*above[-_NEAR:], *body[:6]]
    candidates = [*reversed(above[-_NEAR:]), *body[:6]]
    sites = _site_names(page)
    meta = next(
        ((name, page.metas[name]) for name in _META if squeeze(page.metas.get(name, "")) not in {"", *sites}), None
    )
    if meta is not None and meta[0] == "articletitle":
        return _whole(_plain(meta[1]), candidates), "meta:ArticleTitle"
    bare = without_site(shown, sites)
    says_site = bool(_SITE.search(bare)) or squeeze(bare) in sites
    heading = "" if says_site and len(squeeze(bare)) <= _SHORT_SITE else _heading(shown, near)
    if heading:
        return heading, "heading"
    if meta is not None:
        return without_site(_plain(meta[1]), sites), f"meta:{meta[0]}"
    chief = [line for line in near if line.level == 1 and len(line.text) >= _SHORTEST and not _SITE.search(line.text)]
    if len(chief) == 1:
        return chief[0].text, "heading"
    if shown and not says_site:
        return bare, "title"
    titled = _titled(page, candidates[:_BEHIND]) or _opening(body)
    if titled:
        return titled, "heading"
    if shown:
        return bare, "title"
    first = next((line for line in candidates if line.kind == "heading" and len(line.text) >= _SHORTEST), None)
    if first is not None:
        return first.text, "heading"
    only = [line for line in near if line.level == 1 and len(line.text) > 1 and not _SITE.search(line.text)]
    if len(only) == 1:  # as short as it is (通知): nothing else on the page can be its title
        return only[0].text, "heading"
    opening = body[0].text if body and body[0].kind == "paragraph" else ""
    return (opening, "line") if _SHORTEST <= len(opening) <= _SHORT_LINE and "。" not in opening else ("", "")


def join_title(lines: list[Line], title: str, *, within_headings: bool) -> None:
    """Make one heading of the lines into which a template broke the title by `<br>`, near the top.

    Args:
        lines: all lines of a draft; those that the first of them takes up are taken out.
        title: what `find_title` found.
        within_headings: only in an <h1> … <h6>: within a known body such lines are the text's own.
    """
    whole = squeeze(title)
    for at in range(min(_NEAR_TOP, len(lines))):
        first, count = lines[at], 1
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
            first.pieces = [piece for line in lines[at : at + count] for piece in line.pieces]
            del lines[at + 1 : at + count]
            return


def _plain(text: str) -> str:
    """Return a <meta> title without the tags that editors write into it (`<br>`)."""
    return normalize(re.sub(r"<[^<>]{1,40}>", " ", text)) if "<" in text else text


def _whole(title: str, candidates: Iterable[Line]) -> str:
    """Return a title that the page cut short (`…`) as a line near the body has it in full."""
    if not _CUT_SHORT.search(title):
        return title
    stem = squeeze(_CUT_SHORT.sub("", title))
    return next(
        (line.text for line in candidates if squeeze(line.text).startswith(stem) and len(stem) >= _SHORTEST), title
    )


def _heading(shown: str, near: Sequence[Line]) -> str:
    """Return the longest text near the body that <title> has: a line, or up to four lines that the page broke it into."""
    whole = squeeze(shown)
    best = ""
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
            is_own = found == 0 or line.level in (1, 2) or len(text) >= 10
            if len(text) >= _SHORTEST and is_own and (count == 0 or found == 0) and len(text) > len(squeeze(best)):
                best = joined
    return best


def _titled(page: Page, candidates: Iterable[Line]) -> str:
    """Return the line nearest the body that its element calls a title (a heading, or a class or id that says so), "" when none."""
    for line in candidates:
        text = _DATED.sub("", line.text)
        if not _SHORTEST <= len(text) <= _LONGEST or line.linked or line.kind in ("table", "figure"):
            continue
        if text.endswith((":", "：")) or rule_of(text, tail=False) or rule_of(text, tail=True):
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
