"""A walk without a network: the real spider, wire and outcomes; only what would come over the wire is made up."""

import asyncio
import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import HtmlResponse

from archive import Archive
from archive.records import RECONSTRUCTED, Answer
from benchmarks.nightly.breaks import Reply
from crawler.due import plan_of
from crawler.families import family
from crawler.job import Job
from crawler.keeping import HereKeeping
from crawler.locks import GroupTurns
from crawler.outcomes import judge, led_on
from crawler.politeness import host_of
from crawler.sources import Source
from crawler.spiders.walker import SourceSpider
from crawler.wire import Findings, Wire

Ask = Callable[[str], Reply]
"""Gives what an address answers tonight."""


class Clock:
    """A clock that goes on by a millisecond each time it is looked at, and jumps from night to night."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """Return the instant."""
        self.at += timedelta(milliseconds=1)
        return self.at


def played(archive: Archive, job: Job, source: Source, ask: Ask, clock: Clock) -> Findings:
    """Walk a source as `crawler.child` does, and return what was found."""
    keeping, turns = HereKeeping(archive), GroupTurns(job.archive)
    plan = plan_of(archive, source, clock())
    wire = Wire(archive, source, job.run, job.reason, turns, 0.0, keeping=keeping, plan=plan, now=clock)
    spider = SourceSpider()
    spider.wire, spider.family = wire, family(source.family)
    asyncio.run(_walked(spider, ask))
    turns.close()
    archive.flush()
    return wire.findings


async def _walked(spider: SourceSpider, ask: Ask) -> None:
    waiting: list[tuple[int, int, Request]] = []
    number = count()
    async for request in spider.start():
        heapq.heappush(waiting, (-request.priority, next(number), request))
    while waiting:
        for request in await _answered(spider, heapq.heappop(waiting)[2], ask):
            heapq.heappush(waiting, (-request.priority, next(number), request))
    spider.ended("finished")


async def _answered(spider: SourceSpider, request: Request, ask: Ask) -> list[Request]:
    """Ask for one address, keep what comes, and return what the spider asks next."""
    wire, url, host = spider.wire, request.url, host_of(request.url)
    if why := wire.findings.closed.get(host):
        wire.keep_attempt(url, "blocked", "closed-tonight", why)
        return []
    reply = ask(url)
    if reply.cause:
        wire.keep_attempt(url, "error", reply.cause, "")
        return []
    judged, onward = led_on(url, judge(reply.status, reply.headers, reply.payload), reply.headers, reply.payload)
    request.meta["outcome"], request.meta["cause"] = judged.outcome, judged.cause
    request.meta["sent_on"] = onward if judged.cause == "sent-on" else ""
    now = wire.now()
    await wire.keep(
        Answer(
            url=url, status=reply.status, status_text="", headers=reply.headers, payload=reply.payload, captured_at=now,
            recorded_at=now, source=wire.source.id, run=wire.run, outcome=judged.outcome, cause=judged.cause,
            redirected_to=onward, reconstructed=RECONSTRUCTED,
        ),
        host,
    )  # fmt: skip
    if location := dict(reply.headers).get("Location"):
        target = urljoin(url, location)
        if wire.source.covers(target):
            return [request.replace(url=target)]
        wire.keep_attempt(target, "error", "off-site", "")
        wire.findings.strayed.append(target)
        return []
    response = HtmlResponse(url, reply.status, headers=dict(reply.headers), body=reply.payload, request=request)
    return list(spider.read(response, **request.cb_kwargs))
