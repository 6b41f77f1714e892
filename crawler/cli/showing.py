"""The sample sites: `demo`."""

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

from crawler.cli.console import note, print_json, print_text
from crawler.cli.options import Option
from crawler.config import Config

PANEL = "To begin with"


def demo(
    config: Config,
    folder: Annotated[Path, Option(help="Folder for the demo's archive and corpus; made anew each time.")] = Path(
        "fangzhi-demo"
    ),
) -> int:
    """Crawl bundled sample sites on the loopback for two simulated nights, then ask the archive what came of it.

    Nothing beyond this machine is asked; the sites are replicas with invented texts.

    Examples:
        fangzhi demo
        fangzhi demo --folder /tmp/demo
    """
    from crawler.demo import run_child, run_demo

    if not config.as_json:
        return run_demo(folder, tell=print_text)
    code = run_demo(folder, tell=note, run=partial(run_child, output=sys.stderr))
    print_json({"archive": str(folder / "archive"), "corpus": str(folder / "corpus.jsonl"), "complete": code == 0})
    return code


COMMANDS = (demo,)
