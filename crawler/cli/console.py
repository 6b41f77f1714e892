"""What a command prints: JSON, text and tables on standard output; progress on standard error."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any, Literal

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

NARROWEST = 80
"""Columns that a table has at least, also where the output is no terminal."""


def settle_streams() -> None:
    """Make both streams take every character: UTF-8, and a lone surrogate as `\\udc80` (which is JSON's own form)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_json(value: Any) -> None:
    """Print one JSON value, indented by two, its characters as they are."""
    print_text(json.dumps(value, ensure_ascii=False, indent=2))


def print_text(text: str = "") -> None:
    """Print a text as it is, and the end of its line."""
    sys.stdout.write(text + "\n")


def print_styled(*texts: Text) -> None:
    """Print lines that may be coloured (only where the output is a terminal); none is broken, so what is copied is whole."""
    console = _console()
    for text in texts:
        console.print(text, soft_wrap=True)


def print_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str | Text]],
    *,
    right: Sequence[str] = (),
    whole: Sequence[str] = (),
    gap: int = 2,
) -> None:
    """Print a table no wider than the terminal (Chinese characters count two columns); long cells go on below.

    Args:
        columns: the headings. right: those whose cells (figures) are set to the right. whole: those that never go on below.
        gap: blanks between two columns.
    """
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, gap, 0, 0))
    for heading in columns:
        justify: Literal["left", "right"] = "right" if heading in right else "left"
        table.add_column(heading, justify=justify, overflow="fold", no_wrap=heading in whole)
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in row))
    console = _console()
    with console.capture() as drawn:
        console.print(table)
    print_text("\n".join(line.rstrip() for line in drawn.get().rstrip().splitlines()))


def print_pairs(pairs: Sequence[tuple[str, str]]) -> None:
    """Print names and values, one pair a line, the values under each other; no value is broken."""
    width = max((len(name) for name, _ in pairs), default=0)
    print_styled(*(Text.assemble((name.ljust(width), "dim"), f"  {value}") for name, value in pairs))


def note(text: str) -> None:
    """Write a line for the person who watches to standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


class Bar:
    """A bar under way; `to` moves it."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task

    def to(self, done: int, total: int | None = None, label: str | None = None) -> None:
        """Show that so many are done, of so many where that is known."""
        self._progress.update(self._task, completed=done, total=total, description=label)


@contextmanager
def bar(label: str) -> Iterator[Bar]:
    """Show a progress bar on standard error while the block runs; nothing where that is no terminal."""
    console = Console(stderr=True, markup=False, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        yield Bar(progress, progress.add_task(label, total=None))


def _console() -> Console:
    console = Console(markup=False, emoji=False, highlight=False, soft_wrap=False)
    if console.width < NARROWEST and not console.is_terminal:
        console.width = NARROWEST
    return console
