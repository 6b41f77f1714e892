"""The visible text of a page as another HTML5 parser reads it (html5lib; the cleaners use Lexbor)."""

from xml.etree.ElementTree import Element

import html5lib

UNSHOWN = {"script", "style", "template", "head"}


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


def squeezed(text: str) -> str:
    return "".join(text.split())
