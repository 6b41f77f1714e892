"""How a walk keeps: it hands every answer to the process that started it, and goes on when that has written it.

The walk turns one core's time into requests; digests, compression, disk and catalog take that of another. An answer is on its way
until it is kept, so it counts among the walk's requests under way, and nothing is followed that is not in the archive.

The messages are lines of JSON; behind an answer's line stands its payload. Each thing handed over is replied to, in order.
"""

import asyncio
import fcntl
import json
import os
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime
from typing import IO, Any, Protocol

import archive.errors as archive_errors
import crawler.errors as crawler_errors
from archive import Archive
from archive.errors import ArchiveError
from archive.records import Answer, Attempt
from crawler.errors import CrawlerError
from crawler.spawning import PIPE_BYTES

Event = Mapping[str, object]

_ANSWER, _ATTEMPT = (tuple(field.name for field in fields(kind)) for kind in (Answer, Attempt))
_TIMES = ("captured_at", "recorded_at", "attempted_at")
_PAIRS = ("headers", "request_headers")


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an answer: the id of its capture, and the run that this is of (an earlier one if it was held already)."""

    id: str
    run: str


class Keeping(Protocol):
    """Where a walk hands what it got. Errors of the archive come from `keep` and `flush`; those of an attempt from the next of these."""

    async def keep(self, answer: Answer) -> Kept:
        """Hand over an answer; returns when it is written."""

    def keep_attempt(self, attempt: Attempt) -> None:
        """Hand over that an address gave no answer."""

    async def flush(self) -> None:
        """Return when all that was handed over is acknowledged: on the medium and in the catalog."""


class HereKeeping:
    """Keeps in this process: a walk that Scrapy's own command started has no other."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def keep(self, answer: Answer) -> Kept:
        """Write an answer."""
        capture = self._archive.keep(answer)
        return Kept(capture.id, capture.run)

    def keep_attempt(self, attempt: Attempt) -> None:
        """Write an attempt."""
        self._archive.keep_attempt(attempt)

    async def flush(self) -> None:
        """Acknowledge what was written."""
        self._archive.flush()


class HandedOver:
    """The walk's end: hands over on one pipe, reads what became of it on another, and tells events on the way."""

    def __init__(self, out: IO[bytes], replies: int) -> None:
        """Use a pipe to write to, buffered, and the file descriptor that replies come on."""
        self._out, self._replies = out, replies
        self._waiting: deque[asyncio.Future[dict[str, str]]] = deque()
        self._rest = b""
        self._is_read = False
        self._failed: Exception | None = None
        with suppress(OSError):
            fcntl.fcntl(out.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        os.set_blocking(replies, False)

    def tell(self, event: Event, payload: bytes = b"") -> None:
        """Write one message, which goes out with the next thing handed over (or the next flush); waits while the pipe is full.

        Raises:
            BrokenPipeError: there is no parent any more.
        """
        self._out.write(json.dumps(event).encode("ascii") + b"\n")
        self._out.write(payload)

    async def keep(self, answer: Answer) -> Kept:
        """Hand an answer over and wait until it is written."""
        told = {name: getattr(answer, name) for name in _ANSWER if name != "payload"}
        return Kept(**await self._hand_over("answer", told, answer.payload))

    def keep_attempt(self, attempt: Attempt) -> None:
        """Hand an attempt over; if it cannot be kept, the next answer or flush says so."""
        self._hand_over("attempt", {name: getattr(attempt, name) for name in _ATTEMPT})

    async def flush(self) -> None:
        """Wait until everything is acknowledged."""
        await self._hand_over("flush", {})

    def _hand_over(self, event: str, told: dict[str, Any], payload: bytes = b"") -> "asyncio.Future[dict[str, str]]":
        if self._failed is not None:
            raise self._failed
        loop = asyncio.get_running_loop()
        if not self._is_read:
            loop.add_reader(self._replies, self._read)
            self._is_read = True
        for name in _TIMES:
            if name in told:
                told[name] = told[name].isoformat()
        self.tell({"event": event, "size": len(payload), "told": told}, payload)
        self._out.flush()
        reply: asyncio.Future[dict[str, str]] = loop.create_future()
        self._waiting.append(reply)
        return reply

    def _read(self) -> None:
        """Take the replies that are there."""
        said = os.read(self._replies, 1 << 16)
        if not said:
            self._failed = ArchiveError("the process that keeps has ended; the same crawl goes on with what it kept")
            asyncio.get_running_loop().remove_reader(self._replies)
            while self._waiting:
                _refuse(self._waiting.popleft(), self._failed)
            return
        *lines, self._rest = (self._rest + said).split(b"\n")
        for line in lines:
            reply = json.loads(line)
            waiting = self._waiting.popleft()
            if "kind" in reply:
                self._failed = error_of(reply["kind"], reply["message"])
                _refuse(waiting, self._failed)
            elif not waiting.done():
                waiting.set_result(reply)


def answer_of(told: dict[str, Any], payload: bytes) -> Answer:
    """Make an answer again that was handed over."""
    return Answer(payload=payload, **_read_back(told))


def attempt_of(told: dict[str, Any]) -> Attempt:
    """Make an attempt again that was handed over."""
    return Attempt(**_read_back(told))


def error_of(kind: str, message: str) -> Exception:
    """The other process's error again, as what it was; an ArchiveError where this one knows none of that name."""
    for errors, otherwise in ((archive_errors, ArchiveError), (crawler_errors, CrawlerError)):
        known = getattr(errors, kind, None)
        if isinstance(known, type) and issubclass(known, otherwise):
            return known(message)
    return ArchiveError(message)


def _read_back(told: dict[str, Any]) -> dict[str, Any]:
    for name in _TIMES:
        if name in told:
            told[name] = datetime.fromisoformat(told[name])
    for name in _PAIRS:
        if name in told:
            told[name] = tuple((key, value) for key, value in told[name])
    return told


def _refuse(waiting: asyncio.Future[dict[str, str]], error: Exception) -> None:
    if not waiting.done():
        waiting.set_exception(error)
        waiting.exception()  # marks it as seen: nobody waits for an attempt's
