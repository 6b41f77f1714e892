"""Pages whose body is known by a CSS selector: declared by a source, or a container that a Chinese government CMS names.

The containers are those that public crawlers of such pages try (issue trackers and source of several, seen 2026-11), and the
ids that TRS, Hanweb, UCAP, VSB, Epoint, Boda and the city portals write into their templates.
"""

from collections.abc import Sequence

from cleaners.chrome import cut_chrome
from cleaners.document import Warned
from cleaners.draft import Draft, Reading
from cleaners.layout import leads_to_file
from cleaners.options import Options
from cleaners.tree import LINK, Element, Page, absolute

_ID_NAMES = (
    "ivs_content UCAP-CONTENT zoom Zoom zoomcon div_zhengwen vsb_content vsb_content_2 vsb_content_4 vsb_content_100 vsb_content_500 "
    "vsb_content_501 vsb_newscontent js_content articleWrap textContent NewsContent news_content"
)
_CLASS_NAMES = (
    "TRS_Editor TRS_UEDITOR trs_editor_view TRS_PreAppend Custom_UnionStyle wenZhang pages_content xlxlcont v_news_content "
    "ewb-article-content mian-cont wp_articlecontent j-fontContent"
)
IDS, CLASSES = frozenset(_ID_NAMES.split()), frozenset(_CLASS_NAMES.split())
# Few selectors that all of them match, since each selector costs a pass over the page: the exact name is looked at afterwards.
_PERHAPS = "[class*='cont' i], [class*='trs_' i], .Custom_UnionStyle, .wenZhang, [itemprop='articleBody']"
_TAG = frozenset({"ucapcontent"})
_CLONED = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)  # HTML5, "adoption agency algorithm"
_SHORT = 10
_MOSTLY = 0.95
_NEAR_PIECES = 40


def read(page: Page, options: Options) -> Reading | None:
    """Read a page by the declared selectors, else by the containers of known systems; None when none is there.

    A declared body that matches nothing is told by the warning `selector-missed`.
    """
    missed: tuple[Warned, ...] = ()
    bodies = _declared(page, options.body)
    if options.body and not bodies:
        missed = (Warned("selector-missed", f"no declared body selector matches: {', '.join(options.body)}"),)
    if not bodies:
        bodies = containers(page)
    if not bodies:
        return None
    draft = Draft(page)
    for css in options.drop:
        draft.remove_all(css, "declared-drop")
    draft.hide(spare=bodies)
    page.release()
    for body in bodies:
        draft.keep(body)
    cut_chrome(draft.lines)
    attach_near(draft)
    return Reading("selected", draft, warnings=missed)


def first_text(page: Page, selectors: Sequence[str]) -> str:
    """Return the text of the first element that a selector matches and that has any, "" when none has."""
    return next((text for css in selectors for element in page.all(css) if (text := page.text(element))), "")


def attach_near(draft: Draft) -> None:
    """Name the files that the page links to right around the body: templates list attachments in a box of their own."""
    page = draft.page
    pieces = [piece for line in draft.lines for piece in line.pieces]
    if not pieces:
        return
    first, last = min(pieces) - _NEAR_PIECES, max(pieces) + _NEAR_PIECES
    for element in page.between(first, last):
        if element.tag == "a" and leads_to_file(page, element):
            draft.attach(absolute(page.base, element.get("href")), page.text(element))


def _declared(page: Page, selectors: Sequence[str]) -> list[Element]:
    """Return what the first selector with a hit matches, without elements that stand within another one of them."""
    for css in selectors:
        found = page.all(css)
        if found:
            outer: list[Element] = []
            for element in found:
                if not outer or not outer[-1].contains(element):
                    outer.append(element)
            return outer
    return []


def containers(page: Page) -> list[Element]:
    """Return the known container that holds the body, [] when there is none with text in it.

    Of several the one with most text that is not links; of nested ones the inner, when it has nearly all of it. Formatting
    (`<font id="zoom">`) that ends within a paragraph left open is cloned by every parser: then its clones hold the rest.
    """
    best: Element | None = None
    most = 0
    known = {*page.with_id(IDS), *page.tagged(_TAG), *filter(_is_known, page.all(_PERHAPS))}
    ordered = sorted(known, key=lambda one: one.index)
    for element in ordered:
        size = unlinked(page, element)
        if size > most * (_MOSTLY if best is not None and best.contains(element) else 1):
            best, most = element, max(size, most)
    if best is None or (most < _SHORT and not _has_picture(page, best)):
        return []
    if best.tag not in _CLONED:
        return [best]
    name, outer = best.get("id"), list[Element]()
    for one in ordered:
        is_clone = one is best or (one.tag == best.tag and one.get("id") == name != "")
        if is_clone and not (outer and outer[-1].contains(one)):
            outer.append(one)
    return outer


def _is_known(element: Element) -> bool:
    attributes = element.attributes
    return (
        not CLASSES.isdisjoint((attributes.get("class") or "").split()) or attributes.get("itemprop") == "articleBody"
    )


def unlinked(page: Page, element: Element) -> int:
    """Return how many characters of a subtree's pieces stand outside of links."""
    pieces = zip(page.texts[element.start : element.end], page.owners[element.start : element.end], strict=True)
    return sum([len(text) for text, owner in pieces if not owner.inside & LINK])


def _has_picture(page: Page, element: Element) -> bool:
    return any(not page.texts[piece] for piece in range(element.start, element.end))
