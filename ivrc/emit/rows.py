"""Routes as rows of data: one call on the module each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.emit.layout import Doc, call, lay, mapping
from ivrc.emit.literals import py
from ivrc.emit.naming import field_name, python_name
from ivrc.emit.ncco import source
from ivrc.emit.texts import offered
from ivrc.flow.states import Row, RowEach, RowIf, RowItem
from ivrc.ncco.events import REPLACING_STATUSES
from ivrc.semantics.typed import Constant
from ivrc.semantics.walking import used_slots

if TYPE_CHECKING:
    from ivrc.emit.functions import Writer
    from ivrc.flow.states import Route
    from ivrc.semantics.program import Variable
    from ivrc.semantics.typed import Expr

SECRET_LIFETIME = 300
"""Seconds for which a token that holds a secret is good, at most (language 6)."""
SLACK = 900
"""Seconds that a token outlives its step (language 14)."""
_QUESTIONS = ("menu", "collect")
_ALWAYS_FOREIGN = ("callee", "outbound", "placed")
_CONNECT = (*REPLACING_STATUSES, "unreachable", "disconnected", "human", "machine", "beep")

Named = list[tuple[str, Doc]]


def row(route: Route, writer: Writer, variables: dict[str, Variable]) -> str:
    """The registration of a route, behind what it needs."""
    named: Named = []
    before = ""
    if route.kind in _QUESTIONS:
        named.append(("version", py(route.version)))
    match route.kind:
        case "menu":
            choices, rows = _menu(route, writer)
            before, named = choices, [*named, *rows]
        case "collect":
            named += _collect(route, writer)
        case "connect" | "placed":
            named += [
                (kind, writer.target(route.outcomes[kind])) for kind in _CONNECT if kind in route.outcomes
            ]
        case "recording":
            named += _recording(route, writer)
        case "awaited":
            named += _awaited(route, writer)
        case _:
            named.append(("then", writer.target(route.outcomes["then"])))
    named += _travelling(route, writer, variables)
    return before + lay(call(f"module.{route.kind}", [py(route.path)], named))


def _travelling(route: Route, writer: Writer, variables: dict[str, Variable]) -> Named:
    """What the route's URL carries, for how long, and what it remembers of the call."""
    named: Named = []
    if route.carries:
        carry = [(py(python_name(slot)), writer.annotation(of)) for slot, of in route.carries.items()]
        named.append(("carry", mapping(carry)))
        initial = [
            (py(python_name(slot)), source(variables[slot].initial, writer.names))
            for slot in route.carries
            if slot in variables
        ]
        if initial:
            named.append(("initial", mapping(initial)))
    if route.keeps:
        kept = ", ".join(py(name if ":" in name else field_name(name)) for name in sorted(route.keeps))
        named.append(("keep", f"({kept}{',' if len(route.keeps) == 1 else ''})"))
    if route.carries or route.keeps:
        if route.foreign and route.kind not in _ALWAYS_FOREIGN:
            named.append(("foreign", "True"))
        lifetime = route.longest if route.kind in ("recording", "transcribed") else route.longest + SLACK
        named.append(("lifetime", str(min(lifetime, SECRET_LIFETIME) if route.secret else lifetime)))
    return named


def _recording(route: Route, writer: Writer) -> Named:
    saved, awaited = writer.target(route.outcomes["then"]), route.details.get("awaited")
    named: Named = [] if saved == "None" else [("saved", saved)]
    return [*named, ("awaited", py(awaited))] if awaited else named


def _awaited(route: Route, writer: Writer) -> Named:
    details = route.details
    named: Named = [
        ("recording", py(details["recording"])),
        ("into", py(python_name(str(details["into"])))),
        ("timeout", py(details["timeout"])),
    ]
    return named + [(kind, writer.target(state)) for kind, state in route.outcomes.items()]


def _outcomes(route: Route, writer: Writer) -> Named:
    return [(kind, writer.target(route.outcomes[kind])) for kind in ("silence", "invalid", "again")]


def _confidence(route: Route) -> Named:
    """Speech settings, only where speech is taken."""
    return [("min_confidence", py(route.details["min_confidence"]))] if "recognised" in route.details else []


