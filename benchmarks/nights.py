"""Ninety nights of thirty sources, simulated: is every breakage told the same night, and how often is nothing told wrongly?

    python benchmarks/nights.py [--tenth] [--seed 1]

No network: each night's findings and captures are made up and go through verdict, a real archive, health and alarms. Sources
publish by their own habit, with pauses for Spring Festival and National Day; single pages time out; ten sources break, each
in another way, for five nights. `--tenth` takes three sources, one of them breaking.
"""

import argparse
import random
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # this folder has an archive.py too

from archive import Archive, open_archive  # noqa: E402
from archive.records import Attempt, Capture  # noqa: E402
from crawler.alarms import Alarm, watch  # noqa: E402
from crawler.drift import drifted  # noqa: E402
from crawler.health import health_of  # noqa: E402
from crawler.nights import Standing  # noqa: E402
from crawler.sources import Expect, Source  # noqa: E402
from crawler.verdict import judge_run  # noqa: E402
from crawler.wire import Findings  # noqa: E402

NIGHTS, SOURCES, LASTING = 90, 30, 5
BREAKS = (
    "dns", "timeout", "server-error", "challenge", "forbidden", "tls", "no-entries", "few-pages", "template", "hijacked",
)  # fmt: skip
FIRST = datetime(2026, 1, 1, 18, tzinfo=UTC)
HOLIDAYS = range(46, 62)
"""Nights around the Spring Festival of 2026 (17 February): nothing is published."""


def declared(number: int) -> Source:
    """Return a made-up source; three to a family."""
    host = f"s{number}.example"
    seed = f"https://{host}/list/"
    place = f"临江{number}区人民政府"
    expect = Expect(pages_min=30)
    return Source(f"s{number}", place, "310199", "government", f"family-{number // 3}", (seed,), (host,), expect=expect)


def night(
    source: Source, at: datetime, fault: str, dice: random.Random, published: int
) -> tuple[Findings, list[Capture], list[Attempt]]:
    """Return what a walk of that night would have found."""
    seed = source.seeds[0]
    count = 10 if fault == "few-pages" else 0 if fault == "no-entries" else 40 + published
    urls = [f"https://{source.hosts[0]}/doc/{n}.html" for n in range(count)]
    if fault in ("dns", "timeout", "tls", "server-error"):
        return Findings(ended="finished"), [], [Attempt(seed, "error", fault, at, at, source.id, "")]
    if fault in ("challenge", "forbidden"):
        return Findings(ended="finished"), [_capture(source, seed, at, "blocked", fault)], []
    answers, attempts = [_capture(source, seed, at)], []
    for url in urls:
        if dice.random() < 0.002:
            attempts.append(Attempt(url, "error", "timeout", at, at, source.id, ""))
        else:
            answers.append(_capture(source, url, at))
    return Findings(lists={seed: count}, listed=urls, ended="finished"), answers, attempts


def _capture(source: Source, url: str, at: datetime, outcome: str = "ok", cause: str = "") -> Capture:
    return Capture(
        id=url, url=url, url_key=url, captured_at=at, recorded_at=at, status=200, media_type="text/html", payload_digest="",
        payload_length=0, source=source.id, run="", outcome=outcome, cause=cause, reason="schedule", original_id=url,  # type: ignore[arg-type]
        warc="", offset=0, length=0,
    )  # fmt: skip


def crawled(archive: Archive, source: Source, at: datetime, fault: str, dice: random.Random, news: int) -> None:
    """Put the run of a night into the archive, judged as a crawl judges it."""
    run = archive.begin_run(source.id, begun_at=at, declaration=source.id)
    findings, captures, attempts = night(source, at, fault, dice, news)
    pages = 0 if not findings.listed else 12 if fault == "template" else news + dice.randrange(4)
    dated = 0 if fault == "template" else sum(dice.random() < 0.97 for _ in range(pages))
    fields = {"pages": pages, "title": pages, "text": pages, "date": dated}
    if findings.lists:
        fields |= {"lists": 1, "named": int(fault != "hijacked")}
    before = archive.runs(source.id, limit=100)
    good = [one.details["fields"] for one in before if one.verdict in ("complete", "quiet")]
    judged = judge_run(source, findings, captures, attempts, drift=drifted(fields, good, {}))
    archive.end_run(
        replace(
            run, ended_at=at + timedelta(minutes=9), verdict=judged.verdict, reasons=judged.reasons, asked=judged.asked,
            failed=judged.failed, blocked=judged.blocked, new_versions=news,
            details={"fault": judged.fault, "fields": fields, "lists": findings.lists, "listed": len(findings.listed)},
        )
    )  # fmt: skip


def main() -> int:
    """Simulate, print one table, and return 0 where both bounds are held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenth", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    sources = [declared(number) for number in range(SOURCES // 10 if asked.tenth else SOURCES)]
    chosen = dice.sample(sources, len(BREAKS) // 10 if asked.tenth else len(BREAKS))
    breaks = {source.id: (fault, dice.randrange(20, 80)) for source, fault in zip(chosen, BREAKS, strict=False)}
    habits = {source.id: dice.choice((0.3, 0.6, 0.9)) for source in sources}
    told: list[tuple[int, Alarm]] = []
    with tempfile.TemporaryDirectory() as folder, open_archive(Path(folder) / "a", read_only=False) as archive:
        for number in range(NIGHTS):
            at, healths = FIRST + timedelta(days=number), []
            for source in sources:
                fault, begins = breaks.get(source.id, ("", -LASTING))
                broken = begins <= number < begins + LASTING
                news = 0 if number in HOLIDAYS or dice.random() > habits[source.id] else dice.randrange(1, 4)
                crawled(archive, source, at, fault if broken else "", dice, news)
                healths.append(health_of(source.id, archive.runs(source.id, limit=200)))
            found = Standing(at, tuple(healths), {source.id: source.family for source in sources})
            told += [
                (number, alarm) for alarm in watch(archive.folder, found, lambda title, text: bool(title and text))
            ]
    return _judged(sources, breaks, told)


def _judged(sources: list[Source], breaks: dict[str, tuple[str, int]], told: list[tuple[int, Alarm]]) -> int:
    alarms = [(number, name) for number, alarm in told if alarm.kind != "well" for name in alarm.sources]
    wells = {(number, name) for number, alarm in told if alarm.kind == "well" for name in alarm.sources}
    print(f"{'source':8}{'breaks by':16}{'night':>6}{'told':>6}{'well again':>12}")
    for name, (fault, begins) in breaks.items():
        first = next((number for number, one in alarms if one == name and number >= begins), -1)
        well = next((number for number, one in sorted(wells) if one == name and number > begins), -1)
        print(f"{name:8}{fault:16}{begins:>6}{first:>6}{well:>12}")
    due = {(begins, name) for name, (_, begins) in breaks.items()}
    caught, wrong = len(due & set(alarms)), len([one for one in alarms if one not in due])
    for number, alarm in told:
        if alarm.kind != "well" and not due & {(number, name) for name in alarm.sources}:
            print(f"told wrongly in night {number}: {alarm.title}: {alarm.text.splitlines()[0]}")
    nights = len(sources) * NIGHTS
    print(
        f"told the same night: {caught} of {len(due)}; false alarms: {wrong} in {nights} source-nights (1 in 500 is allowed)"
    )
    return int(caught < len(due) or wrong * 500 > nights)


if __name__ == "__main__":
    sys.exit(main())
