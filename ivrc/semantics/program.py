"""The program: declarations with their names bound, types known, and settings read through the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ivrc.node import Spanned, identity_node, node

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.language.types import Type
    from ivrc.semantics.script import Trial
    from ivrc.semantics.typed import Expr, ExternCall, FlowCall, Local
    from ivrc.source import Source, Span
    from ivrc.syntax import tree

# --- settings -------------------------------------------------------------------------------------


@node
class SettingValue(Spanned):
    """One setting that was written (or inherited), read through the vocabulary.

    `values` has one element unless the setting takes a list; `span` is that of the name, for messages.
    `inherited`: it comes from `defaults`.
    """

    name: str
    values: tuple[Expr, ...]
    inherited: bool = False


Settings = dict[str, SettingValue]

# --- steps ----------------------------------------------------------------------------------------


@node
class Say(Spanned):
    """`say value { ... }`. `text` is a `Constant`, `Joined`, `PromptCall` or any text-like expression."""

    text: Expr
    settings: Settings


@node
class Play(Spanned):
    """`play value { ... }`: URL or audio prompt."""

    url: Expr
    settings: Settings


@node
class Wait(Spanned):
    seconds: Expr


@node
class Notify(Spanned):
    url: Expr
    payload: tuple[tuple[str, Expr], ...]
    settings: Settings


@node
class Transfer(Spanned):
    conversation: Expr
    settings: Settings


@node
class Hangup(Spanned):
    pass


@node
class Await(Spanned):
    """`await name`: `into` is the recording, none if it did not come within `timeout` seconds."""

    recording: str
    into: Local
    timeout: int
    late: Body | None


@node
class SwitchLanguage(Spanned):
    language: Expr


@node
class Jump(Spanned):
    """`-> name(args)`; `target` may be `again` or `listen`."""

    target: str
    arguments: tuple[Expr, ...]


@node
class CallFlow(Spanned):
    """`name(args)` of a flow as a step."""

    call: FlowCall


@node
class AskExtern(Spanned):
    """`name(args)` of an extern as a step."""

    call: ExternCall
    on_error: Body | None


@node
class LetStep(Spanned):
    local: Local
    value: Expr
    on_error: Body | None


@node
class SetStep(Spanned):
    variable: Variable
    value: Expr
    on_error: Body | None


@node
class ReturnStep(Spanned):
    value: Expr | None


@node
class IfStep(Spanned):
    condition: Expr
    then: Body
    otherwise: Body


@node
class MatchCase(Spanned):
    values: tuple[Expr, ...]
    body: Body


@node
class MatchStep(Spanned):
    """`otherwise` is None when the cases are exhaustive."""

    subject: Expr
    cases: tuple[MatchCase, ...]
    otherwise: Body | None


@node
class EachStep(Spanned):
    element: Local
    counter: Local | None
    subject: Expr
    body: Body


@node
class RecordStep(Spanned):
    """`record name { ... }`: settings of the declaration and the step together; `awaited` by another step."""

    name: str
    settings: Settings
    saved: Body | None
    transcribed: Body | None
    waits: bool
    awaited: bool = False


@identity_node
class Target:
    """One connect endpoint. `kind`: phone, app, sip, websocket, vbc, or `phones` (a run-time list)."""

    kind: str
    value: Expr
    settings: Settings
    span: Span


@identity_node
class ConnectStep:
    """`outcomes`: the handlers of the vocabulary's `connect` by name, but `answer`."""

    targets: tuple[Target, ...]
    ring_all: bool
    settings: Settings
    outcomes: Mapping[str, Body]
    answer: Body | None
    span: Span

    @property
    def several(self) -> bool:
        """Whether there may be more than one target, also in a list that only the call knows."""
        return len(self.targets) > 1 or self.targets[0].kind == "phones"


@node
class JoinStep(Spanned):
    """`join room as role`; the room's settings and handlers see the names of the flow."""

    conference: Conference
    role: Role
    settings: Settings
    saved: Body | None
    transcribed: Body | None


@node
class AskStep(Spanned):
    """A menu or a collect."""

    question: Question


Step = (
    Say
    | Play
    | Wait
    | Notify
    | Transfer
    | Hangup
    | Await
    | SwitchLanguage
    | Jump
    | CallFlow
    | AskExtern
    | LetStep
    | SetStep
    | ReturnStep
    | IfStep
    | MatchStep
    | EachStep
    | RecordStep
    | ConnectStep
    | JoinStep
    | AskStep
)


@identity_node
class Body:
    """A block of steps. `leaves`: no path runs out of its end."""

    steps: tuple[Step, ...]
    leaves: bool
    span: Span


# --- questions ------------------------------------------------------------------------------------


@node
class Choice(Spanned):
    """One option of a menu. `keys` and `phrases` are constants, or run-time values inside an `each`."""

    keys: tuple[Expr, ...]
    phrases: tuple[Expr, ...]
    own_label: bool  # a bare `speak`: the label's words are phrases
    label: Expr | None
    label_language: str
    body: Body


@node
class ChoiceIf(Spanned):
    """`if customer.vip { press 3 ... }`."""

    condition: Expr
    then: tuple[ChoiceItem, ...]
    otherwise: tuple[ChoiceItem, ...]


@node
class ChoiceEach(Spanned):
    """`each song, n in songs { press n ... }`."""

    element: Local
    counter: Local | None
    subject: Expr
    items: tuple[ChoiceItem, ...]


ChoiceItem = Choice | ChoiceIf | ChoiceEach


