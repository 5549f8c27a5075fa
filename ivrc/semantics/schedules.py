"""`hours`: rows of days and dates (language 10)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from ivrc.diagnostics import Label
from ivrc.semantics.codes import report
from ivrc.semantics.expressions import resolve
from ivrc.semantics.program import Hours, HoursRow
from ivrc.semantics.typed import Constant
from ivrc.syntax import tree
from ivrc.words import did_you_mean

if TYPE_CHECKING:
    from ivrc.semantics.scope import Scope
    from ivrc.source import Span

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def resolve_hours(item: tree.Hours, scope: Scope) -> Hours:
    """The schedule; unknown zones, bad rows and overlaps are reported."""
    zone = "".join(p for p in item.zone.parts if isinstance(p, str))
    check_zone(zone, item.zone.span, scope)
    rows: list[HoursRow] = []
    for statement in item.block.statements:
        if isinstance(statement, tree.Schedule):
            row = _row(statement, scope)
            if row is not None:
                rows.append(row)
        elif not isinstance(statement, tree.Missing):
            report(
                scope.found,
                "IVR208",
                statement.span,
                "hours hold rows: `open mon-fri 09:00-17:30`, `closed 12-25`",
            )
    _overlaps(rows, scope)
    return Hours(name=item.name.text, zone=zone, rows=tuple(rows), doc=item.doc, span=item.name.span)


def check_zone(zone: str, span: Span, scope: Scope) -> None:
    """Report a name that the time zone database does not have."""
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        from_list = did_you_mean(zone, available_timezones())
        report(scope.found, "IVR402", span, f"there is no time zone `{zone}`", hint=from_list)


def _row(statement: tree.Schedule, scope: Scope) -> HoursRow | None:
    when = [text for written in statement.when for text in _when(written, scope)]
    times = tuple((t.start.text, t.end.text) for t in statement.times)
    is_open = statement.word.text == "open"
    if is_open and not times:
        report(scope.found, "IVR221", statement.span, "say when it is open: `open mon-fri 09:00-17:30`")
        return None
    if not is_open and times:
        report(scope.found, "IVR208", statement.times[0].span, "`closed` takes days and dates, not times")
        return None
    for span in statement.times:
        for at in (span.start, span.end):
            if not _is_time(at.text):
                report(scope.found, "IVR220", at.span, f"`{at.text}` is no time of day")
                return None
    _check_order(statement.times, scope)
    return HoursRow(open=is_open, when=tuple(when), times=times, span=statement.span) if when else None


def _check_order(times: tuple[tree.Times, ...], scope: Scope) -> None:
    """Report the times of one row that overlap."""
    for index, later in enumerate(times):
        for earlier in times[:index]:
            if _meet(earlier, later):
                label = Label(earlier.span, "these")
                message = "these times overlap with others of the row"
                report(scope.found, "IVR231", later.span, message, related=(label,))
                return


def _meet(one: tree.Times, other: tree.Times) -> bool:
    return one.start.text < other.end.text and other.start.text < one.end.text


def _is_time(text: str) -> bool:
    hour, _, minute = text.partition(":")
    return (int(hour) < 24 and int(minute) < 60) or text == "24:00"


def _when(written: tree.When, scope: Scope) -> list[str]:
    match written.first:
        case tree.Name(text=first):
            return _days(first, written, scope)
        case tree.Written() as literal:
            return _dates(literal, scope)
        case tree.Reference(path=(name,)) if name.text not in scope.names.kinds:
            return _days(name.text, written, scope)
        case reference:
            value = resolve(reference, scope)
    if isinstance(value, Constant):
        dates = value.value if isinstance(value.value, tuple) else (value.value,)
        if all(isinstance(d, date) for d in dates):
            return [str(d) for d in dates]
        report(scope.found, "IVR220", written.span, f"a row takes days or dates, this is {value.type}")
    return []


def _days(first: str, written: tree.When, scope: Scope) -> list[str]:
    last = written.last.text if written.last else first
    for day in (first, last):
        if day not in DAYS:
            hint = f"did you mean `{day[:3]}`?" if day[:3] in DAYS else did_you_mean(day, DAYS)
            report(scope.found, "IVR402", written.span, f"`{day}` is no day: mon to sun", hint=hint)
            return []
    return [first if first == last else f"{first}-{last}"]


def _dates(literal: tree.Written, scope: Scope) -> list[str]:
    parts = literal.text.split("..")
    for part in parts:
        try:
            date.fromisoformat(part if len(part) == 10 else f"2024-{part}")
        except ValueError:
            report(scope.found, "IVR220", literal.span, f"there is no day `{part}`")
            return []
    if len(parts) == 2 and parts[0] > parts[1]:
        report(scope.found, "IVR220", literal.span, "the range is empty: it ends before it begins")
        return []
    return [literal.text]


def _overlaps(rows: list[HoursRow], scope: Scope) -> None:
    """Two week rows for one day and time, or two rows for one date, contradict each other."""
    seen: dict[str, HoursRow] = {}
    for row in rows:
        for key in (k for when in row.when for k in _expanded(when)):
            other = seen.setdefault(key, row)
            if other is row or (key in DAYS and not _times_meet(row, other)):
                continue
            label = Label(other.span, "the other row")
            report(scope.found, "IVR231", row.span, f"two rows say something about {key}", related=(label,))
            return


def _expanded(when: str) -> list[str]:
    first, _, last = when.partition("-")
    if first not in DAYS:
        return [when]
    start, end = DAYS.index(first), DAYS.index(last or first)
    return [DAYS[i % 7] for i in range(start, (end if end >= start else end + 7) + 1)]


def _times_meet(one: HoursRow, other: HoursRow) -> bool:
    if not one.times or not other.times:
        return True
    return any(a[0] < b[1] and b[0] < a[1] for a in one.times for b in other.times)
