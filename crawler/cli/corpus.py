"""The corpus: `search`, `copies`, `export`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from crawler.cli.console import bar, note, print_json, print_pairs, print_styled, print_text
from crawler.cli.drawing import copied, found
from crawler.cli.opening import known_or_refused, reading
from crawler.cli.options import Argument, Option, Url
from crawler.cli.times import instant, shown
from crawler.config import Config
from crawler.errors import WrongUse

PANEL = "Corpus"


def search(
    config: Config,
    query: Annotated[str, Argument(help="Phrases, blanks between them; all must occur in one block.")],
    history: Annotated[bool, Option("--history", help="Also in what pages no longer say.")] = False,
    limit: Annotated[int, Option(help="At most so many.", min=1)] = 20,
) -> int:
    """Find pages by what they say, newest first. Exact from one Chinese character up.

    Examples:
        fangzhi search 就业岗位
        fangzhi search "预算 教育" --history --limit 5
    """
    if not query.strip():
        raise WrongUse("the query is empty; give the words as they stand in the text, like: fangzhi search 就业岗位")
    with reading(config) as archive:
        hits = archive.search(query, history=history, limit=limit)
    if config.as_json:
        print_json([hit.to_json() for hit in hits])
        return 0
    for hit in hits:
        title = "[machine-read picture]" if hit.machine_read else hit.title
        print_styled(*found(title, shown(hit.first_seen)[:10], hit.source, hit.url, hit.snippet))
    if not hits:
        note("no page says so" + ("" if history else "; what pages no longer say is searched with --history"))
    return 0


def copies(
    config: Config,
    url: Url,
    limit: Annotated[int, Option(help="At most so many.", min=1)] = 20,
) -> int:
    """Find the same text elsewhere, block by block: who has how much of it, who printed it first, what they left out.

    Examples:
        fangzhi copies http://renda.jiading.cn/cwhgz/jdgz/content_942987
    """
    from archive.urls import url_key

    url_key(url)
    with reading(config) as archive:
        told = archive.copies(url, limit=limit)
    if config.as_json:
        print_json([copy.to_json() for copy in told])
        return 0
    for copy in told:
        print_styled(*copied(copy))
    if not told:
        print_text("nothing of it stands elsewhere")
    return 0


def export(
    config: Config,
    out: Annotated[Path, Argument(help="File to write; one that is there is replaced when the new one is whole.")],
    form: Annotated[
        Literal["jsonl", "parquet", "text", "wacz"],
        Option("--format", help="A JSON line or Parquet row a document, a folder of texts, or the pages as they came."),
    ] = "jsonl",
    as_of: Annotated[str | None, Option("--as-of", help="What the pages said then.", metavar="DATE")] = None,
    known_on: Annotated[str | None, Option("--known-on", help="What the archive knew then.", metavar="DATE")] = None,
    source: Annotated[
        list[str] | None, Option(help="Only this source; may be given several times.", metavar="ID")
    ] = None,
) -> int:
    """Write the corpus: one document a page, with its provenance, and a manifest with its digest beside it.

    The same archive gives the same bytes, also after a rebuild.

    Examples:
        fangzhi export corpus.jsonl
        fangzhi export july.jsonl --as-of 2024-07-31 --source sh-jiading-rd
        fangzhi export corpus.wacz --format wacz
    """
    then, known = _when(as_of, "--as-of"), _when(known_on, "--known-on")
    with reading(config) as archive, bar("export"):
        known_or_refused(config, archive, source or [])
        written = archive.export(out, form, as_of=then, known_on=known, source=source or None).to_json()
    if config.as_json:
        print_json(written)
    else:
        print_pairs([(name, str(value)) for name, value in written.items()])
    return 0


def _when(text: str | None, option: str) -> datetime | None:
    return None if text is None else instant(text, option)


COMMANDS = (search, copies, export)
