"""The steps of a program that do what an NCCO does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.decompile.connecting import connects
from ivrc.decompile.questions import question
from ivrc.decompile.rooms import join, taken_legs
from ivrc.decompile.values import pairs
from ivrc.decompile.writing import block, duration, flat, settings, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.decompile.context import Context
    from ivrc.decompile.modern import Action


def steps(actions: list[Action], context: Context) -> list[str]:
    """All steps of an NCCO in today's form."""
    lines: list[str] = []
    index = 0
    while index < len(actions):
        context.action = index + 1
        asked = _question_at(actions, index)
        if asked is not None:
            lines += _question(actions, index, asked, context)
            if lines[-1].startswith("->"):
                break
            index = asked + 1
        elif actions[index]["action"] == "connect":
            made, index = connects(actions, index, context, lambda rest: steps(rest, context))
            lines += made
        else:
            lines += _WRITERS[actions[index]["action"]](actions[index], context)
            index += 1
    return lines


def _question_at(actions: list[Action], index: int) -> int | None:
    """The input that stands here, or to which the interruptible prompts from here on lead."""
    at = index
    if actions[at].get("bargeIn"):
        while actions[at]["action"] in ("talk", "stream"):
            at += 1
    return at if actions[at]["action"] == "input" else None


def _question(actions: list[Action], first: int, asked: int, context: Context) -> list[str]:
    """An input with its prompts, and where its answer leads."""
    prompts: list[str] = []
    for action in actions[first:asked]:
        plain = {key: value for key, value in action.items() if key != "bargeIn"}
        prompts += _WRITERS[action["action"]](plain, context)
        context.action += 1
    return question(actions[asked], prompts, context, last=asked + 1 == len(actions))


def _say(action: Action, context: Context) -> list[str]:
    values = flat(action)
    spoken = values.pop("text")
    language = values.pop("language", "en-US")
    values |= {"language": language} if language != context.declared.language else {}
    return _step(f"say {text(spoken)}", "say", values, context)


def _play(action: Action, context: Context) -> list[str]:
    values = flat(action)
    (url,) = values.pop("streamUrl")
    return _step(f"play {text(url)}", "play", values, context)


def _wait(action: Action, context: Context) -> list[str]:  # noqa: ARG001  # as all writers
    return [f"wait {duration(action.get('timeout', 10))}"]


def _record(action: Action, context: Context) -> list[str]:
    values = flat(action, "transcription")
    inside = settings("record", values)
    if "transcription" in action:
        inside.append(f"transcription{block(settings('transcription', values)) or ' { }'}")
        values.pop("transcription", None)
    unsaid = context.unsaid(values)
    return [*unsaid, f"record{block(inside) or ' { }'}"]


def _notify(action: Action, context: Context) -> list[str]:
    values = flat(action)
    (url,) = values.pop("eventUrl")
    said, unsaid = pairs(values["payload"], context.declared)
    left = {f"payload.{key}": value for key, value in unsaid.items()}
    left |= {"eventMethod": values["eventMethod"]} if "eventMethod" in values else {}
    return [*context.unsaid(left), f"notify {text(url)}{block(said)}"]


def _transfer(action: Action, context: Context) -> list[str]:
    values = flat(action)
    legs = taken_legs(values)
    lines = _step(f"transfer {text(values.pop('conversationId'))}", "transfer", values, context)
    return [*context.unsaid(legs), *lines]


def _step(beginning: str, kind: str, values: dict[str, object], context: Context) -> list[str]:
    """A step with its settings, below comments for those that it does not have."""
    inside = settings(kind, values)
    return [*context.unsaid(values), f"{beginning}{block(inside)}"]


_WRITERS: dict[str, Callable[[Action, Context], list[str]]] = {
    "talk": _say,
    "stream": _play,
    "wait": _wait,
    "record": _record,
    "notify": _notify,
    "transfer": _transfer,
    "conversation": join,
}
