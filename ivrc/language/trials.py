"""The words of `test` and `ensure` (language 13)."""

from __future__ import annotations

from ivrc.node import node


@node
class Statement:
    """A statement of a test; `values`: least and most values behind its word."""

    name: str
    usage: str
    doc: str
    values: tuple[int, int]


def _row(name: str, usage: str, doc: str, low: int, high: int) -> Statement:
    return Statement(name=name, usage=usage, doc=doc, values=(low, high))


def _rows(*rows: Statement) -> dict[str, Statement]:
    return {row.name: row for row in rows}


TEST_STATEMENTS = _rows(
    _row("at", "at 2026-11-20 10:00", "the clock when the call comes", 2, 2),
    _row("given", "given f(_, 2) = value", "what an extern answers; `given f fails`: it does not", 0, 0),
    _row("call", "call from +441632960123 to +441632960000", "a call comes in; `to` may be left out", 2, 4),
    _row("hear", 'hear "text"', "what is spoken next contains this", 1, 1),
    _row("not", 'not hear "text"', "what is spoken next does not contain this", 2, 2),
    _row("press", "press 1", "the caller presses these keys", 0, 0),
    _row("speak", 'speak "words"', "the caller says this", 0, 0),
    _row("silence", "silence", "the caller does nothing", 0, 0),
    _row("hangup", "hangup", "the caller hangs up", 0, 0),
    _row("answer", "answer busy", "how the dialling ends, or what becomes of a call that we place", 1, 1),
    _row("callee", 'callee hears "text"', "what `on answer` says to the called party", 2, 2),
    _row("leave", "leave 5s", "the caller speaks into the recording", 1, 1),
    _row("expect", "expect connect NAME", "where the call stands", 1, 4),
)
TEST_WORDS = tuple(TEST_STATEMENTS)

STATUSES = (
    "answered",
    "human",
    "machine",
    "busy",
    "timeout",
    "failed",
    "rejected",
    "unanswered",
    "disconnected",
)

EXPECTATIONS = _rows(
    _row("connect", "expect connect SALES", "this target is dialled, or talks to the caller", 0, 2),
    _row("join", "expect join standup as moderator", "the caller is in the room, in this role", 1, 3),
    _row("record", "expect record message", "what the caller says is recorded", 0, 1),
    _row("collect", "expect collect account", "this is asked", 0, 1),
    _row("hangup", "expect hangup", "the call is over", 0, 0),
    _row("call", "expect call f(_, 2)", "an extern was called so; `_` fits anything", 1, 1),
)
"""What may be expected; `values` counts what stands behind the second word."""

PROPERTIES: tuple[tuple[str, ...], ...] = (
    ("every", "menu", "reaches", "NAME", "within", "NUMBER", "inputs"),
    ("every", "menu", "reaches", "NAME"),
    ("every", "call", "ends"),
    ("no", "record", "before", "NAME"),
    ("NAME", "reaches", "NAME", "within", "NUMBER", "inputs"),
    ("NAME", "reaches", "NAME"),
)
"""The forms of `ensure`; NAME is a flow, menu or prompt."""
