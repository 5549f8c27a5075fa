"""Opening hours across weeks, holidays, midnights and daylight saving."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from ivrc.runtime import Closed, Hours, Open

LONDON = ZoneInfo("Europe/London")
OFFICE = Hours(
    "Europe/London",
    Open("mon-fri", "09:00-12:30", "13:30-17:30"),
    Open("sat", "10:00-14:00"),
    Open("2026-12-24", "09:00-12:00"),
    Closed("12-25", "2026-12-28..2027-01-01"),
)
BAR = Hours(
    "Europe/London",
    Open("fri-sat", "20:00-02:00"),
    Open("mon", "18:00-24:00"),
    Open("tue", "00:00-01:00"),
)


def at(text: str, zone: ZoneInfo = LONDON) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-20T08:59:59", False),
        ("2026-11-20T09:00", True),
        ("2026-11-20T12:30", False),
        ("2026-11-20T13:30", True),
        ("2026-11-20T17:29:59", True),
        ("2026-11-20T17:30", False),
        ("2026-11-21T13:00", True),
        ("2026-11-22T13:00", False),
        ("2026-12-24T11:00", True),
        ("2026-12-24T14:00", False),
        ("2026-12-25T11:00", False),
        ("2028-12-25T11:00", False),
        ("2026-12-30T11:00", False),
        ("2027-01-04T11:00", True),
    ],
)
def test_dates_override_the_week(moment: str, is_open: bool) -> None:
    assert OFFICE.is_open(at(moment)) is is_open
    assert OFFICE.is_closed(at(moment)) is not is_open


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-20T23:59", True),
        ("2026-11-21T01:59", True),
        ("2026-11-21T02:00", False),
        ("2026-11-22T01:00", True),
        ("2026-11-23T23:59", True),
        ("2026-11-24T00:30", True),
        ("2026-11-24T01:00", False),
    ],
)
def test_hours_run_past_midnight(moment: str, is_open: bool) -> None:
    assert BAR.is_open(at(moment)) is is_open


def test_the_moment_may_be_in_any_zone() -> None:
    assert OFFICE.is_open(datetime(2026, 7, 1, 8, 30, tzinfo=UTC))
    assert OFFICE.is_closed(datetime(2026, 12, 1, 8, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("hours", "moment", "opening"),
    [
        (OFFICE, "2026-11-20T08:00", "2026-11-20T09:00"),
        (OFFICE, "2026-11-20T09:00", "2026-11-20T13:30"),
        (OFFICE, "2026-11-20T18:00", "2026-11-21T10:00"),
        (OFFICE, "2026-12-24T12:00", "2026-12-26T10:00"),
        (OFFICE, "2026-12-26T15:00", "2027-01-02T10:00"),
        (BAR, "2026-11-23T19:00", "2026-11-27T20:00"),
    ],
)
def test_the_next_opening(hours: Hours, moment: str, opening: str) -> None:
    found = hours.next_opening(at(moment))
    assert found == at(opening)
    assert found is not None
    assert found.tzinfo == LONDON


def test_what_never_opens_has_no_next_opening() -> None:
    assert Hours("UTC", Closed("2026-12-25")).next_opening(at("2026-11-20T12:00")) is None
    assert Hours("UTC", Open("mon-sun", "00:00-24:00")).next_opening(at("2026-11-20T12:00")) is None


def test_an_opening_that_the_clocks_jump_over() -> None:
    """On 29 March 2026 London goes from 01:00 to 02:00."""
    night = Hours("Europe/London", Open("sun", "01:30-05:00"))
    opening = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert night.next_opening(datetime(2026, 3, 29, 0, 0, tzinfo=UTC)) == opening
    assert night.is_open(opening)


def test_an_opening_that_happens_twice() -> None:
    """On 25 October 2026 London shows 01:00 to 02:00 twice."""
    night = Hours("Europe/London", Open("sun", "01:15-01:45"))
    first, second = datetime(2026, 10, 25, 0, 15, tzinfo=UTC), datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    assert opening_after(night, datetime(2026, 10, 25, 0, 0, tzinfo=UTC)) == first
    assert opening_after(night, first) == second
    assert night.is_open(second)


def opening_after(hours: Hours, moment: datetime) -> datetime:
    """In UTC: an hour that happens twice equals nothing in another zone."""
    opening = hours.next_opening(moment)
    assert opening is not None
    return opening.astimezone(UTC)
