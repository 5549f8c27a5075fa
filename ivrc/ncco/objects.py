"""Checks of whole objects, put together from the rows of the target: known keys, required keys, values."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ivrc.ncco.finding import Finding, shown, surely_meant
from ivrc.ncco.legacy import LEGACY, Legacy
from ivrc.ncco.spec import ACTIONS, APPLICATION, ENDPOINTS
from ivrc.ncco.values import value_check
from ivrc.ncco.voices import VOICE_NAMES
from ivrc.words import closest, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.ncco.finding import Check, ObjectCheck, Path
    from ivrc.ncco.keys import ActionSpec, Key, KeyType


@cache
def action_check(name: str) -> ObjectCheck:
    """The check of one kind of action by its rows; KeyError if there is no such action."""
    return _keys_check(ACTIONS[name], "", known="action")


@cache
def endpoint_check(kind: str) -> ObjectCheck:
    """The check of one kind of endpoint by its rows; KeyError if there is no such kind."""
    return _keys_check(ENDPOINTS[kind], "", known="type")


@cache
def application_check() -> ObjectCheck:
    """The check of an application body; keys that have no row are left alone, the API has more of them."""
    return _keys_check(APPLICATION, "", closed=False)


def _keys_check(spec: ActionSpec, prefix: str, *, known: str = "", closed: bool = True) -> ObjectCheck:
    """The check of the keys of an object that lies at `prefix` in the spec and is known to be an object."""
    rows = {row.path[len(prefix) :]: row for row in spec.keys if row.path.startswith(prefix)}
    checks = {name: _row_check(spec, row, closed) for name, row in rows.items() if "." not in name}
    names: dict[str, str] = {}
    for name in sorted(rows, key=lambda name: name.count(".")):
        names.setdefault(name.rpartition(".")[2], name)
    required = tuple(row for name, row in rows.items() if row.required and name in checks)
    aliases = _legacy_checks(spec, prefix)
    checks.update((name, check) for name, (check, _) in aliases.items())
    replaced = {legacy.replacement: name for name, (_, legacy) in aliases.items()}
    unknown = "E142" if prefix == "standardHeaders." else "E106"

    def check(value: Mapping[str, object], path: Path, found: list[Finding]) -> None:
        misspelt: set[str] = set()
        for name, item in value.items():
            if (of_key := checks.get(name)) is not None:
                of_key(item, (*path, name), found)
            elif closed and name != known:
                meant = names.get(closest(name, names) or "")
                misspelt.add(meant or "")
                found.append(_unknown_key(unknown, name, meant, path, names))
        for row in required:
            name = row.path[len(prefix) :]
            if name not in value and name not in misspelt and replaced.get(row.path) not in value:
                hint = f'add `"{name}": {_sample(row)}`'
                found.append(Finding(code=row.missing, path=path, message=f"`{name}` is missing", hint=hint))

    return check


def _sample(row: Key) -> str:
    """What a missing key may look like."""
    return f'"{row.choices[0]}"' if row.type == "choices" else _SAMPLES.get(row.type, "...")


_SAMPLES: dict[KeyType, str] = {
    "text": '"..."',
    "object": "{}",
    "url": '"https://..."',
    "urls": '["https://..."]',
    "choice_list": '["dtmf"]',
    "number_e164": '"447700900000"',
    "digits": '"111"',
    "websocket_uri": '"wss://..."',
    "conversation_id": '"CON-..."',
    "endpoints": '[{"type": "phone", "number": "447700900000"}]',
}


def _row_check(spec: ActionSpec, row: Key, closed: bool) -> Check:
    """The check of the value of a row, and of the rows below it."""
    if row.type == "endpoints":
        return _endpoints_check(row)
    of_value = value_check(row)
    prefix = f"{row.path}."
    if not any(other.path.startswith(prefix) for other in spec.keys):
        return of_value
    of_keys = _keys_check(spec, prefix, closed=closed)

    def check(value: object, path: Path, found: list[Finding]) -> None:
        of_value(value, path, found)
        if isinstance(value, dict):
            of_keys(value, path, found)

    return check


def _endpoints_check(row: Key) -> Check:
    def check(value: object, path: Path, found: list[Finding]) -> None:
        if not isinstance(value, list):
            message = f"`{row.path}` must be an array of one object"
            hint = "put it into [ ]" if isinstance(value, dict) else None
            found.append(Finding(code=row.missing, path=path, message=message, hint=hint))
            return
        if len(value) != 1 or not isinstance(value[0], dict):
            message = f"`{row.path}` must hold exactly one object; only one party can be dialled at a time"
            found.append(Finding(code=row.code, path=path, message=message))
        for index, endpoint in enumerate(value):
            if isinstance(endpoint, dict):
                _check_endpoint(endpoint, (*path, index), found)

    return check


def _check_endpoint(endpoint: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    kind = endpoint.get("type")
    if isinstance(kind, str) and kind in ENDPOINTS:
        endpoint_check(kind)(endpoint, path, found)
        return
    kinds = listed(f"`{name}`" for name in ENDPOINTS)
    if "type" in endpoint:
        message, at = f"{shown(kind)} is no kind of endpoint", (*path, "type")
    else:
        message, at = "the endpoint has no `type`", path
    found.append(Finding(code="E132", path=at, message=message, hint=f"write {kinds}"))


def _unknown_key(code: str, name: str, meant: str | None, path: Path, names: Mapping[str, str]) -> Finding:
    """`names` are those of keys here and further down, with the paths to them."""
    here = [key for key in names.values() if "." not in key]
    hint = f"did you mean `{meant}`?" if meant else f"the keys are {listed(here, 'and')}"
    message = f"there is no key `{name}` here"
    same = surely_meant(name, meant) if meant in here else None
    return Finding(code=code, path=(*path, name), message=message, hint=hint, meant=same)


def _legacy_checks(spec: ActionSpec, prefix: str) -> dict[str, tuple[Check, Legacy]]:
    """The checks of the old keys at `prefix`."""
    found: dict[str, tuple[Check, Legacy]] = {}
    for (owner, path), legacy in LEGACY.items():
        name = path[len(prefix) :]
        if owner == spec.name and path.startswith(prefix) and "." not in name:
            found[name] = (_legacy_check(spec, legacy, prefix), legacy)
    return found


def _legacy_check(spec: ActionSpec, legacy: Legacy, prefix: str) -> Check:
    """Reports the old key, and checks its value by the row that replaced it."""
    row = next((row for row in spec.keys if row.path == legacy.replacement), None)
    of_value = _row_check(spec, row, closed=True) if row else None

    def check(value: object, path: Path, found: list[Finding]) -> None:
        message = f"`{path[-1]}` is an old form"
        if legacy.code == "W247":
            message = f"`{path[-1]}` is known to some SDKs only; the reference does not have it"
        hint = _legacy_hint(legacy.replacement.removeprefix(prefix), value)
        found.append(Finding(code=legacy.code, path=path, message=message, hint=hint))
        if of_value:
            of_value(value, path, found)

    return check


def _legacy_hint(replacement: str, value: object) -> str | None:
    if replacement:
        return f"write `{replacement}`"
    voice = VOICE_NAMES.get(value.lower()) if isinstance(value, str) else None
    return f'write `"language": "{voice[0]}", "style": {voice[1]}`' if voice else None
