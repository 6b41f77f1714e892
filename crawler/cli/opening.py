"""How commands open the archive: one place that knows its folder and its catalog."""

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


def writing(config: Config) -> "Archive":
    """Open the archive for new records, and make it where there is none.

    Raises:
        NotWritable: the folder cannot be written. NewerArchive: it was written by a newer version.
    """
    from archive import open_archive

    return open_archive(config.archive, read_only=False, catalog=config.catalog)
