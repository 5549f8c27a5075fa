"""The target as data: every action, endpoint and application key (reference 2 and 6.1).

The linter, the emitter, the settings of the language, completion, hover and the reference page all read
these rows; a new option of the target is one row in `actions`, `endpoints` or `application`.
"""

from __future__ import annotations

from ivrc.ncco.actions import ACTIONS
from ivrc.ncco.application import APPLICATION
from ivrc.ncco.endpoints import ENDPOINTS
from ivrc.ncco.keys import ActionSpec, Key, KeyType, Unit

__all__ = [
    "ACTIONS",
    "APPLICATION",
    "ENDPOINTS",
    "ActionSpec",
    "Key",
    "KeyType",
    "Unit",
    "endpoint_key",
    "key",
]

_ACTION_KEYS = {(name, row.path): row for name, spec in ACTIONS.items() for row in spec.keys}
_ENDPOINT_KEYS = {(name, row.path): row for name, spec in ENDPOINTS.items() for row in spec.keys}


def key(action: str, path: str) -> Key:
    """The row of `path` (such as `dtmf.timeOut`) of an action; KeyError if there is none."""
    return _ACTION_KEYS[action, path]


def endpoint_key(kind: str, path: str) -> Key:
    """The row of `path` (such as `onAnswer.url`) of an endpoint kind; KeyError if there is none."""
    return _ENDPOINT_KEYS[kind, path]
