"""Where a decision leads: a static NCCO, or a function of the generated module that makes one."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from ivrc.runtime.events import Event, Recording
from ivrc.runtime.reply import Ncco

if TYPE_CHECKING:
    from ivrc.runtime.call import Call

Handler: TypeAlias = Callable[..., Ncco | None] | Callable[..., Awaitable[Ncco | None]]
Target: TypeAlias = Ncco | Handler | None

# Parameters of handlers that the request itself answers.
_FROM_REQUEST: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "event": Event,
    "recording": Recording,
}


@dataclass(frozen=True, slots=True)
class Bound:
    """A target with the names of the values that it takes, found once at registration.

    `reads` makes those that are not values of the program. `nothing` is sent where the target has nothing to
    send.
    """

    name: str
    reply: Ncco | None = None
    function: Callable[..., Any] | None = None
    wanted: tuple[str, ...] = ()
    waits: bool = False
    reads: Mapping[str, Callable[[Mapping[str, Any]], Any]] = field(default_factory=dict)
    nothing: Ncco | None = None

    def run(self, call: Call, values: Mapping[str, Any]) -> Any:
        """What the platform is sent, or an awaitable of it if the target `waits`."""
        if self.function is None:
            return self.reply
        offered = values
        if self.reads:
            offered = {**{name: read(call.event) for name, read in self.reads.items()}, **values}
        return self.function(call, *[offered[name] for name in self.wanted])


# Nothing is left to do: the call ends, as it does where an option hangs up.
END = Bound("the end")


class Decision(NamedTuple):
    """What an event meant, where that leads (`None`: go on), and the values for it."""

    outcome: str
    target: Bound | None
    values: Mapping[str, Any]


def bind(target: Target, offered: Collection[str] | None, path: str) -> Bound | None:
    """Finds out what a target takes; `TypeError` if that is not among `offered` (`None`: anything may be)."""
    if target is None:
        return None
    if isinstance(target, Ncco):
        return Bound(target.name, reply=target)
    wanted = tuple(inspect.signature(target).parameters)[1:]
    missing = () if offered is None else set(wanted) - set(offered) - set(_FROM_REQUEST)
    if missing:
        raise TypeError(f"{path}: {target.__name__} takes {sorted(missing)}, which the route does not carry")
    reads = {n: _FROM_REQUEST[n] for n in wanted if n in _FROM_REQUEST and n not in (offered or ())}
    return Bound(target.__name__, None, target, wanted, inspect.iscoroutinefunction(target), reads)
