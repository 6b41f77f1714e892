"""What the archive holds of a document's files and pictures: told beside the document, never mixed into it."""

from typing import TYPE_CHECKING, Any

from crawler.cli.console import print_pairs, print_text

if TYPE_CHECKING:
    from archive import Archive
    from archive.records import Capture
    from cleaners.document import Document, Link


def files_of(archive: "Archive", document: "Document") -> list[dict[str, Any]]:
    """Return a document's files and pictures in its order, with what is held of each.

    `state` is `read` (its own `show` gives the text), `machine-read` (a picture: its own `show` gives what OCR found, which may be
    wrong), `not-read` (a picture that no machine has read; `why` says how to have it read), `unreadable` (read, and without text;
    `why` has the codes), `kept` (bytes that no reader knows: RAR, OFD), `missing` (asked and not had; `why` has the cause) or
    `not-asked`.
    """
    told = [("file", link) for link in document.attachments]
    told += [("picture", link) for link in document.images if "#" not in link.url]
    return [_told(archive, kind, link) for kind, link in told]


def _told(archive: "Archive", kind: str, link: "Link") -> dict[str, Any]:
    from archive.errors import BadAddress, NoCapture, NoVersion

    state, why, digest = "not-asked", "", ""
    try:
        captures = archive.captures(link.url)
    except (BadAddress, NoCapture):
        captures = []
    had = [capture for capture in captures if capture.outcome in ("ok", "unchanged", "not-text")]
    if had:
        state, why = ("not-read", _why_unread(archive, had[-1])) if kind == "picture" else ("kept", "")
        try:
            version = archive.at(link.url, None, part=True)
        except (NoCapture, NoVersion):
            version = None
        if version is not None and version.document is not None:
            document = version.document
            state, digest = ("read" if document.text else "unreadable"), version.digest
            why = ", ".join(warning.code for warning in document.warnings)
            if document.is_machine_read:
                state, why = "machine-read", document.warnings[0].message
    elif captures:
        state, why = "missing", captures[-1].cause or captures[-1].outcome
    return {
        "kind": kind,
        "name": link.name,
        "url": link.url,
        "state": state,
        "why": why or None,
        "digest": digest or None,
    }


def _why_unread(archive: "Archive", capture: "Capture") -> str:
    """What a machine said that tried, else what has to be done so that one tries."""
    from cleaners.pictures import PICTURE_CLEANER, can_read_pictures

    if why := archive.why_unread(capture, PICTURE_CLEANER):
        return why
    return "to read it: fangzhi clean" if can_read_pictures() else "pip install 'fangzhi[ocr]', then: fangzhi clean"


def print_files(files: list[dict[str, Any]]) -> None:
    """Print them below the text, one a line."""
    if files:
        print_text("")
    states = [file["state"] + (f" ({file['why']})" if file["why"] else "") for file in files]
    print_pairs(
        [(f"{f['kind']} {state}", f"{f['name']}  {f['url']}".strip()) for f, state in zip(files, states, strict=True)]
    )
