"""The house stands as it was drawn: who imports whom, one dependency one door, small files, short functions."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
ROOMS = {"crawler": {"archive", "cleaners"}, "archive": {"cleaners"}, "cleaners": set[str]()}
FILES = sorted(path for room in ROOMS for path in (HOUSE / room).rglob("*.py"))
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "common", "base", "misc", "manager"}

# One dependency, one door: the module (or the small set) that may import it.
DOORS: dict[str, set[str]] = {
    "apprise": {"crawler/alarms.py"},
    "apscheduler": {"crawler/schedule.py", "crawler/timetable.py"},
    "backports": {"archive/frames.py"},
    "botocore": {"archive/place.py"},
    "bs4": {"cleaners/decode.py"},
    "docx": {"cleaners/files/docx.py"},
    "fastwarc": {"archive/reading.py"},
    "fsspec": {"archive/place.py"},
    "holidays": {"crawler/workdays.py"},
    "jinja2": {"archive/web/drawing.py"},
    "olefile": {"cleaners/files/compound.py"},
    "openpyxl": {"cleaners/files/xlsx.py"},
    "playwright": {"crawler/browser.py"},
    "scrapy_playwright": {"crawler/browser.py"},
    "PIL": {"cleaners/pictures.py"},
    "pyarrow": {"archive/parquet.py"},
    "pypdfium2": {"cleaners/files/pdf.py"},
    "rapidocr": {"cleaners/pictures.py"},
    "rapidfuzz": {"archive/likeness.py"},
    "selectolax": {"cleaners/element.py", "cleaners/tree.py", "cleaners/walk.py", "crawler/families/page.py"},
    "starlette": {"archive/web/app.py"},
    "trafilatura": {"cleaners/article.py"},
    "uvicorn": {"crawler/serve.py"},
    "OpenSSL": {"crawler/capture.py"},
    "protego": {"crawler/robots.py"},
    "scrapy": {
        "crawler/browser.py",
        "crawler/capture.py",
        "crawler/child.py",
        "crawler/handler.py",
        "crawler/politeness.py",
        "crawler/replay.py",
        "crawler/spiders/mementos.py",
        "crawler/spiders/walker.py",
    },
    "twisted": {
        "crawler/capture.py",
        "crawler/politeness.py",
        "crawler/spiders/mementos.py",
        "crawler/spiders/walker.py",
    },
    "rich": {"crawler/cli/console.py", "crawler/cli/drawing.py"},
    "typer": {"crawler/cli/__init__.py", "crawler/cli/options.py"},
    "warcio": {"archive/warc.py"},
    "xlrd": {"cleaners/files/xls.py"},
    "zlib_ng": {"archive/warc.py"},
}


def name_of(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it, as a dotted name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            # BytesIO and StringIO are memory, not disk: the room that touches nothing may hold a payload out as a stream
            in_memory = node.module == "io" and {alias.name for alias in node.names} <= {"BytesIO", "StringIO"}
            yield "io.memory" if in_memory else node.module


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_room_imports_only_the_rooms_below_it(path: Path) -> None:
    room = path.relative_to(HOUSE).parts[0]
    others = {module.split(".")[0] for module in imports(path)} & set(ROOMS) - {room}
    assert set() == others - ROOMS[room]


def test_the_archive_takes_only_types_from_the_cleaners() -> None:
    taken = {
        m for path in FILES if name_of(path).startswith("archive/") for m in imports(path) if m.startswith("cleaners")
    }
    assert taken <= {"cleaners.document"}


def test_a_dependency_comes_in_by_its_door() -> None:
    intruders = {
        (name_of(path), module)
        for path in FILES
        for module in imports(path)
        if module.split(".")[0] in DOORS and name_of(path) not in DOORS[module.split(".")[0]]
    }
    assert set() == intruders


@pytest.mark.parametrize("room", ["archive", "cleaners"])
def test_only_the_crawler_asks_the_clock_or_dials_out(room: str) -> None:
    forbidden = {"socket", "http.client", "urllib.request", "requests", "httpx", "time", "asyncio"}
    found = {(name_of(p), m) for p in FILES if name_of(p).startswith(room + "/") for m in imports(p) if m in forbidden}
    clocks = {
        (name_of(p), node.attr)
        for p in FILES
        if name_of(p).startswith(room + "/")
        for node in ast.walk(ast.parse(p.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today", "environ", "getenv"}
    }
    assert (set(), set()) == (found, clocks)


def test_the_cleaners_touch_nothing() -> None:
    touching = {"os", "pathlib", "io", "tempfile", "shutil", "sqlite3", "subprocess"}
    found = {(name_of(p), m) for p in FILES if name_of(p).startswith("cleaners/") for m in imports(p) if m in touching}
    assert set() == found


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_is_about_one_thing_and_says_which(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert path.stem not in NAMES_THAT_SAY_NOTHING
    assert text.count("\n") <= 300
    assert not text.strip() or ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    long = {
        node.name: (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 - len((ast.get_docstring(node) or "").splitlines()) > 40
    }
    assert {} == long


def test_who_only_crawls_loads_neither_rules_of_the_cleaners_nor_a_calendar() -> None:
    asked = "import sys, crawler.child, crawler.capture; print([m for m in sys.modules if m in ('trafilatura', 'cleaners.chrome', 'cleaners.metadata', 'holidays')])"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=HOUSE)
    assert "[]\n" == said.stdout


@pytest.mark.slow
def test_the_tests_have_the_same_names_at_another_second_and_hash_seed() -> None:
    """Two workers that collect different names end the whole run, and say so of all its tests."""
    collect = [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider"]
    first, second = (
        subprocess.run(
            collect, cwd=HOUSE, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed}
        ).stdout.splitlines()[:-1]
        for seed in ("1", "2")
    )
    assert first == second
