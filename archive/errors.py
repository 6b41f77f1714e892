"""What ends an archive's work. A message says what happened, where, and what to do next; there is never a traceback."""


class ArchiveError(Exception):
    """Base of everything that this room raises. Unlike fetching and cleaning, keeping may not fail: these stop a crawl."""


class NoArchive(ArchiveError):
    """The folder holds no archive (and was opened for reading only)."""


class NewerArchive(ArchiveError):
    """The archive was written by a newer version of this program than can read it."""


class NotWritable(ArchiveError):
    """The folder cannot be written: read-only, no permission, or a full disk (the half-written record is undone)."""


class NoCapture(ArchiveError):
    """No capture of that address (by that time); the message names the first one, or how to fetch it."""


class NoVersion(ArchiveError):
    """The page was captured, but no cleaner has read it (by that time)."""


class Damaged(ArchiveError):
    """What stands on disk is not what was written; the message names file, offset and what to do."""


class BadAddress(ArchiveError):
    """An address that no page can have: no host, no scheme, a scheme that is not http or https."""


class Locked(ArchiveError):
    """Another process holds what this one needs (one crawl of a source at a time); the message names who."""


class Redacted(ArchiveError):
    """The bytes were taken down; the message says when and why. Digest, dates and reason stay."""


class PlaceFailed(ArchiveError):
    """The copy place cannot be reached, or does not give back what it was given; the archive itself is whole."""
