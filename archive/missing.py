"""Where a part of a document that is not in the archive should lie: by the addresses of the parts that are."""

import re
from collections.abc import Iterable

from archive.records import Part

# Addresses that count parts: threads and page= count from the first part on, split pages name the first without a number.
_COUNTED = (re.compile(r"(.*/thread-\d+-)(\d+)(-\d+\.html)"), re.compile(r"(.*[?&]page=)(\d+)((?:&.*)?)"))
_SPLIT = re.compile(r"(.*_)(\d+)(\.s?html?)")


def address_of(number: int, parts: Iterable[Part], first: str) -> str:
    """Return the address of a part, that of the first where none can be derived (fetching it fetches its parts).

    Args:
        parts: those that are there. first: the whole's own address, which is the first part's.
    """
    for part in parts if number > 1 else ():
        for pattern in (*_COUNTED, *([_SPLIT] if part.number > 1 else [])):
            found = pattern.fullmatch(part.url)
            if found and part.number - int(found.group(2)) in (0, 1):  # pages _1, _2 … are parts 2, 3 … of some sites
                return f"{found.group(1)}{number - part.number + int(found.group(2))}{found.group(3)}"
    return first
