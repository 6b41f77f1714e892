"""Dense pages without what only takes memory: attributes that no rule reads, and `<` that begin no tag.

Lexbor takes 260 bytes for an attribute and 17 for a `<` that is text, each of which may be three bytes of the page. The tree of a
page is the same without them, but for those attributes: what is taken out stands in start tags only, as `markup` finds them, and
where those depend on the tree (`_UNSURE`) a page is left as it is. Text keeps every character: `&lt;` reads as `<` wherever text
is shown (in the name of an unknown tag, and so in its path, it stays `&lt;`). Pages that are not dense, as all real ones are, are not looked at.
"""

import re
from collections.abc import Iterable

from cleaners.markup import ATTRIBUTE, TOKEN, raw_end

_MANY_TAGS, _MANY_VALUES, _MANY_LITERAL = 20_000, 30_000, 200_000
_MANY_KNOWN = 5_000
_SELECT = frozenset(("select", "/select"))
_NAMES = (
    "id class hidden href src alt file zoomfile data-original data-src smilieid onclick colspan rowspan for datetime title name property"
    " itemprop content"
)
_COMMON = ("class", "id", "href", "src")
READ = frozenset(_NAMES.split())
"""The attributes that some rule reads, beside `style`, which is read where it may hide something."""
_HIDING = re.compile(r"none|hidden|font-size|opacity|:\s*-|&", re.IGNORECASE)
# Formatting is opened again by its attributes too (13.2.4.3), an input is hidden by one, a template is a shadow root by one.
_WHOLE_TAGS = "html body b big code em font i nobr s small strike strong tt u input template meta base"
_RAW_TAGS = "script style textarea title xmp iframe noembed noframes"
_WHOLE, _RAW = frozenset(_WHOLE_TAGS.split()), frozenset(_RAW_TAGS.split())
_BEFORE = "\t\n\f\r /"
_ENDS = r"[\t\n\f\r />]"
# These have other rules for tags within.
_UNSURE = re.compile(rf"<(?:svg|math|frameset|plaintext){_ENDS}", re.IGNORECASE)
_LITERAL = re.compile(r"<+(?![a-zA-Z/!?])")
_SHOWN_RAW = re.compile(rf"<(?:svg|math|plaintext|xmp|iframe|noembed|noframes){_ENDS}", re.IGNORECASE)
_NAMED = re.compile(r"\[\s*([\w-]+)")


def lighten(html: str, selectors: Iterable[str] = ()) -> str:
    """Return a page without what takes memory for nothing; the same object where that is not much.

    Args:
        selectors: the CSS selectors that a caller declared; the attributes that they name are kept.
    """
    opened = html.count("<")
    if opened > _MANY_LITERAL and sum(len(one[0]) for one in _LITERAL.finditer(html)) > _MANY_LITERAL:
        html = html if _SHOWN_RAW.search(html) else _LITERAL.sub(lambda one: "&lt;" * len(one[0]), html)
    css = " ".join(selectors)
    if opened > _MANY_TAGS and _has_many_unread(html) and not set(css) & {":", "\\", "|"}:
        return html if _UNSURE.search(html) else _undressed(html, READ.union(_NAMED.findall(css.lower())))
    return html


def _has_many_unread(html: str) -> bool:
    """Whether a page could have many attributes beside those that nearly every page has; counting them takes a hundredth of looking at each."""
    values = html.count("=")
    return values > _MANY_VALUES and values - sum(html.count(f" {name}=") for name in _COMMON) > _MANY_VALUES


def _undressed(html: str, names: frozenset[str]) -> str:
    """Return a page whose start tags have the attributes of some names only; as it is, if raw text stands in a <select> (for which it is none)."""
    parts: list[str] = []
    known: dict[str, str] = {}
    at = done = 0
    in_select = False
    while match := TOKEN.search(html, at):
        at = match.end()
        tag, attributes = (match[1] or "").lower(), match[2]
        if attributes and tag[0] != "/" and tag not in _WHOLE:
            kept = known.get(attributes)
            if kept is None:
                kept = _kept(attributes, names)
                if len(known) < _MANY_KNOWN:
                    known[attributes] = kept
            if kept != attributes:
                parts += html[done : match.start(2)], kept
                done = match.end(2)
        if tag in _SELECT:
            in_select = tag == "select"
        elif tag in _RAW:
            if in_select:
                return html
            at = raw_end(tag, html, at, len(html))
    parts.append(html[done:])
    return "".join(parts)


def _kept(attributes: str, names: frozenset[str]) -> str:
    """Return the attributes of some names, as they are spelled, each behind a blank; all as they stand, when none is left out."""
    found = [match[0] for match in ATTRIBUTE.finditer(attributes)]
    kept = [one for one in found if _is_read(one, names)]
    return attributes if len(kept) == len(found) else "".join([f" {one.lstrip(_BEFORE)}" for one in kept])


def _is_read(attribute: str, names: frozenset[str]) -> bool:
    name, _, value = attribute.partition("=")
    name = name.strip(_BEFORE).lower()
    return name in names or (name == "style" and bool(_HIDING.search(value)))
