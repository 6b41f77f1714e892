"""What the archive holds of a document's files and pictures: told beside the document, never mixed into it."""

from typing import TYPE_CHECKING, Any

from crawler.cli.console import print_pairs, print_text

if TYPE_CHECKING:
    from archive import Archive
    from cleaners.document import Document, Link


def files_of(archive: "Archive", document: "Document") -> list[dict[str, Any]]:
    """Return a document's files and pictures in its order, with what is held of each.

    `state` is `read` (its own `show` gives the text), `unreadable` (read, and without text; `why` has the codes), `kept` (bytes
    that no reader knows: a picture, RAR, OFD), `missing` (asked and not had; `why` has the cause) or `not-asked`.
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
        state = "kept"
        try:
            version = archive.at(link.url, None, part=True)
        except (NoCapture, NoVersion):
            version = None
        if version is not None and version.document is not None:
            state, digest = ("read" if version.document.text else "unreadable"), version.digest
            why = ", ".join(warning.code for warning in version.document.warnings)
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


def print_files(files: list[dict[str, Any]]) -> None:
    """Print them below the text, one a line."""
    if files:
        print_text("")
    states = [file["state"] + (f" ({file['why']})" if file["why"] else "") for file in files]
    print_pairs(
        [(f"{f['kind']} {state}", f"{f['name']}  {f['url']}".strip()) for f, state in zip(files, states, strict=True)]
    )
