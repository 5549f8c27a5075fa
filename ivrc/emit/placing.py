"""The functions that make the requests for calls that we place (language 12, reference 6.3)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ivrc.emit.definitions import docstring
from ivrc.emit.layout import Doc, call, lay, mapping
from ivrc.emit.literals import py
from ivrc.emit.naming import python_name
from ivrc.emit.ncco import source
from ivrc.semantics.detection import ADVANCED
from ivrc.semantics.fold import specialise
from ivrc.semantics.settings import constant
from ivrc.semantics.typed import SlotValue

if TYPE_CHECKING:
    from ivrc.emit.functions import Writer
    from ivrc.flow.states import Placed, Route
    from ivrc.semantics.program import Outbound, Variable
    from ivrc.semantics.typed import Constant, Expr, Local

Named = list[tuple[str, Doc]]
_TIMERS = (("timeout", "ringing_timer"), ("limit", "length_timer"))


def function_name(name: str) -> str:
    """What the function is called that makes the request for `outbound NAME`."""
    return f"{name}_call"


def request_function(placed: Placed, number: Constant | None, writer: Writer) -> str:
    """`def reminder_call(to: str, *, name: str) -> dict[str, Any]`; `number` is the app's first."""
    outbound = placed.outbound
    writer.names |= {"Any", "call_request"}
    given = [f"{python_name(p.name)}: {writer.annotation(p.type)}" for p in outbound.parameters]
    marked = ["*", *given] if given else []
    head = call(f"def {function_name(outbound.name)}", ["to: str", *marked])
    usual = f"What `POST /v1/calls` is sent to call `to`, for `outbound {outbound.name}`."
    named: Named = [*_shown(outbound, number, writer), ("answer_url", _url(placed, placed.answer))]
    if placed.events is not None:
        named.append(("event_url", _url(placed, placed.events)))
    named += _settings(outbound)
    return "\n".join(
        [
            lay(head, tail=" -> dict[str, Any]:"),
            *docstring(outbound.doc or usual, 1)[:-1],
            lay(call("call_request", ["to"], named), 1, "return "),
        ]
    )


def _url(placed: Placed, route: Route) -> Doc:
    carried = [
        (python_name(slot), python_name(name))
        for name, slot in placed.parameters.items()
        if slot in route.carries
    ]
    return call("module.url", [py(route.path)], carried)


def _shown(outbound: Outbound, number: Constant | None, writer: Writer) -> Named:
    """The number that is shown: a program without one has been refused."""
    setting = outbound.settings.get("from")
    if setting is not None:
        known: dict[Local | Variable, Expr] = {p: _argument(p) for p in outbound.parameters}
        return [("from_", source(specialise(setting.values[0], known, ""), writer.names))]
    return [] if number is None else [("from_", py(number.value))]


def _argument(parameter: Local) -> Expr:
    return SlotValue(slot=parameter.name, type=parameter.type, span=parameter.span)


def _settings(outbound: Outbound) -> Named:
    settings = outbound.settings
    named: Named = []
    if ADVANCED in settings:
        inside = {
            name.removeprefix(f"{ADVANCED}."): constant(settings, name)
            for name in settings
            if name.startswith(f"{ADVANCED}.")
        }
        held: list[tuple[str, Doc]] = [(py(name), py(_seconds(value))) for name, value in inside.items()]
        named.append((ADVANCED, mapping(held)))
    elif "machine_detection" in settings:
        named.append(("machine_detection", py(constant(settings, "machine_detection"))))
    for name, key in _TIMERS:
        if name in settings:
            named.append((key, py(_seconds(constant(settings, name)))))
    return named


def _seconds(value: object) -> object:
    return round(value.total_seconds()) if isinstance(value, timedelta) else value
