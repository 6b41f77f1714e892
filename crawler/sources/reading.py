"""TOML in, `Source` out: strict, and every refusal says file, key, value, rule and where the rule is explained."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from cleaners.errors import BadOptions
from cleaners.tree import check_selector
from crawler.errors import BadSource
from crawler.families import FAMILIES
from crawler.sources.declared import BODIES, STATUSES, Expect, Pace, Source

CLEANER_NAMES = ("auto", "discuz", "selected", "article")
SELECT_KEYS = ("body", "title", "date", "drop")
NEEDED = ("id", "title", "division", "body", "family", "seeds", "status")
FREE = (
    "hosts",
    "scope",
    "list",
    "detail",
    "examples",
    "cleaner",
    "select",
    "charset",
    "pace",
    "expect",
    "schedule",
    "seen",
    "robots",
    "cap",
    "tls",
    "browser",
)
KEYS = NEEDED + FREE

# The five fields of a crontab line, each a list of ranges with an optional step.
_CRON_BOUNDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_CRON_NAMES = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)\b")


class _Declaration:
    """One TOML file while it is read: takes keys out one by one, and refuses with the file's name."""

    def __init__(self, path: Path, shown: str, values: dict[str, Any]) -> None:
        self.path, self.shown, self.values = path, shown, values

    def refuse(self, key: str, what: str) -> NoReturn:
        anchor = key.partition(".")[0].partition("[")[0]
        raise BadSource(f"{self.shown}: {what} (docs/sources.md#{anchor})")

    def text(self, key: str, default: str = "") -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str):
            self.refuse(key, f"{key} is {value!r}; it must be a text in quotes")
        return value

    def one_of(self, key: str, allowed: tuple[str, ...], default: str = "") -> str:
        value = self.text(key, default)
        if value not in allowed:
            self.refuse(key, f"{key} is {value!r}{_nearest(value, allowed)}; it must be one of {', '.join(allowed)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            self.refuse(key, f'{key} is {value!r}; it must be a list of texts, like ["…", "…"]')
        return tuple(value)

    def addresses(self, key: str) -> tuple[str, ...]:
        values = self.texts(key)
        for value in values:
            parts = urlsplit(value)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                self.refuse(
                    key, f"{key} has {value!r}; it must be an absolute address, http:// or https:// with a host"
                )
        return values

    def pattern(self, key: str) -> str:
        value = self.text(key)
        try:
            re.compile(value)
        except re.error as error:
            self.refuse(key, f"{key} is {value!r}; it must be a regular expression, and this one has {error}")
        return value

    def number(self, key: str, value: object, *, least: int = 0) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            self.refuse(key, f"{key} is {value!r}; it must be a whole number, {least} or more")
        return value

    def table(self, key: str, allowed: tuple[str, ...]) -> dict[str, Any]:
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.refuse(key, f"{key} is {value!r}; it must be a table, like {key} = {{ {allowed[0]} = … }}")
        for name in value:
            if name not in allowed:
                self.refuse(key, f"{key}.{name} is not a key{_nearest(name, allowed)}; {key} has {', '.join(allowed)}")
        return value


def _nearest(word: str, words: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(word, words, 1, 0.5)
    return f" (did you mean {near[0]}?)" if near else ""


def read_source(path: Path, shown: str | None = None) -> Source:
    """Read one declaration.

    Args:
        shown: how error messages call the file; default the path as given.
    Raises:
        BadSource: not TOML (with the line), an unknown key (with the nearest known one), a value that breaks its rule.
    """
    shown = shown or str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadSource(f"{shown}: cannot be read: {error.strerror}; mend its permissions or take it away") from error
    except UnicodeDecodeError as error:
        raise BadSource(f"{shown}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    return read_declaration(text, shown, path)


def read_declaration(text: str, shown: str, path: Path = Path()) -> Source:
    """Read a declaration's text, as it stands in a file or as an archive kept it with a run; raises as `read_source`."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSource(f"{shown}: not TOML: {error}; mend that line (docs/sources.md#a-declaration)") from error
    return _source_of(_Declaration(path, shown, values), text)


def _source_of(declared: _Declaration, text: str) -> Source:
    _check_keys(declared)
    seeds = declared.addresses("seeds")
    if not seeds:
        declared.refuse("seeds", "seeds is empty; it must name at least one address to begin at")
    source = Source(
        id=_id(declared),
        title=declared.text("title"),
        division=_division(declared),
        body=declared.one_of("body", BODIES),  # type: ignore[arg-type]
        family=declared.one_of("family", tuple(FAMILIES)),
        seeds=seeds,
        hosts=_hosts(declared, seeds),
        scope=declared.addresses("scope"),
        list=declared.pattern("list"),
        detail=declared.pattern("detail"),
        cleaner=declared.one_of("cleaner", CLEANER_NAMES, "auto"),
        select=_select(declared),
        charset=_charset(declared),
        pace=_pace(declared),
        expect=_expect(declared),
        schedule=_schedule(declared),
        status=declared.one_of("status", STATUSES),  # type: ignore[arg-type]
        seen=_seen(declared),
        robots=declared.text("robots"),
        cap=declared.number("cap", declared.values["cap"], least=1) if "cap" in declared.values else None,
        tls=declared.one_of("tls", ("", "old")),
        browser=declared.one_of("browser", ("", "lists")),
        examples=declared.addresses("examples"),
        declaration=text,
        path=declared.path,
    )
    _check_together(declared, source)
    return source


def _check_keys(declared: _Declaration) -> None:
    for key in declared.values:
        if key not in KEYS:
            raise BadSource(
                f"{declared.shown}: {key} is not a key{_nearest(key, KEYS)}; the keys are listed in docs/sources.md#keys"
            )
    for key in NEEDED:
        if key not in declared.values:
            declared.refuse(key, f"{key} is missing; every declaration needs {', '.join(NEEDED)}")


def _id(declared: _Declaration) -> str:
    value = declared.text("id")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value):
        declared.refuse("id", f"id is {value!r}; it must be lower-case letters and digits joined by hyphens")
    return value


def _division(declared: _Declaration) -> str:
    value = declared.text("division")
    if not re.fullmatch(r"|[1-9]\d{5}", value):
        declared.refuse("division", f'division is {value!r}; it must be six digits of GB/T 2260, or "" for none')
    return value


def _hosts(declared: _Declaration, seeds: tuple[str, ...]) -> tuple[str, ...]:
    hosts = declared.texts("hosts") or tuple(dict.fromkeys(urlsplit(seed).netloc.lower() for seed in seeds))
    for host in hosts:
        if not re.fullmatch(r"[a-z0-9.-]+(?::\d+)?", host):
            declared.refuse("hosts", f"hosts has {host!r}; it must be a lower-case host name without scheme and path")
    return hosts


def _select(declared: _Declaration) -> Mapping[str, str | tuple[str, ...]]:
    selectors: dict[str, str | tuple[str, ...]] = {}
    for name, value in declared.table("select", SELECT_KEYS).items():
        if isinstance(value, str) and value:
            selectors[name] = value
        elif isinstance(value, list) and value and all(isinstance(one, str) and one for one in value):
            selectors[name] = tuple(value)
        else:
            declared.refuse("select", f"select.{name} is {value!r}; it must be a CSS selector or a list of them")
        for css in [value] if isinstance(value, str) else value:
            try:
                check_selector(css)
            except BadOptions as error:
                declared.refuse("select", f"select.{name}: {error}")
    return selectors


def _charset(declared: _Declaration) -> str:
    value = declared.text("charset")
    try:
        "".encode(value or "utf-8")
    except LookupError:
        declared.refuse("charset", f"charset is {value!r}; it must be an encoding that Python knows, like gb18030")
    return value


def _pace(declared: _Declaration) -> Pace:
    values = declared.table("pace", ("group", "delay_s"))
    group, delay_s = values.get("group", ""), values.get("delay_s", Pace().delay_s)
    if not isinstance(group, str):
        declared.refuse("pace", f"pace.group is {group!r}; it must be a text in quotes")
    if not isinstance(delay_s, int | float) or isinstance(delay_s, bool) or not 0 <= delay_s < 86_400:
        declared.refuse("pace", f"pace.delay_s is {delay_s!r}; it must be 0 or more")
    return Pace(group, float(delay_s))


def _expect(declared: _Declaration) -> Expect:
    values = declared.table("expect", ("pages_min", "pages_max", "gone_max"))
    expect = Expect(**{name: declared.number(f"expect.{name}", value) for name, value in values.items()})
    if expect.pages_min is not None and expect.pages_max is not None and expect.pages_min > expect.pages_max:
        declared.refuse(
            "expect", f"expect.pages_min is {expect.pages_min}; it must not exceed pages_max ({expect.pages_max})"
        )
    return expect


def _schedule(declared: _Declaration) -> str:
    value = declared.text("schedule")
    if value and not _is_cron(value):
        declared.refuse("schedule", f'schedule is {value!r}; it must be five crontab fields, like "0 2 * * *"')
    return value


def _is_cron(value: str) -> bool:
    fields = _CRON_NAMES.sub("1", value).split()
    return len(fields) == 5 and all(map(_is_cron_field, fields, _CRON_BOUNDS))


def _is_cron_field(text: str, bounds: tuple[int, int]) -> bool:
    low, high = bounds
    for part in text.split(","):
        found = re.fullmatch(r"(?:\*|(\d+)(?:-(\d+))?)(?:/([1-9]\d*))?", part)
        numbers = [int(n) for n in found.groups()[:2] if n] if found else [-1]
        if not all(low <= number <= high for number in numbers) or numbers != sorted(numbers):
            return False
    return True


def _seen(declared: _Declaration) -> date | None:
    value = declared.values.get("seen")
    if value is not None and type(value) is not date:
        declared.refuse("seen", f"seen is {value!r}; it must be a bare date, like 2026-11-22")
    return value


def _check_together(declared: _Declaration, source: Source) -> None:
    """Rules over more than one key: what `links` needs, seeds and examples inside hosts and scope, examples as documents."""
    if source.family == "links" and not (source.list and source.detail):
        declared.refuse("family", "family is links; it must come with list and detail, as that family knows no forms")
    for key in ("scope", "seeds", "examples"):
        for url in getattr(source, key):
            if not source.covers(url):
                allowed = " ".join((*source.hosts, *source.scope))
                declared.refuse(key, f"{key} has {url!r}; it must lie inside hosts and scope ({allowed})")
    for url in source.examples:
        if FAMILIES[source.family].classify(url, source) != "detail":
            whose = "detail" if source.detail else f"the family {source.family}"
            declared.refuse(
                "examples", f"examples has {url!r}; it must be a page to keep, and {whose} does not take it for one"
            )
