"""What a newer cleaner reads in the same bytes: pages that differ only because of the cleaner, never because of the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from archive.history import revision_of
from archive.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Reread:
    """A page whose last capture two revisions of a cleaner read in different ways.

    `before` and `after` are digests, None where that revision could not read it; `capture` is the capture that both read.
    """

    url: str
    capture: str
    old: str
    new: str
    before: str | None
    after: str | None

    def to_json(self) -> dict[str, Any]:
        """Return it with the keys of `fangzhi clean --report --json`."""
        return {
            "url": self.url,
            "capture": self.capture,
            "old": self.old,
            "new": self.new,
            "before": self.before,
            "after": self.after,
        }


_DIFFERENT = """
select b.url, b.capture_id, a.cleaner as old, b.cleaner as new, a.digest as before, b.digest as after
from cleanings b join cleanings a on a.capture_id = b.capture_id and a.cleaner = :old
where b.cleaner = :new and a.digest is distinct from b.digest
  and not exists (
    select 1 from cleanings later join captures c on c.id = later.capture_id join captures own on own.id = b.capture_id
    where later.url_key = b.url_key and later.cleaner = b.cleaner and (c.captured_at, c.id) > (own.captured_at, own.id))
order by b.url, b.capture_id
"""


def rereads(shelf: Shelf, name: str) -> Iterator[Reread]:
    """Yield the pages whose last capture the newest id of a cleaner's name reads otherwise than the id before, by address.

    Nothing if only one id of that name has read anything.
    """
    with shelf.database.reading() as connection:
        found = connection.execute(text("select cleaner, max(cleaned_at) as last_at from cleanings group by cleaner"))
        ids = [
            (revision_of(row.cleaner), row.last_at, row.cleaner)
            for row in found
            if row.cleaner.partition("@")[0] == name
        ]
        if len(ids) < 2:
            return
        *_, (_, _, old), (_, _, new) = sorted(ids)
        for row in connection.execute(text(_DIFFERENT), {"old": old, "new": new}):
            yield Reread(row.url, row.capture_id, row.old, row.new, row.before, row.after)
