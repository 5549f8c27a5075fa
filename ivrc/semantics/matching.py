"""`match`: cases of the type of the subject, and whether one is missing (language 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language import types
from ivrc.semantics.codes import report
from ivrc.semantics.expressions import assignable, resolve
from ivrc.semantics.program import (
    MatchCase,
    MatchStep,
)
from ivrc.semantics.typed import Constant, EnumValue, Mistake
from ivrc.words import listed

if TYPE_CHECKING:
    from ivrc.semantics.context import Context
    from ivrc.semantics.typed import Expr
    from ivrc.syntax import tree


def resolve_match(statement: tree.Match, context: Context) -> MatchStep:
    """`match expr { case v, w -> t; else -> t }`."""
    scope = context.scope
    subject = resolve(statement.subject, scope)
    cases = tuple(_case(case, subject, context) for case in statement.cases)
    otherwise = context.outcome(statement.otherwise, context) if statement.otherwise is not None else None
    if otherwise is None:
        _exhaustive(subject, cases, context)
    return MatchStep(subject=subject, cases=cases, otherwise=otherwise, span=statement.span)


def _case(case: tree.Case, subject: Expr, context: Context) -> MatchCase:
    values = []
    for written in case.values:
        value = resolve(written, context.scope, types.present(subject.type))
        if not assignable(value.type, types.optional(subject.type)) and not isinstance(value, Mistake):
            message = f"the cases are {subject.type}, this is {value.type}"
            report(context.scope.found, "IVR220", written.span, message)
        values.append(value)
    return MatchCase(values=tuple(values), body=context.outcome(case.outcome, context), span=case.span)


def _exhaustive(subject: Expr, cases: tuple[MatchCase, ...], context: Context) -> None:
    wanted: set[object]
    given = {v.value for case in cases for v in case.values if isinstance(v, Constant)}
    of = subject.type
    if of.kind == "enum" and not of.optional:
        wanted = set(context.scope.names.enums[of.name].values)
        given = {v.name for v in given if isinstance(v, EnumValue)}
    elif of.kind == "bool" and not of.optional:
        wanted = {True, False}
    elif of.kind == "unknown":
        return
    else:
        message = f"only some values of {types.described(of)} have a case; the others go nowhere"
        report(context.scope.found, "IVR314", subject.span, message, hint="add `else -> ...`")
        return
    missing = sorted(str(w).lower() for w in wanted - given)
    if missing:
        names = listed((f"`{m}`" for m in missing), "and")
        report(
            context.scope.found,
            "IVR314",
            subject.span,
            f"no case for {names}",
            hint="name them, or add `else`",
        )
