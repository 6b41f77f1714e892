"""The declared sources: one TOML each, beside this file or in a folder of the operator's. docs/sources.md tells the keys."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from crawler.errors import BadSource, UnknownSource
from crawler.sources.declared import Body, Expect, Pace, Source, Status, place_of
from crawler.sources.reading import KEYS, read_declaration, read_source

__all__ = [
    "KEYS",
    "BadSource",
    "Body",
    "Expect",
    "Pace",
    "Source",
    "Status",
    "UnknownSource",
    "load_sources",
    "named",
    "place_of",
    "read_declaration",
    "read_source",
    "shared",
    "source_for",
]

BUNDLED = Path(__file__).parent


def load_sources(folder: Path | None = None) -> dict[str, Source]:
    """Return the bundled declarations and those of a folder (`--sources DIR`), by id, in the order of ids.

    Each knows then which parts of its hosts belong to others (`Source.outside`). A folder without a TOML is an error:
    a mistyped path must not look like "nothing declared".

    Raises:
        BadSource: a declaration breaks a rule, two have one id, or the folder isn't there or holds no TOML.
    """
    paths = sorted(BUNDLED.glob("*.toml"))
    if folder is not None:
        if not folder.is_dir():
            raise BadSource(f"{folder}: no such folder; give --sources the folder that holds the declarations")
        own = sorted(folder.glob("*.toml"))
        if not own:
            raise BadSource(f"{folder}: holds no .toml file; see docs/sources.md#a-declaration for how to write one")
        paths += own
    sources: dict[str, Source] = {}
    for path in paths:
        source = read_source(path, _shown(path))
        if source.id in sources:
            other = _shown(sources[source.id].path)
            raise BadSource(
                f"{_shown(path)}: id is {source.id!r}, which {other} has already; choose another one (docs/sources.md#id)"
            )
        sources[source.id] = source
    return {name: _beside(sources[name], sources.values()) for name in sorted(sources)}


def named(sources: Mapping[str, Source], name: str) -> Source:
    """Return the source of that id.

    Raises:
        UnknownSource: there is none; the message offers the nearest ids.
    """
    if name in sources:
        return sources[name]
    near = difflib.get_close_matches(name, sources, 3, 0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "to see them: fangzhi sources"
    raise UnknownSource(f"no source is called {name!r}; {hint}")


def source_for(url: str, sources: Mapping[str, Source] | None = None) -> Source | None:
    """Return the source that an address belongs to: of those that cover it the one with the longest scope.

    None when no source covers it; of several that cover it equally closely the first by id. Without `sources` the bundled ones are read (about 50 ms).
    """
    known = (load_sources() if sources is None else sources).values()
    found = max(known, key=lambda source: source.reach(url), default=None)
    return found if found is not None and found.covers(url) else None


def shared(sources: Iterable[Source]) -> tuple[str, ...]:
    """Return a sentence for each source with a seed or example that another source covers as closely: it would belong to both."""
    known, told = list(sources), []
    for source in known:
        for url in (*source.seeds, *source.examples):
            rivals = [other for other in known if other.id != source.id and other.reach(url) >= source.reach(url)]
            if rivals:
                told.append(
                    f"{_shown(source.path)}: {url} is also covered by {rivals[0].id}; "
                    "give the narrower of the two a scope (docs/sources.md#scope)"
                )
                break
    return tuple(told)


def _beside(source: Source, others: Iterable[Source]) -> Source:
    """The same source, told which longer prefixes of its hosts are other sources'."""
    own = {place_of(prefix) for prefix in source.scope}
    theirs = (prefix for other in others if other.id != source.id for prefix in other.scope)
    return replace(source, outside=tuple(p for p in theirs if source.reach(p) >= 0 and place_of(p) not in own))


def _shown(path: Path) -> str:
    """How messages call a file: from the working folder where it lies below that."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
