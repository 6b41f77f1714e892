"""The cleaners without an archive: `extract`."""

import sys
from pathlib import Path
from typing import Annotated

from crawler.cli.console import note, print_json, print_text
from crawler.cli.options import Argument, Option
from crawler.config import Config
from crawler.errors import WrongUse

PANEL = "Cleaners"


def extract(
    config: Config,
    file: Annotated[str, Argument(help="File with the bytes of a page, - for standard input.", metavar="FILE|-")],
    url: Annotated[str, Option(help="Address that the bytes came from.", metavar="URL")],
    content_type: Annotated[
        str | None, Option(help="The answer's Content-Type, like text/html; charset=gbk.", metavar="TYPE")
    ] = None,
    cleaner: Annotated[str, Option(help="auto, discuz, selected or article.", metavar="NAME")] = "auto",
) -> int:
    """Read the text of a page in a file; with --json the whole Document with what was removed, and why.

    A declared source that covers the address gives its selectors.

    Examples:
        fangzhi extract page.html --url https://zwgk.example/a/2024/report.html
        curl -s URL | fangzhi extract - --url URL --json
    """
    from archive.urls import url_key
    from cleaners import clean
    from crawler.sources import load_sources, source_for

    url_key(url)  # refuses an address that no page can have
    source = source_for(url, load_sources(config.sources))
    document = clean(
        _bytes_of(file),
        url=url,
        content_type=content_type,
        cleaner=source.cleaner if source and cleaner == "auto" else cleaner,
        options=source.options() if source else {},
    )
    for warning in document.warnings:
        note(f"{warning.code}: {warning.message}")
    if config.as_json:
        print_json(document.to_json())
    else:
        print_text(f"{document.title}\n\n{document.text}" if document.title else document.text)
    return 0


def _bytes_of(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    path = Path(file)
    if not path.is_file():
        raise WrongUse(f"{file}: no such file; name the file that holds the bytes of a page, or - for standard input")
    return path.read_bytes()


COMMANDS = (extract,)
