"""Takes over what others captured: the answers in their WARC files, each under the time when it was captured there."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from archive import Archive, open_archive
from archive.exchanges import Exchange, address_of, exchanges, kind_of
from archive.foreign import Damage, Foreign, NotWarc, records
from archive.records import Attempt, Run, Verdict
from crawler.crawl import ignore
from crawler.errors import WrongUse
from crawler.foreign import Unkept, ready
from crawler.job import BY_HAND, lone_source
from crawler.packed import warcs_in
from crawler.read import Reading, read_new
from crawler.sources import Source, load_sources, source_for
from crawler.wire import utc_now

Event = Mapping[str, object]

TOLD = 3
"""So many damaged places are named in a run's reasons; all are counted."""

NOTHING = (
    "the files hold no answer of a page (files of texts or metadata alone, WET and WAT, never do: import the WARC file that they"
    " were made of)"
)

NO_ANSWERS = ("request", "warcinfo", "metadata")
"""Types of records that a WARC file has beside its answers; any other that is passed over is told."""


@dataclass(slots=True)
class _Taken:
    """What was taken for one source, with the run that it belongs to; `source` is None for what none covers."""

    run: Run
    source: Source | None
    kept: int = 0
    known: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    lacking: Counter[str] = field(default_factory=Counter)


def import_files(
    archive: Path,
    files: Sequence[Path],
    *,
    source: Source | None = None,
    sources_folder: Path | None = None,
    catalog: str | None = None,
    on_event: Callable[[Event], None] | None = None,
    now: Callable[[], datetime] = utc_now,
) -> list[Run]:
    """Keep every HTTP answer in WARC files of others, clean what is new, and return one run a source.

    An answer belongs to the source that covers its address, else to `by-hand`. The same address, time and payload is not
    kept twice, so the same files may be imported again: that is how an import that was killed goes on.

    Args:
        files: `.warc`, `.warc.gz`, `.warc.zst`, or `.wacz` with such in it.
        source: only answers to addresses of this source.
        on_event: told `{"event": "import", "file": …, "done": bytes, "total": bytes, "answers": …}` and, as of a crawl, `cleaning`.

    Raises:
        WrongUse: a file is not there, or the only one is no WARC file; one of several is told as damaged.
        ArchiveError: what was read could not be kept.
    """
    for file in files:
        if not file.is_file():
            raise WrongUse(f"{file}: no such file; import takes WARC files, or an address with --timemap")
    with open_archive(archive, read_only=False, catalog=catalog) as opened:
        taking = _Import(opened, load_sources(sources_folder), source, on_event or ignore, now)
        for file in files:
            try:
                with warcs_in(file) as found:
                    for name, path in found:
                        taking.take(name, path)
            except WrongUse as error:  # one of many: what a stopped crawl left must not hold up the others
                if len(files) == 1:
                    raise
                taking.damages.append(str(error))
        taking.take_orphans()
        return taking.end()


