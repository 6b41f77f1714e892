"""The corpus: `search`, `export`."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.console import bar, print_json, print_pairs, print_styled
from crawler.cli.opening import reading
from crawler.cli.options import command
from crawler.cli.times import instant, shown
from crawler.config import Config

PANEL = "Corpus"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the app."""
    for function in (search, export):
        command(app, function.__name__, panel=PANEL)(function)


def search(
    config: Config,
    query: Annotated[str, typer.Argument(help="Phrases, blanks between them; all must occur in one block.")],
    history: Annotated[bool, typer.Option("--history", help="Also in what pages no longer say.")] = False,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 20,
) -> int:
    """Find pages by what they say, newest first. Exact from one Chinese character up.

    Examples:
        fangzhi search 就业岗位
        fangzhi search "预算 教育" --history --limit 5
    """
    from rich.text import Text

    with reading(config) as archive:
        hits = archive.search(query, history=history, limit=limit)
    if config.as_json:
        print_json([hit.to_json() for hit in hits])
        return 0
    for hit in hits:
        print_styled(
            Text.assemble((hit.title or "(no title)", "bold"), f"  {shown(hit.first_seen)[:10]}  {hit.source}"),
            Text(hit.url, style="dim"),
            Text(hit.snippet + "\n"),
        )
    return 0


def export(
    config: Config,
    out: Annotated[
        Path, typer.Argument(help="File to write; one that is there is replaced when the new one is whole.")
    ],
    form: Annotated[str, typer.Option("--format", help="jsonl or text.")] = "jsonl",
    as_of: Annotated[str | None, typer.Option("--as-of", help="What the pages said then.", metavar="DATE")] = None,
    known_on: Annotated[
        str | None, typer.Option("--known-on", help="What the archive knew then.", metavar="DATE")
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(help="Only this source; may be given several times.", metavar="ID")
    ] = None,
) -> int:
    """Write the corpus: one document a page, with its provenance, and a manifest with its digest beside it.

    The same archive gives the same bytes, also after a rebuild.

    Examples:
        fangzhi export corpus.jsonl
        fangzhi export july.jsonl --as-of 2024-07-31 --source sh-jiading-rd
    """
    with reading(config) as archive, bar("export") as shown_bar:
        written = archive.export(
            out,
            form,
            as_of=instant(as_of, "--as-of") if as_of else None,
            known_on=instant(known_on, "--known-on") if known_on else None,
            source=source or None,
            progress=shown_bar.to,
        )
    if config.as_json:
        print_json(written)
    else:
        print_pairs([(name.replace("_", " "), str(value)) for name, value in written.items()])
    return 0
