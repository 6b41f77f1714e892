"""What is handed in, as WARC records: the one place that says which field of a record holds what (docs/format.md)."""

import json
import re
import uuid
from datetime import datetime
from typing import Any

from archive.records import Answer, Attempt, Capture, Headers, Run
from archive.warc import Record, instant
from cleaners.document import Document

RESPONSE = "application/http; msgtype=response"
REQUEST = "application/http; msgtype=request"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
NOT_IN_A_FIELD = re.compile(r"[\x00-\x20\x7f]")
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
NEW_LINES = re.compile(r"[\r\n]+")
RENDERED_FROM = "Fangzhi-Rendered-From"
IMPORTED_FROM = "Fangzhi-Imported-From"
INHERITED = ("Content-Type", "ETag", "Last-Modified")
"""Header fields that a 304 may leave out and that stay true of the page: kept as `Fangzhi-Original-…` of the revisit."""


def new_id() -> str:
    """Return a fresh record id."""
    return f"urn:uuid:{uuid.uuid4()}"


def address(url: str) -> str:
    """Return the address as it can stand in a field: blanks and control characters percent-encoded."""
    return NOT_IN_A_FIELD.sub(lambda found: f"%{ord(found[0]):02X}", url)


def one_line(value: str) -> str:
    """Return a text as it can stand in a field: every run of white space and control characters is one blank."""
    return " ".join(CONTROLS.sub(" ", value).split())


def field_of(headers: Headers, name: str) -> str:
    """Return the first value of a header field (names compare without case), "" if it is absent."""
    return next((one_line(value) for other, value in headers if other.lower() == name.lower()), "")


def answered(answer: Answer, identifier: str, original: Capture | None, payload_digest: str) -> Record:
    """Return an answer as a response record, or as a revisit of the capture that holds its payload.

    Args:
        payload_digest: of the answer's own payload, or of the one that it revisits.
    """
    revisited = original is not None
    fields = {
        "WARC-Type": "revisit" if revisited else "response",
        "WARC-Record-ID": f"<{identifier}>",
        "WARC-Target-URI": address(answer.url),
        "WARC-Date": instant(answer.captured_at),
        "WARC-IP-Address": answer.ip_address,
        "WARC-Protocol": answer.protocol,
        "WARC-Truncated": answer.truncated,
    }
    fields |= {} if original is None else _revisiting(answer, original)
    fields |= {
        "WARC-Payload-Digest": payload_digest,
        "Content-Type": RESPONSE,
        "Fangzhi-Recorded-At": instant(answer.recorded_at),
        "Fangzhi-Run": one_line(answer.run),
        "Fangzhi-Source": one_line(answer.source),
        "Fangzhi-Reason": answer.reason,
        "Fangzhi-Outcome": answer.outcome,
        "Fangzhi-Cause": one_line(answer.cause),
        "Fangzhi-Redirected-To": address(answer.redirected_to),
        "Fangzhi-Reconstructed": one_line(answer.reconstructed),
        IMPORTED_FROM: one_line(answer.imported_from),
        RENDERED_FROM: f"<{answer.rendered_from}>" if answer.rendered_from else "",
    }
    head = f"HTTP/1.1 {answer.status} {one_line(answer.status_text)}".rstrip() + "\r\n"
    return _record(fields, _head(head, answer.headers) + (b"" if revisited else answer.payload))


def _revisiting(answer: Answer, original: Capture) -> dict[str, str]:
    """The fields that lead a revisit to what it stands for, with the header fields that it inherits."""
    kept = (original.media_type, original.etag, original.last_modified)
    return {
        "WARC-Profile": NOT_MODIFIED if answer.status == 304 else IDENTICAL,
        "WARC-Refers-To": f"<{original.id}>",
        "WARC-Refers-To-Target-URI": original.url,
        "WARC-Refers-To-Date": instant(original.captured_at),
        "Fangzhi-Payload-Length": str(original.payload_length),
    } | {
        f"Fangzhi-Original-{name}": value
        for name, value in zip(INHERITED, kept, strict=True)
        if not field_of(answer.headers, name)
    }


def asked(answer: Answer, concurrent_to: str) -> Record:
    """Return the request that was answered, beside its response (WARC-Concurrent-To)."""
    scheme_and_host, slash, path = answer.url.partition("//")[2].partition("/")
    fields = {
        "WARC-Type": "request",
        "WARC-Record-ID": f"<{new_id()}>",
        "WARC-Target-URI": address(answer.url),
        "WARC-Date": instant(answer.captured_at),
        "WARC-Concurrent-To": f"<{concurrent_to}>",
        "Content-Type": REQUEST,
    }
    start = f"{answer.method} {slash or '/'}{address(path)} HTTP/1.1\r\n"
    named = any(name.lower() == "host" for name, _ in answer.request_headers)
    return _record(fields, _head(start, (*(() if named else (("Host", scheme_and_host),)), *answer.request_headers)))


