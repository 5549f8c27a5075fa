"""What generated webhook modules import: the parts that are the same for every call flow."""

from ivrc.runtime.answers import AnyAnswer, SpeechAnswer
from ivrc.runtime.app import App
from ivrc.runtime.call import Call, current_call
from ivrc.runtime.events import Event, Recording
from ivrc.runtime.failures import ConfigurationError, ExternFailed
from ivrc.runtime.functions import digits, find, first, if_empty, join, last, lower, phone, trim
from ivrc.runtime.hooks import Extern, Reply
from ivrc.runtime.hours import Closed, Hours, Open
from ivrc.runtime.module import Module
from ivrc.runtime.options import offered, sentences
from ivrc.runtime.reply import Ncco, ncco
from ivrc.runtime.routes import Choice
from ivrc.runtime.texts import as_digits, as_spelled, plain, ssml

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
    "Recording",
    "Reply",
    "SpeechAnswer",
    "as_digits",
    "as_spelled",
    "current_call",
    "digits",
    "find",
    "first",
    "if_empty",
    "join",
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
