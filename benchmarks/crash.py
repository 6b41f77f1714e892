"""Kills the writer, fills the disk, tears the tail, cuts the power; then counts what was acknowledged and is not there.

    python benchmarks/crash.py [--tenth] [--without-sync]

A writer is forked and kills itself (SIGKILL) before, in the middle of or after a chosen call: of the file layer (create, lock, write, sync,
rename, truncate, folder sync) or of the database (each statement, each commit). Its acknowledgements are lines on a pipe that this process
has received. After every third kill the power is cut too: each file is set back to what was last synced, and a name that its folder
was never synced for is gone; the catalog keeps its last commit, as SQLite promises. Then the archive is opened again, without a hand,
and everything acknowledged must be there and `verify` find nothing. Exits with 1 if not.

`--without-sync` takes fdatasync out: then this bench must fail (tests/archive/test_crash.py holds it to that).
"""

import argparse
import errno
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # this folder has a file of the package's own name

from sqlalchemy import Engine, event  # noqa: E402

from archive import Answer, Archive, ArchiveError, NotWritable, Redacted, open_archive  # noqa: E402
from archive.disk import Disk  # noqa: E402
from cleaners.document import Block, Document, Metadata, digest_of  # noqa: E402

KILLS = 1000
POWER_CUTS_IN = 3
"""Every so manieth kill is a power cut too."""
ARCHIVE_LIVES = 25
"""Kills that one archive goes through before the next begins empty."""
CHORES = 6
"""Writers after which the chores at their ends begin again."""
NIGHT = datetime(2026, 11, 24, 18, tzinfo=UTC)


@dataclass
class Fuse:
    """Counts calls and burns down: at the chosen one the process kills itself."""

    left: int = 1 << 62
    calls: int = 0

    def step(self) -> None:
        """Note a call; kill this process at the chosen one."""
        self.calls += 1
        self.left -= 1
        if self.left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def heard(fuse: Fuse) -> Iterator[None]:
    """Let the fuse hear each statement and commit of every database."""

    def step(*_: object) -> None:
        fuse.step()

    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, step)
    try:
        yield
    finally:
        for name in ("before_cursor_execute", "commit"):
            event.remove(Engine, name, step)


