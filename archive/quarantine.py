"""What stands in quarantine/: ends of files that a crash tore, and older states of files. None of it is of the archive any more."""

import re
import zlib
from pathlib import Path

from archive.disk import Disk
from archive.errors import BadAddress
from archive.urls import url_key

NAME = "quarantine"
_GZIP = 16 + zlib.MAX_WBITS
_HEAD_BYTES = 65_536
_ADDRESS = re.compile(rb"^WARC-Target-URI: *<?([^\r\n>]+)>?\r?$", re.MULTILINE | re.IGNORECASE)


def forget(folder: Path, key: str, disk: Disk) -> list[str]:
    """Remove the bytes that are, or may be, of a page; why each was put there stays. Returns the names, in order.

    A torn record has no whole body to tell it by, so its address decides: what holds a record of this page, or one whose
    address cannot be read, goes. Nothing that the archive needs is lost: no torn record was ever acknowledged.

    Args:
        folder: the archive's; without quarantine/ nothing is done.
        key: the page's `url_key`.
    """
    aside = folder / NAME
    if not aside.is_dir():
        return []
    gone = []
    for path in sorted(aside.iterdir()):
        if path.is_file() and path.suffix not in (".txt", ".jsonl") and _may_be_of(path.read_bytes(), key):
            path.unlink()
            gone.append(path.name)
    if gone:
        disk.sync_folder(aside)
    return gone


def _may_be_of(data: bytes, key: str) -> bool:
    """Whether one of the records that begin in these bytes is of a page, or of what page cannot be read."""
    while data:
        unpacker = zlib.decompressobj(_GZIP)
        try:
            head = unpacker.decompress(data, _HEAD_BYTES)
            data = _behind(unpacker)
        except zlib.error:
            return True
        address = _ADDRESS.search(head.partition(b"\r\n\r\n")[0])
        if address is None:
            return True
        try:
            if url_key(address[1].decode("utf-8", "replace").strip()) == key:
                return True
        except BadAddress:
            return True
    return False


def _behind(unpacker: "zlib._Decompress") -> bytes:
    """Return what stands behind the member that an unpacker is within, b"" where it never ends."""
    while not unpacker.eof and unpacker.unconsumed_tail:
        unpacker.decompress(unpacker.unconsumed_tail, _HEAD_BYTES)
    return unpacker.unused_data
