"""`connect`: its target and settings, and what happens when nobody answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.decompile.values import pairs
from ivrc.decompile.writing import block, flat, settings, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.decompile.context import Context, Declared
    from ivrc.decompile.modern import Action

    Steps = Callable[[list[Action]], list[str]]

_OWN = {"phone": "number", "app": "user", "sip": "uri", "websocket": "uri", "vbc": "extension"}
"""The key that says who is dialled, by the type of an endpoint."""


def connects(actions: list[Action], index: int, context: Context, steps: Steps) -> tuple[list[str], int]:
    """The `connect` at `index`, with others that are dialled into the same call, and where it goes on."""
    end = index + 1
    while end < len(actions) and _settings_of(actions[end]) == _settings_of(actions[index]) is not None:
        end += 1
    if end - index > 1 and "eventType" not in actions[index]:
        return _everybody(actions[index:end], context), end
    return _one(actions[index], actions[index + 1 :], context, steps), len(actions)


def _settings_of(action: Action) -> Action | None:
    """All but whom a `connect` dials."""
    if action["action"] != "connect":
        return None
    return {key: value for key, value in action.items() if key != "endpoint"}


def _everybody(actions: list[Action], context: Context) -> list[str]:
    """Several in a row, who all join the call."""
    targets = []
    for action in actions:
        beginning, inside, left = _target(action["endpoint"][0], context.declared)
        if inside or left or not beginning.startswith("+"):
            written = f"phone {beginning}" if beginning.startswith("+") else beginning
            beginning = context.declared.names.new("target")
            context.declared.endpoints[beginning] = f"{written}{block(inside)}"
        targets.append(beginning)
        context.unsaid(left)
    inside, left = _settings(actions[0])
    return [*context.unsaid(left), f"connect all [{', '.join(targets)}]{block(inside)}"]


def _one(action: Action, rest: list[Action], context: Context, steps: Steps) -> list[str]:
    """One `connect`; what stands behind it is heard only if nobody answers."""
    beginning, inside, unsaid = _target(action["endpoint"][0], context.declared)
    urls = action.get("eventUrl", [])
    if "eventType" in action:
        action = {key: item for key, item in action.items() if key not in ("eventUrl", "eventMethod")}
    lines, left = _settings(action)
    behind: list[str] = []
    if action.get("machineDetection") == "hangup":
        behind = steps(rest)  # a handler would promise what `hangup` does not keep
    elif "eventType" in action:
        lines.append(_unreachable(urls, rest, context, steps))
    return [*context.unsaid({**unsaid, **left}), f"connect {beginning}{block([*inside, *lines])}", *behind]


def _unreachable(urls: list[str], rest: list[Action], context: Context, steps: Steps) -> str:
    """What the webhook of the events answered, or what stands behind the `connect`."""
    number = context.action
    for url in urls:
        if flow := context.target(url):
            if rest:
                context.remark("what stands behind this never ran, since its webhook answers with an NCCO")
            return f"on unreachable -> {flow}"
        context.remark(f"its events went to {url}; now they go to the program")
    lines = steps(rest)
    context.action = number
    if not lines:
        lines = [f"// The events went to {url}: write here what it replied." for url in urls]
    return f"on unreachable{block(lines) or ' { }'}"


def _settings(action: Action) -> tuple[list[str], dict[str, Any]]:
    """The settings of a `connect`, and what of it cannot be said."""
    values = flat(action, "advancedMachineDetection")
    left = {key: item for key, item in values.items() if key not in ("endpoint", "eventType")}
    lines = settings("connect", left)
    if "advancedMachineDetection" in action:
        detection = settings("advanced_machine_detection", left)
        lines.append(f"advanced_machine_detection{block(detection) or ' { }'}")
    return lines, left


def _target(endpoint: Action, declared: Declared) -> tuple[str, list[str], dict[str, Any]]:
    """How an endpoint is written, its settings, and what of it cannot be said."""
    kind = endpoint["type"]
    values = flat(endpoint, "onAnswer", "standardHeaders", "authorization")
    own = values.pop(_OWN[kind], None) or values.pop("user")
    if "authorization.type" in values:
        custom = values.pop("authorization.value", None)
        values["authorization"] = custom or values["authorization.type"]
        del values["authorization.type"]
    said, unsaid = pairs(values.pop("headers", {}), declared)
    inside = settings(kind, values)
    inside += [f"headers{block(said)}"] if said else []
    left = {f"headers.{key}": value for key, value in unsaid.items()}
    return f"+{own}" if kind == "phone" else f"{kind} {text(own)}", inside, {**left, **values}
