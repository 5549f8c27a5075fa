"""What a row of the vocabulary is: settings, handlers, kinds, steps."""

from __future__ import annotations

from typing import Literal

from ivrc.node import node

Form = Literal[
    "text",
    "url",
    "phone",
    "phones",
    "language",
    "duration",
    "hours",
    "days",
    "milliseconds",
    "int",
    "number",
    "bool",
    "key",
    "length",
    "range",
    "word",
    "roles",
    "sentence",
    "expression",
    "expression_or_true",
]


@node
class Setting:
    """`form` says how the value is written; `ncco` is (action, path) in the target's table.

    `words` are the values of form `word` and the places of form `sentence`; `many`: several values may stand
    behind the colon; `constant`: the value must be known at build.
    """

    name: str
    form: Form
    doc: str
    ncco: tuple[str, str] | None = None
    words: tuple[str, ...] = ()
    many: bool = False
    constant: bool = False
    low: float | None = None
    high: float | None = None


@node
class Handler:
    """`on NAME`; `counted`: `on NAME 2` is allowed; `body`: which steps its block may hold."""

    name: str
    doc: str
    body: Literal["flow", "callee", "after"] = "flow"
    counted: bool = False


@node
class Kind:
    """Something with a block of settings, handlers and nested blocks."""

    name: str
    doc: str
    settings: tuple[Setting, ...] = ()
    handlers: tuple[Handler, ...] = ()
    blocks: tuple[str, ...] = ()


@node
class Step:
    """A step written as `word value... { block }`. `where`: flow, callee, after, fallback (language 4, 7)."""

    name: str
    doc: str
    usage: str
    values: tuple[int, int]
    where: frozenset[str]


def setting(
    name: str,
    form: Form,
    doc: str,
    ncco: str = "",
    words: tuple[str, ...] = (),
    many: bool = False,
    constant: bool = False,
    low: float | None = None,
    high: float | None = None,
) -> Setting:
    """A row; `ncco` is written `action:path`."""
    action, _, path = ncco.partition(":")
    target = (action, path) if ncco else None
    return Setting(
        name=name,
        form=form,
        doc=doc,
        ncco=target,
        words=words,
        many=many,
        constant=constant,
        low=low,
        high=high,
    )


EVENT_URL = "where the results go instead of the generated module"
EVENT_METHOD = "how that URL is called"
METHODS = ("GET", "POST")


def event_settings(action: str) -> tuple[Setting, Setting]:
    """The two settings that send the results of an action elsewhere."""
    return (
        setting("event_url", "url", EVENT_URL, f"{action}:eventUrl"),
        setting("event_method", "word", EVENT_METHOD, f"{action}:eventMethod", METHODS),
    )
