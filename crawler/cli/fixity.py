"""Keeping the archive whole: `verify`, `rebuild`, `backup`, `restore`, `migrate`, `redact`."""

import os
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

    Damaged and missing files come back from the copy place by themselves, if
    fangzhi.toml names one. When each file was read is kept in the archive.

    Examples:
        fangzhi verify
        fangzhi verify --sample
    """
    now, whole = datetime.now(UTC), list[str]()
    with reading(config) as archive, bar("verify") as shown_bar:
        report = archive.verify(sample=sample, part=now.toordinal(), at=now, progress=shown_bar.to)
        told = archive.last_read()
        copied = archive.copy_place
    if os.access(config.archive, os.W_OK):  # an archive on a medium that nobody can write is verified all the same
        with changing(config) as archive:
            if report.damaged and copied and (whole := archive.repair(report)):
                report = archive.verify(sample=sample, part=now.toordinal(), at=now)
            archive.note_audit(report, now)
            told = archive.last_read()
    if config.as_json:
        read_at = {name: at.isoformat() if at else None for name, at in told.items()}
        print_json(report.to_json() | {"repaired": whole, "last_read": read_at})
        return WRONG if report.damaged else 0
    for name in whole:
        print_text(f"{name}: was damaged, and is whole again: brought back from {copied}")
    for damage in report.damaged:
        where = f"{damage.file} at {damage.offset}" if damage.offset >= 0 else damage.file
        print_text(f"{where}: {damage.code}{f' in {damage.record}' if damage.record else ''}: {damage.message}")
    found = f"{len(report.damaged)} damages" if report.damaged else "all as it was written"
    print_text(f"{report.files} files, {report.records} records: {found}")
    print_text(_read_since(told))
    return WRONG if report.damaged else 0


def _read_since(told: "dict[str, datetime | None]") -> str:
    """One line that says since when every finished file was read, and how many never were (the newest, by sample)."""
    known = [at for at in told.values() if at]
    never = len(told) - len(known)
    since = f"each read since {min(known):%Y-%m-%d}" if known else "none read yet"
    return f"{len(told)} finished files: {since}" + (f", {never} not yet read" if known and never else "")


def backup(config: Config) -> int:
    """Copy finished files to the copy place (copies in fangzhi.toml), and read each back before it counts.

    A folder, or S3-compatible storage with the extra `s3`. Stopped, it goes on when
    called again. Exit code 1 if a file is damaged here and so was not sent.

    Examples:
        fangzhi backup
    """
    with changing(config) as archive, bar("backup") as shown_bar:
        copied = archive.back_up(datetime.now(UTC), shown_bar.to)
    if config.as_json:
        print_json(copied.to_json())
        return WRONG if copied.refused else 0
    for name in copied.refused:
        print_text(f"{name}: not sent, it is not what it was when it was sealed; see: fangzhi verify")
    print_text(f"{copied.files} files, {copied.size} bytes copied and read back, {copied.there} there already")
    return WRONG if copied.refused else 0


def restore(config: Config, place: Annotated[str, Argument(help="Address of a copy place.", metavar="PLACE")]) -> int:
    """Make an archive again from its copy place, in an empty folder or in what is left of it.

    Exit code 1 if the place has not got every file whole.

    Examples:
        fangzhi restore /mnt/copies/fangzhi --archive restored
    """
    from archive.backup import restore as brought_back
    from archive.disk import Disk
    from archive.place import Place

    with bar("restore") as shown_bar:
        restored = brought_back(config.archive, Place(place), Disk(), shown_bar.to)
        with changing(config, shown_bar.to):
            pass  # opening it makes the catalog
    if config.as_json:
        print_json(restored.to_json())
        return WRONG if restored.missing else 0
    for name in restored.missing:
        print_text(f"{name}: the copy place has not got it whole")
    print_text(f"{restored.files} files, {restored.size} bytes brought back, {restored.there} were whole here")
    return WRONG if restored.missing else 0


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

    It cannot be undone. The copy place is redacted too (older versions that a
    storage keeps by itself are not).

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


COMMANDS = (verify, rebuild, backup, restore, migrate, redact)
