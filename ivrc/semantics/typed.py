"""Typed expressions: what the names in a source expression mean, with their types.

`Constant`s hold Python values: `str` for text, digits, phone (`+44...`), url and language; `int`, `Decimal`,
`bool`, `date`, `time`, `datetime`, `timedelta`; `tuple` for lists and the (first, last) of ranges;
`RecordValue`, `EnumValue`; `None`.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from ivrc.node import Spanned, identity_node, node

if TYPE_CHECKING:
    from ivrc.language.types import Type
    from ivrc.semantics.program import Extern, Hours, Prompt, Variable
    from ivrc.source import Span


@identity_node
class Local:
    """A name inside a body: `let`, parameter, collected value, element of `each`. `secret` taints values."""

    name: str
    type: Type
    span: Span
    secret: bool = False


@node
class RecordValue:
    """A constant record; fields in declared order."""

    type: str
    fields: tuple[tuple[str, object], ...]


@node
class EnumValue:
    """`State.ok`."""

    type: str
    name: str


@node
class Typed(Spanned):
    """What every expression has."""

    type: Type


@node
class Constant(Typed):
    """Known at build. `name` is that of the `const` or `param` that was written, '' for a literal."""

    value: object
    name: str = field(default="", compare=False)


@node
class LocalValue(Typed):
    """The value of a local name."""

    local: Local


@node
class VariableValue(Typed):
    """The value of a call variable (`var`)."""

    variable: Variable


@node
class SlotValue(Typed):
    """A run-time value under its Python name; made when the flow is lowered, never by resolving."""

    slot: str


@node
class CallValue(Typed):
    """`call.FIELD`: from, from_address, from_user, to, uuid, conversation_uuid, language, request_key."""

    field: str


@node
class HeaderValue(Typed):
    """`call.header("X-Account")`."""

    name: str


@node
class EventValue(Typed):
    """`event.FIELD`, `recording.FIELD` (`subject` is the first word)."""

    subject: str
    field: str


@node
class Now(Typed):
    """`now`: the moment in the application's time zone."""


@node
class EnvironmentValue(Typed):
    """`env.NAME`: read by the webhook at start-up, in the settings of externs only (language 11)."""

    name: str


@node
class Field(Typed):
    """`record.field`; of a moment `.date`, `.time`; of a list of records the list of the fields."""

    of: Expr
    name: str


@node
class ListOf(Typed):
    """`[a, b]` with something in it that is known only during the call."""

    items: tuple[Expr, ...]


@node
class RecordOf(Typed):
    """`Customer(name=x)` with something in it that is known only during the call; all fields, in order."""

    fields: tuple[tuple[str, Expr], ...]


@node
class Operation(Typed):
    """`or and == != < <= > >= in + - *`."""

    operator: str
    left: Expr
    right: Expr


@node
class Not(Typed):
    """`not x`."""

    operand: Expr


@node
class Negative(Typed):
    """`-x`."""

    operand: Expr


@node
class IsNone(Typed):
    """`x is none`; `negated`: `x is not none`."""

    operand: Expr
    negated: bool


@node
class Widened(Typed):
    """An `int` known only during the call, where a `number` is needed."""

    operand: Expr


@node
class HoursAre(Typed):
    """`office is open` (`open` true) or `office is closed`."""

    hours: Hours
    open: bool


@node
class NextOpening(Typed):
    """`office.next_opening`."""

    hours: Hours


@node
class BuiltinCall(Typed):
    """A function of `language.builtins.FUNCTIONS`. `find` keeps its field name in `keyword`."""

    function: str
    arguments: tuple[Expr, ...]
    keyword: str = ""


@node
class ExternCall(Typed):
    """A call of the user's own system; arguments in the declaration's order."""

    extern: Extern
    arguments: tuple[Expr, ...]


@node
class FlowCall(Typed):
    """`name(args)` of a flow, as the whole right side of `let`, `set` or `return`; lowering looks it up."""

    flow: str
    arguments: tuple[Expr, ...]


@node
class Formatted(Typed):
    """`{value as format}`; no format is ''. `language` is filled in when the caller's language is known."""

    value: Expr
    format: str
    currency: str = ""
    language: str = ""
    ssml: bool = False


@node
class Joined(Typed):
    """Text with interpolations: `Constant`s of str and `Formatted`s. `ssml`: it starts with `<speak>`."""

    parts: tuple[Expr, ...]
    ssml: bool = False


@node
class PromptCall(Typed):
    """A prompt with its arguments; becomes text or audio when the caller's language is known."""

    prompt: Prompt
    arguments: tuple[Expr, ...]


@node
class Dialled(Typed):
    """A phone number as the target wants it: without plus; made when the flow is lowered."""

    number: Expr


@node
class KnownLanguage(Typed):
    """A run-time language, logged unless it is one of `languages`; made when the flow is lowered."""

    language: Expr
    languages: tuple[str, ...]


@node
class Piece(Typed):
    """The `first` of a run-time list that is not empty, or the `rest` behind it; made by lowering."""

    of: Expr
    part: str


@node
class Either(Typed):
    """One of two texts; made by lowering for conditional options."""

    condition: Expr
    then: Expr
    otherwise: Expr


@node
class ForEach(Typed):
    """A text for each element of a run-time list of options, among `Sentences` or hints; made by lowering.

    `element` and `counter` are Python names; `counter` '' counts nothing. `taken`: keys that it passes over.
    """

    element: str
    counter: str
    subject: Expr
    text: Expr
    taken: str


@node
class Sentences(Typed):
    """Texts with a space between them, without those that turn out empty; made by lowering for options."""

    parts: tuple[Expr, ...]


@node
class RoomLegs(Typed):
    """The legs of those who are in these roles in the room that is entered; made by lowering."""

    roles: tuple[str, ...]


@node
class Mistake(Typed):
    """Something reported; its type is unknown."""


Expr = (
    Constant
    | LocalValue
    | VariableValue
    | SlotValue
    | CallValue
    | HeaderValue
    | EventValue
    | Now
    | EnvironmentValue
    | Field
    | ListOf
    | RecordOf
    | Operation
    | Not
    | Negative
    | IsNone
    | Widened
    | HoursAre
    | NextOpening
    | BuiltinCall
    | ExternCall
    | FlowCall
    | Formatted
    | Joined
    | PromptCall
    | Dialled
    | KnownLanguage
    | Piece
    | Either
    | ForEach
    | Sentences
    | RoomLegs
    | Mistake
)
