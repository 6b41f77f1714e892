"""What a page shows of itself: its title, its words, how much of them are links, and where it sends a reader by itself."""

import html
import re
from dataclasses import dataclass
from itertools import islice

from cleaners.chrome_rules import is_footer_too, rule_of
from crawler import signs
from crawler.elements import Elements

HEAD = 20_000
"""Characters from a page's beginning in which its head is looked for."""

ENOUGH = signs.SHORT_CHARACTERS + 1
"""So many characters outside its links, and a page is no error page."""

_UNSEEN = Elements("script", "style", "noscript", "template", "head", comments=True)
_REST = r"[^<>]{0,2000}+(?:<[^<>]{0,200}+){0,3}+>"
"""What follows a tag's `<`: a few more of them may stand in attributes. Possessive, so millions of `<` cost no more than they are."""
_LINKED = re.compile(r"<(a|option|button)\b(?:(?!<\1\b|</\1\b).){0,5000}</\1\s*>", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.DOTALL | re.IGNORECASE)
# What stands between two pieces of text, from its `<` on.
_BETWEEN = re.compile(rf"<(?:(/?a(?=[\s>])){_REST}|{_REST}|)", re.IGNORECASE)
_LONG = re.compile(r">([^<]{60,})<(?!/a)")
_APART = (
    ("<!--", "-->"),
    *((f"<{name}", f"</{name}") for name in ("a", "script", "style", "noscript", "template", "head")),
)
_TAG = re.compile(f"<{_REST}")
_WHITE = re.compile(r"\s+")
_ALERT = re.compile(r"""\b(?:alert|confirm|msg|tips?|toast)\s*\(\s*(["'])(.{1,200}?)\1""")
_WRITTEN = re.compile(r"""\bdocument\.write(?:ln)?\s*\(\s*(["'])(.{1,300}?)\1\s*\)""")
_ALT = re.compile(r"""<img\b[^>]{0,300}?\balt\s*=\s*(["'])(.{4,60}?)\1""", re.IGNORECASE)
_HIDDEN = re.compile(
    r"""<(div|p|span|section|table|ul|form)\b[^>]{0,300}?\bstyle\s*=\s*["'][^"'>]{0,200}?display\s*:\s*none\b[^>]{0,300}>(?:(?!<\1\b|</\1\b).){0,3000}</\1\s*>""",
    re.DOTALL | re.IGNORECASE,
)
_SPEAKS = re.compile("您|你|抱歉|对不起|sorry", re.IGNORECASE)
_REFRESH = re.compile(
    r"""<meta\b[^>]{0,200}http-equiv\s*=\s*["']?refresh["']?[^>]{0,200}?content\s*=\s*(["'])\s*\d*\s*(?:[;,]\s*(?:url\s*=\s*)?["']?(.{0,500}?))?["']?\s*\1""",
    re.IGNORECASE,
)
_SCRIPTED = re.compile(
    r"""\blocation(?:\.href)?\s*=\s*(["'])([^"']{1,500})\1\s*[;<\n}]|\blocation\.(?:replace|assign)\(\s*(["'])([^"']{1,500})\3\s*\)"""
)


