"""Coverage says of each district which yearly reports are held, from whom, and which are missing."""

from datetime import UTC, datetime

from archive.records import Version
from cleaners.document import Document, Metadata
from crawler.sources import load_sources
from crawler.sources.coverage import YEARLY, Cell, coverage, districts

SOURCES = load_sources()
NIGHT = datetime(2025, 8, 20, tzinfo=UTC)


def version(url: str, source: str, kind: str | None, year: int | None, division: str | None = None) -> Version:
    document = Document(url, "报告", (), Metadata(kind=kind, year=year, division=division))
    return Version(url, NIGHT, NIGHT, 1, "报告", "sha256:0", "auto@1", "ok", document, source=source)


def told(*versions: Version) -> dict[tuple[int, str], str]:
    return {(cell.year, cell.kind): cell.state for cell in cells(*versions) if cell.division == "310114"}


def cells(*versions: Version) -> list[Cell]:
    return [cell for district in coverage(versions, SOURCES) for cell in district.cells]


def test_a_report_is_official_a_copy_or_missing() -> None:
    states = told(
        version("http://renda.jiading.cn/a", "sh-jiading-rd", "plan-report", 2022, "310114"),
        version("http://bx2200.com/b", "agg-bx2200", "government-work-report", 2023, "310114"),
    )
    assert 2 * len(YEARLY) == len(states)
    assert {(2022, "plan-report"): "official", (2023, "government-work-report"): "copy"} == {
        key: state for key, state in states.items() if state != "missing"
    }


def test_years_between_two_reports_are_asked_for() -> None:
    states = told(
        version("http://renda.jiading.cn/a", "sh-jiading-rd", "plan-report", 2020),
        version("http://renda.jiading.cn/b", "sh-jiading-rd", "plan-report", 2022),
    )
    assert "missing" == states[2021, "plan-report"]


def test_an_official_page_that_names_no_district_is_its_sources_own() -> None:
    page = version("http://renda.jiading.cn/a", "sh-jiading-rd", "budget-report", 2024)
    expected = Cell("310114", 2024, "budget-report", ("http://renda.jiading.cn/a",))
    assert expected in cells(page)


def test_what_is_no_yearly_report_of_a_known_district_is_left_out() -> None:
    assert [] == cells(
        version("http://renda.jiading.cn/a", "sh-jiading-rd", "other", 2024),
        version("http://renda.jiading.cn/b", "sh-jiading-rd", "plan-report", None),
        version("http://bx2200.com/c", "agg-bx2200", "plan-report", 2024),
        version("http://bx2200.com/d", "agg-bx2200", "plan-report", 2024, "999999"),
        version("http://x.example/e", "by-hand", "plan-report", 2024, "310114"),
    )


def test_what_an_official_site_prints_of_another_district_is_a_copy() -> None:
    page = version("http://renda.jiading.cn/a", "sh-jiading-rd", "plan-report", 2024, "310117")
    expected = Cell("310117", 2024, "plan-report", (), ("http://renda.jiading.cn/a",))
    assert expected in cells(page)
    assert {} == told(page)


def test_a_district_of_which_nothing_is_held_is_told_as_such() -> None:
    empty = {district.division for district in coverage((), SOURCES) if not district.cells}
    assert {f"3101{code}" for code in ("01", "14", "51")} <= empty


def test_districts_are_called_as_their_government_calls_itself() -> None:
    names = districts(SOURCES)
    assert ("上海市嘉定区", "北京市海淀区", "南京市") == (names["310114"], names["110108"], names["320100"])
    assert len({code for code in names if code.startswith("3101")}) == 16
