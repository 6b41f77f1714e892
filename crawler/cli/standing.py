"""How the sources stand: `health`, `diagnose`."""

from typing import TYPE_CHECKING, Annotated

from crawler.cli.console import print_json, print_pairs, print_table, print_text
from crawler.cli.failing import WRONG
from crawler.cli.opening import known_or_refused, reading
from crawler.cli.options import Alarms, Argument
from crawler.cli.times import shown
from crawler.config import Config

if TYPE_CHECKING:
    from crawler.diagnosis import Diagnosis, Sample
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
    never = [one for one in told if one.state == "new"]
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
                if one.state != "new"
            ),
            whole=("source", "state", "since"),
        )
        if never:
            print_text(
                f"{len(never)} declared sources were never crawled to an end, e.g. fangzhi crawl {never[0].source}"
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
    _print(found)
    return 0


def _print(found: "Diagnosis") -> None:
    one, last, good = found.health, found.last, found.last_good
    pairs = [
        ("source", one.source),
        ("state", one.state),
        ("since", shown(one.since) if one.since else ""),
        ("last run", f"{last.id} {last.verdict}" if last else "none"),
        ("last good run", good.id if good else "none"),
        ("failure class", one.fault),
        *(("why", reason) for reason in (last.reasons if last else (one.message,))),
        *(("drifted", line) for line in found.drifted),
        *((f"{s.kind} sample", _sample(s)) for s in found.samples),
    ]
    if one.state == "quiet" or one.fault in ("silent", "dates-changed"):
        pairs += [
            ("column", f"{url} last news {day or '-'}, days with news known: {n}") for url, day, n in found.columns
        ]
    print_pairs([pair for pair in pairs if pair[1]])
    if found.advice:
        print_text(f"\nWhat to do: {found.advice}.")
        for command in found.commands:
            print_text(f"    {command}")


def _sample(sample: "Sample") -> str:
    ended = " ".join(word for word in (sample.outcome, sample.cause) if word)
    return f"{sample.url} {ended} {shown(sample.at)} {sample.capture}".rstrip()


def _code(one: "Health") -> int:
    from crawler.crawl import EXIT_CODES

    return WRONG if one.state == "late" else EXIT_CODES.get(one.state, 0)


def _rank(one: "Health") -> tuple[int, str]:
    order = ("failed", "late", "blocked", "unexpected", "partial", "quiet", "new", "complete")
    return order.index(one.state), one.source


COMMANDS = (health, diagnose)
