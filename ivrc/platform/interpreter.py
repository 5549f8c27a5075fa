"""The interpreter: one action after the other, and what each does (reference 3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.platform import bodies
from ivrc.platform.asking import ask
from ivrc.platform.dialling import dial, stay
from ivrc.platform.legs import RoomOver, Wait
from ivrc.platform.playing import pause, play
from ivrc.platform.recording import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ivrc.platform.execution import Execution
    from ivrc.platform.legs import Step


def run(execution: Execution) -> Step:
    """Run until nothing is left and nobody else is there. A reply of an action replaces what is left."""
    while True:
        while execution.position < len(execution.ncco) and not execution.over:
            action = execution.ncco[execution.position]
            execution.position += 1
            reply = yield from ARMS[action["action"]](execution, action)
            if reply is not None:
                execution.replace(reply)
        reply = None if execution.over else (yield from stay(execution))
        if reply is None:
            return
        execution.replace(reply)


def _join(execution: Execution, action: Mapping[str, Any]) -> Step:
    platform = execution.platform
    room = platform.room(action["name"])
    if platform.doubts.joining_a_room_is_a_transfer:
        moved = bodies.transferred(execution.leg, room.conversation, execution.now)
        platform.inform(execution.leg, execution.webhooks.event_url, execution.webhooks.event_method, moved)
    execution.leg.conversation = room.conversation
    room.enter(execution, action)
    while not isinstance((yield Wait("room", None, action)), RoomOver):
        pass
    execution.over = platform.doubts.call_ends_with_its_room


def _notify(execution: Execution, action: Mapping[str, Any]) -> Step:
    yield from ()
    return execution.ask(action, bodies.notified(execution.leg, action["payload"], execution.now))


def _transfer(execution: Execution, action: Mapping[str, Any]) -> Step:
    """All legs move to another conversation, whose own NCCO rules from then on."""
    target = str(action.get("conversationId", action.get("conversation_id")))
    for leg in (execution.leg, *execution.others):
        moved = bodies.transferred(leg, target, execution.now)
        execution.platform.inform(leg, execution.webhooks.event_url, execution.webhooks.event_method, moved)
        leg.conversation = target
    execution.log("join", target, action)
    while True:
        yield Wait("room", None, action)


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
