"""Where a call stands: what is left to do, what the names mean, in which language, in which question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ivrc.node import node
from ivrc.semantics.program import Body, ConnectStep, Question, Target, Variable
from ivrc.semantics.typed import Expr, Local
from ivrc.slotted import value

Environment = Mapping[Local | Variable, Expr]


@node
class Steps:
    """The steps of a body from `index` on, then `then`."""

    body: Body
    index: int
    then: Rest


@node
class Returning:
    """The end of a called flow: its value goes to `into`, and the caller's names mean what they meant."""

    flow: str
    into: Local | Variable | None
    path: tuple[str, ...]
    environment: frozenset[tuple[Local | Variable, Expr]]
    asking: Asking | None
    then: Rest


@node
class AskAgain:
    """Ask `asking`'s question; `prompted` false: listen without repeating it."""

    asking: Asking
    prompted: bool


@node
class Outside:
    """Past a question: `again` means the question around it from here on."""

    asking: Asking | None
    then: Rest


@node
class Fail:
    """The same as a failed attempt: `no` to a confirmation, a value that `check` refuses."""

    asking: Asking
    kind: str


@node
class Accepting:
    """A well-formed value has arrived: `check` and `confirm` come before what is behind the question."""

    asking: Asking
    behind: Rest


@node
class Confirming:
    """Ask whether the value is right; `failures` of this confirmation so far, `prompted` as in `AskAgain`."""

    asking: Asking
    behind: Rest
    failures: int = 0
    prompted: bool = True


@node
class Dialling:
    """Dial the targets that are left; behind them what comes when nobody answered."""

    step: ConnectStep
    targets: tuple[Target, ...]
    behind: Rest


Rest = Steps | Returning | AskAgain | Outside | Fail | Accepting | Confirming | Dialling | None


@node
class Asking:
    """A question as it is asked: how often it has failed, what its names mean, and what is behind it.

    `declined` counts the noes to a confirmation; `confirming`: that is what is asked now.
    """

    question: Question
    path: tuple[str, ...]
    language: str
    environment: frozenset[tuple[Local | Variable, Expr]]
    outer: Asking | None
    behind: Rest
    silence: int = 0
    invalid: int = 0
    wrong: int = 0
    declined: int = 0
    confirming: Confirming | None = None

    @property
    def failures(self) -> int:
        """Failed attempts so far."""
        return self.silence + self.invalid + self.wrong + self.declined

    @property
    def source(self) -> str:
        """What asks, for those who read the output: `menu main`, `menu in sales` if it has no name."""
        name, kind = self.question.name, "menu" if self.question.kind == "menu" else "collect"
        return f"menu in {self.path[-1]}" if name == kind else f"{kind} {name}"


@value
class Place:
    """One point of the call. `path` are the flows that were called, the current one last.

    `confined`: nothing leaves here (a called party's announcement, what runs after the call), so the handlers
    that externs inherit, which speak to the caller, do not apply.
    """

    rest: Rest
    environment: Environment
    language: str
    path: tuple[str, ...]
    asking: Asking | None = None
    confined: bool = False

    def at(self, rest: Rest) -> Place:
        """The same call, elsewhere."""
        return replace(self, rest=rest)

    def knowing(self, name: Local | Variable, value: Expr) -> Place:
        """The same point where a name has a value."""
        return replace(self, environment={**self.environment, name: value})

    def behind(self) -> Place:
        """Past the step that `rest` begins with."""
        assert isinstance(self.rest, Steps)  # noqa: S101 - asked only while running steps
        return replace(self, rest=replace(self.rest, index=self.rest.index + 1))


def nothing_left(rest: Rest) -> bool:
    """Whether a call here has nothing more to do than to end."""
    while isinstance(rest, Outside) or (isinstance(rest, Steps) and rest.index == len(rest.body.steps)):
        rest = rest.then
    return rest is None


def variables(place: Place) -> dict[Local | Variable, Expr]:
    """What a jump does not forget: the call variables."""
    return {name: value for name, value in place.environment.items() if isinstance(name, Variable)}
