"""A Discuz! thread page that came as mere text: saved or copied without its markup.

Nothing but its own words tells: the line `发表于 2021-3-4 09:05:10 | 显示全部楼层` over each post, `[复制链接]` below the subject, and the bar
`您需要登录后才可以回帖` or `使用道具 举报` below. Of such a page only the opening post is read: who wrote the others does not stand in order.
"""

import re
from collections.abc import Sequence

from cleaners.draft import Draft, Line
from cleaners.tree import Page

_OVER_A_POST = re.compile(r"发表于\s*(?P<posted>\S.{0,24}?)\s*[|｜]\s*(?:显示全部楼层|只看该作者|只看大图)")
_BELOW_A_POST = re.compile(
    r"^(?:您需要登录后才可以回帖.*|本版积分规则.*|(?:收藏|回复|支持|反对|评分|使用道具|举报|分享|淘帖|顶|踩|\s)+\d*|快速回复.*|本主题由.{2,40}于.{6,30})$"
)
_SUBJECT_MARK = "[复制链接]"
_TYPE = re.compile(r"^\[[^\]]{1,12}\]\s*")
_MOST_LINES_BEFORE = 120


def read_dump(page: Page) -> tuple[Draft, str, str] | None:
    """Return the decided draft of a thread page without markup, its subject, and the time of the opening post as worded.

    None when the page does not have the line that stands over a post, or has posts as elements.
    """
    if "发表于" not in page.html or "显示全部楼层" not in page.html:
        return None
    draft = Draft(page)
    lines = draft.look()
    over = [at for at, line in enumerate(lines) if _OVER_A_POST.search(line.text)]
    if not over or over[0] > _MOST_LINES_BEFORE:
        return None
    start = over[0] + 1
    stop = next(
        (at for at in range(start, len(lines)) if at in over or _BELOW_A_POST.match(lines[at].text)), len(lines)
    )
    draft.keep_lines(lines)
    for line in [*lines[:start], *lines[stop:]]:
        line.rule = "forum-dump"
    said = _OVER_A_POST.search(lines[over[0]].text)
    return draft, _subject(lines[: over[0]]), said["posted"] if said else ""


def _subject(before: Sequence[Line]) -> str:
    """The line above `[复制链接]`, or what stands before it on the same line, without the type in brackets."""
    for at, line in enumerate(before):
        head, mark, _ = line.text.partition(_SUBJECT_MARK)
        if mark:
            return _TYPE.sub("", head.strip() or (before[at - 1].text if at else ""))
    return ""
