"""`test` blocks as what is played (language 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ivrc.diagnostics import Label
from ivrc.language import types
from ivrc.semantics.codes import report
from ivrc.semantics.constants import constant
from ivrc.semantics.script import Beginning, Trial
from ivrc.semantics.scripting import Script
from ivrc.semantics.typed import Constant
from ivrc.source import Span
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from ivrc.semantics.program import App
    from ivrc.semantics.scope import Scope


def resolve_trials(
    items: Sequence[tree.Item], scope: Scope, app: App, language: str, collected: frozenset[str]
) -> tuple[Trial, ...]:
    """The tests that can be played, in written order; `collected`: the names of what is asked for."""
    kinds = {item.kind.text for item in items if isinstance(item, tree.Entry)}
    answered = "answer" in kinds or "outbound" not in kinds  # with neither, that has been reported
    zone = clock_zone({hours.zone for hours in scope.names.hours.values()}, app)
    made: dict[str, Trial] = {}
    for item in items:
        if isinstance(item, tree.Test):
            trial = _trial(item, Script(scope, zone, language, collected, answered=answered))
            if trial.title in made:
                related = (Label(made[trial.title].span, "the first one"),)
                message = f"there is another test `{trial.title}`"
                report(scope.found, "IVR203", item.title.span, message, related=related)
            made.setdefault(trial.title, trial)
    return tuple(trial for trial in made.values() if any(isinstance(s, Beginning) for s in trial.statements))


def _trial(item: tree.Test, script: Script) -> Trial:
    title = constant(item.title, script.scope, types.TEXT)
    span = Span(item.span.file, item.span.start, item.title.span.end)
    if isinstance(title, Constant) and not str(title.value).strip():
        report(script.scope.found, "IVR221", item.title.span, "the test needs a name")
    found = len(script.scope.found)
    read = [script.statement(written) for written in item.block.statements]
    if not script.called and len(script.scope.found) == found:
        hint = "write `call from +441632960123`"
        report(script.scope.found, "IVR221", span, "nobody calls in this test", hint=hint)
    return Trial(
        title=str(title.value) if isinstance(title, Constant) else "",
        statements=tuple(statement for statement in read if statement is not None),
        span=span,
    )


def clock_zone(zones: AbstractSet[str], app: App) -> ZoneInfo:
    """Where the clock of tests hangs: the zone of the opening hours if there is just one, else the app's."""
    setting = app.settings.get("timezone")
    own = setting.values[0] if setting is not None else None
    name = next(iter(zones)) if len(zones) == 1 else str(own.value) if isinstance(own, Constant) else "UTC"
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # reported where it is declared
        return ZoneInfo("UTC")
