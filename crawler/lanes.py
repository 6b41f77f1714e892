"""Which sources are crawled one after the other: those of a politeness group share a lane."""

from collections.abc import Sequence

from crawler.sources import Source


def lanes(sources: Sequence[Source], count: int) -> dict[str, int]:
    """Return which of so many lanes each source waits in: one lane for all of a politeness group, lanes about equal.

    A lane does one crawl at a time, so no group is ever crawled twice at once.
    """
    groups = sorted({_group(source) for source in sources})
    return {source.id: groups.index(_group(source)) % count for source in sources}


def _group(source: Source) -> str:
    return source.pace.group or min(source.hosts)
