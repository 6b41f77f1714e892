"""How a kind of site lists and pages: small frozen objects of pure functions on text. docs/sources.md#families."""

from crawler.families.discuz import DiscuzFamily
from crawler.families.listing import Entry, Family, Listing, PageKind
from crawler.families.paths import PATH_FAMILIES

__all__ = ["FAMILIES", "Entry", "Family", "Listing", "PageKind", "family"]

FAMILIES: dict[str, Family] = {one.name: one for one in (*PATH_FAMILIES, DiscuzFamily())}
"""Every family by its name, in the order in which docs/sources.md tells them."""


def family(name: str) -> Family:
    """Return the family of that name; a `KeyError` is a bug, since declarations are validated against `FAMILIES`."""
    return FAMILIES[name]
