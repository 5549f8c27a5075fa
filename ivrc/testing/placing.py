"""Calls that a program places, as the platform takes them (reference 6.3)."""

from __future__ import annotations

from dataclasses import replace
from inspect import signature
from typing import TYPE_CHECKING, Any, get_type_hints

from ivrc.runtime.values import codec
from ivrc.testing.answers import as_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.platform import Call, Platform, Webhooks
    from ivrc.semantics.script import CallOut
    from ivrc.testing.loading import Loaded


def request(loaded: Loaded, wanted: CallOut) -> dict[str, Any]:
    """What the module of the program asks the platform for, with keys that the app that is open can use."""
    function = getattr(loaded.module, f"{wanted.outbound}_call")
    types = get_type_hints(function)
    _, *names = signature(function).parameters  # behind `to` they stand as they were declared
    values = {
        name: codec(types[name]).decode(as_json(value.value))
        for name, (_, value) in zip(names, wanted.arguments, strict=True)
    }
    made: dict[str, Any] = function(f"+{wanted.to}", **values)
    return made


def place(platform: Platform, webhooks: Webhooks, request: Mapping[str, Any]) -> Call:
    """The call of a request; it rings. `webhooks` are the application's, which get what is not said there."""
    answer, events = request["answer_url"][0], request.get("event_url", [webhooks.event_url])[0]
    method = request.get("event_method", webhooks.event_method)
    own = replace(
        webhooks,
        answer_url=answer,
        answer_method=request["answer_method"],
        event_url=events,
        event_method=method,
    )
    number, shown = request["to"][0]["number"], request["from"]["number"]
    return platform.place(own, from_=shown, to=number, settings=request)
