"""Compound files (MS-CFB), the container of Word and Excel before 2007: names and bytes of the streams at its root."""

from io import BytesIO

import olefile

from cleaners.files.collected import BROKEN, Unreadable, told


def stream_names(payload: bytes) -> set[str] | None:
    """Return the names of the streams at the root; None when the container is damaged."""
    try:
        with olefile.OleFileIO(BytesIO(payload)) as container:
            return {entry[0] for entry in container.listdir() if len(entry) == 1}
    except BROKEN:
        return None


def read_streams(payload: bytes, *names: str) -> list[bytes]:
    """Return the bytes of root streams, b"" for one that is not there.

    Raises:
        Unreadable: broken-file, the container is damaged.
    """
    try:
        with olefile.OleFileIO(BytesIO(payload)) as container:
            return [bytes(container.openstream(name).read()) if container.exists(name) else b"" for name in names]
    except BROKEN as problem:
        raise Unreadable("broken-file", f"the compound file is damaged: {told(problem)}") from problem
