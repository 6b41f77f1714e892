"""What a page says of itself, and whether that makes it another thing than the page that was asked for."""

import re
from collections.abc import Sequence

from crawler import cuts, sentences, shown, signs
from crawler.messages import LIKELY, SURE, Judged, by_message, by_sentence, by_status, called
from crawler.wordings import Likeness, likeness

_TITLE_PARTS = re.compile(r"[-_|—–]")


_FAR = 2.5
"""So many times as much of a page as is like any message must be like a document. Of 23 pages that bear a sentence and something of a document, 10 of 11 good
ones are beyond it, and 2 of 12 messages."""

CHALLENGE = Judged("blocked", "challenge")
SUSPENDED = Judged("blocked", "suspended")

_TOLD = frozenset({"challenge", "forbidden", "suspended", "login-required", "no-permission", "rate-limited"})
_FINER: dict[str, frozenset[str]] = {
    "forbidden": _TOLD,
    "client-error": _TOLD,
    "no-content": _TOLD | {"site-closed"},
    "server-error": _TOLD - {"login-required", "no-permission"},
}
"""By what a status says, the causes that its page may tell in its place."""


class Page:
    """A page's text with what is asked of it more than once, each found out when it is first asked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.title = shown.title_of(text)
        self.measure = shown.measured(text)
        self._words: str | None = None
        self._asked = False
        self._likeness: Likeness | None = None

    @property
    def is_short(self) -> bool:
        """Whether it shows no more than an error page does."""
        return self.measure.total <= signs.SHORT_CHARACTERS

    @property
    def words(self) -> str:
        """What a reader would see."""
        if self._words is None:
            self._words = shown.visible(self.text)
        return self._words

    @property
    def is_document(self) -> bool:
        """Whether it bears the marks of a document."""
        return shown.is_document(self.text, self.words, self.title)

    @property
    def likeness(self) -> Likeness | None:
        """What its words are like, those of its frame apart."""
        if not self._asked:
            self._asked = True
            told = [*shown.told(self.text), *_TITLE_PARTS.split(self.title)]
            self._likeness = likeness(told) or likeness(shown.pictured(self.text))
        return self._likeness

    @property
    def reads_as_document(self) -> bool:
        """Whether its words are far likelier those of a document than any message."""
        found = self.likeness
        return found is not None and found.document > max(LIKELY, _FAR * found.share)


def refined(judged: Judged | None, page: Page) -> Judged | None:
    """Return what a status says, made finer by what its page says: a 403 may be a challenge, or a site without its licence."""
    if judged is None or not page.is_short:
        return judged
    if judged.outcome == "gone":  # a whole host that is no more answers 404, too
        return SUSPENDED if _is_default(page) or signs.UNBOUND.search(page.words) else judged
    said, found = by_sentence(f"{page.title} {page.words}"), page.likeness
    if said is not None and said.outcome != "blocked":
        return judged
    is_sure = found is not None and found.share > SURE and (said is not None or judged.cause != "server-error")
    sure = called(found.cause) if found is not None and is_sure else None
    for finer in (sure, said):
        if finer is not None and finer.outcome == "blocked" and finer.cause in _FINER.get(judged.cause, frozenset()):
            return finer
    return judged


def challenge(page: Page, cookies: Sequence[str], status: int) -> Judged | None:
    """Tell whether a protection service answered in the site's place: by its script, its title, or a page that only acts."""
    if not page.is_short:
        return None
    if signs.CHALLENGE_TITLES.search(page.title):
        return CHALLENGE
    if len(page.words) > signs.WORDLESS_CHARACTERS or page.is_document:
        return None
    if signs.CHALLENGE_SCRIPTS.search(page.text):
        return CHALLENGE
    if page.words:
        return _acting(page) if status < 300 and _waits(page) else None
    if any(signs.COOKIE_SIGNS.match(c) or signs.RUISHU_COOKIES.match(c) for c in cookies):
        return CHALLENGE if page.text.strip() else None
    if shown.alerts(page.text) or shown.written(page.text):
        return None
    if status < 300 and _waits(page):
        return _acting(page)
    is_odd = (
        status not in (200, 404, 410) and "<script" in page.text.lower()
    )  # a site that fails sends no program with it
    acts_alone = (is_odd or shown.only_acts(page.text)) and shown.sent_on(page.text) is None
    return CHALLENGE if acts_alone else None


