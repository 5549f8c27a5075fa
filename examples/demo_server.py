"""The webhook of examples/acme with its hooks, at ten o'clock on a Friday: what examples/demo.py calls.

A service of your own looks like this, without the clock.
"""

from __future__ import annotations

from datetime import UTC, datetime

from acme.generated.acme import webhook

DEMO_TIME = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


class Hooks:
    """What acme.ivr asks of Acme's own system."""

    def store_message(self, conversation: str, link: str) -> None:
        """Keep a caller's message."""
        print(f"  Acme stores    {link} of {conversation}", flush=True)


app = webhook.create_app(hooks=Hooks(), clock=lambda: DEMO_TIME)
