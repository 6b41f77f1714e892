"""Answers and documents of an invented district, as the tests of this room hand them in."""

from datetime import UTC, datetime
from typing import Any

from archive import Answer
from cleaners.document import Block, Document, Metadata, digest_of

NIGHT = datetime(2026, 11, 24, 18, tzinfo=UTC)
URL = "http://www.linjiang.example/zfxxgk/gzbg/2026.html"
PAGE = "<html><head><title>临江区政府工作报告</title></head><body><p>新增就业岗位三千个。</p></body></html>".encode()


def answer(payload: bytes = PAGE, **changed: Any) -> Answer:
    values: dict[str, Any] = {
        "url": URL,
        "status": 200,
        "status_text": "OK",
        "headers": (("Content-Type", "text/html; charset=utf-8"), ("ETag", '"a1"')),
        "payload": payload,
        "captured_at": NIGHT,
        "recorded_at": changed.get("captured_at", NIGHT),
        "source": "linjiang",
        "run": "",
        "outcome": "ok",
        "request_headers": (("User-Agent", "fangzhi"),),
    }
    return Answer(**(values | changed))


def document(
    text: str = "新增就业岗位三千个。", title: str = "临江区政府工作报告", url: str = URL, cleaner: str = "auto@1"
) -> Document:
    blocks = (Block("heading", title, 1), Block("paragraph", text))
    return Document(url, title, blocks, Metadata(), cleaner=cleaner, digest=digest_of(title, [title, text]))
