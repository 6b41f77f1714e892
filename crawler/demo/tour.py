"""The demo: two simulated nights over the sample sites by the real commands, then what the archive can tell of them."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from crawler.demo.pages import sample_pages
from crawler.demo.server import Serving, serve
from crawler.errors import WrongUse

SOURCES = (
    "sh-jiading-rd",
    "sh-jiading-gov",
    "sh-changning-gov",
    "sh-jingan-gov",
    "demo-forum-board",
    "agg-bx2200",
    "agg-nextlevel",
)
"""What is crawled: the bundled declarations of the systems that the project began with, and the demo's own board."""

OWN_SOURCES = Path(__file__).parent / "sources"

EDITED = "http://renda.jiading.cn/cwhgz/jdgz/content_942987"
TAKEN_DOWN = "https://zwgk.shcn.gov.cn/xxgk/cazj-zw/2022/322/65138.html"
PHRASE = "加装电梯"

MARK = "this-is-a-demo.txt"
"""Stands in a folder that the demo made, so that the next demo may begin anew in it."""

Tell = Callable[[str], None]
Command = Callable[[Sequence[str]], int]

_NIGHTS_TOLD = (
    (
        "20 August 2025, 02:00",
        "Every source for the first time. 静安's list is filled by a script, and the run says so.",
    ),
    (
        "21 August 2025, 02:00",
        "One report was edited, one published, one taken down, and one page hides behind a script challenge.",
    ),
)


def run_demo(folder: Path, *, tell: Tell, run: Command | None = None) -> int:
    """Crawl the sample sites for two nights and show what came of it; 0 when every step went as it should.

    Args:
        folder: made for the demo: `archive/` and `corpus.jsonl` in it. One that an earlier demo made is begun anew.
        tell: takes the demo's own lines, one at a time. The commands write to this process's output themselves.
        run: runs one `fangzhi` command and returns its exit code; default: a child process.

    Raises:
        WrongUse: the folder holds something that no demo put there.
    """
    _begin(folder)
    run = run or run_child
    here = ["--archive", str(folder / "archive")]
    done = True
    tell("The sample sites date their answers as a Memento archive does: a night is in 2025, its run begins now.")
    with serve() as serving:
        for night, (hour, what) in enumerate(_NIGHTS_TOLD, 1):
            serving.night = night
            tell(f"\nNight {night} · {hour} (Asia/Shanghai)\n{what}")
            done &= _step(_crawl(here, serving), tell, run, expected=(0, 3))
        tell(f"\nThe sample sites ({len(sample_pages())} documents) were asked {len(serving.asked)} times.")
    for what, arguments in _questions(folder):
        tell(f"\n{what}")
        done &= _step([*here, *arguments], tell, run)
    tell(_closing(folder) if done else "\nA step did not go as it should: see above.")
    return 0 if done else 1


def _begin(folder: Path) -> None:
    """Make the folder, empty but for the mark."""
    mark = folder / MARK
    if folder.exists() and any(folder.iterdir()):
        if not mark.exists():
            raise WrongUse(f"{folder} is not empty, and no demo made it; name another folder for the demo")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text(
        "Made by `fangzhi demo`: invented texts, simulated nights. The next demo begins anew here.\n", "utf-8"
    )


def _crawl(here: list[str], serving: Serving) -> list[str]:
    return [*here, "--sources", str(OWN_SOURCES), "crawl", *SOURCES, "--gateway", serving.gateway]


def _questions(folder: Path) -> list[tuple[str, list[str]]]:
    """What is asked of the archive, with the command for it."""
    return [
        ("The report that was edited, through time:", ["history", EDITED]),
        ("What was changed in it:", ["diff", EDITED]),
        ("How a sentence of it is known, down to the bytes on disk:", ["why", EDITED, "--block", "新增移动泵车"]),
        (
            "The consultation that was taken down: its text is kept; gone it is called once another day has confirmed it.",
            ["history", TAKEN_DOWN],
        ),
        (f"Who speaks of {PHRASE} (official pages, a forum, and copies):", ["search", PHRASE, "--limit", "6"]),
        ("The corpus for downstream tools:", ["export", str(folder / "corpus.jsonl")]),
        (
            "And as the pages stood on the first night:",
            ["export", str(folder / "first-night.jsonl"), "--as-of", "2025-08-20"],
        ),
        ("Are all bytes still what they were?", ["verify"]),
    ]


def _step(arguments: Sequence[str], tell: Tell, run: Command, *, expected: Sequence[int] = (0,)) -> bool:
    tell(f"$ fangzhi {shlex.join(arguments)}")
    code = run(arguments)
    if code not in expected:
        tell(f"That command ended with exit code {code}.")
    return code in expected


def run_child(arguments: Sequence[str], output: IO[str] | None = None) -> int:
    """Run `fangzhi` as a user would, but for the environment: a demo must not write into anyone's catalog.

    Args:
        output: an open file to write to instead of this process's standard output.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FANGZHI_")}
    environment["FANGZHI_PICTURES"] = "off"  # it tells the same whether the extra is installed or not
    program = [sys.executable, "-c", "import sys; from crawler.cli import main; sys.exit(main())"]
    sys.stdout.flush()
    return subprocess.run([*program, *arguments], env=environment, stdout=output, check=False).returncode


def _closing(folder: Path) -> str:
    return (
        f"\nAll of it is in {folder}. Look around:\n"
        f"  fangzhi --archive {folder / 'archive'} serve\n"
        f"  fangzhi --archive {folder / 'archive'} runs\n"
        f"  fangzhi --archive {folder / 'archive'} show {EDITED} --at 2025-08-20\n"
        f"  head -c 600 {folder / 'corpus.jsonl'}\n"
        "\nAgainst the real sites (slowly, and with your address in the user agent):\n"
        "  fangzhi sources\n"
        "  fangzhi crawl sh-jiading-rd --contact https://you.example/crawler\n"
        "  fangzhi schedule --contact https://you.example/crawler"
    )
