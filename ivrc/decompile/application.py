"""The body of the Application API as an `app` declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ivrc.decompile.context import Remark
from ivrc.decompile.writing import block, text

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME, ADDRESS = "Imported", "https://ivr.example.com"


def app(body: Mapping[str, Any] | None, remarks: list[Remark]) -> str:
    """The declaration; without a body one that the author has to fill in."""
    if body is None:
        message = f"there is no body of an application, so `base_url` is {ADDRESS}: set it"
        remarks.append(Remark(file="app", action=0, message=message))
        return f"app {text(NAME)}{block([f'base_url: {text(ADDRESS)}'])}"
    capabilities = body.get("capabilities", {})
    lines = [*_voice(capabilities.get("voice", {}), remarks), *_rest(body, capabilities)]
    return f"app {text(body['name'].strip() or NAME)}{block(lines)}"


def _voice(voice: Mapping[str, Any], remarks: list[Remark]) -> list[str]:
    webhooks = voice.get("webhooks", {})
    for name, path in _PATHS.items():
        if name in webhooks and (urlsplit(webhooks[name]["address"]).path or "/") != path:
            message = f"`{name}` is now {path} of `base_url`"
            remarks.append(Remark(file="app", action=0, message=message))
    answer = webhooks.get("answer_url", {})
    base, fallback = _origin(answer), _origin(webhooks.get("fallback_answer_url", {}))
    lines = [f"base_url: {text(base or ADDRESS)}"]
    lines += [f"fallback_base_url: {text(fallback)}"] if fallback and fallback != base else []
    lines += [f"answer_method: {answer.get('http_method', 'GET')}"]
    event = webhooks.get("event_url", {})
    lines += [f"event_method: {event['http_method']}"] if "http_method" in event else []
    lines += [f"{key}: {answer[key]}ms" for key in ("connect_timeout", "socket_timeout") if key in answer]
    lines += [f"region: {voice['region']}"] if "region" in voice else []
    lines += ["signed_callbacks: false"] if voice.get("signed_callbacks") is False else []
    lines += [f"conversations_ttl: {voice['conversations_ttl']}h"] if "conversations_ttl" in voice else []
    days = voice.get("leg_persistence_time")
    return [*lines, *([f"leg_persistence_time: {days}"] if days else [])]


_PATHS = {"answer_url": "/answer", "event_url": "/event"}
"""Where the generated module is asked."""


def _origin(webhook: Mapping[str, Any]) -> str:
    """The server of a webhook, over https: a program is not served otherwise."""
    parts = urlsplit(webhook.get("address", ""))
    return f"https://{parts.netloc}" if parts.netloc else ""


def _rest(body: Mapping[str, Any], capabilities: Mapping[str, Any]) -> list[str]:
    """What has nothing to do with calls."""
    lines = ["improve_ai: false"] if body.get("privacy", {}).get("improve_ai") is False else []
    for name, keys in _WEBHOOKS.items():
        if name in capabilities:
            webhooks = capabilities[name].get("webhooks", {})
            said = [f"{key}: {text(webhooks[key]['address'])}" for key in keys if key in webhooks]
            lines.append(f"{name}{block(said) or ' { }'}")
    return lines


_WEBHOOKS: dict[str, tuple[str, ...]] = {
    "messages": ("inbound_url", "status_url"),
    "rtc": ("event_url",),
    "vbc": (),
    "verify": ("status_url",),
}
