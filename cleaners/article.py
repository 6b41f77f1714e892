"""Pages that no rule knows: the prose by density, and trafilatura's opinion where that is in doubt.

Density alone is right where one subtree holds nearly all prose of a page, and then a page costs a tenth of trafilatura's
pass (docs/decisions/0002 has the figures). Where two subtrees compete, or there is little prose, trafilatura reads the page
too; what it answers is aligned to the page's nodes: the subtree that agrees with it best is the body. Its answer counts for
nothing when it is empty, short against the page or full of links.
"""

import logging
import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice
from typing import Any

from cleaners.chrome import cut_chrome
from cleaners.chrome_rules import is_site_like
from cleaners.core import core
from cleaners.density import Body, find_body, sum_up
from cleaners.draft import Draft, Line, Reading
from cleaners.extent import Run, around, closes, opens, reach, run_behind, trim
from cleaners.headlines import title_line
from cleaners.normalize import squeeze
from cleaners.options import Options
from cleaners.selected import attach_near, unlinked
from cleaners.textless import keep_shown, textless
from cleaners.tree import Element, Page

# It reports every page that it cannot parse as an error on standard error; here that is an opinion that it does not have.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
_LITTLE = 150
_VEILED, _VEILED_SHARE = 100, 0.6
_RIVALRY = 0.4
_ACCOUNT, _WORD = 3, re.compile(r"[一-龥]")
_FEWEST, _IN_PROPORTION = 10, 0.3
_A_TEXT, _PROSE, _SENTENCE = 80, 30, re.compile(r"[，。；！？]")
_SITES_LINES, _A_LINE = 4, 30
_EMPTY, _SHORT_SHARE, _LINK_SHARE = 40, 0.1, 0.5
_LARGEST_CHARACTERS, _MOST_ELEMENTS, _MOST_PIECES, _DEEPEST = 2_000_000, 5_000, 10_000, 200


def read(page: Page, options: Options) -> Reading:
    """Read any page; a page without prose gives a reading without lines."""
    draft = Draft(page)
    for css in options.drop:
        draft.remove_all(css, "declared-drop")
    draft.hide(spare=_veiled(page))
    page.release()
    lines = draft.look()
    title = title_line(page, lines)
    dense = find_body(page, lines, title)
    run = run_behind(lines, title, dense.others, dense.beside, dense.within)
    bare = textless(page, lines, title, run, dense)
    body = _body(page, lines, title, dense, run) if bare is None else None
    if bare is not None and title is not None:
        keep_shown(draft, bare, title)
        attach_near(draft)
    if body is not None:
        draft.keep(body)
        _cut_asides(draft.lines, run.lines, dense)
        cut_chrome(draft.lines)
        attach_near(draft)
    draft.forget()
    return Reading("article", draft)


def _veiled(page: Page) -> list[Element]:
    """Return the hidden element that holds nearly all text of the page, [] when there is none.

    Some templates hide the body until a script has run (`visibility: hidden`): what a reader sees then is that element.
    """
    whole = unlinked(page, page.elements[0])
    for element in page.hidden():
        if (size := unlinked(page, element)) >= _VEILED and size > whole * _VEILED_SHARE:
            return [element]
    return []


def _cut_asides(kept: Sequence[Line], run: Sequence[Line], dense: Body) -> None:
    """Cut the stories and comments of others that stand in the body's element behind the text, the byline, and boxes in the text."""
    for line in kept:
        if line.rule:
            continue
        if id(line) in dense.within:
            line.rule = "meta-line" if run and line.pieces[0] < run[0].pieces[0] else "aside"
        elif run and line.pieces[0] > run[-1].pieces[-1]:
            is_beside = bool(dense.beside[line.element.index]) and line.kind not in ("figure", "table")
            if id(line) in dense.others or (is_beside and not closes(line)):
                line.rule = line.form(tail=True) or "aside"


def _body(page: Page, lines: Sequence[Line], title: Line | None, dense: Body, run: Run) -> Element | None:
    """Return the subtree to keep, None when the page shows no line of text."""
    if dense.element is not None and _is_sites(dense.element, lines, run):
        dense = dense._replace(element=None, gain=0)
    if dense.element is not None:
        dense = dense._replace(element=core(dense.element, lines, title, dense))
    if dense.element is not None and title is not None:
        dense = dense._replace(
            element=trim(
                reach(dense.element, title, run.lines, lines, dense.within | _beside(lines, run, dense)),
                title,
                run,
                lines,
                dense.others,
            )
        )
    if dense.is_told or _is_confirmed(dense, run.lines):
        return dense.element
    if not _is_doubtful(dense) and not _is_elsewhere(dense, run.lines):
        return dense.element
    below = _below_title(run.lines, lines, title, dense)
    if below is not None:
        return below
    other = _second_opinion(page, lines)
    if dense.element is not None and (other is None or other.contains(dense.element)):
        return dense.element
    if other is not None:
        return other
    return page.elements[0] if lines else None


