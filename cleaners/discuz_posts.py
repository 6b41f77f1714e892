"""Where the posts of a Discuz! page stand, in every view from X2.5 to X3.5.

Views, by the template that prints them (Discuz! X2.5, X3, X3.1, X3.4, X3.5 sources, read 2026-11): thread (`viewthread_node`,
also only-author, reverse order and robot: the same markup with fewer controls), simple mobile (`mobile/forum/viewthread`),
touch (`touch/forum/viewthread`, two markups), archiver (`source/archiver/forum/viewthread`), printable
(`viewthread_printable`). Styles change the chrome around, but ids that the scripts need stay: `postmessage_<pid>`,
`authorposton<pid>`, `pid<pid>`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from cleaners.dates import find_time
from cleaners.discuz_special import poll_of, special_spans
from cleaners.normalize import normalize
from cleaners.tree import BROKEN, Element, Page

_UID = re.compile(r"[?&;]uid[=-](\d+)|space-uid-(\d+)")
_POSTED, _AUTHOR_ID = re.compile("发表于|發表於"), re.compile(r"[?&;]authorid=(\d+)")
_FLOOR = re.compile(r"(\d{1,6})\s*(?:#|楼|樓|$)")
_NAMED_FLOORS = {"楼主": 1, "樓主": 1, "沙发": 2, "沙發": 2, "板凳": 3, "地板": 4}


@dataclass(slots=True)
class Post:
    """One post: the ranges of pieces that are its text, and who made it when, as the page words it.

    `author` is a member's number (`uid:11`) where the page links to the member, else the name; "" for a guest or anonymous.
    `withheld` are notices in the place of something that a guest is not shown, each with its rule. `floor` counts from 1, None where the view has no floors. `leads` says that the page itself calls it the opening post.
    """

    pid: str
    spans: list[tuple[int, int]]
    name: str = ""
    author: str = ""
    posted: str = ""
    floor: int | None = None
    leads: bool = False
    cell: Element | None = None
    withheld: list[tuple[Element, str]] = field(default_factory=list)


@dataclass(slots=True)
class Thread:
    """The posts of a page in page order, in which view, and whose thread it is ("" where the page does not say)."""

    view: str
    posts: list[Post]
    author: str = ""


def find_thread(page: Page) -> Thread | None:
    """Return the posts of a Discuz! thread page in any view, or None when the page is none."""
    for view, find in (
        ("touch", _touch_posts),  # first: its special threads have a `postmessage_<pid>`, too
        ("thread", _desk_posts),
        ("archiver", _archiver_posts),
        ("printable", _printable_posts),
    ):
        posts = find(page)
        if posts:
            return Thread(view, posts, _thread_author(page, posts))
    return None


def _desk_posts(page: Page) -> list[Post]:
    """Posts of the desk and the simple mobile view: by `postmessage_<pid>`, and frames without one (paid, banned)."""
    cells = {cell.get("id")[12:]: cell for cell in page.all("[id^=postmessage_]") if cell.get("id")[12:].isdigit()}
    frames: dict[str, Element] = {}
    for frame in page.all("div[id^=post_], table[id^=pid]"):
        pid = frame.get("id").removeprefix("post_").removeprefix("pid")
        if pid.isdigit():
            frames.setdefault(pid, frame)
    regions = dict(zip(frames, _regions(page, list(frames.values())), strict=True))
    posts: list[Post] = []
    for pid in dict.fromkeys([*frames, *cells]):
        cell = cells.get(pid)
        post = Post(pid, [(cell.start, cell.end)] if cell is not None else [], cell=cell)
        if pid in regions:
            _tell_desk(page, post, regions[pid])
        if cell is not None or post.withheld:
            posts.append(post)
    return posts


def _regions(page: Page, frames: Sequence[Element]) -> list[list[Element]]:
    """The elements of each frame, up to the next frame: broken markup nests the later posts in the earlier ones."""
    ends = [*(frame.index for frame in frames[1:]), len(page.elements)] if frames else []
    return [page.elements[frame.index : min(frame.last, end)] for frame, end in zip(frames, ends, strict=True)]


def _tell_desk(page: Page, post: Post, region: Sequence[Element]) -> None:
    """Read author, time and floor of a desk post from its frame, which files belong to it, and what is withheld."""
    pid, cell = post.pid, post.cell
    post.spans = sorted([*post.spans, *special_spans(page, region)])
    for element in region:
        if cell is not None and cell.contains(element):
            continue
        name = element.get("id") if element.tag in ("em", "a", "span") else ""
        if name == f"authorposton{pid}":
            post.posted = time_of(page, element)
        elif name == f"postnum{pid}":
            post.floor, post.leads = _floor(page.text(element))
            post.leads = post.leads and "findpost" not in element.get("href")
        elif element.tag == "div":
            kind = element.get("class").split()
            if "pattl" in kind:
                post.spans.append((element.start, element.end))
            elif "locked" in kind or "attach_nopermission" in kind:
                post.withheld.append((element, "hidden-part" if "locked" in kind else "attachments-withheld"))
        elif element.tag == "a" and not post.author and (uid := _uid(element)) and page.text(element):
            post.author, post.name = uid, page.text(element)
    if not post.posted and cell is not None and region[0].tag == "div":
        post.posted = page.text_between(region[0].start, min(cell.start, region[0].start + 24))


def time_of(page: Page, element: Element) -> str:
    """Return how a page words a time: the absolute one in a `title` (where the shown one is relative), else its text."""
    for inner in page.elements[element.index : element.last]:
        if inner.get("title"):
            return inner.get("title")
    for inner in page.elements[element.index + 1 : element.last] if element.tag == "li" else ():
        if inner.start < inner.end and find_time(page.text(inner)):
            return page.text(inner)
    own = [piece for piece in range(element.start, element.end) if page.owners[piece] is element]
    return " ".join(page.texts[piece] for piece in own) if element.tag == "li" and own else page.text(element)


def _touch_posts(page: Page) -> list[Post]:
    """Posts of the touch view: `div.plc#pid<pid>` with `div.message` (X3.1 to X3.4 and, with other lists, X3.5)."""
    posts: list[Post] = []
    frames = page.all("div.plc[id^=pid]")
    for frame, inside in zip(frames, _regions(page, frames), strict=True):
        pid = frame.get("id")[3:]
        cell = next((one for one in inside if one.tag == "div" and "message" in one.get("class").split()), None)
        if cell is None or not pid.isdigit():
            continue
        post = Post(pid, _without_poll(page, cell), cell=cell)
        for element in inside:
            if cell.contains(element):
                continue
            kind = element.get("class").split()
            if (
                element.tag == "ul"
                and element.start >= cell.end
                and {"img_one", "img_list", "post_attlist"} & set(kind)
            ):
                post.spans.append((element.start, element.end))
            elif element.tag == "div" and element.start >= cell.end and "quote" in kind:
                post.withheld.append((element, "attachments-withheld"))
            elif element.tag == "a" and not post.author and (uid := _uid(element)):
                post.author, post.name = uid, page.text(element)
            elif element.tag == "li" and {"rela", "mtime"} & set(kind) and not post.posted:
                post.posted = time_of(page, element)
            elif (
                element.tag in ("em", "span")
                and post.floor is None
                and element.parent is not None
                and element.end <= cell.start
            ):
                post.floor, post.leads = _floor(page.text(element))
        posts.append(post)
    return posts


def _without_poll(page: Page, cell: Element) -> list[tuple[int, int]]:
    """The ranges of a touch post's cell: of a poll within only the choices."""
    inside = page.elements[cell.index : cell.last]
    poll = poll_of(inside)
    if poll is None:
        return [(cell.start, cell.end)]
    return [(cell.start, poll.start), *special_spans(page, inside), (poll.end, cell.end)]