class _Import:
    """One import under way."""

    def __init__(
        self,
        archive: Archive,
        declared: dict[str, Source],
        only: Source | None,
        tell: Callable[[Event], None],
        now: Callable[[], datetime],
    ) -> None:
        self._archive, self._declared, self._only, self._tell, self._now = archive, declared, only, tell, now
        self._taken: dict[str, _Taken] = {}
        self._files: dict[str, str] = {}
        self.damages: list[str] = []
        self._passed: Counter[str] = Counter()
        self._orphans: list[tuple[str, Exchange]] = []

    def take(self, name: str, path: Path) -> None:
        """Keep the answers of one WARC file."""
        with path.open("rb") as file:
            self._files[name] = "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
        event = {"event": "import", "file": name, "total": path.stat().st_size}
        answers = 0
        try:
            for one in exchanges(records(path)):
                if isinstance(one, Damage):
                    self.damages.append(f"{name} at {one.offset}: {one.why}")
                elif isinstance(one, Foreign):
                    self._passed["of another type"] += kind_of(one) not in NO_ANSWERS
                else:
                    answers += 1
                    self._exchange(name, one, may_wait=True)
                    self._tell({**event, "done": one.record.end, "answers": answers})
        except NotWarc as error:
            raise WrongUse(
                f"{name} holds no WARC record ({error}); import takes .warc, .warc.gz, .warc.zst and .wacz"
            ) from None

    def take_orphans(self) -> None:
        """Look once more for what revisits refer to, now that every file is read."""
        waiting, self._orphans = self._orphans, []
        for name, exchange in waiting:
            self._exchange(name, exchange, may_wait=False)

    def _exchange(self, name: str, exchange: Exchange, *, may_wait: bool) -> None:
        url = address_of(exchange.record)
        if self._only is not None and not self._only.covers(url):
            self._passed["of addresses that are not the source's"] += 1
            return
        found = ready(self._archive, name, exchange, self._now())
        if not isinstance(found, Unkept):
            taken = self._of(url)
            kept = self._archive.keep(replace(found, run=taken.run.id, source=taken.run.source))
            is_new = kept.run == taken.run.id and kept.recorded_at == found.recorded_at
            taken.kept += is_new
            taken.known += not is_new
            taken.outcomes[found.outcome] += 1
        elif found.kind == "passed":
            self._passed[found.why] += 1
        elif found.kind == "damaged":
            self.damages.append(f"{name} at {exchange.record.offset}: {found.why}")
        elif found.kind == "orphan" and may_wait:
            self._orphans.append((name, exchange))
        else:
            self._lacks(self._of(url), name, url, found)

    def _lacks(self, taken: _Taken, name: str, url: str, found: Unkept) -> None:
        """Record an answer that is in the file and that cannot be had from it."""
        taken.lacking[found.why] += 1
        at, run = self._now(), taken.run
        cause = "revisit-orphan" if found.kind == "orphan" else "undated"
        attempt = Attempt(
            url, "error", cause, found.when or at, at, run.source, run.id, "import", f"{name}: {found.why}"
        )
        self._archive.keep_attempt(attempt)

    def _of(self, url: str) -> _Taken:
        source = self._only or source_for(url, self._declared)
        name = source.id if source else BY_HAND
        if name not in self._taken:
            run = self._archive.open_run(name)
            if run is None or run.reason != "import":  # else one that was killed: it goes on
                declaration = (source or lone_source(url)).declaration
                run = self._archive.begin_run(name, begun_at=self._now(), declaration=declaration, reason="import")
            self._taken[name] = _Taken(run, source)
        return self._taken[name]

    def end(self) -> list[Run]:
        """Clean what is new, end the runs with their verdicts, and return them."""
        if not self._taken:
            name = self._only.id if self._only else BY_HAND
            declaration = self._only.declaration if self._only else f'id = "{BY_HAND}"\n'
            run = self._archive.begin_run(name, begun_at=self._now(), declaration=declaration, reason="import")
            self._taken[name] = _Taken(run, self._only)
        return [self._ended(taken) for taken in self._taken.values()]

    def _ended(self, taken: _Taken) -> Run:
        def told(done: int, total: int) -> None:
            self._tell({"event": "cleaning", "done": done, "total": total})

        run = taken.run
        reading = read_new(
            self._archive, taken.source, source_id=run.source, run=run.id, on_progress=told, now=self._now
        )
        verdict, reasons = self._judged(taken, reading)
        report = replace(
            run,
            ended_at=self._now(),
            verdict=verdict,
            asked=sum(taken.outcomes.values()) + sum(taken.lacking.values()),
            captured=taken.kept,
            unchanged=taken.known,
            new_versions=self._archive.new_versions(run.id),
            failed=sum(taken.lacking.values()) + taken.outcomes["error"] + taken.outcomes["truncated"],
            blocked=taken.outcomes["blocked"],
            reasons=tuple(reasons),
            details={
                "fault": "" if verdict == "complete" else "damaged" if self.damages else "lacking",
                "imported": self._files,
                "cleaned": reading.cleaned,
                "cleaning_errors": len(reading.errors),
                "warnings": reading.warnings,
            },
        )
        self._archive.end_run(report)
        return report

    def _judged(self, taken: _Taken, reading: Reading) -> tuple[Verdict, list[str]]:
        """Failed: nothing of a page is in the files. Partial: something is there that was not had. Else complete."""
        damaged = []
        if self.damages:
            shown = "; ".join(self.damages[:TOLD]) + ("; …" if len(self.damages) > TOLD else "")
            damaged.append(f"{len(self.damages)} places of the files are damaged, what is whole was kept: {shown}")
        lacking = [f"{count} answers: {why}" for why, count in taken.lacking.items()]
        unread = [f"{len(reading.unread)} pages could not be cleaned"] if reading.unread else []
        notes = [f"{count} records {why} were passed over" for why, count in self._passed.items() if count]
        if taken.known:
            notes.append(f"{taken.known} answers were kept already")
        notes.append("imported from " + ", ".join(self._files))
        if not taken.outcomes and not taken.lacking:
            return "failed", [NOTHING, *damaged, *notes]
        missing = [*damaged, *lacking, *unread]
        return ("partial" if missing else "complete"), [*missing, *notes]
