"""An NCCO in today's form: what it says, as the compiler would say it.

docs/lint.md lists these modernisations; tests hold what is built from an imported program to them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ivrc.ncco.finding import is_true
from ivrc.ncco.spec import ACTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

Action = dict[str, Any]

_STOP_CONDITIONS = ("endOnSilence", "endOnKey", "timeOut")
_ONLY_IN_SDKS = ("provider", "providerOptions")
_DIGITS_BESIDE_SPEECH = 10
"""`dtmf.timeOut` of a question that also listens: the first of the two that finishes ends it."""


def modernised(actions: list[Action]) -> tuple[list[Action], list[tuple[int, str]]]:
    """The actions, and what is different, each with the number (from 1) of the action it is about."""
    remarks: list[tuple[int, str]] = []
    made: list[tuple[int, Action]] = []
    interruptible = False
    for number, action in enumerate(actions, start=1):
        name = action["action"]
        new = {key: value for key, value in action.items() if value != _default(name, key)}
        if name in ("talk", "stream"):
            if interruptible and not is_true(action.get("bargeIn")):
                remarks.append((number, "can be interrupted, since an earlier prompt can"))
            interruptible = interruptible or is_true(action.get("bargeIn"))
            new |= {"bargeIn": True} if interruptible else {}
        elif name == "input":
            interruptible = False
        if name in _CHANGES:
            remarks += [(number, said) for said in _CHANGES[name](new)]
        made.append((number, new))
        if number < len(actions) and _is_last(new):
            remarks.append((number + 1, "never runs, and was left out with all that follows it"))
            break
    made = _recordings_first(made, remarks)
    _wait_for_outcomes(made, remarks)
    return [action for _, action in made], remarks


def _is_last(action: Action) -> bool:
    """Whether nothing runs behind an action: the call is elsewhere, or hears the same for ever."""
    endless = action.get("loop") == 0 and not action.get("bargeIn")
    return action["action"] in ("conversation", "transfer") or endless


def _default(action: str, key: str) -> object:
    """What the platform assumes without the key; a value that no key has if it assumes nothing."""
    row = next((row for row in ACTIONS[action].keys if row.path == key), None)
    return _NO_DEFAULT if row is None or row.default is None else row.default


_NO_DEFAULT = object()


def _talk(action: Action) -> Iterator[str]:
    for key in _ONLY_IN_SDKS:
        if action.pop(key, None) is not None:
            yield f"`{key}` is known to some SDKs only, and was left out"
    if voice := action.pop("voiceName", None):
        yield f"the voice {voice} was left out; say `language` and `style`"


def _wait(action: Action) -> Iterator[str]:
    timeout = action.get("timeout", 10)
    nearest = min(max(timeout, 0.1), 7200)
    if nearest != timeout:
        action["timeout"] = nearest
        yield f"waits {nearest:g} seconds, the nearest that the platform does"


def _connect(action: Action) -> Iterator[str]:
    if action.get("machineDetection") == "hangup" and action.pop("eventType", None):
        yield "its outcomes are not waited for, since `hangup` ends the call"
    endpoint = dict(action["endpoint"][0])
    action["endpoint"] = [endpoint]
    if endpoint["type"] == "phone" and "from" not in action and "randomFromNumber" not in action:
        action["randomFromNumber"] = True
        yield "shows one of the application's numbers, since a phone is not called without one"
    if "advancedMachineDetection" in action and action.pop("machineDetection", None):
        yield "`machineDetection` was left out; `advancedMachineDetection` overrides it"
    seconds = action.get("advancedMachineDetection", {}).get("beep_timeout", 45)
    if seconds < 45:
        action["advancedMachineDetection"] = {**action["advancedMachineDetection"], "beep_timeout": 45}
        yield "waits 45 seconds for the beep; less does not work everywhere"
    if not endpoint.get("headers", True):
        del endpoint["headers"]


def _input(action: Action) -> Iterator[str]:
    kinds = action["type"] = sorted(action["type"])
    keys = {"timeOut": 3, "maxDigits": 4, **action.get("dtmf", {})}
    if "dtmf" in kinds:
        if "speech" in kinds and keys["timeOut"] != _DIGITS_BESIDE_SPEECH:
            keys["timeOut"] = _DIGITS_BESIDE_SPEECH
            yield "waits 10 seconds for a key, so that a slow speaker is not cut off"
        action["dtmf"] = keys
    if "speech" in kinds:
        action["speech"] = {"language": "en-US", "startTimeout": 10, **action.get("speech", {})}
        if not action["speech"].get("context", True):
            del action["speech"]["context"]


_CHANGES = {"talk": _talk, "wait": _wait, "connect": _connect, "input": _input}


def _recordings_first(
    made: list[tuple[int, Action]], remarks: list[tuple[int, str]]
) -> list[tuple[int, Action]]:
    """A recording in the background behind a `connect` records the talk: it is started in front of it."""
    first = next((at for at, (_, action) in enumerate(made) if action["action"] == "connect"), len(made))
    late = [one for one in made[first:] if _in_background(one[1])]
    remarks += [
        (number, "is started before the `connect`, so that it records the talk") for number, _ in late
    ]
    return [*made[:first], *late, *(one for one in made[first:] if one not in late)]


def _in_background(action: Action) -> bool:
    return action["action"] == "record" and not any(key in action for key in _STOP_CONDITIONS)


def _wait_for_outcomes(made: list[tuple[int, Action]], remarks: list[tuple[int, str]]) -> None:
    """A `connect` that something else follows waits for its outcome; several in a row all join the call."""
    for (number, action), (_, following) in pairwise(made):
        if action["action"] == "connect" and not _all_join(action, following) and "eventType" not in action:
            action["eventType"] = "synchronous"
            remarks.append((number, "waits for its outcome; what follows is heard if nobody answers"))


def _all_join(action: Action, following: Action) -> bool:
    """Whether two actions are calls that differ in nothing but whom they dial."""
    return {**action, "endpoint": None} == {**following, "endpoint": None}
