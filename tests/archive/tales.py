"""Pages of an invented district as they were seen night by night: kept, and read by a cleaner that takes each line as a block."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from archive import Archive, Capture
from cleaners.document import Block, Document, Metadata, digest_of
from tests.archive.kept import NIGHT, URL, answer

SPLIT = "http://www.linjiang.example/bg/6055.html"


def night(number: int) -> datetime:
    """The start of a night's crawl, counted from 0."""
    return NIGHT + timedelta(days=number)


def read(
    text: str, *, url: str = URL, title: str = "临江区政府工作报告", cleaner: str = "auto@1", **said: Any
) -> Document:
    """What the cleaner reads in a page of these lines."""
    lines = text.split("\n")
    return Document(
        url,
        title,
        tuple(Block("paragraph", line) for line in lines),
        Metadata(**said),
        cleaner=cleaner,
        digest=digest_of(title, lines),
    )


def see(archive: Archive, at: datetime, text: str, *, url: str = URL, run: str = "", **said: Any) -> Capture:
    """Keep a page of these lines and what the cleaner reads in it."""
    document = read(text, url=url, **said)
    payload = f"<html><p>{document.title}<p>{text}<!-- {said.get('part')} {said.get('parts')} -->".encode()
    capture = archive.keep(answer(payload, url=url, captured_at=at, run=run))
    archive.keep_cleaning(capture, document.cleaner, document, cleaned_at=at)
    return capture


def miss(archive: Archive, at: datetime, *, url: str = URL, run: str = "") -> Capture:
    """Keep that the page was not there."""
    return archive.keep(answer(b"<p>404", url=url, captured_at=at, run=run, status=404, outcome="gone"))


def lose(archive: Archive, at: datetime, *, url: str = URL) -> None:
    """Keep that the page was not there on two days: it is gone."""
    for days in (0, 1):
        miss(archive, at + timedelta(days=days), url=url)


def see_parts(archive: Archive, at: datetime, *texts: str | None, parts: int | None = None) -> str:
    """Crawl a split page: a part each text, a minute apart, in a run of its own; None is a part that is not fetched."""
    run = archive.begin_run("linjiang", begun_at=at, declaration="")
    for number, text in enumerate(texts, 1):
        if text is not None:
            url = SPLIT if number == 1 else SPLIT.replace(".html", f"_{number}.html")
            said = {"part_of": SPLIT, "part": number, "parts": parts or len(texts)}
            see(archive, at + timedelta(minutes=number), text, url=url, run=run.id, **said)
    archive.end_run(replace(run, ended_at=at + timedelta(hours=1), verdict="complete"))
    return run.id
