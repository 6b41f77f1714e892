"""The command `fangzhi`. Each group of commands is a file of its own; heavy rooms are entered only when one runs."""

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer

from crawler.cli import (
    cleaning,
    corpus,
    crawling,
    extracting,
    fixity,
    importing,
    nightly,
    pages,
    probing,
    runs,
    serving,
    showing,
    sourcing,
    standing,
)
from crawler.cli.console import print_json, print_text, settle_streams
from crawler.cli.failing import INTERRUPTED, TERMINATED, WRONG, ending_in_order, say, tell, told_errors
from crawler.cli.options import Archive, Contact, Json, Sources, add_command
from crawler.config import config_from

app = typer.Typer(name="fangzhi", add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False)
for group in (
    showing,
    sourcing,
    probing,
    crawling,
    importing,
    runs,
    standing,
    nightly,
    extracting,
    cleaning,
    pages,
    serving,
    corpus,
    fixity,
):
    for function in group.COMMANDS:
        add_command(app, function, panel=group.PANEL)


@app.callback(invoke_without_command=True)
def begin(
    context: typer.Context,
    archive: Archive = None,
    sources: Sources = None,
    contact: Contact = None,
    as_json: Json = False,
    show_version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Crawl, keep and read the web pages of Chinese district governments and people's congresses.

    Exit codes: 0 complete or quiet, 1 error or failed, 2 wrong use, 3 partial or unexpected, 4 blocked.
    """
    context.obj = config_from(os.environ).with_options(
        archive=archive, sources=sources, contact=contact, as_json=as_json
    )
    if show_version:
        number = version("fangzhi")
        print_json({"version": number}) if as_json else print_text(f"fangzhi {number}")
    elif context.invoked_subcommand is None:
        sys.stdout.write(context.get_help())  # typer prints it itself where rich draws it, and answers ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; what goes wrong is one sentence on standard error.

    Args:
        arguments: what follows `fangzhi`; None for the process's own.
    """
    settle_streams()
    as_json = "--json" in (sys.argv[1:] if arguments is None else arguments)
    try:
        with ending_in_order():
            code = app(None if arguments is None else list(arguments), prog_name="fangzhi", standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)  # only errors of usage know where they were made
        say(
            "WrongUse",
            f"{error.format_message()} See: {context.command_path if context else 'fangzhi'} --help",
            as_json=as_json,
        )
        return error.exit_code
    except typer.Abort:
        return WRONG
    except SystemExit as end:
        if end.code != TERMINATED:
            raise
        say("Terminated", "stopped by SIGTERM; what was acknowledged is kept, the same command goes on from there")
        return TERMINATED
    except told_errors() as error:
        return tell(error, as_json=as_json)
    if code == INTERRUPTED:  # typer's own answer to a KeyboardInterrupt
        say("Interrupted", "stopped by Ctrl-C; what was acknowledged is kept, the same command goes on from there")
    return int(code or 0)
