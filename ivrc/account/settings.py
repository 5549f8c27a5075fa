"""Settings of an application: where the account differs from a program, and the body that makes it equal.

What a program speaks of is compared, and only that: each key of its `application.json`, and the whole of
the webhooks for calls, where a key that is not written means the platform's default.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ivrc.ncco.application import APPLICATION
from ivrc.node import node

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrc.ncco.keys import Key

WHOLE = "capabilities.voice.webhooks"
PUBLIC_KEY = "keys.public_key"
OBJECTS = ("object", "empty_object")
FORMER = {"connection_timeout": "connect_timeout"}
"""Names that the documents of 2021 have for keys of these webhooks, to today's."""


@node
class Setting:
    """A setting that differs; `old` is None if the account has none."""

    path: str
    old: Any
    new: Any


def differences(body: Mapping[str, Any], settings: Mapping[str, Any] | None) -> tuple[Setting, ...]:
    """What of the program's `body` the account does not have, in the order of the target's table.

    Without `settings` there is no application, and all of the body is new.
    """
    found = []
    for key in APPLICATION.keys:
        new = _wanted(key, body)
        if new is None or (settings is None and _at(body, key.path) is None):
            continue
        old = _at(settings, key.path)
        effective = key.default if old is None and settings is not None else old
        if not _same(key.path, effective, new):
            found.append(Setting(path=key.path, old=effective, new=new))
    return tuple(found)


def changed(
    settings: Mapping[str, Any], body: Mapping[str, Any], changes: Iterable[Setting]
) -> Mapping[str, Any]:
    """The settings with what the program writes and with these changes, everything else as it is."""
    written = {key.path: _at(body, key.path) for key in APPLICATION.keys if key.type not in OBJECTS}
    wanted = {path: value for path, value in written.items() if value is not None}
    for path, value in (wanted | {change.path: change.new for change in changes}).items():
        settings = _with(settings, path.split("."), value)
    return settings


def modern(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """The settings with today's names of their keys."""
    webhooks = _at(settings, WHOLE)
    if not isinstance(webhooks, Mapping):
        return settings
    renamed = {
        name: {FORMER.get(key, key): value for key, value in webhook.items()}
        if isinstance(webhook, Mapping)
        else webhook
        for name, webhook in webhooks.items()
    }
    return _with(settings, WHOLE.split("."), renamed)


def _wanted(key: Key, body: Mapping[str, Any]) -> Any:
    """What the program wants of a key; None if that is not its business. An object counts if it is empty."""
    value = _at(body, key.path)
    if key.type in OBJECTS:
        return value if value == {} else None
    return key.default if value is None and key.path.startswith(WHOLE) else value


def _same(path: str, old: Any, new: Any) -> bool:
    if new == {}:
        return isinstance(old, Mapping)
    if path == PUBLIC_KEY:
        return "".join(str(old).split()) == "".join(new.split())
    return bool(old == new)


def _at(settings: Any, path: str) -> Any:
    for name in path.split("."):
        settings = settings.get(name) if isinstance(settings, Mapping) else None
    return settings


def _with(settings: Any, names: list[str], value: Any) -> dict[str, Any]:
    """A copy with that value at the end of the way of `names`."""
    here = settings if isinstance(settings, Mapping) else {}
    first, *rest = names
    return {**here, first: _with(here.get(first), rest, value) if rest else value}
