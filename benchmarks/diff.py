"""What telling two reports of 15,000 characters apart takes, beside difflib and Google's diff-match-patch, in one run.

    python benchmarks/diff.py [--tenth]

The peers get the same texts and only find characters (difflib also: paragraphs first); ours also aligns, sees moves, names what
changed and can be applied. Exits with 1 where the bound is not held: a median of 5 ms.
"""

import argparse
import difflib
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import diff_match_patch

sys.path[0] = str(Path(__file__).parents[1])  # this folder has a file of the package's own name

from archive.diff import apply, diff  # noqa: E402
from cleaners.document import Block  # noqa: E402

CHARACTERS = 15_000
BOUND_MS = 5.0
WORDS = [
    "完善",
    "推进",
    "社区",
    "养老",
    "服务",
    "河道",
    "治理",
    "老旧",
    "小区",
    "改造",
    "就业",
    "岗位",
    "学校",
    "医院",
    "数字",
    "园区",
    "企业",
    "创新",
    "投资",
    "绿色",
    "交通",
    "文化",
    "乡村",
    "安全",
]


def report(chance: random.Random) -> list[Block]:
    """A report of about CHARACTERS characters in paragraphs of about 75, as half-year reports have."""
    blocks: list[Block] = []
    length = 0
    while length < CHARACTERS:
        clauses = ["".join(chance.choices(WORDS, k=chance.randint(3, 7))) for _ in range(chance.randint(3, 9))]
        clauses[0] += f"{chance.randint(2, 900)}.{chance.randint(0, 9)}亿元"
        clauses[-1] += f"{chance.randint(1, 30)}.{chance.randint(0, 9)}%"
        blocks.append(Block("paragraph", "，".join(clauses) + "。"))
        length += len(blocks[-1].text)
    return blocks


def edited(blocks: list[Block], chance: random.Random) -> list[Block]:
    """The report with a dozen edits: eight inside paragraphs, a paragraph moved, one new, one gone, one set in other widths."""
    new = list(blocks)
    for number in chance.sample(range(len(new)), 8):
        text = new[number].text
        at = chance.randrange(len(text) - 2)
        new[number] = Block("paragraph", text[:at] + chance.choice(WORDS) + text[at + chance.randint(0, 2) :])
    new.insert(chance.randrange(len(new)), new.pop(chance.randrange(len(new))))
    new.insert(chance.randrange(len(new)), report(chance)[0])
    new.pop(chance.randrange(len(new)))
    number = chance.randrange(len(new))
    new[number] = Block("paragraph", new[number].text.replace("，", ","))
    return new


def characters_of_difflib(old: list[Block], new: list[Block]) -> int:
    """difflib over all characters, as the standard library offers it."""
    matcher = difflib.SequenceMatcher(
        None, "\n".join(b.text for b in old), "\n".join(b.text for b in new), autojunk=False
    )
    return len(matcher.get_opcodes())


def paragraphs_of_difflib(old: list[Block], new: list[Block]) -> int:
    """difflib over paragraphs, then over the characters of those that were replaced."""
    before, after = [b.text for b in old], [b.text for b in new]
    found = 0
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "replace":
            pair = "\n".join(before[a:b]), "\n".join(after[c:d])
            found += len(difflib.SequenceMatcher(None, *pair, autojunk=False).get_opcodes())
        found += tag in ("insert", "delete")
    return found


def google(old: list[Block], new: list[Block]) -> int:
    """diff-match-patch over all characters with its clean-up for readers."""
    make: Any = diff_match_patch.diff_match_patch  # type: ignore[attr-defined]  # it has no types
    differ = make()
    differ.Diff_Timeout = 0
    found = differ.diff_main("\n".join(b.text for b in old), "\n".join(b.text for b in new))
    differ.diff_cleanupSemantic(found)
    return len(found)


def ours(old: list[Block], new: list[Block]) -> int:
    """Every change, aligned and named."""
    return len(diff(old, new))


def main() -> int:
    """Print the table; return 1 where the bound is not held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenth", action="store_true", help="a tenth of the pairs, for continuous integration")
    pairs = 20 if parser.parse_args().tenth else 200
    chance = random.Random(15_000)
    texts = [(old, edited(old, chance)) for old in (report(chance) for _ in range(pairs))]
    ways: list[tuple[str, Callable[[list[Block], list[Block]], int], int]] = [
        ("fangzhi: blocks, clauses, characters, named", ours, 1),
        ("difflib: paragraphs, then characters", paragraphs_of_difflib, 1),
        ("diff-match-patch: characters, cleaned up", google, 1),
        ("difflib: characters", characters_of_difflib, 10),
    ]
    taken: dict[str, list[float]] = {name: [] for name, _, _ in ways}
    for number, (old, new) in enumerate(texts):
        if apply(diff(old, new), old) != tuple(new):
            raise SystemExit(f"pair {number}: the changes do not make the later text")
        for name, way, every in ways:
            if number % every == 0:
                start = time.perf_counter()
                way(old, new)
                taken[name].append((time.perf_counter() - start) * 1000)
    rewritten = time.perf_counter()
    ours(texts[0][0], texts[1][0])
    rewritten = (time.perf_counter() - rewritten) * 1000
    print(f"{pairs} pairs of {CHARACTERS:,} characters, twelve edits each")
    print(f"{'':46}{'median':>9}{'p95':>9}{'runs':>6}")
    for name, times in taken.items():
        p95 = sorted(times)[int(len(times) * 0.95)]
        print(f"{name:46}{statistics.median(times):7.2f}ms{p95:7.2f}ms{len(times):6}")
    print(f"{'fangzhi: two reports with nothing in common':46}{rewritten:7.2f}ms")
    held = statistics.median(taken[ways[0][0]]) <= BOUND_MS
    print(f"bound: median {BOUND_MS} ms: {'held' if held else 'NOT HELD'}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
