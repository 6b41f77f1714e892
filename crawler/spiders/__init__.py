"""The one spider: every source is walked by it, from a declaration and a family."""

from crawler.spiders.walker import SourceSpider

__all__ = ["SourceSpider"]
