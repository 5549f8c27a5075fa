"""Calls that a program places, as the platform takes them (reference 6.3)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.platform import Call, Platform, Webhooks


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