def _acting(page: Page) -> Judged:
    """What a page is that goes on by itself: one that goes where its visitors log in, else a challenge."""
    return Judged("blocked", "login-required") if signs.GOES_TO_LOG_IN.search(page.text) else CHALLENGE


def _waits(page: Page) -> bool:
    """Whether a page goes on by itself, and not simply to another address: it waits for the cookie that it set, or for proof."""
    if shown.alerts(page.text) or not signs.ACTING_SCRIPTS.search(page.text):
        return False
    return shown.sent_on(page.text) is None or bool(signs.SETS_COOKIE.search(page.text))


def by_page(page: Page) -> Judged | None:
    """Return what a page with status 200 says of itself, if that is (nearly) all it says."""
    text, title = page.text, page.title
    if not text.strip("\ufeff \t\r\n\0"):
        return Judged("error", "empty")
    if cuts.page_is_cut(text):
        return Judged("truncated", "cut-body")
    if box := signs.DISCUZ_MESSAGE.search(text):
        return by_message(shown.visible(box.group(1)))
    if signs.DISCUZ_LOGIN.search(text[: shown.HEAD]):
        return Judged("blocked", "login-required")
    if _sells(title):
        return Judged("blocked", "hijacked")
    if (signs.DEFAULT_TITLES.search(title) or signs.SOLD_TITLES.search(title)) and not page.is_document:
        return SUSPENDED
    is_coded = page.is_short and bool(signs.HTTP_CODE.match(page.words))
    is_failure = is_coded or bool(signs.ERROR_TITLES.search(title)) or shown.is_trace(text)
    if is_failure and not page.is_document and (failed := _by_error_title(page)):
        return failed
    if page.measure.plain > signs.SHORT_CHARACTERS or page.is_document:
        return None
    if not page.is_short:
        words = shown.said(text)
        return _believed(by_sentence(words, sentences.ADDRESSED), page) or _by_wording(page, words)
    return _by_short_page(page)


def _sells(title: str) -> bool:
    """Whether a title is that of a gambling site, and not of a report on such sites."""
    names = len({name.lower() for name in signs.GAMBLING.findall(title)})
    return not signs.AGAINST.search(title) and (names > 1 or (names == 1 and bool(signs.PROMOTION.search(title))))


def _by_error_title(page: Page) -> Judged | None:
    """What a page is whose title only an error page has; a status in the title says more than the words below."""
    said = by_sentence(f"{page.title} {page.words}")
    code = signs.ERROR_CODE.search(page.title) or signs.HTTP_CODE.match(page.words)
    by_code = by_status(int(code[1])) if code else None
    if by_code is not None and by_code.outcome == "gone":
        by_code = Judged("gone", "soft-404")
    is_trace = shown.is_trace(page.text)
    if by_code is None and page.reads_as_document and not is_trace:
        return None
    if said is not None and (by_code is None or (said.outcome == "blocked" and by_code.outcome != "gone")):
        return said
    if by_code is not None or said is not None:
        return by_code or said
    found = by_message(page.words)
    is_failure = found.cause == "site-message" and (is_trace or signs.FAILED_TITLES.search(page.title))
    return Judged("error", "server-error") if is_failure else found


def _is_default(page: Page) -> bool:
    """Whether a server's own first page, or its panel's, stands where the site did."""
    return bool(signs.DEFAULT_TITLES.search(page.title) or signs.DEFAULT_TITLES.search(page.words))


