"""Why there is nothing to tell of a page: never captured, leads elsewhere, taken down, not read, not readable."""

from collections.abc import Sequence

from sqlalchemy import select

from archive.catalog import cleanings, redactions
from archive.errors import NoCapture, NoVersion
from archive.history import Bounds
from archive.records import Capture
from archive.shelf import Shelf


def nothing(shelf: Shelf, url: str, cleaner: str | None, bounds: Bounds) -> NoCapture | NoVersion:
    """Return the error that says why there is nothing to tell of a page within the bounds, and what to do about it."""
    found = [c for c in shelf.captures(url) if bounds.known_on is None or c.recorded_at <= bounds.known_on]
    if not found:
        return NoCapture(f"no capture of {url}; to fetch it now: fangzhi fetch {url}")
    times = f"{len(found)} time{'s' if len(found) > 1 else ''}"
    targets = sorted({capture.redirected_to for capture in found if capture.redirected_to})
    if targets:
        return NoVersion(f"{url} was captured {times} and leads to {targets[0]}; ask for that address")
    outcomes = ", ".join(sorted({capture.outcome for capture in found}))
    with shelf.database.reading() as connection:
        wanted = select(redactions).where(redactions.c.capture_id.in_({capture.original_id for capture in found}))
        taken_down = connection.execute(wanted).first()
    if taken_down:
        return NoVersion(f"{url} was taken down on {taken_down.redacted_at:%Y-%m-%d}: {taken_down.reason}")
    if why := _unreadable(shelf, found, cleaner):
        return NoVersion(f"{url} was captured {times} ({outcomes}); {why}")
    if cleaner:
        return NoVersion(
            f"{url} was captured {times} ({outcomes}), but {cleaner} has read nothing in it; fangzhi clean --cleaner {cleaner}"
        )
    return NoVersion(
        f"{url} was captured {times} ({outcomes}), but no cleaner has read it; to read it now: fangzhi clean"
    )


def _unreadable(shelf: Shelf, found: Sequence[Capture], cleaner: str | None) -> str:
    """Say why no cleaning can help a page: what a cleaner said of it, or that no whole page ever came; "" where one can."""
    with shelf.database.reading() as connection:
        wanted = select(cleanings.c.cleaner, cleanings.c.error).where(
            cleanings.c.capture_id.in_({capture.original_id for capture in found}), cleanings.c.error != ""
        )
        if cleaner:
            wanted = wanted.where(cleanings.c.cleaner.startswith(cleaner, autoescape=True))
        failed = connection.execute(wanted.order_by(cleanings.c.cleaned_at.desc())).first()
    if failed:
        return f"{failed.cleaner} could not read it: {failed.error}"
    outcomes = {capture.outcome for capture in found}
    if outcomes & {"ok", "unchanged"}:
        return ""
    if "truncated" in outcomes:
        return f"its body never came whole; to ask again: fangzhi fetch {found[-1].url}"
    if "not-text" in outcomes:
        return f"it is {found[-1].media_type or 'no text'}, which no cleaner reads; its bytes are kept"
    return f"no page came; to ask again: fangzhi fetch {found[-1].url}"
