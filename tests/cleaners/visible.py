"""The visible text of a page as another HTML5 parser reads it (html5lib; the cleaners use Lexbor), and what a ledger must hold."""

import re
from xml.etree.ElementTree import Element

import html5lib

from cleaners.document import Document

UNSHOWN = {"script", "style", "template", "head"}
# html5lib follows the standard as it was about 2016. Since then <select> takes elements, an end tag of <p> or <br> ends <svg> and <math>
# and counts as content before a <frameset>, NUL in these is another character, <isindex> and <keygen> are gone; <template> it never knew.
_CHANGED = re.compile(r"<(?:select|template|isindex|keygen|menuitem|search)(?![a-z])", re.IGNORECASE)
_CHANGED_TOGETHER = re.compile(r"<(?:svg|math|frameset)(?![a-z])", re.IGNORECASE)
_FORMATTING = re.compile(r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?![a-z])", re.IGNORECASE)
_WITH = re.compile(r"</(?:p|br)(?![a-z])|\0|&#0*;", re.IGNORECASE)


def is_read_alike(html: str) -> bool:
    """Whether a page has nothing that html5lib, by an older standard, reads in another way."""
    return not _CHANGED.search(html) and not (_CHANGED_TOGETHER.search(html) and _WITH.search(html))


def visible(html: str) -> str:
    """Every character of text outside script, style, template and head, in order, without white space."""
    root = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    found: list[str] = []
    waiting: list[Element | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            found.append(node)
            continue
        if not isinstance(node.tag, str) or node.tag.rpartition("}")[2] in UNSHOWN:
            continue
        found.append(node.text or "")
        for child in reversed(list(node)):
            waiting.append(child.tail or "")
            waiting.append(child)
    return squeezed("".join(found))


def agrees(html: str, shown: str) -> bool:
    """Whether a text is all that a generated page shows.

    An end of formatting around blocks moves them (13.2.6.4.7, the adoption agency). html5lib does so over three levels, today's
    standard over all: on pages with formatting the order may be another, the characters may not.
    """
    told = visible(html)
    return shown == told or (bool(_FORMATTING.search(html)) and sorted(shown) == sorted(told))


def squeezed(text: str) -> str:
    return "".join(text.split())


def ledger_of(document: Document) -> str:
    """The text of a document's ledger, without white space."""
    return squeezed("".join(piece.text for piece in document.ledger))


def faults(document: Document) -> str:
    """What is wrong between a document's ledger and its blocks and removals, "" when each piece is of one block or by one rule."""
    if not all((piece.block >= 0) != bool(piece.rule) for piece in document.ledger):
        return "a piece is of no block and removed by no rule, or both"
    removed = squeezed("".join(piece.text for piece in document.ledger if piece.block < 0))
    if sorted(removed) != sorted(squeezed("".join(one.text for one in document.removed))):
        return "the removals are not what the ledger says was removed"
    told: dict[int, list[str]] = {}
    for piece in document.ledger:
        told.setdefault(piece.block, []).append(piece.text)
    for number, block in enumerate(document.blocks):
        if block.kind in ("paragraph", "heading") and squeezed(block.text) != squeezed("".join(told.get(number, ()))):
            return f"block {number} is not what the ledger gives it"
    if not all(-1 <= one.after < len(document.blocks) for one in document.removed):
        return "a removal stands behind a block that is none"
    return ""
