"""Rules about keys of one action that depend on each other (reference 8.1, order of 8.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.ncco.finding import Finding, is_false, is_true

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.ncco.finding import ObjectCheck, Path


def _channels_need_split(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    if "channels" in action and "split" not in action:
        message = "`channels` does nothing unless the parties are split"
        found.append(
            Finding(
                code="E114", path=(*path, "channels"), message=message, hint='add `"split": "conversation"`'
            )
        )


def _mute_excludes_can_speak(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    if "canSpeak" in action and is_true(action.get("mute")):
        message = "`mute` and `canSpeak` both say who hears this leg"
        found.append(Finding(code="E123", path=(*path, "mute"), message=message, hint="keep one of them"))


def _transcription_needs_record(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    record = action.get("record")
    if "transcription" in action and (record is None or is_false(record)):
        message = "nothing is transcribed, because the room is not recorded"
        found.append(
            Finding(code="E124", path=(*path, "transcription"), message=message, hint='add `"record": true`')
        )


def _one_caller_id(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    if "from" in action and is_true(action.get("randomFromNumber")):
        message = "`from` and `randomFromNumber` both choose the caller id"
        found.append(
            Finding(code="E144", path=(*path, "randomFromNumber"), message=message, hint="keep one of them")
        )


def _endpoint_rules(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    endpoints = action.get("endpoint")
    for index, endpoint in enumerate(endpoints if isinstance(endpoints, list) else ()):
        if not isinstance(endpoint, dict):
            continue
        at = (*path, "endpoint", index)
        if endpoint.get("type") == "sip":
            _sip_address(endpoint, at, found)
        elif endpoint.get("type") == "websocket":
            _websocket_authorization(endpoint, at, found)


def _sip_address(endpoint: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    given = [name for name in ("uri", "user", "domain") if name in endpoint]
    if given not in (["uri"], ["user", "domain"]):
        message = "the SIP address needs either `uri`, or `user` and `domain`"
        found.append(Finding(code="E140", path=path, message=message))


def _websocket_authorization(endpoint: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    authorization = endpoint.get("authorization")
    if not isinstance(authorization, dict):
        return
    kind, has_value = authorization.get("type"), "value" in authorization
    if kind == "custom" and not has_value:
        message = "`custom` authorization has no `value` to send"
        found.append(Finding(code="E139", path=(*path, "authorization"), message=message))
    elif kind == "vonage" and has_value:
        message = "`value` is not sent, because `vonage` authorization sends a signed token"
        found.append(Finding(code="E139", path=(*path, "authorization", "value"), message=message))


def _input_kinds(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    kinds = action.get("type")
    if action.get("mode") == "asynchronous":
        _asynchronous_input(action, path, found)
    elif isinstance(kinds, list):
        for kind in ("dtmf", "speech"):
            if kind in action and kind not in kinds:
                message = f"`type` does not list `{kind}`, so these settings do nothing"
                hint = f'add "{kind}" to `type`'
                found.append(Finding(code="E191", path=(*path, kind), message=message, hint=hint))


def _asynchronous_input(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    kinds = action.get("type")
    of_type = kinds == "speech" or (isinstance(kinds, list) and "speech" in kinds)
    if of_type or "speech" in action:
        message = "`asynchronous` takes keys only, not speech"
        found.append(Finding(code="E190", path=(*path, "type" if of_type else "speech"), message=message))
    if action.get("dtmf"):
        message = "`asynchronous` sends every key by itself, so there are no key settings"
        found.append(Finding(code="E190", path=(*path, "dtmf"), message=message, hint="remove `dtmf`"))


CROSS_KEYS: dict[str, tuple[ObjectCheck, ...]] = {
    "record": (_channels_need_split,),
    "conversation": (_mute_excludes_can_speak, _transcription_needs_record),
    "connect": (_one_caller_id, _endpoint_rules),
    "input": (_input_kinds,),
    "transfer": (_mute_excludes_can_speak,),
}
