"""A test as it is played: its statements with their values known (language 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.node import Spanned, identity_node, node

if TYPE_CHECKING:
    from datetime import datetime

    from ivrc.semantics.program import Conference, Extern, Role, Target
    from ivrc.semantics.typed import Constant
    from ivrc.source import Span

Fitting = tuple["Constant | None", ...]
"""What each argument of an extern has to be; None fits anything."""


@node
class At(Spanned):
    """`at 2026-11-20 10:00`: an aware moment, before the call."""

    moment: datetime


@node
class Given(Spanned):
    """`given f(_, 2) = value`; `value` None: it fails."""

    extern: Extern
    arguments: Fitting
    value: Constant | None


@node
class CallIn(Spanned):
    """`call from P to P`, without the plus. Without `caller` it is withheld, without `dialled` the app's."""

    caller: str | None
    dialled: str | None


@node
class CallOut(Spanned):
    """`call reminder(name="Ann") to P`: a call that we place rings; `to` without the plus."""

    outbound: str
    arguments: tuple[tuple[str, Constant], ...]
    to: str


@node
class Hear(Spanned):
    """`hear "text"`, `not hear "text"`, `callee hears "text"` (`callee`)."""

    text: str
    negated: bool = False
    callee: bool = False


@node
class PressKeys(Spanned):
    keys: str


@node
class SpeakWords(Spanned):
    words: str


@node
class StaySilent(Spanned):
    pass


@node
class HangUp(Spanned):
    pass


@node
class Dialled(Spanned):
    """`answer busy`: how the pending connect ends, or what becomes of a call that we place."""

    status: str


@node
class Leave(Spanned):
    """`leave 5s`: speak into the recording."""

    seconds: float


@node
class ExpectConnect(Spanned):
    """One of `targets` is dialled; without any, whoever it is."""

    targets: tuple[Target, ...]


@node
class ExpectJoin(Spanned):
    """`role` None: any."""

    conference: Conference
    role: Role | None


@node
class ExpectRecord(Spanned):
    """`name` '': any recording."""

    name: str


@node
class ExpectCollect(Spanned):
    """`name` '': any."""

    name: str


@node
class ExpectHangup(Spanned):
    pass


@node
class ExpectCall(Spanned):
    """An extern was called so."""

    extern: Extern
    arguments: Fitting


Beginning = CallIn | CallOut
"""How the call of a test begins."""

Stimulus = Beginning | PressKeys | SpeakWords | StaySilent | HangUp | Dialled | Leave
"""After it the call goes on."""

Expectation = Hear | ExpectConnect | ExpectJoin | ExpectRecord | ExpectCollect | ExpectHangup | ExpectCall

Statement = At | Given | Stimulus | Expectation


@identity_node
class Trial:
    """One `test`; `span` is `test "title"`."""

    title: str
    statements: tuple[Statement, ...]
    span: Span
