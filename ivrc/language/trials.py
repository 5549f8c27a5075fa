"""The words of `test` and `ensure` (language 13)."""

from __future__ import annotations

from ivrc.node import node


@node
class Statement:
    """A statement of a test; `values`: least and most values in front of its block."""

    name: str
    usage: str
    doc: str
    values: tuple[int, int]


def _row(name: str, usage: str, doc: str, low: int, high: int) -> Statement:
    return Statement(name=name, usage=usage, doc=doc, values=(low, high))


TEST_STATEMENTS: dict[str, Statement] = {
    row.name: row
    for row in (
        _row("at", "at 2026-11-20 10:00", "the clock", 2, 2),
        _row(
            "call", "call from +441632960123 to +441632960000", "a call comes in, or one that we place", 2, 4
        ),
        _row("hear", 'hear "text"', "what is spoken next contains this", 1, 1),
        _row("not", 'not hear "text"', "what is spoken next does not contain this", 2, 2),
        _row("silence", "silence", "the caller does nothing", 0, 0),
        _row("hangup", "hangup", "the caller hangs up", 0, 0),
        _row("answer", "answer busy", "how the dialling ended", 1, 1),
        _row("callee", 'callee hears "text"', "what the called party hears", 2, 2),
        _row("leave", "leave 5s", "speak into the recording", 1, 1),
        _row("expect", "expect connect NAME", "where the call stands", 1, 4),
    )
}
TEST_WORDS = (*TEST_STATEMENTS, "given", "press", "speak")

STATUSES = ("answered", "human", "machine", "busy", "timeout", "failed", "rejected", "unanswered")

EXPECTATIONS: dict[str, tuple[str, ...]] = {
    "connect": ("const", "param", "endpoint"),
    "join": ("conference",),
    "record": ("recording",),
    "collect": (),
    "call": ("extern",),
    "hangup": (),
}
"""What may be expected, and of which kinds the name behind it is; () where it is none of the program's."""

PROPERTIES: tuple[tuple[str, ...], ...] = (
    ("every", "menu", "reaches", "NAME", "within", "NUMBER", "inputs"),
    ("every", "menu", "reaches", "NAME"),
    ("every", "call", "ends"),
    ("no", "record", "before", "NAME"),
    ("NAME", "reaches", "NAME", "within", "NUMBER", "inputs"),
    ("NAME", "reaches", "NAME"),
)
"""The forms of `ensure`; NAME is a flow, menu or prompt."""
