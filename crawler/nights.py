"""How the declared sources stand now: health from the catalog, each source's own cron line and family put beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from archive import Archive, open_archive
from archive.errors import NoArchive
from archive.records import Capture, Run
from crawler.config import Config
from crawler.diagnosis import Diagnosis, diagnose
from crawler.health import GOOD, LATE, RUNS_LOOKED_AT, Health, health_of, nights
from crawler.sources import Source, load_sources
from crawler.status import read_status
from crawler.timetable import last_night
from crawler.wire import utc_now


@dataclass(frozen=True, slots=True)
class Standing:
    """All sources at one moment: how each stands, and what family each is of."""

    at: datetime
    healths: tuple[Health, ...]
    families: Mapping[str, str] = field(default_factory=dict)


def standing(config: Config, now: datetime | None = None) -> Standing:
    """Tell how every source stands that has a schedule or was ever crawled."""
    at, declared = now or utc_now(), load_sources(config.sources)
    try:
        with open_archive(config.archive, catalog=config.catalog) as archive:
            return standing_of(config, archive, declared, at)
    except NoArchive:
        return Standing(at, ())


def standing_of(config: Config, archive: Archive, declared: Mapping[str, Source], at: datetime) -> Standing:
    """As `standing`, of an archive that is open."""
    healths = []
    for name, source in declared.items():
        runs = _runs(archive, name)
        if runs or source.schedule:
            healths.append(health_of(name, runs, due=_due(config, source, runs, at)))
    return Standing(at, tuple(healths), {name: source.family for name, source in declared.items()})


def _runs(archive: Archive, name: str) -> list[Run]:
    """A source's nights, newest first, however many pages were fetched by hand between; where there was none, its other runs."""
    return archive.runs(name, limit=RUNS_LOOKED_AT, reason="schedule") or archive.runs(name, limit=RUNS_LOOKED_AT)


def diagnosis(config: Config, archive: Archive, name: str) -> Diagnosis:
    """Diagnose one source, declared or not."""
    runs = _runs(archive, name)
    source = load_sources(config.sources).get(name)
    due = _due(config, source, runs, utc_now()) if source else None
    if not (ended := nights(runs)):
        return diagnose(name, runs, due=due)
    last, good = ended[0], next((run for run in ended if run.verdict in GOOD), None)

    since = {run.id for run in runs if good is None or run.begun_at > good.begun_at}

    def earlier(url: str) -> Capture | None:
        if not url:
            fine = (one for one in archive.captures_of_run(good.id) if one.outcome == "ok") if good else iter(())
            return next(fine, None)
        before = [one for one in archive.captures(url) if one.run not in since]
        return next((one for one in reversed(before) if one.outcome in ("ok", "unchanged")), None)

    found, lost = archive.captures_of_run(last.id), archive.attempts_of_run(last.id)
    return diagnose(name, runs, found, lost, due=due, earlier=earlier)


def _due(config: Config, source: Source, runs: list[Run], at: datetime) -> datetime | None:
    """The last night that should have begun; a source that no daemon has on its list and nobody crawls owes none."""
    if not source.schedule:
        return None
    due = last_night(source.schedule, at - LATE)
    status = read_status(config.archive)
    since = status.since.get(source.id) if status else None
    known_since = min([run.begun_at for run in runs] + ([since] if since else []), default=None)
    return due if due is not None and known_since is not None and known_since <= due else None
