"""What a hostile page may cost: pages that would make any HTML5 parser slow or huge are refused before they are parsed.

The bounds, each measured with Lexbor on this kind of page: 2,000 levels of nesting (parsing and reading cost the square of the depth), 5,000
attributes in a tag (their square, too), 200,000 elements (about 2 kB each while a page is read) and as many pieces of text, formatting
elements that each paragraph would open again counted in. Real pages have less than a tenth of it. A page over a bound is kept by the archive
like any other; it is only not read.
"""

import re

from cleaners.errors import NotReadable

MAX_ELEMENTS = 200_000
MAX_DEPTH = 2_000
MAX_ATTRIBUTES = 5_000
_MANY_TAGS, _MANY_UNCLOSED, _STRETCH = 20_000, 1_500, 16_384
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title|xmp)\b.*?(?:</\1|\Z)|"
    r"<(/?)([a-zA-Z][^\s/>]{0,40})((?>[^>\"']++|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"[^\s=\"'/]++(?>\s*+=\s*+(?>\"[^\"]*+\"?|'[^']*+'?|[^\s\"']++))?")
_VOID_TAGS = "area base br col embed hr img input link meta param source track wbr frame"
_ENDS_ITSELF_TAGS = "p li dd dt td th tr tbody thead tfoot option optgroup html head body caption colgroup rp rt"
_FORMATTING_TAGS = "a b big code em font i nobr s small strike strong tt u"
_FLAT = frozenset(f"{_VOID_TAGS} {_ENDS_ITSELF_TAGS}".split())
_FORMATTING = frozenset(_FORMATTING_TAGS.split())


def refuse_hostile(html: str) -> None:
    """Look at a page's tags if it could be over a bound; a page that plainly is not costs next to nothing.

    Raises:
        NotReadable: the page is over a bound; the message says over which.
    """
    opened = html.count("<")
    if (
        opened > _MANY_TAGS
        or (opened > _MANY_UNCLOSED and opened - 2 * html.count("</") > _MANY_UNCLOSED)
        or _has_long_tag(html)
    ):
        _measure(html)


def _has_long_tag(html: str) -> bool:
    """Whether a stretch without `>` could be a tag of too many attributes: a picture written into an address is none."""
    done = 0
    for at in range(0, len(html) - _STRETCH + 1, _STRETCH):
        if at >= done and html.find(">", at, at + _STRETCH) < 0:
            done = html.find(">", at)
            done = len(html) if done < 0 else done
            tag = html[html.rfind(">", 0, at) + 1 : done]
            if len(tag.split()) + sum(map(tag.count, "/\"'")) > MAX_ATTRIBUTES:
                return True
    return False


def _measure(html: str) -> None:
    elements = depth = formatting = 0
    for match in _TOKEN.finditer(html):
        name = (match[3] or "").lower()
        if not name:
            continue
        step = -1 if match[2] else 1
        if name in _FORMATTING:
            formatting = max(0, formatting + step)
        if name not in _FLAT:
            depth = max(0, depth + step)
        if step > 0:
            # A paragraph opens again every formatting element that is still open (HTML Standard 13.2.4.3).
            elements += 1 + (formatting if formatting > 50 and name not in _FORMATTING else 0)
        if len(match[4]) > _STRETCH and sum(1 for _ in _ATTRIBUTE.finditer(match[4])) > MAX_ATTRIBUTES:
            raise NotReadable(
                f"a tag of the page has more than {MAX_ATTRIBUTES} attributes: no cleaner reads such a page"
            )
        if depth > MAX_DEPTH:
            raise NotReadable(f"the page nests more than {MAX_DEPTH} elements: no cleaner reads such a page")
        if elements > MAX_ELEMENTS:
            raise NotReadable(f"the page has more than {MAX_ELEMENTS} elements: no cleaner reads such a page")
