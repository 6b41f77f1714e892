"""What a page says of itself, and whether that makes it another thing than the page that was asked for."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.records import Outcome
from crawler import shown, signs

_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer's outcome and, where it is not plainly ok, its cause (docs/operating.md lists them)."""

    outcome: Outcome
    cause: str = ""

    @property
    def name(self) -> str:
        """The finest word there is for it: the cause, else the outcome."""
        return self.cause or self.outcome


CHALLENGE = Judged("blocked", "challenge")


class Page:
    """A page's text with what is asked of it more than once, each found out when it is first asked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.title = shown.title_of(text)
        self.measure = shown.measured(text)
        self._words: str | None = None

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
        return shown.is_document(self.text, self.words)


def refined(judged: Judged | None, page: Page) -> Judged | None:
    """Return what a status says, made finer by what its page says: a 403 may be a challenge, or a site without its licence."""
    if judged is None or judged.outcome == "gone" or not page.is_short:
        return judged
    said = _sentence(f"{page.title} {page.words}")
    if said is None or said.outcome != "blocked":
        return judged
    is_fine = said.cause == "challenge" or (
        judged.cause in ("forbidden", "client-error") and said.cause != "site-closed"
    )
    return said if is_fine else judged


def challenge(page: Page, cookies: Sequence[str], *, is_success: bool) -> Judged | None:
    """Tell whether a protection service answered in the site's place: by its script, its title, or a page that only acts."""
    if not page.is_short:
        return None
    if signs.CHALLENGE_TITLES.search(page.title):
        return CHALLENGE
    if len(page.words) > signs.WORDLESS_CHARACTERS or page.is_document:
        return None
    if signs.CHALLENGE_SCRIPTS.search(page.text):
        return CHALLENGE
    if not page.words and any(signs.COOKIE_SIGNS.match(c) or signs.RUISHU_COOKIES.match(c) for c in cookies):
        return CHALLENGE if page.text.strip() else None
    acts = is_success and not shown.alerts(page.text) and signs.ACTING_SCRIPTS.search(page.text)
    if acts and (shown.sent_on(page.text) is None or signs.SETS_COOKIE.search(page.text)):
        return CHALLENGE
    return None


def by_page(page: Page) -> Judged | None:
    """Return what a page with status 200 says of itself, if that is (nearly) all it says."""
    text, title = page.text, page.title
    if not text.strip():
        return Judged("error", "empty")
    if _ends_within(text):
        return Judged("truncated", "cut-body")
    if box := signs.DISCUZ_MESSAGE.search(text):
        return _sentence(shown.visible(box.group(1))) or Judged("error", "site-message")
    if signs.DISCUZ_LOGIN.search(text[: shown.HEAD]):
        return Judged("blocked", "login-required")
    if _sells(title):
        return Judged("blocked", "hijacked")
    if signs.ERROR_TITLES.search(title) and not page.is_document:
        return _by_error_title(page)
    if page.measure.plain > signs.SHORT_CHARACTERS or page.is_document:
        return None
    if not page.is_short:
        return _sentence(shown.outside_links(text), signs.ADDRESSED)
    return _by_short_page(page)


def _ends_within(text: str) -> bool:
    """Whether a page that opens as one breaks off in the middle of a tag or a sentence: a length that was too short.

    A page that forgets to close its body ends with a tag's bracket all the same.
    """
    if not signs.OPENS.search(text[:4096]) or signs.CLOSES.search(text, max(0, len(text) - 4096)):
        return False
    return text.rstrip("\0 \t\r\n")[-1:] != ">" and signs.CLOSES.search(text) is None


def _sells(title: str) -> bool:
    """Whether a title is that of a gambling site, and not of a report on such sites."""
    names = len({name.lower() for name in signs.GAMBLING.findall(title)})
    return not signs.AGAINST.search(title) and (names > 1 or (names == 1 and bool(signs.PROMOTION.search(title))))


def _by_error_title(page: Page) -> Judged:
    """What a page is whose title only an error page has; a status in the title says more than the words below."""
    said = _sentence(f"{page.title} {page.words}")
    code = signs.ERROR_CODE.search(page.title)
    by_code = by_status(int(code[1])) if code else None
    if by_code is not None and by_code.outcome == "gone":
        by_code = Judged("gone", "soft-404")
    if said is not None and (by_code is None or (said.outcome == "blocked" and by_code.outcome != "gone")):
        return said
    return by_code or Judged("gone", "soft-404")


def _by_short_page(page: Page) -> Judged | None:
    """What a page is that says little and bears no mark of a document."""
    text, words = page.text, page.words
    if signs.DEFAULT_TITLES.search(page.title) or signs.DEFAULT_TITLES.search(words):
        return Judged("blocked", "suspended")
    alerted = shown.alerts(text)
    if said := _sentence(f"{page.title} {words} {alerted}"):
        return said
    if signs.PASSWORD_FIELD.search(text):
        return Judged("blocked", "login-required")
    if signs.CAPTCHA.search(text) and len(words) <= signs.WORDLESS_CHARACTERS:
        return CHALLENGE
    onward = shown.sent_on(text)
    if onward and len(words) <= signs.WORDLESS_CHARACTERS:
        if signs.LOG_IN_ADDRESS.search(onward):
            return Judged("blocked", "login-required")
        return Judged("redirect", "sent-on")
    if alerted and not words:
        return Judged("error", "site-message")
    if not words and signs.EMPTY_ROOT.search(text):
        return Judged("error", "script-only")
    if signs.SHOWN_THINGS.search(text) or (words and not signs.LOADING.fullmatch(words)):
        return None
    return Judged("error", "script-only" if signs.SCRIPTED.search(text) else "empty")


def by_json(text: str) -> Judged | None:
    """Return what an answer in JSON says: nothing, or a failure in words; a list without entries is a list all the same."""
    try:
        said = json.loads(text)
    except ValueError:
        return None
    if not said:
        return Judged("error", "empty") if not isinstance(said, list) else None
    if not isinstance(said, dict):
        return None
    code = next((str(said[name]) for name in ("code", "status", "errcode") if name in said), "")
    words = " ".join(str(said[name]) for name in ("msg", "message", "error", "errmsg") if name in said)
    has_data = any(value for value in said.values() if isinstance(value, dict | list))
    if has_data or len(said) > 8:
        return None
    if code.isdecimal() and int(code) >= 400:
        return _sentence(words) or by_status(int(code))
    return Judged("error", "empty") if "data" in said and said["data"] in (None, "", {}) else None


def _sentence(words: str, sign_of_all: re.Pattern[str] | None = None) -> Judged | None:
    if sign_of_all is not None and not sign_of_all.search(words):
        return None
    words = _BETWEEN.sub("", words)  # 您需要 登录 才可以…
    for cause, outcome, sign in signs.ALONE:
        if sign.search(words):
            return Judged(outcome, cause)
    return None


def by_status(status: int) -> Judged | None:
    """Return what the status alone says; None for a success."""
    if status in (404, 410):
        return Judged("gone")
    if status == 429:
        return Judged("blocked", "rate-limited")
    if status in (401, 407):
        return Judged("blocked", "login-required")
    if status in (403, 405, 406, 412, 418, 451, 521):
        return Judged("blocked", "forbidden")
    if status >= 500:
        return Judged("error", "server-error")
    if status >= 400:
        return Judged("error", "client-error")
    return None if status in (200, 203, 206) else Judged("error", "no-content")
