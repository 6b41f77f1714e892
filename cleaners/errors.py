"""What can keep a cleaner from reading a payload. Each is an outcome to record, never a reason to stop a crawl."""


class CleanerError(Exception):
    """Base of everything that this room raises."""


class NotReadable(CleanerError):
    """The payload is not a text that any cleaner reads (an image, an archive, binary sent as HTML); the message says why."""


class EmptyPayload(CleanerError):
    """The payload has no byte, or no character that could be shown."""


class UnknownCleaner(CleanerError):
    """No cleaner has that name; the message lists the names there are."""


class BadOptions(CleanerError):
    """A declared option (a selector, a charset) cannot be used; the message names it and says what is wrong."""


class NoReaderInstalled(CleanerError):
    """An optional library is not installed; the message names the extra that brings it."""
