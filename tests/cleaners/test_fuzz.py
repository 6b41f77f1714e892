"""Fuzzed pages end in a document or a named error; and the bench that reads thousands of them sees what is wrong with one."""

import stat
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import fuzz
from cleaners import clean
from cleaners.document import Document
from cleaners.errors import EmptyPayload
from tests.cleaners.nasty import Nasty, nasty, samples

PAGE = Nasty("<p>一句话，写在页面上。</p><footer>版权所有</footer>".encode(), "https://a.example/", None, "auto", {})


def test_two_hundred_fuzzed_pages_end_as_they_should() -> None:
    pages = samples()
    ends = [fuzz.try_page(nasty(number, pages), compared=number % 10 == 0) for number in range(200)]
    assert [] == [(number, ended.fault) for number, ended in enumerate(ends) if ended.fault]
    assert {"article", "selected", "discuz", "NotReadable", "EmptyPayload"} == {ended.outcome for ended in ends}


def test_a_number_makes_the_same_page_each_time() -> None:
    pages = samples()
    assert [nasty(number, pages) for number in range(40)] == [nasty(number, pages) for number in range(40)]


def test_the_bench_sees_a_crash() -> None:
    def broken(payload: bytes, **asked: object) -> Document:
        raise ValueError("no such thing")

    assert ("crash", "ValueError: no such thing") == fuzz.try_page(PAGE, compared=False, cleaner=broken)[::2]


def test_the_bench_sees_a_page_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "BASE_S", 0.0)
    monkeypatch.setattr(fuzz, "A_MEGABYTE_S", 1e-6)
    assert "times the time that it may take" in fuzz.try_page(PAGE, compared=False).fault


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (lambda one: {"ledger": one.ledger[1:]}, "block 0 is not what the ledger gives it"),
        (lambda one: {"removed": ()}, "the removals are not what the ledger says was removed"),
        (lambda one: {"ledger": one.ledger[:-1], "removed": ()}, "the ledger is not the visible text"),
        (lambda one: {"images": [*one.images]}, "another document after its own JSON"),
    ],
)
def test_the_bench_sees_what_is_lost(changed: object, fault: str) -> None:
    def careless(payload: bytes, **asked: str) -> Document:
        whole = clean(payload, url=asked["url"])
        assert callable(changed)
        change: Mapping[str, object] = changed(whole)
        return replace(whole, **change)  # type: ignore[arg-type]  # any field

    assert fault == fuzz.try_page(PAGE, compared=True, cleaner=careless).fault


def test_the_bench_sees_an_empty_answer_for_a_page_with_text() -> None:
    def empty(payload: bytes, **asked: object) -> Document:
        raise EmptyPayload("nothing there")

    assert "the ledger is not the visible text" == fuzz.try_page(PAGE, compared=True, cleaner=empty).fault


def test_a_page_that_takes_the_process_down_is_named_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = tmp_path / "python"
    dying.write_text('#!/bin/sh\necho "$3"\nkill -9 $$\n', encoding="ascii")
    dying.chmod(dying.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "executable", str(dying))
    assert [(7, "took the process down"), (8, "took the process down")] == [
        (number, ended.fault) for number, ended in fuzz.ends(7, 2, 60.0)
    ]
