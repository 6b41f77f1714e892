"""What a command says when it cannot go on: one sentence on standard error, and the exit code that fits."""

import errno
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from crawler.cli.console import print_json

WRONG = 1
MISUSED = 2
INTERRUPTED = 130
"""128 and SIGINT, as shells count."""
TERMINATED = 143
"""128 and SIGTERM, as shells count."""
PIPE_CLOSED = 141
"""128 and SIGPIPE: the reader of the output went away, as `… | head` does."""


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Let SIGTERM end a command as Ctrl-C does, for the length of a with block: what it holds is closed on the way out.

    It comes out as SystemExit with TERMINATED. The daemon and the reading room answer to SIGTERM by themselves.
    """
    is_ours = (
        threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    )
    if is_ours:
        signal.signal(signal.SIGTERM, _terminated)
    try:
        yield
    finally:
        if is_ours:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _terminated(number: int, frame: object) -> None:
    del number, frame
    raise SystemExit(TERMINATED)


def told_errors() -> tuple[type[Exception], ...]:
    """Return what every command may raise with a sentence for its user: the rooms' errors and the system's."""
    from archive.errors import ArchiveError
    from cleaners.errors import CleanerError
    from crawler.errors import CrawlerError

    return (ArchiveError, CleanerError, CrawlerError, OSError)


def tell(error: Exception, *, as_json: bool = False) -> int:
    """Say on standard error what happened (and on standard output with --json), and return the exit code."""
    if isinstance(error, BrokenPipeError):
        _let_go_of_the_output()
        return PIPE_CLOSED
    say(_kind(error), _sentence(error), as_json=as_json)
    return MISUSED if _is_misuse(error) else WRONG


def say(kind: str, sentence: str, *, as_json: bool = False) -> None:
    """Write `kind: sentence` as one line to standard error; `as_json`: and as one object to standard output, for programs."""
    message = " ".join(sentence.split())
    sys.stderr.write(f"{kind}: {message}\n")
    sys.stderr.flush()
    if as_json:
        print_json({"error": kind, "message": message})


def _is_misuse(error: Exception) -> bool:
    from archive.errors import BadAddress
    from cleaners.errors import BadOptions, UnknownCleaner
    from crawler.errors import AlreadyScheduled, BadSource, NoContact, UnknownSource, WrongUse

    return isinstance(
        error,
        AlreadyScheduled | BadAddress | BadOptions | BadSource | NoContact | UnknownCleaner | UnknownSource | WrongUse,
    )


def _kind(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "NotWritable"
    return type(error).__name__


def _sentence(error: Exception) -> str:
    if not isinstance(error, OSError) or error.strerror is None:
        return str(error)
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror}; {_ADVICE.get(error.errno or 0, 'mend that and try again')}"


_ADVICE = {
    errno.ENOSPC: "free some space, then run the same command again",
    errno.EROFS: "name a folder that can be written",
    errno.EACCES: "check who may read and write it",
    errno.EPERM: "check who may read and write it",
    errno.ENOENT: "check the name",
    errno.EISDIR: "name a file, not a folder",
}


def _let_go_of_the_output() -> None:
    """Keep the interpreter from failing again when it flushes standard output on its way out."""
    import os

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
