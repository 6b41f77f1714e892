"""The WARC files in what an import is given: a file itself, or those that a WACZ holds, be it one of several WACZ."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.errors import WrongUse

WARCS = (".warc", ".warc.gz", ".warc.zst")
"""How the WARC files in a WACZ are called."""

DEEPEST = 2
"""A WACZ may hold others (multi-WACZ), and those hold WARC files."""


@contextmanager
def warcs_in(file: Path) -> Iterator[list[tuple[str, Path]]]:
    """Give the WARC files in a file with the names that they go by; unpacked ones are gone when the block ends.

    Raises:
        WrongUse: it is a ZIP file without a WARC file in it, or one that cannot be unpacked.
    """
    if not zipfile.is_zipfile(file):
        yield [(file.name, file)]
        return
    with tempfile.TemporaryDirectory() as folder:
        found = list(_unpacked(file, file.name, Path(folder), DEEPEST))
        if not found:
            raise WrongUse(f"{file}: a ZIP file without a {', '.join(WARCS)} in it")
        yield found


def _unpacked(file: Path, name: str, folder: Path, deep: int) -> Iterator[tuple[str, Path]]:
    try:
        with zipfile.ZipFile(file) as packed:
            for number, entry in enumerate(packed.infolist()):
                inner, path = entry.filename.lower(), folder / f"{deep}-{number}"
                is_pack = inner.endswith(".wacz") and deep > 1
                if not (inner.endswith(WARCS) or is_pack):
                    continue
                with packed.open(entry) as inside, path.open("wb") as target:
                    shutil.copyfileobj(inside, target)
                if is_pack:
                    below = folder / f"{deep}-{number}-in"
                    below.mkdir()
                    yield from _unpacked(path, f"{name}:{entry.filename}", below, deep - 1)
                else:
                    yield f"{name}:{entry.filename}", path
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise WrongUse(
            f"{name}: cannot be unpacked ({error}); unpack it by hand and import the WARC files that come out whole"
        ) from None
