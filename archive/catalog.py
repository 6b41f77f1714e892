"""The catalog: an index over the archive's files, made of SQLAlchemy Core on SQLite or PostgreSQL.

Nothing in it is truth: each row is read from a WARC record (its file, offset and length stand beside it) and can be made
again by a rebuild. Times are whole microseconds since 1970 in UTC, so both databases order and compare them alike.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SCHEMA = "5"
"""The catalog's own version. Another one in the table `facts` means: make the catalog again (`fangzhi rebuild`)."""


class Moment(TypeDecorator[datetime]):
    """An aware time, kept as microseconds since 1970-01-01T00:00Z (plain SQL text sees and compares that integer)."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the microseconds of an aware time; a naive one is a mistake of the caller (TypeError)."""
        return None if value is None else microseconds(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the time in UTC."""
        return None if value is None else moment(value)


def microseconds(value: datetime) -> int:
    """Return an aware time as microseconds since 1970-01-01T00:00Z, exactly (no floating point)."""
    return (value - EPOCH) // MICROSECOND


def moment(value: int) -> datetime:
    """Return the time of so many microseconds since 1970-01-01T00:00Z, in UTC."""
    return EPOCH + timedelta(microseconds=value)


TABLES = MetaData()
"""Every table of the catalog; other modules of this room add their own (the search index) to the same collection."""

facts = Table("facts", TABLES, Column("name", String, primary_key=True), Column("value", Text, nullable=False))

segments = Table(
    "segments",
    TABLES,
    Column("name", String, primary_key=True),  # relative to the archive's folder, without ".open"
    Column("indexed_bytes", BigInteger, nullable=False),  # every record before this offset has its row
)

captures = Table(
    "captures",
    TABLES,
    Column("id", String, primary_key=True),
    Column("url", Text, nullable=False),
    Column("url_key", Text, nullable=False),
    Column("captured_at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("status", Integer, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("payload_digest", String, nullable=False),
    Column("payload_length", BigInteger, nullable=False),
    Column("source", String, nullable=False),
    Column("run", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("cause", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("original_id", String, nullable=False),
    Column("warc", String, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("redirected_to", Text, nullable=False),
    Index("captures_by_key", "url_key", "captured_at", "id"),
    Index("captures_by_url", "url", "captured_at"),
    Index("captures_by_run", "run", "captured_at"),
    Index("captures_by_original", "original_id"),
    Index("captures_by_place", "warc", "offset"),
)

attempts = Table(
    "attempts",
    TABLES,
    Column("id", String, primary_key=True),
    Column("url", Text, nullable=False),
    Column("outcome", String, nullable=False),
    Column("cause", String, nullable=False),
    Column("attempted_at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("source", String, nullable=False),
    Column("run", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("message", Text, nullable=False),
    Column("warc", String, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Index("attempts_by_run", "run", "attempted_at"),
)

cleanings = Table(
    "cleanings",
    TABLES,
    Column("id", String, primary_key=True),  # of the conversion record
    Column("capture_id", String, nullable=False),  # the capture that holds the payload (an original, never a revisit)
    Column("cleaner", String, nullable=False),
    Column("url", Text, nullable=False),
    Column("url_key", Text, nullable=False),
    Column("cleaned_at", Moment, nullable=False),
    Column("digest", String),  # of the document; null where the cleaner could not read the payload
    Column("title", Text, nullable=False),
    Column("metadata", Text, nullable=False),  # JSON of Metadata.to_json()
    Column("error", Text, nullable=False),
    Column("warc", String, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Index("cleanings_by_capture", "capture_id", "cleaner", unique=True),
    Index("cleanings_by_key", "url_key", "cleaner"),
    Index("cleanings_by_place", "warc", "offset"),
)

readings = Table(  # which cleaner has read a page at all: a page that is gone has rows in `versions` for each of them
    "readings",
    TABLES,
    Column("url_key", Text, primary_key=True),
    Column("cleaner", String, primary_key=True),
)

runs = Table(
    "runs",
    TABLES,
    Column("id", String, primary_key=True),
    Column("source", String, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("verdict", String),
    Column("reason", String, nullable=False),
    Column("declaration", String, nullable=False),  # sources.digest
    Column("report", Text, nullable=False),  # JSON: counts, reasons, details
    Column("warc", String, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Index("runs_by_source", "source", "begun_at"),
)

sources = Table(
    "sources",
    TABLES,
    Column("digest", String, primary_key=True),  # of the declaration's text
    Column("source", String, nullable=False),
    Column("declaration", Text, nullable=False),
    Column("first_seen", Moment, nullable=False),
)

redactions = Table(
    "redactions",
    TABLES,
    Column("capture_id", String, primary_key=True),
    Column("redacted_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
)

audits = Table(  # the latest verification of each sealed file
    "audits",
    TABLES,
    Column("file", String, primary_key=True),
    Column("verified_at", Moment, nullable=False),
    Column("damages", Integer, nullable=False),
)

VERSIONS = """
select url_key, cleaner, digest, outcome, id as capture_id, cleaning_id, captured_at as first_seen,
       coalesce(lead(previous_at) over w, latest_at) as last_seen,
       coalesce(lead(number) over w, total + 1) - number as captures
from (
  select told.*, lag(digest) over w as previous_digest, lag(captured_at) over w as previous_at,
         row_number() over w as number,
         last_value(captured_at) over (w rows between unbounded preceding and unbounded following) as latest_at,
         count(*) over (w rows between unbounded preceding and unbounded following) as total
  from (
    select r.url_key, r.cleaner, c.id, c.captured_at, c.recorded_at, k.id as cleaning_id,
           case when c.outcome = 'gone' then 'gone' else 'ok' end as outcome,
           case when c.outcome = 'gone' then null else k.digest end as digest
    from readings r
    join captures c on c.url_key = r.url_key
    left join cleanings k on k.capture_id = c.original_id and k.cleaner = r.cleaner
    where (c.outcome = 'gone' and not exists (
             select 1 from runs u where u.id = c.run and (u.ended_at is null or u.verdict in ('failed', 'blocked')
               or (u.verdict = 'unexpected' and u.report not like '%"fault": "silent"%')))
           or (k.digest is not null and c.outcome in ('ok', 'unchanged', 'not-text'))){known}
  ) as told
  window w as (partition by url_key, cleaner order by captured_at, id)
) as compared
where number = 1 or digest is distinct from previous_digest
window w as (partition by url_key, cleaner order by captured_at, id)
"""
"""Versions of every page as each cleaner read it, both databases. `{known}` is empty in the view `versions`, or
` and c.recorded_at <= :known_on` where only what was known by then counts. A failed cleaning neither makes nor breaks a
version; `gone` (digest null) is a stretch of sound answers of absence, which `archive.history` weighs (a
run in which a column only brought no news is sound: its report says so); `not-text` counts where a machine read a picture. Both windows and the pages' keys are partition columns, so a condition on url_key
and cleaner is pushed down to the index."""
