"""The door to pyarrow: rows of the corpus as Parquet, typed, in groups, the same bytes for the same rows.

The columns are the keys of a JSON row. Times are microseconds in UTC, a page's own dates are dates, `posted` keeps its offset
and so is text.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

GROUP = 500
"""Rows a group: of reports of 15,000 characters about 50 MB in memory while it is written."""
_NUMBERS = ("session", "sitting", "year", "part", "parts")
_DAYS = ("published", "delivered")
_WORDS = (
    *("posted", "meeting", "speaker", "office", "organ", "source", "author", "number", "index_number", "kind"),
    *("period", "division", "part_of"),
)


def write_parquet(rows: Iterable[dict[str, Any]], path: Path) -> int:
    """Write rows of the corpus (`export.row_of`) in their order; returns how many there were.

    The file names pyarrow's version, so the same rows give the same bytes under the same pyarrow.
    """
    import pyarrow as pa
    from pyarrow import parquet

    schema, count = _schema(pa), 0
    with parquet.ParquetWriter(path, schema, compression="zstd", compression_level=3, store_schema=False) as writer:
        for group in _groups(_typed(row) for row in rows):
            writer.write_table(pa.Table.from_pylist(group, schema=schema), row_group_size=GROUP)
            count += len(group)
    return count


def _groups(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while group := list(islice(rows, GROUP)):
        yield group


def _schema(pa: Any) -> Any:
    """The columns."""
    text, number = pa.string(), pa.int32()
    moment = pa.timestamp("us", tz="UTC")

    def listed(**fields: Any) -> Any:
        return pa.list_(pa.struct(list(fields.items())))

    metadata = [(name, pa.date32()) for name in _DAYS] + [(name, text) for name in _WORDS]
    metadata += [(name, number) for name in _NUMBERS] + [("origins", pa.map_(text, text))]
    return pa.schema(
        {
            **{"url": text, "title": text, "text": text, "source": text, "first_seen": moment, "last_seen": moment},
            **{
                "captures": number,
                "absent_at": pa.list_(moment),
                "digest": text,
                "cleaner": text,
                "machine_read": pa.bool_(),
                "metadata": pa.struct(metadata),
            },
            "blocks": listed(kind=text, level=number, text=text),
            "attachments": listed(url=text, name=text),
            "images": listed(url=text, name=text),
            "warnings": listed(code=text, message=text),
            "evidence": listed(
                part=number,
                url=text,
                capture=text,
                captured_at=moment,
                payload_digest=text,
                warc=text,
                offset=pa.int64(),
                length=pa.int64(),
            ),
        }
    )


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its times as times and its days as days."""
    said = row["metadata"]
    days = {name: date.fromisoformat(said[name]) if said[name] else None for name in _DAYS}
    metadata = said | days | {"origins": sorted(said["origins"].items())}
    evidence = [one | {"captured_at": datetime.fromisoformat(one["captured_at"])} for one in row["evidence"]]
    times: dict[str, Any] = {name: datetime.fromisoformat(row[name]) for name in ("first_seen", "last_seen")}
    times["absent_at"] = [datetime.fromisoformat(at) for at in row["absent_at"]]
    typed: dict[str, Any] = _storable(row | times | {"metadata": metadata, "evidence": evidence})
    return typed


def _storable(value: Any) -> Any:
    """A value with every lone surrogate, which Parquet cannot hold, replaced by U+FFFD."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {name: _storable(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_storable(inner) for inner in value]
    if isinstance(value, tuple):  # a pair of a map
        return tuple(_storable(inner) for inner in value)
    return value
