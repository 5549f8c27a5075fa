"""Opening hours of days that are over (language 10)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for hours in subject.program.hours.values() if subject.today else ():
        for row in hours.rows:
            for when in row.when:
                last = day(when)
                if last is not None and subject.today is not None and last < subject.today:
                    span = subject.within(row.span, when)
                    yield Finding(span=span, message=f"{when} is in the past", hint="remove it")


def day(when: str) -> date | None:
    """The last day of a date or a range of dates; None for days of the week and yearly dates."""
    last = when.rpartition("..")[2]
    return date.fromisoformat(last) if len(last) == len("2026-12-25") else None


RULE = Rule(
    code="IVR608",
    title="Date in the past",
    severity="advice",
    explanation="""\
A row for a day that is over changes nothing any more. Often it means that the dates of the new year are
missing.""",
    valid=(
        """\
hours office in "Europe/London" {
  open mon-fri 09:00-17:00
  closed 2035-12-25
}
answer { if office is open { hangup } }
""",
    ),
    invalid=(
        """\
hours office in "Europe/London" {
  open mon-fri 09:00-17:00
  closed «2020-12-25»
}
answer { if office is open { hangup } }
""",
    ),
    check=_check,
)
