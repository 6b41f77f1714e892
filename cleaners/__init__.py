"""Reads the text of a payload: bytes in, Document out. This room touches nothing.

    from cleaners import clean
    document = clean(payload, url="https://district.example/report.html")

Every visible character of the page is in `Document.ledger`, in order: text of a block, or removed by a named rule.
"""

from typing import TYPE_CHECKING

from cleaners.options import CLEANERS, cleaner_id

if TYPE_CHECKING:
    from cleaners.cleaning import clean

__all__ = ["CLEANERS", "clean", "cleaner_id"]


def __getattr__(name: str) -> object:
    """Make the rules ready when a page is first to be read: who only keeps documents, or only crawls, does not wait for them."""
    if name != "clean":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from cleaners.cleaning import clean

    globals()[name] = clean
    return clean
