"""What must be heard or done before something else is decided (language 4, order of effects)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ivrc.flow.states import Decision, Leaf, NccoAction, Pairs, Part, Several
from ivrc.flow.templates import action
from ivrc.language import types
from ivrc.semantics.codes import report
from ivrc.semantics.typed import Constant

if TYPE_CHECKING:
    from ivrc.flow.builder import Builder
    from ivrc.flow.places import Asking, Place
    from ivrc.source import Span

Parts = tuple[Part, ...]
_AUDIBLE = ("talk", "stream")
_SLOW = ("record", "wait", "notify")


class Runs(Protocol):
    """What goes on from a place: the functions that lower one kind of step call back into it.

    `seen` has the targets that were jumped to in this state, with the number of actions before them.
    """

    builder: Builder
    seen: dict[object, int]

    def run(self, place: Place, parts: Parts) -> Decision:
        """The decision from a place, behind actions that are sent before."""
        ...


def closed(runs: Runs, place: Place, parts: Parts, span: Span) -> Decision:
    """Close the state: a `notify` of our own, whose reply is the rest."""
    not_interruptible(runs, parts, span)
    name = runs.builder.place_name(place)
    target = runs.builder.settle(runs.builder.later(place))
    route, new = runs.builder.route(
        runs.builder.key(target), "resume", f"{name.replace('.', '/')}/resume", f"{name}: goes on", span
    )
    if new:
        route.longest = 7200
        route.outcomes["then"] = runs.builder.state(target, f"{name}.resume", f"{name}: goes on", span)
    url = Several(items=(runs.builder.url(route, place),))
    close = action("notify", [("payload", Pairs(items=())), ("eventUrl", url)], span)
    return Leaf(parts=(*parts, close))


def not_interruptible(runs: Runs, parts: Parts, span: Span) -> None:
    """Report what has to wait until prompts were heard that a key may interrupt."""
    if interrupting(parts):
        message = "a key may interrupt these prompts, so this cannot wait until they were heard"
        report(runs.builder.found, "IVR312", span, message, hint="move it above the prompts")


def too_late(parts: Parts, *, changing: bool) -> bool:
    """Whether something stands before that has to be heard or done first (language 4)."""
    names = [p.name for p in parts if isinstance(p, NccoAction)]
    return any(n in _SLOW for n in names) or (changing and bool(parts))


def interruptible(parts: Parts, asking: Asking) -> Parts:
    """A failure handler's words may be interrupted, back to the last other action (language 5)."""
    own = asking.question.settings.get("barge_in")
    if own is not None and isinstance(own.values[0], Constant) and own.values[0].value is False:
        return parts
    first = len(parts)
    while first and (part := parts[first - 1]) and isinstance(part, NccoAction) and part.name in _AUDIBLE:
        first -= 1
    return (*parts[:first], *(with_barge_in(p) for p in parts[first:] if isinstance(p, NccoAction)))


def with_barge_in(part: NccoAction) -> NccoAction:
    if any(path == "bargeIn" for path, _ in part.fields):
        return part
    yes = Constant(type=types.BOOL, value=True, span=part.span)
    return action(part.name, [*part.fields, ("bargeIn", yes)], part.span)


def interrupting(parts: Parts) -> bool:
    """Whether the prompts at the end may be interrupted."""
    for part in reversed(parts):
        if not isinstance(part, NccoAction) or part.name not in _AUDIBLE:
            return False
        if any(path == "bargeIn" for path, _ in part.fields):
            return True
    return False
