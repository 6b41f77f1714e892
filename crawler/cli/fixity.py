"""Keeping the archive whole: `verify`, `rebuild`, `migrate`, `redact`."""

from datetime import UTC, datetime
from typing import Annotated

from crawler.cli.console import bar, print_json, print_pairs, print_text
from crawler.cli.failing import WRONG
from crawler.cli.opening import changing, reading
from crawler.cli.options import Argument, Option
from crawler.config import Config
from crawler.errors import WrongUse

PANEL = "Archive"


def verify(
    config: Config,
    sample: Annotated[bool, Option("--sample", help="Only the thirtieth of the files whose turn it is today.")] = False,
) -> int:
    """Read everything in the archive again and report each damage: file, record, and what to do. Exit code 1 if any.

    Examples:
        fangzhi verify
        fangzhi verify --sample
    """
    today = datetime.now(UTC).toordinal()
    with reading(config) as archive, bar("verify") as shown_bar:
        report = archive.verify(sample=sample, part=today, progress=shown_bar.to)
    if config.as_json:
        print_json(report.to_json())
        return WRONG if report.damaged else 0
    for damage in report.damaged:
        where = f"{damage.file} at {damage.offset}" if damage.offset >= 0 else damage.file
        print_text(f"{where}: {damage.code}{f' in {damage.record}' if damage.record else ''}: {damage.message}")
    found = f"{len(report.damaged)} damages" if report.damaged else "all as it was written"
    print_text(f"{report.files} files, {report.records} records: {found}")
    return WRONG if report.damaged else 0


def rebuild(config: Config) -> int:
    """Make the catalog again from the WARC files alone. Nothing else is changed; stopped, it goes on when called again.

    Examples:
        fangzhi rebuild
    """
    with bar("rebuild") as shown_bar, changing(config, shown_bar.to) as archive:
        records = archive.rebuild(shown_bar.to)
    if config.as_json:
        print_json({"records": records})
    else:
        print_text(f"{records} records indexed")
    return 0


def migrate(
    config: Config,
    to: Annotated[str, Option("--to", help="SQLAlchemy URL of an empty database.", metavar="URL")],
) -> int:
    """Move the catalog to another database: made there from the WARC files, compared row by row, then used.

    The archive's fangzhi.toml names it from then on. PostgreSQL needs the extra
    `postgres`.

    Examples:
        fangzhi migrate --to postgresql://fangzhi@localhost/fangzhi
    """
    with changing(config) as archive, bar("migrate") as shown_bar:
        rows = archive.migrate(to, shown_bar.to)
    if config.as_json:
        print_json({"rows": rows})
    else:
        print_pairs([(table, str(count)) for table, count in rows.items()])
        print_text("equal, and used from now on")
    return 0


def redact(
    config: Config,
    capture: Annotated[str, Argument(help="Id of a capture: see why, fetch.")],
    reason: Annotated[str, Option(help="Why; kept in the archive for ever.", metavar="TEXT")],
) -> int:
    """Take down the bytes of a capture and of what was read in it; digest, dates and reason stay.

    It cannot be undone. Copies of the archive elsewhere have to be redacted too.

    Examples:
        fangzhi redact urn:uuid:6f9619ff-8b86-d011-b42d-00c04fc964ff --reason "court order 12/2026"
    """
    if not reason.strip():
        raise WrongUse("--reason is empty; say why, it is kept in place of the bytes")
    with changing(config) as archive, bar("redact") as shown_bar:
        records = archive.redact(capture, reason=reason, at=datetime.now(UTC), progress=shown_bar.to)
    if config.as_json:
        print_json({"capture": capture, "records": records})
    else:
        print_text(f"{records} records emptied" if records else "nothing to empty: that was done before")
    return 0


COMMANDS = (verify, rebuild, migrate, redact)
