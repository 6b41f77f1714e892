"""One page through time: `history`, `show`."""

import typer

from crawler.cli.console import print_json, print_table
from crawler.cli.opening import reading
from crawler.cli.options import Part, Reader, Url, command
from crawler.cli.times import shown, written
from crawler.config import Config

PANEL = "One page through time"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the app."""
    command(app, "history", panel=PANEL)(history)


def history(config: Config, url: Url, cleaner: Reader = None, part: Part = False) -> int:
    """List the versions of a page, oldest first.

    Examples:
        fangzhi history http://renda.example/jdgz/content_1
    """
    with reading(config) as archive:
        versions = archive.history(url, cleaner=cleaner, part=part)
    if config.as_json:
        print_json(
            [
                {
                    "first_seen": written(v.first_seen),
                    "last_seen": written(v.last_seen),
                    "captures": v.captures,
                    "title": v.title,
                    "digest": v.digest or None,
                    "cleaner": v.cleaner,
                    "outcome": v.outcome,
                }
                for v in versions
            ]
        )
    else:
        print_table(
            ("first seen", "last seen", "captures", "outcome", "title", "digest"),
            (
                (shown(v.first_seen), shown(v.last_seen), str(v.captures), v.outcome, v.title, v.digest[7:19])
                for v in versions
            ),
            right=("captures",),
        )
    return 0
