"""The nightly daemon: `schedule`."""

import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

from crawler.cli.console import print_json, print_table
from crawler.cli.opening import reading, writing
from crawler.cli.options import Alarms, Gateway, Option, Pace
from crawler.cli.times import shown, written
from crawler.config import Config

if TYPE_CHECKING:
    from archive.records import Run
    from crawler.hours import QuietHours
    from crawler.job import Orders
    from crawler.nights import Standing
    from crawler.schedule import Crawl, Nightly
    from crawler.status import Status

PANEL = "Crawling"


def schedule(
    config: Config,
    times: Annotated[bool, Option("--list", help="Only say when each source is next due.")] = False,
    once: Annotated[bool, Option("--once", help="Only crawl what was missed, then end.")] = False,
    workers: Annotated[int, Option(help="Crawls at a time, each of another politeness group.", min=1)] = 1,
    quiet: Annotated[
        str | None, Option(help="Hours in which no site is asked, in Shanghai: 08:00-19:30.", metavar="HOURS")
    ] = None,
    alarms: Alarms = None,
    gateway: Gateway = "",
    pace: Pace = None,
) -> int:
    """Crawl every source at the times of its declaration, until SIGTERM or Ctrl-C.

    Times are cron lines in Asia/Shanghai. A night that was missed is crawled
    once, at once; a crawl that was stopped goes on. Known pages are asked again
    when they are due: after 1, 3, 7, 30, 90 days, sooner after a change. What it
    does and will do stands in schedule.json in the archive's folder, how the
    sources stand in metrics.prom, for Prometheus. Each crawl begins with a canary:
    where a source's host does not answer, or refuses, nothing else is asked.

    Examples:
        fangzhi schedule --contact https://you.example/crawler
        fangzhi schedule --list
    """
    from crawler.hours import QuietHours

    hours = QuietHours.parse(quiet) if quiet else None
    orders = _orders(config, gateway, pace, is_asking=not times)
    nightly = _nightly(config, orders, workers, hours, _Watch(config, alarms or config.alarms))
    if times:
        return _list(config, nightly)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    with writing(config):
        pass  # made where there is none, refused here where it cannot be
    if once:
        nightly.catch_up()
    else:
        nightly.run()
    return 0


class _Watch:
    """Looks at the sources' standing: metrics, and alarms where there is somebody to tell."""

    def __init__(self, config: Config, addresses: Sequence[str]) -> None:
        from crawler.alarms import notifier

        self._config = config
        self._notify = notifier(addresses) if addresses else None
        self._found: Standing | None = None

    def look(self, status: "Status") -> None:
        """Look again, and tell who is to be told."""
        from crawler.alarms import watch
        from crawler.nights import standing

        self._found = standing(self._config)
        self.tell(status)
        if self._notify is not None:
            watch(self._config.archive, self._found, self._notify)

    def tell(self, status: "Status") -> None:
        """Write the metrics with the daemon's state as it is now, and the sources' as they were last looked at."""
        from crawler.metrics import metrics_of, write_metrics
        from crawler.nights import standing

        self._found = self._found or standing(self._config)
        write_metrics(self._config.archive, metrics_of(self._found, status))


def _nightly(config: Config, orders: "Orders", workers: int, quiet: "QuietHours | None", watch: _Watch) -> "Nightly":
    from crawler.schedule import Nightly
    from crawler.sources import load_sources

    return Nightly(
        config.archive,
        load_sources(config.sources),
        crawl=_crawl(config, orders),
        last_runs=lambda names: last_runs(config, names),
        workers=workers,
        quiet=quiet,
        look=watch.look,
        tell=watch.tell,
    )


def _orders(config: Config, gateway: str, pace: float | None, *, is_asking: bool) -> "Orders":
    """What every crawl is told; where sites will be asked, it is refused now rather than at night."""
    from crawler.job import Orders
    from crawler.sources import load_sources

    orders = Orders(
        contact=config.contact,
        gateway=gateway,
        pace_s=pace,
        sources_folder=config.sources,
        catalog=config.catalog,
        due=True,
        read_pictures=config.read_pictures,
    )
    for source in load_sources(config.sources).values() if is_asking else ():
        if source.schedule:
            orders.check(source.hosts)
    return orders


def _crawl(config: Config, orders: "Orders") -> "Crawl":
    from crawler.crawl import crawl

    return lambda source, stopping: crawl(config.archive, source, orders, stopping=stopping, canary=True)


def last_runs(config: Config, names: Iterable[str]) -> "dict[str, Run]":
    """Return the newest run of each source that has one, but for pages fetched by hand and imports: those are nobody's night."""
    from archive.errors import NoArchive

    found: dict[str, Run] = {}
    try:
        with reading(config) as archive:
            for name in names:
                if (last := archive.last_run(name, reason="schedule")) is not None:
                    found[name] = last
    except NoArchive:
        return {}
    return found


def _list(config: Config, nightly: "Nightly") -> int:
    nights = nightly.timetable()
    if config.as_json:
        print_json([{"source": n.source, "at": written(n.at), "missed": n.is_missed} for n in nights])
    else:
        print_table(("next", "source", ""), ((shown(n.at), n.source, "missed" if n.is_missed else "") for n in nights))
    return 0


COMMANDS = (schedule,)
