"""What a page function is given and what it answers with: no web framework in either."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.errors import ArchiveError
from archive.provenance import ReadAgain
from archive.records import Version
from archive.store import Archive
from archive.web.words import Language

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Refetched:
    """What fetching a page again gave: how the answer ended, whether its text was known, and a sentence where there is more to say.

    `version` is `new`, `unchanged` or `none`.
    """

    outcome: str
    version: str
    message: str = ""


Refetch = Callable[[str], Refetched]
"""Fetches a page of the archive again, now, and waits for it. Raises ArchiveError where that cannot be."""
ReaderOf = Callable[[Version], ReadAgain | None]
"""Finds what reads a payload as a version's cleaner did, None where that cleaner is no longer to be had."""


@dataclass(frozen=True, slots=True)
class Room:
    """What the pages are made from. `token` is in every form that changes something, and drawn anew by each process."""

    archive: Archive
    token: str
    refetch: Refetch | None = None
    reader_of: ReaderOf | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its path and query as they were sent, the fields of its query (or form), and what matters of its header.

    `origin` is scheme and host as the client names this room, without a slash at the end.
    """

    path: str
    query: str
    fields: Mapping[str, str]
    headers: Mapping[str, str]
    origin: str
    language: Language

    @property
    def tail(self) -> str:
        """The path without its first segment."""
        return self.path.lstrip("/").partition("/")[2]

    @property
    def here(self) -> str:
        """Path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: a template with what it shows, or bytes of a media type."""

    template: str = ""
    shown: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    media_type: str = HTML


class Refused(ArchiveError):
    """A request that cannot be answered, with its status and the word (`archive.web.words`) that says what to do."""

    def __init__(self, status: int, word: str, message: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.word = word


def redirect(to: str, status: int = 302, headers: Mapping[str, str] | None = None) -> Reply:
    """Return the answer that leads to another address of the room."""
    return Reply(status=status, headers={"Location": to, **(headers or {})}, media_type="text/plain; charset=utf-8")


Give = Callable[[Room, Asked], Reply]
"""A page function."""
