"""What the crawler cannot do: bad declarations, unknown names, wrong use. A message says what, where, and what to do next."""


class CrawlerError(Exception):
    """Base of everything that this room raises."""


class BadSource(CrawlerError):
    """A declaration cannot be used; the message names file, key, value and the rule, and where it is documented."""


class UnknownSource(CrawlerError):
    """No declared source has that id; the message offers the nearest ones."""


class WrongUse(CrawlerError):
    """A command was given what it cannot take; the message names it and what it takes. Exit code 2."""


class NoContact(CrawlerError):
    """No host but the loopback is asked without a contact; the message says where to give one. Exit code 2."""


class AlreadyScheduled(CrawlerError):
    """Another daemon schedules the same archive; the message names its process. Exit code 2."""


class WalkBroken(CrawlerError):
    """The crawling process ended without a word (killed, out of memory). What it had is kept; the same crawl goes on."""
