"""`input` as a `collect` that asks once, and where its answer leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.decompile.writing import block, flat, settings

if TYPE_CHECKING:
    from ivrc.decompile.context import Context
    from ivrc.decompile.modern import Action

_ONCE = ("attempts: 1", "optional: true", "on silence { }", "on invalid { }")
"""Whatever the caller does, the call goes on: what to do about silence is for the author to say."""


def question(action: Action, prompts: list[str], context: Context, *, last: bool) -> list[str]:
    """The question, and the jump to what answers its webhook, or a comment that asks for it."""
    if action.get("mode") == "asynchronous":
        return [*prompts, *context.unsaid({"mode": "asynchronous"})]
    kinds, values = action["type"], flat(action, "dtmf", "speech")
    urls = values.pop("eventUrl", [])
    values.pop("eventMethod", None)
    kind = "any" if len(kinds) == 2 else "digits" if kinds == ["dtmf"] else "speech"
    inside = [*prompts, *_settings(values, kind, context)]
    unsaid = context.unsaid(values)
    lines = [*unsaid, f"collect {kind} {context.declared.names.new('reply')}{block([*inside, *_ONCE])}"]
    return [*lines, *_what_follows(urls, context, last=last)]


def _settings(values: dict[str, Any], kind: str, context: Context) -> list[str]:
    if kind == "any":
        values.pop("dtmf.timeOut", None)  # always 10 seconds
    if values.get("speech.language") == context.declared.language:
        del values["speech.language"]
    finish = ["finish_on: #"] if values.pop("dtmf.submitOnHash", False) is True else []
    return [*finish, *settings("collect", values)]


def _what_follows(urls: list[str], context: Context, *, last: bool) -> list[str]:
    for url in urls:
        if flow := context.target(url):
            if not last:
                context.remark("what stands behind this never ran, since its webhook answers with an NCCO")
            return [f"-> {flow}"]
        context.remark(f"the answer went to {url}; now it goes to the program, which must say what follows")
        return [f"// The answer went to {url}: write here what it replied."] if last else []
    return []
