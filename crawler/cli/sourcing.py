"""The declared sources: `sources`, `sources check`, `sources coverage`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from crawler.cli.console import note, print_json, print_table, print_text
from crawler.cli.failing import MISUSED, tell
from crawler.cli.opening import reading
from crawler.cli.options import Argument
from crawler.config import Config
from crawler.errors import WrongUse

if TYPE_CHECKING:
    from crawler.sources.coverage import District

PANEL = "Sources"


def sources(
    config: Config,
    what: Annotated[
        str | None,
        Argument(
            help="`check` validates every declaration, `coverage` tells which yearly reports the archive holds of each "
            "district; else they are listed.",
            metavar="[check|coverage]",
        ),
    ] = None,
) -> int:
    """List the declared sources, check their declarations, or tell what is held of each district and what is missing.

    Examples:
        fangzhi sources
        fangzhi sources check --sources my-district/
        fangzhi sources coverage
    """
    from crawler.sources import load_sources, shared

    if what not in (None, "check", "coverage"):
        raise WrongUse(f"sources takes `check`, `coverage` or nothing, not {what!r}; see: fangzhi sources --help")
    if what == "coverage":
        return _tell_coverage(config)
    if what == "check" and not _each_can_be_read(config):
        return MISUSED
    declared = load_sources(config.sources).values()
    if config.as_json:
        print_json([source.to_json() for source in declared])
    elif what == "check":
        for told in shared(declared):
            note(told)
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
            usable = tell(error, as_json=config.as_json and usable) == 0
    return usable


def _tell_coverage(config: Config) -> int:
    """District × year × kind: a report is there from its district itself, only as a copy, or missing."""
    from crawler.sources import load_sources
    from crawler.sources.coverage import YEARLY, coverage

    declared = load_sources(config.sources)
    with reading(config) as archive:
        districts = coverage(archive.corpus(), declared)
    if config.as_json:
        print_json([district.to_json() for district in districts])
        return 0
    headings = tuple(kind.removesuffix("-report") for kind in YEARLY)
    print_table(
        ("district", "year", *headings), _rows(districts), right=("year",), whole=("district", "year", *headings), gap=1
    )
    states = [cell.state for district in districts for cell in district.cells]
    print_text("\n" + ", ".join(f"{states.count(state)} {state}" for state in ("official", "copy", "missing")))
    if empty := [district.name for district in districts if not district.cells]:
        print_text(f"nothing held of {len(empty)} districts: {'、'.join(empty)}")
    return 0


def _rows(districts: "tuple[District, ...]") -> Iterator[tuple[str, ...]]:
    """A line for each district and year; what is missing is a dash, so that what is there stands out."""
    for district in districts:
        name = district.name
        for year in dict.fromkeys(cell.year for cell in district.cells):
            states = (cell.state for cell in district.cells if cell.year == year)
            yield (name, str(year), *("-" if state == "missing" else state for state in states))
            name = ""


COMMANDS = (sources,)
