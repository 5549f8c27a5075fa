"""What happens to callers who do not answer: handlers, attempts, and whom nobody helps (language 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ivrc.diagnostics import Label
from ivrc.language import types
from ivrc.language.vocabulary import KINDS
from ivrc.semantics.codes import report
from ivrc.semantics.expressions import resolve
from ivrc.semantics.program import (
    Body,
    FailureHandler,
    Question,
    Settings,
)
from ivrc.semantics.settings import BlockParts, constant
from ivrc.semantics.typed import Constant, Mistake
from ivrc.syntax import tree
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from ivrc.semantics.context import Context


_FAILURES: tuple[Literal["silence", "invalid", "wrong"], ...] = ("silence", "invalid", "wrong")
_STRANDED = {
    "silence": "a caller who says nothing",
    "invalid": "a caller who presses a wrong key",
    "give_up": "a caller who fails every time",
}


def attempts_of(settings: Settings) -> int | None:
    """How many failures until giving up; None is unlimited."""
    if "attempts" not in settings:
        return 3
    most = constant(settings, "attempts")
    return most if isinstance(most, int) else None


def read_attempts(setting: tree.Setting, context: Context) -> Constant:
    """1 to 10, or `unlimited` as None; a wrong value is reported and taken as 3."""
    written, span = setting.values[0], setting.values[0].span
    match written:
        case tree.Reference(path=(name,), arguments=None) if name.text == "unlimited":
            return Constant(type=types.NONE, value=None, span=span)
        case _:
            value = resolve(written, context.scope, types.INT)
    if isinstance(value, Constant) and isinstance(value.value, int) and 1 <= value.value <= 10:
        return value
    if not isinstance(value, Mistake):
        report(context.scope.found, "IVR401", span, "`attempts` is a number from 1 to 10, or `unlimited`")
    return Constant(type=types.INT, value=3, span=span)


def handler_bodies(
    handlers: list[tree.Handler], kind: Literal["menu", "collect"], context: Context
) -> dict[str, Body]:
    """Handlers by name, or name and count: `silence`, `silence 2`."""
    rows = {row.name: row for row in KINDS[kind].handlers}
    made: dict[str, Body] = {}
    for handler in handlers:
        for word in handler.kinds:
            row = rows.get(word.text)
            if row is None:
                hint = did_you_mean(word.text, rows)
                report(
                    context.scope.found,
                    "IVR207",
                    word.span,
                    f"`{kind}` has no outcome `{word.text}`",
                    hint=hint,
                )
                continue
            key = _handler_key(handler, word, context)
            if handler.count is not None and not row.counted:
                message = f"`on {word.text}` happens once and takes no number"
                report(context.scope.found, "IVR207", handler.count.span, message)
            elif key in made:
                label = Label(made[key].span, "first written here")
                report(
                    context.scope.found, "IVR209", word.span, f"`on {key}` is written twice", related=(label,)
                )
            else:
                made[key] = context.outcome(handler.outcome, context)
    return made


def _handler_key(handler: tree.Handler, word: tree.Name, context: Context) -> str:
    if handler.count is None:
        return word.text
    count = handler.count.text
    if not count.isdigit() or not 1 <= int(count) <= 10:
        report(context.scope.found, "IVR401", handler.count.span, "failures are counted from 1 to 10")
    return f"{word.text} {count}" if count != "1" else word.text


def question_handlers(
    parts: BlockParts, of: Literal["menu", "collect"], context: Context
) -> tuple[tuple[FailureHandler, ...], Body | None]:
    """The question's handlers over those of `defaults`."""
    bodies = {**context.defaults.handlers.get(of, {}), **handler_bodies(parts.handlers, of, context)}
    give_up = bodies.pop("give_up", None)
    failures = []
    for kind in _FAILURES:
        counts = {
            int(key.partition(" ")[2] or 1): found for key, found in bodies.items() if key.split()[0] == kind
        }
        failures += [
            FailureHandler(kind=kind, count=count, body=found, span=found.span)
            for count, found in sorted(counts.items())
        ]
    return tuple(failures), give_up


def check_stranded(question: Question, context: Context) -> None:
    """Every outcome is written where it happens (language 5): a missing one is an error."""
    plain = {f.kind for f in question.failures if f.count == 1}
    missing = [kind for kind in ("silence", "invalid") if kind not in plain]
    if question.attempts is not None and question.give_up is None and not question.optional:
        missing.append("give_up")
    if missing:
        callers = listed((_STRANDED[kind] for kind in missing), "and")
        handlers = [f"`on {kind}`" for kind in missing]
        message = f"{callers} {'is' if len(missing) == 1 else 'are'} stranded: there is no {listed(handlers)}"
        hint = f"add {listed(handlers, 'and')} here or in `defaults`"
        report(context.scope.found, "IVR301", question.span, message, hint=hint)
