"""What the linter for raw NCCO finds: a rule, a place in the JSON, plain words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from ivrc.node import node

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ivrc.diagnostics import Severity

Path: TypeAlias = tuple[str | int, ...]

_ADVICE = frozenset(("W211", "W244", "W245", "W246", "W248", "W249", "A311"))
_WARNINGS = frozenset(("A306", "A310"))


@node
class Finding:
    """One broken rule of reference 8 or 6.4; `path` leads from the root of the document to the value.

    `meant` is the text that surely belongs in the place of the value, or of its key if the key is wrong.
    """

    code: str
    path: Path
    message: str
    hint: str | None = None
    meant: str | None = None

    @property
    def severity(self) -> Severity:
        """Errors must not be sent to the platform; the rest is accepted by it."""
        if self.code in _ADVICE:
            return "advice"
        return "warning" if self.code[0] == "W" or self.code in _WARNINGS else "error"


Check: TypeAlias = "Callable[[object, Path, list[Finding]], None]"
ObjectCheck: TypeAlias = "Callable[[Mapping[str, object], Path, list[Finding]], None]"


def shown(value: object) -> str:
    """A JSON value as it is quoted in a message, cut after 40 characters."""
    text = json.dumps(value, ensure_ascii=False)
    return f"`{text}`" if len(text) <= 40 else f"`{text[:39]}…`"


def is_true(value: object) -> bool:
    """Whether a switch is on, also where it is written as text (W200)."""
    return value is True or value == "true"


def is_false(value: object) -> bool:
    """Whether a switch is off on purpose, also where it is written as text (W200)."""
    return value is False or value == "false"


def surely_meant(written: str, near: str | None) -> str | None:
    """`near` if the two differ in nothing but capitals, `_` and `-`: `event_url` is `eventUrl`."""
    return near if near and _plain(written) == _plain(near) else None


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")
