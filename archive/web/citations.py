"""How a version is cited: in the form of GB/T 7714 for Chinese writing, and in a plain English one.

Source: GB/T 7714-2015, electronic resources: 责任者. 题名[EB/OL]. (更新日期)[引用日期]. 获取路径. The day of citation is that on which
this text was last seen: a later look at the page may give another.
"""

from archive.moments import SHANGHAI
from archive.records import Version
from cleaners.document import Document


def chinese(version: Version, document: Document, permanent: str) -> str:
    """Return the citation in the form of GB/T 7714-2015 (electronic resources)."""
    said = document.metadata
    day = said.published or (said.posted.date() if said.posted else None)
    who = said.organ or said.author or said.source
    dated = f"({day.isoformat()})" if day else ""
    seen = version.last_seen.astimezone(SHANGHAI).date().isoformat()
    lead = f"{who}. " if who else ""
    return f"{lead}{document.title or version.url}[EB/OL]. {dated}[{seen}]. {version.url}. 存档：{permanent}（{_short(version)}）."


def english(version: Version, document: Document, permanent: str) -> str:
    """Return the citation in English: who, title, day, address, when it stood so, and where it is kept."""
    said = document.metadata
    day = said.published or (said.posted.date() if said.posted else None)
    who = said.organ or said.author or said.source
    first, last = (moment.astimezone(SHANGHAI).date().isoformat() for moment in (version.first_seen, version.last_seen))
    lead = f"{who}. " if who else ""
    dated = f" {day.isoformat()}." if day else ""
    stood = f"as it stood on {first}" if first == last else f"as it stood from {first} to {last}"
    return f"{lead}“{document.title or version.url}.”{dated} {version.url}, {stood}. Archived at {permanent} ({_short(version)})."


def _short(version: Version) -> str:
    return version.digest[: len("sha256:") + 16]
