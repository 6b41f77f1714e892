"""The reading room speaks two languages, and neither lacks a word."""

import re
import string
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from archive.diff import ChangeKind
from archive.records import Outcome, Verdict
from archive.web import terms
from archive.web.words import LANGUAGES, Words, chosen
from cleaners.document import BlockKind, Metadata

WEB = Path(__file__).parents[2] / "archive" / "web"
CORPUS = (Path(__file__).parents[2] / "docs" / "corpus.md").read_text(encoding="utf-8")
NAMES = Words("en").names()
TABLES = ("RULES", "WARNINGS", "OUTCOMES", "VERDICTS", "FIELDS", "KINDS", "CHANGES", "ORIGINS")


@pytest.mark.parametrize("name", NAMES)
def test_a_word_stands_in_both_languages_with_the_same_places(name: str) -> None:
    english, chinese = (Words(language)[name] for language in LANGUAGES)
    assert english
    assert re.search("[一-鿿]", chinese) or name in ("other_language", "tag")
    places = [{field for _, field, _, _ in string.Formatter().parse(said) if field} for said in (english, chinese)]
    assert places[0] == places[1]


def test_every_word_that_a_page_uses_is_there_and_every_word_is_used() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(WEB.rglob("*.html")))
    code = "".join(path.read_text(encoding="utf-8") for path in WEB.glob("*.py") if path.stem != "words")
    used = set(re.findall(r"\bt\.([a-z_]+)", text))
    assert set() == used - set(NAMES)
    refused = set(re.findall(r'"([a-z_]+)"', code)) & set(NAMES)
    refused |= {f"{word}_do" for word in refused} | {f"refetched_{gave}" for gave in ("new", "unchanged", "none")}
    assert set() == set(NAMES) - used - refused


@pytest.mark.parametrize("table", TABLES)
def test_a_term_stands_in_both_languages(table: str) -> None:
    for name, said in getattr(terms, table).items():
        assert said.en, name
        assert re.search("[一-鿿]", said.zh) or name == "meta", name


def test_every_rule_and_every_warning_is_explained() -> None:
    rules = CORPUS.partition("## Removals")[2].partition("\n## ")[0]
    listed = {
        name for row in re.findall(r"^\| (`.*?) \|", rules, re.MULTILINE) for name in re.findall(r"`([a-z-]+)`", row)
    }
    warnings = set(re.findall(r"^\| `([a-z-]+)` \|", CORPUS.partition("## Warnings")[2], re.MULTILINE))
    assert (listed, warnings) == (set(terms.RULES), set(terms.WARNINGS))


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        ("", "", "en"),
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("", "de, en;q=0.7, zh;q=0.3", "en"),
        ("", "fr;q=0.9, zh;q=0.2", "zh"),
        ("", "zh;q=0, en;q=0.1", "en"),
        ("", ";;;,,=q" * 99, "en"),
        ("zh", "en", "zh"),
        ("en", "zh", "en"),
        ("<script>", "zh", "zh"),
    ],
)
def test_the_language_is_the_readers(cookie: str, accepted: str, language: str) -> None:
    assert language == chosen(cookie, accepted)


def test_every_field_of_the_metadata_and_every_outcome_has_a_term() -> None:
    assert {field.name for field in fields(Metadata)} - {"origins"} == set(terms.FIELDS)
    assert set(get_args(Outcome)) == set(terms.OUTCOMES)
    assert set(get_args(Verdict)) == set(terms.VERDICTS)
    assert set(get_args(BlockKind)) | set(get_args(ChangeKind)) <= set(terms.CHANGES)
