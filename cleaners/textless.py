"""Pages whose document is no text: pictures, a film, files. What stands behind their title is the site's footer, and must not be taken for it."""

import re
from collections.abc import Sequence
from urllib.parse import unquote

from cleaners.chrome import cut_chrome
from cleaners.chrome_rules import is_site_like
from cleaners.density import Body
from cleaners.document import Block, Link, Warned
from cleaners.draft import Draft, Line
from cleaners.extent import Run
from cleaners.headlines import is_told
from cleaners.layout import is_file, leads_to_file
from cleaners.normalize import squeeze
from cleaners.tree import Element, Page, absolute

_MEDIA = frozenset({"video", "audio", "iframe", "object", "embed"})
_MOST_LINES, _MOST_CHARACTERS = 4, 240
_VIEWED = re.compile(r"[?&]file=([^&#]+)")  # of PDF.js' viewer
_BYLINE = frozenset({"meta-line", "date"})


def textless(page: Page, lines: Sequence[Line], title: Line | None, run: Run, dense: Body) -> Element | None:
    """Return the block around the title of a page that shows pictures, a film or files there and no text, None where there may be one.

    Args:
        lines: the lines of the page, in page order.
        title: the line that shows the title.
        run: the lines of text behind it: of such a page there are none but the last ones of the site, outside the title's block.
        dense: which lines are others' or beside the text.
    """
    if title is None or not (is_told(page, title) or _has_byline(lines, title)):
        return None
    size = sum(len(squeeze(line.text)) for line in run.lines)
    if (
        len(run.lines) > _MOST_LINES
        or size > _MOST_CHARACTERS
        or not all(is_site_like(line.text) for line in run.lines)
    ):
        return None
    block: Element | None = None
    for one in (title.element, *title.element.ancestors()):
        if one.tag in ("body", "html") or any(one.contains(line.element) for line in run.lines):
            break
        block = one
    return block if block is not None and _shows(page, lines, title, block, dense) else None


def keep_shown(draft: Draft, block: Element, title: Line) -> None:
    """Keep the title, the pictures and the files of a block behind its title; all else in it is cut as chrome."""
    for one in draft.page.tagged(_MEDIA):
        address = one.get("src") or one.get("data")
        named = _VIEWED.search(address)
        file = unquote(named[1]) if named else address
        if block.contains(one) and is_file(file):
            draft.attach(absolute(draft.page.base, file), "")
    draft.kept.append(block)
    draft.keep_between(title.pieces[0], block.end)
    cut_chrome(draft.lines)
    for line in draft.lines:
        is_shown = line.kind == "figure" or line.pieces == title.pieces or _is_file(draft.page, line)
        line.rule = line.rule or ("" if is_shown else "aside")


def no_text(blocks: Sequence[Block], title: str, files: Sequence[Link]) -> tuple[Warned, ...]:
    """Return the warning `no-text` of a document that has no line but its title and the names of its files."""
    told = {squeeze(title), *(squeeze(link.name) for link in files)}
    for block in blocks:
        text = squeeze(block.text.removeprefix("- "))
        if block.kind != "figure" and text not in told and not any(name and text.endswith(name) for name in told):
            return ()
    figures = sum(block.kind == "figure" for block in blocks)
    return (Warned("no-text", f"the page shows no text of a document: pictures {figures}, files {len(files)}"),)


def _has_byline(lines: Sequence[Line], title: Line) -> bool:
    behind = next((line for line in lines if line.pieces[0] > title.pieces[-1]), None)
    return behind is not None and behind.form(tail=False) in _BYLINE


def _shows(page: Page, lines: Sequence[Line], title: Line, block: Element, dense: Body) -> bool:
    """Whether a block shows a picture, a film or a file behind its title, and there not in another story's teaser."""
    if any(one.start >= title.pieces[-1] and block.contains(one) for one in page.tagged(_MEDIA)):
        return True
    for line in lines:
        if line.pieces[0] <= title.pieces[-1] or not block.contains(line.element):
            continue
        if id(line) in dense.others or dense.beside[line.element.index]:
            return False
        if line.kind == "figure" or _is_file(page, line):
            return True
    return False


def _is_file(page: Page, line: Line) -> bool:
    """Whether a line links to a file."""
    owners = [page.owners[piece] for piece in line.pieces]
    around = [one for owner in owners for one in (owner, *owner.ancestors()) if one.tag == "a"]
    return any(leads_to_file(page, one) for one in around)
