"""What a walk hands to the process that keeps: whole, in order, with its errors; half a message is none."""

import asyncio
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import Archive, open_archive
from archive.errors import ArchiveError, NotWritable
from archive.records import Answer, Attempt
from crawler.job import Job, Orders, lone_source
from crawler.keeping import HandedOver, Kept, answer_of, attempt_of
from crawler.locks import GroupTurns
from crawler.walking import _Keeper
from crawler.wire import Wire
from tests.crawler.replica import declare, serving, site
from tests.crawler.test_resume import missing_and_twice, started, wait_for

AT = datetime(2026, 11, 24, 18, 0, 0, 123456, tzinfo=UTC)
ANSWER = Answer(
    url="http://qu.test/a?名=\udcff",
    status=200,
    status_text="OK",
    headers=(("Content-Type", "text/html"), ("Set-Cookie", "a=\xff"), ("Set-Cookie", "b")),
    payload=bytes(range(256)) * 3 + b"\n{}\n",
    captured_at=AT,
    recorded_at=AT,
    source="qu",
    run="run",
    outcome="ok",
    request_headers=(("Host", "qu.test"),),
)
ATTEMPT = Attempt("http://qu.test/b", "error", "dns", AT, AT, "qu", "run")


class Pipes:
    """A walk's end of the two pipes, and the keeper's."""

    def __init__(self) -> None:
        self.heard, self.writing = (os.fdopen(end, mode) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
        self.reading, self.replies = os.pipe()
        self.walk = HandedOver(self.writing, self.reading)

    def reply(self, said: object) -> None:
        os.write(self.replies, json.dumps(said).encode() + b"\n")

    def close(self) -> None:
        self.heard.close()
        self.writing.close()
        for end in (self.reading, self.replies):
            with suppress(OSError):  # a test has closed it
                os.close(end)


@pytest.fixture
def pipes() -> Iterator[Pipes]:
    with closing(Pipes()) as made:
        yield made


def test_an_answer_arrives_as_it_was(pipes: Pipes) -> None:
    async def hand_over() -> Kept:
        pipes.reply({"id": "urn:uuid:1", "run": "run"})
        return await pipes.walk.keep(ANSWER)

    assert asyncio.run(hand_over()) == Kept("urn:uuid:1", "run")
    message = json.loads(pipes.heard.readline())
    assert answer_of(message["told"], pipes.heard.read(message["size"])) == ANSWER


def test_an_attempt_arrives_as_it_was(pipes: Pipes) -> None:
    async def hand_over() -> None:
        pipes.walk.keep_attempt(ATTEMPT)

    asyncio.run(hand_over())
    assert attempt_of(json.loads(pipes.heard.readline())["told"]) == ATTEMPT


def test_replies_find_what_they_answer_also_in_pieces(pipes: Pipes) -> None:
    async def hand_over() -> list[Kept]:
        waiting = [asyncio.ensure_future(pipes.walk.keep(ANSWER)) for _ in range(3)]
        said = b"".join(json.dumps({"id": f"{n}", "run": "r"}).encode() + b"\n" for n in range(3))
        for byte in said:
            os.write(pipes.replies, bytes((byte,)))
            await asyncio.sleep(0)
        return await asyncio.gather(*waiting)

    assert [kept.id for kept in asyncio.run(hand_over())] == ["0", "1", "2"]


def test_what_cannot_be_kept_is_the_error_that_it_was_and_nothing_more_is_taken(pipes: Pipes) -> None:
    async def hand_over() -> None:
        pipes.reply({})
        pipes.reply({"kind": "NotWritable", "message": "the disk is full"})
        pipes.walk.keep_attempt(ATTEMPT)
        with pytest.raises(NotWritable, match="the disk is full"):
            await pipes.walk.keep(ANSWER)
        with pytest.raises(NotWritable):
            pipes.walk.keep_attempt(ATTEMPT)

    asyncio.run(hand_over())


def test_a_walk_whose_keeper_has_ended_is_told(pipes: Pipes) -> None:
    async def hand_over() -> None:
        os.close(pipes.replies)
        with pytest.raises(ArchiveError, match="has ended"):
            await pipes.walk.keep(ANSWER)

    asyncio.run(hand_over())


def test_a_host_is_closed_by_refusals_that_are_not_written_yet(archive: Archive, pipes: Pipes) -> None:
    wire = Wire(archive, lone_source("http://qu.test/"), "run", "manual", GroupTurns(None), 0.0, keeping=pipes.walk)
    refused = replace(ANSWER, status=403, outcome="blocked", cause="forbidden")

    async def refuse() -> None:
        waiting = [asyncio.ensure_future(wire.keep(refused, "qu.test")) for _ in range(5)]
        await asyncio.sleep(0)
        for one in waiting:
            one.cancel()

    asyncio.run(refuse())
    assert ["qu.test"] == list(wire.findings.closed)


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("cut", [1, 40, -500, -1])
def test_a_message_that_the_child_was_killed_in_is_none(tmp_path: Path, pipes: Pipes, cut: int) -> None:
    first, second = (replace(ANSWER, url=f"http://qu.test/{name}") for name in "ab")
    whole = message_of(pipes, first) + message_of(pipes, second)[:cut]
    process = subprocess.Popen([sys.executable, "-c", ""], stdin=subprocess.PIPE)
    with open_archive(tmp_path, read_only=False) as archive:
        keeper = _Keeper(archive, process, io.BytesIO(whole))
        keeper.start(Job(tmp_path, "qu", "run", "schedule", Orders()))
        keeper.thread.join()
        kept = [capture.url for capture in archive.captures_of_run("run")]
    process.communicate()
    assert keeper.events.get() is None
    assert keeper.failure is None
    assert ["http://qu.test/a"] == kept


def message_of(pipes: Pipes, answer: Answer) -> bytes:
    """What goes through the pipe for an answer."""

    async def hand_over() -> None:
        waiting = asyncio.ensure_future(pipes.walk.keep(answer))
        await asyncio.sleep(0)
        waiting.cancel()

    asyncio.run(hand_over())
    return os.read(pipes.heard.fileno(), 1 << 20)


@pytest.mark.slow
def test_control_c_ends_a_crawl_in_order_and_the_same_crawl_goes_on(tmp_path: Path) -> None:
    declare(tmp_path / "sources")
    with serving() as replica:
        replica.pause_s = 0.002
        documents = site(replica, 200, per_list=50)
        process = started(tmp_path, replica)
        wait_for(replica, 60, process)
        process.send_signal(signal.SIGINT)
        assert process.wait() != 0
        asked = len(replica.asked)
        with open_archive(tmp_path / "archive") as archive:
            damage = archive.verify().damaged
        assert started(tmp_path, replica).wait() == 0
        missing, twice = missing_and_twice(tmp_path, replica, documents)
    assert asked < 200
    assert (set(), 0, []) == (missing, twice, damage)


def test_a_group_is_asked_for_nothing_until_its_last_answer_is_written(archive: Archive, pipes: Pipes) -> None:
    wire = Wire(archive, lone_source("http://qu.test/"), "run", "manual", GroupTurns(None), 0.0, keeping=pipes.walk)

    async def ask() -> list[bool]:
        wire.begin_writing("qu.test")
        asked = asyncio.ensure_future(wire.written("qu.test"))
        await asyncio.wait_for(wire.written("other.test"), 1)
        before = asked.done()
        wire.end_writing("qu.test")
        await asyncio.wait_for(asked, 1)
        return [before, asked.done()]

    assert [False, True] == asyncio.run(ask())
