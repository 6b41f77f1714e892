"""How the sources stand: `health`, `diagnose`."""

from typing import TYPE_CHECKING, Annotated

from crawler.cli.console import print_json, print_pairs, print_table, print_text
from crawler.cli.failing import WRONG
from crawler.cli.opening import known_or_refused, reading
from crawler.cli.options import Alarms, Argument
from crawler.cli.times import shown
from crawler.config import Config

if TYPE_CHECKING:
    from crawler.health import Health

PANEL = "Crawling"


def health(
    config: Config,
    alarms: Alarms = None,
) -> int:
    """Tell which source is broken, quiet, blocked or late, since when, and why; the worst first.

    Exit codes as of a crawl: 0 all well, 1 a source failed or is late, 4 one is blocked, 3 one is partial or unexpected.

    Examples:
        fangzhi health
        fangzhi health --alarm mailto://you:secret@mail.example
    """
    from crawler.alarms import notifier, watch
    from crawler.nights import standing

    found = standing(config)
    if addresses := alarms or list(config.alarms):
        watch(config.archive, found, notifier(addresses))
    told = sorted(found.healths, key=_rank)
    if config.as_json:
        print_json([one.to_json() for one in told])
    else:
        print_table(
            ("source", "state", "since", "last complete", "why"),
            (
                (
                    one.source,
                    one.state,
                    shown(one.since)[:10] if one.since else "-",
                    shown(one.last_complete)[:10] if one.last_complete else "never",
                    one.message if one.state != "complete" else "",
                )
                for one in told
            ),
            whole=("source", "state", "since"),
        )
    return next((code for code in (WRONG, 4, 3) if code in {_code(one) for one in told}), 0)


def diagnose(
    config: Config,
    source: Annotated[str, Argument(help="Id of a source: see fangzhi health.", metavar="SOURCE")],
) -> int:
    """Tell what is known of one source's trouble: last good run, what drifted, failure class, two samples, what to change.

    Examples:
        fangzhi diagnose sh-jiading-rd
    """
    from crawler.nights import diagnosis

    with reading(config) as archive:
        known_or_refused(config, archive, [source])
        found = diagnosis(config, archive, source)
    if config.as_json:
        print_json(found.to_json())
        return 0
    one, last, good = found.health, found.last, found.last_good
    pairs = [
        ("source", one.source),
        ("state", one.state),
        ("since", shown(one.since) if one.since else ""),
        ("last run", f"{last.id} {last.verdict}" if last else "none"),
        ("last good run", good.id if good else "none"),
        ("failure class", one.fault),
        *(("why", reason) for reason in (last.reasons if last else ())),
        *(("drifted", line) for line in found.drifted),
        *(("sample", f"{s.url} {s.outcome} {s.cause} {s.capture}".rstrip()) for s in found.samples),
    ]
    print_pairs([pair for pair in pairs if pair[1]])
    if found.advice:
        print_text(f"\nWhat to do: {found.advice}.")
    return 0


def _code(one: "Health") -> int:
    from crawler.crawl import EXIT_CODES

    return WRONG if one.state == "late" else EXIT_CODES.get(one.state, 0)


def _rank(one: "Health") -> tuple[int, str]:
    order = ("failed", "late", "blocked", "unexpected", "partial", "quiet", "new", "complete")
    return order.index(one.state), one.source


COMMANDS = (health, diagnose)
