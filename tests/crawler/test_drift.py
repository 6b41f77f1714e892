"""What changed about a source's pages: told from counts, and silent where nothing was learnt."""

from datetime import UTC, datetime

import pytest

from archive.records import Run
from crawler.drift import drifted, is_garbled, lasting, names_itself, names_of

BEFORE = [{"pages": 12, "title": 12, "date": 11, "text": 12, "selected": 12, "compared": 5, "agreeing": 5}] * 4
LIKE_BEFORE = {"pages": 6, "title": 6, "date": 6, "text": 6, "selected": 6, "compared": 5, "agreeing": 5}


def faults(**tonight: int) -> list[str]:
    return [one.fault for one in drifted(LIKE_BEFORE | tonight, BEFORE, {})]


def test_a_night_like_those_before_drifts_nowhere() -> None:
    assert [] == faults()


@pytest.mark.parametrize("name", ["title", "date", "text", "selected", "agreeing"])
def test_a_field_that_pages_no_longer_have_is_a_changed_template(name: str) -> None:
    assert ["template-changed"] == faults(**{name: 0})


def test_the_reason_says_how_many_now_and_before() -> None:
    assert ["0 of 6 pages have a title, before it was 48 of 48"] == [
        one.reason for one in drifted(LIKE_BEFORE | {"title": 0}, BEFORE, {})
    ]


def test_one_page_without_a_title_is_no_new_template() -> None:
    assert [] == faults(title=5)
    assert [] == [
        one.fault for one in drifted({"pages": 1, "title": 0} | {"text": 1, "date": 1, "selected": 1}, BEFORE, {})
    ]


def test_what_was_often_missing_may_be_missing() -> None:
    seldom = [one | {"date": 5} for one in BEFORE]
    assert [] == drifted(LIKE_BEFORE | {"date": 2}, seldom, {})


def test_of_a_source_without_past_nothing_is_said() -> None:
    assert [] == drifted({"pages": 9, "title": 0}, [], {})


def test_lists_that_no_longer_name_their_place_are_hijacked() -> None:
    before = [{"lists": 2, "named": 2}]
    assert ["hijacked"] == [one.fault for one in drifted({"lists": 2, "named": 0}, before, {})]
    assert [] == drifted({"lists": 2, "named": 1}, before, {})
    assert [] == drifted({"lists": 2, "named": 0}, [{"lists": 2, "named": 0}], {})


def test_pages_in_a_wrong_charset_are_told_without_a_past() -> None:
    assert ["wrong-charset"] == [one.fault for one in drifted({"pages": 3}, [], {"mojibake": 2})]
    assert [] == drifted({"pages": 3}, [], {"mojibake": 1})


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("某州市临江区人民代表大会常务委员会", ("临江",)),
        ("临江区人民政府", ("临江",)),
        ("某州市人民政府", ("某州",)),
        ("议事论坛", ()),
    ],
)
def test_a_source_is_known_by_the_smallest_place_in_its_title(title: str, names: tuple[str, ...]) -> None:
    assert names == names_of(title)


def test_a_page_names_its_place_in_whatever_form() -> None:
    assert names_itself("临江人大 >> 监督工作", ("临江",))
    assert not names_itself("域名出售,请联系我们", ("临江",))


def last_night(fault: str, *reasons: str) -> Run:
    at = datetime(2026, 3, 1, 18, tzinfo=UTC)
    return Run("r", "linjiang", at, at, "unexpected", reasons=reasons, details={"fault": fault})


def test_a_night_that_read_no_page_anew_is_no_end_of_a_changed_template() -> None:
    told = lasting({}, last_night("template-changed", "0 of 9 pages have a title"))
    assert [("template-changed", "no page that is well was read since: 0 of 9 pages have a title")] == [
        (one.fault, one.reason) for one in told
    ]
    assert told == lasting({"lists": 1, "named": 1}, last_night("template-changed", told[0].reason))


def test_a_fault_ends_when_pages_are_read_that_have_it_no_more() -> None:
    assert [] == lasting({"pages": 1}, last_night("template-changed", "0 of 9 pages have a title"))
    assert [] == lasting({"lists": 1, "named": 1}, last_night("hijacked", "no list page names its district"))
    assert 1 == len(lasting({"lists": 1, "named": 0}, last_night("hijacked", "a page no longer names it")))
    assert ([], []) == (lasting({}, last_night("few-pages", "9 pages")), lasting({}, None))


def test_a_list_in_a_wrong_charset_is_not_taken_for_anothers() -> None:
    listed = "<ul>" + "<li>关于临江区养老服务情况的报告</li>" * 5 + "</ul>"
    wrong = listed.encode().decode("cp1252", "replace")
    lost = listed.encode("gb18030").decode("utf-8", "replace")
    french = "<p>" + "Événement à Genève : " * 20 + "</p>" + listed * 20
    assert [True, True, False, False] == [is_garbled(text) for text in (wrong, lost, listed, french)]
    before = [{"lists": 1, "named": 1}]
    told = [drifted({"lists": 1, "named": 0, "garbled": n}, before, {})[0].fault for n in (0, 1)]
    assert ["hijacked", "wrong-charset"] == told


def test_lists_that_are_well_again_end_what_they_told() -> None:
    garbled = last_night("wrong-charset", "1 of 1 list pages are letters without sense")
    garbled.details["fields"] = {"lists": 1, "named": 0, "garbled": 1}
    assert [] == lasting({"lists": 1, "named": 1, "garbled": 0}, garbled)
    by_pages = last_night("wrong-charset", "9 of 9 pages were read in a wrong charset")
    assert 1 == len(lasting({"lists": 1, "named": 1, "garbled": 0}, by_pages))


def test_a_template_is_told_over_nights_of_one_page_each() -> None:
    one_good, one_bad = {"pages": 1, "title": 1, "date": 1, "text": 1, "selected": 1}, {"pages": 1}
    known = [one_good] * 30
    told = [bool(drifted(one_bad, [*[one_bad] * nights, *known], {})) for nights in range(4)]
    assert [False, False, True, True] == told
    assert [] == drifted(one_good, [*[one_bad] * 3, *known], {})


def test_one_more_bad_page_is_no_recovery_and_one_good_page_is() -> None:
    bad = last_night("template-changed", "0 of 3 pages have a title")
    assert 1 == len(lasting({"pages": 1, "title": 0, "text": 1}, bad, BEFORE))
    assert [] == lasting({"pages": 1, "title": 1, "date": 1, "text": 1, "selected": 1}, bad, BEFORE)