def _archiver_posts(page: Page) -> list[Post]:
    """Posts of the archiver: what stands between one `p.author` and the next, `div.page` or the end of `#content`."""
    content = page.first("#content")
    heads = (
        [one for one in page.all("#content p.author") if _POSTED.search(page.text(one))] if content is not None else []
    )
    if content is None or not heads:
        return []
    subjects = {one.start: one for one in page.all("#content h3")}
    foot = next((one.start for one in page.all("#content div.page")), content.end)
    posts: list[Post] = []
    for head, upto in zip(heads, [one.start for one in heads[1:]] + [foot], strict=True):
        inside = page.elements[head.index : head.last]
        name = next((page.text(one) for one in inside if one.tag == "strong"), "")
        subject = subjects.get(head.end)
        start = subject.end if subject is not None else head.end
        post = Post("", [(start, upto)], name, "" if _is_nobody(name) else name, page.text(head).removeprefix(name))
        posts.append(post)
    return posts


def _printable_posts(page: Page) -> list[Post]:
    """Posts of the printable view: behind each `<hr>`, `作者: … 时间: …` in bold labels, then a subject line, then the text."""
    if "action=printable" not in page.url and page.first("a[onclick*='window.print()']") is None:
        return []
    labels = [one for one in page.all("b") if page.text(one).rstrip(":： ") in ("作者", "时间", "時間", "标题", "標題")]
    around = next((one.parent for one in labels), None)  # <body>, or what a style wraps all posts in
    labels = [one for one in labels if one.parent is around]
    rules = [one.start for one in page.all("hr") if one.parent is around]
    heads = [one for one in labels if page.text(one).startswith("作者")]
    posts: list[Post] = []
    for head in heads:
        behind = bisect_right(rules, head.start)
        upto = rules[behind] if behind < len(rules) else len(page.texts)
        at = bisect_left(labels, head.end, key=lambda one: one.start)
        mine = [one for one in labels[at : at + 2] if one.start < upto]
        timed = next((one for one in mine if page.text(one).startswith(("时间", "時間"))), None)
        if timed is None:
            continue
        name = page.text_between(head.end, timed.start)
        post = Post("", [], name, "" if _is_nobody(name) else name, _first_line(page, timed.end, upto))
        start = line_end(page, timed.end, upto)
        if mine[-1] is not timed and mine[-1].start == start:
            start = line_end(page, mine[-1].end, upto)
        post.spans.append((start, upto))
        posts.append(post)
    return posts


