"""The commands that stand in the documents with their output: read from them, run again, compared or renewed.

    python -m tests.documents

runs the demo and writes today's help and output into both READMEs, docs/corpus.md and docs/commands.md. Other commands are left alone.
"""

import io
import os
import re
import shlex
import tempfile
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from crawler.cli import main

HOUSE = Path(__file__).parents[1]
SHOWN = ("README.md", "README.zh-CN.md")
RUN = (*SHOWN, "docs/corpus.md")
"""Documents whose commands and Python are run over the demo's archive."""
COMMANDS = HOUSE / "docs" / "commands.md"
_BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
_PYTHON = re.compile(r"(?<=```python\n)(.*?)(?=```)", re.DOTALL)

# What differs from one demo to the next: ids, digests over them, the real time, names and places of files.
_VOLATILE = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<uuid>"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "<sha256>"),
    (re.compile(r"\d{8}T\d{6}Z-([a-z-]+)-[0-9a-f]{4}"), r"<run of \1>"),
    (re.compile(r"20\d\d/\d\d/\d{8}-[0-9a-f]{8}-\d{5}"), "<file>"),
    (re.compile(r"127\.0\.0\.1:\d+"), "127.0.0.1:<port>"),
    (re.compile(r"at \d+, \d+ bytes"), "at <offset>, <length> bytes"),
    (re.compile(r"(Date|Server)( +).*"), r"\1"),
    (re.compile(r"20(?!25-08)\d\d-\d\d-\d\d \d\d:\d\d"), "<now>"),
)

Run = Callable[[list[str]], str]


def commands_in(text: str) -> list[tuple[str, str]]:
    """Return the commands of a document's console blocks and the output that stands below each."""
    found = []
    for block in _BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def python_in(text: str) -> list[str]:
    """Return a document's Python blocks."""
    return _PYTHON.findall(text)


def settled(output: str) -> str:
    """Return an output without what differs each time."""
    for pattern, word in _VOLATILE:
        output = pattern.sub(word, output)
    return "\n".join(line.rstrip() for line in output.strip().splitlines())


def run_in(folder: Path) -> Run:
    """Return what runs `fangzhi …` in a folder that holds a demo, and gives back its standard output."""

    def run(arguments: list[str]) -> str:
        out = io.StringIO()
        environment = {"COLUMNS": "80", "FANGZHI_ARCHIVE": "fangzhi-demo/archive"}
        with chdir(folder), patch.dict(os.environ, environment), redirect_stdout(out), redirect_stderr(io.StringIO()):
            main(arguments)
        return "\n".join(line.rstrip() for line in out.getvalue().strip().splitlines()) + "\n"

    return run


def renewed(text: str, run: Run) -> str:
    """Return a document with today's output below every `$ fangzhi …`; other commands keep what stands there."""

    def block(match: re.Match[str]) -> str:
        lines = []
        for command, output in commands_in(f"```console\n{match[0]}```"):
            now = run(shlex.split(command)[1:]) if command.startswith("fangzhi ") else output
            told = output if settled(now) == settled(output) else now  # new ids alone are no news
            lines.append(f"$ {command}\n" + told.strip("\n"))
        return "\n\n".join(lines).rstrip() + "\n"

    return _BLOCK.sub(block, text)


def _renew_all() -> None:
    with tempfile.TemporaryDirectory() as folder:
        with chdir(folder):
            main(["demo"])
        run = run_in(Path(folder))
        for path in (*(HOUSE / name for name in RUN), COMMANDS):
            path.write_text(renewed(path.read_text(encoding="utf-8"), run), encoding="utf-8")


if __name__ == "__main__":
    _renew_all()
