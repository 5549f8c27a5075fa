"""The interpreter: one action after the other, and what each does (reference 3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.platform import bodies
from ivrc.platform.asking import ask
from ivrc.platform.dialling import dial, stay
from ivrc.platform.legs import EndlessError, RoomOver
from ivrc.platform.playing import pause, play
from ivrc.platform.recording import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ivrc.platform.execution import Execution
    from ivrc.platform.legs import Step


# More actions than any call has at one moment.
MOST_ACTIONS = 1_000


def run(execution: Execution) -> Step:
    """Run until nothing is left and nobody else is there. A reply of an action replaces what is left.

    Raises EndlessError where replies follow replies and no time passes.
    """
    clock, moment, done = execution.platform.clock, -1.0, 0
    while execution.position < len(execution.ncco) and not execution.over and execution.leg.alive:
        moment, done = clock.elapsed, 1 if clock.elapsed > moment else done + 1
        if done > MOST_ACTIONS:
            raise EndlessError
        action = execution.ncco[execution.position]
        execution.position += 1
        reply = yield from ARMS[action["action"]](execution, action)
        if reply is not None:
            execution.replace(reply)
    if not execution.over:
        yield from stay(execution)


def _join(execution: Execution, action: Mapping[str, Any]) -> Step:
    platform = execution.platform
    room = platform.room(action["name"])
    if platform.doubts.joining_a_room_is_a_transfer:
        moved = bodies.transferred(execution.leg, room.conversation, execution.now)
        platform.inform(execution.leg, execution.webhooks.event_url, execution.webhooks.event_method, moved)
    execution.leg.conversation = room.conversation
    room.enter(execution, action)
    yield from execution.wait("room", None, action, lambda got: isinstance(got, RoomOver))
    execution.over = platform.doubts.call_ends_with_its_room


def _notify(execution: Execution, action: Mapping[str, Any]) -> Step:
    yield from ()
    return execution.ask(action, bodies.notified(execution.leg, action["payload"], execution.now))


def _transfer(execution: Execution, action: Mapping[str, Any]) -> Step:
    """All legs move to another conversation, whose own NCCO rules from then on."""
    platform, webhooks = execution.platform, execution.webhooks
    target = str(action.get("conversationId", action.get("conversation_id")))
    for leg in (execution.leg, *execution.others):
        moved = bodies.transferred(leg, target, execution.now)
        platform.inform(leg, webhooks.event_url, webhooks.event_method, moved)
        leg.conversation = target
    room = next((room for room in platform.rooms.values() if room.conversation == target), None)
    if room is not None:
        room.enter(execution, {**action, "startOnEnter": False})
    else:
        execution.log("join", target, action)
        _enter_call(execution, target)
    yield from execution.wait("room", None, action, lambda got: isinstance(got, RoomOver))
    execution.over = True


def _enter_call(execution: Execution, target: str) -> None:
    """A leg becomes one of the others of a call that runs; it ends with that."""
    for leg in execution.platform.legs:
        host = leg.execution
        if leg.alive and leg.conversation == target and host is not None and host is not execution:
            host.others.append(execution.leg)
            execution.leg.parent = leg
            return


ARMS: dict[str, Callable[[Execution, Mapping[str, Any]], Step]] = {
    "talk": play,
    "stream": play,
    "wait": pause,
    "input": ask,
    "record": record,
    "connect": dial,
    "conversation": _join,
    "notify": _notify,
    "transfer": _transfer,
}
