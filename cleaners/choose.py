"""Which reader reads this page: a declared body first, then a forum, then the containers of known systems, then any page."""

from dataclasses import replace

from cleaners import article, selected
from cleaners.dates import find_date
from cleaners.discuz import read_discuz
from cleaners.draft import Reading
from cleaners.errors import NotReadable
from cleaners.options import Options
from cleaners.tree import Page

_HEAD = 32_768


def read(page: Page, cleaner: str, options: Options) -> Reading:
    """Return what the named reader read; `auto` takes the first that knows the page. A declared title and date win over the reader's.

    Raises:
        NotReadable: the named reader does not know the page.
    """
    title, date = selected.first_text(page, options.title), find_date(selected.first_text(page, options.date))
    reading = _read(page, cleaner, options)
    if not options.title and not options.date:
        return reading
    fields = {"published": date} if date else {}
    origins = {**reading.origins, **dict.fromkeys([*fields, *(["title"] if title else [])], "selector")}
    return replace(reading, title=title or reading.title, fields={**reading.fields, **fields}, origins=origins)


def _read(page: Page, cleaner: str, options: Options) -> Reading:
    if cleaner == "article":
        return article.read(page, options)
    reading = None
    if cleaner == "discuz" or (cleaner == "auto" and not options.body and _may_be_forum(page)):
        reading = read_discuz(page, options.captured_at)
    if reading is None and cleaner in ("auto", "selected"):
        reading = selected.read(page, options)
    if reading is not None:
        return reading
    if cleaner == "auto":
        return article.read(page, options)
    wanted = (
        "no declared selector and no known container matches"
        if cleaner == "selected"
        else "it is no thread or article of a Discuz! forum"
    )
    raise NotReadable(
        f"{page.url}: the cleaner {cleaner} does not know this page: {wanted}. To read it anyway: --cleaner auto"
    )


def _may_be_forum(page: Page) -> bool:
    """Whether a page has a mark of the views of Discuz! (or of a copy of their text); looking for its posts costs more than this.

    Its name stands in the head (generator, or the script's `discuz_uid`) or in the words of the footer.
    """
    if page.html.find("iscuz", 0, _HEAD) >= 0:
        return True
    said = "".join(page.texts)
    return "iscuz" in said or "显示全部楼层" in said or page.first("[id^=postmessage_]") is not None
