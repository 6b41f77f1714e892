"""What words are that a site says in the place of a page, and what a status is: an outcome and its cause."""

import re
from dataclasses import dataclass

from archive.records import Outcome
from crawler import sentences
from crawler.wordings import likeness

LIKELY, SURE = 0.3, 0.75
"""A page may be what so much of it is like, and surely is what so much is like."""

_LIKELIEST = 0.5
"""What is known to be a message may have nothing to do with any cause: half of it must be like one."""

_MOST = 1000
"""Characters of a message that are looked at: none has so many."""

_OUTCOMES: dict[str, Outcome] = {"soft-404": "gone", "server-error": "error", "site-message": "error"}
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


def by_message(words: str) -> Judged:
    """What words are that are known to be a message of the site's."""
    words = words[:_MOST]
    told, found = by_sentence(words), likeness([words], least=0)
    if found is None or found.share < (_LIKELIEST if told is None else SURE):
        return told or Judged("error", "site-message")
    return called(found.cause)


def called(cause: str) -> Judged:
    """Return the judgement of a cause that words are like."""
    return Judged(_OUTCOMES.get(cause, "blocked"), cause)


def by_sentence(words: str, sign_of_all: re.Pattern[str] | None = None) -> Judged | None:
    """Return what words say; with `sign_of_all` only where they bear that, too."""
    if sign_of_all is not None and not sign_of_all.search(words):
        return None
    words = _BETWEEN.sub("", words)  # 您需要 登录 才可以…
    words = sentences.TO_ADMINISTRATORS.sub(" ", words)
    for cause, outcome, sign in sentences.ALONE:
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
    if status in (403, 405, 406, 412, 418, 451, 493):
        return Judged("blocked", "forbidden")
    if 500 <= status < 600:
        return Judged("error", "server-error")
    if status >= 400:
        return Judged("error", "client-error")
    return None if status in (200, 203, 206) else Judged("error", "no-content")
