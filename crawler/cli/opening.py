"""How commands open the archive: one place that knows its folder and its catalog."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from crawler.config import Config

if TYPE_CHECKING:
    from archive import Archive


def reading(config: Config) -> "Archive":
    """Open the archive for questions.

    Raises:
        NoArchive: the folder holds none. NewerArchive: it was written by a newer version.
    """
    from archive import open_archive

    return open_archive(config.archive, catalog=config.catalog)


def writing(config: Config, progress: Callable[[int, int], None] | None = None) -> "Archive":
    """Open the archive for new records, and make it where there is none.

    Args:
        progress: told in bytes how far a catalog that was missing or torn is made again.
    Raises:
        NotWritable: the folder cannot be written. NewerArchive: it was written by a newer version.
    """
    from archive import open_archive

    return open_archive(config.archive, read_only=False, catalog=config.catalog, progress=progress)


def changing(config: Config, progress: Callable[[int, int], None] | None = None) -> "Archive":
    """Open an archive that must be there for new records: a mistyped folder must not become an empty archive.

    Raises:
        NoArchive: the folder holds none. Else as `writing`.
    """
    from archive.layout import found_or_refused

    found_or_refused(config.archive)
    return writing(config, progress)
