"""The body of the Application API v2: its keys in table order (reference 6.1)."""

from __future__ import annotations

from ivrc.ncco.keys import METHODS, ActionSpec, Key, row

REGIONS = ("na-east", "na-west", "eu-west", "eu-east", "apac-sng", "apac-australia")


def _voice_webhook(name: str, doc: str, method: str, longest: int, default: int) -> tuple[Key, ...]:
    """The keys of one voice webhook; `longest` and `default` are socket times in milliseconds."""
    path = f"capabilities.voice.webhooks.{name}"
    return (
        row(path, "object", doc),
        row(f"{path}.address", "url", "Where it is.", code="A302", missing="A302"),
        row(
            f"{path}.http_method", "choices", "How it is asked.",
            default=method, choices=METHODS, code="A303",
        ),
        row(
            f"{path}.connect_timeout", "int", "Time to connect.",
            default=1000, within=(300, 1000), unit="milliseconds", code="A304",
        ),
        row(
            f"{path}.socket_timeout", "int", "Time to answer.",
            default=default, within=(1000, longest), unit="milliseconds", code="A305",
        ),
    )  # fmt: skip  # one row a key


def _plain_webhook(path: str, doc: str) -> tuple[Key, ...]:
    """The keys of a webhook of another capability, which is always asked with POST."""
    return (
        row(path, "object", doc),
        row(f"{path}.address", "url", "Where it is.", code="A302", missing="A302"),
        row(
            f"{path}.http_method", "choices", "How it is asked.",
            default="POST", choices=("POST",), code="A309",
        ),
    )  # fmt: skip  # one row a key


APPLICATION = ActionSpec(
    name="application",
    doc="A Vonage application: its webhooks and settings.",
    keys=(
        row("name", "text", "Name of the application.", code="A300", missing="A300"),
        row("keys", "object", "The key pair of the application."),
        row("keys.public_key", "text", "PEM text; a key pair is generated if absent."),
        row("privacy", "object", "What the vendor may do with the data."),
        row("privacy.improve_ai", "bool", "Whether the data may be used to improve AI.", default=True),
        row("capabilities", "object", "What the application can do."),
        row("capabilities.voice", "object", "Calls."),
        row("capabilities.voice.webhooks", "object", "The webhooks for calls."),
        *_voice_webhook("answer_url", "Gives the first NCCO of a call.", "GET", 5000, 5000),
        *_voice_webhook("fallback_answer_url", "Asked when another one fails.", "GET", 5000, 5000),
        *_voice_webhook("event_url", "Gets the events of calls.", "POST", 10000, 10000),
        row("capabilities.voice.signed_callbacks", "bool", "Sign the requests.", default=True),
        row(
            "capabilities.voice.conversations_ttl", "int", "Hours for which a named room is kept.",
            default=48, within=(1, 9000), code="A307",
        ),
        row(
            "capabilities.voice.leg_persistence_time", "int", "Days for which the data of a leg are kept.",
            default=2, within=(1, 31), code="A307",
        ),
        row(
            "capabilities.voice.region", "choices", "Where calls are handled.",
            choices=REGIONS, code="A308",
        ),
        row("capabilities.rtc", "object", "Client SDK events."),
        row("capabilities.rtc.webhooks", "object", "The webhooks for Client SDK events."),
        row("capabilities.rtc.webhooks.event_url", "object", "Gets Client SDK events."),
        row(
            "capabilities.rtc.webhooks.event_url.address", "url", "Where it is.",
            code="A302", missing="A302",
        ),
        row(
            "capabilities.rtc.webhooks.event_url.http_method", "choices", "How it is asked.",
            default="POST", choices=METHODS, code="A303",
        ),
        row("capabilities.rtc.signed_callbacks", "bool", "Sign the requests.", default=True),
        row("capabilities.messages", "object", "Messages."),
        row("capabilities.messages.version", "text", "Version of the messages.", default="v1"),
        row("capabilities.messages.webhooks", "object", "The webhooks for messages."),
        *_plain_webhook("capabilities.messages.webhooks.inbound_url", "Gets messages."),
        *_plain_webhook("capabilities.messages.webhooks.status_url", "Gets the states of messages."),
        row("capabilities.vbc", "empty_object", "Vonage Business Communications; always `{}`.", code="A309"),
        row("capabilities.verify", "object", "Verification of users."),
        row("capabilities.verify.webhooks", "object", "The webhooks for verification."),
        *_plain_webhook("capabilities.verify.webhooks.status_url", "Gets the states of verifications."),
    ),
)  # fmt: skip  # one row a key
