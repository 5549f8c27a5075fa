"""Externs: functions of the user's own system, asked within a time budget (language 11)."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, cast

from ivrc.runtime.call import CURRENT, Call
from ivrc.runtime.failures import ExternFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ivrc.runtime.service import Ask, Service
    from ivrc.runtime.values import Codec

logger = logging.getLogger("ivrc.extern")
T = TypeVar("T")

# What a hook may be: a plain function or a coroutine.
Reply: TypeAlias = T | Awaitable[T]
# Makes the way to ask an extern when the app starts.
Connect: TypeAlias = "Callable[[Service], Ask]"


class Extern(Generic[T]):
    """Awaited with a call and named arguments; gives a `T` or raises `ExternFailed`.

    `connect` is looked at when an app starts: who tests a call flow may put another way to ask there.
    """

    def __init__(
        self, name: str, connect: Connect, *, result: Codec, timeout: float, secret: tuple[str, ...]
    ) -> None:
        self.name = name
        self.connect = connect
        self.result = result
        self._timeout = timeout
        self._secret = secret

    async def __call__(self, call: Call, **arguments: Any) -> T:
        """Asks. Whatever goes wrong on the other side is one kind of failure here."""
        current = CURRENT.set(call)
        call.asked += 1
        try:
            async with asyncio.timeout(self._timeout):
                return cast("T", await call.service.externs[self.name](call, arguments))
        except Exception as error:  # noqa: BLE001 - whatever fails over there is one failure here
            self._log(call, arguments, error)
            # Whoever logs the failure logs its cause with it.
            raise ExternFailed(self.name) from (None if self._secret else error)
        finally:
            CURRENT.reset(current)

    def _log(self, call: Call, arguments: Mapping[str, Any], error: Exception) -> None:
        shown = {name: value for name, value in arguments.items() if name not in self._secret}
        logger.error(
            "extern %s(%s) failed: %s [call %s, conversation %s]",
            self.name,
            ", ".join(f"{name}={value!r}" for name, value in shown.items()),
            # The text of an exception may repeat a secret argument, and so may its traceback.
            type(error).__name__ if self._secret else repr(error),
            call.uuid,
            call.conversation_uuid,
            exc_info=None if self._secret else error,
        )


def hook(hooks: object, name: str) -> Any:
    """The method for an extern, if there is one; a name that Python has another use for ends in `_` there."""
    return getattr(hooks, name, None) or getattr(hooks, f"{name}_", None)


def connect_hook(name: str, result: Codec) -> Connect:
    """Asks a method of the user's `Hooks`, synchronous (in a thread) or not, with arguments by position."""

    def connect(service: Service) -> Ask:
        method = hook(service.hooks, name)
        asynchronous = inspect.iscoroutinefunction(method)

        async def ask(_call: Call, arguments: Mapping[str, Any]) -> Any:
            values = arguments.values()
            answer = await (method(*values) if asynchronous else asyncio.to_thread(method, *values))
            return result.check(await answer if inspect.isawaitable(answer) else answer)

        return ask

    return connect
