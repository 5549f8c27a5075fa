"""`owner.name` where the owner is no value itself: `call.from`, `State.ok`, `office.next_opening`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.builtins import CALL_FIELDS
from ivrc.language.types import MOMENT, TEXT, Type, optional
from ivrc.semantics.faults import fault
from ivrc.semantics.typed import (
    CallValue,
    Constant,
    EnumValue,
    EnvironmentValue,
    EventValue,
    Expr,
    Local,
    LocalValue,
    NextOpening,
)
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ivrc.semantics.scope import Scope
    from ivrc.source import Span
    from ivrc.syntax import tree

# Where `event` and `recording` can be read, for those who read them elsewhere.
_EVENT_PLACES = {
    "event": "`event.*` is known in `event { on ... }` and in the outcomes of a `connect` that surely dials",
    "recording": "`recording.*` is known in `on saved` and `on transcribed` only",
}


def owned(owner: tree.Name, name: tree.Name, span: Span, scope: Scope) -> Expr | None:
    """What `owner.name` is, or None if the owner is no owner."""
    word = owner.text
    if word in scope.events:
        return _event(owner, name, span, scope)
    if word in scope.names.enums:
        return _enumerated(owner, name, span, scope)
    if word in scope.names.hours:
        return _hours(owner, name, span, scope)
    if word in scope.names.kinds:
        return None
    if word in _EVENT_PLACES:
        return fault(scope, "IVR201", owner.span, f"there is no `{word}` here", _EVENT_PLACES[word])
    return _BUILT_IN[word](name, span, scope) if word in _BUILT_IN else None


def _event(owner: tree.Name, name: tree.Name, span: Span, scope: Scope) -> Expr:
    fields = scope.events[owner.text]
    if name.text not in fields:
        return unknown_field(owner.text, name, fields, scope)
    of = fields[name.text]
    if scope.told is None:
        return EventValue(span=span, type=of, subject=owner.text, field=name.text)
    path = f"{owner.text}.{name.text}"
    local = scope.told.setdefault(path, Local(name=path, type=of, span=span))
    return LocalValue(span=span, type=of, local=local)


def _enumerated(owner: tree.Name, name: tree.Name, span: Span, scope: Scope) -> Expr:
    values = scope.names.enums[owner.text].values
    if name.text not in values:
        return unknown_field(owner.text, name, values, scope)
    return enumerated(Type(kind="enum", name=owner.text), name.text, span)


def enumerated(of: Type, name: str, span: Span) -> Constant:
    """A value of an enumeration."""
    return Constant(span=span, type=of, value=EnumValue(type=of.name, name=name))


def _hours(owner: tree.Name, name: tree.Name, span: Span, scope: Scope) -> Expr:
    if name.text != "next_opening":
        return unknown_field(owner.text, name, ("next_opening",), scope)
    return NextOpening(span=span, type=optional(MOMENT), hours=scope.names.hours[owner.text])


def _call(name: tree.Name, span: Span, scope: Scope) -> Expr:
    if name.text == "header":
        return fault(scope, "IVR202", span, "`call.header` needs a name", 'write `call.header("X-Account")`')
    if name.text not in CALL_FIELDS:
        return unknown_field("call", name, CALL_FIELDS, scope)
    return CallValue(span=span, type=CALL_FIELDS[name.text].type, field=name.text)


def _environment(name: tree.Name, span: Span, scope: Scope) -> Expr:
    if not scope.environment:
        return fault(scope, "IVR219", span, f"`env.{name.text}` can be read in the settings of externs only")
    return EnvironmentValue(span=span, type=TEXT, name=name.text)


_BUILT_IN: dict[str, Callable[[tree.Name, Span, Scope], Expr]] = {"call": _call, "env": _environment}


def unknown_field(owner: str, name: tree.Name, known: Iterable[str], scope: Scope) -> Expr:
    """Report a field that the owner does not have."""
    fields = list(known)
    hint = did_you_mean(name.text, fields) or f"it has {listed(fields, 'and')}"
    return fault(scope, "IVR213", name.span, f"`{owner}` has no `{name.text}`", hint)
