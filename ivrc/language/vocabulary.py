"""The words of the language: every declaration, step, setting and handler, one row each.

A setting that is an option of the target names its row of `ncco.spec` in `ncco`; ranges, lists and
defaults are read there and not repeated. Parsing of settings, messages, completion, formatter order and
the reference page all read this table.
"""

from __future__ import annotations

from ivrc.language.application import APPLICATION
from ivrc.language.asking import ASKING, SPEECH
from ivrc.language.connecting import CONNECTING
from ivrc.language.recording import RECORDING
from ivrc.language.rows import Kind, Step
from ivrc.language.speaking import SPEAKING

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (*SPEAKING, *ASKING, *CONNECTING, *RECORDING, *APPLICATION)
}

# What a `defaults` block may hold, for all kinds at once or in a block of one kind (language 3).
INHERITING = ("say", "play", "menu", "collect", "connect", "extern")

FLOW, CALLEE, AFTER, FALLBACK = "flow", "callee", "after", "fallback"


def _step(name: str, usage: str, doc: str, low: int, high: int, *where: str) -> Step:
    return Step(name=name, usage=usage, doc=doc, values=(low, high), where=frozenset(where))


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        _step("say", 'say "text"', "speak text to the caller", 1, 1, FLOW, CALLEE, FALLBACK),
        _step("play", 'play "https://..."', "play an audio file", 1, 1, FLOW, CALLEE, FALLBACK),
        _step("menu", "menu { ... }", "ask a question answered by key or voice", 0, 0, FLOW),
        _step(
            "collect", "collect digits name { ... }", "ask for digits, a number, a phone or words", 2, 2, FLOW
        ),
        _step("connect", "connect target { ... }", "call somebody and join the two", 1, 2, FLOW, FALLBACK),
        _step("record", "record name", "record a message or the call", 0, 1, FLOW),
        _step("await", "await name { ... }", "hold the caller until a recording was delivered", 1, 1, FLOW),
        _step("join", "join conference as role", "enter a conference", 1, 3, FLOW),
        _step("notify", 'notify "https://..." { ... }', "tell a server something", 1, 1, FLOW),
        _step("wait", "wait 2s", "a pause", 1, 1, FLOW, CALLEE, FALLBACK),
        _step("transfer", "transfer conversation", "move the call to an existing conversation", 1, 1, FLOW),
        _step("language", "language fr-FR", "switch the caller's language", 1, 1, FLOW, FALLBACK),
        _step("hangup", "hangup", "end the call", 0, 0, FLOW, FALLBACK),
    )
}
COLLECT_KINDS = ("digits", "number", "phone", "speech", "any")
ENDPOINT_KINDS = ("phone", "app", "sip", "websocket", "vbc")
# Which settings make sense for which kind of answer.
DTMF_ONLY = frozenset({"length", "range", "country", "finish_on"})
SPEECH_ONLY = frozenset(s.name for s in SPEECH) | {"hints"}

DECLARATIONS: dict[str, str] = {
    "import": "adds another file's declarations",
    "app": "the Vonage application",
    "defaults": "what menus, collects and calls start from",
    "param": "a value given at build with -D",
    "const": "a named constant",
    "var": "a value kept through the call",
    "endpoint": "a named connect target",
    "prompt": "what is said, for each language",
    "hours": "opening hours",
    "type": "a record or an enumeration",
    "extern": "a function of your own system",
    "recording": "how something is recorded",
    "conference": "a room in which several callers talk",
    "answer": "where an incoming call starts",
    "outbound": "where a call that we place starts",
    "fallback": "what is heard when the webhook server is down",
    "event": "reacts to call events",
    "flow": "a sequence of steps",
    "menu": "a question answered by key or voice",
    "anywhere": "options of every menu",
    "test": "a scripted call",
    "ensure": "a property that is proved",
}

# Statements with a grammar rule of their own, for did-you-mean among the words that may start a step.
STATEMENT_WORDS = ("if", "match", "let", "set", "return", "each", "press", "speak", "on")
