"""Starts the process that a walk runs in: ahead of its job where a command knows that there will be one, for loading Scrapy takes a while."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO

PIPE_BYTES = 1 << 20
"""How much may wait between the two processes: Linux lets any user ask for so much (fs.pipe-max-size)."""


@dataclass(frozen=True, slots=True)
class Walker:
    """A process that waits for its job: one line on its standard input. What it hands over comes on `messages`."""

    process: subprocess.Popen[bytes]
    messages: IO[bytes]


def start_walker(lock: int | None = None) -> Walker:
    """Start the process of a walk; `lock`: file descriptor of the source's lock, which it holds too.

    It dies with the thread that calls this (`crawler.child`), so that one has to wait for it.
    """
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "crawler.child", str(writing), str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=2,  # standard output belongs to the command's own answer
        pass_fds=(writing,) if lock is None else (writing, lock),
        start_new_session=True,  # Ctrl-C goes to the parent, which ends the child in order
    )
    os.close(writing)
    return Walker(process, os.fdopen(reading, "rb", PIPE_BYTES))


@contextmanager
def starting() -> Iterator[Walker]:
    """Start a walk's process and see to it that it does not outlive the with block, whether it got a job or not."""
    walker = start_walker()
    try:
        yield walker
    finally:
        assert walker.process.stdin is not None
        with suppress(BrokenPipeError):
            walker.process.stdin.close()
        if walker.process.poll() is None:
            walker.process.kill()  # one that got a job was waited for by its walk
            walker.process.wait()
        walker.messages.close()
