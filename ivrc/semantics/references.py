"""Names: what a dotted path means at its place (language 11)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.language.builtins import FUNCTIONS
from ivrc.language.types import (
    ANSWER_FIELDS,
    DATE,
    LANGUAGE,
    MOMENT,
    NONE,
    TEXT,
    TIME,
    UNKNOWN,
    described,
    list_of,
    present,
)
from ivrc.semantics.calls import called
from ivrc.semantics.faults import fault
from ivrc.semantics.fitting import absent
from ivrc.semantics.narrowing import narrowed
from ivrc.semantics.owned import enumerated, owned, unknown_field
from ivrc.semantics.resolving import infer
from ivrc.semantics.typed import (
    Constant,
    Expr,
    Field,
    LocalValue,
    Mistake,
    Now,
    PromptCall,
    VariableValue,
)
from ivrc.source import Span
from ivrc.syntax import tree
from ivrc.words import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.language.types import Type
    from ivrc.semantics.scope import Scope

# What may be meant by naming something that is no value, by its kind.
_USES = {
    "hours": "ask `{0} is open`, `{0} is closed` or `{0}.next_opening`",
    "extern": "call it: `{0}(...)`",
    "enumeration": "name one of its values: `{0}.value`",
    "type": "make one: `{0}(field=value)`",
    "prompt": "give it its arguments: `{0}(...)`",
    "flow": "`-> {0}` goes there, `{0}()` calls it",
    "menu": "`-> {0}` goes there, `{0}()` calls it",
    "recording": "behind `await {0}` its fields are known: `{0}.recording_url`",
}

# Declarations that give values; one that is declared and yet in no table has failed and was reported.
_VALUE_KINDS = ("const", "param", "var")


@infer.register(tree.Reference)
def reference(expression: tree.Reference, scope: Scope, expected: Type | None) -> Expr:
    """`name`, `name.field`, `name(arguments)`."""
    if expression.arguments is not None:
        return called(expression, expression.arguments, scope)
    first, *rest = expression.path
    value = _named(first, scope)
    if value is None and rest:
        value = owned(first, rest[0], _through(first, rest[0]), scope)
        rest = rest[1:] if value else rest
    if value is None and not rest:
        value = _guided(first, expected, scope)
    if value is None:
        return _no_value(first, scope)
    for name in rest:
        value = field(narrowed(value, scope), name, scope)
    return narrowed(value, scope)


def _through(first: tree.Name, last: tree.Name) -> Span:
    return Span(first.span.file, first.span.start, last.span.end)


def _named(name: tree.Name, scope: Scope) -> Expr | None:
    """The value that has this name."""
    names, word, span = scope.names, name.text, name.span
    if word in scope.locals:
        return LocalValue(span=span, type=scope.locals[word].type, local=scope.locals[word])
    if word in names.constants:
        value = names.constants[word].value
        return replace(value, span=span, name=word) if isinstance(value, Constant) else _mistake(span)
    if word in names.variables:
        variable = names.variables[word]
        return VariableValue(span=span, type=variable.type, variable=variable)
    if word in names.prompts and not names.prompts[word].parameters:
        return PromptCall(span=span, type=TEXT, prompt=names.prompts[word], arguments=())
    if word in names.kinds:
        return _mistake(span) if names.kinds[word] in _VALUE_KINDS else None
    if word == "now":
        return Now(span=span, type=MOMENT)
    return Constant(span=span, type=NONE, value=None) if word == "none" else None


def _mistake(span: Span) -> Mistake:
    return Mistake(span=span, type=UNKNOWN)


def _guided(name: tree.Name, expected: Type | None, scope: Scope) -> Expr | None:
    """A word that means something only because of the type expected here: `ar`, `ok` of `State`."""
    if expected is None or name.text in scope.names.kinds:
        return None
    if expected.kind == "language" and re.fullmatch("[a-z]{2,3}", name.text):
        return Constant(span=name.span, type=LANGUAGE, value=name.text)
    enumeration = scope.names.enums.get(expected.name)
    if enumeration and name.text in enumeration.values:
        return enumerated(present(expected), name.text, name.span)
    return None


def _no_value(name: tree.Name, scope: Scope) -> Expr:
    """Report a name that is unknown, or known as something else than a value."""
    word = name.text
    kind = scope.names.kinds.get(word) or ("function" if word in FUNCTIONS else None)
    if kind:
        article = "an" if kind[0] in "aeio" else "a"
        called_it = kind if kind == "hours" else f"{article} {kind}"
        hint = _USES.get(kind, "").format(word) or None
        return fault(scope, "IVR202", name.span, f"`{word}` is {called_it}, not a value", hint)
    if word == "call":
        return fault(
            scope,
            "IVR202",
            name.span,
            "`call` is the whole call, not a value",
            "name what of it: `call.from`",
        )
    known = (*scope.locals, *scope.events, *scope.names.kinds, "call", "now", "none")
    return fault(scope, "IVR201", name.span, f"there is no `{word}` here", did_you_mean(word, known))


def field(of: Expr, name: tree.Name, scope: Scope) -> Expr:
    """`value.name`."""
    if of.type == UNKNOWN:
        return of
    span = _through(tree.Name(span=of.span, text=""), name)
    if of.type.optional:
        return absent(of, scope)
    fields = _fields(of.type, scope)
    if fields is None:
        return _mistake(span)
    if name.text not in fields:
        if fields:
            return unknown_field(str(of.type), name, fields, scope)
        return fault(scope, "IVR213", name.span, f"{described(of.type)} has no fields")
    return Field(span=span, type=fields[name.text], of=of, name=name.text)


def _fields(of: Type, scope: Scope) -> Mapping[str, Type] | None:
    """The fields of a type; None if its declaration failed."""
    if of.element:
        fields = _fields(of.element, scope)
        return fields and {name: list_of(each) for name, each in fields.items()}
    if of.kind == "moment":
        return {"date": DATE, "time": TIME}
    if of.name in ANSWER_FIELDS:
        return ANSWER_FIELDS[of.name]
    if of.kind == "record":
        declared = scope.names.records.get(of.name)
        return declared.fields if declared else None
    return {}
