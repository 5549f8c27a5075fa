"""Keys that the platform accepts and we never emit (reference 2 and 8.2)."""

from __future__ import annotations

from ivrc.node import node


@node
class Legacy:
    """An old key; `replacement` is the path of the row that took its place, if there is one."""

    code: str
    replacement: str = ""


_WEBHOOKS = "capabilities.voice.webhooks"

# Action or endpoint kind and path of the old key.
LEGACY: dict[tuple[str, str], Legacy] = {
    ("talk", "voiceName"): Legacy(code="W202"),
    ("talk", "provider"): Legacy(code="W247"),
    ("talk", "providerOptions"): Legacy(code="W247"),
    ("input", "timeOut"): Legacy(code="W203", replacement="dtmf.timeOut"),
    ("input", "maxDigits"): Legacy(code="W203", replacement="dtmf.maxDigits"),
    ("input", "submitOnHash"): Legacy(code="W203", replacement="dtmf.submitOnHash"),
    ("input", "speech.provider"): Legacy(code="W247"),
    ("input", "speech.providerOptions"): Legacy(code="W247"),
    ("transfer", "conversation_id"): Legacy(code="W207", replacement="conversationId"),
    ("connect", "advanced_machine_detection"): Legacy(code="W208", replacement="advancedMachineDetection"),
    ("sip", "standard_headers"): Legacy(code="W208", replacement="standardHeaders"),
    **{
        ("application", f"{_WEBHOOKS}.{name}.connection_timeout"): Legacy(
            code="A306", replacement=f"{_WEBHOOKS}.{name}.connect_timeout"
        )
        for name in ("answer_url", "fallback_answer_url", "event_url")
    },
    ("phone", "onAnswer.ringback"): Legacy(code="W206", replacement="onAnswer.ringbackTone"),
}
