"""What only the cleaner changed is told apart from what the page changed; what a page changed in silence is flagged."""

from datetime import date
from typing import Any

import pytest

from archive import Archive
from tests.archive.kept import URL, answer
from tests.archive.tales import night, read, see

OTHER = "http://www.linjiang.example/b.html"


def test_a_page_that_the_newer_cleaner_reads_otherwise_is_listed(archive: Archive) -> None:
    first, second = see(archive, night(0), "甲"), see(archive, night(0), "乙", url=OTHER)
    archive.keep_cleaning(first, "auto@2", read("甲", cleaner="auto@2"), cleaned_at=night(1))
    archive.keep_cleaning(second, "auto@2", read("丙", url=OTHER, cleaner="auto@2"), cleaned_at=night(1))
    (reread,) = archive.cleaner_changes()
    assert (OTHER, "auto@1", "auto@2", second.id) == (reread.url, reread.old, reread.new, reread.capture)


def test_a_page_that_the_newer_cleaner_cannot_read_is_listed(archive: Archive) -> None:
    capture = see(archive, night(0), "甲")
    archive.keep_cleaning(capture, "auto@2", None, cleaned_at=night(1), error="no text")
    (reread,) = archive.cleaner_changes()
    assert (read("甲").digest, None) == (reread.before, reread.after)


def test_only_the_last_capture_of_a_page_counts(archive: Archive) -> None:
    for number, text in enumerate("甲乙"):
        capture = see(archive, night(number), text)
        document = read("丙" if number == 0 else text, cleaner="auto@2")
        archive.keep_cleaning(capture, "auto@2", document, cleaned_at=night(3))
    assert [] == list(archive.cleaner_changes())


def test_one_cleaner_alone_changes_nothing(archive: Archive) -> None:
    see(archive, night(0), "甲")
    see(archive, night(1), "乙")
    assert [] == list(archive.cleaner_changes())


@pytest.mark.parametrize(
    ("changed", "later", "silent"),
    [
        ("甲甲甲乙", {}, True),
        ("甲甲甲", {"title": "新题"}, False),
        ("甲甲甲乙", {"published": date(2026, 2, 2)}, False),
        ("甲甲甲乙", {"number": "临府〔2026〕2号"}, False),
        ("甲 甲甲", {}, False),
    ],
)
def test_a_text_that_changed_while_its_dates_did_not_is_a_silent_edit(
    archive: Archive, changed: str, later: dict[str, Any], silent: bool
) -> None:
    said: dict[str, Any] = {"published": date(2026, 1, 1), "number": "临府〔2026〕1号"}
    see(archive, night(0), "甲甲甲", **said)
    see(archive, night(1), changed, **(said | later))
    assert silent == archive.diff(URL).is_silent


def test_an_edit_with_a_new_last_modified_is_not_silent(archive: Archive) -> None:
    for number, text in enumerate(("甲甲甲", "甲甲乙")):
        headers = (("Content-Type", "text/html"), ("Last-Modified", f"Mon, 0{number + 1} Jun 2026 00:00:00 GMT"))
        capture = archive.keep(answer(text.encode(), captured_at=night(number), headers=headers))
        archive.keep_cleaning(capture, "auto@1", read(text), cleaned_at=night(number))
    assert not archive.diff(URL).is_silent
