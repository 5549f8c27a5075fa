"""The linter for raw NCCO and application bodies, as parsed JSON (reference 8 and 6.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.ncco.crosskeys import CROSS_KEYS
from ivrc.ncco.doubts import DOUBTS
from ivrc.ncco.finding import Finding, shown, surely_meant
from ivrc.ncco.objects import action_check, application_check
from ivrc.ncco.sequence import sequence_findings
from ivrc.ncco.spec import ACTIONS
from ivrc.ncco.texts import LISTS, TEXTS
from ivrc.words import closest, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.ncco.finding import ObjectCheck, Path

__all__ = ["Finding", "check_application", "check_ncco"]

# The order of reference 8.3; the order of actions comes in between, before the lists.
_PER_ACTION: dict[str, tuple[ObjectCheck, ...]] = {
    name: (
        action_check(name),
        *(check for table in (CROSS_KEYS, TEXTS, DOUBTS, LISTS) for check in table.get(name, ())),
    )
    for name in ACTIONS
}
_FOREIGN = {
    "hangup": "let the array end to hang up",
    "gather": "use `input`",
    "say": "use `talk`",
    "play": "use `stream`",
    "pause": "use `wait`",
    "redirect": "answer a webhook with the next NCCO",
    "dial": "use `connect`",
}


def check_ncco(document: object) -> list[Finding]:
    """All findings about one NCCO, action by action; about the order of actions only if all are objects."""
    if not isinstance(document, list):
        hint = None
        if isinstance(document, dict):
            hint = "give the value of `ncco` alone" if "ncco" in document else "put it into [ ]"
        return [Finding(code="E101", path=(), message="an NCCO is an array of actions", hint=hint)]
    if not document:
        return [Finding(code="E102", path=(), message="the array is empty: the caller hears nothing")]
    found: list[Finding] = []
    for index, action in enumerate(document):
        _check_action(action, (index,), found)
    if all(isinstance(action, dict) for action in document):
        found.extend(sequence_findings(document))
    return sorted(found, key=lambda finding: finding.path[0])


def _check_action(action: object, path: Path, found: list[Finding]) -> None:
    if not isinstance(action, dict):
        found.append(Finding(code="E103", path=path, message=f"{shown(action)} is not an action object"))
        return
    name = action.get("action")
    if "action" not in action:
        message, hint = "there is no `action`, so it is not known what to do", 'add `"action": "talk"`'
        found.append(Finding(code="E103", path=path, message=message, hint=hint))
    elif name == "pay":
        found.append(
            Finding(code="E105", path=(*path, "action"), message="`pay` was withdrawn by the platform")
        )
    elif not isinstance(name, str) or name not in ACTIONS:
        message = f"there is no action {shown(name)}"
        hint, meant = _action_hint(name)
        found.append(Finding(code="E104", path=(*path, "action"), message=message, hint=hint, meant=meant))
    else:
        for check in _PER_ACTION[name]:
            check(action, path, found)


def _action_hint(name: object) -> tuple[str, str | None]:
    """What to write, and the action that is surely meant."""
    if isinstance(name, str) and name in _FOREIGN:
        return _FOREIGN[name], None
    meant = closest(name, ACTIONS) if isinstance(name, str) else None
    if not meant:
        return f"the actions are {listed(ACTIONS, 'and')}", None
    return f"did you mean `{meant}`?", surely_meant(str(name), meant)


def check_application(document: object) -> list[Finding]:
    """All findings about the body of an application (reference 6.4)."""
    if not isinstance(document, dict):
        return [Finding(code="E107", path=(), message="an application body is an object")]
    found: list[Finding] = []
    application_check()(document, (), found)
    capabilities = document.get("capabilities")
    voice = capabilities.get("voice") if isinstance(capabilities, dict) else None
    if isinstance(voice, dict):
        _check_voice(voice, ("capabilities", "voice"), found)
    return found


def _check_voice(voice: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    webhooks = voice.get("webhooks", {})
    if isinstance(webhooks, dict):
        at = (*path, "webhooks") if "webhooks" in voice else path
        if missing := [f"`{name}`" for name in ("answer_url", "event_url") if name not in webhooks]:
            message = f"calls need {listed(missing, 'and')}"
            found.append(Finding(code="A301", path=at, message=message))
        if "fallback_answer_url" not in webhooks:
            message = "a caller hears nothing when the answer webhook is down"
            hint = "add `fallback_answer_url`"
            found.append(Finding(code="A311", path=at, message=message, hint=hint))
    if voice.get("signed_callbacks") is False:
        message = "anybody can send requests to the webhooks"
        found.append(
            Finding(code="A310", path=(*path, "signed_callbacks"), message=message, hint="remove it")
        )
