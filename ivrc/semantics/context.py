"""Where a body stands: its scope, what it may hold, and what it inherits."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from ivrc.language.vocabulary import FLOW
from ivrc.semantics.codes import report
from ivrc.slotted import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.language.types import Type
    from ivrc.semantics.program import Body, ChoiceItem, Settings
    from ivrc.semantics.scope import Scope
    from ivrc.semantics.typed import Local
    from ivrc.source import Span
    from ivrc.syntax import tree


@record
class Defaults:
    """One file's `defaults`: settings and handlers by kind (`say`, `play`, `menu`, ...).

    A handler's key is its name, or name and count: `silence`, `silence 2`.
    """

    settings: dict[str, Settings] = field(default_factory=dict)
    handlers: dict[str, dict[str, Body]] = field(default_factory=dict)


@record
class Context:
    """What resolving a body needs to know.

    `where` is one of vocabulary's FLOW, CALLEE, AFTER, FALLBACK; `result` the flow's declared result;
    `in_question`: `again` and `listen` mean something; `anywhere` the options of every menu; `recordings`
    the declarations that `record name` adds to, `awaited` those that some step waits for; `outcome`
    resolves a handler's target or block: a step holds bodies and a body holds steps, so the one that comes
    first in the house is handed the other.
    """

    scope: Scope
    owner: str
    defaults: Defaults
    outcome: Callable[[tree.Outcome, Context], Body]
    where: str = FLOW
    result: Type | None = None
    in_question: bool = False
    anywhere: tuple[ChoiceItem, ...] = ()
    recordings: dict[str, tree.Recording] = field(default_factory=dict)
    awaited: frozenset[str] = frozenset()

    def at(self, scope: Scope) -> Context:
        """The same place with other knowledge."""
        return replace(self, scope=scope)

    def declare(self, local: Local) -> Context:
        """The context behind a step that names a value; a taken name is reported."""
        taken(local.name, local.span, self.scope)
        return self.at(self.scope.with_local(local))


def taken(name: str, span: Span, scope: Scope) -> None:
    """Report a local name that something else already has."""
    if name in scope.locals:
        report(scope.found, "IVR223", span, f"`{name}` already names a value here")
    elif name in scope.names.kinds:
        report(scope.found, "IVR223", span, f"`{name}` is already a {scope.names.kinds[name]} of the program")
