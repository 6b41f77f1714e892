"""One answer of somebody else's WARC file, made ready to be kept; or why there is nothing to keep."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from archive import Archive
from archive.errors import BadAddress
from archive.exchanges import Exchange, address_of, answer_in, captured_at, date_of, kind_of
from archive.foreign import Foreign
from archive.records import Answer, Capture, Headers
from archive.unwrap import Message, agrees
from archive.urls import url_key
from archive.warc import bare
from crawler.messages import Judged
from crawler.outcomes import judge, led_on
from crawler.replay import confirmed

AHEAD = timedelta(days=1)
"""How far a recorder's clock may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class Unkept:
    """Why an answer is not kept: `passed` is none of a page, `damaged` not what was written, `undated` of no known time,
    `orphan` a revisit whose answer is not there (`when` is when it was made)."""

    kind: Literal["passed", "damaged", "undated", "orphan"]
    why: str
    when: datetime | None = None


def ready(archive: Archive, name: str, exchange: Exchange, now: datetime) -> Answer | Unkept:
    """Return an answer as the archive takes it, but for run and source; or why it cannot be kept.

    Args:
        name: of the file that the exchange stands in, for the answer's provenance.
        now: when it is recorded.
    """
    record, url, answer = exchange.record, address_of(exchange.record), answer_in(exchange.record)
    if why := _no_page(exchange, url, answer):
        return Unkept("passed", why)
    assert answer is not None
    if "warc-segment-number" in record.fields:
        return Unkept("damaged", "the answer is split over several records (WARC-Segment-Number); join them first")
    if why := _wrong_bytes(record, answer):
        return Unkept("damaged", why)
    when, by_own_date = captured_at(record, answer.headers)
    if when is None:
        return Unkept("undated", "has neither a WARC-Date nor a Date that can be")
    if when > now + AHEAD:
        return Unkept("undated", f"is dated {when:%Y-%m-%d}, which is still to come")
    original = None
    if kind_of(record) == "revisit":
        original = _original(archive, record, url)
        if original is None:
            return Unkept("orphan", "refers to an answer that is neither in these files nor in the archive", when)
    origin = f"{name} at {record.offset} {record.fields.get('warc-record-id', '')}"
    if by_own_date:
        origin += " (dated by its own Date)"
    return _answer(archive, exchange, answer, url, original, (when, now), origin)


def _answer(
    archive: Archive,
    exchange: Exchange,
    read: Message,
    url: str,
    original: Capture | None,
    times: tuple[datetime, datetime],
    origin: str,
) -> Answer:
    headers, payload = read.headers, read.body
    cut = exchange.record.fields.get("warc-truncated", "") or ("disconnect" if read.is_cut else "")
    if original is not None:
        headers = headers or archive.headers(original)[1]
        cut = ""
        if original.url_key != url_key(url):  # of another address: kept here with its bytes
            payload, original = archive.payload(original), None
    judged = _judged(url, (read.status, headers, payload), original, is_cut=bool(cut))
    judged, onward = led_on(url, judged, headers, payload)
    return Answer(
        url=url,
        status=read.status,
        status_text=read.reason,
        headers=headers,
        payload=b"" if original else payload,
        captured_at=times[0],
        recorded_at=times[1],
        source="",
        run="",
        outcome=judged.outcome,
        reason="import",
        cause=judged.cause,
        method=exchange.method,
        request_headers=exchange.request_headers,
        revisit_of=original.id if original else "",
        truncated=cut,
        redirected_to=onward,
        ip_address=exchange.record.fields.get("warc-ip-address", ""),
        imported_from=origin,
        reconstructed="protocol",
    )


def _judged(url: str, answer: tuple[int, Headers, bytes], original: Capture | None, *, is_cut: bool) -> Judged:
    if original is None:
        judged = judge(*answer, truncated=is_cut)
    else:
        judged = Judged(*confirmed(original)) if answer[0] == 304 else Judged(original.outcome, original.cause)
    return Judged("not-text", "robots") if url.endswith("/robots.txt") and judged.outcome == "ok" else judged


def _no_page(exchange: Exchange, url: str, answer: Message | None) -> str:
    """Why a record holds no answer of a page, empty if it does."""
    if not url.lower().startswith(("http://", "https://")):
        return "of no http address"
    if answer is None:
        return "without an HTTP answer"
    try:
        url_key(url)
    except BadAddress:
        return "of no address that a page can have"
    if exchange.method != "GET":
        return f"to {exchange.method}"
    return "taken down" if "fangzhi-redacted" in exchange.record.fields else ""


def _wrong_bytes(record: Foreign, answer: Message) -> str:
    """How a record's bytes disagree with its own digests, empty if they agree or a gzip check sum vouches for them.

    Recorders take the payload's digest over the body with or without its chunks, packed or not; the block's is plain.
    """
    if record.checked or kind_of(record) == "revisit":
        return ""
    whole = agrees(record.fields.get("warc-block-digest", ""), record.block)
    if whole is False:
        return "the block's digest is not that of its bytes"
    if whole is None and agrees(record.fields.get("warc-payload-digest", ""), answer.body, answer.sent) is False:
        return "the payload's digest is not that of its bytes"
    return ""


def _original(archive: Archive, record: Foreign, url: str) -> Capture | None:
    """The capture here that a revisit refers to: of its address and date, else of its payload's digest."""
    fields = record.fields
    referred = bare(fields.get("warc-refers-to-target-uri", "")).partition("#")[0] or url
    when, said = date_of(fields.get("warc-refers-to-date", "")), fields.get("warc-payload-digest", "")
    candidates = list(_holding(archive, referred))
    dated = [one for one in candidates if when is not None and _same_second(one.captured_at, when)]
    for capture in dated or candidates:
        held = agrees(said, archive.payload(capture)) if said else None
        if held or (held is None and dated):
            return capture
    return None


def _holding(archive: Archive, url: str) -> Iterator[Capture]:
    """Captures of an address that hold a payload, newest first."""
    try:
        found = archive.captures(url)
    except BadAddress:
        return
    yield from (capture for capture in reversed(found) if not capture.is_revisit and capture.payload_length)


def _same_second(one: datetime, other: datetime) -> bool:
    return one.replace(microsecond=0) == other.replace(microsecond=0)
