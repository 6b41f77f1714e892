"""One page through time, and its proof: `history`, `show`, `diff`, `why`."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from crawler.cli.console import note, print_json, print_pairs, print_styled, print_table, print_text
from crawler.cli.drawing import accounted, changed
from crawler.cli.failing import WRONG
from crawler.cli.files import files_of, print_files
from crawler.cli.opening import reader_of, reading
from crawler.cli.options import Account, At, Option, Part, Reader, Url
from crawler.cli.times import instant, shown
from crawler.config import Config

if TYPE_CHECKING:
    from archive import Archive
    from archive.provenance import Provenance
    from archive.records import Version
    from cleaners.document import Document

PANEL = "One page through time"


def history(config: Config, url: Url, cleaner: Reader = None, part: Part = False) -> int:
    """List the versions of a page, oldest first.

    A version is a stretch of time in which the page read the same; a row `gone` says that the site itself answered
    on different days that there is no such page. An answer of one day alone is told as `absent`: it may be a slip.

    Examples:
        fangzhi history http://renda.jiading.cn/cwhgz/jdgz/content_1
    """
    with _asked(config, url) as archive:
        versions = archive.history(url, cleaner=cleaner, part=part)
    if config.as_json:
        print_json([version.to_json() for version in versions])
        return 0
    print_table(
        ("first seen", "last seen", "captures", "outcome", "title", "digest"),
        (row for version in versions for row in _rows(version)),
        right=("captures",),
        whole=("first seen", "last seen", "outcome", "digest"),
        gap=1,
    )
    return 0


def show(
    config: Config, url: Url, at: At = None, cleaner: Reader = None, part: Part = False, account: Account = False
) -> int:
    """Show a page's text, as it stands or as it stood; with --json all that was read and how it is known.

    Examples:
        fangzhi show http://renda.jiading.cn/cwhgz/jdgz/content_1
        fangzhi show http://renda.jiading.cn/cwhgz/jdgz/content_1 --at 2024-07-31
        fangzhi show http://renda.jiading.cn/cwhgz/jdgz/content_1 --account
    """
    when = _when(at)
    with _asked(config, url) as archive:
        version = archive.at(url, when, cleaner=cleaner, part=part)
        provenance = archive.provenance(version) if config.as_json and version.document else None
        document = version.document
        files = files_of(archive, document) if document else []
    if config.as_json:
        told = {**version.to_json(), **(document.to_json() if document else {"url": url})}
        print_json({**told, "files": files, "provenance": provenance.to_json() if provenance else None})
        return 0
    if document is None:
        print_text(f"gone: the site says so since {shown(version.first_seen)}, last asked {shown(version.last_seen)}")
        return 0
    if version.is_in_doubt and (when is None or when >= version.absent_at[-1]):
        at = shown(version.absent_at[-1])
        note(f"absent: at {at} the site said that there is no such page; another day has to confirm it")
    for warning in document.warnings:
        note(f"{warning.code}: {warning.message}")
    print_pairs([("title", document.title), *_known(document), ("address", version.url), ("seen", _stretch(version))])
    print_text()
    if account:
        print_styled(*accounted(document))
        return 0
    print_text(document.text)
    print_files(files)
    return 0


def diff(
    config: Config,
    url: Url,
    since: Annotated[
        str | None, Option("--from", help="The version of then; else the last but one.", metavar="DATE")
    ] = None,
    to: Annotated[str | None, Option("--to", help="The version of then; else the last.", metavar="DATE")] = None,
    part: Part = False,
) -> int:
    """Tell what changed on a page, paragraph by paragraph, with the characters that changed marked.

    What was taken out stands in [-brackets-], what was put in in {+braces+}; on a terminal in colour too. Changes of
    width, white space and counters are in --json as `cosmetic` and never counted.

    Examples:
        fangzhi diff http://renda.jiading.cn/cwhgz/jdgz/content_1
        fangzhi diff http://renda.jiading.cn/cwhgz/jdgz/content_1 --from 2024-07-31
    """
    old, new = _when(since, "--from"), _when(to, "--to")
    with _asked(config, url) as archive:
        found = archive.diff(url, old, new, part=part)
    if config.as_json:
        print_json(found.to_json())
        return 0
    print_text(f"{shown(found.from_at)} → {shown(found.to_at)}: {found.count} changes")
    if found.title_before != found.title_after:
        print_text(f"title: {found.title_before or '(none)'} → {found.title_after or '(none)'}")
    if found.is_silent:
        print_text("silent: the page's own date, document number and Last-Modified are as they were")
    for change in found.changes:
        if change.kind != "cosmetic":
            print_styled(*changed(change))
    return 0


def why(
    config: Config,
    url: Url,
    at: At = None,
    block: Annotated[
        str | None,
        Option(help="A block's number from 0 (see show --json), or a sentence in it; else the page.", metavar="N"),
    ] = None,
) -> int:
    """Tell how a sentence is known: cleaning, payload, WARC record, HTTP headers, run and declaration.

    All of it is looked at again now, down to the bytes on disk. Exit code 1 if something no longer holds.

    Examples:
        fangzhi why http://renda.jiading.cn/cwhgz/jdgz/content_1 --block 3
        fangzhi why http://renda.jiading.cn/cwhgz/jdgz/content_1 --block 就业岗位
    """
    when = _when(at)
    number = int(block) if block is not None and block.isdecimal() else block
    with _asked(config, url) as archive:
        version = archive.at(url, when)
        proof = archive.provenance(version, number, read_again=reader_of(archive, version, config.sources))
    if config.as_json:
        print_json(proof.to_json())
    else:
        print_pairs(_steps(proof))
    return 0 if proof.holds else WRONG


def _asked(config: Config, url: str) -> "Archive":
    """The archive, opened for questions about an address; one that no page can have is refused before it is opened."""
    from archive.urls import url_key

    url_key(url)
    return reading(config)


def _when(text: str | None, option: str = "--at") -> datetime | None:
    return None if text is None else instant(text, option)


def _known(document: "Document") -> list[tuple[str, str]]:
    metadata = document.metadata.to_json()
    names = ("published", "delivered", "posted", "meeting", "speaker", "office", "organ", "source", "number", "kind")
    return [(name, str(metadata[name])) for name in names if metadata[name] is not None]


def _stretch(version: "Version") -> str:
    return f"{shown(version.first_seen)} to {shown(version.last_seen)}, {version.captures} captures"


def _rows(version: "Version") -> list[tuple[str, ...]]:
    """A version as a row, and one for each time that the page was not there while it stood."""
    first, last = shown(version.first_seen)[:16], shown(version.last_seen)[:16]
    own = (first, last, str(version.captures), version.outcome, version.title, version.digest[7:15])
    return [own, *((shown(at)[:16], "", "", "absent", "one day only", "") for at in version.absent_at)]


def _steps(proof: "Provenance") -> list[tuple[str, str]]:
    """From the sentence down to the declaration, a line each."""
    verdict = f", {proof.run.verdict}" if proof.run else ""
    steps = [
        ("text" if proof.block is not None else "title", proof.text),
        ("block", f"{proof.block} from {' '.join(proof.paths)}" if proof.block is not None else ""),
        ("cleaning", f"{proof.cleaning} by {proof.cleaner}"),
        ("capture", f"{proof.capture.id} of {shown(proof.capture.captured_at)}"),
        ("address", proof.capture.url),
        ("payload", f"{proof.original.payload_digest}, {proof.original.payload_length} bytes"),
        ("WARC", f"{proof.original.warc} at {proof.original.offset}, {proof.original.length} bytes"),
        ("answer", proof.status_line),
        *((f"  {name}", value) for name, value in proof.headers),
        ("imported from", proof.imported_from),
        ("run", f"{proof.capture.run}{verdict}"),
        ("source", proof.capture.source),
    ]
    checks = [("holds" if check.ok else "FAILS", check.what) for check in proof.checks]
    return [(name, value) for name, value in steps if value] + checks


COMMANDS = (history, show, diff, why)
