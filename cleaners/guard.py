"""What a hostile page may cost: pages that would make any HTML5 parser slow or huge are refused before they are parsed.

The bounds, each measured with Lexbor on this kind of page: 2,000 levels of nesting (parsing costs the square of the depth), 2,000 attributes in
a tag (their square, too), 200,000 elements (about 1 kB each while a page is read), formatting elements that each paragraph would open again
counted in. Real pages have less than a tenth of it. A page over a bound is kept by the archive like any other; it is only not read.

A page that is too small to be over a bound is not looked at; what gets by is bounded again, exactly, when the tree is walked (`walk`).
"""

import re

from cleaners.errors import NotReadable
from cleaners.markup import ATTRIBUTE, FOREIGN, FOREIGN_TOKEN, TOKEN, WITHIN_ATTRIBUTES, raw_end

MAX_ELEMENTS = 200_000
MAX_DEPTH = 2_000
MAX_ATTRIBUTES = 2_000
# So many `<` cannot nest or reopen enough to cost more than a page of their size may; nor can a tag so short hold so many attributes.
_FEW_TAGS, _MANY_TAGS, _LONG_TEXT = 2_000, 8_000, 80_000
_LONG_TAG = 8_000
_MOST_REOPENED = 500_000
_VOID_TAGS = "area base br col embed hr img input link meta param source track wbr frame"
_FORMATTING_TAGS = "a b big code em font i nobr s small strike strong tt u"
_FLAT = frozenset(f"{_VOID_TAGS} html head body".split())
_ALIKE = {
    "p": {"p"},
    "li": {"li"},
    "dd": {"dd", "dt"},
    "dt": {"dd", "dt"},
    "option": {"option"},
    "a": {"a"},
    "nobr": {"nobr"},
}
_ROWS, _CELLS = frozenset({"tr", "tbody", "thead", "tfoot", "colgroup"}), frozenset({"td", "th", "caption"})
_FORMATTING = frozenset(_FORMATTING_TAGS.split())
_FOREIGN = frozenset({"svg", "math"})
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"})
_TABLES = _ROWS | _CELLS | {"table"}
_MARKERS = _CELLS | {"applet", "marquee", "object", "template"}  # formatting is opened again up to these only
_CAREFUL = _FORMATTING | _FOREIGN | _MARKERS
_PHRASES = _FORMATTING | {"span"}
# An end tag closes nothing outside of these (HTML Standard 13.2.4.2, "has an element in scope").
_SCOPES = frozenset({"table", "object", "applet", "marquee", "template", *_FOREIGN})
# Formatting with attributes: what has none, or is a link, is open at most three times at once (13.2.4.3, the Noah's Ark clause).
_DRESSED = re.compile(r"<(?i:b|big|code|em|font|i|s|small|strike|strong|tt|u)[\t\n\f\r /]")
_UNDRESSED = 42
_FOREIGN_TAG = re.compile(rf"<{FOREIGN}", re.IGNORECASE)


def refuse_hostile(html: str) -> None:
    """Look at a page's tags if it could be over a bound; a page that plainly is not costs next to nothing.

    Raises:
        NotReadable: the page is over a bound; the message says over which.
    """
    opened = html.count("<")
    is_long = len(html) > _LONG_TEXT or _has_long_tag(html)
    if opened <= _FEW_TAGS and not is_long:
        return
    if opened > _MANY_TAGS or _may_reopen(html, opened) or (is_long and _must_be_measured(html)):
        _Measure().take(html, 0, len(html))


def _has_long_tag(html: str) -> bool:
    """Whether a text could have a tag of more than 8,000 characters: then a half as long stretch that begins at a multiple has no `>`."""
    stretch = _LONG_TAG // 2
    return any(html.find(">", at, at + stretch) < 0 for at in range(0, len(html) - stretch + 1, stretch))


def _must_be_measured(html: str) -> bool:
    """Whether a page has other markup than HTML's within, where tags are read otherwise; refuses one of too many attributes before that."""
    match = WITHIN_ATTRIBUTES.match(html)
    end = match.end() if match else 0
    if end < len(html) and not _FOREIGN_TAG.match(html, end):
        _refuse_attributes()
    return end < len(html)


def _may_reopen(html: str, opened: int) -> bool:
    """Whether the page's formatting elements, all left open, could be opened again so often that they would be a large page."""
    return opened > _FEW_TAGS and (len(_DRESSED.findall(html)) + _UNDRESSED) * opened > _MOST_REOPENED


def _refuse_attributes() -> None:
    raise NotReadable(f"a tag of the page has more than {MAX_ATTRIBUTES} attributes: no cleaner reads such a page")


