"""Which step of the program is behind an action that the webhook sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ivrc.flow.states import RouteUrl, Several
from ivrc.flow.walking import actions, going, leaves, next_states
from ivrc.semantics.typed import Constant, Joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ivrc.analysis import Compilation
    from ivrc.flow.states import NccoAction, State, Template
    from ivrc.source import Source, Span

Action = dict[str, Any]


class Places:
    """Reads replies in the order in which they came: the same NCCO may be sent from several places."""

    def __init__(self, compilation: Compilation) -> None:
        assert compilation.graph is not None  # noqa: S101 - what is played has no errors
        self._sources = compilation.sources
        graph = compilation.graph
        self._entered: dict[str, list[State]] = {r.path: list(next_states(r)) for r in graph.routes}
        self._entered["/answer"] = [graph.answer] if graph.answer is not None else []
        self._entered["/fallback"] = [graph.fallback]
        self._known: dict[int, Span] = {}

    def learn(self, url: str, ncco: Sequence[Action]) -> None:
        """An NCCO came from an address."""
        entered = self._entered.get(urlsplit(url).path, ())
        found = [
            _aligned(list(actions(leaf)), ncco) for s in _reached(entered) for leaf in leaves(s.decision)
        ]
        spans = max(found, key=lambda spans: sum(weight for _, weight in spans), default=[])
        for action, (span, _) in zip(ncco, spans, strict=False):
            self._known[id(action)] = span

    def span(self, action: Mapping[str, Any]) -> Span | None:
        """The step behind an action."""
        return self._known.get(id(action))

    def of(self, action: Mapping[str, Any]) -> tuple[Source, int] | None:
        """The source and the line of the step behind an action."""
        span = self.span(action)
        if span is None:
            return None
        source = self._sources[span.file]
        return source, source.position(span.start)[0]


def _reached(entered: Iterable[State]) -> Iterator[State]:
    """States and those that they go on with at once."""
    seen: dict[State, None] = {}
    waiting = list(entered)
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen[state] = None
            waiting += going(state.decision)
    yield from seen


def _aligned(templates: list[NccoAction], ncco: Sequence[Action]) -> list[tuple[Span, int]]:
    """The step behind each action of a reply, with how sure that is; [] if it is another reply.

    Templates are met in order; those that are repeated for a list are met again.
    """
    found: list[tuple[Span, int]] = []
    at = 0
    for action in ncco:
        order = [*range(at, len(templates)), *range(at)]
        fitting = ((i, weight) for i in order if (weight := _likeness(templates[i], action)))
        position, weight = next(fitting, (None, 0))
        if position is None:
            return []
        found.append((templates[position].span, weight))
        at = position + 1
    return found


def _likeness(template: NccoAction, action: Action) -> int:
    """How much of an action is as its template has it; 0 if something is not."""
    if template.name != action.get("action"):
        return 0
    weight = 1
    for path, value in template.fields:
        likeness = _value_likeness(value, _at(action, path))
        if likeness is None:
            return 0
        weight += likeness
    return weight


def _at(action: Action, path: str) -> object:
    found: Any = action
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _value_likeness(template: Template, value: object) -> int | None:
    """None: they differ. 0: nothing is known of it."""
    match template:
        case Constant(value=str() as known):
            return 2 if known == value else None
        case RouteUrl(route=route):
            return 2 if isinstance(value, str) and urlsplit(value).path.endswith(route.path) else None
        case Several(items=(item,)) if isinstance(value, list) and len(value) == 1:
            return _value_likeness(item, value[0])
        case Joined(parts=parts) if isinstance(value, str):
            known_parts = [str(part.value) for part in parts if isinstance(part, Constant)]
            return 1 if all(part in value for part in known_parts) else None
        case _:
            return 0
