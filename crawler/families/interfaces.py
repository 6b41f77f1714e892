"""Data interfaces that fill lists in a browser: their addresses, and those that want a POST (Epoint's `getgovinfolist`).

Seen in public readers of such sites, November 2026: the page has `categorynum` in its address, `/js/webBuilderCommon.js` the site's
`siteInfo` (siteGuid, projectName); JSON goes in, `custom.data` with title, infourl, infodate and `custom.total` come out, counted from 0.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from crawler.families.numbers import number_in

POST_MARK = "__wb_method"
"""Query parameter that says of an address that its other parameters are posted, as indexes of web archives write it (pywb, warcio)."""

_INTERFACE = re.compile(r"/jpage/dataproxy\.jsp|/gkmlpt/api/|/lightfrontaction/|/webBuilderCommon\.js", re.IGNORECASE)
_GUID = re.compile(r"siteGuid[\"']?\s*[:=]\s*[\"']([0-9a-fA-F-]{36})[\"']")
_PROJECT = re.compile(r"projectName[\"']?\s*[:=]\s*[\"'](/?[\w-]+)/?[\"']")
_SCRIPT = re.compile(r"<script[^>]+src\s*=\s*[\"']([^\"']*webBuilderCommon\.js)[^\"']*[\"']", re.IGNORECASE)
_PAGE_SIZE = 20


def is_interface(url: str) -> bool:
    """Whether an address is one that a list's script asks: its rows are those of the page with the script."""
    return bool(_INTERFACE.search(url))


def posted(url: str) -> tuple[str, bytes] | None:
    """Return address and JSON body of what an address with `__wb_method=POST` stands for; None for every other address."""
    if POST_MARK not in url:
        return None
    parts = urlsplit(url)
    fields = dict(parse_qsl(parts.query, keep_blank_values=True))
    if fields.pop(POST_MARK, "").upper() != "POST":
        return None
    values = {name: int(v) if name in ("pageIndex", "pageSize") and v.isdecimal() else v for name, v in fields.items()}
    return parts._replace(query="").geturl(), json.dumps(values, ensure_ascii=False).encode()


def as_posted(url: str, values: Mapping[str, object]) -> str:
    """Return the address that stands for posting some values to another: the other way round than `posted`."""
    return f"{url}?{urlencode({POST_MARK: 'POST', **values})}"


def epoint_pages(url: str, base: str, text: str) -> Iterator[str]:
    """Yield what an Epoint list asks next: of its page the script with the site's number, then the interface, page after page."""
    fields = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    if "/lightfrontaction/" in url:
        at, size = number_in(fields.get("pageIndex", "")), number_in(fields.get("pageSize", ""), _PAGE_SIZE)
        rows, total = epoint_answer(text)
        given = len(rows)
        if not at and 0 < given < min(size, total):
            size = given  # some servers give fewer a page than they are asked for
        if given and (at + 1) * size < total:
            kept = {name: value for name, value in fields.items() if name != POST_MARK}
            yield as_posted(url.partition("?")[0], {**kept, "pageIndex": at + 1, "pageSize": size})
    elif fields.get("categorynum"):
        column = {"deptcode": fields.get("deptcode", ""), "categorynum": fields["categorynum"]}
        if guid := _GUID.search(text):
            project = _PROJECT.search(text)
            folder = "/" + (project.group(1).strip("/") if project else "EWB-FRONT")
            asked = {**column, "pageIndex": 0, "pageSize": _PAGE_SIZE, "siteGuid": guid.group(1)}
            yield as_posted(urljoin(base, f"{folder}/rest/lightfrontaction/getgovinfolist"), asked)
        elif script := _SCRIPT.search(text):
            yield f"{urljoin(base, script.group(1))}?{urlencode(column)}"


def epoint_answer(text: str) -> tuple[list[dict[str, Any]], int]:
    """Return rows and total of an interface's answer (`custom` may be one more JSON text); none and 0 for anything else."""
    try:
        custom = json.loads(text).get("custom")
        custom = json.loads(custom) if isinstance(custom, str) else custom
        rows, total = custom.get("data"), number_in(str(custom.get("total", "")))
    except (ValueError, AttributeError, RecursionError):
        return [], 0
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else [], total
