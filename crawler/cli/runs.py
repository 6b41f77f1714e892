"""Runs as they are told: `runs`, and the exit code of what has run."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

from crawler.cli.console import print_json, print_table
from crawler.cli.opening import known_or_refused, reading
from crawler.cli.options import Argument, Option
from crawler.cli.times import shown, written
from crawler.config import Config

if TYPE_CHECKING:
    from archive.records import Run

PANEL = "Crawling"


def runs(
    config: Config,
    source: Annotated[str | None, Argument(help="Only runs of this source.", metavar="[SOURCE]")] = None,
    limit: Annotated[int, Option(help="At most so many.", min=1)] = 20,
) -> int:
    """List the runs with their verdicts, newest first.

    Examples:
        fangzhi runs
        fangzhi runs sh-jiading-rd --limit 5
    """
    with reading(config) as archive:
        if source is not None:
            known_or_refused(config, archive, [source])
        found = archive.runs(source, limit=limit)
    print_runs(config, found)
    return 0


def print_runs(config: Config, found: Iterable["Run"]) -> None:
    """Print runs in their order, as a table with the reasons below each, or as JSON."""
    told = list(found)
    if config.as_json:
        print_json([json_of(run) for run in told])
        return
    print_table(
        ("source", "begun", "verdict", "asked", "new", "same", "fail", "block", "vers."),
        (
            (
                run.source,
                shown(run.begun_at)[:16],
                run.verdict or "open",
                *(str(n) for n in (run.asked, run.captured, run.unchanged, run.failed, run.blocked, run.new_versions)),
            )
            for run in told
        ),
        right=("asked", "new", "same", "fail", "block", "vers."),
        whole=("begun", "verdict"),
        gap=1,
    )
    reasons = [(run.source, reason) for run in told for reason in run.reasons]
    if reasons:
        print_table(("source", "why"), reasons, whole=("source",))


def json_of(run: "Run") -> dict[str, Any]:
    """Return a run with the keys of `crawl --json` and `runs --json`."""
    return {
        "run": run.id,
        "source": run.source,
        "begun_at": written(run.begun_at),
        "ended_at": written(run.ended_at),
        "verdict": run.verdict,
        "asked": run.asked,
        "captured": run.captured,
        "unchanged": run.unchanged,
        "new_versions": run.new_versions,
        "failed": run.failed,
        "blocked": run.blocked,
        "reasons": list(run.reasons),
    }


COMMANDS = (runs,)
