"""Virtual time: discrete events in order, and nothing in between."""

from __future__ import annotations

from datetime import UTC, timedelta
from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


class Timer:
    """Something that is to happen; it can be called off."""

    __slots__ = ("action",)

    def __init__(self, action: Callable[[], None]) -> None:
        self.action: Callable[[], None] | None = action

    def cancel(self) -> None:
        """It will not happen."""
        self.action = None


class Clock:
    """`elapsed` counts seconds since `start`. What is due at one time happens in the order it was set."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("the clock needs a moment with a time zone")
        self.start = start
        self.elapsed = 0.0
        # An hour is an hour also where clocks are changed: sums are made in UTC.
        self._origin = start.astimezone(UTC)
        self._due: list[tuple[float, int, Timer]] = []
        self._count = 0

    def now(self) -> datetime:
        """The moment, in the zone of the start."""
        return self.moment(self.elapsed)

    def moment(self, elapsed: float) -> datetime:
        """The moment at which so many seconds had passed."""
        return (self._origin + timedelta(seconds=elapsed)).astimezone(self.start.tzinfo)

    def seconds(self) -> float:
        """The moment as Unix time."""
        return self._origin.timestamp() + self.elapsed

    def after(self, delay: float, action: Callable[[], None]) -> Timer:
        """Do something in `delay` seconds."""
        timer = Timer(action)
        self._count += 1
        # Milliseconds, so that sums of fractions do not decide what comes first.
        heappush(self._due, (round(self.elapsed + delay, 3), self._count, timer))
        return timer

    def step(self, until: float | None = None) -> bool:
        """Go to the next event and let it happen; false if none is left, or none until then."""
        while self._due:
            moment, _, timer = self._due[0]
            if timer.action is None:
                heappop(self._due)
                continue
            if until is not None and moment > until:
                return False
            heappop(self._due)
            self.elapsed = max(self.elapsed, moment)
            timer.action()
            return True
        return False

    def advance(self, seconds: float) -> None:
        """Let time pass, with everything that is due in it. Raises ValueError for less than none."""
        if seconds < 0:
            raise ValueError("time goes forward only")
        end = round(self.elapsed + seconds, 3)
        while self.step(end):
            pass
        self.elapsed = max(self.elapsed, end)
