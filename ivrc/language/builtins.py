"""What the language brings along: functions, the fields of `call`, formats (language 9, 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.types import (
    BOOL,
    DIGITS,
    INT,
    LANGUAGE,
    PHONE,
    TEXT,
    Type,
    optional,
    present,
)
from ivrc.node import node

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTUAL = frozenset({"text", "digits", "phone", "url", "language"})
NUMERIC = frozenset({"int", "number"})
ANYTHING = frozenset[str]()


@node
class Parameter:
    """One parameter of a built-in function. `kinds`: of the types it takes; `ANYTHING` takes all.

    `like`: it must be of the type of the first one without `?`, or both are text of some kind.
    `optional`: it may be none.
    """

    name: str
    kinds: frozenset[str] = ANYTHING
    like: bool = False
    optional: bool = False


@node
class Function:
    """A built-in function. `result` tells its type from those of the arguments.

    `runtime` is its name in the module of `ivrc.runtime` that `module` names (`len` is Python's own);
    `speaks`: it also takes the caller's language as its last argument.
    """

    parameters: tuple[Parameter, ...]
    result: Callable[..., Type]
    doc: str
    runtime: str
    module: str = "functions"
    speaks: bool = False


@node
class BuiltinValue:
    """A value the language brings along."""

    type: Type
    doc: str


def _always(result: Type) -> Callable[..., Type]:
    return lambda *_: result


def _cut(of: Type, _count: Type) -> Type:
    """A part of a list is a list; a part of digits is digits, of anything else written it is text."""
    return of if of.element or of.kind == "digits" else TEXT


def _either(value: Type, otherwise: Type) -> Type:
    return present(value) if present(value) == otherwise else TEXT


_TEXT = Parameter(name="text", kinds=TEXTUAL)
_SEQUENCE = Parameter(name="value", kinds=TEXTUAL | {"list"})
_COUNT = Parameter(name="count", kinds=frozenset({"int"}))

FUNCTIONS: dict[str, Function] = {
    "len": Function(
        parameters=(_SEQUENCE,),
        result=_always(INT),
        doc="How many characters a text or elements a list has.",
        runtime="len",
    ),
    "last": Function(
        parameters=(_SEQUENCE, _COUNT),
        result=_cut,
        doc="The last `count` characters or elements.",
        runtime="last",
    ),
    "first": Function(
        parameters=(_SEQUENCE, _COUNT),
        result=_cut,
        doc="The first `count` characters or elements.",
        runtime="first",
    ),
    "starts_with": Function(
        parameters=(_TEXT, Parameter(name="beginning", kinds=TEXTUAL)),
        result=_always(BOOL),
        doc="Whether a text starts with another one.",
        runtime="starts_with",
    ),
    "digits": Function(
        parameters=(_TEXT,),
        result=_always(DIGITS),
        doc="The digits of a spoken number; everything else is dropped.",
        runtime="digits",
    ),
    "phone": Function(
        parameters=(_TEXT,),
        result=_always(optional(PHONE)),
        doc="The phone number that a text with a leading plus is, or none.",
        runtime="phone",
    ),
    "join": Function(
        parameters=(
            Parameter(name="list", kinds=frozenset({"list"})),
            Parameter(name="separator", kinds=TEXTUAL),
        ),
        result=_always(TEXT),
        doc="The elements of a list of texts as one text, with the separator between them.",
        runtime="join",
    ),
    "lower": Function(
        parameters=(_TEXT,), result=_always(TEXT), doc="A text in lower-case letters.", runtime="lower"
    ),
    "trim": Function(
        parameters=(_TEXT,), result=_always(TEXT), doc="A text without spaces around it.", runtime="trim"
    ),
    "if_empty": Function(
        parameters=(
            Parameter(name="value", optional=True),
            Parameter(name="otherwise", like=True),
        ),
        result=_either,
        doc="The value, or the other one when it is none or has nothing in it.",
        runtime="if_empty",
    ),
    "spoken": Function(
        parameters=(Parameter(name="number", kinds=NUMERIC),),
        result=_always(TEXT),
        doc="A number as words of the caller's language: twenty-one.",
        runtime="spoken",
        module="speaking",
        speaks=True,
    ),
    "find": Function(
        parameters=(Parameter(name="list", kinds=frozenset({"list"})),),
        result=optional,
        doc="`find(LIST, field=value)`: the first record whose field has the value, or none.",
        runtime="find",
    ),
}

CALL_FIELDS: dict[str, BuiltinValue] = {
    "from": BuiltinValue(type=optional(PHONE), doc="The caller's number; none when it is withheld or SIP."),
    "from_address": BuiltinValue(
        type=TEXT, doc="The caller's number, SIP address or user name, as received."
    ),
    "from_user": BuiltinValue(type=optional(TEXT), doc="The caller's user name, if it is an app's user."),
    "to": BuiltinValue(type=PHONE, doc="The number dialled, or the app's first number."),
    "uuid": BuiltinValue(type=TEXT, doc="The id of the caller's leg."),
    "conversation_uuid": BuiltinValue(type=TEXT, doc="The id of the conversation the call is in."),
    "language": BuiltinValue(type=LANGUAGE, doc="The language the caller hears."),
    "request_key": BuiltinValue(type=TEXT, doc="The same on a retry of the same request, else unique."),
}


@node
class Format:
    """`{value as NAME}`. `kinds`: of the types it takes; `runtime`: its function in `ivrc.runtime.MODULE`."""

    kinds: frozenset[str]
    doc: str
    runtime: str
    module: str = "speaking"


FORMATS: dict[str, Format] = {
    "digits": Format(
        kinds=frozenset({"text", "digits", "int", "phone"}),
        doc="Digit by digit: 1 2 3 4.",
        runtime="as_digits",
        module="texts",
    ),
    "spelled": Format(kinds=TEXTUAL, doc="Letter by letter: A B C.", runtime="as_spelled", module="texts"),
    "phone": Format(
        kinds=frozenset({"phone", "digits", "text"}), doc="A phone number in groups.", runtime="as_phone"
    ),
    "date": Format(
        kinds=frozenset({"date", "moment"}), doc="A date as one says it: 25 December 2026.", runtime="as_date"
    ),
    "time": Format(
        kinds=frozenset({"time", "moment"}), doc="A time of day as one says it: 9:00.", runtime="as_time"
    ),
    "currency": Format(kinds=NUMERIC, doc='An amount of money: `as currency("GBP")`.', runtime="as_currency"),
    "number": Format(kinds=NUMERIC, doc="A number as the language writes it: 1,234.5.", runtime="as_number"),
}
