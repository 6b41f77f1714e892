"""The archive's nouns: what is handed in, what is kept, and what is told of it. Frozen and light; times UTC and aware."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from archive.moments import rfc3339
from cleaners.document import Document

Headers = tuple[tuple[str, str], ...]
"""Header fields in the order received, repeats kept; names as the crawler hands them on (see docs/format.md)."""

Outcome = Literal["ok", "unchanged", "redirect", "gone", "blocked", "error", "truncated", "not-text"]
Reason = Literal["schedule", "manual", "import"]
RECONSTRUCTED = "protocol reason names order"
"""What is made again of a head of which a client hands on no more than a status and its fields by name: the status line's protocol
and reason phrase, the case of field names, and the order of fields of different names (repeats of one name keep theirs)."""
Verdict = Literal["complete", "partial", "blocked", "quiet", "unexpected", "failed"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer on its way into the archive.

    Attributes:
        payload: the body as sent (Content-Encoding kept), empty for 304.
        captured_at: when it was received; recorded_at: when it is being written (later for imports).
        cause: the finer class of an outcome, e.g. `challenge`, `login-required`, `soft-404`; empty for ok.
        revisit_of: for 304, the id of the capture whose payload is still current; the archive finds identical
            payloads by itself.
        truncated: `length`, `time` or `disconnect` when the body was cut (WARC-Truncated), else empty.
        redirected_to: absolute address of a redirect's target, else empty.
        protocol: what secured the connection, as `tls/1.0`; empty for plain http and where that is not known.
        rendered_from: of a page as a browser made it, the id of the capture that it was made from: then it is no answer of the site.
        imported_from: of an import, where it was taken from: a WARC file's name, offset and record, or a memento's address.
        reconstructed: what of status line and header fields is not as it was received but made again, in words divided by
            blanks (see RECONSTRUCTED); empty where all is as received.
    """

    url: str
    status: int
    status_text: str
    headers: Headers
    payload: bytes
    captured_at: datetime
    recorded_at: datetime
    source: str
    run: str
    outcome: Outcome
    reason: Reason = "schedule"
    cause: str = ""
    method: str = "GET"
    request_headers: Headers = ()
    revisit_of: str = ""
    truncated: str = ""
    redirected_to: str = ""
    ip_address: str = ""
    protocol: str = ""
    imported_from: str = ""
    reconstructed: str = ""
    rendered_from: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An address that was asked and gave no HTTP answer at all: DNS, TLS, timeout, refused by robots.txt."""

    url: str
    outcome: Outcome
    cause: str
    attempted_at: datetime
    recorded_at: datetime
    source: str
    run: str
    reason: Reason = "schedule"
    message: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """One HTTP answer as it was kept.

    `id` is the WARC-Record-ID (`<urn:uuid:…>` without the brackets); `payload_digest` is `sha256:` and hex digits, of
    the body as sent; `warc`, `offset` and `length` find its record (`warc` relative to the archive's folder, without
    `.open`); `original_id` is the capture that holds the payload: itself, or the one that a revisit refers to.
    """

    id: str
    url: str
    url_key: str
    captured_at: datetime
    recorded_at: datetime
    status: int
    media_type: str
    payload_digest: str
    payload_length: int
    source: str
    run: str
    outcome: Outcome
    cause: str
    reason: Reason
    original_id: str
    warc: str
    offset: int
    length: int
    etag: str = ""
    last_modified: str = ""
    redirected_to: str = ""

    @property
    def is_revisit(self) -> bool:
        """Whether the payload is held by an earlier capture."""
        return self.original_id != self.id


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl of one source. `ended_at` and `verdict` are None while it goes on, or when it was killed.

    `reason` is `manual` for a page fetched by hand, `import` for what others captured: such a run is no night's crawl of its source.
    """

    id: str
    source: str
    begun_at: datetime
    ended_at: datetime | None = None
    verdict: Verdict | None = None
    asked: int = 0
    captured: int = 0
    unchanged: int = 0
    new_versions: int = 0
    failed: int = 0
    blocked: int = 0
    reasons: tuple[str, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)
    reason: Reason = "schedule"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the pages that a document over several addresses is joined of, in its reading of that time.

    `number` counts from 1; `first_block` and `blocks` say which of the whole's blocks are this part's; `dropped` is a part that
    only repeats the part before it (then `blocks` is 0).
    """

    number: int
    url: str
    capture_id: str
    cleaning_id: str
    digest: str
    first_block: int = 0
    blocks: int = 0
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """A stretch of time in which one cleaner read the page the same.

    `outcome` is `ok`, or `gone` for a row that ends a version on evidence of absence (then `document` is None and
    `digest` empty). `absent_at` are the instants at which the site said that there is no such page while nothing confirmed it. `captures` counts the observations, revisits included; of a document over several addresses, the rounds
    in which any of its parts was observed. `parts` are those addresses' pages, in order; empty for a page that is alone.
    """

    url: str
    first_seen: datetime
    last_seen: datetime
    captures: int
    title: str
    digest: str
    cleaner: str
    outcome: Outcome
    document: Document | None = None
    capture_id: str = ""
    cleaning_id: str = ""
    source: str = ""
    parts: tuple[Part, ...] = ()
    absent_at: tuple[datetime, ...] = ()

    @property
    def is_in_doubt(self) -> bool:
        """Whether the page was not there when it was last asked for, which no other day has confirmed."""
        return bool(self.absent_at) and self.absent_at[-1] > self.last_seen

    def to_json(self) -> dict[str, Any]:
        """Return the version with the keys of `fangzhi history --json`; the digest of a page that is gone is null."""
        told: dict[str, Any] = {
            "url": self.url,
            "first_seen": rfc3339(self.first_seen),
            "last_seen": rfc3339(self.last_seen),
            "captures": self.captures,
            "title": self.title,
            "digest": self.digest or None,
            "cleaner": self.cleaner,
            "outcome": self.outcome,
            "capture": self.capture_id,
            "source": self.source,
        }
        if self.absent_at:
            told["absent_at"] = [rfc3339(at) for at in self.absent_at]
        if self.parts:
            told["parts"] = [{"part": part.number, "url": part.url, "capture": part.capture_id} for part in self.parts]
        return told
