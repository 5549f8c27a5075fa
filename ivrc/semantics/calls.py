"""`name(arguments)`: built-in functions, externs, flows, prompts, records, `call.header` (language 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.types import NONE, TEXT, UNKNOWN, Type, optional
from ivrc.semantics.arguments import check_arguments
from ivrc.semantics.faults import fault
from ivrc.semantics.functions import found_record, function
from ivrc.semantics.resolving import resolve
from ivrc.semantics.typed import (
    Constant,
    Expr,
    ExternCall,
    FlowCall,
    HeaderValue,
    Local,
    Mistake,
    PromptCall,
    RecordOf,
    RecordValue,
)

if TYPE_CHECKING:
    from ivrc.semantics.scope import Scope
    from ivrc.source import Span
    from ivrc.syntax import tree


def called(expression: tree.Reference, arguments: tuple[tree.Argument, ...], scope: Scope) -> Expr:
    """What a call gives, wherever it stands in an expression; flows stand alone, see `flow_call`."""
    name, span = expression.path[0], expression.span
    if len(expression.path) > 1:
        return _of_owner(expression, arguments, scope)
    names, word = scope.names, name.text
    if word in names.externs:
        return _extern(word, arguments, span, scope)
    if word in names.prompts:
        prompt = names.prompts[word]
        values = check_arguments(prompt.parameters, arguments, span, scope, f"`{word}`")
        return PromptCall(span=span, type=TEXT, prompt=prompt, arguments=values)
    if word in names.records:
        return _record(word, arguments, span, scope)
    if word in names.flows:
        hint = f"give its result a name first: `let x = {word}(...)`"
        return fault(scope, "IVR218", span, f"the flow `{word}` cannot run inside an expression", hint)
    if word in names.kinds or word in scope.locals:
        return _not_callable(name, scope)
    if word == "find":
        return found_record(arguments, span, scope)
    return function(name, arguments, span, scope)


def flow_call(expression: tree.Reference, scope: Scope) -> FlowCall | None:
    """The call of a flow that is the whole right side of `let`, `set` or `return`; None if it is no flow."""
    flow = scope.names.flows.get(expression.path[0].text)
    if flow is None or len(expression.path) > 1 or expression.arguments is None:
        return None
    span, what = expression.span, f"`{flow.name}`"
    values = check_arguments(flow.parameters, expression.arguments, span, scope, what)
    return FlowCall(span=span, type=flow.result or NONE, flow=flow.name, arguments=values)


def _of_owner(expression: tree.Reference, arguments: tuple[tree.Argument, ...], scope: Scope) -> Expr:
    path = ".".join(name.text for name in expression.path)
    if path != "call.header":
        return fault(scope, "IVR217", expression.span, f"`{path}` cannot be called")
    match arguments:
        case (argument,) if argument.name is None:
            value = resolve(argument.value, scope, TEXT)
            if isinstance(value, Constant):
                return HeaderValue(span=expression.span, type=optional(TEXT), name=str(value.value))
            if isinstance(value, Mistake):
                return value
    hint = 'write `call.header("X-Account")`'
    return fault(scope, "IVR214", expression.span, "`call.header` takes the name of one SIP header", hint)


def _not_callable(name: tree.Name, scope: Scope) -> Expr:
    word = name.text
    kind = scope.names.kinds.get(word, "value")
    if kind in ("extern", "prompt", "type", "flow", "menu"):  # declared, but its declaration failed
        return Mistake(span=name.span, type=UNKNOWN)
    article = "an" if kind[0] in "aeio" else "a"
    return fault(scope, "IVR202", name.span, f"`{word}` is {article} {kind} and cannot be called")


def _extern(word: str, arguments: tuple[tree.Argument, ...], span: Span, scope: Scope) -> Expr:
    extern = scope.names.externs[word]
    if scope.pure:
        hint = "name its answer with `let` in the flow and use that name here"
        return fault(scope, "IVR216", span, f"`{word}` cannot be asked here: no call has come yet", hint)
    values = check_arguments(extern.parameters, arguments, span, scope, f"`{word}`")
    return ExternCall(span=span, type=extern.result or NONE, extern=extern, arguments=values)


def _record(word: str, arguments: tuple[tree.Argument, ...], span: Span, scope: Scope) -> Expr:
    """`Customer(name="Ann")`: fields by name, those that may be absent are none when not given."""
    record = scope.names.records[word]
    unnamed = [a for a in arguments if a.name is None]
    if unnamed:
        hint = f"write `{word}({', '.join(f'{name}=...' for name in record.fields)})`"
        return fault(scope, "IVR214", unnamed[0].span, "fields of a record are given by name", hint)
    given = {a.name.text for a in arguments if a.name}
    fields = {n: of for n, of in record.fields.items() if n in given or not of.optional}
    parameters = tuple(Local(name=n, type=of, span=record.span) for n, of in fields.items())
    values = check_arguments(parameters, arguments, span, scope, f"`{word}`")
    if any(isinstance(v, Mistake) for v in values):
        return Mistake(span=span, type=UNKNOWN)
    absentees = Constant(span=span, type=NONE, value=None)
    by_name = dict(zip(fields, values, strict=True))
    whole = tuple((n, by_name.get(n, absentees)) for n in record.fields)
    of = Type(kind="record", name=word)
    known = tuple((n, v.value) for n, v in whole if isinstance(v, Constant))
    if len(known) == len(whole):
        return Constant(span=span, type=of, value=RecordValue(type=word, fields=known))
    return RecordOf(span=span, type=of, fields=whole)
