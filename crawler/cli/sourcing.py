"""The declared sources: `sources`, `sources check`."""

from typing import Annotated

from crawler.cli.console import print_json, print_table, print_text
from crawler.cli.failing import MISUSED, tell
from crawler.cli.options import Argument
from crawler.config import Config
from crawler.errors import WrongUse

PANEL = "Sources"


def sources(
    config: Config,
    what: Annotated[
        str | None, Argument(help="`check` validates every declaration; else they are listed.", metavar="[check]")
    ] = None,
) -> int:
    """List the declared sources, or check that every declaration can be used.

    Examples:
        fangzhi sources
        fangzhi sources check --sources my-district/
    """
    from crawler.sources import load_sources

    if what not in (None, "check"):
        raise WrongUse(f"sources takes `check` or nothing, not {what!r}; see: fangzhi sources --help")
    if what == "check" and not _each_can_be_read(config):
        return MISUSED
    declared = load_sources(config.sources).values()
    if config.as_json:
        print_json([source.to_json() for source in declared])
    elif what == "check":
        print_text(f"{len(declared)} declarations can be used")
    else:
        print_table(
            ("id", "title", "family", "schedule", "status"),
            ((s.id, s.title, s.family, s.schedule or "by hand", s.status) for s in declared),
            whole=("id", "family", "schedule", "status"),
        )
    return 0


def _each_can_be_read(config: Config) -> bool:
    """Whether every declaration by itself can be used; each that cannot is told on standard error, not only the first."""
    from crawler.sources import BUNDLED, BadSource, read_source

    folders = [BUNDLED, *([config.sources] if config.sources else [])]
    usable = True
    for path in (path for folder in folders for path in sorted(folder.glob("*.toml"))):
        try:
            read_source(path, str(path))
        except BadSource as error:
            usable = tell(error) == 0
    return usable


COMMANDS = (sources,)
