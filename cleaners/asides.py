"""What stands beside a text and is prose, too: teasers of related stories, feeds of others, readers' comments.

Named by their lines, so that density can count them as a loss and the lines of the text end where they begin.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from cleaners.draft import Line
from cleaners.normalize import squeeze
from cleaners.tree import Element

_HEADED, _LONGEST_HEADING = 3, 10  # no heading of related links is shorter, or longer
_TEASER, _SENTENCES = 20, 3
_HEADLINE, _TEASERS, _FEWEST_HEADLINES = 6, 2, 4
_FEW_LINKS, _LINKED_SHARE, _BESIDE = 3, 4, 30
_SAID, _LONGEST_MARK = 40, 40
_COMMENTS = re.compile(
    r"(?:网友|最新|热门|全部|用户|精彩|最热|所有|查看全部|更多)+(?:评论|留言|跟帖|回复|回帖)(?:区|列表)?[（(]?(?:共?\d*[条个]?)[)）]?[:：]?|(?:评论|留言|跟帖|回复|回帖)(?:区|列表|[（(]?共?\d+[条个]?[)）]?)[:：]?"
    r"|共?\d+[条个](?:网友|精彩|热门)?(?:评论|回复|留言|跟帖).{0,4}|(?:第?\d{1,4}[楼#]|沙发|板凳|地板)(?:(?:发表|发布|回复)于.{6,30})?|(?:更多|全部|其他|所有|共?\d+个)回答|(?:互动|讨论|聊天)[区室]|(?:(?:网友|热门|最新|全部)?(?:评论|留言|跟帖)区?\d*)?[,，:：]?文明上网.{0,40}|我来说两句.{0,8}|(?:发表|参与|写下?你?的?)评论.{0,6}"
)


def asides(lines: Sequence[Line], title: Line | None, within: frozenset[int] = frozenset()) -> frozenset[int]:
    """Return the lines (by id) that are related stories, feeds or comments.

    Args:
        lines: the lines of the page, in page order.
        title: the line that shows the title, if one is known.
        within: the lines (by id) of boxes in the text: a heading among them has its links there.
    """
    return _behind_related(lines, within) | _feeds(lines) | _items(lines) | _comments(lines, title)


def is_comment_mark(line: Line) -> bool:
    """Whether a line is what stands above readers' comments, or a floor of a forum (`全部回复（4）`, `2楼 发表于：…`)."""
    return len(line.text) <= _LONGEST_MARK and bool(_COMMENTS.fullmatch(squeeze(line.text)))


def _comments(lines: Sequence[Line], title: Line | None) -> frozenset[int]:
    """Return what stands behind a mark of comments, in the smallest element that has the mark and more.

    There is a text between the title and the mark: a byline counts comments, too.
    """
    found: set[int] = set()
    begun, said = title is None, 0
    for at, line in enumerate(lines[:-1]):
        begun = begun or line is title
        if id(line) in found or line is title or not begun:
            continue
        if said >= _SAID and is_comment_mark(line):
            around = _with(line, lines[at + 1])
            found.update(id(one) for one in lines[at:] if around.contains(one.element))
        elif not line.linked and line.kind != "figure" and not line.form(tail=False):
            said += len(line.text)
    return frozenset(found)


def _with(line: Line, other: Line) -> Element:
    """The smallest element around both of two lines."""
    return next(one for one in (line.element, *line.element.ancestors()) if one.contains(other.element))


def _items(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines of a feed whose items are alike: two or more elements of one class, each a headline that is a link and its teaser."""
    found: set[int] = set()
    last: Element | None = None
    held: list[int] = []
    for at, (line, below) in enumerate(pairwise(lines)):
        if line.linked * 2 <= len(line.text) or line.linked < _HEADLINE or below.linked or len(below.text) < _TEASER:
            continue
        item = _with(line, below)
        behind = next((one for one in lines[at + 2 : at + 5] if len(one.text) >= _TEASER), None)
        if not item.get("class") or item is last or (behind is not None and item.contains(behind.element)):
            continue  # a text's own part goes on behind its first paragraph
        if last is not None and _is_alike(item, last):
            found.update((*held, id(line), id(below)))
        last, held = item, [id(line), id(below)]
    return frozenset(found)


def _is_alike(one: Element, other: Element) -> bool:
    return one.parent is other.parent and one.tag == other.tag and one.get("class") == other.get("class")


def _behind_related(lines: Sequence[Line], within: frozenset[int]) -> frozenset[int]:
    """Return the lines (by id) behind a heading of related links (相关新闻), where enough of the next ones are links.

    Teasers stand between such links, and they are prose: without this they would count as text.
    """
    found: set[int] = set()
    for at, line in enumerate(lines):
        if (
            not _HEADED <= len(line.text) <= _LONGEST_HEADING
            or id(line) in found
            or id(line) in within
            or line.form(tail=True) != "related"
        ):
            continue
        behind = lines[at + 1 : at + 1 + _BESIDE]
        linked = sum(1 for one in behind if one.linked * 2 > len(one.text))
        teasers = [one for one in behind[:_TEASERS] if one.kind == "list" and one.linked >= _HEADLINE]
        if (linked >= _FEW_LINKS and linked * _LINKED_SHARE >= len(behind)) or len(teasers) == _TEASERS:
            found |= {id(one) for one in _up_to_text(behind)}
    return frozenset(found)


def _feeds(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines (by id) of feeds: four or more links, nearly each with a line or two of teaser before the next."""
    links = [at for at, line in enumerate(lines) if line.linked * 2 > len(line.text) and line.linked >= _HEADLINE]
    found: set[int] = set()
    start = teasers = 0
    for at in range(1, len(links) + 1):
        gap = links[at] - links[at - 1] if at < len(links) else _TEASERS + 2  # behind the last one a feed ends
        if gap <= _TEASERS + 1:
            teasers += gap > 1 and len(lines[links[at - 1] + 1].text) >= _TEASER
            continue
        if at - start >= _FEWEST_HEADLINES and teasers * 4 >= (at - 1 - start) * 3:
            found |= {id(line) for line in lines[links[start] : links[at - 1] + 1]}
        start, teasers = at, 0
    return frozenset(found)


def _up_to_text(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines before the first that begins a run of sentences without a link: a box may stand within a text."""
    run = 0
    for at, line in enumerate(lines):
        run = run + 1 if line.linked == 0 and len(line.text) >= _TEASER else 0
        if run == _SENTENCES:
            return lines[: at + 1 - run]
    return lines
