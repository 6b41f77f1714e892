"""Reading what has come: `clean`."""

from functools import partial
from typing import Annotated

from crawler.cli.console import bar, print_json, print_table, print_text
from crawler.cli.opening import as_last_declared, changing, reading
from crawler.cli.options import Option
from crawler.config import Config

PANEL = "Cleaners"


def clean(
    config: Config,
    cleaner: Annotated[
        str | None, Option(help="Read with this cleaner instead of each source's own.", metavar="NAME")
    ] = None,
    report: Annotated[bool, Option("--report", help="Only list what the newest revision reads otherwise.")] = False,
) -> int:
    """Clean what today's cleaner has not read yet; after the cleaners' revision was raised, that is everything.

    Histories are told by one cleaner, so cleaning again never looks like a changed
    page. --report lists the pages that differ only because of the cleaner.

    Examples:
        fangzhi clean
        fangzhi clean --cleaner article
        fangzhi clean --report
    """
    return _report(config, cleaner or "auto") if report else _clean(config, cleaner)


def _clean(config: Config, cleaner: str | None) -> int:
    from crawler.read import read_new
    from crawler.sources import load_sources

    declared = load_sources(config.sources)
    cleaned, pictures, errors = 0, 0, dict[str, str]()
    with changing(config) as archive, bar("clean") as shown_bar:
        for name in archive.source_ids():
            move = partial(shown_bar.to, label=f"clean {name}")
            source = declared.get(name) or as_last_declared(archive, name)
            done = read_new(
                archive, source, source_id=name, cleaner=cleaner, pictures=config.read_pictures, on_progress=move
            )
            cleaned, pictures, errors = cleaned + done.cleaned, pictures + done.pictures, {**errors, **done.errors}
    if config.as_json:
        print_json({"cleaned": cleaned, "pictures": pictures, "errors": errors})
        return 0
    print_text(f"{cleaned} payloads cleaned, {len(errors)} of them could not be read")
    if pictures:
        print_text(f"{pictures} pictures read by machine, each marked as such")
    for capture, sentence in errors.items():
        print_text(f"{capture}: {sentence}")
    return 0


def _report(config: Config, name: str) -> int:
    with reading(config) as archive:
        changes = list(archive.cleaner_changes(name))
    if config.as_json:
        print_json([change.to_json() for change in changes])
    elif changes:
        print_table(
            ("address", "old", "new", "before", "after"),
            ((c.url, c.old, c.new, (c.before or "")[7:15], (c.after or "")[7:15]) for c in changes),
            whole=("old", "new", "before", "after"),
        )
    else:
        print_text(f"no page differs because of {name} alone")
    return 0


COMMANDS = (clean,)
