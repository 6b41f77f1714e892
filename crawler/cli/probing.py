"""Looking at an unknown site: `probe`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from crawler.cli.console import bar, note, print_json, print_pairs, print_table, print_text
from crawler.cli.failing import WRONG
from crawler.cli.options import Argument, Gateway, Option, Pace
from crawler.config import Config
from crawler.errors import WrongUse

if TYPE_CHECKING:
    from crawler.probe import Probed

PANEL = "Sources"

NOTHING_PROPOSED, BLOCKED = 3, 4


def probe(
    config: Config,
    url: Annotated[str, Argument(help="Address of a home page, a column or a board.", metavar="URL")],
    output: Annotated[
        Path | None, Option("--output", "-o", help="Write the declaration into this file.", metavar="FILE")
    ] = None,
    gateway: Gateway = "",
    pace: Pace = None,
) -> int:
    """Look at an unknown site and propose its declaration: family, columns, sample documents, robots.txt, expectations.

    At most 24 pages are asked, as politely as in a crawl. Nothing is kept; the archive is not touched.

    Examples:
        fangzhi probe https://www.linjiang.example/zwgk/ --contact https://you.example/crawler
        fangzhi probe https://www.linjiang.example/zwgk/ -o my-district/linjiang.toml
    """
    from archive.urls import url_key
    from crawler.job import Orders
    from crawler.probe import probe as look

    url_key(url)
    if output is not None and output.exists():
        raise WrongUse(f"{output} is there already; name a file that is not, with -o")
    with bar(url):
        found = look(url, Orders(contact=config.contact, gateway=gateway, pace_s=pace))
    if output is not None and found.declaration:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(found.declaration, encoding="utf-8")
    if config.as_json:
        print_json(found.to_json())
    else:
        _print(found, output)
    if found.declaration:
        return 0
    return BLOCKED if found.outcome == "blocked" else NOTHING_PROPOSED if found.outcome == "ok" else WRONG


def _print(found: "Probed", output: Path | None) -> None:
    answer = found.outcome + (f" ({found.cause})" if found.cause else "")
    told = ", ".join(f"{name} {score:g}" for name, score in found.scores.items())
    print_pairs([("answer", answer), ("robots.txt", found.robots), ("family", found.family), ("scores", told)])
    if found.columns:
        print_text()
        columns = ((c.url, c.name, str(c.entries), str(c.following)) for c in found.columns)
        print_table(("column", "name", "pages", "more lists"), columns, right=("pages", "more lists"))
    if found.samples:
        print_text()
        print_table(
            ("sample", "kind", "published", "characters"),
            ((s.title, s.kind, s.published, str(s.characters)) for s in found.samples),
            right=("characters",),
            whole=("kind", "published"),
        )
    print_text()
    for remark in found.remarks:
        note(remark)
    if not found.declaration:
        print_text("nothing could be proposed")
    elif output is None:
        print_text(found.declaration.rstrip("\n"))
    else:
        print_text(f"written to {output}; next: fangzhi sources check --sources {output.parent}")


COMMANDS = (probe,)
"""In the order of the help."""
