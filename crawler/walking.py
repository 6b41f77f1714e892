"""The parent's side of a walk: starts it in a process of its own, keeps what it hands over, and hears what it found."""

import json
import queue
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

from archive import Archive
from archive.errors import ArchiveError
from crawler.errors import WalkBroken
from crawler.job import Job
from crawler.keeping import Event, answer_of, attempt_of, error_of
from crawler.spawning import Walker, start_walker
from crawler.wire import Findings

GRACE_S = 20.0
"""How long a child may take to end by itself after SIGTERM: the answers under way."""

LOOK_S = 0.2
"""How often a stoppable walk looks whether its child has ended."""


def walk(
    archive: Archive,
    job: Job,
    on_event: Callable[[Event], None],
    lock: int | None = None,
    stopping: threading.Event | None = None,
    walker: Walker | None = None,
) -> Findings | None:
    """Walk a source in a child process, keep what it gets, and return what it found beside; None if it was told to stop.

    Args:
        archive: where everything is kept; open for writing, and the one that the job names.
        on_event: told `{"event": "progress", "listed": …, "ok": …, …}` after each answer.
        lock: file descriptor of the source's lock: the child holds it too, so it ends with the last of both.
        stopping: when it is set, the child ends the answers under way and then itself.
        walker: a child that was started ahead and waits; none: one is started, which holds the lock.

    Raises:
        ArchiveError: what came could not be kept.
        CrawlerError: the job cannot be done; the child's own sentence.
        WalkBroken: the child ended without a word (killed, out of memory). What it had is kept; the same crawl goes on.
    """
    walker = walker or start_walker(lock)
    process = walker.process
    with walker.messages as messages:
        keeper = _Keeper(archive, process, messages)
        keeper.start(job)
        watcher = threading.Thread(target=_stop_when, args=(process, stopping), daemon=True)
        watcher.start()
        try:
            findings = _listen(process, job, keeper, on_event)
            return None if stopping is not None and stopping.is_set() else findings
        except WalkBroken:
            if stopping is not None and stopping.is_set():
                return None  # it was still loading, and knows no order yet to end in
            raise
        finally:
            _end(process)
            keeper.thread.join()
            watcher.join()
            with suppress(BrokenPipeError):
                process.stdin.close()  # type: ignore[union-attr]


class _Keeper:
    """Keeps what a child hands over, in a thread of its own: Ctrl-C reaches the main thread alone, and no record is left half done."""

    def __init__(self, archive: Archive, process: subprocess.Popen[bytes], messages: IO[bytes]) -> None:
        self._archive, self._process, self._messages = archive, process, messages
        self.events: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self.failure: Exception | None = None
        self.thread = threading.Thread(target=self._run, name="keeping")

    def start(self, job: Job) -> None:
        """Give the child its job and begin."""
        self._reply(job.to_json())
        self.thread.start()

    def _run(self) -> None:
        """Take messages until the child ends; a line that it was killed in is none. No child is left waiting for a reply."""
        is_over = False
        try:
            while (line := self._messages.readline()).endswith(b"\n"):
                message = json.loads(line)
                size = message.get("size", 0)
                payload = self._messages.read(size)
                if len(payload) < size:
                    break
                if "size" in message:
                    self._reply(json.dumps(self._take(message["event"], message["told"], payload)))
                else:
                    self.events.put(message)
            is_over = True
        finally:
            if not is_over:
                self._process.kill()
            self.events.put(None)

    def _take(self, event: str, told: dict[str, Any], payload: bytes) -> dict[str, str]:
        """Do what a message asks; returns the reply."""
        try:
            if event == "answer":
                capture = self._archive.keep(answer_of(told, payload))
                return {"id": capture.id, "run": capture.run}
            if event == "attempt":
                self._archive.keep_attempt(attempt_of(told))
            else:
                self._archive.flush()
        except ArchiveError as error:
            self.failure = self.failure or error
            return {"kind": type(error).__name__, "message": str(error)}
        return {}

    def _reply(self, line: str) -> None:
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # it died; its silence is reported when it is waited for
            self._process.stdin.write(line.encode("utf-8") + b"\n")
            self._process.stdin.flush()


def _listen(process: subprocess.Popen[bytes], job: Job, keeper: _Keeper, on_event: Callable[[Event], None]) -> Findings:
    findings, failure = None, None
    while (event := keeper.events.get()) is not None:
        if event["event"] == "found":
            findings = Findings(**event["findings"])
        elif event["event"] == "failed":
            failure = error_of(str(event["kind"]), str(event["message"]))
        else:
            on_event(event)
    code = process.wait()
    if failure := keeper.failure or failure:
        raise failure
    if findings is None or code != 0:
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        raise WalkBroken(
            f"the walk of {job.source} ended early ({how}); what it fetched is kept, the same crawl goes on from there"
        )
    return findings


def _stop_when(process: subprocess.Popen[bytes], stopping: threading.Event | None) -> None:
    """Ask the child to end when the crawl is told to stop; ends with the child."""
    while stopping is not None and process.poll() is None:
        if stopping.wait(LOOK_S):
            process.terminate()
            return


def _end(process: subprocess.Popen[bytes]) -> None:
    """See to it that no child outlives its walk, whatever ended the waiting (Ctrl-C, a stopped schedule)."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
