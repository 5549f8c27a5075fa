"""What generated webhook modules import: the parts that are the same for every call flow."""

from ivrc.runtime.answers import AnyAnswer, SpeechAnswer
from ivrc.runtime.app import App
from ivrc.runtime.call import Call, current_call
from ivrc.runtime.events import Event, Recording
from ivrc.runtime.failures import ConfigurationError, ExternFailed
from ivrc.runtime.hooks import Extern
from ivrc.runtime.hours import Closed, Hours, Open
from ivrc.runtime.module import Module
from ivrc.runtime.reply import Ncco, ncco
from ivrc.runtime.routes import Choice

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
    "SpeechAnswer",
    "current_call",
    "ncco",
]