def line_end(page: Page, start: int, upto: int | None = None) -> int:
    """Return the number of the piece behind the line that begins at a piece."""
    stop = len(page.texts) if upto is None else upto
    return next((piece for piece in range(start + 1, stop) if page.breaks[piece] >= BROKEN), stop)


def _first_line(page: Page, start: int, upto: int) -> str:
    return page.text_between(start, line_end(page, start, upto))


def _thread_author(page: Page, posts: list[Post]) -> str:
    """Whose thread it is: the opening post's author, else as page 2 and later name them."""
    for post in posts:
        if post.leads:
            return post.author
    for css in ("#tath a[href]", "h2 a[href*=authorid], .view_tit a[href*=authorid]"):
        for link in page.all(css):
            if uid := _uid(link) or _uid(link, "authorid"):
                return uid
    marked = {pid_of(icon): None for icon in page.all("img[src*=ico_lz], em[id^=authicon].fico-person")}
    return next((post.author for post in posts if post.pid in marked), "")


def pid_of(icon: Element) -> str:
    """The number of the post that an author's icon (`authicon<pid>`) belongs to."""
    return icon.get("id").removeprefix("authicon")


def _uid(link: Element, name: str = "uid") -> str:
    """`uid:<number>` of the member that a link leads to, "" when it leads elsewhere."""
    address = link.get("href")
    found = _UID.search(address) if name == "uid" else _AUTHOR_ID.search(address)
    number = next((part for part in found.groups() if part), "") if found else ""
    return f"uid:{number}" if number and number != "0" else ""


def _floor(label: str) -> tuple[int | None, bool]:
    """The floor that a label says (`楼主`, `沙发`, `5#`), and whether it is the opening post's."""
    text = normalize(label).replace(" ", "")
    for name, floor in _NAMED_FLOORS.items():
        if text.startswith(name):
            return floor, floor == 1
    match = _FLOOR.match(text.removeprefix("来自").removeprefix("來自"))
    return (int(match[1]), int(match[1]) == 1) if match else (None, False)


def _is_nobody(name: str) -> bool:
    return name in ("", "匿名", "Anonymous", "游客")