def _by_short_page(page: Page) -> Judged | None:
    """What a page is that says little and bears no sure mark of a document."""
    text, words = page.text, page.words
    if _is_default(page):
        return SUSPENDED
    said = shown.said(text)
    alerted = shown.alerts(text) or (shown.written(text) if not said else "")
    dated = shown.is_dated(text)
    is_quoting = dated or _is_titled(page)
    told = by_sentence(f"{page.title} {said} {alerted}", sentences.SPOKEN if is_quoting else None)
    if believed := _believed(told, page):
        return believed
    asks = Judged("blocked", "login-required") if shown.asks_for_password(text, page.title) else None
    if not is_quoting and (believed := _believed(asks, page)):
        return believed
    if signs.CAPTCHA.search(text) and len(words) <= signs.WORDLESS_CHARACTERS:
        return CHALLENGE
    if sentences.RECEIPT.search(said) and not dated and not page.reads_as_document:
        return Judged("blocked", "forbidden")
    return _by_what_it_does(page, alerted) or (None if is_quoting else _by_wording(page, said))


def _by_wording(page: Page, words: str) -> Judged | None:
    """Name a page that no sentence names by what its words are like and by the manner in which it speaks."""
    found = page.likeness
    least = SURE if shown.has_date(words) or shown.lists_titles(page.text) else LIKELY
    is_told = found is not None and found.share > max(least, found.document)
    if found is None and signs.LOST_PICTURES.search(page.text):
        return Judged("gone", "soft-404")
    if found is not None and found.cause == "hijacked" and not _is_like(page.title, "hijacked"):
        return None  # who takes a site over puts what he sells into its title
    if found is not None and is_told and not signs.FORUM.search(page.text):
        return called(found.cause)
    return None if page.reads_as_document else _by_manner(page, words)


def _is_like(title: str, cause: str) -> bool:
    found = likeness(_TITLE_PARTS.split(title))
    return found is not None and found.cause == cause and found.share > found.document


def _believed(told: Judged | None, page: Page) -> Judged | None:
    """What a sentence told, unless all that the page says reads as a document, which may bear the sentence."""
    return None if page.reads_as_document else _surer(told, page)


def _surer(told: Judged | None, page: Page) -> Judged | None:
    """What a sentence told, unless the page surely reads as another message."""
    found = page.likeness
    return called(found.cause) if told is not None and found is not None and found.share > SURE else told


def _by_manner(page: Page, words: str) -> Judged | None:
    """Name a page that no sentence names and that speaks to its visitor as no document does: the site says something else."""
    if shown.has_date(words):
        return None
    manners = sum(bool(manner.search(words)) for manner in sentences.ADDRESSING)
    if manners > 1 or (manners and sentences.NAMELESS.fullmatch(page.title)):
        return Judged("error", "site-message")
    return None


def _is_titled(page: Page) -> bool:
    """Whether a page of a site is headed as a document is, and its heading is no message."""
    heading = shown.headed(page.text, page.title) if shown.has_menu(page.text) else ""
    return bool(heading) and (bool(signs.KIND.search(heading)) or by_sentence(heading) is None)


def _by_what_it_does(page: Page, alerted: str) -> Judged | None:
    """What a page is whose words say nothing of a fault: one that sends on, one that is yet to be filled, a page."""
    text, words = page.text, page.words
    onward = shown.sent_on(text)
    if onward and len(words) <= signs.WORDLESS_CHARACTERS:
        if signs.LOG_IN_ADDRESS.search(onward):
            return Judged("blocked", "login-required")
        return Judged("redirect", "sent-on")
    if alerted and not words:
        return by_message(alerted)
    if len(words) <= signs.WORDLESS_CHARACTERS and signs.LOST_SCRIPTS.search(text):
        return Judged("gone", "soft-404")
    if not words and signs.EMPTY_ROOT.search(text):
        return Judged("error", "script-only")
    if signs.SHOWN_THINGS.search(text) or (words and not signs.LOADING.fullmatch(words)):
        return None
    return Judged("error", "script-only" if signs.SCRIPTED.search(text) else "empty")
