"""What the writers of the crash bench do until they die, and the process they do it in."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive import Answer, Locked, open_archive
from archive.disk import Disk
from benchmarks.crashes.layer import Fuse, heard
from cleaners.document import Block, Document, Metadata, digest_of

NIGHT = datetime(2026, 11, 24, 18, tzinfo=UTC)
PAGES = 24
"""Pages that a writer keeps; the next begins with the page after."""
CHORES = 6
"""Writers after which the chores at their ends begin again."""
Say = Callable[[str], None]


def answer(number: int) -> Answer:
    """The answer of that number: each has an address, a time and a body of its own."""
    at = NIGHT + timedelta(minutes=17 * number)
    payload = f"<p>第{number}页：新增就业岗位{number * 7919}个。</p>".encode() * 3
    head = (("Content-Type", "text/html"),)
    url = f"http://www.linjiang.example/{number}.html"
    return Answer(
        url, 200, "OK", head, payload, at, at, "linjiang", "", "ok", request_headers=(("User-Agent", "fangzhi"),)
    )


def document(number: int) -> Document:
    """What a cleaner read in it."""
    text = f"新增就业岗位{number * 7919}个。"
    return Document(
        answer(number).url,
        "临江区",
        (Block("paragraph", text),),
        Metadata(),
        cleaner="auto@1",
        digest=digest_of("临江区", [text]),
    )


def chore_of(start: int) -> int:
    """The chore of the writer that begins with that page, 0 to CHORES - 1: 2 rebuilds, 4 redacts, 5 migrates at its end."""
    return start // PAGES % CHORES


def write(folder: Path, disk: Disk, fuse: Fuse, start: int, say: Say, pages: int = PAGES) -> None:
    """Keep pages and cleanings in small groups, seal, and do the chore at the end. Tells what it does and what is acknowledged."""
    say("in index")
    with heard(fuse), open_archive(folder, read_only=False, disk=disk) as archive:
        say("in write")
        run = archive.begin_run("linjiang", begun_at=answer(start).recorded_at, declaration="id = 'linjiang'")
        say(f"run {run.id}")
        group: list[str] = []
        for number in range(start, start + pages):
            capture = archive.keep(answer(number))
            archive.keep_cleaning(capture, "auto@1", document(number), cleaned_at=capture.recorded_at)
            group.append(f"page {number} {capture.id}")
            if number % 4 == 3:
                archive.flush()
                for line in group:
                    say(line)
                group = []
        say("in seal")
        archive.seal()
        try:
            if chore_of(start) == 2:
                say("in rebuild")
                archive.rebuild()
            elif chore_of(start) == 4:
                say("in redact")
                gone = archive.captures(answer(start).url)[0]
                archive.redact(gone, reason="an order", at=gone.recorded_at)
                say(f"taken {gone.id}")
            elif chore_of(start) == 5:
                say("in migrate")
                archive.migrate(f"sqlite:///{folder}/moved-{start}.sqlite")
        except Locked:
            say("in company")  # another writer is at work: these three wait for a time when none is


@dataclass
class Child:
    """A writer in a process of its own; its acknowledgements are lines on a pipe that this process reads."""

    pid: int
    pipe: int

    def heard_out(self) -> tuple[list[str], bool]:
        """Read to the end what it says; returns the whole lines and whether it died. One that failed says so in a line."""
        with os.fdopen(self.pipe, encoding="utf-8") as lines:
            received = lines.read()
        _, status = os.waitpid(self.pid, 0)
        whole = received[: received.rfind("\n") + 1].splitlines()
        if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
            whole.append("run the-writer-itself-failed")
        return whole, os.WIFSIGNALED(status)

    def kill(self) -> None:
        """Kill it."""
        os.kill(self.pid, signal.SIGKILL)


def forked(folder: Path, disk: Callable[[Fuse], Disk], left: int, start: int) -> Child:
    """Fork a writer that dies at its call number `left`."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        fuse = Fuse(left)
        code = 1
        try:
            write(folder, disk(fuse), fuse, start, lambda line: void(os.write(writing, f"{line}\n".encode())))
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    return Child(pid, reading)


def void(_value: object) -> None:
    """Take a value and return none."""