def _is_sites(element: Element, lines: Sequence[Line], run: Run) -> bool:
    """Whether a subtree has nothing but last lines of the site, and a text stands behind the title."""
    if not run.lines or any(element.contains(line.element) for line in run.lines):
        return False
    own = [line for line in lines if element.contains(line.element) and line.kind != "figure"]
    return len(own) <= _SITES_LINES and all(is_site_like(line.text) for line in own)


def _beside(lines: Sequence[Line], run: Run, dense: Body) -> frozenset[int]:
    """Return the lines (by id) behind the text that stand beside it by the name of their element."""
    end = run.lines[-1].pieces[-1] if run.lines else 0
    return frozenset(id(one) for one in lines if run.lines and one.pieces[0] > end and dense.beside[one.element.index])


def _below_title(run: Sequence[Line], lines: Sequence[Line], title: Line | None, dense: Body) -> Element | None:
    """Return the smallest subtree that holds nearly all text behind the line that shows the title; None when it is a scrap.

    It tells a short list of names from the address in a footer, and a text from comments or teasers of its length.
    """
    is_sentence = any(_SENTENCE.search(line.text) for line in run)
    fewest = max(1 if is_sentence else _FEWEST, dense.gain * _IN_PROPORTION)
    if not run or (_size(run) < fewest and not _is_elsewhere(dense, run)):
        return None
    body = core(around(_in_block(run, title)), lines, title, dense)
    return body if body.parent is not None and body.tag != "body" else None


def _in_block(run: Sequence[Line], title: Line | None) -> Sequence[Line]:
    """Return the lines of a run in the block that holds its first line and the title, all of them where these are not most."""
    if title is None:
        return run
    block = around([title, run[0]])
    own = [line for line in run if block.contains(line.element)]
    size, whole = _size(own), _size(run)
    is_most = size * 2 >= whole or (size * 5 >= whole * 2 and len(own) * 3 >= len(run) * 2)
    return own if size >= _A_LINE and is_most else run


def _is_confirmed(dense: Body, run: Sequence[Line]) -> bool:
    """Whether the text behind the title begins where the prose stands, and most of it is there.

    A few scraps may stand between: who published it, what they say of themselves.
    """
    if dense.element is None:
        return False
    own = [line for line in run if dense.element.contains(line.element)]
    before = [line for line in (run[: run.index(own[0])] if own else run) if _WORD.search(line.text)]
    return len(before) <= _ACCOUNT and _size(own) * 2 >= _size(run) and not any(map(opens, before))


def _is_elsewhere(dense: Body, run: Sequence[Line]) -> bool:
    """Whether the prose is no part of what stands behind the title, and that is a text, too: then it is a feed of other stories."""
    if dense.element is None or any(dense.element.contains(line.element) for line in run):
        return False
    prose = _size([line for line in run if len(line.text) >= _PROSE and _SENTENCE.search(line.text)])
    return prose >= _A_TEXT and prose * 2 > _size(run)


def _size(lines: Sequence[Line]) -> int:
    return sum(len(squeeze(line.text)) for line in lines)


def _is_doubtful(body: Body) -> bool:
    return not body.is_told and (body.gain < _LITTLE or body.rival > body.gain * _RIVALRY)


@cache
def _trafilatura() -> Callable[..., Any]:
    """Return its extraction, which takes 0.12 s to load: whoever only opens an archive need not wait for it.

    Of a page with little text it asks jusText, by the stop words of a hundred languages. Chinese is none of them: they are 34 MB
    and 30 ms a page for nothing, so it gets the English ones.
    """
    from trafilatura import bare_extraction, external

    external.JT_STOPLIST = tuple(external.get_stoplist("English"))  # type: ignore[assignment,attr-defined]  # its cache
    return bare_extraction


def _second_opinion(page: Page, lines: Sequence[Line]) -> Element | None:
    """Return the subtree that agrees best with trafilatura's answer, None when the answer is a failure."""
    if len(page.elements) > _MOST_ELEMENTS or len(page.texts) > _MOST_PIECES or len(page.html) > _LARGEST_CHARACTERS:
        return None
    if any(
        sum(1 for _ in islice(one.ancestors(), _DEEPEST + 1)) > _DEEPEST for one in {line.element for line in lines}
    ):
        return None
    found = _trafilatura()(page.html, include_comments=False, include_tables=True, with_metadata=False)
    text = "" if found is None or isinstance(found, dict) else squeeze(found.text or "")
    sizes = {id(line): len(squeeze(line.text)) for line in lines}
    shared = {id(line): sizes[id(line)] if squeeze(line.text) in text else 0 for line in lines if line.kind != "table"}
    linked = sum(line.linked for line in lines if shared.get(id(line)))
    unlinked = sum(sizes.values()) - sum(line.linked for line in lines)
    if len(text) < max(_EMPTY, unlinked * _SHORT_SHARE) or linked > len(text) * _LINK_SHARE:
        return None
    agreed = sum_up(page, lines, (shared.get(id(line), sizes[id(line)] // 2) for line in lines))
    whole = sum_up(page, lines, (sizes[id(line)] for line in lines))
    scores = {index: 2 * agreed[index] / (whole[index] + len(text)) for index in range(len(whole)) if whole[index]}
    best = max(scores, key=lambda index: (scores[index], index), default=None)
    return page.elements[best] if best is not None else None
