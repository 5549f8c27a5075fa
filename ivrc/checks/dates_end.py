"""Lists of dates that are nearly over (language 10)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.typed import Constant

SOON = timedelta(days=60)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    today = subject.today
    for const in subject.program.constants.values() if today else ():
        dates = const.value.value if isinstance(const.value, Constant) else None
        days = [d for d in dates if isinstance(d, date)] if isinstance(dates, tuple) else []
        if days and today is not None and today <= max(days) < today + SOON:
            message = f"the dates of `{const.name}` end within 60 days"
            yield Finding(span=const.span, message=message, hint="add the holidays of the next year")


RULE = Rule(
    code="IVR609",
    title="Dates end soon",
    severity="advice",
    explanation="""\
The last date of this list is less than 60 days away. Without the holidays of the next year the opening hours
that use it send callers to an office where nobody is. Dates written in the hours themselves are not looked
at: they may be meant once.""",
    valid=(
        """\
const HOLIDAYS = [2035-12-25]
hours office in "Europe/London" {
  open mon-fri 09:00-17:00
  closed HOLIDAYS
}
answer { if office is open { hangup } }
""",
    ),
    invalid=(
        """\
const «HOLIDAYS» = [2026-12-24, 2026-12-25]
hours office in "Europe/London" {
  open mon-fri 09:00-17:00
  closed HOLIDAYS
}
answer { if office is open { hangup } }
""",
    ),
    check=_check,
)
