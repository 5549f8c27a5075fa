"""Rules about the order of actions: interruption, reachability, what waits for what (reference 3.4, 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.ncco.finding import Finding, is_false, is_true
from ivrc.ncco.spec import ACTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Actions = Sequence[Mapping[str, object]]

_LEAVING = tuple(name for name in ACTIONS if name not in ("talk", "stream", "input"))
_STOP_CONDITIONS = ("endOnSilence", "endOnKey", "timeOut")


def sequence_findings(actions: Actions) -> Iterator[Finding]:
    """Findings about a whole array of objects."""
    yield from _barge_in(actions)
    yield from _reachability(actions)
    yield from _recordings(actions)
    yield from _connects_in_a_row(actions)


def _barge_in(actions: Actions) -> Iterator[Finding]:
    """The automaton of reference 3.4: once on, interruption stays on until an input."""
    opened: int | None = None
    for index, action in enumerate(actions):
        name = action.get("action")
        if name in ("talk", "stream"):
            if opened is not None:
                yield from _while_open(actions, index)
            elif is_true(action.get("bargeIn")):
                opened = index
        elif opened is not None and name in _LEAVING:
            message = f"the interruptible prompt before this must lead to an `input`, not to `{name}`"
            hint = "put an `input` before this, or remove `bargeIn` from the prompt"
            yield Finding(code="E170", path=(index,), message=message, hint=hint)
            opened = None
        else:
            opened = None
    if opened is not None:
        message = "the caller may interrupt this, but no `input` follows to take the answer"
        yield Finding(code="E171", path=(opened, "bargeIn"), message=message, hint="add an `input`")


def _while_open(actions: Actions, index: int) -> Iterator[Finding]:
    """A further prompt while interruption is on."""
    if is_false(actions[index].get("bargeIn")):
        message = "this can be interrupted all the same, since an earlier prompt has `bargeIn: true`"
        yield Finding(code="W214", path=(index, "bargeIn"), message=message)
    if actions[index].get("action") != actions[index - 1].get("action"):
        message = "talk and stream are mixed before the input; the documentation promises only one kind"
        yield Finding(code="W212", path=(index,), message=message)


def _reachability(actions: Actions) -> Iterator[Finding]:
    """What is never reached, or only sometimes."""
    interruptible = False
    for index, action in enumerate(actions[:-1]):
        name = action.get("action")
        if name in ("talk", "stream"):
            interruptible = interruptible or is_true(action.get("bargeIn"))
            if not interruptible and _endless(action.get("loop")):
                message = "this is repeated for ever, so nothing behind it is reached"
                yield Finding(code="W213", path=(index, "loop"), message=message)
        elif name == "input":
            interruptible = False
            if action.get("mode") != "asynchronous":
                message = "this runs only if the webhook of the input answers without an NCCO"
                yield Finding(code="W211", path=(index + 1,), message=message)
        elif name == "transfer":
            yield Finding(code="W210", path=(index + 1,), message="nothing runs behind a `transfer`")
        elif name == "conversation":
            message = "this runs only if the conference lets the caller go, which is not documented"
            yield Finding(code="W210", path=(index + 1,), message=message)


def _endless(loop: object) -> bool:
    return loop == "0" or (loop == 0 and loop is not False)


def _recordings(actions: Actions) -> Iterator[Finding]:
    """Recordings that end too early or hold up a dial."""
    connected = False
    for index, action in enumerate(actions):
        connected = connected or action.get("action") == "connect"
        if action.get("action") != "record":
            continue
        waits = any(condition in action for condition in _STOP_CONDITIONS)
        following = actions[index + 1].get("action") if index + 1 < len(actions) else None
        if waits and following == "connect":
            message = "the caller waits in silence until this recording stops, and is connected then"
            yield Finding(code="W217", path=(index,), message=message, hint="remove its stop conditions")
        elif not waits and following is None and not connected:
            message = "recording starts, and the call ends at once because nothing follows"
            yield Finding(
                code="W216", path=(index,), message=message, hint="add `timeOut`, or put it before the rest"
            )


def _connects_in_a_row(actions: Actions) -> Iterator[Finding]:
    """Once for each run of `connect`."""
    in_run = False
    for index in range(1, len(actions)):
        previous, action = actions[index - 1], actions[index]
        both = previous.get("action") == action.get("action") == "connect" and "eventType" not in previous
        if both and not in_run:
            message = "everybody who answers is added to the same call; this does not try one after the other"
            hint = 'for a hunt list use `"eventType": "synchronous"` and answer its event with the next NCCO'
            yield Finding(code="W229", path=(index,), message=message, hint=hint)
        in_run = both
