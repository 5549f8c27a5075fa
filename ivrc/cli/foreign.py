"""A call of somebody else's application, in whatever language it is written."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING

from ivrc.cli.leading import Leader, play
from ivrc.cli.settings import Refusal
from ivrc.platform import HttpTransport, Platform, Webhooks

if TYPE_CHECKING:
    from contextlib import ExitStack

    from ivrc.cli.sim import Wishes

DIALLED = "441632960000"


def call_application(wishes: Wishes, stack: ExitStack) -> int:
    """Play a call over HTTP; the exit status."""
    transport = HttpTransport()
    stack.callback(transport.close)
    platform = Platform(transport, start=_moment(wishes.start), secret=_secret(wishes.secret_env))
    webhooks = Webhooks(answer_url=wishes.url or "", answer_method=wishes.method, event_url=wishes.event_url)
    caller, dialled = wishes.caller.removeprefix("+"), (wishes.dialled or DIALLED).removeprefix("+")
    return play(Leader(platform, wishes), webhooks, caller, dialled)


def _secret(variable: str | None) -> str | None:
    if variable is None:
        return None
    if not (secret := os.environ.get(variable)):
        raise Refusal(f"--secret-env: the variable {variable} is not set")
    return secret


def _moment(text: str | None) -> datetime:
    """A moment by the clock of this machine."""
    try:
        moment = datetime.fromisoformat(text) if text else datetime.now().astimezone()
    except ValueError:
        raise Refusal(f"--at: `{text}` is no moment such as 2026-11-20 10:00") from None
    return moment.astimezone().replace(microsecond=0)
