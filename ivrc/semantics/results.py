"""Flows with a result return it on every path, also where a caller gives up (language 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.semantics.codes import report
from ivrc.semantics.program import Question
from ivrc.semantics.visiting import around_expressions

if TYPE_CHECKING:
    from ivrc.diagnostics import Diagnostic
    from ivrc.language.types import Type
    from ivrc.semantics.program import Body
    from ivrc.syntax import tree


def check_results(body: Body, result: Type, name: tree.Name, found: list[Diagnostic]) -> None:
    """Report the ends of a flow's body at which there is no result."""
    if not body.leaves:
        report(found, "IVR224", name.span, f"`{name.text}` must return {result} on every path")
    for question in around_expressions(body):
        if isinstance(question, Question) and _runs_out(question):
            message = f"after the last attempt `on give_up` runs out, and `{name.text}` has no {result}"
            hint = "end the handler with `return`, `hangup` or `-> target`"
            report(found, "IVR224", question.span, message, hint=hint)


def _runs_out(question: Question) -> bool:
    bounded = question.attempts is not None and not question.optional
    return bounded and question.give_up is not None and not question.give_up.leaves
