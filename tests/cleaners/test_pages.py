"""Every folder of tests/pages/ is read as expected (tests/pages/README.md has the layout)."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cleaners import clean
from cleaners.decode import decode
from cleaners.document import Document
from tests.cleaners.visible import squeezed, visible

PAGES = Path(__file__).parents[1] / "pages"
CASES = sorted(path.parent for path in PAGES.glob("*/page.html"))


def read(case: Path) -> Document:
    meta = json.loads((case / "meta.json").read_text(encoding="utf-8"))
    captured = meta.get("captured_at")
    return clean(
        (case / "page.html").read_bytes(),
        url=meta["url"],
        content_type=meta.get("content_type"),
        cleaner=meta.get("cleaner", "auto"),
        options=meta.get("options", {}),
        captured_at=datetime.fromisoformat(captured) if captured else None,
    )


def told(document: Document) -> dict[str, Any]:
    values = document.to_json()
    return {
        "title": values["title"],
        "reader": values["reader"],
        "text": values["text"].split("\n"),
        "metadata": {
            name: value for name, value in values["metadata"].items() if value is not None and name != "origins"
        },
        "rules": sorted({removed["rule"] for removed in values["removed"]}),
        "warnings": sorted({warning["code"] for warning in values["warnings"]}),
        "attachments": values["attachments"],
        "images": values["images"],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_sample_page_gives_what_a_reviewer_expects(case: Path) -> None:
    found = told(read(case))
    file = case / "expected.json"
    if not file.exists():
        file.write_text(json.dumps({"reviewed": False} | found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    expected = json.loads(file.read_text(encoding="utf-8"))
    assert expected.pop("reviewed"), f"{file}: read it, correct it, then set reviewed to true"
    assert expected == found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_visible_character_of_a_sample_page_is_in_its_ledger(case: Path) -> None:
    document = read(case)
    meta = json.loads((case / "meta.json").read_text(encoding="utf-8"))
    text = decode(
        (case / "page.html").read_bytes(),
        content_type=meta.get("content_type"),
        charset=meta.get("options", {}).get("charset"),
    ).text
    if not (meta.get("content_type") or "").startswith("text/plain"):
        assert visible(text) == squeezed("".join(piece.text for piece in document.ledger))


def test_the_table_of_forms_names_every_case_and_no_other() -> None:
    table = (PAGES / "README.md").read_text(encoding="utf-8").partition("## Which case")[2]
    named = {name for name in re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", table) if not name.endswith("-")}
    assert {case.name for case in CASES} == named
