"""ZIP: archives of files, and the bounds that every package (DOCX, XLSX too) must keep before a library opens it."""

import zipfile
from collections.abc import Callable
from io import BytesIO

from cleaners.files.collected import BROKEN, Collected, Unreadable, told

MAX_MEMBERS = 2000
MAX_READ_MEMBERS = 200
MAX_UNPACKED = 64 * 1024 * 1024
_UTF8_NAME = 0x800  # APPNOTE.TXT 4.4.4, bit 11
_ENCRYPTED = 0x1
_SPELLINGS = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)


def check_package(payload: bytes) -> None:
    """Refuse a package that would unpack without bound, or whose XML declares a document type.

    Open Packaging (ECMA-376 part 2, 8.2.4) forbids such declarations; "a billion laughs" is one.

    Raises:
        Unreadable: broken-file, too-large, encrypted.
    """
    try:
        with zipfile.ZipFile(BytesIO(payload)) as archive:
            left = MAX_UNPACKED
            for member in _members(archive):
                content = _read(archive, member, left)
                left -= len(content)
                if member.filename.lower().endswith((".xml", ".rels")) and any(word in content for word in _SPELLINGS):
                    raise Unreadable(
                        "broken-file", f"{member.filename} declares a document type, which no office file may"
                    )
    except BROKEN as problem:
        raise Unreadable("broken-file", f"the package is damaged: {told(problem)}") from problem


def read_zip(payload: bytes, collected: Collected, read_member: Callable[[bytes, Collected], bool]) -> None:
    """Read the files of a ZIP in its order; each begins with its name as a heading, its paths with `member[name]/`.

    Args:
        read_member: reads one file into the collection; False when it is of no kind that is read.
    """
    try:
        with zipfile.ZipFile(BytesIO(payload)) as archive:
            _read_members(archive, collected, read_member)
    except Unreadable as problem:
        collected.prefix = ""
        collected.warn(problem.code, str(problem))
    except BROKEN as problem:
        collected.prefix = ""
        collected.warn("broken-file", f"the archive is damaged: {told(problem)}")


def _read_members(
    archive: zipfile.ZipFile, collected: Collected, read_member: Callable[[bytes, Collected], bool]
) -> None:
    left = MAX_UNPACKED
    members = [member for member in _members(archive) if not member.is_dir()]
    if len(members) > MAX_READ_MEMBERS:
        collected.warn("too-large", f"{len(members)} members; the first {MAX_READ_MEMBERS} are read")
    for member in members[:MAX_READ_MEMBERS]:
        name = member_name(member)
        collected.prefix = ""
        collected.keep("heading", name, f"member[{name}]", level=1)
        collected.prefix = f"member[{name}]/"
        if member.flag_bits & _ENCRYPTED:
            collected.warn("encrypted", "the member needs a password")
            continue
        content = _read(archive, member, left)
        left -= len(content)
        if not read_member(content, collected):
            collected.warn("member-skipped", "the member is of no kind that is read")
    collected.prefix = ""


def member_name(member: zipfile.ZipInfo) -> str:
    """Return a member's name: UTF-8 where its flag or its bytes say so, else GBK, which Chinese systems write without a flag."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return member.filename


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise Unreadable("too-large", f"{len(members)} members; at most {MAX_MEMBERS} are opened")
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise Unreadable("too-large", f"unpacked it would have more than {MAX_UNPACKED} bytes")
    return members


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    """Unpack a member; its directory entry may lie about its size, so the reading itself is bounded."""
    if member.flag_bits & _ENCRYPTED:
        raise Unreadable("encrypted", f"{member.filename} needs a password")
    with archive.open(member) as stream:
        content = stream.read(left + 1)
    if len(content) > left:
        raise Unreadable("too-large", f"unpacked it would have more than {MAX_UNPACKED} bytes")
    return content
