"""Calls of the built-in functions (language 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.builtins import ANYTHING, FUNCTIONS, TEXTUAL
from ivrc.language.types import TEXT, UNKNOWN, Type, described, optional, present
from ivrc.semantics.arguments import place
from ivrc.semantics.faults import fault
from ivrc.semantics.fitting import absent, fit, guide
from ivrc.semantics.resolving import infer, resolve
from ivrc.semantics.typed import BuiltinCall, Expr, Mistake
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from ivrc.language.builtins import Parameter
    from ivrc.semantics.scope import Scope
    from ivrc.source import Span
    from ivrc.syntax import tree


def found_record(arguments: tuple[tree.Argument, ...], span: Span, scope: Scope) -> Expr:
    """`find(list, field=value)`."""
    if len(arguments) != 2 or arguments[0].name or not arguments[1].name:
        hint = "write `find(LIST, field=value)`"
        return fault(scope, "IVR214", span, "`find` takes a list and one field with its value", hint)
    items, name = infer(arguments[0].value, scope, None), arguments[1].name
    if items.type == UNKNOWN:
        return items
    if items.type.optional:
        return absent(items, scope)
    element = items.type.element
    if element is None or element.kind != "record":
        message = f"`find` looks into a list of records, and this is {described(items.type)}"
        return fault(scope, "IVR210", items.span, message)
    record = scope.names.records.get(element.name)
    if record is None:
        return Mistake(span=span, type=UNKNOWN)
    if name.text not in record.fields:
        hint = did_you_mean(name.text, record.fields) or f"it has {listed(record.fields, 'and')}"
        return fault(scope, "IVR213", name.span, f"`{element.name}` has no `{name.text}`", hint)
    value = resolve(arguments[1].value, scope, optional(record.fields[name.text]), name.text)
    values = (items, value)
    return BuiltinCall(
        span=span,
        type=FUNCTIONS["find"].result(element),
        function="find",
        arguments=values,
        keyword=name.text,
    )


def function(name: tree.Name, arguments: tuple[tree.Argument, ...], span: Span, scope: Scope) -> Expr:
    """A call of a function of the table; whatever else is called by this time is unknown."""
    row = FUNCTIONS.get(name.text)
    if row is None:
        known = (
            *FUNCTIONS,
            *scope.names.externs,
            *scope.names.records,
            *scope.names.prompts,
            *scope.names.flows,
        )
        hint = did_you_mean(name.text, known)
        return fault(scope, "IVR217", name.span, f"there is no function `{name.text}`", hint)
    what = f"`{name.text}`"
    placed = place([p.name for p in row.parameters], arguments, scope, what)
    if placed is None:
        return Mistake(span=span, type=UNKNOWN)
    if len(placed) < len(row.parameters):
        shown = ", ".join(p.name for p in row.parameters)
        return fault(scope, "IVR214", span, f"{what} needs {shown}", f"write `{name.text}({shown})`")
    values: list[Expr] = []
    for parameter in row.parameters:
        value = infer(placed[parameter.name].value, scope, values[0].type if parameter.like else None)
        values.append(_taken(value, parameter, values, scope))
    if any(isinstance(v, Mistake) for v in values):
        return Mistake(span=span, type=UNKNOWN)
    return BuiltinCall(
        span=span, type=row.result(*(v.type for v in values)), function=name.text, arguments=tuple(values)
    )


def _taken(value: Expr, parameter: Parameter, earlier: list[Expr], scope: Scope) -> Expr:
    """The value as one that the parameter takes."""
    if value.type == UNKNOWN:
        return value
    if parameter.like:
        wanted = present(earlier[0].type)
        loose = wanted.kind in TEXTUAL and guide(value, wanted).type == TEXT
        return fit(value, TEXT if loose else wanted, scope, parameter.name)
    if value.type.optional and not parameter.optional:
        return absent(value, scope)
    if parameter.kinds != ANYTHING and value.type.kind not in parameter.kinds:
        kinds = listed(described(Type(kind=kind)) for kind in sorted(parameter.kinds) if kind != "list")
        needed = kinds or "a list"
        message = f"`{parameter.name}` needs {needed}, but this is {described(value.type)}"
        return fault(scope, "IVR210", value.span, message)
    return value
