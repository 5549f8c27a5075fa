"""Externs in a call that somebody leads: given, answered by hooks of one's own, or by the person there."""

from __future__ import annotations

import asyncio
import inspect
from typing import TYPE_CHECKING, Any

from ivrc.language.types import NONE
from ivrc.node import node
from ivrc.runtime.hooks import hook
from ivrc.sim.statements import value_text
from ivrc.testing.answers import Answers, Asking, FailsError, NotGivenError, as_constant

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ivrc.platform import Entry
    from ivrc.platform.transport import Request, Response, Transport
    from ivrc.runtime.hooks import Extern as Asked
    from ivrc.semantics.program import Extern, Program
    from ivrc.semantics.script import Given


@node
class Answered:
    """An extern that was asked. `value`: what it answered, as written; `failure`: why it did not."""

    asking: Asking
    value: str = ""
    failure: str = ""

    def shown(self) -> str:
        """`state_of("12") = "on its way"`."""
        if self.failure:
            return f"{self.asking.shown()}, which fails: {self.failure}"
        return f"{self.asking.shown()} = {self.value}" if self.value else self.asking.shown()


class Operator(Answers):
    """The hooks of a call; what is given wins over `hooks`, and these over the `person`."""

    def __init__(
        self,
        program: Program,
        asked: Mapping[str, Asked[Any]],
        log: Sequence[Entry],
        *,
        hooks: object = None,
        person: Callable[[Asking], Given | None] | None = None,
    ) -> None:
        super().__init__(program, asked, log)
        self.answered: list[Answered] = []
        self._hooks = hooks
        self._person = person

    async def _reply(self, extern: Extern, values: tuple[Any, ...]) -> Any:
        asking = self.asking(extern, values)
        try:
            result = await self._result(asking, values)
        except Exception as error:
            self._note(asking, failure=_reason(error))
            raise
        given = as_constant(result, extern.result or NONE, self._program)
        self._note(asking, value=value_text(given, extern, self._program))
        return result

    async def _result(self, asking: Asking, values: tuple[Any, ...]) -> Any:
        extern, own = asking.extern, hook(self._hooks, asking.extern.name)
        if self._best(asking) is not None or (extern.result is None and own is None):
            return self._answer(extern, values)
        if own is not None:
            result = await (
                own(*values) if inspect.iscoroutinefunction(own) else asyncio.to_thread(own, *values)
            )
            return self._asked[extern.name].result.check(
                await result if inspect.isawaitable(result) else result
            )
        typed = self._person(asking) if self._person is not None else None
        self.given += [typed] if typed is not None else []
        try:
            return self._answer(extern, values)
        finally:
            # The next time the person is asked again.
            self.given = [given for given in self.given if given is not typed]

    def _note(self, asking: Asking, *, value: str = "", failure: str = "") -> None:
        self.answered.append(Answered(asking=asking, value=value, failure=failure))


def _reason(error: Exception) -> str:
    match error:
        case FailsError():
            return "it was said so"
        case NotGivenError():
            return "nobody answers"
        case _:
            return repr(error)


class Untimed:
    """A transport whose replies take no time: a person who answers for an extern is slower than a webhook."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def send(self, request: Request) -> Response:
        """The response, at once."""
        response = self._transport.send(request)
        response.seconds = 0.0
        return response

    def close(self) -> None:
        """Give back what it holds."""
        self._transport.close()
