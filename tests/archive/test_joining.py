"""A document over several addresses is told as one, as of the end of a run."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archive import Archive, NoCapture, Version
from archive.joining import joined
from archive.records import Part
from cleaners.document import Block, Warned
from tests.archive.tales import SPLIT, lose, night, read, see, see_parts

THIRD = SPLIT.replace(".html", "_3.html")


def text(version: Version) -> str:
    assert version.document is not None
    return version.document.text


def warned(version: Version) -> list[str]:
    assert version.document is not None
    return [warning.message.partition(";")[0] for warning in version.document.warnings]


def test_the_parts_stand_in_order_under_any_address(archive: Archive) -> None:
    see_parts(archive, night(0), "甲", "乙", "丙")
    for url in (SPLIT, THIRD):
        version = archive.at(url)
        assert ("甲\n乙\n丙", SPLIT, [1, 2, 3]) == (text(version), version.url, [part.number for part in version.parts])


def test_a_part_alone_is_given_on_demand(archive: Archive) -> None:
    see_parts(archive, night(0), "甲", "乙", "丙")
    assert "丙" == text(archive.at(THIRD, part=True))


def test_the_parts_of_a_night_make_one_version(archive: Archive) -> None:
    see_parts(archive, night(0), "甲", "乙")
    see_parts(archive, night(1), "丁", "戊")
    history = archive.history(SPLIT)
    assert [1, 1] == [version.captures for version in history]
    assert ["甲\n乙", "丁\n戊"] == [text(archive.at(SPLIT, night(number + 1))) for number in (0, 1)]


def test_an_unchanged_night_is_another_observation(archive: Archive) -> None:
    see_parts(archive, night(0), "甲", "乙")
    see_parts(archive, night(1), "甲", "乙")
    assert [2] == [version.captures for version in archive.history(SPLIT)]


def test_a_run_that_still_goes_on_tells_nothing_yet(archive: Archive) -> None:
    see_parts(archive, night(0), "甲", "乙")
    run = archive.begin_run("linjiang", begun_at=night(1), declaration="")
    said = {"part_of": SPLIT, "part": 1, "parts": 2}
    see(archive, night(1) + timedelta(minutes=1), "丁", url=SPLIT, run=run.id, **said)
    assert "甲\n乙" == text(archive.at(SPLIT))


def test_an_import_of_two_old_states_is_two_versions(archive: Archive) -> None:
    for number, texts in enumerate((("甲", "乙"), ("甲", "丙"))):
        for part, said in enumerate(texts, 1):
            url = SPLIT if part == 1 else SPLIT.replace(".html", "_2.html")
            see(archive, night(number), said, url=url, run="import-1", part_of=SPLIT, part=part, parts=2)
    assert 2 == len(archive.history(SPLIT))


def test_a_missing_part_is_a_warning_on_the_whole(archive: Archive) -> None:
    see_parts(archive, night(0), "甲", None, "丙", parts=4)
    version = archive.at(SPLIT)
    assert "甲\n丙" == text(version)
    assert ["part 2 of 4 is not in the archive", "part 4 of 4 is not in the archive"] == warned(version)


def test_a_fragment_alone_is_told_under_its_whole(archive: Archive) -> None:
    see_parts(archive, night(0), None, None, "丙")
    version = archive.at(THIRD)
    assert ("丙", SPLIT) == (text(version), version.url)
    assert 2 == len(warned(version))
    assert "丙" == text(archive.at(SPLIT))
    with pytest.raises(NoCapture):
        archive.at(SPLIT, part=True)


def test_a_part_that_repeats_the_one_before_is_dropped(archive: Archive) -> None:
    see_parts(archive, night(0), "甲", "乙", "乙")
    version = archive.at(SPLIT)
    assert "甲\n乙" == text(version)
    assert [False, False, True] == [part.dropped for part in version.parts]
    assert [(0, 1), (1, 1), (2, 0)] == [(part.first_block, part.blocks) for part in version.parts]


def test_a_thread_that_grows_a_page_is_another_version(archive: Archive) -> None:
    see_parts(archive, night(0), "甲")
    see_parts(archive, night(1), "甲", "乙")
    assert ["甲", "甲\n乙"] == [text(archive.at(SPLIT, version.first_seen)) for version in archive.history(SPLIT)]
    assert [] == warned(archive.at(SPLIT, night(0) + timedelta(hours=1)))


def test_without_its_first_part_the_whole_is_gone(archive: Archive) -> None:
    see_parts(archive, night(0), "甲", "乙")
    lose(archive, night(1), url=SPLIT)
    assert ["ok", "gone"] == [version.outcome for version in archive.history(THIRD.replace("_3", "_2"))]


def test_a_first_part_that_does_not_say_so_is_named_by_the_others(archive: Archive) -> None:
    see(archive, night(0), "甲", url=SPLIT)
    see(archive, night(0) + timedelta(minutes=1), "乙", url=SPLIT.replace(".html", "_2.html"), part_of=SPLIT, part=2)
    assert "甲\n乙" == text(archive.at(SPLIT))


def test_metadata_of_the_whole_is_the_first_part_that_says_it(archive: Archive) -> None:
    see(archive, night(0), "甲", url=SPLIT, part_of=SPLIT, part=1, parts=2, year=2026)
    later = SPLIT.replace(".html", "_2.html")
    see(
        archive,
        night(0) + timedelta(minutes=1),
        "乙",
        url=later,
        part_of=SPLIT,
        part=2,
        parts=2,
        year=2025,
        speaker="张某",
    )
    document = archive.at(SPLIT).document
    assert document is not None
    said = document.metadata
    assert (2026, "张某", 2, None, None) == (said.year, said.speaker, said.parts, said.part, said.part_of)


def test_doubts_of_a_part_that_another_part_settles_are_not_the_wholes() -> None:
    codes = ("fragment", "missing-beginning", "missing-end", "promised-table", "mojibake")
    doubtful = [replace(read(said), warnings=tuple(Warned(code, said) for code in codes)) for said in "甲乙丙"]
    pages = tuple(Part(number, SPLIT, "", "", said) for number, said in enumerate("甲乙丙", 1))
    version = Version(SPLIT, night(0), night(0), 1, "", "", "auto@1", "ok", parts=pages)
    assert [("missing-beginning", "甲"), ("promised-table", "甲"), ("mojibake", "甲")] == list(
        joined(version, doubtful).warnings[:3]
    )
    assert ("missing-end", "丙") in joined(version, doubtful).warnings
    doubtful[1] = replace(doubtful[1], blocks=(Block("table", "| 表 |"),))
    assert "promised-table" not in [warning.code for warning in joined(version, doubtful).warnings]


def test_a_page_of_its_own_is_no_part(archive: Archive) -> None:
    see(archive, night(0), "甲", url=SPLIT, part_of=SPLIT, part=1, parts=1)
    assert () == archive.at(SPLIT).parts


def test_a_corpus_holds_the_whole_once(archive: Archive) -> None:
    see(archive, night(0), "独立成篇")
    see_parts(archive, night(0), "甲", "乙", "丙")
    assert ["甲\n乙\n丙", "独立成篇"] == [text(version) for version in archive.corpus()]
