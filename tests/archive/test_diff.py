"""What changed between two readings is found, named, and enough to make the later one of the earlier one."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import likeness
from archive.diff import Change, Diff, apply, diff
from archive.diff_edits import edits
from archive.wording import plain
from cleaners.document import Block, BlockKind

EDITS: list[dict[str, Any]] = [
    json.loads(line) for line in Path(__file__).with_name("edits.jsonl").read_text(encoding="utf-8").splitlines()
]
KINDS: dict[str, BlockKind] = {"T:": "table", "H:": "heading", "F:": "figure"}


def blocks(texts: Sequence[str]) -> tuple[Block, ...]:
    """Blocks of marked texts: `T:` a table, `H:` a heading, `F:` a figure, else a paragraph."""
    return tuple(
        Block(KINDS[text[:2]], text[2:], 2 * (text[:2] == "H:")) if text[:2] in KINDS else Block("paragraph", text)
        for text in texts
    )


def test_there_are_a_hundred_labelled_edits() -> None:
    assert len(EDITS) >= 100
    assert len(EDITS) == len({edit["name"] for edit in EDITS})


@pytest.mark.parametrize("edit", EDITS, ids=[edit["name"] for edit in EDITS])
def test_a_labelled_edit_is_told_as_what_it_is(edit: dict[str, Any]) -> None:
    old, new = blocks(edit["before"]), blocks(edit["after"])
    changes = diff(old, new)
    assert sorted(edit["expect"]) == sorted([change.kind, *change.what] for change in changes)
    assert new == apply(changes, old)


@pytest.mark.parametrize("edit", EDITS, ids=[edit["name"] for edit in EDITS])
def test_an_edit_taken_back_is_as_many_changes(edit: dict[str, Any]) -> None:
    old, new = blocks(edit["before"]), blocks(edit["after"])
    there, back = diff(old, new), diff(new, old)
    assert old == apply(back, new)
    assert sum(c.kind == "cosmetic" for c in there) == sum(c.kind == "cosmetic" for c in back)
    assert len(there) == len(back)


PIECES = [
    "增长5%",
    "增长6%",
    "投资120亿元",
    "，",
    "。",
    "第三条",
    " ",
    "2024年3月1日",
    "临江区",
    "|",
    "点击数：7",
    "A",
    "１",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
BLOCKS = st.lists(
    st.builds(
        Block,
        st.sampled_from(["paragraph", "heading", "table", "figure", "list"]),
        TEXTS,
        st.integers(0, 2),
        st.just(()),
    ),
    max_size=9,
)


@given(BLOCKS, BLOCKS)
def test_the_changes_make_the_later_reading_of_the_earlier(a: list[Block], b: list[Block]) -> None:
    assert tuple(b) == apply(diff(a, b), a)


@given(BLOCKS, st.randoms(use_true_random=False))
def test_blocks_in_another_order_are_only_moved(a: list[Block], random: Any) -> None:
    b = random.sample(a, len(a))
    changes = diff(a, b)
    assert tuple(b) == apply(changes, a)
    assert {change.kind for change in changes} <= {"moved", "cosmetic"}


@given(BLOCKS)
def test_a_reading_does_not_differ_from_itself(a: list[Block]) -> None:
    assert () == diff(a, a)


def test_paths_alone_are_no_change() -> None:
    assert () == diff([Block("paragraph", "同样", 0, ("/p[1]",))], [Block("paragraph", "同样", 0, ("/p[2]",))])


@given(TEXTS, TEXTS)
def test_the_edits_make_one_text_of_the_other(before: str, after: str) -> None:
    text, end = "", 0
    for edit in edits(before, after):
        text += before[end : edit.at]
        assert len(text) == edit.to
        text, end = text + edit.after, edit.at + len(edit.before)
    assert after == text + before[end:]


def test_an_edit_names_its_characters() -> None:
    (change,) = diff(blocks(["完成投资120亿元，增长8.3%。"]), blocks(["完成投资125亿元，增长8.3%。"]))
    assert [("0", "5", 6, 6)] == list(change.edits)


def test_a_rewritten_clause_is_one_exchange() -> None:
    found = edits("坚持稳中求进，推动发展。", "深入贯彻精神，推动发展。")
    assert [("坚持稳中求进，", "深入贯彻精神，", 0, 0)] == [tuple(edit) for edit in found]


def test_a_power_of_ten_is_not_its_digits() -> None:
    assert plain("10²") != plain("102")


@given(st.text(max_size=40))
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    assert plain(text) == plain(plain(text))


def test_cosmetic_changes_are_listed_and_not_counted() -> None:
    old, new = blocks(["增长8％", "浏览：3", "甲乙丙丁"]), blocks(["增长8%", "浏览：9", "甲乙丙戊"])
    at = datetime(2024, 7, 31, tzinfo=UTC)
    told = Diff("http://a.example/", at, at, diff(old, new))
    assert 3 == len(told.changes)
    assert 1 == told.count


def test_a_diff_in_json_has_the_promised_keys() -> None:
    at = datetime(2024, 7, 31, 16, 0, tzinfo=UTC)
    change = Change("removed", Block("paragraph", "甲"), None, 3, None, ("paragraph",))
    told = Diff("http://a.example/", at, at, (change,)).to_json()
    assert "2024-07-31T16:00:00Z" == told["from"]
    expected = {"kind": "removed", "before": "甲", "after": None, "from_block": 3, "to_block": None}
    assert expected.items() <= told["changes"][0].items()


def test_what_was_removed_stands_where_it_stood() -> None:
    old, new = blocks(["甲一", "乙二二二", "丙三", "丁四"]), blocks(["甲一", "丙三", "戊己庚辛壬"])
    assert [("removed", 1), ("removed", 3), ("added", None)] == [(c.kind, c.from_block) for c in diff(old, new)]


def test_texts_too_long_for_characters_are_compared_by_clauses(monkeypatch: pytest.MonkeyPatch) -> None:
    before = "".join(f"第{number}项完成。" for number in range(40))
    after = before.replace("第7项完成", "第7项未完成").replace("第30项", "第三十项")
    exact = likeness.likeness(before, after)
    monkeypatch.setattr(likeness, "LARGEST", 100)
    assert exact - 0.05 < likeness.likeness(before, after) < exact
    assert 0.0 == likeness.likeness(before, "甲乙丙丁。" * 40, 0.4)
    (change,) = diff([Block("paragraph", before)], [Block("paragraph", after)])
    assert ("changed", (Block("paragraph", after),)) == (change.kind, apply([change], [Block("paragraph", before)]))


@given(BLOCKS, BLOCKS)
def test_the_changes_make_the_later_reading_where_all_is_too_long(a: list[Block], b: list[Block]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(likeness, "LARGEST", 1)
        assert tuple(b) == apply(diff(a, b), a)
