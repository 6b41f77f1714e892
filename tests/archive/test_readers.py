"""Files of the archive are read by the standard's own readers, each with its own checks."""

import io
from pathlib import Path

from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from tests.archive.kept import PAGE
from tests.archive.test_rebuild import filled


def files(folder: Path) -> list[Path]:
    filled(folder).close()
    return sorted(folder.rglob("*.warc.gz"))


def test_warcio_reads_every_record_and_agrees_with_every_digest(tmp_path: Path) -> None:
    found = []
    for path in files(tmp_path):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                record.content_stream().read()
                found.append(record.rec_type)
    assert ["conversion", "metadata", "request", "response", "revisit", "warcinfo"] == sorted(set(found))


def test_warcio_check_finds_no_fault(tmp_path: Path) -> None:
    class Options:
        inputs = tuple(str(path) for path in files(tmp_path))
        verbose = True

    assert not Checker(Options).process_all()


def test_fastwarc_reads_every_record_and_agrees_with_every_digest(tmp_path: Path) -> None:
    checked = [
        record.verify_block_digest()
        for path in files(tmp_path)
        for record in FastIterator(io.BytesIO(path.read_bytes()), parse_http=False)
    ]
    assert (15, {True}) == (len(checked), set(checked))


def test_warcio_gives_a_payload_as_it_was_sent(tmp_path: Path) -> None:
    with files(tmp_path)[0].open("rb") as file:
        payloads = [record.raw_stream.read() for record in ArchiveIterator(file) if record.rec_type == "response"]
    assert PAGE == payloads[0]
