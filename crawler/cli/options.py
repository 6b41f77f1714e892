"""Arguments and options that commands share, and how a function becomes a command that takes the global options too."""

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer import Argument, Option

from crawler.cli.failing import tell
from crawler.config import Config

__all__ = [
    "Account",
    "Alarms",
    "Archive",
    "Argument",
    "At",
    "Contact",
    "Gateway",
    "Json",
    "Option",
    "Pace",
    "Part",
    "Reader",
    "Sources",
    "Url",
    "add_command",
]

GLOBAL = "Global options, before or after the command"

Archive = Annotated[
    Path | None,
    Option(
        help="Folder of the archive (else FANGZHI_ARCHIVE, else ./fangzhi-archive).",
        metavar="DIR",
        rich_help_panel=GLOBAL,
    ),
]
Sources = Annotated[
    Path | None,
    Option(help="Folder with more declarations, *.toml.", metavar="DIR", rich_help_panel=GLOBAL),
]
Contact = Annotated[
    str | None,
    Option(
        help="Web page or mail address for the user agent (else FANGZHI_CONTACT).",
        metavar="ADDRESS",
        rich_help_panel=GLOBAL,
    ),
]
Json = Annotated[bool, Option("--json", help="Print one JSON value and nothing else.", rich_help_panel=GLOBAL)]

Url = Annotated[str, Argument(help="Address of a page, absolute: http://… or https://…", metavar="URL")]
Account = Annotated[
    bool, Option("--account", help="Tell every visible piece of the page in its order: kept, or cut and by which rule.")
]
Part = Annotated[bool, Option("--part", help="This part alone, not the whole document that it belongs to.")]
At = Annotated[
    str | None,
    Option(help="As it stood then: a day (its end, in Shanghai) or an RFC 3339 time; else the last.", metavar="DATE"),
]
Reader = Annotated[str | None, Option("--cleaner", help="As this cleaner read it: auto, discuz, selected or article.")]
Gateway = Annotated[
    str,
    Option(
        help="Ask for every address as PREFIX + address, like http://127.0.0.1:8080/ (pywb, Wayback Machine).",
        metavar="PREFIX",
    ),
]
Pace = Annotated[
    float | None,
    Option(help="Seconds between two requests; on real hosts never less than declared.", min=0, metavar="SECONDS"),
]
Alarms = Annotated[
    list[str] | None,
    Option(
        "--alarm",
        help="Where to tell that a source broke or is well again (else FANGZHI_ALARMS): wecombot://…, mailto://… May be repeated.",
        metavar="ADDRESS",
    ),
]


def add_command(app: typer.Typer, function: Callable[..., int], *, panel: str) -> None:
    """Make a function a command of an app, under its own name (`import_`: under the name without the underscore).

    The function takes a `Config` first and answers with the exit code; its docstring is the help (lines after the
    first paragraph stay as they are, so examples stand there indented). The command takes the global options too:
    what stands after the command's name wins over what stands before it.
    """

    @functools.wraps(function)
    def run(
        context: typer.Context,
        *,
        archive: Path | None,
        sources: Path | None,
        contact: str | None,
        as_json: bool,
        **given: Any,
    ) -> int:
        config: Config = context.obj
        shared = config.with_options(archive=archive, sources=sources, contact=contact, as_json=as_json)
        try:
            return function(shared, **given)
        except BrokenPipeError as error:  # typer would end the process with 1
            return tell(error)

    own = list(inspect.signature(function).parameters.values())[1:]
    context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    parameters = [context, *own, *_global_parameters()]
    named = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters[1:]]
    run.__signature__ = inspect.Signature([context, *named])  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    app.command(function.__name__.rstrip("_"), rich_help_panel=panel)(run)


def _global_parameters() -> list[inspect.Parameter]:
    kinds: list[tuple[str, Any, Any]] = [
        ("archive", Archive, None),
        ("sources", Sources, None),
        ("contact", Contact, None),
        ("as_json", Json, False),
    ]
    keyword = inspect.Parameter.KEYWORD_ONLY
    return [inspect.Parameter(name, keyword, annotation=kind, default=default) for name, kind, default in kinds]
