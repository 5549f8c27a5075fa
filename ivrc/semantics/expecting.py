"""`expect ...`: where a call stands, by the names of the program."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.language import types
from ivrc.language.trials import EXPECTATIONS
from ivrc.language.vocabulary import ENDPOINT_KINDS
from ivrc.semantics import script
from ivrc.semantics.codes import report
from ivrc.semantics.connects import single_target
from ivrc.semantics.typed import Constant
from ivrc.semantics.wording import one_of, word_of
from ivrc.words import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrc.semantics.program import Target
    from ivrc.semantics.scope import Scope
    from ivrc.syntax import tree

_DIALLED = ("const", "param", "endpoint")


def expectation(statement: tree.Action, scope: Scope, collected: frozenset[str]) -> script.Expectation | None:
    """What is expected; None after a report. `collected`: the names of all that is asked for."""
    first, *values = statement.values
    if not one_of(first, EXPECTATIONS, "a test expects", scope):
        return None
    row = EXPECTATIONS[word_of(first)]
    low, high = row.values
    if not low <= len(values) <= high:
        report(scope.found, "IVR222", statement.span, f"it is written `{row.usage}`")
        return None
    match row.name:
        case "hangup":
            return script.ExpectHangup(span=statement.span)
        case "connect":
            return _connect(statement, values, scope)
        case "join":
            return _join(statement, values, scope)
        case "record":
            recordings = [name for name, kind in scope.names.kinds.items() if kind == "recording"]
            name = _name(values, recordings, "recording", scope)
            return None if name is None else script.ExpectRecord(name=name, span=statement.span)
        case _:
            name = _name(values, collected, "`collect`", scope)
            return None if name is None else script.ExpectCollect(name=name, span=statement.span)


def _name(values: list[tree.Expression], known: Iterable[str], kind: str, scope: Scope) -> str | None:
    """The name of the program that is written, '' if none is; None after a report."""
    if not values:
        return ""
    name = word_of(values[0])
    if name in known:
        return name
    hint = did_you_mean(name, known) if name else None
    shown = f"no {kind} is called `{name}`" if name else f"here stands the name of a {kind}"
    report(scope.found, "IVR225", values[0].span, shown, hint=hint)
    return None


def _join(statement: tree.Action, values: list[tree.Expression], scope: Scope) -> script.ExpectJoin | None:
    conferences = scope.names.conferences
    name = _name(values[:1], conferences, "conference", scope)
    if name is None:
        return None
    if len(values) == 2 or (len(values) == 3 and word_of(values[1]) != "as"):
        report(scope.found, "IVR222", statement.span, f"it is written `{EXPECTATIONS['join'].usage}`")
        return None
    roles = conferences[name].roles
    role = _name(values[2:], roles, "role", scope)
    if role is None:
        return None
    return script.ExpectJoin(conference=conferences[name], role=roles.get(role), span=statement.span)


def _connect(
    statement: tree.Action, values: list[tree.Expression], scope: Scope
) -> script.ExpectConnect | None:
    if not values:
        return script.ExpectConnect(targets=(), span=statement.span)
    if len(values) == 2:
        if not one_of(values[0], ENDPOINT_KINDS, "a test expects", scope):
            return None
        target = single_target(word_of(values[0]), values[1], {}, scope)
    else:
        target = _named(values[0], scope)
    if target is None:
        return None
    return script.ExpectConnect(targets=tuple(_each(target)), span=statement.span)


def _named(value: tree.Expression, scope: Scope) -> Target | None:
    """A constant, an endpoint or a phone number."""
    names = scope.names
    word = word_of(value)
    if word and names.kinds.get(word) not in _DIALLED:
        known = [name for name, kind in names.kinds.items() if kind in _DIALLED]
        hint = did_you_mean(word, known) or "write the number, such as +441632960001"
        report(scope.found, "IVR225", value.span, f"no number or endpoint is called `{word}`", hint=hint)
        return None
    if names.kinds.get(word) == "endpoint":
        return names.endpoints.get(word)
    return single_target("phone", value, {}, scope)


def _each(target: Target) -> list[Target]:
    """One target a number of a constant list."""
    value = target.value
    if not isinstance(value, Constant) or not isinstance(value.value, tuple):
        return [target]
    numbers = (Constant(type=types.PHONE, value=number, span=value.span) for number in value.value)
    return [replace(target, kind="phone", value=number) for number in numbers]
