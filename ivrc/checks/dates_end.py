"""Lists of dates that are nearly over (language 10)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ivrc.checks.dates_past import day
from ivrc.checks.rule import Finding, Rule

SOON = timedelta(days=60)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for hours in subject.program.hours.values() if subject.today else ():
        days = [(found, when, row.span) for row in hours.rows for when in row.when if (found := day(when))]
        last, when, row_span = max(days, default=(None, "", hours.span), key=lambda entry: entry[0])
        if last is not None and subject.today is not None and subject.today <= last < subject.today + SOON:
            message = f"the dates of `{hours.name}` end within 60 days"
            span = subject.within(row_span, when)
            yield Finding(span=span, message=message, hint="add the holidays of the next year")


RULE = Rule(
    code="IVR609",
    title="Dates end soon",
    severity="advice",
    explanation="""\
The last date of these opening hours is less than 60 days away. Without the holidays of the next year the
menu sends callers to an office where nobody is.""",
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
  closed «2026-12-25»
}
answer { if office is open { hangup } }
""",
    ),
    check=_check,
)
