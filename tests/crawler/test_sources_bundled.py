"""The bundled declarations hold the facts that are known of each site, and every address has one owner."""

import json
import tomllib
from pathlib import Path

import pytest

from crawler.families import family
from crawler.sources import Source, load_sources, source_for

SOURCES = load_sources()
DOSSIER = Path(__file__).parents[2].parent / "shared" / "sites" / "sites.json"
DISTRICTS = [
    "101",
    "104",
    "105",
    "106",
    "107",
    "109",
    "110",
    "112",
    "113",
    "114",
    "115",
    "116",
    "117",
    "118",
    "120",
    "151",
]

# Addresses that are known to be of a site, but are no page to keep: a forum's redirect to the last post.
NO_PAGE = ("https://luliang.org/forum.php?goto=lastpost&mod=redirect&tid=13028",)


def classify(url: str, source: Source) -> str | None:
    return family(source.family).classify(url, source)


def test_at_least_forty_five_are_declared() -> None:
    assert len(SOURCES) >= 45


def test_every_district_of_shanghai_has_its_government() -> None:
    declared = {s.division for s in SOURCES.values() if s.body == "government"}
    assert set() == {f"310{district}" for district in DISTRICTS} - declared


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source.id)
def test_a_declaration_is_a_dozen_lines_and_no_code(source: Source) -> None:
    keys = tomllib.loads(source.declaration).keys()
    assert len(keys) <= (16 if keys & {"list", "detail", "select"} else 12)
    assert source.id == source.path.stem
    assert source.seen is not None


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source.id)
def test_every_address_kept_in_a_declaration_has_one_owner(source: Source) -> None:
    for url in (*source.seeds, *source.examples):
        assert [source.id] == [s.id for s in SOURCES.values() if s.covers(url)]
        assert source == source_for(url, SOURCES)
        assert [source.id] == [s.id for s in SOURCES.values() if classify(url, s)]


@pytest.mark.skipif(not DOSSIER.exists(), reason="the dossier is not beside this checkout")
def test_every_address_of_the_dossier_has_its_own_source_and_no_other() -> None:
    wrong = []
    undeclared = []
    for site in json.loads(DOSSIER.read_text(encoding="utf-8")):
        for key, kind in (("detail_url_examples", "detail"), ("list_urls", "list")):
            for url in site[key]:
                owners = [s.id for s in SOURCES.values() if s.covers(url)]
                if site["id"] not in SOURCES:
                    undeclared.append(site["id"])
                    wrong += [(url, owners)] if owners else []
                elif owners != [site["id"]] or (classify(url, SOURCES[site["id"]]) != kind and url not in NO_PAGE):
                    wrong.append((url, owners))
    told = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
    assert [] == wrong
    assert set() == {name for name in undeclared if f"`{name}`" not in told}


def test_a_familiar_path_on_a_strange_host_is_not_official() -> None:
    assert source_for("http://mirror.example/xxgk/qzfgzbg-zw/2025/17/76009.html", SOURCES) is None


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source.id)
def test_no_more_documents_are_expected_than_are_known(source: Source) -> None:
    """A list page among the seeds is no document; nobody has counted what the real lists name."""
    known = [seed for seed in source.seeds if family(source.family).classify(seed, source) == "detail"]
    assert (source.expect.pages_min or 0) <= len(known)
