"""The safety net: everything that would be sent goes through the linter for raw NCCO (reference 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.flow.states import Chosen, NccoAction, Pairs, Repeated, RouteUrl, Several
from ivrc.flow.walking import leaves, nested
from ivrc.ncco.validate import check_ncco
from ivrc.semantics.codes import report
from ivrc.semantics.typed import Constant, Joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ivrc.diagnostics import Diagnostic
    from ivrc.flow.states import Part, StateGraph, Template
    from ivrc.ncco.finding import Path
    from ivrc.semantics.typed import Expr

DOUBTS = frozenset({"W212", "W213"})
"""Warnings about the order of actions; rules about the source see all others that can arise from one."""

_STAND_INS: dict[str, object] = {
    "bool": True,
    "int": 1,
    "number": 1,
    "url": "https://example.com/a.mp3",
    "language": "en-US",
}
"""What stands for a value of the call; for all other types the digits of a phone number."""


def lint(graph: StateGraph) -> list[Diagnostic]:
    """What the platform would refuse or misunderstand, at the step that says so."""
    found: list[Diagnostic] = []
    for parts in dict.fromkeys(leaf.parts for state in graph.states for leaf in leaves(state.decision)):
        if parts:
            _check(parts, found)
    return found


def _check(parts: tuple[Part, ...], found: list[Diagnostic]) -> None:
    for chosen in (True, False) if any(isinstance(part, Chosen) for part in parts) else (True,):
        actions = list(_flat(parts, chosen))
        unknown: set[Path] = set()
        document = [_value_of(action, (index,), unknown) for index, action in enumerate(actions)]
        first = {finding.code: finding for finding in reversed(check_ncco(document))}
        for finding in first.values():
            if finding.path in unknown or (finding.severity != "error" and finding.code not in DOUBTS):
                continue
            code = "IVR322" if finding.severity == "error" else "IVR329"
            span = actions[int(finding.path[0])].span
            report(found, code, span, f"{finding.code}: {finding.message}", hint=finding.hint)


def _flat(parts: Iterable[Part], chosen: bool) -> Iterator[NccoAction]:
    """The actions of one way through the conditions; repeated ones once."""
    for part in parts:
        match part:
            case NccoAction():
                yield part
            case Repeated(actions=actions):
                yield from actions
            case Chosen(then=then, otherwise=otherwise):
                yield from _flat(then if chosen else otherwise, chosen)


def _value_of(action: NccoAction, at: Path, unknown: set[Path]) -> dict[str, object]:
    def value(path: str, template: Template) -> object:
        return _value((*at, *path.split(".")), template, unknown)

    return {"action": action.name, **nested(action, value)}


def _value(at: Path, value: Template, unknown: set[Path]) -> object:
    match value:
        case Several(items=items):
            made = [_value((*at, index), item, unknown) for index, item in enumerate(items)]
            if any((*at, index) in unknown for index in range(len(items))):
                unknown.add(at)
            return made
        case Pairs(items=pairs):
            return {name: _value((*at, name), item, unknown) for name, item in pairs}
        case RouteUrl(route=route):
            return f"https://example.com{route.path}"
        case Constant(value=known):
            return known if known is None or isinstance(known, str | int | float) else float(str(known))
        case Joined(parts=parts):
            return "".join(str(part.value) if isinstance(part, Constant) else "1" for part in parts)
        case _:
            unknown.add(at)
            return _stand_in(value)


def _stand_in(value: Expr) -> object:
    one = _STAND_INS.get(value.type.kind, "441632960000")
    return [one] if value.type.element else one
