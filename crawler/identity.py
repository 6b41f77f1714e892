"""Is a page still its district's? One that named its place and no longer does, anywhere on it, may be another's by now."""

from archive import Archive
from archive.errors import BadAddress, NoCapture, NoVersion
from archive.records import Run, Version
from crawler.drift import Drift, names_itself, names_of
from crawler.sources import Source

LOOKED_AT = 6
"""Versions of a page that are looked at: who took a page over may write another text on it every day."""


def strangers(archive: Archive, source: Source, run: Run) -> list[Drift]:
    """Return one drift `hijacked` when pages that changed in a run name their district no more; empty when all do.

    Chrome counts as much as text: a page that is taken over loses both, and one whose text is merely edited keeps the crumb and
    the footer. Pages that never named it say nothing. Files and sources without a place in their title are not looked at.
    """
    places = names_of(source.title) if source.division else ()
    changed = {c.url for c in archive.captures_of_run(run.id) if c.outcome == "ok" and not c.is_revisit}
    found = [url for url in sorted(changed) if _no_longer(archive, url, places)] if places else []
    if not found:
        return []
    many = f"{len(found)} pages no longer name" if len(found) > 1 else "a page no longer names"
    return [Drift("hijacked", f"{many} {'/'.join(places)}, e.g. {found[0]}: look whether the site is still theirs")]


def _no_longer(archive: Archive, url: str, places: tuple[str, ...]) -> bool:
    try:
        versions = [version for version in archive.history(url, part=True) if version.outcome == "ok"]
    except (BadAddress, NoCapture, NoVersion):
        return False
    if len(versions) < 2:
        return False
    after, *before = (archive.at(url, one.first_seen, part=True) for one in reversed(versions[-LOOKED_AT:]))
    return not _is_file(after) and not _names(after, places) and any(_names(one, places) for one in before)


def _is_file(version: Version) -> bool:
    return version.document is not None and version.document.reader == "file"


def _names(version: Version, places: tuple[str, ...]) -> bool:
    document = version.document
    if document is None:
        return False
    said = (document.title, document.text, *(removed.text for removed in document.removed))
    return any(names_itself(text, places) for text in said)
