"""How a text of HTML falls into tags, comments and raw text: the tokens of the HTML Standard (13.2.5), as patterns that look at each character once.

`TOKEN` finds the next tag, comment or bogus comment: group 1 is a tag's name (`/div` for an end tag, none for what is no tag), group 2 its
attributes. What follows the tag of a raw text element (script, style, title …) is text up to its end tag: `raw_end` says where that is.
Within <svg> and <math> (`FOREIGN_TOKEN`) there are CDATA sections, which elsewhere are comments up to the next `>`, and no raw text.
"""

import re

_WHITE = r"\t\n\f\r "
_ENDS = rf"(?=[{_WHITE}/>])"
# A name may begin with `=`, and hold quotes and `<`; a value in quotes may hold `>`, one without may hold quotes and `/`.
_VALUE = rf"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^{_WHITE}>\"'][^{_WHITE}>]*+)"
# The value mostly follows its name at once, so that is tried first.
_ONE = rf"[{_WHITE}/]*+[^{_WHITE}/>][^{_WHITE}/>=]*+(?:={_VALUE}|[{_WHITE}]*+=[{_WHITE}]*+{_VALUE}?+)?+"
ATTRIBUTE = re.compile(_ONE)
_TAG = rf"/?+[a-z][^{_WHITE}/>]*+"
_COMMENT = r"!--(?>-?>|.*?(?:--!?>|\Z))"
_BOGUS = r"(?>[!?]|/(?![a-z]))[^>]*+>?+"
_FLAGS = re.DOTALL | re.IGNORECASE
FOREIGN = rf"(?:svg|math){_ENDS}"
# The `<` stands before what ignores case, so that the search leaps from one to the next.
TOKEN = re.compile(rf"<(?i:({_TAG})((?>{_ONE})*+[{_WHITE}/]*+)>?+|{_COMMENT}|{_BOGUS})", re.DOTALL)
FOREIGN_TOKEN = re.compile(
    rf"<(?i:({_TAG})((?>{_ONE})*+[{_WHITE}/]*+)>?+|{_COMMENT}|!\[CDATA\[.*?(?:\]\]>|\Z)|{_BOGUS})", re.DOTALL
)
# A script that opens a comment and a script within is not ended by the first </script> (13.2.5.20 to 13.2.5.31).
_DOUBLE = rf"(?>[^<-]++|-(?!->)|<(?!/script{_ENDS}))*+(?:</script)?+"
_ESCAPED = rf"(?>[^<-]++|-(?!->)|<(?!/?script{_ENDS})|<script{_ENDS}{_DOUBLE})*+(?:-->)?+"
_SCRIPT = rf"(?>[^<]++|<(?!!--|/script{_ENDS})|<!(?=--){_ESCAPED})*+"
_TEXTS = ("style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
_BODIES = {name: rf"(?>[^<]++|<(?!/{name}{_ENDS}))*+" for name in _TEXTS} | {"script": _SCRIPT, "plaintext": r".*+"}
_BODY = {name: re.compile(body, _FLAGS) for name, body in _BODIES.items()}


def raw_end(name: str, html: str, at: int, end: int) -> int:
    """Return where the text of a raw text element ends that begins at a place: before its end tag, or at the end of the page."""
    match = _BODY[name].match(html, at, end)
    return match.end() if match else at


def _within_attributes(most: int) -> re.Pattern[str]:
    """Return a pattern that matches a page from its beginning up to its first <svg> or <math>, a tag of more attributes than `most`, or its end."""
    rest = rf"(?:{_ONE}){{0,{most}}}+[{_WHITE}/]*+(?:>|\Z)"
    raw = "|".join(rf"{name}{_ENDS}{rest}{body}" for name, body in _BODIES.items())
    tag = rf"/[a-z][^{_WHITE}/>]*+>|(?=[stxinp])(?>{raw})|(?!{FOREIGN}){_TAG}{rest}"
    return re.compile(rf"[^<]*+(?:<(?>{tag}|{_COMMENT}|{_BOGUS}|(?![a-z/!?]))[^<]*+)*+", _FLAGS)


WITHIN_ATTRIBUTES = _within_attributes(2_000)