def attempted(attempt: Attempt, identifier: str) -> Record:
    """Return an attempt that gave no answer as a metadata record."""
    fields = {
        "WARC-Type": "metadata",
        "WARC-Record-ID": f"<{identifier}>",
        "WARC-Target-URI": address(attempt.url),
        "WARC-Date": instant(attempt.attempted_at),
        "Content-Type": "application/json",
        "Fangzhi-Kind": "attempt",
        "Fangzhi-Recorded-At": instant(attempt.recorded_at),
        "Fangzhi-Run": one_line(attempt.run),
        "Fangzhi-Source": one_line(attempt.source),
        "Fangzhi-Reason": attempt.reason,
        "Fangzhi-Outcome": attempt.outcome,
        "Fangzhi-Cause": one_line(attempt.cause),
    }
    return _record(fields, _json({"message": attempt.message}))


def cleaned(
    capture: Capture, cleaner: str, document: Document | None, cleaned_at: datetime, identifier: str, error: str
) -> Record:
    """Return what a cleaner read in a capture (or why it could not) as a conversion record."""
    fields = {
        "WARC-Type": "conversion",
        "WARC-Record-ID": f"<{identifier}>",
        "WARC-Target-URI": capture.url,
        "WARC-Date": instant(cleaned_at),
        "WARC-Refers-To": f"<{capture.original_id}>",
        "Content-Type": "application/json",
        "Fangzhi-Cleaner": one_line(cleaner),
    }
    values = {"error": error or "no document"} if document is None else document.to_json()
    values.pop("text", None)  # made of the blocks, which hold every character of it
    return _record(fields, _json(values))


def begun(run: Run, reason: str, declaration: str) -> Record:
    """Return the beginning of a run, with the declaration of its source in force, as a metadata record."""
    values = {"source": run.source, "begun_at": instant(run.begun_at), "reason": reason, "declaration": declaration}
    return _noted("run-begun", run, run.begun_at, values)


def ended(run: Run, ended_at: datetime, reason: str, declaration: str) -> Record:
    """Return a run's report as a metadata record; it repeats what the beginning said, so either is enough."""
    values = {"source": run.source, "begun_at": instant(run.begun_at), "reason": reason, "declaration": declaration}
    report = {
        name: getattr(run, name)
        for name in ("verdict", "asked", "captured", "unchanged", "new_versions", "failed", "blocked", "details")
    } | {"reasons": list(run.reasons)}
    return _noted("run-ended", run, ended_at, values | {"ended_at": instant(ended_at), "report": report})


def opened(program: str, at: datetime) -> Record:
    """Return the warcinfo record that begins every file."""
    fields = {
        "WARC-Type": "warcinfo",
        "WARC-Record-ID": f"<{new_id()}>",
        "WARC-Date": instant(at),
        "Content-Type": "application/warc-fields",
    }
    lines = {"software": program, "format": "WARC File Format 1.1", "conformsTo": "docs/format.md of Fangzhi, format 1"}
    return _record(fields, "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode())


def _noted(kind: str, run: Run, at: datetime, values: dict[str, Any]) -> Record:
    fields = {
        "WARC-Type": "metadata",
        "WARC-Record-ID": f"<{new_id()}>",
        "WARC-Date": instant(at),
        "Content-Type": "application/json",
        "Fangzhi-Kind": kind,
        "Fangzhi-Run": run.id,
        "Fangzhi-Source": one_line(run.source),
    }
    return _record(fields, _json(values))


def _record(fields: dict[str, str], block: bytes) -> Record:
    return Record({name: value for name, value in fields.items() if value}, block)


def _json(values: dict[str, Any]) -> bytes:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _head(start: str, headers: Headers) -> bytes:
    """The start line and header fields as bytes. A body is kept without its chunks, so the field that names them is not
    kept under its own name: readers of WARC would look for chunks."""
    renamed = {"transfer-encoding": "X-Archive-Orig-Transfer-Encoding"}
    lines = (f"{renamed.get(name.lower(), name)}: {NEW_LINES.sub(' ', value)}\r\n" for name, value in headers)
    return b"".join(_encoded(line) for line in (start, *lines)) + b"\r\n"


def _encoded(line: str) -> bytes:
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode("utf-8", "surrogateescape")
