"""Going out: `crawl`, `fetch`."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Annotated, Any

from crawler.cli.console import Bar, bar, print_json, print_pairs, print_text
from crawler.cli.failing import WRONG, tell
from crawler.cli.opening import reading
from crawler.cli.options import Argument, Gateway, Option, Pace
from crawler.cli.runs import print_runs
from crawler.cli.times import SHANGHAI, written
from crawler.config import Config
from crawler.errors import WrongUse

if TYPE_CHECKING:
    from archive.records import Run
    from crawler.fetch import Fetched
    from crawler.job import Orders
    from crawler.sources import Source

PANEL = "Crawling"


def crawl(
    config: Config,
    names: Annotated[list[str] | None, Argument(help="Ids of sources: see fangzhi sources.", metavar="SOURCE…")] = None,
    every: Annotated[bool, Option("--all", help="Every source that has a schedule.")] = False,
    due: Annotated[bool, Option("--due", help="Leave out known pages that are not due yet, as the nights do.")] = False,
    day: Annotated[
        str | None,
        Option("--date", help="Leave out what has had a complete run since that day began.", metavar="DAY"),
    ] = None,
    gateway: Gateway = "",
    pace: Pace = None,
) -> int:
    """Crawl sources now, clean what is new, and print the runs with their verdicts.

    A crawl that was stopped goes on where it was when it is called again within 24 hours.

    Examples:
        fangzhi crawl sh-jiading-rd --contact https://you.example/crawler
        fangzhi crawl --all --date 2026-11-24
        fangzhi crawl sh-jiading-rd --gateway http://127.0.0.1:8077/
    """
    from archive.errors import Locked
    from crawler.crawl import crawl as crawl_one
    from crawler.crawl import exit_code
    from crawler.errors import WalkBroken

    wanted, orders = _chosen(config, names or [], every), _orders(config, gateway, pace, due=due)
    for source in wanted:
        orders.check(source.hosts)
    if day is not None:
        wanted = _undone(config, wanted, _day(day))
    runs: list[Run] = []
    codes = set()
    for source in wanted:
        with bar(source.id) as shown_bar:
            try:
                runs.append(crawl_one(config.archive, source, orders, on_event=_events(shown_bar, source.id)))
            except (Locked, WalkBroken) as error:  # this source's trouble alone; the others have their turn
                alone = len(wanted) == 1  # else standard output is the list of the others' runs
                codes.add(tell(error, as_json=config.as_json and alone))
    if runs or not codes or (config.as_json and len(wanted) > 1):
        print_runs(config, runs)
    return WRONG if codes else exit_code(runs)


def fetch(
    config: Config,
    url: Annotated[str, Argument(help="Address of a page, of a declared source or of none.", metavar="URL")],
    source: Annotated[
        str | None, Option(help="Whose page it is; else the source that covers the address.", metavar="ID")
    ] = None,
    gateway: Gateway = "",
    browser: Annotated[
        bool, Option("--browser", help="Render the page in the system's Chromium, for one that scripts fill.")
    ] = False,
    pace: Pace = None,
) -> int:
    """Capture one page now, clean it, and say which version it gave.

    Examples:
        fangzhi fetch http://renda.jiading.cn/cwhgz/jdgz/content_1 --contact https://you.example/crawler
    """
    from crawler.spawning import starting

    with starting() as walker:  # it loads Scrapy while this process loads the archive
        from archive.urls import url_key
        from crawler.crawl import exit_code
        from crawler.fetch import fetch as fetch_one
        from crawler.sources import load_sources, named

        url_key(url)
        whose = named(load_sources(config.sources), source) if source else None
        with bar(url) as shown_bar:
            found = fetch_one(
                config.archive,
                url,
                _orders(config, gateway, pace),
                source=whose,
                browser=browser,
                on_event=_events(shown_bar, "fetch"),
                walker=walker,
            )
    if config.as_json:
        print_json(_json_of(found))
    else:
        print_pairs([(name, str(value)) for name, value in _json_of(found).items() if value not in (None, "")])
        for reason in found.run.reasons:
            print_text(reason)
    return exit_code([found.run])


def _chosen(config: Config, names: Sequence[str], every: bool) -> "list[Source]":
    from crawler.sources import load_sources, named

    if every == bool(names):
        raise WrongUse("crawl takes the ids of sources, or --all; to see the ids: fangzhi sources")
    declared = load_sources(config.sources)
    if every:
        return [source for source in declared.values() if source.schedule]
    return [named(declared, name) for name in dict.fromkeys(names)]


def _orders(config: Config, gateway: str, pace: float | None, *, due: bool = False) -> "Orders":
    from crawler.job import Orders

    return Orders(
        contact=config.contact,
        gateway=gateway,
        pace_s=pace,
        sources_folder=config.sources,
        catalog=config.catalog,
        due=due,
        read_pictures=config.read_pictures,
    )


def _day(text: str) -> datetime:
    """The first instant of a day in Shanghai."""
    try:
        return datetime.combine(date.fromisoformat(text), time.min, SHANGHAI)
    except ValueError as error:
        raise WrongUse(f"--date is {text!r}; it must be a day like 2026-11-24") from error


def _undone(config: Config, sources: "Sequence[Source]", since: datetime) -> "list[Source]":
    """Those of the sources that no complete crawl has been of since an instant; a page by hand or an import is none."""
    from archive.errors import NoArchive

    try:
        with reading(config) as archive:
            last = {
                source.id: archive.last_run(source.id, ["complete", "quiet"], reason="schedule") for source in sources
            }
    except NoArchive:
        return list(sources)
    return [source for source in sources if (run := last[source.id]) is None or run.begun_at < since]


def _events(shown_bar: Bar, label: str) -> Any:
    """What is told of a crawl under way, onto a bar."""

    def show(event: Mapping[str, object]) -> None:
        counts = {name: n for name, n in event.items() if isinstance(n, int)}
        if event.get("event") == "cleaning":
            shown_bar.to(counts["done"], counts["total"], f"{label}: cleaning")
            return
        listed = counts.pop("listed", 0)
        done = sum(counts.values())
        told = ", ".join(f"{n} {name}" for name, n in counts.items())
        shown_bar.to(done, max(done, listed), f"{label}: {told}")

    return show


def _json_of(found: "Fetched") -> dict[str, Any]:
    capture, attempt = found.capture, found.attempt
    return {
        "url": found.url,
        "capture": capture.id if capture else None,
        "outcome": capture.outcome if capture else attempt.outcome if attempt else "error",
        "cause": (capture.cause if capture else attempt.cause if attempt else "") or None,
        "status": capture.status if capture else None,
        "captured_at": written(capture.captured_at) if capture else None,
        "version": found.version,
        "title": found.title,
        "digest": found.digest or None,
        "run": found.run.id,
    }


COMMANDS = (crawl, fetch)
