"""Which part of a split page an address is."""

import pytest

from cleaners import clean
from cleaners.parts import Part, split_part

STEM = "https://copies.example/baogao/6055"


def test_a_part_with_its_siblings_links_knows_its_number_and_how_many() -> None:
    links = [f"{STEM}.html", *(f"{STEM}_{n}.html" for n in range(2, 7)), "https://copies.example/baogao/7001_2.html"]
    assert Part(f"{STEM}.html", 3, 6) == split_part(f"{STEM}_3.html", links)
    assert Part(f"{STEM}.html", 1, 6) == split_part(f"{STEM}.html", links)


def test_a_part_that_does_not_say_so_is_known_by_its_address() -> None:
    assert Part(f"{STEM}.html", 6, None) == split_part(f"{STEM}_6.html", [])


def test_a_system_that_numbers_from_the_second_page_on_counts_one_more() -> None:
    stem = "https://rd.example/202407/t20240729_899614"
    links = [f"{stem}.html", f"{stem}_1.html", f"{stem}_2.html"]
    assert Part(f"{stem}.html", 2, 3) == split_part(f"{stem}_1.html", links)
    assert Part(f"{stem}.html", 1, 3) == split_part(f"{stem}.html", links)


def test_the_pager_says_how_many_parts_there_are() -> None:
    assert Part(f"{STEM}.html", 2, 9) == split_part(f"{STEM}_2.html", [f"{STEM}.html"], "上一页 第2页/共9页 下一页")


@pytest.mark.parametrize(
    "url",
    [
        "https://district.example/art/2025/2/17/art_1229_59.html",
        "https://district.example/202407/t20240729_899614.html",
        "https://district.example/news/index_2.html",
        "https://district.example/news/list_3.html",
        "https://district.example/content_677314",
        "https://district.example/a/6055.html",
        "https://district.example/a/6055_900.html",
        "https://district.example/detail?id=6055_3",
    ],
)
def test_an_identifier_is_no_part(url: str) -> None:
    assert Part() == split_part(url, ["https://district.example/"])


@pytest.mark.parametrize("name", ["index", "list", "art"])
def test_a_list_page_is_no_part(name: str) -> None:
    stem = f"https://district.example/news/{name}"
    assert Part() == split_part(f"{stem}_2.html", [f"{stem}.html", f"{stem}_3.html"])


def test_a_pager_that_a_script_writes_names_the_parts() -> None:
    pager = '<script>createPageHTML(3, {at}, "t20260302_543325", "html");</script>'
    html = "<title>临江区报告</title><div class='TRS_Editor'><p>" + "临江区推进各项工作。" * 30 + "</p></div>"
    told = []
    for at, name in enumerate(("t20260302_543325", "t20260302_543325_1", "t20260302_543325_2")):
        page = (html + pager.replace("{at}", str(at))).encode()
        said = clean(
            page, url=f"https://rd.linjiang.example/rdgb/202603/{name}.html", content_type="text/html; charset=utf-8"
        ).metadata
        told.append((str(said.part_of).rpartition("/")[2], said.part, said.parts))
    assert [("t20260302_543325.html", number, 3) for number in (1, 2, 3)] == told