class _Measure:
    """The open elements as a parser would have them, never fewer; what may only be text for it counts as tags."""

    def __init__(self) -> None:
        self.elements = 0
        self.open: list[str] = []
        self.counts: dict[str, int] = {}
        self.formatting: dict[str, int] = {}  # open formatting tags, spelled with their attributes
        self.reopened = 0
        self.outside: list[tuple[dict[str, int], int]] = []  # both as they stand outside of each open cell or object
        self.foreign = 0  # open <svg> and <math>
        self.roots = 0  # tags whose attributes join those of <html> and <body>

    def take(self, html: str, at: int, end: int) -> None:
        """Follow the tags of a stretch of the page.

        Raises:
            NotReadable
        """
        open_now, counts = self.open, self.counts
        while match := (FOREIGN_TOKEN if self.foreign else TOKEN).search(html, at, end):
            at = match.end()
            name = (match[1] or "").lower()
            if not name:
                continue
            if name[0] == "/":
                name = name[1:]
                if open_now and open_now[-1] == name and name not in _CAREFUL:
                    open_now.pop()
                    counts[name] -= 1
                else:
                    self._close(name)
                continue
            foreign = self.foreign
            self._start(
                name, match[2], is_closed=bool(foreign) and html[at - 2 : at] == "/>" and _is_plain_end(match[2])
            )
            if name in _RAW:
                behind = raw_end(name, html, at, end)
                if not foreign:
                    at = behind
                self._close(name)

    def _start(self, name: str, attributes: str, *, is_closed: bool) -> None:
        if len(attributes) > 2 * MAX_ATTRIBUTES and sum(1 for _ in ATTRIBUTE.finditer(attributes)) > MAX_ATTRIBUTES:
            _refuse_attributes()
        self.roots += name in ("html", "body") and bool(attributes)
        if self.roots > MAX_ATTRIBUTES:
            _refuse_attributes()
        self.elements += 1 + self.reopened
        if name in _FORMATTING:
            self._dress(f"{name} {attributes}", 1)
        if is_closed or (not self.foreign and self._ends_itself(name)):
            pass
        elif len(self.open) >= MAX_DEPTH:
            raise NotReadable(f"the page nests more than {MAX_DEPTH} elements: no cleaner reads such a page")
        else:
            self.open.append(name)
            self.counts[name] = self.counts.get(name, 0) + 1
            self.foreign += name in _FOREIGN
            if name in _MARKERS:
                self.outside.append((self.formatting, self.reopened))
                self.formatting, self.reopened = {}, 0
        if self.elements > MAX_ELEMENTS:
            raise NotReadable(f"the page has more than {MAX_ELEMENTS} elements: no cleaner reads such a page")

    def _ends_itself(self, name: str) -> bool:
        """Close what a start tag closes, where that is sure; whether it then stays open for no other tag."""
        if name in _FLAT:
            return True
        if name in _TABLES and name != "table":
            if not self.counts.get("table"):
                return True
            at = len(self.open) - 1
            while self.open[at] != "table" and not (name in _CELLS and self.open[at] in _CELLS):
                at -= 1
            self._pop(at + (self.open[at] == "table"))
            return name in _ROWS
        alike = _ALIKE.get(name)
        if alike and any(self.counts.get(one) for one in alike):
            at = len(self.open) - 1
            while self.open[at] not in alike and self.open[at] in _PHRASES:
                at -= 1
            if self.open[at] in alike:
                self._pop(at)
        return False

    def _pop(self, at: int) -> None:
        """Close the open elements from a level on."""
        for inner in self.open[at:]:
            self.counts[inner] -= 1
            self.foreign -= inner in _FOREIGN
            if inner in _MARKERS:
                self.formatting, self.reopened = self.outside.pop()
        del self.open[at:]

    def _dress(self, spelled: str, step: int) -> None:
        """Note that a formatting element is open, or closed; of those spelled alike three count, of links one."""
        most = 1 if spelled.startswith(("a ", "nobr ")) else 3
        before = min(self.formatting.get(spelled, 0), most)
        self.formatting[spelled] = max(0, min(self.formatting.get(spelled, 0) + step, most))
        self.reopened += self.formatting[spelled] - before

    def _close(self, name: str) -> None:
        """Close the nearest open element of that name, and what is open within; a formatting element alone where a block is within."""
        if name in ("p", "br"):  # an end tag of these without a start makes an element
            self.elements += 1
        if name in _FORMATTING:
            self._undress(name)
        if not self.counts.get(name):
            return
        at = len(self.open) - 1
        while self.open[at] != name:
            if self.open[at] in _SCOPES and name not in _TABLES and name not in _FOREIGN:
                return
            at -= 1
        if name in _FORMATTING and not _PHRASES.issuperset(self.open[at + 1 :]):
            del self.open[at]
            self.counts[name] -= 1
        else:
            self._pop(at)

    def _undress(self, name: str) -> None:
        last = next((one for one in reversed(self.formatting) if one.startswith(f"{name} ")), None)
        if last is not None:
            self._dress(last, -1)
            if not self.formatting[last]:
                del self.formatting[last]


def _is_plain_end(attributes: str) -> bool:
    """Whether `/>` ends an empty element: behind a value without quotes the slash is a part of the value."""
    return "=" not in attributes or attributes.rstrip("/")[-1:] in "\"' \t\n\f\r"