class Tapped(Disk):
    """The file layer with a fuse in it, and a journal (outside the archive) of what was made to last."""

    def __init__(self, fuse: Fuse, journal: Path, *, syncs: bool = True) -> None:
        self.fuse = fuse
        self.syncs = syncs
        self._journal = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def _note(self, *words: object) -> None:
        os.write(self._journal, ("\t".join(map(str, words)) + "\n").encode())

    def create(self, path: Path) -> int:
        """See Disk."""
        self.fuse.step()
        return super().create(path)

    def open(self, path: Path) -> int:
        """See Disk."""
        self.fuse.step()
        return super().open(path)

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        """Write in two halves, so that a kill can fall between them."""
        self.fuse.step()
        half = super().write(descriptor, data[: len(data) // 2]) if len(data) > 1 else 0
        self.fuse.step()
        return half + super().write(descriptor, data[half:])

    def sync(self, descriptor: int) -> None:
        """See Disk."""
        self.fuse.step()
        if self.syncs:
            super().sync(descriptor)
            status = os.fstat(descriptor)
            self._note("synced", status.st_ino, status.st_size)
        self.fuse.step()

    def truncate(self, descriptor: int, size: int) -> None:
        """See Disk."""
        self.fuse.step()
        super().truncate(descriptor, size)
        self.fuse.step()

    def rename(self, old: Path, new: Path) -> None:
        """See Disk."""
        self.fuse.step()
        self._note("renaming", old, new)
        old.rename(new)
        self.fuse.step()
        self.sync_folder(new.parent)

    def sync_folder(self, path: Path) -> None:
        """See Disk."""
        self.fuse.step()
        super().sync_folder(path)
        self._note("listed", path, *(entry.name for entry in path.iterdir()))
        self.fuse.step()


def cut_power(folder: Path, journal: Path) -> None:
    """Set every file of the archive back to what was made to last; the catalog keeps its last commit."""
    sizes, names, renames = dict[int, int](), set[str](), list[tuple[str, str]]()
    for line in journal.read_text(encoding="utf-8").splitlines():
        kind, *words = line.split("\t")
        if kind == "synced":
            sizes[int(words[0])] = int(words[1])
        elif kind == "listed":
            names |= {f"{words[0]}/{name}" for name in words[1:]}
        else:
            renames.append((words[0], words[1]))
    for old, new in renames:
        if new not in names and Path(new).exists():
            Path(new).rename(old)
    for path in [
        path for part in ("raw", "text", "quarantine") for path in (folder / part).rglob("*") if path.is_file()
    ]:
        if str(path) not in names:
            path.unlink()
        else:
            os.truncate(path, min(sizes.get(path.stat().st_ino, 0), path.stat().st_size))
    manifest = folder / "manifest.jsonl"
    if manifest.exists():
        os.truncate(manifest, min(sizes.get(manifest.stat().st_ino, 0), manifest.stat().st_size))


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


def write(folder: Path, disk: Disk, fuse: Fuse, start: int, say: Callable[[str], None], pages: int = 24) -> None:
    """Keep pages and cleanings in small groups; some do a chore at the end (`chore_of`). Tells what is acknowledged."""
    say("in recovery")
    with heard(fuse), open_archive(folder, read_only=False, disk=disk) as archive:
        say("in writing")
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
        archive.seal()
        if chore_of(start, pages) == 2:
            say("in rebuild")
            archive.rebuild()
        elif chore_of(start, pages) == 4:
            say("in redact")
            gone = archive.captures(answer(start).url)[0]
            archive.redact(gone, reason="an order", at=gone.recorded_at)
            say(f"taken {gone.id}")
        elif chore_of(start, pages) == 5:
            say("in migrate")
            archive.migrate(f"sqlite:///{folder}/moved-{start}.sqlite")


def chore_of(start: int, pages: int = 24) -> int:
    """The chore of the writer that begins with that page, 0 to CHORES - 1: 2 rebuilds, 4 redacts, 5 migrates at its end."""
    return start // pages % CHORES


def calls_of(place: Path, start: int) -> int:
    """Return how many calls a writer makes that is left alone."""
    fuse = Fuse()
    write(place / "calls", Tapped(fuse, place / "calls.journal"), fuse, start, void)
    shutil.rmtree(place / "calls")
    return fuse.calls


@dataclass
class Tally:
    """What was tried and what was lost."""

    tried: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    lost: set[str] = field(default_factory=set)
    damaged: list[str] = field(default_factory=list)

    def check(self, folder: Path, lines: list[str]) -> None:
        """Open the archive again as the next night would, and look for everything acknowledged."""
        try:
            with open_archive(folder, read_only=False) as archive:
                self.lost |= {line for line in lines if not _is_there(archive, line)}
                archive.seal()
                self.damaged += [f"{one.file} {one.offset} {one.code}" for one in archive.verify().damaged]
        except ArchiveError as error:
            self.damaged.append(f"{type(error).__name__}: {error}")


def _is_there(archive: Archive, line: str) -> bool:
    kind, *words = line.split()
    try:
        if kind == "run":
            return archive.run(words[0]).source == "linjiang"
        if kind == "taken":
            return _is_taken_down(archive, words[0])
        number, capture = int(words[0]), archive.capture(words[1])
        if chore_of(number) == 4 and number % 24 == 0 and _is_taken_down(archive, capture.id):
            return True  # finished by a later start, perhaps
        told = archive.at(capture.url)
        return archive.payload(capture) == answer(number).payload and told.digest == document(number).digest
    except ArchiveError:
        return False


def _is_taken_down(archive: Archive, identifier: str) -> bool:
    try:
        archive.payload(archive.capture(identifier))
    except Redacted:
        return True
    return False


def killed(folder: Path, disk: Callable[[Fuse], Disk], left: int, start: int) -> tuple[list[str], bool]:
    """Fork a writer that dies at its call number `left`; returns the lines received from it, and whether it died."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        fuse = Fuse(left)
        code = 1
        try:
            write(folder, disk(fuse), fuse, start, lambda line: void(os.write(writing, f"{line}\n".encode())))
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as lines:
        received = lines.read()
    _, status = os.waitpid(child, 0)
    whole = received[: received.rfind("\n") + 1].splitlines()
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
        whole.append("run the-writer-itself-failed")
    return whole, os.WIFSIGNALED(status)


def void(_value: object) -> None:
    """Take a value and return none."""


def kills(place: Path, count: int, tally: Tally, *, syncs: bool) -> None:
    """Kill writers at points spread evenly over all their calls; some with a power cut."""
    chance = random.Random(20261124)
    folder, journal, lines, start, number = place / "0", place / "0.journal", list[str](), 0, 0
    unseen = False
    calls = [calls_of(place, 24 * chore) for chore in range(CHORES)]
    while tally.tried["kill -9"] < count:
        if number % ARCHIVE_LIVES == 0:
            folder, journal, lines, start = place / str(number), place / f"{number}.journal", [], 0
        number += 1
        left = chance.randint(1, 60 if unseen else calls[chore_of(start)])  # 60: over what the one before has left
        received, died = killed(folder, partial(Tapped, journal=journal, syncs=syncs), left, start)
        start += 24
        phase = [line for line in received if line.startswith("in ")][-1:] or ["in recovery"]
        received = [line for line in received if not line.startswith("in ")]
        lines += received
        tally.acknowledged += len(received)
        if died:
            tally.tried[phase[0]] += 1
            tally.tried["kill -9"] += 1
            if tally.tried["kill -9"] % POWER_CUTS_IN == 0:
                tally.tried["with a power cut"] += 1
                cut_power(folder, journal)
        unseen = died and tally.tried["kill -9"] % POWER_CUTS_IN == 1 and bool(number % ARCHIVE_LIVES)
        if unseen and tally.tried["kill -9"] < count:
            continue  # nobody looks in between: the next writer finds what this one has left
        tally.check(folder, lines)
        _remember(folder, journal)
        if number % ARCHIVE_LIVES == 0:
            shutil.rmtree(folder)


def _remember(folder: Path, journal: Path) -> None:
    """What the check itself wrote was synced by the real layer: it lasts."""
    notes = []
    for path in folder.rglob("*"):
        status = path.stat()
        notes += [f"listed\t{path}\t" + "\t".join(entry.name for entry in path.iterdir())] if path.is_dir() else []
        notes += [f"synced\t{status.st_ino}\t{status.st_size}"] if path.is_file() else []
    notes.append(f"listed\t{folder}\t" + "\t".join(entry.name for entry in folder.iterdir()))
    journal.write_text("\n".join(notes) + "\n", encoding="utf-8")


class Full(Disk):
    """Takes so many writes, half of the next, and no more."""

    def __init__(self, writes: int) -> None:
        self.writes = writes

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        """See Disk."""
        self.writes -= 1
        if self.writes < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(descriptor, data if self.writes else data[: len(data) // 2])


def full_disks(place: Path, tally: Tally, every: int) -> None:
    """Fill the disk at each write call of a writer, until one gets through."""
    for writes in range(1, 1 << 20, every):
        folder, lines = place / f"full-{writes}", list[str]()
        tally.tried["full disk"] += 1
        try:
            write(folder, Full(writes), Fuse(), 0, lines.append, pages=12)
        except NotWritable:
            lines = [line for line in lines if not line.startswith("in ")]
            tally.acknowledged += len(lines)
            tally.check(folder, lines)
            if (folder / "quarantine").exists():
                tally.damaged.append(f"{folder}: a half record was left for quarantine")
            shutil.rmtree(folder)
        else:
            return


def torn_tails(place: Path, tally: Tally, every: int) -> None:
    """Tear the last record, which nobody acknowledged, at each of its bytes."""
    origin = place / "torn"
    reading, writing = os.pipe()
    if not os.fork():
        archive = open_archive(origin, read_only=False)
        archive.keep(answer(0))
        archive.flush()
        size = next(origin.rglob("*.open")).stat().st_size
        os.write(writing, f"{size} {archive.captures(answer(0).url)[0].id}".encode())
        archive.keep(answer(1))
        os.kill(os.getpid(), signal.SIGKILL)
    os.wait()
    said, identifier = os.read(reading, 100).decode().split()
    name = next(origin.rglob("*.open")).relative_to(origin)
    for end in range(int(said), (origin / name).stat().st_size, every):
        folder = place / "torn-copy"
        shutil.copytree(origin, folder)
        os.truncate(folder / name, end)
        tally.tried["torn tail"] += 1
        with open_archive(folder, read_only=False) as archive:
            kept = archive.payload(archive.capture(identifier)) == answer(0).payload
            tally.damaged += [f"torn at {end}: {one.code}" for one in archive.verify().damaged]
        tally.lost |= set() if kept else {f"torn at {end}"}
        shutil.rmtree(folder)


def main() -> int:
    """Try everything, print the table, and return 1 if anything acknowledged was lost or anything is damaged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tenth", action="store_true", help="a tenth of the points")
    parser.add_argument("--without-sync", action="store_true", help="take fdatasync out; the bench must then fail")
    parser.add_argument(
        "--kills", type=int, help=f"so many kills, and no full disks or torn tails (default {KILLS}, with both)"
    )
    options = parser.parse_args()
    every = 10 if options.tenth else 1
    tally, begun = Tally(), time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        kills(place, options.kills or KILLS // every, tally, syncs=not options.without_sync)
        if not options.kills:
            full_disks(place, tally, every)
            torn_tails(place, tally, every)
    print(
        ", ".join(f"{count} × {kind}" for kind, count in tally.tried.items())
        + f" in {time.perf_counter() - begun:.0f} s"
    )
    print(
        f"{tally.acknowledged} acknowledged, {len(tally.lost)} lost, {len(tally.damaged)} damages found after the restart"
    )
    for line in (*sorted(tally.lost)[:10], *tally.damaged[:10]):
        print("  " + line)
    return int(bool(tally.lost or tally.damaged))


if __name__ == "__main__":
    sys.exit(main())
