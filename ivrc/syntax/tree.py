"""What was written, with its places: the tree that parsing gives and the formatter prints.

Nothing here knows which words exist: `conect x` is an `Action` like any other. Names of declarations,
settings and handlers are `Name`s, so that a message can point at exactly them.
"""

from __future__ import annotations

from typing import Literal

from ivrc.node import Spanned, node

# --- names, types ---------------------------------------------------------------------------------


@node
class Name(Spanned):
    """A word somebody chose, and where it stands."""

    text: str


@node
class TypeRef(Spanned):
    """`text`, `Customer?`, `phone[]`, `phone[]?`."""

    name: Name
    is_list: bool = False
    optional: bool = False


@node
class Parameter(Spanned):
    """`due: date`."""

    name: Name
    type: TypeRef


# --- expressions ----------------------------------------------------------------------------------


@node
class Missing(Spanned):
    """Something that could not be understood and has been reported; later passes stay silent about it."""


@node
class Interpolation(Spanned):
    """`{value}`, `{value as format}`, `{value as currency("GBP")}` inside a string."""

    value: Expression
    format: Name | None = None
    arguments: tuple[Argument, ...] = ()


@node
class Text(Spanned):
    """A string; escapes are resolved. Literal pieces and interpolations in written order.

    `long` is `\"\"\"...\"\"\"`, whose common indentation has been removed. Adjacent literal pieces are one;
    an empty string has no parts.
    """

    parts: tuple[str | Interpolation, ...]
    long: bool = False


LiteralKind = Literal[
    "int",
    "number",
    "duration",
    "phone",
    "language",
    "date",
    "yearly",
    "time",
    "bool",
    "key",
    "range",
    "date_range",
    "yearly_range",
]


@node
class Written(Spanned):
    """Any literal but a string: `text` is what was written (`20s`, `+4416...`, `true`, `6..8`, `#`)."""

    kind: LiteralKind
    text: str


@node
class Argument(Spanned):
    """`value` or `name=value`."""

    name: Name | None
    value: Expression


@node
class Reference(Spanned):
    """`a`, `a.b.c`, `a(x)`, `call.header("X")`: a dotted path and perhaps arguments of its last part."""

    path: tuple[Name, ...]
    arguments: tuple[Argument, ...] | None = None


@node
class ListValue(Spanned):
    """`[a, b]`."""

    items: tuple[Expression, ...]


BinaryOperator = Literal["or", "and", "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*"]


@node
class Binary(Spanned):
    """`left operator right`; chains of `or`, `and`, `+`, `-`, `*` lean to the left."""

    operator: BinaryOperator
    left: Expression
    right: Expression


@node
class Unary(Spanned):
    """`not x`, `-x`."""

    operator: Literal["not", "-"]
    operand: Expression


@node
class Is(Spanned):
    """`x is none`, `x is not none`, `hours is open`: the word is checked later."""

    operand: Expression
    negated: bool
    word: Name


Expression = Text | Written | Reference | ListValue | Binary | Unary | Is | Missing

# --- statements -----------------------------------------------------------------------------------


@node
class Block(Spanned):
    """`{ ... }` with both braces in the span."""

    statements: tuple[Statement, ...]


@node
class Setting(Spanned):
    """`name: value` or `name: a, b`. A name written as a string (`"X-Account": 7`) is `quoted`."""

    name: Name
    values: tuple[Expression, ...]
    quoted: bool = False


@node
class Goto(Spanned):
    """`-> name`, `-> name(args)`."""

    target: Name
    arguments: tuple[Argument, ...] | None = None


Outcome = Goto | Block


@node
class Press(Spanned):
    """`press 1, 12, n`: a `Written` of kind key, or a reference for run-time keys."""

    keys: tuple[Written | Reference, ...]


@node
class Speak(Spanned):
    """`speak "a", "b"`, `speak prompt_name`, `speak song.title`, bare `speak`."""

    phrases: tuple[Text | Reference, ...]


@node
class Option(Spanned):
    """`press 1 or speak "sales" for "sales" in en-GB -> sales`."""

    triggers: tuple[Press | Speak, ...]
    label: Text | Reference | None
    label_language: Written | None
    outcome: Outcome | None


@node
class Handler(Spanned):
    """`on silence 2 -> operator`, `on completed, failed { ... }`."""

    kinds: tuple[Name, ...]
    count: Written | None
    outcome: Outcome


@node
class Let(Spanned):
    """`let x = value { on error -> sorry }`."""

    name: Name
    value: Expression
    block: Block | None = None


@node
class SetVar(Spanned):
    """`set x = value { on error -> sorry }`."""

    name: Name
    value: Expression
    block: Block | None = None


@node
class Return(Spanned):
    """`return`, `return value`."""

    value: Expression | None


