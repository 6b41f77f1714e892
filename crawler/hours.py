"""Quiet hours: a stretch of every day, in Shanghai, in which no site is asked."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from crawler.errors import WrongUse

SHANGHAI = ZoneInfo("Asia/Shanghai")

_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From a time of day up to another, in Asia/Shanghai; over midnight where the second is the earlier."""

    begin: time
    end: time

    @classmethod
    def parse(cls, text: str) -> "QuietHours":
        """Read `08:00-19:30`.

        Raises:
            WrongUse: it is of another form, or both times are the same.
        """
        found = _HOURS.fullmatch(text.strip())
        if not found or found.group(1, 2) == found.group(3, 4):
            raise WrongUse(f"quiet hours are {text!r}; they must be two times of the day in Shanghai, like 08:00-19:30")
        first, second, third, fourth = (int(part) for part in found.groups())
        return cls(time(first, second), time(third, fourth))

    def hold(self, now: datetime) -> bool:
        """Whether an instant lies in them; the end itself does not."""
        at = now.astimezone(SHANGHAI).time()
        if self.begin < self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end
