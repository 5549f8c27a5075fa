"""The types of the language (language 11), as values."""

from __future__ import annotations

from dataclasses import replace

from ivrc.node import node


@node
class Type:
    """`kind` is a built-in name, or `record`, `enum`, `list`, `none`, `unknown`.

    `name` is that of a record or enumeration; `element` that of a list. `unknown` is the type of what was
    already reported: it fits everything, so that one mistake gives one message.
    """

    kind: str
    name: str = ""
    element: Type | None = None
    optional: bool = False

    def __str__(self) -> str:
        shown = f"{self.element}[]" if self.element else self.name or self.kind
        return f"{shown}?" if self.optional else shown


TEXT = Type(kind="text")
DIGITS = Type(kind="digits")
INT = Type(kind="int")
NUMBER = Type(kind="number")
BOOL = Type(kind="bool")
PHONE = Type(kind="phone")
URL = Type(kind="url")
DATE = Type(kind="date")
TIME = Type(kind="time")
MOMENT = Type(kind="moment")
DURATION = Type(kind="duration")
LANGUAGE = Type(kind="language")
NONE = Type(kind="none", optional=True)
RANGE = Type(kind="range")
DATE_RANGE = Type(kind="date_range")
YEARLY = Type(kind="yearly")
YEARLY_RANGE = Type(kind="yearly_range")
KEY = Type(kind="key")
UNKNOWN = Type(kind="unknown")
SPEECH = Type(kind="record", name="Speech")
ANY_ANSWER = Type(kind="record", name="Answer")
RECORDED = Type(kind="record", name="Recorded")

SIMPLE: dict[str, Type] = {
    t.kind: t for t in (TEXT, DIGITS, INT, NUMBER, BOOL, PHONE, URL, DATE, TIME, MOMENT, DURATION, LANGUAGE)
}

# What `collect speech` and `collect any` give (language 6), and `await` (language 7).
ANSWER_FIELDS: dict[str, dict[str, Type]] = {
    "Speech": {"text": TEXT, "confidence": NUMBER, "recording_url": Type(kind="url", optional=True)},
    "Answer": {
        "digits": Type(kind="digits", optional=True),
        "text": Type(kind="text", optional=True),
        "confidence": Type(kind="number", optional=True),
    },
    "Recorded": {
        "recording_url": URL,
        "recording_uuid": TEXT,
        "conversation_uuid": TEXT,
        "start_time": MOMENT,
        "end_time": MOMENT,
        "timestamp": MOMENT,
        "size": INT,
    },
}

_PLAIN_WORDS: dict[str, str] = {
    "text": "text",
    "digits": "digits",
    "int": "a whole number",
    "number": "a number",
    "bool": "true or false",
    "phone": "a phone number",
    "url": "a web address",
    "date": "a date",
    "time": "a time of day",
    "moment": "a moment (date and time)",
    "duration": "a duration",
    "language": "a language",
    "none": "none",
    "unknown": "something unknown",
    "range": "a range of numbers",
    "date_range": "a range of dates",
    "yearly": "a day of every year",
    "yearly_range": "a range of days of every year",
    "key": "a key of the phone",
}


def described(of: Type) -> str:
    """A type in words for messages: `a phone number`, `a list of text`, `` a `Customer` or none``."""
    if of.element:
        words = f"a list of {_listed_elements(of.element)}"
    elif of.name:
        words = f"{'an' if of.name[0] in 'AEIOU' else 'a'} `{of.name}`"
    else:
        words = _PLAIN_WORDS[of.kind]
    return f"{words} or none" if of.optional and of.kind != "none" else words


def _listed_elements(of: Type) -> str:
    words = described(of).removeprefix("a ").removeprefix("an ")
    return words if of.kind in ("text", "digits", "bool", "unknown") or of.element else f"{words}s"


def optional(of: Type) -> Type:
    """`T?`."""
    return of if of.optional else replace(of, optional=True)


def present(of: Type) -> Type:
    """`T?` after it was tested: `T`."""
    return replace(of, optional=False) if of.optional else of


def list_of(element: Type) -> Type:
    """`T[]`."""
    return Type(kind="list", element=element)
