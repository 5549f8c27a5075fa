"""Where a call stands: what it waits for, in words, and which steps fit there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.platform.asking import ears
from ivrc.platform.dialling import address
from ivrc.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.platform import Call
    from ivrc.platform.asking import Ears
    from ivrc.platform.legs import Wait

USUAL_DIGITS = 4


def awaited(call: Call) -> str:
    """What the call waits for, as the end of a sentence that begins with `the call`."""
    waiting = call.waiting
    match waiting.kind:
        case "input":
            return f"waits {duration(waiting.seconds)} for {_answers(ears(waiting.action))}"
        case "record":
            return f"records you{_end_of_recording(waiting.action)}"
        case "connect":
            return f"rings {dialled(waiting.action)} for {duration(waiting.seconds)}"
        case "joined":
            return f"is connected with {dialled(waiting.action)}"
        case "room":
            return f"is in {_room(call)}"
        case "playing":
            return "plays something that does not end by itself"
        case "ended":
            return "has ended"
        case _:
            return "goes on by itself"


def possible(call: Call) -> list[str]:
    """The words that may be typed where the call stands, the likeliest first."""
    waiting = call.waiting
    if not call.alive:
        return []
    found = {
        "connect": ["answered", "busy", "timeout"],
        "record": ["leave 5s"],
        "joined": ["callee hangup"],
    }.get(waiting.kind, [])
    found = [*(["1"] if takes_keys(call) else []), *(["say WORDS"] if _takes_words(waiting) else []), *found]
    return [*found, *(["silence"] if waiting.seconds is not None else ["wait 10s"]), "hangup"]


def refusal(call: Call, word: str, value: str) -> str:
    """Why a step does not fit where the call stands; '' if it does."""
    waiting = call.waiting
    problem = ""
    if word in ("given", "source", "help", "quit"):
        return ""
    if not call.alive:
        problem = "nobody is on the line any more"
    elif word == "press" and not takes_keys(call):
        problem = "nobody takes keys"
    elif word == "press" and waiting.kind == "record" and _ending_key(call) not in value:
        problem = f"only {_ending_key(call)} does something"
    elif word == "say" and not _takes_words(waiting):
        problem = "nobody listens"
    elif word == "leave" and waiting.kind != "record":
        problem = "no recording waits for a message"
    elif word == "answer" and waiting.kind not in ("connect", "ringing") and value != "disconnected":
        problem = "nobody is being rung"
    elif (word == "callee" or value == "disconnected") and waiting.kind != "joined":
        problem = "nobody is connected"
    elif word == "silence" and waiting.seconds is None:
        problem = "nothing comes of waiting by itself (`wait 10s` lets time pass)"
    return f"{problem}; the call {awaited(call)}{_ways(call)}" if problem else ""


def _ways(call: Call) -> str:
    ways = possible(call)
    return f": type {listed(f'`{way}`' for way in ways)}" if ways else ""


def takes_keys(call: Call) -> bool:
    """Whether keys do anything here."""
    waiting, execution = call.waiting, call.leg.execution
    if execution is not None and execution.keys_of is not None:
        return True
    match waiting.kind:
        case "input":
            return ears(waiting.action).keys is not None
        case "record":
            return "endOnKey" in waiting.action
        case kind:
            return kind == "playing"


def _ending_key(call: Call) -> str:
    """The only key that does something while a message is recorded; '' if others do, too."""
    execution = call.leg.execution
    told = execution is not None and execution.keys_of is not None
    return "" if told else str(call.waiting.action.get("endOnKey", ""))


def _takes_words(waiting: Wait) -> bool:
    return waiting.kind == "playing" or (waiting.kind == "input" and ears(waiting.action).speech is not None)


def duration(seconds: float | None) -> str:
    """A time in words."""
    if seconds is None:
        return "ever"
    if seconds >= 60 and seconds % 60 == 0:
        return f"{seconds / 60:g} min"
    return f"{seconds:g} s"


def dialled(action: Mapping[str, Any]) -> str:
    """Whom a connect dials."""
    endpoint = action["endpoint"][0]
    return f"+{endpoint['number']}" if endpoint["type"] == "phone" else address(endpoint)


def _answers(heard: Ears) -> str:
    ways = []
    if heard.keys is not None:
        most = int(heard.keys.get("maxDigits", USUAL_DIGITS))
        ways.append("a key" if most == 1 else f"up to {counted(most, 'key')}")
        if heard.keys.get("submitOnHash"):
            ways[-1] += " and #"
    if heard.speech is not None:
        ways.append("words")
    return listed(ways)


def _end_of_recording(action: Mapping[str, Any]) -> str:
    ends = []
    if "endOnKey" in action:
        ends.append(f"you press {action['endOnKey']}")
    if "endOnSilence" in action:
        ends.append(f"you are silent for {duration(float(action['endOnSilence']))}")
    if "timeOut" in action:
        ends.append(f"{duration(float(action['timeOut']))} are over")
    return f" until {listed(ends)}" if ends else ""


def _room(call: Call) -> str:
    action = call.waiting.action
    name = str(action.get("name", ""))
    room = call.platform.rooms.get(name)
    if room is None:
        return "another conversation"
    return f"the room {name}" + ("" if room.started else ", which has not begun")
