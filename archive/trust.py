"""Which versions a corpus may take: none that was only seen on nights when a source's pages were not what they say they are.

A run whose report names one of FAULTS read pages of somebody else, in a wrong charset, or with rules for another template. What came is kept and
told by histories; the last good state of the corpus is not replaced by it. A version is sound again once a sound run sees it, or
(but for another's pages) once a cleaner has read it anew after that run.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, text

from archive.catalog import microseconds
from archive.records import Version

FAULTS = ("hijacked", "template-changed", "wrong-charset")
"""Failure classes that a run's report may name (docs/operating.md) under which what was read is not to be relied on."""

ANOTHERS = FAULTS[0]

_NAMED = {fault: f'%"fault": "{fault}"%' for fault in FAULTS}
_DOUBTED = text(
    "select c.id, u.ended_at, case when u.report like :anothers then 1 else 0 end as anothers from captures c join runs u on u.id = c.run"
    f" where u.verdict is not null and ({' or '.join(f'u.report like :f{n}' for n in range(len(FAULTS)))})"
    " and c.outcome in ('ok', 'unchanged', 'not-text')"
)
_SEEN = text(
    "select id from captures where url_key = :key and captured_at >= :first and captured_at <= :last"
    " and outcome in ('ok', 'unchanged', 'not-text')"
)
_CLEANED = text("select cleaned_at from cleanings where id = :id")


@dataclass(frozen=True, slots=True)
class Doubts:
    """The captures of doubtful runs: when each run ended (microseconds), and whether what it got was another's."""

    connection: Connection
    captures: dict[str, tuple[int, bool]]

    def last_sound(self, key: str, versions: Iterable[Version]) -> Version | None:
        """Return the last of a page's versions that may be relied on, None for none; absence is weighed by the history itself."""
        return next((one for one in reversed(list(versions)) if self.holds(key, one)), None)

    def holds(self, key: str, version: Version) -> bool:
        """Whether a page's version may be relied on."""
        doubt = self.captures.get(version.capture_id) if version.outcome == "ok" else None
        if doubt is None:
            return True
        ended_at, is_anothers = doubt
        cleaned_at = self.connection.execute(_CLEANED, {"id": version.cleaning_id}).scalar()
        if not is_anothers and cleaned_at is not None and cleaned_at > ended_at:
            return True
        stretch = {"first": microseconds(version.first_seen), "last": microseconds(version.last_seen)}
        seen = self.connection.execute(_SEEN, {"key": key, **stretch}).scalars()
        return any(capture not in self.captures for capture in seen)


def doubts(connection: Connection) -> Doubts:
    """Return what is doubted in the archive. Costs a read of the runs; nearly always there is nothing."""
    bound = {f"f{n}": _NAMED[fault] for n, fault in enumerate(FAULTS)} | {"anothers": _NAMED[ANOTHERS]}
    rows = connection.execute(_DOUBTED, bound)
    return Doubts(connection, {row.id: (row.ended_at, bool(row.anothers)) for row in rows})
