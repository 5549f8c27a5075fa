"""The compiled flow: states that answer a request with an NCCO, and routes at which the next request comes.

A state's decision is a tree: conditions over the event, the clock and extern results, with lists of NCCO
actions at its leaves. A route says which state answers which outcome.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal

from ivrc.node import Spanned, identity_node, node
from ivrc.semantics.typed import Expr
from ivrc.slotted import record

if TYPE_CHECKING:
    from ivrc.language.types import Type
    from ivrc.semantics.program import Outbound
    from ivrc.semantics.typed import ExternCall
    from ivrc.source import Span

# --- NCCO templates -------------------------------------------------------------------------------


@node
class RouteUrl:
    """The address of a route; `overrides`: values that it carries other than those of the names."""

    route: Route
    overrides: tuple[tuple[str, Expr], ...] = ()


@node
class Several:
    """A JSON array."""

    items: tuple[Template, ...]


@node
class Pairs:
    """A JSON object."""

    items: tuple[tuple[str, Template], ...]


Template = Expr | RouteUrl | Several | Pairs


@node
class NccoAction(Spanned):
    """One action: values by the dotted paths of the target's table (`dtmf.maxDigits`).

    `role`: as whom the caller enters a room of which is known who is in it.
    """

    name: str
    fields: tuple[tuple[str, Template], ...]
    role: str = ""


@node
class Repeated(Spanned):
    """Actions repeated for the elements of a run-time list."""

    element: str
    counter: str
    subject: Expr
    actions: tuple[NccoAction, ...]


@node
class Chosen(Spanned):
    """Actions that are sent on a condition, where one reply for each way would be too many."""

    condition: Expr
    then: tuple[Part, ...]
    otherwise: tuple[Part, ...]


Part = NccoAction | Repeated | Chosen

# --- decisions ------------------------------------------------------------------------------------


@node
class Leaf:
    """What is sent. No parts: nothing is left to do, the call ends (or goes on without us)."""

    parts: tuple[Part, ...]


@node
class Branch(Spanned):
    """`comment` names the source: `answer: if office is closed`."""

    condition: Expr
    then: Decision
    otherwise: Decision
    comment: str


@node
class Bind:
    """Values get names, all at once."""

    values: tuple[tuple[str, Type, Expr], ...]
    then: Decision


@node
class Ask(Spanned):
    """An extern is called; `slot` '' forgets the result. `failed` None: the fallback NCCO."""

    slot: str
    call: ExternCall
    failed: Decision | None
    then: Decision


@node
class Go:
    """The rest is another state's."""

    state: State


Decision = Leaf | Branch | Bind | Ask | Go


@record
class State:
    """`name` gives file, constant or function; `source` the declaration, for comments and the manifest.

    `decision` is set once, when the state has been lowered; `needs` by liveness: run-time values by name,
    with the types they have on entry. `enters` is the flow that begins here, where flows are kept apart.
    """

    name: str
    source: str
    span: Span
    decision: Decision = field(default_factory=lambda: Leaf(parts=()))
    needs: dict[str, Type] = field(default_factory=dict)
    keeps: frozenset[str] = frozenset()
    enters: str = ""


# --- routes ---------------------------------------------------------------------------------------

RouteKind = Literal[
    "menu",
    "collect",
    "connect",
    "resume",
    "callee",
    "recording",
    "transcribed",
    "outbound",
    "placed",
    "awaited",
]


@identity_node
class Row:
    """One option of a menu as rows of data; `when` and `each` make it a run-time option.

    `keys` and `phrases` are constants, or expressions over the element; `values` are handed to the state.
    """

    keys: tuple[Expr, ...]
    phrases: tuple[Expr, ...]
    state: State
    values: tuple[tuple[str, Expr], ...]
    span: Span


@node
class RowIf:
    """Rows that are offered on a condition."""

    condition: Expr
    then: tuple[RowItem, ...]
    otherwise: tuple[RowItem, ...]


@node
class RowEach:
    """Rows made from a run-time list, at most nine; `taken`: keys that its counter passes over."""

    element: str
    element_type: Type
    counter: str
    subject: Expr
    taken: str
    items: tuple[RowItem, ...]


RowItem = Row | RowIf | RowEach


@record
class Route:
    """Where a request comes in. `outcomes` by name: `silence`, `invalid`, `again`, `then`, `busy`, ...

    `details` are the constants the runtime needs (length, country, language, ...). `carries` and `keeps` are
    set by liveness: values in the token by name, and what it remembers of the call. `longest`: seconds until
    the request comes at the latest. `foreign`: it comes from another conversation (language 14).
    """

    path: str
    kind: RouteKind
    source: str
    span: Span
    outcomes: dict[str, State] = field(default_factory=dict)
    rows: tuple[RowItem, ...] = ()
    details: dict[str, object] = field(default_factory=dict)
    gives: dict[str, Type] = field(default_factory=dict)
    version: str = ""
    carries: dict[str, Type] = field(default_factory=dict)
    keeps: frozenset[str] = frozenset()
    secret: bool = False
    longest: int = 60
    foreign: bool = False


@record
class Handler:
    """Externs that run without an answer: call events and recordings' ends."""

    statuses: tuple[str, ...]
    state: State


@record
class Placed:
    """A call that we place: the routes where it is answered and where its events arrive, if we handle them.

    `parameters`: the Python names of what the two carry, by the names of the declaration.
    """

    outbound: Outbound
    answer: Route
    events: Route | None
    parameters: dict[str, str]

    @property
    def routes(self) -> tuple[Route, ...]:
        """Both of them."""
        return (self.answer,) if self.events is None else (self.answer, self.events)


@record
class StateGraph:
    """All states and routes in the order in which a call may meet them; `secrets`: names of secret values."""

    states: list[State]
    routes: list[Route]
    answer: State | None
    placed: list[Placed]
    fallback: State
    events: list[Handler]
    slots: dict[str, Type]
    secrets: set[str]

    @property
    def first(self) -> tuple[State, ...]:
        """The states that a call begins with, whoever calls."""
        placed = tuple(placed.answer.outcomes["then"] for placed in self.placed)
        return placed if self.answer is None else (self.answer, *placed)

    @property
    def entries(self) -> tuple[State, ...]:
        """The states to which no other one leads."""
        events = (
            state for placed in self.placed if placed.events for state in placed.events.outcomes.values()
        )
        return (*self.first, self.fallback, *(handler.state for handler in self.events), *events)
