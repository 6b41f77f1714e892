"""A part that is missing is named by its own address where the parts that are there tell it."""

import pytest

from archive.missing import address_of
from archive.records import Part

FIRST = "https://rd.linjiang.example/jdgz/t20260301_7.html"


@pytest.mark.parametrize(
    ("number", "known", "url", "expected"),
    [
        (3, 2, "https://rd.linjiang.example/t7_2.html", "https://rd.linjiang.example/t7_3.html"),
        (3, 2, "https://rd.linjiang.example/t7_1.shtml", "https://rd.linjiang.example/t7_2.shtml"),
        (2, 1, "https://bbs.linjiang.example/thread-88-1-1.html", "https://bbs.linjiang.example/thread-88-2-1.html"),
        (4, 2, "https://a.example/forum.php?tid=8&page=2", "https://a.example/forum.php?tid=8&page=4"),
        (2, 1, FIRST, FIRST),
        (1, 2, "https://rd.linjiang.example/t7_2.html", FIRST),
    ],
)
def test_the_address_of_a_part_follows_from_those_of_the_others(
    number: int, known: int, url: str, expected: str
) -> None:
    assert expected == address_of(number, [Part(known, url, "urn:a", "urn:b", "")], FIRST)
