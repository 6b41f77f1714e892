"""Every rule by which text is removed has a name that stands in docs/corpus.md, and no other name stands there."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from cleaners import chrome_rules, discuz_noise

HOUSE = Path(__file__).parents[2]
SOURCES = sorted((HOUSE / "cleaners").glob("*.py"))
OF_CALLS = {"remove": 1, "remove_all": 1, "cut": 1}  # the method → which argument names the rule


def listed() -> set[str]:
    section = (HOUSE / "docs/corpus.md").read_text(encoding="utf-8").partition("## Removals")[2].partition("\n## ")[0]
    return {
        name for row in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE) for name in re.findall(r"`([a-z-]+)`", row)
    }


def literals(tree: ast.Module) -> Iterator[str]:
    """The rules that a module names where it removes: arguments of remove and cut, and what is assigned to `.rule`."""
    for node in ast.walk(tree):
        found: ast.expr | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in OF_CALLS:
            at = OF_CALLS[node.func.attr]
            found = node.args[at] if len(node.args) > at else None
        elif (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Attribute)
            and node.targets[0].attr == "rule"
        ):
            found = node.value
        if isinstance(found, ast.Constant) and isinstance(found.value, str) and found.value:
            yield found.value


def test_the_corpus_document_lists_every_rule_that_removes_text() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES]
    named = {name for tree in trees for name in literals(tree)}
    named |= {*chrome_rules._ALWAYS, *chrome_rules._HEAD, *chrome_rules._TAIL, *discuz_noise._BY_CLASS.values()}
    for file in (HOUSE / "tests/pages").glob("*/expected.json"):
        named |= set(json.loads(file.read_text(encoding="utf-8"))["rules"])
    assert set() == named - listed()


def test_every_listed_rule_is_one_of_the_code() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    assert [] == [name for name in sorted(listed()) if f'"{name}"' not in code]
