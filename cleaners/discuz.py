"""Reads Discuz! pages: a thread's opening post and its author's continuations, a portal's articles.

Which posts are text, by rule. The opening post is. A later post of its author is a continuation when it does not begin with a
quote of somebody's post, and
  * has 200 characters or more of its own, or a table; or
  * says so: it opens with `接上`, `续`, `第二部分`, or the part before closed with `未完`, `待续`, `见下楼`; or
  * opens with a heading number that goes on from the last one read (`(三)` behind `(二)`).
Everything else that the author wrote is chat (rule `author-reply`), what others wrote is a `reply`. On a page without the opening
post the author is the one that the page names as 楼主; where it names none, nothing is text. Several parts stand in the
order of their floors, whatever the order of the view.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone

from cleaners.dates import find_posted, find_time
from cleaners.discuz_dump import read_dump
from cleaners.discuz_noise import clear, stands_in
from cleaners.discuz_posts import Post, Thread, find_thread, line_end
from cleaners.discuz_special import is_choice, is_withheld
from cleaners.document import Warned
from cleaners.draft import Draft, Line, Reading
from cleaners.normalize import normalize, squeeze
from cleaners.outline import heading_number
from cleaners.parts import thread_part
from cleaners.tree import Element, Page

LONG_POST = 200
_GOES_ON = re.compile(
    r"^[(（【\[]?(?:接上|续上|接着?上|承上|续[一二三四五六七八九\d（(：:】]|第[二三四五六七八九十\d]+(?:部分|段|篇|页)|[(（]?[下续][)）])"
)
_BREAKS_OFF = re.compile(r"(?:未完|待续|见下[一]?[楼层页]|接下[一]?[楼层页]|下接|[(（]上[)）]$)")
_CLOCK = re.compile(r"\bGMT ?([+-]\d{1,2}(?:\.\d{1,2})?), \d{4}-")
_TYPE = re.compile(r"^\[[^\]]{1,12}\]\s*")


def read_discuz(page: Page, captured_at: datetime | None = None) -> Reading | None:
    """Read a Discuz! thread or portal article; None when the page is neither (a board, a message, another system).

    Args:
        page: the parsed page.
        captured_at: aware; relative times (`昨天 21:19`) are read against it, without it they stay unknown.
    """
    thread = find_thread(page)
    if thread is not None:
        return _read_thread(page, thread, captured_at)
    dump = read_dump(page)
    if dump is not None:
        return _of_dump(*dump, captured_at)
    if not is_discuz(page):
        return None
    body = page.first("#article_content, .wzview_body")
    return _read_article(page, body) if body is not None else None


def _of_dump(draft: Draft, subject: str, said: str, captured_at: datetime | None) -> Reading:
    """The reading of a thread page that came without its markup."""
    posted = find_posted(said, captured_at)
    fields = {"posted": posted, "published": posted.date() if posted else None}
    return Reading("discuz", draft, title=subject, fields=fields, origins=dict.fromkeys(fields, "line:发表于"))


def is_discuz(page: Page) -> bool:
    """Whether a page says of itself that Discuz! made it."""
    return "discuz" in page.metas.get("generator", "").lower() or "Discuz!" in page.title or "discuz_uid" in page.html


def _read_thread(page: Page, thread: Thread, captured_at: datetime | None) -> Reading:
    draft = Draft(page)
    part = thread_part(page)
    title, origin = thread_title(page, thread)
    page.release()
    opening = _opening(thread, part.part)
    author = thread.author or (opening.author if opening is not None else "")
    mine = [post for post in thread.posts if post is opening or (post.author and post.author == author)]
    for post in mine:
        for notice, rule in post.withheld:
            draft.remove(notice, rule)
        for start, end in post.spans:
            clear(draft, start, end)
    texts = _texts(
        draft, sorted(mine, key=lambda post: post.floor or 0) if thread.view in ("thread", "touch") else mine, opening
    )
    kept, own = {id(post) for post in texts}, {id(post) for post in mine}
    for post in thread.posts:
        if id(post) not in kept:
            _drop(draft, post, "author-reply" if id(post) in own else "reply")
    fields: dict[str, object] = dict(part._asdict())
    origins = {name: "pager" for name, value in fields.items() if value is not None}
    if opening is not None:
        posted = _on_its_clock(page, find_posted(opening.posted, captured_at))
        fields |= {"author": opening.name or None, "posted": posted, "published": posted.date() if posted else None}
        origins |= dict.fromkeys(("author", "posted", "published"), f"post:{thread.view}")
    return Reading(
        "discuz",
        draft,
        title=title,
        fields=fields,
        origins=origins | {"title": origin},
        warnings=() if author or opening is not None else (_unknown_author(thread),),
    )


def _unknown_author(thread: Thread) -> Warned:
    """The doubt about a page of replies that does not say whose thread it is (archiver, printable): it is read as no text."""
    return Warned(
        "author-unknown", f"the {thread.view} view does not say whose thread it is: its posts are not told apart"
    )


def _on_its_clock(page: Page, posted: datetime | None) -> datetime | None:
    """Give a time the offset that the forum's footer states (`GMT+8`), where it is another than China's."""
    stated = _CLOCK.search(page.html, max(0, len(page.html) - 6000))
    if posted is None or stated is None or stated[1] == "+8":
        return posted
    return posted.replace(tzinfo=timezone(timedelta(hours=float(stated[1]))))


def _opening(thread: Thread, number: int | None) -> Post | None:
    """The opening post: the one the page calls so, else on page 1 the first that has none where the next is the second (robots and the archiver have no floors)."""
    labelled = next((post for post in thread.posts if post.leads), None)
    if labelled is not None or number not in (None, 1):
        return labelled
    first, *later = thread.posts
    floors = [post.floor for post in later if post.floor]
    # A style that writes something else in the opening post's place still counts the second as 2.
    return first if first.floor is None and (not floors or min(floors) == 2) else None


def _drop(draft: Draft, post: Post, rule: str) -> None:
    """Take a post out by a rule: its element where it has one, else its lines."""
    if post.cell is not None:
        draft.remove(post.cell, rule)
        return
    for start, end in post.spans:
        for line in draft.keep_between(start, end):
            line.rule = rule


def _texts(draft: Draft, mine: Sequence[Post], opening: Post | None) -> list[Post]:
    """Keep the opening post and its continuations, in the order given; return them."""
    kept: list[Post] = []
    last: list[Line] = []
    numbers: dict[int, int] = {}
    for post in mine:
        lines = [line for start, end in post.spans for line in draft.look(start, end)]
        for line in lines:
            if not line.rule and is_withheld(line.text):
                line.rule = "hidden-part"
            if is_choice(draft.page, line.pieces[0]):
                line.kind = "list"
        shown = [line for line in lines if not line.rule]
        if post is not opening and not _continues(draft, shown, last, numbers):
            continue
        kept.append(post)
        draft.keep_lines(lines)
        draft.kept.extend([post.cell] if post.cell is not None else [])
        last = shown or last
        numbers |= dict(found for line in shown if (found := heading_number(line.text)))
    return kept


def _continues(draft: Draft, shown: Sequence[Line], last: Sequence[Line], numbers: Mapping[int, int]) -> bool:
    """Whether an author's later post goes on with the text (the rule is in the module's docstring)."""
    own = [line for line in shown if line.kind != "figure"]
    if not own or _is_quoted(draft.page, own[0]):
        return False
    size = sum(len(squeeze(line.text)) for line in own)
    if size >= LONG_POST:
        size -= sum(len(squeeze(line.text)) for line in own if _is_quoted(draft.page, line))
    if size >= LONG_POST or any(line.kind == "table" for line in own):
        return True
    if _GOES_ON.match(own[0].text) or (last and _BREAKS_OFF.search(last[-1].text[-12:])):
        return True
    number = heading_number(own[0].text)
    return number is not None and numbers.get(number[0]) == number[1] - 1


def _is_quoted(page: Page, line: Line) -> bool:
    """Whether a line stands in a quote."""
    owner = page.owners[line.pieces[0]]
    return "quote" in owner.get("class").split() or stands_in(owner, "quote", 8)


def thread_title(page: Page, thread: Thread) -> tuple[str, str]:
    """Return the subject of a thread, without the type in brackets before it, and where it was read."""
    if subject := page.first("#thread_subject"):
        return page.text(subject), "thread_subject"
    whole = page.title
    for element in page.all(".postlist > h2, .view_tit, #end strong, #content h3, #threadtitle h1"):
        own = normalize("".join(page.texts[i] for i in range(element.start, element.end) if page.owners[i] is element))
        for subject_text in (own, _TYPE.sub("", own)):
            if subject_text and whole.startswith(subject_text):
                return subject_text, f"{element.tag}:{thread.view}"
    for label in page.all("b"):
        if page.text(label).startswith(("标题", "標題")):
            return page.text_between(label.end, line_end(page, label.end)).removesuffix(
                "[打印本页]"
            ).strip(), "line:标题"
    return whole.split(" - ")[0], "title"


def _read_article(page: Page, body: Element) -> Reading:
    """Read a portal article: its title, the line below it, its body."""
    title = page.first("h1.ph, .wzview_top h2")
    facts = page.first(".vw p.xg1, .wzview_top p")
    fields: dict[str, object] = dict(thread_part(page)._asdict())
    page.release()
    draft = Draft(page)
    clear(draft, body.start, body.end)
    draft.keep(body)
    line = page.text(facts) if facts is not None else ""
    origins = {name: "pager" for name, value in fields.items() if value is not None}
    posted = find_time(line)
    for name, label in (("author", "原作者"), ("source", "来自")):
        if found := re.search(rf"{label} ?[:：] ?([^|]+)", line):
            fields[name], origins[name] = found[1].strip(), f"line:{label}"
    if posted:
        fields |= {"published": posted.date(), "posted": posted}
        origins |= {"published": "line:portal", "posted": "line:portal"}
    return Reading("discuz", draft, title=page.text(title) if title is not None else "", fields=fields, origins=origins)
