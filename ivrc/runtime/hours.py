"""Opening hours in a time zone (language 10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# How far ahead an opening is looked for: past any yearly closing.
LOOK_AHEAD = 400

# Minutes from midnight of the day on which it starts; the end may lie in the next day.
Span: TypeAlias = tuple[int, int]
_DAY = 24 * 60


class Open:
    """`Open("mon-fri", "09:00-12:30", "13:30-17:30")`: days or dates (lists and ranges), and their times."""

    def __init__(self, when: str, *times: str) -> None:
        self.when = tuple(part.strip() for part in when.split(","))
        self.spans = tuple(_span(given) for given in times)


class Closed:
    """`Closed("12-25", "2026-12-24..2027-01-01")`: yearly, single and ranges of dates."""

    def __init__(self, *dates: str) -> None:
        self.when = dates
        self.spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Dates:
    """A date row: ISO texts compare like dates; yearly ones leave the year out."""

    first: str
    last: str
    spans: tuple[Span, ...]

    def covers(self, day: date) -> bool:
        return self.first <= day.isoformat()[-len(self.first) :] <= self.last


class Hours:
    """When something is open. A row of dates overrides the week; a span belongs to the day it starts on."""

    def __init__(self, zone: str, *rows: Open | Closed) -> None:
        self._zone = ZoneInfo(zone)
        self._week: list[list[Span]] = [[] for _ in DAYS]
        self._dates: list[_Dates] = []
        for row in rows:
            for when in row.when:
                self._add(when, row.spans)

    def _add(self, when: str, spans: tuple[Span, ...]) -> None:
        if when[0].isdigit():
            first, _, last = when.partition("..")
            self._dates.append(_Dates(first, last or first, spans))
            return
        start, _, end = when.partition("-")
        first_day, last_day = DAYS.index(start), DAYS.index(end or start)
        for offset in range((last_day - first_day) % 7 + 1):
            self._week[(first_day + offset) % 7].extend(spans)

    def is_open(self, moment: datetime) -> bool:
        """Whether it is open at an aware moment, by the clock on the wall there."""
        local = moment.astimezone(self._zone)
        minute = local.hour * 60 + local.minute
        today, yesterday = local.date(), local.date() - timedelta(days=1)
        return any(start <= minute < end for start, end in self._spans(today)) or any(
            start <= minute + _DAY < end for start, end in self._spans(yesterday)
        )

    def is_closed(self, moment: datetime) -> bool:
        """The opposite of `is_open`."""
        return not self.is_open(moment)

    def next_opening(self, moment: datetime) -> datetime | None:
        """The next moment at which it opens, in its zone; nothing within `LOOK_AHEAD` days."""
        today = moment.astimezone(self._zone).date()
        for offset in range(LOOK_AHEAD + 1):
            day = today + timedelta(days=offset)
            openings = [m for start, _ in self._spans(day) for m in self._moments(day, start)]
            later = [m for m in openings if m > moment.astimezone(UTC) and self._opens_at(m)]
            if later:
                return min(later).astimezone(self._zone)
        return None

    def _spans(self, day: date) -> tuple[Span, ...] | list[Span]:
        for row in self._dates:
            if row.covers(day):
                return row.spans
        return self._week[day.weekday()]

    def _opens_at(self, moment: datetime) -> bool:
        return self.is_open(moment) and self.is_closed(moment - timedelta(minutes=1))

    def _moments(self, day: date, minute: int) -> Iterator[datetime]:
        """When the wall clock shows it, in UTC: twice in autumn; if skipped in spring, after the jump."""
        wall = datetime.combine(day, time(minute // 60, minute % 60))
        for fold in (0, 1):
            moment = wall.replace(fold=fold, tzinfo=self._zone).astimezone(UTC)
            while moment.astimezone(self._zone).replace(tzinfo=None) < wall:
                moment += timedelta(minutes=1)
            yield moment


def _span(given: str) -> Span:
    start, end = (_minutes(part) for part in given.split("-"))
    return start, end if end > start else end + _DAY


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)
