"""Taking over what others captured: `import`."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from crawler.cli.console import Bar, bar
from crawler.cli.options import Argument, Option
from crawler.cli.runs import print_runs
from crawler.config import Config
from crawler.errors import WrongUse

if TYPE_CHECKING:
    from crawler.sources import Source

PANEL = "Crawling"


def import_(
    config: Config,
    files: Annotated[list[str], Argument(help="WARC files: .warc, .warc.gz or .wacz.", metavar="FILE…")],
    source: Annotated[str | None, Option(help="Take only what belongs to this source.", metavar="ID")] = None,
) -> int:
    """Keep captures that others made, each under its own time, and clean what is new; prints the runs, one a source.

    What is kept already is not kept twice: an import that was stopped goes on when it is called again. Damaged places
    of a file are told, and what is whole beside them is kept (exit code 3).

    Examples:
        fangzhi import crawl-2019.warc.gz
        fangzhi import old/*.warc.gz --source sh-jiading-rd
    """
    from crawler.crawl import exit_code
    from crawler.importing import import_files

    whose = _named(config, source)
    if any("://" in one for one in files):
        raise WrongUse("an address is imported with --timemap; files are named by their paths")
    with bar("import") as shown_bar:
        runs = import_files(
            config.archive,
            [Path(one) for one in files],
            source=whose,
            sources_folder=config.sources,
            catalog=config.catalog,
            on_event=_events(shown_bar),
        )
    print_runs(config, runs)
    return exit_code(runs)


def _named(config: Config, name: str | None) -> "Source | None":
    from crawler.sources import load_sources, named

    return named(load_sources(config.sources), name) if name else None


def _events(shown_bar: Bar) -> Any:
    """What is told of an import under way, onto a bar: bytes of the file, then cleanings."""

    def show(event: Mapping[str, Any]) -> None:
        label = f"{event['file']}: {event['answers']} answers" if event["event"] == "import" else "cleaning"
        shown_bar.to(event["done"], event["total"], label)

    return show


COMMANDS = (import_,)
