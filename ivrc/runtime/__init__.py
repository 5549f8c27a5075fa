"""What generated webhook modules import: the parts that are the same for every call flow.

Names are loaded when they are asked for: the compiler shares parts of the runtime without starting all of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ivrc.runtime.answers import AnyAnswer, SpeechAnswer
    from ivrc.runtime.app import App
    from ivrc.runtime.call import Call, current_call
    from ivrc.runtime.delivering import Recorded
    from ivrc.runtime.events import Event, Recording
    from ivrc.runtime.failures import ConfigurationError, ExternFailed
    from ivrc.runtime.functions import digits, find, first, if_empty, join, last, lower, phone, trim
    from ivrc.runtime.hooks import Extern, Reply
    from ivrc.runtime.hours import Closed, Hours, Open
    from ivrc.runtime.module import Module
    from ivrc.runtime.options import known_language, offered, sentences
    from ivrc.runtime.placing import call_request
    from ivrc.runtime.reply import Ncco, ncco
    from ivrc.runtime.routes import Choice
    from ivrc.runtime.texts import as_digits, as_spelled, plain, ssml

_PARTS = {
    "answers": (
        "AnyAnswer",
        "SpeechAnswer",
    ),
    "app": ("App",),
    "call": (
        "Call",
        "current_call",
    ),
    "delivering": ("Recorded",),
    "events": (
        "Event",
        "Recording",
    ),
    "failures": (
        "ConfigurationError",
        "ExternFailed",
    ),
    "functions": (
        "digits",
        "find",
        "first",
        "if_empty",
        "join",
        "last",
        "lower",
        "phone",
        "trim",
    ),
    "hooks": (
        "Extern",
        "Reply",
    ),
    "hours": (
        "Closed",
        "Hours",
        "Open",
    ),
    "module": ("Module",),
    "options": (
        "known_language",
        "offered",
        "sentences",
    ),
    "placing": ("call_request",),
    "reply": (
        "Ncco",
        "ncco",
    ),
    "routes": ("Choice",),
    "texts": (
        "as_digits",
        "as_spelled",
        "plain",
        "ssml",
    ),
}
_HOME = {name: part for part, names in _PARTS.items() for name in names}

__all__ = [
    "AnyAnswer",
    "App",
    "Call",
    "Choice",
    "Closed",
    "ConfigurationError",
    "Event",
    "Extern",
    "ExternFailed",
    "Hours",
    "Module",
    "Ncco",
    "Open",
    "Recorded",
    "Recording",
    "Reply",
    "SpeechAnswer",
    "as_digits",
    "as_spelled",
    "call_request",
    "current_call",
    "digits",
    "find",
    "first",
    "if_empty",
    "join",
    "known_language",
    "last",
    "lower",
    "ncco",
    "offered",
    "phone",
    "plain",
    "sentences",
    "ssml",
    "trim",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found
