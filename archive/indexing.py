"""Rows of the catalog, made of records alone: keeping, recovery and rebuild all index by this one module."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table, text
from sqlalchemy.dialects import sqlite

from archive import joining, search_index
from archive.catalog import (
    attempts,
    audits,
    captures,
    cleanings,
    microseconds,
    readings,
    redactions,
    runs,
    segments,
    sources,
)
from archive.compose import INHERITED, field_of
from archive.errors import BadAddress
from archive.reading import head_of, payload_of
from archive.records import Capture
from archive.urls import url_key
from archive.warc import Place, Record, bare, digest
from cleaners.document import Document, Metadata

Row = dict[str, Any]


@dataclass(slots=True)
class Rows:
    """Rows to insert, by table, and of the pages that call themselves part of something key, address and what they say.

    `strange` names the records that could not be understood, and why; `count` is of every record taken in.
    """

    by_table: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    parts: list[tuple[str, str, Metadata]] = field(default_factory=list)
    strange: list[tuple[str, str]] = field(default_factory=list)
    count: int = 0

    def add(self, record: Record, place: Place, document: Document | None = None) -> None:
        """Take in one record (a request or a warcinfo has no row). `document` saves reading it again out of the block.

        A record that lacks the fields of docs/format.md (another program's, put here by hand) has no row either.
        """
        self.count += 1
        try:
            self._add(record, place, document)
        except (KeyError, IndexError, ValueError) as error:
            self.strange.append((record.id, f"{type(error).__name__}: {error}"))

    def _add(self, record: Record, place: Place, document: Document | None) -> None:
        if record.kind in {"response", "revisit"}:
            self.by_table["captures"].append(capture_row(record, place))
        elif record.kind == "conversion":
            self._add_cleaning(record, place, document)
        elif record.kind == "metadata":
            add = _NOTED.get(record.fields.get("Fangzhi-Kind", ""))
            if add:
                add(self, record, place)

    def _add_cleaning(self, record: Record, place: Place, document: Document | None) -> None:
        read, error = _read(record, document)
        url = record.fields["WARC-Target-URI"]
        key = key_of(url)
        row = {
            "id": record.id,
            "capture_id": bare(record.fields["WARC-Refers-To"]),
            "cleaner": record.fields["Fangzhi-Cleaner"],
            "url": url,
            "url_key": key,
            "cleaned_at": time_of(record),
            "digest": read["digest"] if read else None,
            "title": storable(read["title"]) if read else "",
            "metadata": storable(json.dumps(read["metadata"], ensure_ascii=False)) if read else "{}",
            "error": error,
        } | _placed(place)
        self.by_table["cleanings"].append(row)
        if read:
            self.by_table["readings"].append({"url_key": key, "cleaner": row["cleaner"]})
            if any(read["metadata"].get(name) for name in ("part_of", "part", "parts")):
                self.parts.append((key, read["url"], Metadata.from_json(read["metadata"])))


def _read(record: Record, document: Document | None) -> tuple[dict[str, Any] | None, str]:
    """What a catalog notes of the document of a conversion record, and the error of one that has none.

    The document itself is not made again: a rebuild reads a million of them.
    """
    if document is not None:
        said = document.metadata.to_json()
        return {"url": document.url, "title": document.title, "digest": document.digest, "metadata": said}, ""
    values: dict[str, Any] = json.loads(record.block)
    if error := storable(values.get("error", "")):
        return None, error
    if not isinstance(values["blocks"], list) or not isinstance(values["metadata"], dict):
        raise ValueError("no document")
    return values, ""


@lru_cache(1 << 15)
def key_of(url: str) -> str:
    """Return the url_key, or the address itself where no key can be made of it: what came is kept all the same."""
    try:
        return url_key(url)
    except BadAddress:
        return url


def storable(value: str) -> str:
    """Return a text as a database takes it: lone surrogates and NUL (PostgreSQL refuses it) become `?` and U+FFFD."""
    return value.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def time_of(record: Record, name: str = "WARC-Date") -> datetime:
    """Return a time field of a record."""
    return datetime.fromisoformat(record.fields[name])


def capture_row(record: Record, place: Place) -> Row:
    """Return the row of a response or revisit record; its keys are the fields of `Capture`."""
    fields = record.fields
    line, headers = head_of(record)
    kept = {name: field_of(headers, name) or fields.get(f"Fangzhi-Original-{name}", "") for name in INHERITED}
    revisited = record.kind == "revisit"
    # a revisit and a redacted response say how long the body is, or was, that they are without
    length = int(fields.get("Fangzhi-Payload-Length") or fields.get("Fangzhi-Redacted") or len(payload_of(record)))
    return {
        "id": record.id,
        "url": fields["WARC-Target-URI"],
        "url_key": key_of(fields["WARC-Target-URI"]),
        "captured_at": time_of(record),
        "recorded_at": time_of(record, "Fangzhi-Recorded-At"),
        "status": int(line.split(" ")[1]),
        "media_type": kept["Content-Type"],
        "payload_digest": fields.get("Fangzhi-Payload-Digest") or fields["WARC-Payload-Digest"],
        "payload_length": length,
        "source": fields.get("Fangzhi-Source", ""),
        "run": fields.get("Fangzhi-Run", ""),
        "outcome": fields["Fangzhi-Outcome"],
        "cause": fields.get("Fangzhi-Cause", ""),
        "reason": fields["Fangzhi-Reason"],
        "original_id": bare(fields["WARC-Refers-To"]) if revisited else record.id,
        "etag": kept["ETag"],
        "last_modified": kept["Last-Modified"],
        "redirected_to": fields.get("Fangzhi-Redirected-To", ""),
    } | _placed(place)


def capture_of(row: Row) -> Capture:
    """Return a row of the table `captures` as a Capture."""
    return Capture(**row)


def _placed(place: Place) -> Row:
    return {"warc": place.warc, "offset": place.offset, "length": place.length}


def _add_attempt(rows: Rows, record: Record, place: Place) -> None:
    fields = record.fields
    row = {
        "id": record.id,
        "url": fields["WARC-Target-URI"],
        "outcome": fields["Fangzhi-Outcome"],
        "cause": fields.get("Fangzhi-Cause", ""),
        "attempted_at": time_of(record),
        "recorded_at": time_of(record, "Fangzhi-Recorded-At"),
        "source": fields.get("Fangzhi-Source", ""),
        "run": fields.get("Fangzhi-Run", ""),
        "reason": fields["Fangzhi-Reason"],
        "message": storable(json.loads(record.block)["message"]),
    }
    rows.by_table["attempts"].append(row | _placed(place))


def _add_run(rows: Rows, record: Record, place: Place) -> None:
    said = json.loads(record.block)
    report = said.get("report")
    declaration = digest(said["declaration"].encode("utf-8", "surrogatepass"))
    begun_at = datetime.fromisoformat(said["begun_at"])
    row = {
        "id": record.fields["Fangzhi-Run"],
        "source": said["source"],
        "begun_at": begun_at,
        "ended_at": datetime.fromisoformat(said["ended_at"]) if report else None,
        "verdict": report["verdict"] if report else None,
        "reason": said["reason"],
        "declaration": declaration,
        "report": storable(json.dumps(report or {}, ensure_ascii=False, sort_keys=True)),
    }
    rows.by_table["runs_ended" if report else "runs_begun"].append(row | _placed(place))
    rows.by_table["sources"].append(
        {
            "digest": declaration,
            "source": said["source"],
            "declaration": storable(said["declaration"]),
            "first_seen": begun_at,
        }
    )


def _add_redaction(rows: Rows, record: Record, _place: Place) -> None:
    said = json.loads(record.block)
    rows.by_table["redactions"].append(
        {"capture_id": said["capture"], "redacted_at": time_of(record), "reason": said["reason"]}
    )


def _add_audit(rows: Rows, record: Record, _place: Place) -> None:
    said = json.loads(record.block)
    rows.by_table["audits"] += [
        {"file": file["file"], "verified_at": time_of(record), "damages": file["damages"]} for file in said["files"]
    ]


_NOTED = {
    "attempt": _add_attempt,
    "run-begun": _add_run,
    "run-ended": _add_run,
    "redaction": _add_redaction,
    "audit": _add_audit,
}


def _insert(table: Table, otherwise: str = "do nothing") -> str:
    """The statement that inserts a row, the same on both databases; what is there already stays (or `otherwise`)."""
    quote = sqlite.dialect().identifier_preparer.quote  # both databases quote alike
    names = ", ".join(quote(column.name) for column in table.columns)
    values = ", ".join(f":{column.name}" for column in table.columns)
    return f"insert into {table.name} ({names}) values ({values}) on conflict {otherwise}"


_REPORTED = ", ".join(f"{name} = excluded.{name}" for name in ("ended_at", "verdict", "report", "warc", "length")) + (
    ', "offset" = excluded."offset"'
)
_EARLIER = "first_seen = case when excluded.first_seen < sources.first_seen then excluded.first_seen else sources.first_seen end"
_LATER = ", ".join(
    f"{name} = case when excluded.verified_at >= audits.verified_at then excluded.{name} else audits.{name} end"
    for name in ("damages", "verified_at")
)
STATEMENTS = {
    "captures": _insert(captures),
    "attempts": _insert(attempts),
    "cleanings": _insert(cleanings),
    "readings": _insert(readings),
    "redactions": _insert(redactions),
    "runs_begun": _insert(runs),
    "runs_ended": _insert(runs, f"(id) do update set {_REPORTED}"),
    "audits": _insert(audits, f"(file) do update set {_LATER}"),
    "sources": _insert(sources, f"(digest) do update set {_EARLIER}"),
}
"""Every row goes in by a statement that may be repeated, so a record that is indexed twice is there once."""


def insert(connection: Connection, rows: Rows) -> None:
    """Insert the rows in the caller's transaction, and queue for the search index the pages whose versions may change.

    A fresh response changes no version until it is read, so it queues nothing (`search_index.refresh` does the rest).
    """
    for name, statement in STATEMENTS.items():
        if rows.by_table.get(name):
            connection.execute(text(statement), [_plain(row) for row in rows.by_table[name]])
    joining.note(connection, rows.parts)
    seen = [row for row in rows.by_table["captures"] if row["original_id"] != row["id"] or row["outcome"] == "gone"]
    touched = {row["url_key"] for row in (*seen, *rows.by_table["cleanings"])}
    search_index.touch(connection, touched, [row["id"] for row in rows.by_table["runs_ended"]])


def note_segment(connection: Connection, name: str, indexed_bytes: int) -> None:
    """Note up to which offset a file is indexed."""
    connection.execute(
        text(_insert(segments, "(name) do update set indexed_bytes = excluded.indexed_bytes")),
        {"name": name, "indexed_bytes": indexed_bytes},
    )


def _plain(row: Row) -> Row:
    return {name: microseconds(value) if isinstance(value, datetime) else value for name, value in row.items()}