@node
class If(Spanned):
    """`if c -> t else if d { } else { }`; `otherwise` is an `If` for `else if`."""

    condition: Expression
    then: Outcome
    otherwise: If | Outcome | None


@node
class Case(Spanned):
    """`case a, b -> t`."""

    values: tuple[Expression, ...]
    outcome: Outcome


@node
class Match(Spanned):
    """`match x { case a -> t; else -> u }`."""

    subject: Expression
    cases: tuple[Case, ...]
    otherwise: Outcome | None


@node
class When(Spanned):
    """The first half of an hours row: `mon-fri` (first, last), a date, a range, a yearly date or a name."""

    first: Name | Written | Reference
    last: Name | None = None


@node
class Times(Spanned):
    """`09:00-17:30`."""

    start: Written
    end: Written


@node
class Schedule(Spanned):
    """`open mon-fri 09:00-12:30, 13:30-17:30`, `closed 2026-12-25`."""

    word: Name
    when: tuple[When, ...]
    times: tuple[Times, ...]


@node
class Given(Spanned):
    """`given f(_, 2) = value`, `given f = value`, `given f fails` (value is None)."""

    name: Name
    arguments: tuple[Argument, ...] | None
    value: Expression | None


@node
class Each(Spanned):
    """`each x, n in xs { ... }`."""

    element: Name
    counter: Name | None
    subject: Expression
    block: Block


@node
class Action(Spanned):
    """`word value... { block }`: steps, test statements, roles, nested settings blocks."""

    word: Name
    values: tuple[Expression, ...]
    block: Block | None = None


@node
class Call(Spanned):
    """`name(args)` or `name(args) { on error -> sorry }` as a statement."""

    name: Name
    arguments: tuple[Argument, ...]
    block: Block | None = None


Statement = (
    Setting
    | Option
    | Handler
    | Goto
    | Let
    | SetVar
    | Return
    | If
    | Match
    | Schedule
    | Given
    | Each
    | Action
    | Call
    | Missing
)

# --- declarations ---------------------------------------------------------------------------------


@node
class Declaration(Spanned):
    """What all declarations share. `doc` is the text of the `///` lines above, joined by line breaks."""

    doc: str | None = None


@node
class Import(Declaration):
    path: Text


@node
class App(Declaration):
    name: Text
    block: Block


@node
class Defaults(Declaration):
    block: Block


@node
class Anywhere(Declaration):
    block: Block


@node
class Const(Declaration):
    name: Name
    value: Expression


@node
class BuildParam(Declaration):
    name: Name
    value: Expression


@node
class Var(Declaration):
    name: Name
    type: TypeRef
    value: Expression | None


@node
class Endpoint(Declaration):
    name: Name
    kind: Name
    value: Expression
    block: Block | None


@node
class Prompt(Declaration):
    name: Name
    parameters: tuple[Parameter, ...]
    block: Block


@node
class Hours(Declaration):
    name: Name
    zone: Text
    block: Block


@node
class RecordType(Declaration):
    name: Name
    fields: tuple[Parameter, ...]


@node
class Enumeration(Declaration):
    name: Name
    values: tuple[Name, ...]


@node
class Extern(Declaration):
    name: Name
    parameters: tuple[Parameter, ...]
    result: TypeRef | None
    block: Block | None


@node
class Recording(Declaration):
    name: Name
    block: Block


@node
class Conference(Declaration):
    name: Name
    block: Block


@node
class Entry(Declaration):
    """`answer`, `outbound`, `event`, `fallback`."""

    kind: Name
    name: Name | None
    parameters: tuple[Parameter, ...]
    outcome: Outcome


@node
class Flow(Declaration):
    name: Name
    parameters: tuple[Parameter, ...]
    result: TypeRef | None
    block: Block


@node
class Menu(Declaration):
    name: Name
    parameters: tuple[Parameter, ...]
    block: Block


@node
class Test(Declaration):
    title: Text
    block: Block


@node
class Ensure(Declaration):
    """`ensure main reaches voicemail`: words and numbers, understood later."""

    words: tuple[Name, ...]


@node
class Unknown(Declaration):
    """A declaration whose first word is no known kind: `flwo sales { }`."""

    word: Name
    values: tuple[Expression, ...]
    block: Block | None


Item = (
    Import
    | App
    | Defaults
    | Anywhere
    | Const
    | BuildParam
    | Var
    | Endpoint
    | Prompt
    | Hours
    | RecordType
    | Enumeration
    | Extern
    | Recording
    | Conference
    | Entry
    | Flow
    | Menu
    | Test
    | Ensure
    | Unknown
)


@node
class File(Spanned):
    """One source file."""

    items: tuple[Item, ...]
