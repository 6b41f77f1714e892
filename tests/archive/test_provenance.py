"""For every sentence: where it stands, how it came, and whether all of that still holds."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from archive import Archive, NoVersion
from tests.archive.kept import URL, answer
from tests.archive.tales import SPLIT, lose, night, read, see, see_parts


def test_a_sentence_leads_to_its_bytes_headers_run_and_declaration(archive: Archive) -> None:
    run = archive.begin_run("linjiang", begun_at=night(0), declaration='id = "linjiang"')
    capture = see(archive, night(0), "甲甲\n新增就业岗位三千个。", run=run.id)
    told = archive.provenance(archive.at(URL), "就业岗位")
    assert (1, "新增就业岗位三千个。") == (told.block, told.text)
    assert (capture.warc, capture.offset, capture.length) == (
        told.original.warc,
        told.original.offset,
        told.original.length,
    )
    assert ("Content-Type", "text/html; charset=utf-8") in told.headers
    assert ('id = "linjiang"', run.id) == (told.declaration, told.run and told.run.id)
    assert told.holds


def test_a_revisit_is_proved_by_the_capture_that_holds_its_payload(archive: Archive) -> None:
    first = see(archive, night(0), "甲")
    see(archive, night(1), "乙")
    again = see(archive, night(2), "甲")
    told = archive.provenance(archive.at(URL), 0)
    assert (again.id, first.id) == (told.capture.id, told.original.id)
    assert told.holds


def test_a_block_of_a_whole_leads_to_its_own_part(archive: Archive) -> None:
    see_parts(archive, night(0), "甲\n乙", "丙", "丁")
    told = archive.provenance(archive.at(SPLIT), 2)
    assert ("丙", SPLIT.replace(".html", "_2.html")) == (told.text, told.capture.url)
    assert told.holds


def test_a_flipped_byte_is_a_check_that_fails(archive: Archive) -> None:
    capture = see(archive, night(0), "甲")
    version = archive.at(URL)
    archive.seal()
    path = archive.folder / capture.warc
    data = bytearray(path.read_bytes())
    data[capture.offset + capture.length // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(data)
    told = archive.provenance(version, 0)
    assert not told.holds
    assert [False, True, True, True] == [check.ok for check in told.checks]
    assert str(capture.offset) in told.checks[0].found


def test_a_catalog_that_says_otherwise_is_noticed(archive: Archive) -> None:
    see(archive, night(0), "甲")
    archive.flush()
    with archive.shelf.database.writing() as connection:
        connection.execute(text("update captures set payload_digest = 'sha256:0'"))
    assert [False, True, True, True] == [check.ok for check in archive.provenance(archive.at(URL), 0).checks]


def test_the_cleaner_may_be_asked_to_read_it_again(archive: Archive) -> None:
    see(archive, night(0), "甲")
    version = archive.at(URL)
    assert archive.provenance(version, 0, read_again=lambda _capture, _payload: read("甲")).holds
    assert not archive.provenance(version, 0, read_again=lambda _capture, _payload: read("乙")).holds


def test_what_is_not_there_cannot_be_proved(archive: Archive) -> None:
    see(archive, night(0), "甲")
    with pytest.raises(NoVersion, match="has no block 1; they are numbered 0 to 0"):
        archive.provenance(archive.at(URL), 1)
    with pytest.raises(NoVersion, match=r"no block of .* holds '乙'"):
        archive.provenance(archive.at(URL), "乙")
    lose(archive, night(1))
    with pytest.raises(NoVersion, match="was gone"):
        archive.provenance(archive.at(URL))


def test_another_digest_than_the_cleanings_is_noticed(archive: Archive) -> None:
    see(archive, night(0), "甲")
    told = archive.provenance(replace(archive.at(URL), digest="sha256:0"))
    assert not told.holds


def test_the_proof_in_json_has_the_promised_keys(archive: Archive) -> None:
    capture = archive.keep(answer())
    archive.keep_cleaning(capture, "auto@1", read("甲"), cleaned_at=night(0))
    promised = {
        "block",
        "text",
        "cleaning",
        "payload_digest",
        "warc",
        "offset",
        "length",
        "headers",
        "run",
        "source",
        "verify",
    }
    told = archive.provenance(archive.at(URL), 0).to_json()
    assert promised <= told.keys()
    assert told["verify"]["ok"]
