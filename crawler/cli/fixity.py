"""Keeping the archive whole: `verify`, `rebuild`."""

from typing import Annotated

from crawler.cli.console import bar, print_json, print_text
from crawler.cli.failing import WRONG
from crawler.cli.opening import changing, reading
from crawler.cli.options import Option
from crawler.config import Config

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
    from datetime import UTC, datetime

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


COMMANDS = (verify, rebuild)
