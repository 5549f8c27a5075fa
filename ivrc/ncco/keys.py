"""The shape of a table row of the target: one key of a JSON object (reference 2 and 6.1)."""

from __future__ import annotations

from typing import Literal

from ivrc.node import node

KeyType = Literal[
    "text",  # minimum and maximum are lengths; not empty if there is no minimum
    "int",
    "number",
    "bool",
    "object",  # its keys are rows of their own below it, or any JSON if there are none
    "url",  # absolute http or https URL
    "urls",  # array of exactly one such URL
    "choices",  # one of `choices`
    "choice_list",  # non-empty array of different `choices`
    "texts",  # array of non-empty texts
    "leg",  # array of exactly one leg id
    "legs",  # array of different leg ids, may be empty
    "number_e164",  # 7 to 15 digits without plus
    "key",  # one of 0-9 * #
    "tones",  # one or more of 0-9 * # p
    "digits",  # one or more of 0-9
    "language",  # BCP-47 tag; whether it exists is asked of voices.py
    "websocket_uri",
    "sip_uri",
    "conversation_id",  # CON- and a UUID
    "endpoints",  # array of exactly one endpoint object
    "headers",  # object of texts
    "empty_object",  # {}
]
Unit = Literal["seconds", "milliseconds", ""]
METHODS = ("GET", "POST")


@node
class Key:
    """One key of an action, an endpoint or the application body; emitted in table order.

    `path` is dotted and relative to the object that is described; `default` is what the platform assumes
    (None if nothing); `minimum` and `maximum` are inclusive. `code` reports a wrong value, `range_code` a
    number out of range where that is another rule, `missing` the absence of a required key.
    """

    path: str
    type: KeyType
    doc: str
    required: bool = False
    default: object = None
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    unit: Unit = ""
    code: str = "E107"
    range_code: str = ""
    missing: str = ""


@node
class ActionSpec:
    """An action, an endpoint kind or the application body: its keys in emission order.

    `action` of an action and `type` of an endpoint come before them and are not rows.
    """

    name: str
    doc: str
    keys: tuple[Key, ...]


def row(
    path: str,
    kind: KeyType,
    doc: str,
    *,
    default: object = None,
    within: tuple[float | None, float | None] = (None, None),
    choices: tuple[str, ...] = (),
    unit: Unit = "",
    code: str = "E107",
    range_code: str = "",
    missing: str = "",
) -> Key:
    """A `Key` in one line of a table; naming the code for its absence makes it required."""
    return Key(
        path=path,
        type=kind,
        doc=doc,
        required=bool(missing),
        default=default,
        minimum=within[0],
        maximum=within[1],
        choices=choices,
        unit=unit,
        code=code,
        range_code=range_code or code,
        missing=missing,
    )
