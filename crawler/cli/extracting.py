"""One payload and its reading: `extract` from a file, `fixture` from the archive into the tests."""

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from crawler.cli.console import note, print_json, print_styled, print_text
from crawler.cli.drawing import accounted
from crawler.cli.opening import as_last_declared, reading
from crawler.cli.options import Account, Argument, Option
from crawler.cli.times import written
from crawler.config import Config
from crawler.errors import WrongUse

if TYPE_CHECKING:
    from archive import Archive
    from archive.records import Capture

PANEL = "Cleaners"


def extract(
    config: Config,
    file: Annotated[str, Argument(help="File with the bytes of a page, - for standard input.", metavar="FILE|-")],
    url: Annotated[str, Option(help="Address that the bytes came from.", metavar="URL")],
    content_type: Annotated[
        str | None, Option(help="The answer's Content-Type, like text/html; charset=gbk.", metavar="TYPE")
    ] = None,
    cleaner: Annotated[str, Option(help="auto, discuz, selected or article.", metavar="NAME")] = "auto",
    account: Account = False,
) -> int:
    """Read the text of a page in a file; with --json the whole Document with what was removed, and why.

    A declared source that covers the address gives its selectors.

    Examples:
        fangzhi extract page.html --url https://zwgk.example/a/2024/report.html
        curl -s URL | fangzhi extract - --url URL --json
        fangzhi extract page.html --url https://zwgk.example/a/2024/report.html --account
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
    elif account:
        print_styled(*accounted(document))
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


def fixture(
    config: Config,
    capture: Annotated[str, Argument(help="Id of a capture (see why, fetch), or an address: its last capture.")],
    case: Annotated[str | None, Option(help="Name of the case; else made of the address.", metavar="NAME")] = None,
    to: Annotated[Path, Option(help="Folder of the cases.", metavar="DIR")] = Path("tests/pages"),
    why: Annotated[str, Option(help="What the case is for.", metavar="TEXT")] = "",
) -> int:
    """Make a test case of a capture: its payload and how it is to be read, as a folder in tests/pages.

    What the page should give is written by the next test run, and the test fails
    until somebody has read that and marked it as reviewed.

    Examples:
        fangzhi fixture http://renda.jiading.cn/cwhgz/jdgz/content_1 --why "the date stands twice"
        fangzhi fixture urn:uuid:6f9619ff-8b86-d011-b42d-00c04fc964ff --case date-twice
    """
    with reading(config) as archive:
        found = _capture(archive, capture)
        payload, meta = archive.decoded_payload(found), _meta(config, archive, found)
    folder = to / (case or re.sub(r"[^a-z0-9]+", "-", found.url.lower().partition("://")[2]).strip("-")[:80])
    if folder.exists():
        raise WrongUse(f"{folder} is there already; give the case another name with --case")
    folder.mkdir(parents=True)
    (folder / "page.html").write_bytes(payload)
    text = json.dumps({**meta, "why": why} if why else meta, ensure_ascii=False, indent=2)
    (folder / "meta.json").write_text(text + "\n", encoding="utf-8")
    if config.as_json:
        print_json({"case": str(folder), "capture": found.id})
    else:
        print_text(f"{folder}: now run the tests, read {folder / 'expected.json'}, and mark it as reviewed")
    return 0


def _capture(archive: "Archive", asked: str) -> "Capture":
    """The capture of that id, or the last one of an address that has a payload."""
    from archive.errors import NoCapture

    if "://" not in asked:  # no address: an id, or a mistyped one, and then the sentence says where ids stand
        return archive.capture(asked)
    kept = [capture for capture in archive.captures(asked) if capture.outcome in ("ok", "unchanged", "truncated")]
    if not kept:
        raise NoCapture(f"no capture of {asked} has a page to make a case of; to fetch it now: fangzhi fetch {asked}")
    return kept[-1]


def _meta(config: Config, archive: "Archive", capture: "Capture") -> dict[str, Any]:
    """How the payload is to be read: address, header, time, and the source's cleaner where that is not plain auto."""
    from crawler.sources import load_sources

    headers = {name.lower(): value for name, value in reversed(archive.headers(capture)[1])}
    source = load_sources(config.sources).get(capture.source) or as_last_declared(archive, capture.source)
    meta = {
        "url": capture.url,
        "content_type": headers.get("content-type"),
        "captured_at": written(capture.captured_at),
        "cleaner": source.cleaner if source and source.cleaner != "auto" else None,
        "options": dict(source.options()) if source and source.options() else None,
    }
    return {name: value for name, value in meta.items() if value is not None}


COMMANDS = (extract, fixture)
