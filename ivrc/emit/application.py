"""`application.json`: the body of the Application API v2 (reference 6.1)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ivrc.emit.webhook import base_url
from ivrc.semantics.typed import Constant

if TYPE_CHECKING:
    from ivrc.semantics.program import Program

FALLBACK_PATH = "/fallback"


def application(program: Program, public_key: str) -> dict[str, object]:
    """The request body; defaults of the platform are left out. `public_key`: PEM text or ''."""
    settings = {name: _value(value.values[0]) for name, value in program.app.settings.items()}
    body: dict[str, object] = {"name": program.app.name}
    if public_key:
        body["keys"] = {"public_key": public_key}
    if "improve_ai" in settings:
        body["privacy"] = {"improve_ai": settings["improve_ai"]}
    body["capabilities"] = {"voice": _voice(program, settings), **_others(settings)}
    return body


def _value(value: object) -> object:
    return value.value if isinstance(value, Constant) else None


def _voice(program: Program, settings: dict[str, object]) -> dict[str, object]:
    base = base_url(program)
    elsewhere = settings.get("fallback_base_url")
    answer_method = settings.get("answer_method", "POST")
    webhooks = {
        "answer_url": _webhook(f"{base}/answer", answer_method, settings, 5000),
        "fallback_answer_url": _webhook(
            f"{str(elsewhere or base).rstrip('/')}{FALLBACK_PATH}",
            "GET" if elsewhere else answer_method,
            settings,
            5000,
        ),
        "event_url": _webhook(f"{base}/event", settings.get("event_method", "POST"), settings, 10000),
    }
    voice: dict[str, object] = {"webhooks": webhooks}
    voice["signed_callbacks"] = settings.get("signed_callbacks", True)
    ttl = settings.get("conversations_ttl")
    if isinstance(ttl, timedelta):
        voice["conversations_ttl"] = int(ttl.total_seconds() // 3600)
    if "leg_persistence_time" in settings:
        days = settings["leg_persistence_time"]
        voice["leg_persistence_time"] = days.days if isinstance(days, timedelta) else days
    if "region" in settings:
        voice["region"] = settings["region"]
    return voice


def _webhook(
    address: str, method: object, settings: dict[str, object], default_socket: int
) -> dict[str, object]:
    webhook: dict[str, object] = {"address": address, "http_method": method}
    for name, default in (("connect_timeout", 1000), ("socket_timeout", default_socket)):
        value = settings.get(name)
        if isinstance(value, timedelta) and (milliseconds := int(value.total_seconds() * 1000)) != default:
            webhook[name] = milliseconds
    return webhook


def _others(settings: dict[str, object]) -> dict[str, object]:
    """The capabilities beside voice; each is there if its block was written."""
    made: dict[str, object] = {}
    if "messages" in settings:
        made["messages"] = {"webhooks": _urls(settings, "messages", ("inbound_url", "status_url"))}
    if "rtc" in settings:
        made["rtc"] = {"webhooks": _urls(settings, "rtc", ("event_url",))}
    if "vbc" in settings:
        made["vbc"] = {}
    if "verify" in settings:
        made["verify"] = {"webhooks": _urls(settings, "verify", ("status_url",))}
    return made


def _urls(settings: dict[str, object], kind: str, names: tuple[str, ...]) -> dict[str, object]:
    return {
        name: {"address": settings[f"{kind}.{name}"], "http_method": "POST"}
        for name in names
        if f"{kind}.{name}" in settings
    }