@node
class FailureHandler(Spanned):
    """`on silence 2 { ... }`: `count` is 1 when not written."""

    kind: Literal["silence", "invalid", "wrong"]
    count: int
    body: Body


@identity_node
class Question:
    """A menu (`kind` menu) or a collect (`digits`, `number`, `phone`, `speech`, `any`).

    `name` is the last part of its states' names; `prompts` the leading say, play and each steps.
    `attempts` None is unlimited. `give_up` None only with `optional` or unlimited attempts.
    """

    kind: str
    name: str
    owner: str
    prompts: tuple[Step, ...]
    choices: tuple[ChoiceItem, ...]
    settings: Settings
    attempts: int | None
    failures: tuple[FailureHandler, ...]
    give_up: Body | None
    into: Local | None
    check: Expr | None
    confirm: Expr | None
    confirms: bool
    optional: bool
    span: Span


# --- declarations ---------------------------------------------------------------------------------


@node
class Declared(Spanned):
    """A name of the one namespace; `kind` is what messages call it: `flow`, `const`, `recording`."""

    name: str
    kind: str


@identity_node
class ConstDecl:
    """`const` or `param`; `value` is a `Constant` (or a `Mistake`)."""

    name: str
    is_param: bool
    value: Expr
    doc: str | None
    span: Span


@identity_node
class Variable:
    """`var`; `initial` is a `Constant`."""

    name: str
    type: Type
    initial: Expr
    span: Span


@identity_node
class RecordDecl:
    name: str
    fields: Mapping[str, Type]
    doc: str | None
    span: Span


@identity_node
class EnumDecl:
    name: str
    values: tuple[str, ...]
    doc: str | None
    span: Span


@node
class HoursRow(Spanned):
    """A row: days or dates (`mon-fri`, `2026-12-25`, `12-25`, `A..B`) and times (`("09:00", "17:30")`)."""

    open: bool
    when: tuple[str, ...]
    times: tuple[tuple[str, str], ...]


@identity_node
class Hours:
    name: str
    zone: str
    rows: tuple[HoursRow, ...]
    doc: str | None
    span: Span


@identity_node
class Extern:
    """`url` None: a method of Hooks. `reads`: it changes nothing, so it may be asked early."""

    name: str
    parameters: tuple[Local, ...]
    result: Type | None
    method: Literal["", "GET", "POST"]
    url: Expr | None
    headers: tuple[tuple[str, Expr], ...]
    body: tuple[tuple[str, Expr], ...] | None
    reads: bool
    timeout: float
    doc: str | None
    span: Span


@identity_node
class PromptText:
    """What a prompt is in one language: text, or the URL of an audio file, or phrases for `speak`."""

    language: str
    text: Expr
    audio: bool
    phrases: tuple[str, ...]
    span: Span


@identity_node
class Prompt:
    name: str
    parameters: tuple[Local, ...]
    texts: Mapping[str, PromptText]
    doc: str | None
    span: Span


@identity_node
class Role:
    name: str
    settings: Settings
    span: Span


@identity_node
class Conference:
    """`block` is read again at each `join`: it may use what the flow there knows."""

    name: str
    roles: Mapping[str, Role]
    block: tree.Block
    doc: str | None
    span: Span


@identity_node
class Flow:
    """A flow, or a menu declared by name (its body is one `AskStep`)."""

    name: str
    parameters: tuple[Local, ...]
    result: Type | None
    body: Body
    doc: str | None
    span: Span


@identity_node
class Entry:
    """`answer`, `fallback`, `event`; `statuses` for event handlers."""

    kind: str
    body: Body
    statuses: tuple[str, ...]
    span: Span


@identity_node
class Outbound:
    """`outbound name(params) { ... }`: a call that we place. `handlers` by the vocabulary's names."""

    name: str
    parameters: tuple[Local, ...]
    settings: Settings
    body: Body
    handlers: Mapping[str, Body]
    doc: str | None
    span: Span


@node
class Property(Spanned):
    """`ensure`. `start` and `goal` name flows, menus or prompts; `within` None is any number of inputs.

    `kind`: `start` reaches `goal`, all menus reach it, nothing is recorded before it, or every call ends.
    """

    kind: Literal["reaches", "menus", "record", "ends"]
    start: str
    goal: str
    within: int | None


@identity_node
class App:
    name: str
    settings: Settings
    doc: str | None
    span: Span


@identity_node
class Program:
    """Everything a set of files declares, in the order of declaration.

    `on_error` has the handlers of externs, their own or those of `defaults`. `mentioned` are the names that
    some other declaration mentions.
    """

    sources: tuple[Source, ...]
    app: App
    default_language: str
    constants: Mapping[str, ConstDecl]
    variables: Mapping[str, Variable]
    records: Mapping[str, RecordDecl]
    enums: Mapping[str, EnumDecl]
    hours: Mapping[str, Hours]
    externs: Mapping[str, Extern]
    on_error: Mapping[str, Body]
    prompts: Mapping[str, Prompt]
    conferences: Mapping[str, Conference]
    flows: Mapping[str, Flow]
    answer: Entry | None
    outbounds: Mapping[str, Outbound]
    fallback: Entry | None
    events: tuple[Entry, ...]
    properties: tuple[Property, ...]
    trials: tuple[Trial, ...]
    declared: tuple[Declared, ...]
    mentioned: frozenset[str]

    @property
    def heard(self) -> tuple[object, ...]:
        """Every body whose steps somebody hears in a call that has begun as it should."""
        return self.flows, self.answer, self.outbounds
