"""Taking over what others captured: `import`."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from crawler.cli.console import Bar, bar
from crawler.cli.options import Argument, Option, Pace
from crawler.cli.runs import print_runs
from crawler.config import Config
from crawler.errors import WrongUse

if TYPE_CHECKING:
    from archive.records import Run
    from crawler.sources import Source

PANEL = "Crawling"


def import_(
    config: Config,
    names: Annotated[
        list[str],
        Argument(
            help="WARC files (.warc, .warc.gz, .warc.zst, .wacz); with --timemap one page's address.",
            metavar="FILE…|URL",
        ),
    ],
    timemap: Annotated[
        str,
        Option(help="A Memento archive's TimeMap of the page: its address, or what stands before the page's in it."),
    ] = "",
    source: Annotated[str | None, Option(help="Take only what belongs to this source.", metavar="ID")] = None,
    gateway: Annotated[
        str,
        Option(
            help="Where mementos lie, if the TimeMap does not say: PREFIX + timestamp + id_/ + address.",
            metavar="PREFIX",
        ),
    ] = "",
    pace: Pace = None,
) -> int:
    """Keep captures that others made, each under its own time, and clean what is new; prints the runs, one a source.

    What is kept already is not kept twice: an import that was stopped goes on when it is called again.
    Damaged places of a file are told, and what is whole beside them is kept (exit code 3).

    Examples:
        fangzhi import crawl-2019.warc.gz
        fangzhi import old/*.warc.gz --source sh-jiading-rd
        fangzhi import http://renda.jiading.cn/cwhgz/jdgz/content_1 --timemap http://127.0.0.1:8080/pywb/timemap/link/
    """
    from crawler.crawl import exit_code

    whose = _named(config, source)
    with bar("import") as shown_bar:
        if timemap:
            runs = [_past_of(config, names, timemap, whose, (gateway, pace), shown_bar)]
        else:
            runs = _files(config, names, whose, shown_bar)
    print_runs(config, runs)
    return exit_code(runs)


def _files(config: Config, names: list[str], whose: "Source | None", shown_bar: Bar) -> "list[Run]":
    from crawler.importing import import_files

    if any("://" in name for name in names):
        raise WrongUse(
            "an address is imported with --timemap ADDRESS, the archive's list of its mementos; files are named by their paths"
        )
    return import_files(
        config.archive,
        [Path(name) for name in names],
        source=whose,
        sources_folder=config.sources,
        catalog=config.catalog,
        on_event=_events(shown_bar),
    )


def _past_of(
    config: Config,
    names: list[str],
    timemap: str,
    whose: "Source | None",
    asking: tuple[str, float | None],
    shown_bar: Bar,
) -> "Run":
    from archive.urls import url_key
    from crawler.job import Orders
    from crawler.mementos import import_timemap

    if len(names) != 1:
        raise WrongUse("--timemap takes one page's address; call import once for each page")
    url_key(names[0])
    orders = Orders(
        contact=config.contact,
        gateway=asking[0],
        pace_s=asking[1],
        sources_folder=config.sources,
        catalog=config.catalog,
    )
    return import_timemap(config.archive, names[0], timemap, orders, source=whose, on_event=_events(shown_bar))


def _named(config: Config, name: str | None) -> "Source | None":
    from crawler.sources import load_sources, named

    return named(load_sources(config.sources), name) if name else None


def _events(shown_bar: Bar) -> Any:
    """What is told of an import under way, onto a bar: bytes of the file, then cleanings."""

    def show(event: Mapping[str, Any]) -> None:
        if event["event"] == "progress":  # a walk's
            counts = {name: n for name, n in event.items() if isinstance(n, int)}
            listed = counts.pop("listed", 0)
            shown_bar.to(sum(counts.values()), max(listed, sum(counts.values())), "mementos")
            return
        label = f"{event['file']}: {event['answers']} answers" if event["event"] == "import" else "cleaning"
        shown_bar.to(event["done"], event["total"], label)

    return show


COMMANDS = (import_,)