def _menu(route: Route, writer: Writer) -> tuple[str, Named]:
    """Constant options as rows; options of the call as a function."""
    named: Named = []
    if all(isinstance(item, Row) for item in route.rows):
        keys: Named = []
        phrases: Named = []
        for item in route.rows:
            if isinstance(item, Row):
                target = writer.target(item.state)
                keys += [(_text(key), target) for key in item.keys]
                phrases += [(_text(phrase), target) for phrase in item.phrases]
        if keys:
            named.append(("keys", mapping(keys)))
        if phrases:
            named.append(("phrases", mapping(_unique(phrases))))
        return "", [*named, *_confidence(route), *_outcomes(route, writer)]
    name = f"{''.join(c if c.isalnum() else '_' for c in route.path.strip('/'))}_choices".lower()
    choices = _choices(name, route, writer)
    return f"{choices}\n\n\n", [("choices", name), *_confidence(route), *_outcomes(route, writer)]


def _text(expr: Expr) -> str:
    assert isinstance(expr, Constant)  # noqa: S101 - rows without a condition are constants
    return py(str(expr.value))


def _unique(pairs: Named) -> Named:
    return list(dict(pairs).items())


def _choices(name: str, route: Route, writer: Writer) -> str:
    """The function that lists the options which are known only during the call."""
    needed = sorted(_needed(route))
    given = [f"{python_name(slot)}: {writer.annotation(route.carries[slot])}" for slot in needed]
    writer.names |= {"Call", "Choice"}
    head = lay(call(f"def {name}", ["_call: Call", *given]), tail=" -> list[Choice]:")
    lines = [head, "    choices = []", *_listed(route.rows, writer, 1), "    return choices"]
    return "\n".join(lines)


def _needed(route: Route) -> set[str]:
    return set[str]().union(*map(_slots, route.rows)) & route.carries.keys()


def _slots(item: RowItem) -> set[str]:
    match item:
        case Row(keys=keys, phrases=phrases, values=values):
            return {slot for expr in (*keys, *phrases, *(v for _, v in values)) for slot in used_slots(expr)}
        case RowIf(condition=condition, then=then, otherwise=otherwise):
            return set(used_slots(condition)).union(*map(_slots, (*then, *otherwise)))
        case RowEach(subject=subject, items=items):
            return set(used_slots(subject)).union(*map(_slots, items))


def _listed(items: tuple[RowItem, ...], writer: Writer, indent: int) -> list[str]:
    lines: list[str] = []
    margin = "    " * indent
    for item in items:
        match item:
            case Row():
                lines.append(lay(call("choices.append", [_choice(item, writer)]), indent))
            case RowIf(condition=condition, then=then, otherwise=otherwise):
                lines.append(f"{margin}if {source(condition, writer.names)}:")
                lines += _listed(then, writer, indent + 1) or [f"{margin}    pass"]
                if otherwise:
                    lines += [f"{margin}else:", *_listed(otherwise, writer, indent + 1)]
            case RowEach():
                lines += _each(item, writer, indent)
    return lines


def _each(item: RowEach, writer: Writer, indent: int) -> list[str]:
    loop = f"{'    ' * indent}for {offered(item, writer.names)}:"
    return [loop, *_listed(item.items, writer, indent + 1)]


def _choice(item: Row, writer: Writer) -> Doc:
    named: Named = []
    if item.keys:
        keys = ", ".join(_key(key, writer) for key in item.keys)
        named.append(("keys", f"({keys}{',' if len(item.keys) == 1 else ''})"))
    if item.phrases:
        phrases = ", ".join(source(phrase, writer.names) for phrase in item.phrases)
        named.append(("phrases", f"({phrases}{',' if len(item.phrases) == 1 else ''})"))
    named.append(("then", writer.target(item.state)))
    handed = [(py(python_name(n)), source(v, writer.names)) for n, v in item.values if n in item.state.needs]
    if handed:
        named.append(("values", mapping(handed)))
    return call("Choice", named=named)


def _key(key: Expr, writer: Writer) -> str:
    text = source(key, writer.names)
    return f"str({text})" if key.type.kind == "int" else text


def _collect(route: Route, writer: Writer) -> Named:
    details = route.details
    named: Named = [("kind", py(details["kind"])), ("into", py(python_name(str(details["into"]))))]
    bounds = details.get("length") or details.get("range")
    if isinstance(bounds, tuple):
        named += [("minimum", py(bounds[0])), ("maximum", py(bounds[1]))]
    if "country" in details:
        named.append(("country", py(details["country"])))
    named.append(("then", writer.target(route.outcomes["then"])))
    return [*named, *_confidence(route), *_outcomes(route, writer)]
