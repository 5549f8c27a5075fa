"""Opening hours in programs (language 10); the arithmetic itself is tested with the runtime."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from driver import APP, compiled, play

from ivrc.compiler import Options, compile_source
from ivrc.files import ReadProblem
from ivrc.source import Source

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = """
const HOLIDAYS = [2026-12-25, 2027-01-01]
hours office in "Europe/London" {
  open mon-fri 09:00-12:30, 13:30-17:30
  open sat 22:00-02:00
  open 2026-12-24 09:00-12:00
  closed HOLIDAYS, 05-01
}
"""
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("moment", "heard"),
    [
        ("2026-11-20 08:59", "Closed."),
        ("2026-11-20 09:00", "Open."),
        ("2026-11-20 12:45", "Closed."),
        ("2026-11-20 17:30", "Closed."),
        ("2026-11-21 23:00", "Open."),
        ("2026-11-22 01:59", "Open."),
        ("2026-11-22 02:00", "Closed."),
        ("2026-12-24 11:00", "Open."),
        ("2026-12-24 14:00", "Closed."),
        ("2026-12-25 10:00", "Closed."),
        ("2028-05-01 10:00", "Closed."),
        ("2026-07-20 16:45", "Open."),
    ],
)
def test_the_webhook_knows_whether_the_office_is_open(moment: str, heard: str, tmp_path: Path) -> None:
    text = OFFICE + 'answer { if office is open { say "Open." } else { say "Closed." } }'
    clock = datetime.fromisoformat(moment).replace(tzinfo=LONDON)
    player = play(APP + text, tmp_path, clock=lambda: clock)
    player.answer()
    assert player.heard == [heard]


def test_closed_is_the_opposite(tmp_path: Path) -> None:
    text = OFFICE + 'answer { if office is closed -> night; say "Day." }\nflow night { say "Night." }'
    clock = datetime(2026, 11, 20, 3, tzinfo=LONDON)
    player = play(APP + text, tmp_path, clock=lambda: clock)
    player.answer()
    assert player.heard == ["Night."]


def test_the_next_opening_is_a_moment_that_may_be_absent(tmp_path: Path) -> None:
    text = (
        OFFICE
        + """
answer {
  let opens = office.next_opening
  if opens is none { say "Never." } else { say "{opens.date as date}, {opens.time as time}" }
}"""
    )
    clock = datetime(2026, 11, 20, 18, tzinfo=LONDON)
    player = play(APP + text, tmp_path, clock=lambda: clock)
    player.answer()
    assert player.heard == ["November 21, 2026, 10:00\u202fPM"]


def test_a_clock_behind_a_recording_is_asked_when_it_has_ended(tmp_path: Path) -> None:
    steps = 'record { timeout: 1m }; if office is open { say "Open." } else { say "Closed." }'
    text = OFFICE + f"answer {{ {steps} }}"
    times = [datetime(2026, 11, 20, 17, 29, tzinfo=LONDON)]
    player = play(APP + text, tmp_path, clock=lambda: times[0])
    player.answer()
    times[0] = datetime(2026, 11, 20, 17, 31, tzinfo=LONDON)
    player.notified()
    assert player.heard == ["Closed."]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("open mon-fri 09:00-17:00; open fri 16:00-18:00", "IVR231"),
        ("open mon 09:00-12:00, 11:00-13:00", "IVR231"),
        ("open 2027-12-24 09:00-12:00; closed 2027-12-24", "IVR231"),
    ],
)
def test_overlapping_rows_are_an_error(rows: str, code: str) -> None:
    answer = 'answer { if office is open { say "x" } else { say "y" } }'
    text = f'hours office in "Europe/London" {{ {rows} }}\n{answer}'
    assert code in [d.code for d in compiled(APP + text).diagnostics]


def test_an_unknown_zone_is_an_error_with_the_right_one_as_a_hint() -> None:
    text = """
hours office in "Europe/Lodnon" { open mon-fri 09:00-17:00 }
answer { if office is open { say "x" } else { say "y" } }"""
    (found,) = [d for d in compiled(APP + text).diagnostics if d.severity == "error"]
    assert "Europe/London" in (found.hint or "")


def dated(dates: str, today: date) -> list[str]:
    text = f"""
const HOLIDAYS = [{dates}]
hours office in "Europe/London" {{
  open mon-fri 09:00-17:00
  closed HOLIDAYS
}}
answer {{ if office is open {{ say "x" }} else {{ say "y" }} }}"""
    made = compile_source(
        Source("x.ivr", APP + text), lambda _: ReadProblem(message="no"), Options(today=today)
    )
    assert all(d.severity != "error" for d in made.diagnostics)
    return [d.code for d in made.diagnostics]


def test_dates_in_the_past_and_lists_that_end_soon_are_advice_by_today_s_date() -> None:
    assert dated("2026-12-25, 2027-12-25", date(2026, 11, 20)) == []
    assert dated("2026-12-25, 2027-12-25", date(2026, 12, 26)) == ["IVR608"]
    assert dated("2026-12-25, 2027-01-01", date(2026, 11, 20)) == ["IVR609"]
