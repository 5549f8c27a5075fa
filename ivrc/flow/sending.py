"""`notify` and `transfer`: what leaves the call; externs in it are asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.flow.rooms import AUDIENCE, audience_fields
from ivrc.flow.states import Decision, Leaf, Pairs, Several
from ivrc.flow.templates import action, json_template, plain, settings_fields
from ivrc.flow.values import hoisted, hoisted_all, valued
from ivrc.semantics.fold import specialise

if TYPE_CHECKING:
    from ivrc.flow.effects import Parts, Runs
    from ivrc.flow.places import Place
    from ivrc.semantics.program import Notify, Transfer
    from ivrc.semantics.typed import Expr


def notify(runs: Runs, step: Notify, place: Place, parts: Parts) -> Decision:
    """Tell another server, and go on."""

    def send(values: list[Expr]) -> Decision:
        url, *payload = values
        pairs = Pairs(
            items=tuple((n, json_template(v)) for (n, _), v in zip(step.payload, payload, strict=True))
        )
        made = action("notify", [("payload", pairs), ("eventUrl", Several(items=(url,)))], step.span)
        return runs.run(place.behind(), (*parts, made))

    url = specialise(step.url, place.environment, "")
    return hoisted_all(runs, [url, *(valued(v, place) for _, v in step.payload)], place, parts, send)


def transfer(runs: Runs, step: Transfer, place: Place, parts: Parts) -> Decision:
    """Move the call into another conversation, for good."""

    def move(conversation: Expr) -> Decision:
        settings = settings_fields("transfer", "transfer", step.settings, place, AUDIENCE)
        settings += audience_fields(step.settings)
        made = action("transfer", [("conversationId", plain(conversation)), *settings], step.span)
        return Leaf(parts=(*parts, made))

    return hoisted(runs, specialise(step.conversation, place.environment, ""), None, place, parts, move)
