"""What stands in a Discuz! post and is not its text, each with the rule that takes it out.

Names of classes and ids are those of the default templates' `discuzcode` and `viewthread_node_body` (Discuz! X2.5 to X3.5, read
2026-11) and of `messagecutstr`'s jammer; a style may change colours, scripts need the names.
"""

import re
from bisect import bisect_left

from cleaners.draft import Draft
from cleaners.layout import is_file
from cleaners.tree import Element, Page, absolute

_BY_CLASS = {
    "jammer": "jammer",
    "pstatus": "edit-notice",
    "locked": "hidden-part",
    "attach_nopermission": "attachments-withheld",
    "aimg_tip": "attachment-facts",
    "tip": "attachment-facts",
    "a_pr": "advert",
    "a_pt": "advert",
    "a_pb": "advert",
    "atips_close": "button",
}
# Noise between the characters that no reader sees and who copies gets: styles and plugins hide it in one of these ways.
_UNSEEN = re.compile(
    r"(?:^|;)(?:display:none|visibility:hidden|font-size:(?:0(?:\.\d+)?(?:px|pt|r?em|%)?|1(?:px|pt))(?:!important)?(?:;|$)|opacity:0(?:\.0+)?(?:;|$)|(?:left|top|text-indent):-\d{3,})"
)
_CONTROLS = frozenset({"select", "button", "textarea", "noscript", "iframe", "object", "option"})
_PLAIN = frozenset({"br", "strong", "b", "u", "tr", "td", "tbody", "blockquote", "ul", "ol", "sup", "sub"})


def clear(draft: Draft, start: int, end: int) -> None:
    """Take out of a post (a range of pieces) what is not its text, and name the files that it brings."""
    page = draft.page
    at = bisect_left(page.elements, start, key=lambda element: element.start)
    while at < len(page.elements):
        element = page.elements[at]
        if element.start >= end:
            return
        at += 1
        if element.tag in _PLAIN or element.end > end or element.start == element.end:
            continue
        rule = noise(page, element)
        if rule:
            draft.remove(element, rule)
            at = element.last if rule != "attachment" else at
        if rule == "attachment":
            draft.attach(absolute(page.base, element.get("href")), page.text(element))


def noise(page: Page, element: Element) -> str:
    """Return the rule that takes an element out of a post, "" when it belongs to the text."""
    tag = element.tag
    if tag in _CONTROLS:
        return "control"
    kinds = element.get("class").split()
    for kind in kinds:
        if kind in _BY_CLASS:
            return _BY_CLASS[kind]
    style = element.get("style")
    if style and _UNSEEN.search(style.replace(" ", "").lower()) and not element.get("id").startswith("imagelist_"):
        return "hidden"
    if tag == "img":
        return _picture(element)
    if tag == "a":
        return _link(page, element)
    if tag == "h4":
        return "hidden-part-label" if stands_in(element, "showhide", 1) else ""
    if tag == "em":
        return _small_print(element)
    if tag == "p":
        return _file_facts(element, kinds)
    return "pager" if tag == "div" and ("page" in kinds or "pg" in kinds) else ""


def _picture(image: Element) -> str:
    """A smiley or an icon; a picture whose address is a placeholder is shown by a script from `file`."""
    address = image.get("src")
    if image.get("smilieid") or "/smiley/" in address:
        return "smiley"
    if "/filetype/" in address or (
        address.endswith("common/none.gif") and not (image.get("file") or image.get("zoomfile"))
    ):
        return "icon"
    return ""


def _link(page: Page, link: Element) -> str:
    """A link to a file of the post, or the line `somebody 发表于 …` over a quote."""
    address = link.get("href")
    holds_text = any(page.texts[link.start : link.end])
    if "mod=attachment" in address or "action=attachpay" in address or ("/attachment/" in address and is_file(address)):
        return "attachment" if holds_text else ""
    return "quote-source" if "goto=findpost" in address and stands_in(link, "quote", 4) else ""


def _small_print(em: Element) -> str:
    """`复制代码` below a code, size and number of downloads behind a file."""
    if em.get("onclick") and stands_in(em, "blockcode", 1):
        return "copy-button"
    named = em.parent is not None and em.parent.get("id").startswith("attach_")
    return "attachment-facts" if named or stands_in(em, "tattl", 3) else ""


def _file_facts(paragraph: Element, kinds: list[str]) -> str:
    """Size, price and downloads in a list of files; a description (`xg2`) is its author's text."""
    if "attnm" in kinds or "xg2" in kinds:
        return ""
    return "attachment-facts" if stands_in(paragraph, "tattl", 2) and "mbn" not in kinds else ""


def stands_in(element: Element, name: str, levels: int) -> bool:
    """Whether one of the next ancestors has a class."""
    near = zip(range(levels), element.ancestors(), strict=False)
    return any(name in above.get("class").split() for _, above in near)
