"""Dates and times as Chinese pages write them, in every form that was seen on real sites.

`2024-07-29` · `2024年7月29日` · `2013.01.20` · `2017/1/25 16:08:48` · `2023-5-23 17:06:50` (not padded) · `二〇二四年一月九日` ·
full-width digits · blanks between · `2023-08-19 10∶08` · `May 6, 2023`; and Discuz' relative forms `刚刚`, `5 分钟前`, `半小时前`, `昨天 21:19`,
`前天 8:03`, `3 天前`, which mean something only beside the time of the capture. A year is never guessed: `5月29日上午` is no date.
Source of the relative forms: `dgmdate()` and `lang_core` of Discuz! X2.5 to X3.5 (read 2026-11).
"""

import re
from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
"""The clock of every page here (no summer time since 1991)."""

_NARROW = {ord("０") + n: str(n) for n in range(10)} | {ord(c): ":" for c in "：∶︰"} | {ord(c): "-" for c in "－—–‐―"}
_NARROW |= {ord("．"): ".", ord("／"): "/"} | {ord(c): " " for c in "\u00a0\u3000\u2002\u2003\t\r\n"}
_HANZI = "〇零○Ｏ一二三四五六七八九十"
_DIGIT = dict.fromkeys("〇零○Ｏ", "0") | {c: str(n) for n, c in enumerate("一二三四五六七八九", 1)}

_DATE = re.compile(
    r"(?<![\d.])((?:19|20)\d\d) ?([-/.年]) ?(1[0-2]|0?[1-9]) ?([-/.月]) ?(3[01]|[12]\d|0?[1-9])(?: ?日(?!\d)|(?![\d.])|(?=\d\d:\d\d))"
)
_CLOCK = re.compile(
    r"^[ T日]{0,4}(?:星期[一二三四五六日天] *)?(2[0-3]|[01]?\d) ?[:时] ?([0-5]\d)(?: ?[:分] ?([0-5]\d))?"
)
_HANZI_DATE = re.compile(rf"([一二][{_HANZI}]{{3}}) ?年 ?([{_HANZI}]{{1,3}}) ?月 ?([{_HANZI}]{{1,3}}) ?日")
_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = {name[:3]: number for number, name in enumerate(_MONTH_NAMES.split(), 1)}
_MONTH = rf"({'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in _MONTH_NAMES.split())}|sept)\.?"
_ENGLISH_DATE = re.compile(
    rf"\b{_MONTH} (3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b|\b(3[01]|[12]\d|0?[1-9]) {_MONTH},? ((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_MAY_BE_DATE = re.compile(r"\d|年")
_AGO = re.compile(r"(\d{1,3}) ?(天|小[时時]|分[钟鐘]|秒)前")
_HALF_AN_HOUR, _NOW = re.compile("半小[时時]前"), re.compile("刚刚|剛剛")
_YESTERDAY = re.compile(r"(昨天|前天) ?(2[0-3]|[01]?\d):([0-5]\d)")
_UNIT = {"天": "days", "小": "hours", "分": "minutes", "秒": "seconds"}


def hanzi_number(text: str) -> int | None:
    """Return the number below 1000 that Chinese or Arabic digits spell (`二十`, `十七`, `一百零二`, `20`), else None."""
    text = text.strip().translate(_NARROW)
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 3 else None
    total = unit = 0
    for character in text:
        if character == "百":
            total, unit = total + (unit or 1) * 100, 0
        elif character == "十":
            total, unit = total + (unit or 1) * 10, 0
        elif character in _DIGIT:
            unit = int(_DIGIT[character])
        else:
            return None
    return total + unit if text else None


def find_date(text: str) -> date | None:
    """Return the first full date (with its year) in a text, or None; impossible days are no dates."""
    found = find_time(text)
    return found.date() if found else None


def find_time(text: str) -> datetime | None:
    """Return the first full date in a text with the time of day behind it, at +08:00; midnight where it gives none.

    Midnight is also what systems print for "unknown" (`2018-01-16 00:00`), so 00:00 says nothing about the hour.
    """
    if not _MAY_BE_DATE.search(text):
        return None
    narrow = text.translate(_NARROW)
    for match in _DATE.finditer(narrow):
        if (match[2] in "-/.") and match[4] != match[2]:
            continue
        clock = _CLOCK.match(narrow[match.end() :])
        hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
        try:
            return datetime(int(match[1]), int(match[3]), int(match[5]), hour, minute, second, tzinfo=CHINA)
        except ValueError:
            continue
    return _hanzi_time(narrow) or _english_time(narrow)


def _hanzi_time(text: str) -> datetime | None:
    """`二〇二四年一月九日`, as documents are signed."""
    match = _HANZI_DATE.search(text)
    if not match:
        return None
    year = "".join(_DIGIT.get(character, "x") for character in match[1])
    month, day = hanzi_number(match[2]), hanzi_number(match[3])
    if "x" in year or not month or not day:
        return None
    try:
        return datetime(int(year), month, day, tzinfo=CHINA)
    except ValueError:
        return None


def _english_time(text: str) -> datetime | None:
    """`May 6, 2023` and `6 May 2023`, as English editions print."""
    match = _ENGLISH_DATE.search(text)
    if not match:
        return None
    month, day, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    try:
        return datetime(int(year), _MONTHS[month.lower()[:3]], int(day), tzinfo=CHINA)
    except ValueError:
        return None


def find_posted(text: str, captured_at: datetime | None = None) -> datetime | None:
    """Return when a forum post was made, at +08:00: a full date in the text, else a relative one.

    `3 天前` counts calendar days and tells no hour: midnight. Hours, minutes and seconds ago are exact to the second of the
    capture. None where nothing is said, or where a relative time has no `captured_at` (aware) to stand on.
    """
    absolute = find_time(text)
    if absolute or captured_at is None:
        return absolute
    narrow, now = text.translate(_NARROW), captured_at.astimezone(CHINA).replace(microsecond=0)
    today = now.replace(hour=0, minute=0, second=0)
    if match := _YESTERDAY.search(narrow):
        days = 1 if match[1] == "昨天" else 2
        return today - timedelta(days=days) + timedelta(hours=int(match[2]), minutes=int(match[3]))
    if match := _AGO.search(narrow):
        start = today if match[2] == "天" else now
        return start - timedelta(**{_UNIT[match[2][0]]: int(match[1])})
    if _HALF_AN_HOUR.search(narrow):
        return now - timedelta(minutes=30)
    return now if _NOW.search(narrow) else None
