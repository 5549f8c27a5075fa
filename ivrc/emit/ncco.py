"""NCCO templates as JSON files and as Python text; the order of keys is that of the target's tables."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

from ivrc.emit.expressions import python
from ivrc.emit.layout import Doc, Group, Pair, array, call, mapping
from ivrc.emit.literals import py
from ivrc.emit.naming import python_name
from ivrc.emit.texts import clauses
from ivrc.flow.states import Chosen, NccoAction, Pairs, Part, Repeated, RouteUrl, Several
from ivrc.flow.walking import nested, templates
from ivrc.semantics.typed import Constant, ForEach, Sentences, SlotValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ivrc.flow.states import Template
    from ivrc.semantics.typed import Expr

SHORT = 100
"""Columns within which arrays and objects of scalars stay on one line of a JSON file."""

_line = json.JSONEncoder(ensure_ascii=False).encode


# --- static


def is_static(parts: Sequence[Part]) -> bool:
    """Whether nothing in the actions is known only during a call, and nothing is to be carried."""
    return all(isinstance(p, NccoAction) and all(map(_is_known, templates(p))) for p in parts)


def _is_known(value: Expr | RouteUrl) -> bool:
    if not isinstance(value, RouteUrl):
        return isinstance(value, Constant)
    if value.route.kind == "callee":
        return False  # a request that may come unsigned proves itself by a token of its own
    handed = {slot for slot, given in value.overrides if isinstance(given, Constant)}
    return not value.route.keeps and value.route.carries.keys() <= handed


def ncco_value(parts: Sequence[Part], base_url: str) -> list[dict[str, object]]:
    """The actions as JSON values."""
    return [_action(part, base_url) for part in parts if isinstance(part, NccoAction)]


def _action(action: NccoAction, base_url: str) -> dict[str, object]:
    return {"action": action.name, **nested(action, lambda _, value: _value(value, base_url))}


def _value(value: Template, base_url: str) -> object:
    match value:
        case Several(items=items):
            return [_value(item, base_url) for item in items]
        case Pairs(items=pairs):
            return {name: _value(item, base_url) for name, item in pairs}
        case RouteUrl(route=route):
            return f"{base_url}{route.path}?v={route.version}" if route.version else f"{base_url}{route.path}"
        case Constant(value=Decimal() as number):
            return int(number) if number == int(number) else float(number)
        case Constant(value=known):
            return known
        case _:
            raise AssertionError(value)


def ncco_bytes(value: object) -> bytes:
    """A JSON file: two spaces, a final line break, arrays and small objects of scalars on one line."""
    return f"{_laid(value, '')}\n".encode()


def _laid(value: object, margin: str) -> str:
    if not isinstance(value, dict | list):
        return _line(value)
    if _is_flat(value, margin) and len(line := _line(value)) + len(margin) <= SHORT:
        return line
    inner = f"{margin}  "
    if isinstance(value, list):
        items = [f"{inner}{_laid(item, inner)}" for item in value]
        return "[\n" + ",\n".join(items) + f"\n{margin}]"
    items = [f"{inner}{_line(name)}: {_laid(item, inner)}" for name, item in value.items()]
    return "{\n" + ",\n".join(items) + f"\n{margin}}}"


def _is_flat(value: dict[str, object] | list[object], margin: str) -> bool:
    if "action" in value:
        return False
    items = list(value.values()) if isinstance(value, dict) else value
    plain = all(not isinstance(item, dict | list) or not margin or _holds_scalars(item) for item in items)
    nested = isinstance(value, dict) and any(isinstance(item, dict) for item in items)
    has_actions = any(isinstance(item, dict) and "action" in item for item in items)
    return plain and not has_actions and not nested


def _holds_scalars(value: dict[str, object] | list[object]) -> bool:
    items = value.values() if isinstance(value, dict) else value
    return not any(isinstance(item, dict | list) for item in items)


# --- dynamic


def python_part(part: Part, names: set[str]) -> Doc:
    """An action as a Python dictionary; repeated and conditional ones as a list to be spread."""
    if isinstance(part, Repeated):
        return _repeated(part, names)
    if isinstance(part, Chosen):
        return _chosen(part, names)
    made = nested(part, lambda _, value: _doc(value, names))
    return mapping([('"action"', py(part.name)), *_items(made)])


def _items(made: dict[str, object]) -> list[tuple[str, Doc]]:
    return [
        (py(name), mapping(_items(value)) if isinstance(value, dict) else value)  # type: ignore[misc]  # docs
        for name, value in made.items()
    ]


def _chosen(part: Chosen, names: set[str]) -> Doc:
    then = array([python_part(inner, names) for inner in part.then])
    otherwise = array([python_part(inner, names) for inner in part.otherwise])
    test = f"if {source(part.condition, names)}"
    return Group(before="*(", parts=(then, test, Pair(key="else", separator=" ", value=otherwise)), after=")",
                 commas=False)  # fmt: skip


def _repeated(part: Repeated, names: set[str]) -> Doc:
    subject = source(part.subject, names)
    element = python_name(part.element)
    loop = f"{element} in {subject}"
    if part.counter:
        loop = f"{python_name(part.counter)}, {element} in enumerate({subject}, start=1)"
    made = [python_part(action, names) for action in part.actions]
    parts: tuple[Doc, ...] = (made[0], f"for {loop}")
    if len(made) > 1:
        several = Group(before="for action in (", parts=tuple(made), after=")")
        parts = ("action", f"for {loop}", several)
    return Group(before="*[", parts=parts, after="]", commas=False)


def _doc(value: Template, names: set[str]) -> Doc:
    match value:
        case Several(items=items):
            return array([_item(item, names) for item in items])
        case Pairs(items=pairs):
            return mapping([(py(name), _doc(item, names)) for name, item in pairs])
        case RouteUrl():
            return _url(value, names)
        case Constant(value=Decimal() as number):
            return py(int(number) if number == int(number) else float(number))
        case Sentences(parts=parts):
            names.add("sentences")
            return call("sentences", [_item(part, names) for part in parts])
        case _:
            return source(value, names)


def _item(item: Template, names: set[str]) -> Doc:
    """An element of an array; one for each element of a run-time list is spread."""
    if isinstance(item, ForEach):
        return Group(before="*(", parts=clauses(item, names), after=")", commas=False)
    return _doc(item, names)


def _url(url: RouteUrl, names: set[str]) -> Doc:
    """`call.url("/main/1", ticket=ticket)`: what the route carries is handed over by name."""
    given = dict(url.overrides)
    values = [
        (
            python_name(slot),
            source(given.get(slot, SlotValue(slot=slot, type=of, span=url.route.span)), names),
        )
        for slot, of in url.route.carries.items()
    ]
    return call("call.url", [py(url.route.path)], values)


def source(expr: Expr, names: set[str]) -> str:
    """An expression as Python; the names it needs are added."""
    text, needed = python(expr)
    names |= needed
    return text