_LINK = re.compile(r"<a\s", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|dl|dt|dd|t[dhr]|table|h[1-6]|section|article|main|form|body|br|hr|center|footer|header|nav)\b[^>]{0,2000}>",
    re.IGNORECASE,
)
_FRAME_PARTS = Elements("header", "nav", "footer")
_FRAME_NAMED = re.compile(
    r"""<(div|p|ul|span|section|marquee|center|td)\b[^>]{0,200}?\b(?:class|id)\s*=\s*["']?[^"'>]{0,60}?\b(?:foot|bottom|copy|head|top|nav|menu|tabs?|slogan|banner|count|crumb|position|path|local|side|link|tool|logo|search|scroll|brand|hd|ft)[\w-]*["'\s>](?:(?!<\1\b|</\1\b).){0,3000}</\1\s*>""",
    re.DOTALL | re.IGNORECASE,
)  # an element without another of its kind in it, called after its place in a site's frame
_TODAY = re.compile(r"(?:今天|现在|今日)(?:是|时间)?\s*[:：]?|星期[一二三四五六日]|热门搜索|您(?:现在|当前)?的?位置")
_FORM = Elements("form")
_FOOTER = re.compile(
    r"(?:主办|承办|版权所有|copyright|©|技术支持|网站标识码|联系我们|地址\s*[:：]).*", re.DOTALL | re.IGNORECASE
)
_FEW_WORDS = 60  # a heading and a hint; a page that has more to say has a form in its corner
_FEW_FRAMES = 4
_TITLE_CHARACTERS = 12
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SCRIPT = Elements("script")
_INLINE = re.compile(r"<script\b(?![^>]*\bsrc\s*=)[^>]*>(.*)</", re.DOTALL | re.IGNORECASE)
_TOP_LINES = 20
_SCRIPT_CHARACTERS = 60
_IFRAME = re.compile(r"<iframe\b.*?(?:</iframe\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_ELEMENT = re.compile(r"<(?!/|!|html\b|body\b|form\b|input\b|meta\b|link\b|base\b|br\b)[a-z]", re.IGNORECASE)


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
    text = _UNSEEN.sub("<>", text)
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


def said(text: str) -> str:
    """What a page says besides its links and the frame of its site: header, menu, the lines of a footer, today's date."""
    return " ".join(_said(text))


def told(text: str) -> list[str]:
    """The lines that a page says for itself, none of its footer or of a form to log in; and what its scripts say."""
    framed = _FORM.sub(_unless_for_password, text)
    own = _said(_FRAME_NAMED.sub("\n", framed))
    return [*(own or _said(framed)), alerts(text), written(text)]


def pictured(text: str) -> list[str]:
    """What stands for a page's pictures where they cannot be seen."""
    return [found[2] for found in islice(_ALT.finditer(text), _TOP_LINES)]


def _unless_for_password(form: str) -> str:
    return " " if signs.PASSWORD_FIELD.search(form) else form


def _said(text: str) -> list[str]:
    seen = _HIDDEN.sub(" ", _UNSEEN.sub(" ", text))
    is_lone = sum(bool(_SPEAKS.search(_TAG.sub("", link[0]))) for link in _LINKED.finditer(seen)) == 1
    bare = _FRAME_PARTS.sub("\n", _LINKED.sub(_unless_it_speaks if is_lone else " ", seen))
    kept = []
    for raw in html.unescape(_TAG.sub(" ", _BLOCK.sub("\n", bare))).split("\n"):
        line = _WHITE.sub(" ", raw).strip()
        if rule_of(line, tail=True) == "footer":
            break  # what follows is the footer's, too: how to look at the site, how many did
        if line and not _TODAY.match(line) and not is_footer_too(line):
            kept.append(line)
    return kept


def _unless_it_speaks(link: re.Match[str]) -> str:
    """A message may be a link as a whole: there the reader is sent on."""
    return link[0] if _SPEAKS.search(_TAG.sub("", link[0])) else " "


def written(text: str) -> str:
    """What a page's scripts write into it in words of their own."""
    return visible(" ".join(found[2] for found in _WRITTEN.finditer(text[:HEAD])))


def alerts(text: str) -> str:
    """What a page says in boxes of its script, where that is all it says."""
    return " ".join(found.group(2) for found in _ALERT.finditer(text[:HEAD]))


def is_document(text: str, words: str, title: str) -> bool:
    """Whether a page bears the marks of a document.

    They are a CMS's metas, a forum's post, a line that says when and by whom, or the page's title as a heading above a date.
    """
    if signs.ARTICLE_MARKS.search(text[:HEAD]) or signs.POST_MARKS.search(text) or signs.PUBLICATION.search(words):
        return True
    return bool(signs.DATED.search(text)) and bool(headed(text, title))


def headed(text: str, title: str) -> str:
    """The line of a page that stands in its <title>, too, if it is of more than a few words or a kind of document; else empty."""
    folded = _WHITE.sub("", title)
    for heading in _said(text)[:_TOP_LINES]:
        squeezed = _WHITE.sub("", heading)
        if squeezed in folded and signs.TITLE.search(squeezed) and not signs.SITE_NAME.search(squeezed):
            return heading
    return ""


def sent_on(text: str) -> str | None:
    """Where a page sends its reader by itself, as written: by a meta refresh or a script's plain address.

    Empty for a refresh of the page itself; None where it does neither.
    """
    if found := _REFRESH.search(text[:HEAD]):
        return html.unescape((found.group(2) or "").strip())
    if found := _SCRIPTED.search(text[:HEAD]):
        return (found.group(2) or found.group(4)).strip()
    return _framed(text)


def _framed(text: str) -> str | None:
    """The address in the frame that holds all that a page shows; None where there is no such frame."""
    bare = _UNSEEN.sub(" ", text)
    if "<frameset" not in text.lower() and (visible(bare) or _ELEMENT.search(_IFRAME.sub(" ", bare))):
        return None
    named = signs.MAIN_FRAME.search(bare)
    found = [frame[2] for frame in signs.FRAME.finditer(bare, named.start() if named else 0)]
    return html.unescape(found[0]) if found and (named or len(found) == 1) else None


def is_dated(text: str) -> bool:
    """Whether a date stands by itself on a page that is part of a site: weaker than a mark of a document, and no error page's."""
    return bool(signs.DATED.search(text)) and has_menu(text)


def has_date(words: str) -> bool:
    """Whether a page names a day anywhere."""
    return bool(signs.ANY_DATE.search(words))


def has_menu(text: str) -> bool:
    """Whether a page is part of a site: it leads to others."""
    return len(_LINK.findall(text)) >= signs.SOME_LINKS


def lists_titles(text: str) -> bool:
    """Whether some of a page's links are as long as titles: a list, and the words beside it are none of it."""
    titles = (link for link in _LINKED.finditer(text) if link[1].lower() == "a")
    long = (link for link in titles if len(_HAN.findall(_TAG.sub("", link[0]))) >= _TITLE_CHARACTERS)
    return len(list(islice(long, signs.SOME_LINKS))) == signs.SOME_LINKS


def asks_for_password(text: str, title: str) -> bool:
    """Whether a page is there to log in: by a field for a password and by its title, or by its lack of other words."""
    is_named, is_lone = bool(signs.LOG_IN_TITLE.search(title)), len(_LINK.findall(text)) <= signs.FEW_LINKS
    if not signs.PASSWORD_FIELD.search(text):
        return is_named and is_lone and len(said(text)) <= _FEW_WORDS  # it goes on to where that is done
    if is_named or not is_lone:
        return is_named
    return len(_FOOTER.sub("", outside_links(_FORM.sub(" ", text)))) <= _FEW_WORDS


def is_trace(text: str) -> bool:
    """Whether a page is the stack trace of a program that failed: several lines of one, whatever its length."""
    head = text[:HEAD]
    if not any(word in head for word in signs.FAILED) or sum(map(head.count, signs.TRACE_MARKS)) <= _FEW_FRAMES:
        return False
    return len(signs.TRACE.findall(head)) > _FEW_FRAMES


def only_acts(text: str) -> bool:
    """Whether a page holds nothing but script of its own: no element that script could fill, no program to load it."""
    bare = _UNSEEN.sub(" ", text)
    if _ELEMENT.search(bare):
        return False
    scripts = (_INLINE.match(text[begin:end]) for begin, end in _SCRIPT.spans(text))
    return sum(len(found[1].strip()) for found in scripts if found) >= _SCRIPT_CHARACTERS
