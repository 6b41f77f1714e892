"""The documents are true: commands stand in them with today's help, what they show is what comes out, links lead somewhere."""

import re
import shlex
from collections import Counter
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from crawler.cli import app, main
from tests.documents import COMMANDS, HOUSE, RUN, SHOWN, commands_in, python_in, run_in, settled

DOCUMENTS = sorted([*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md")])
NAMES = sorted(str(command.name) for command in app.registered_commands)


def text_of(name: str | Path) -> str:
    return (HOUSE / name).read_text(encoding="utf-8")


def anchors_of(path: Path) -> set[str]:
    """What GitHub makes of a document's headings, and anchors that stand in it as HTML."""
    text = path.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r'<a (?:id|name)="([^"]+)"', text))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    with chdir(folder):
        assert 0 == main(["demo"])
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_command_has_help_with_an_example_and_stands_in_the_documents(name: str, tmp_path: Path) -> None:
    told = run_in(tmp_path)([name, "--help"])
    assert f"fangzhi {name}" in told.partition("Examples:")[2].partition("╭")[0]
    assert (f"fangzhi {name} --help", told.strip()) in [(c, out.strip()) for c, out in commands_in(text_of(COMMANDS))]
    assert f"`{name}`" in text_of("CHANGELOG.md")


def test_the_documents_know_no_command_that_is_none(tmp_path: Path) -> None:
    shown = [shlex.split(command) for command, _ in commands_in(text_of(COMMANDS))]
    assert NAMES == sorted(words[1] for words in shown if len(words) == 3)
    assert settled(dict(commands_in(text_of(COMMANDS)))["fangzhi --help"]) == settled(run_in(tmp_path)(["--help"]))


def test_both_readmes_show_the_same_commands_and_the_same_python() -> None:
    english, chinese = (text_of(name) for name in SHOWN)
    assert commands_in(english) == commands_in(chinese)
    assert python_in(english) == python_in(chinese)
    assert re.findall(r"```sh\n.*?```", english, re.DOTALL)[0].count("make") == 2


def test_every_make_target_that_the_documents_name_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    named = {word for path in DOCUMENTS for word in re.findall(r"`?\bmake ([a-z]+)(?:`|  +#)", text_of(path))}
    assert {"demo", "test", "check"} <= named
    assert set() == named - targets


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_a_link_leads_to_a_file_and_a_heading_that_exist(path: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```|`[^`\n]*`", "", text_of(path), flags=re.DOTALL))
    broken = []
    for link in links:
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not re.match(r"[a-z]+:", link) and (not target.exists() or (anchor and anchor not in anchors_of(target))):
            broken.append(link)
    assert [] == broken


def test_every_document_that_the_code_names_exists_with_its_heading() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for room in ("archive", "cleaners", "crawler")
        for path in (HOUSE / room).rglob("*.py")
    )
    named = set(re.findall(r"\b(docs/[\w/-]+\.md)(?:#([\w-]+))?", code))
    broken = {
        (file, anchor)
        for file, anchor in named
        if not (HOUSE / file).exists() or (anchor and anchor not in anchors_of(HOUSE / file))
    }
    assert set() == broken


def test_the_house_document_names_files_that_stand_in_their_room() -> None:
    for room in ("crawler", "archive", "cleaners"):
        told = text_of("docs/house.md").partition(f"### {room}\n")[2].partition("\n#")[0]
        named = re.findall(r"`([\w*]+(?:\.py|/))`", told)
        assert named
        assert [] == [name for name in named if not list((HOUSE / room).glob(name.rstrip("/")))]


def test_decisions_have_numbers_of_their_own_and_those_that_are_named_exist() -> None:
    files = sorted((HOUSE / "docs" / "decisions").glob("*.md"))
    assert [] == [number for number, times in Counter(file.name[:4] for file in files).items() if times > 1]
    assert all(re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", file.name) for file in files)
    assert all(re.match(rf"# {file.name[:4]}:? \S", file.read_text(encoding="utf-8")) for file in files)


@pytest.mark.slow
@pytest.mark.parametrize("name", RUN)
def test_the_commands_of_a_document_give_what_it_shows(name: str, demo: Path) -> None:
    run = run_in(demo)
    shown = commands_in(text_of(name))
    assert shown
    for command, output in shown:
        assert settled(output) == settled(run(shlex.split(command)[1:])), command


@pytest.mark.slow
@pytest.mark.parametrize("name", RUN)
def test_the_python_of_a_document_runs(name: str, demo: Path) -> None:
    out = StringIO()
    with chdir(demo), redirect_stdout(out):
        for block in python_in(text_of(name)):
            exec(compile(block, name, "exec"), {})
    assert "政府上半年工作情况报告" in out.getvalue()


def test_the_corpus_document_lists_every_warning_that_the_code_gives() -> None:
    text = text_of("docs/corpus.md").partition("## Warnings")[2]
    code = {
        str(path): path.read_text(encoding="utf-8")
        for room in ("archive", "cleaners")
        for path in (HOUSE / room).rglob("*.py")
    }
    given = {
        name for file in code.values() for name in re.findall(r'(?:Warned|Unreadable|\.warn)\(\s*"([a-z-]+)"', file)
    }
    given |= {name for file in code.values() for name in re.findall(r'^MISSING = "([a-z-]+)"', file, re.MULTILINE)}
    listed = set(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE))
    assert set() == given - listed
    assert all(f'"{name}"' in "".join(code.values()) for name in listed)


def test_the_operating_document_lists_every_cause() -> None:
    table = text_of("docs/operating.md").partition("## What an answer is")[2].partition("##")[0]
    listed = set(re.findall(r"`([a-z0-9-]+)`", table))
    code = "".join(path.read_text(encoding="utf-8") for path in (HOUSE / "crawler").rglob("*.py"))
    given = set(re.findall(r'Judged\("[a-z-]+", "([a-z0-9-]+)"\)', code)) | set(
        re.findall(r'Refused\(\s*"([a-z-]+)"', code)
    )
    assert {"challenge", "soft-404", "robots"} <= given
    assert set() == given - listed
