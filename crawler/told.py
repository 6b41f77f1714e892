"""What an answer for programs says of itself: JSON and XML that hold no document but a failure in words."""

import json
import re
from collections.abc import Iterator, Mapping

from crawler import cuts
from crawler.messages import Judged, by_message, by_sentence, by_status

_CODES = ("code", "status", "errcode", "errorcode", "retcode", "resultcode", "ret", "statuscode", "state")
_WORDS = (
    "msg",
    "message",
    "error",
    "errmsg",
    "errormsg",
    "errormessage",
    "desc",
    "description",
    "info",
    "tip",
    "reason",
    "detail",
)
_CONTENT = ("data", "result", "rows", "list", "body", "content", "items", "records", "page", "obj")
_ERRORS = ("error", "errcode", "errmsg", "errorcode", "errormsg")
_NAMED = re.compile(
    r"(?:error|fail|forbidden|denied|unauthorized|not_?found|invalid|expired|exception|unavailable|not_?log)", re.I
)
"""A code that is a word."""
_SAYS_LITTLE = 40
_FEW = 10
"""A failure has no more fields than this."""

_LONGEST_STATUS = 999
"""Numbers above it are a service's own codes: of some the first three digits are a status, others say nothing by themselves."""
_WELL = re.compile(r"(?<![不未])成功|(?<!un)success|^ok$", re.IGNORECASE)
_ERROR_ROOT = re.compile(r"^\s*(?:<\?xml[^>]*>\s*)?<(?:\w+:)?Error\b[^>]*>(.*)</(?:\w+:)?Error\s*>\s*$", re.DOTALL)
"""An object store's own answer: `<Error><Code>NoSuchKey</Code>…` (S3 and those that speak as it does)."""
_STORE_CODE = re.compile(r"<Code>\s*(\w+)\s*</Code>")


def by_json(text: str) -> Judged | None:
    """Return what an answer in JSON says: nothing, or a failure in words; a list without entries is a list all the same."""
    try:
        said = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return Judged("truncated", "cut-body") if cuts.json_is_cut(text) else None
    if not said:
        return Judged("error", "empty") if not isinstance(said, list) else None
    if not isinstance(said, dict):
        return None
    fields = {str(name).lower().replace("_", ""): value for name, value in said.items()}
    if len(fields) > _FEW or any(value for value in fields.values() if isinstance(value, dict | list)):
        return None
    content = [fields[name] for name in _CONTENT if name in fields]
    if any(not isinstance(value, bool) and len(str(value or "")) > _SAYS_LITTLE for value in content):
        return None
    code, words = next(_numbers(fields), 0), " ".join(str(fields[name]) for name in _WORDS if fields.get(name))
    if 400 <= (status := int(str(code)[:3])) < 600:  # 40101 is a kind of 401
        told = by_message(words) if words else None
        if told is not None and told.cause != "site-message":
            return told
        return _of_page(by_status(status))
    if _is_failure(fields, code, words) and (words or code >= 400):
        return by_message(words)
    if any(value in (None, "", {}) for value in content):
        return by_sentence(words) or Judged("error", "empty")
    return None


def _is_failure(fields: Mapping[str, object], code: int, words: str) -> bool:
    """Whether an answer says that it failed, by a code that is a word, by a number, by a field for errors."""
    is_well = code in (0, 200) or (code > _LONGEST_STATUS and bool(str(code).startswith("200") or _WELL.search(words)))
    is_named = any(_NAMED.search(str(fields.get(name, ""))) for name in _CODES)
    return (
        is_named
        or not is_well
        or fields.get("success") is False
        or any(_is_error(fields.get(name)) for name in _ERRORS)
    )


def _numbers(fields: Mapping[str, object]) -> Iterator[int]:
    """The codes that an answer gives itself, in the order of how surely each is one."""
    for name in _CODES:
        value = str(fields.get(name, "")).strip()
        if re.fullmatch(r"-?\d{1,9}", value):
            yield int(value)


def _is_error(value: object) -> bool:
    """Whether the value of a field for an error is one."""
    return str(value or "").strip().lower() not in ("", "0", "ok", "success", "none", "false")


def _of_page(judged: Judged | None) -> Judged | None:
    return Judged("gone", "soft-404") if judged is not None and judged.outcome == "gone" else judged


def by_xml(text: str) -> Judged | None:
    """Return what an answer in XML says: that a store has no such file or gives it to nobody, or that it breaks off."""
    if found := _ERROR_ROOT.match(text):
        code = _STORE_CODE.search(found[1])
        name = code[1] if code else ""
        if name.startswith("NoSuch") or "NotFound" in name:
            return Judged("gone", "soft-404")
        return (
            Judged("blocked", "forbidden")
            if "Denied" in name
            else by_sentence(found[1]) or Judged("error", "server-error")
        )
    if not text.strip("\ufeff \t\r\n"):
        return Judged("error", "empty")
    return Judged("truncated", "cut-body") if cuts.markup_is_cut(text) else None
