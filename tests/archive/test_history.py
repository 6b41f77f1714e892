"""A history is told by one cleaner, from captures in whatever order they came."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Archive, BadAddress, NoCapture, NoVersion, Version, open_archive
from archive.records import Verdict
from tests.archive.kept import NIGHT, URL, answer
from tests.archive.tales import miss, night, read, see


def told(versions: list[Version]) -> list[tuple[str, int, int, int]]:
    """Outcome, nights of first and last sight, and observations of each version."""
    return [(v.outcome, (v.first_seen - NIGHT).days, (v.last_seen - NIGHT).days, v.captures) for v in versions]


def test_a_page_that_stays_the_same_has_one_version(archive: Archive) -> None:
    for number in range(3):
        see(archive, night(number), "甲")
    assert [("ok", 0, 2, 3)] == told(archive.history(URL))


def test_there_and_back_again_is_three_versions(archive: Archive) -> None:
    for number, text in enumerate("甲乙甲"):
        see(archive, night(number), text)
    assert [("ok", 0, 0, 1), ("ok", 1, 1, 1), ("ok", 2, 2, 1)] == told(archive.history(URL))


def test_a_page_that_was_gone_between_has_three_rows(archive: Archive) -> None:
    see(archive, night(0), "甲")
    miss(archive, night(1))
    miss(archive, night(2))
    see(archive, night(3), "甲")
    versions = archive.history(URL)
    assert [("ok", 0, 0, 1), ("gone", 1, 2, 2), ("ok", 3, 3, 1)] == told(versions)
    assert ("", None) == (versions[1].digest, versions[1].to_json()["digest"])


def test_an_absence_that_one_day_saw_interrupts_nothing(archive: Archive) -> None:
    see(archive, night(0), "甲")
    miss(archive, night(1))
    miss(archive, night(1) + timedelta(hours=3))
    see(archive, night(2), "甲")
    versions = archive.history(URL)
    assert [("ok", 0, 2, 2)] == told(versions)
    assert ((night(1),), False) == (versions[0].absent_at, versions[0].is_in_doubt)
    assert ["2026-11-25T18:00:00Z"] == versions[0].to_json()["absent_at"]


def test_a_page_that_is_absent_on_one_day_still_stands_in_doubt(archive: Archive) -> None:
    see(archive, night(0), "甲")
    miss(archive, night(1))
    version = archive.at(URL)
    assert ("ok", True, night(0)) == (version.outcome, version.is_in_doubt, version.last_seen)
    assert 1 == len(list(archive.corpus())) == len(archive.search("甲"))
    miss(archive, night(2))
    assert "gone" == archive.at(URL).outcome
    assert ([], []) == (list(archive.corpus()), archive.search("甲"))


def test_days_are_those_of_china(archive: Archive) -> None:
    see(archive, night(0), "甲")
    for hour in (2, 21):  # 20:00 and 15:00 UTC of two dates there are one day in China
        miss(archive, night(0) + timedelta(hours=hour))
    assert ["ok"] == [version.outcome for version in archive.history(URL)]
    miss(archive, night(0) + timedelta(hours=22))
    assert ["ok", "gone"] == [version.outcome for version in archive.history(URL)]


@pytest.mark.parametrize("verdict", ["failed", "blocked", "unexpected", None, "complete", "partial"])
def test_absence_is_told_by_sound_runs_only(archive: Archive, verdict: Verdict | None) -> None:
    see(archive, night(0), "甲")
    miss(archive, night(1))
    run = archive.begin_run("linjiang", begun_at=night(2), declaration="")
    miss(archive, night(2) + timedelta(minutes=1), run=run.id)
    if verdict:
        archive.end_run(replace(run, ended_at=night(2) + timedelta(hours=1), verdict=verdict))
    gone = verdict in ("complete", "partial")
    assert (["ok", "gone"] if gone else ["ok"]) == [version.outcome for version in archive.history(URL)]
    assert int(not gone) == len(archive.search("甲"))


def test_a_run_whose_column_only_was_silent_is_sound(archive: Archive) -> None:
    see(archive, night(0), "甲")
    miss(archive, night(1))
    for hour, fault in ((1, "few-pages"), (3, "silent")):
        run = archive.begin_run("linjiang", begun_at=night(2) + timedelta(hours=hour), declaration="")
        miss(archive, run.begun_at + timedelta(minutes=1), run=run.id)
        ended = run.begun_at + timedelta(minutes=30)
        archive.end_run(replace(run, ended_at=ended, verdict="unexpected", details={"fault": fault}))
        told_so_far = [version.outcome for version in archive.history(URL)]
        assert (["ok", "gone"] if fault == "silent" else ["ok"]) == told_so_far


def test_another_text_after_an_absence_of_one_day_is_the_next_version(archive: Archive) -> None:
    see(archive, night(0), "甲")
    miss(archive, night(1))
    see(archive, night(2), "乙")
    assert [("ok", 0, 0, 1), ("ok", 2, 2, 1)] == told(archive.history(URL))
    assert [(night(1),), ()] == [version.absent_at for version in archive.history(URL)]


def test_a_page_that_comes_back_after_one_day_is_no_new_version(archive: Archive) -> None:
    see(archive, night(0), "甲")
    miss(archive, night(1))
    run = archive.begin_run("linjiang", begun_at=night(2), declaration="")
    see(archive, night(2) + timedelta(minutes=1), "甲", run=run.id)
    assert 0 == archive.new_versions(run.id)


def test_other_noise_around_the_same_text_is_no_new_version(archive: Archive) -> None:
    for number in range(2):
        capture = archive.keep(answer(f"<p>甲<i>浏览 {number}".encode(), captured_at=night(number)))
        archive.keep_cleaning(capture, "auto@1", read("甲"), cleaned_at=night(number))
    assert [("ok", 0, 1, 2)] == told(archive.history(URL))


def test_a_failed_cleaning_neither_makes_nor_breaks_a_version(archive: Archive) -> None:
    see(archive, night(0), "甲")
    broken = archive.keep(answer(b"<p>?", captured_at=night(1)))
    archive.keep_cleaning(broken, "auto@1", None, cleaned_at=night(1), error="no text")
    see(archive, night(2), "甲")
    assert [("ok", 0, 2, 2)] == told(archive.history(URL))


def test_any_spelling_of_the_address_will_do(archive: Archive) -> None:
    see(archive, night(0), "甲")
    assert 1 == len(archive.history(URL.replace("http://www.", "https://") + "?utm_source=x#top"))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["甲", "乙", None]), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_change_a_history(texts: list[str | None], random: object) -> None:
    nights = list(enumerate(texts))
    with TemporaryDirectory() as folder:
        histories = []
        for name, order in (("a", nights), ("b", sorted(nights, key=lambda _: random.random()))):  # type: ignore[attr-defined]
            with open_archive(Path(folder) / name, read_only=False) as archive:
                for number, text in order:
                    _ = miss(archive, night(number)) if text is None else see(archive, night(number), text)
                try:
                    histories.append(told(archive.history(URL)))
                except NoVersion:
                    histories.append([])
    assert histories[0] == histories[1]


def test_the_version_at_an_instant_is_that_of_the_latest_capture_by_then(archive: Archive) -> None:
    see(archive, night(0), "甲")
    see(archive, night(2), "乙")
    for when, text in ((night(0), "甲"), (night(1), "甲"), (night(2), "乙"), (night(9), "乙"), (None, "乙")):
        document = archive.at(URL, when).document
        assert document is not None
        assert text == document.text


def test_a_day_is_its_end_in_shanghai(archive: Archive) -> None:
    see(archive, night(0), "甲")  # 18:00 UTC on the 24th is 2:00 on the 25th there
    with pytest.raises(NoCapture):
        archive.at(URL, date(2026, 11, 24))
    assert "甲" == getattr(archive.at(URL, date(2026, 11, 25)).document, "text", None)


def test_a_page_that_was_gone_then_has_no_document(archive: Archive) -> None:
    see(archive, night(0), "甲")
    miss(archive, night(1))
    miss(archive, night(2))
    version = archive.at(URL)
    assert ("gone", None) == (version.outcome, version.document)


def test_an_instant_before_the_first_capture_names_the_first(archive: Archive) -> None:
    see(archive, night(3), "甲")
    with pytest.raises(NoCapture, match=r"the first is of 2026-11-27T18:00:00Z\. To fetch it now: fangzhi fetch"):
        archive.at(URL, night(2))


def test_a_page_never_captured_is_said_to_be_so(archive: Archive) -> None:
    with pytest.raises(NoCapture, match=r"no capture of http://b\.example/; to fetch it now"):
        archive.history("http://b.example/")
    with pytest.raises(BadAddress):
        archive.history("b.example")


def test_a_page_that_nobody_read_is_said_to_be_so(archive: Archive) -> None:
    archive.keep(answer())
    with pytest.raises(NoVersion, match=r"captured 1 time \(ok\), but no cleaner has read it"):
        archive.history(URL)
    see(archive, night(1), "甲")
    with pytest.raises(NoVersion, match="but discuz has read nothing"):
        archive.history(URL, cleaner="discuz")


def test_a_page_that_was_taken_down_is_said_to_be_so(archive: Archive) -> None:
    capture = see(archive, night(0), "甲")
    archive.redact(capture, reason="personal data", at=night(1))
    with pytest.raises(NoVersion, match="was taken down on 2026-11-25: personal data"):
        archive.history(URL)


def test_an_address_that_leads_elsewhere_names_the_other(archive: Archive) -> None:
    archive.keep(answer(b"", status=302, outcome="redirect", redirected_to="http://b.example/x"))
    with pytest.raises(NoVersion, match=r"leads to http://b\.example/x"):
        archive.history(URL)


def test_a_newer_cleaner_tells_once_it_is_through_with_the_page(archive: Archive) -> None:
    captures = [see(archive, night(number), text) for number, text in enumerate("甲乙")]
    archive.keep_cleaning(captures[0], "auto@2", read("丙", cleaner="auto@2"), cleaned_at=night(5))
    assert {"auto@1"} == {version.cleaner for version in archive.history(URL)}
    archive.keep_cleaning(captures[1], "auto@2", read("丙", cleaner="auto@2"), cleaned_at=night(5))
    assert [("ok", 0, 1, 2)] == told(archive.history(URL))
    assert [("ok", 0, 0, 1), ("ok", 1, 1, 1)] == told(archive.history(URL, cleaner="auto@1"))


def test_of_two_names_the_one_used_last_tells(archive: Archive) -> None:
    capture = see(archive, night(0), "甲")
    archive.keep_cleaning(
        capture, "selected@1+1a2b3c4d", read("乙", cleaner="selected@1+1a2b3c4d"), cleaned_at=night(1)
    )
    assert ["selected@1+1a2b3c4d"] == [version.cleaner for version in archive.history(URL)]
    assert ["auto@1"] == [version.cleaner for version in archive.history(URL, cleaner="auto")]


def test_the_tenth_revision_is_newer_than_the_ninth(archive: Archive) -> None:
    capture = see(archive, night(0), "甲", cleaner="auto@10")
    archive.keep_cleaning(capture, "auto@9", read("乙", cleaner="auto@9"), cleaned_at=night(1))
    assert ["auto@10"] == [version.cleaner for version in archive.history(URL)]


def test_what_was_known_then_leaves_later_imports_out(archive: Archive) -> None:
    see(archive, night(5), "乙")
    old = archive.keep(answer(b"<p>old", captured_at=night(1), recorded_at=night(8), reason="import"))
    archive.keep_cleaning(old, "auto@1", read("甲"), cleaned_at=night(8))
    assert [("ok", 1, 1, 1), ("ok", 5, 5, 1)] == told(archive.history(URL))
    assert [("ok", 5, 5, 1)] == told(archive.history(URL, known_on=night(7)))
    assert ["甲"] == [v.document.text for v in archive.corpus(as_of=night(3)) if v.document]
    assert [] == list(archive.corpus(as_of=night(3), known_on=night(7)))


def test_a_diff_without_dates_is_of_the_last_two_texts(archive: Archive) -> None:
    see(archive, night(0), "完成投资120亿元。")
    see(archive, night(1), "完成投资125亿元。")
    miss(archive, night(2))
    told = archive.diff(URL)
    assert (night(0), night(1)) == (told.from_at, told.to_at)
    assert [("changed", ("amount",))] == [(change.kind, change.what) for change in told.changes]


def test_a_diff_to_a_time_when_the_page_was_gone_removes_everything(archive: Archive) -> None:
    see(archive, night(0), "甲\n乙")
    miss(archive, night(1))
    miss(archive, night(2))
    assert ["removed", "removed"] == [change.kind for change in archive.diff(URL, night(0), night(1)).changes]


def test_a_diff_between_two_days_passes_over_what_was_between(archive: Archive) -> None:
    for number, text in enumerate(("甲甲甲", "乙乙乙", "甲甲甲")):
        see(archive, night(number), text)
    assert () == archive.diff(URL, night(0), night(2)).changes
    assert 2 == len(archive.diff(URL, new=night(1)).changes)


def test_one_version_has_nothing_to_be_compared_with(archive: Archive) -> None:
    see(archive, night(0), "甲")
    with pytest.raises(NoVersion, match="one version only"):
        archive.diff(URL)


def test_new_versions_of_a_run_are_counted(archive: Archive) -> None:
    for number, text in enumerate("甲甲乙"):
        run = archive.begin_run("linjiang", begun_at=night(number), declaration="")
        see(archive, night(number) + timedelta(minutes=1), text, run=run.id)
        assert int(number != 1) == archive.new_versions(run.id)
