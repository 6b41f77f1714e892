"""Tells somebody: one message when a source breaks, one when it is well again, one for a whole family; never twice the same.

What was told stands in `alarms.json` in the archive's folder. It may be deleted; then what is still broken is told once more.
"""

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from archive.moments import rfc3339
from crawler.errors import WrongUse
from crawler.health import ADVICE, GOOD, OTHERWISE, Health
from crawler.nights import Standing

NAME = "alarms.json"

FAMILY_SHARE = 0.2
"""More than this share of a family's sources that break between two looks are one alarm: their platform has changed."""

FAMILY_LEAST = 3
"""Fewer sources than this are told one by one."""

Kind = Literal["broken", "well", "family"]

Notify = Callable[[str, str], bool]
"""Sends a title and a text; False where it could not be sent, then it is told again the next time."""

log = logging.getLogger("fangzhi.alarms")


@dataclass(frozen=True, slots=True)
class Alarm:
    """One message: about a source, or about the sources of a family that broke together."""

    kind: Kind
    sources: tuple[str, ...]
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a source that is not well: its state and failure class then, and when."""

    state: str
    fault: str
    at: str


def alarms_of(found: Standing, told: Mapping[str, Told]) -> list[Alarm]:
    """Return what is to be told now: breaks that were not told, families first, then recoveries.

    A source whose state or failure class only changes from one bad one to another is not told again, but for one that
    becomes blocked or hijacked, or breaks while it only was silent: that is for somebody to act on.
    """
    broken = [one for one in found.healths if one.is_alarming and _is_news(one, told.get(one.source))]
    sizes = Counter(found.families.get(one.source, "") for one in found.healths if one.state != "new")
    by_family: dict[str, list[Health]] = {}
    for one in broken:
        by_family.setdefault(found.families.get(one.source, ""), []).append(one)
    alarms = []
    for family, members in by_family.items():
        if family and len(members) >= FAMILY_LEAST and len(members) > sizes[family] * FAMILY_SHARE:
            alarms.append(_of_family(family, members, sizes[family]))
        else:
            alarms.extend(_of_source(one) for one in members)
    well = [one for one in found.healths if one.source in told and one.state in (*GOOD, "new")]
    return [*alarms, *(_recovered(one, told[one.source]) for one in well)]


def watch(archive: Path, found: Standing, notify: Notify) -> list[Alarm]:
    """Send what is to be told now, and note what was sent; returns that."""
    told = read_told(archive)
    sent = []
    healths = {one.source: one for one in found.healths}
    for alarm in alarms_of(found, told):
        if not notify(alarm.title, alarm.text):
            log.error("could not be sent: %s", alarm.title)
            continue
        sent.append(alarm)
        for name in alarm.sources:
            if alarm.kind == "well":
                told.pop(name)
            else:
                told[name] = Told(healths[name].state, healths[name].fault, rfc3339(found.at))
    if sent:
        _write(archive, told)
    return sent


def notifier(addresses: Iterable[str]) -> Notify:
    """Return what sends to apprise's addresses: mail, WeCom, DingTalk, Feishu, Slack and more.

    Raises:
        WrongUse: apprise isn't installed, or does not know an address.

    Source: https://github.com/caronc/apprise/wiki (seen 2026-11-24): `wecombot://`, `dingtalk://`, `feishu://`, `mailto://`.
    """
    try:
        import apprise
    except ImportError as error:
        raise WrongUse("alarms need apprise; to install it: pip install 'fangzhi[alarms]'") from error
    service = apprise.Apprise()
    for address in addresses:
        if not service.add(address):
            raise WrongUse(
                f"the alarm address {address.partition('://')[0]}://… cannot be used;"
                " its form is told at https://github.com/caronc/apprise/wiki"
            )
    return lambda title, text: bool(service.notify(title=title, body=text))


def read_told(archive: Path) -> dict[str, Told]:
    """Return what was told of each source that was not well then; empty where nothing was, or it can no longer be read."""
    try:
        noted = json.loads((archive / NAME).read_text(encoding="utf-8"))
        return {name: Told(**one) for name, one in noted.items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}


def _write(archive: Path, told: Mapping[str, Told]) -> None:
    beside = archive / (NAME + ".new")
    noted = {name: {"state": one.state, "fault": one.fault, "at": one.at} for name, one in sorted(told.items())}
    beside.write_text(json.dumps(noted, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    beside.replace(archive / NAME)


def _is_news(one: Health, told: Told | None) -> bool:
    if told is None:
        return True
    if told.fault == "silent" or one.fault == "hijacked":
        return (one.fault or one.state) != (told.fault or told.state)
    return one.state == "blocked" and told.state != "blocked"


def _of_source(one: Health) -> Alarm:
    since = f" since {_day(one.last_complete)}" if one.last_complete else ""
    text = f"{one.message}\nNo complete run{since}.\n{ADVICE.get(one.fault, OTHERWISE)}.\nfangzhi diagnose {one.source}"
    return Alarm("broken", (one.source,), f"{one.source}: {one.state}" + (f" ({one.fault})" if one.fault else ""), text)


def _of_family(family: str, members: Sequence[Health], size: int) -> Alarm:
    faults = Counter(one.fault or one.state for one in members)
    names = tuple(one.source for one in members)
    lines = [f"{one.source}: {one.state}: {one.message}" for one in members]
    title = f"{len(members)} of {size} sources of the family {family} broke together ({faults.most_common(1)[0][0]})"
    advice = f"Their platform has changed, or the way to it.\nfangzhi diagnose {names[0]}"
    return Alarm("family", names, title, "\n".join([*lines, advice]))


def _recovered(one: Health, told: Told) -> Alarm:
    text = f"It was {told.state}{f' ({told.fault})' if told.fault else ''}, told at {told.at}."
    return Alarm("well", (one.source,), f"{one.source}: well again", text)


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d}"
