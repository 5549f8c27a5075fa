"""Arguments: which value goes to which parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.diagnostics import Label
from ivrc.language.types import UNKNOWN
from ivrc.semantics.faults import fault
from ivrc.semantics.resolving import resolve
from ivrc.semantics.typed import Mistake
from ivrc.words import counted, did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ivrc.semantics.scope import Scope
    from ivrc.semantics.typed import Expr, Local
    from ivrc.source import Span
    from ivrc.syntax import tree


def check_arguments(
    parameters: tuple[Local, ...],
    arguments: tuple[tree.Argument, ...],
    span: Span,
    scope: Scope,
    what: str,
) -> tuple[Expr, ...]:
    """One value a parameter, in the declared order; a `Mistake` where one was reported.

    `what` is what messages call the thing that takes them: `` `lookup` ``.
    """
    placed = place([p.name for p in parameters], arguments, scope, what)
    if placed is None:
        return tuple(Mistake(span=span, type=UNKNOWN) for _ in parameters)
    missing = [p for p in parameters if p.name not in placed]
    if missing:
        names = listed((f"`{p.name}`" for p in missing), "and")
        related = tuple(Label(p.span, "this one") for p in missing)
        fault(scope, "IVR214", span, f"{what} also needs {names}", related=related)
    return tuple(
        resolve(placed[p.name].value, scope, p.type, p.name)
        if p.name in placed
        else Mistake(span=span, type=UNKNOWN)
        for p in parameters
    )


def place(
    names: Sequence[str], arguments: tuple[tree.Argument, ...], scope: Scope, what: str
) -> dict[str, tree.Argument] | None:
    """The argument of each parameter that has one; None after a report."""
    placed: dict[str, tree.Argument] = {}
    found = len(scope.found)
    for index, argument in enumerate(arguments):
        name = argument.name.text if argument.name else names[index] if index < len(names) else ""
        if argument.name is None and any(earlier.name for earlier in arguments[:index]):
            fault(scope, "IVR214", argument.span, "a value without a name stands behind one with a name")
        elif not name:
            _extra(names, argument, scope, what)
            break
        elif name not in names:
            _unknown(names, argument, scope, what)
        elif name in placed:
            related = (Label(placed[name].span, "the first one"),)
            fault(scope, "IVR214", argument.span, f"`{name}` is given twice", related=related)
        else:
            placed[name] = argument
    return placed if len(scope.found) == found else None


def _extra(names: Sequence[str], argument: tree.Argument, scope: Scope, what: str) -> None:
    takes = counted(len(names), "argument") if names else "no arguments"
    fault(scope, "IVR214", argument.span, f"{what} takes {takes}; this is one too many")


def _unknown(names: Sequence[str], argument: tree.Argument, scope: Scope, what: str) -> None:
    assert argument.name  # noqa: S101 - without a name there is none to be unknown
    hint = did_you_mean(argument.name.text, names) or f"it takes {listed(names, 'and') or 'none'}"
    fault(scope, "IVR214", argument.name.span, f"{what} takes no `{argument.name.text}`", hint)
