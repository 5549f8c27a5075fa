"""The words that editors know, taken from the tables of the language."""

from __future__ import annotations

from ivrc.language.trials import TEST_STATEMENTS
from ivrc.language.vocabulary import COLLECT_KINDS, DECLARATIONS, ENDPOINT_KINDS, INHERITING, KINDS, STEPS
from ivrc.syntax.table import load

BOOLEANS = frozenset({"true", "false"})
KEYWORDS = frozenset({*load().words, "else"}) - BOOLEANS
OPENING = KEYWORDS & {*DECLARATIONS}
"""Keywords only where a declaration begins."""

ROWS = frozenset({"open", "closed"})
"""Keywords only where a row of opening hours begins."""

ANYWHERE = KEYWORDS - OPENING - ROWS
"""Keywords wherever they stand. The words behind `as` and `is` are told by these two."""

TYPED = frozenset({"flow", "extern", "prompt", "menu", "outbound"})
"""Declarations with parameters."""

NAMED = frozenset({"const", "param", "type", "endpoint", "hours", "recording", "conference", "let"})
"""Other declarations with a name behind their word."""

BLOCKS = frozenset(name for kind in KINDS.values() for name in kind.blocks)
ACTIONS = frozenset({*STEPS, *TEST_STATEMENTS, *BLOCKS, *INHERITING}) - KEYWORDS
"""Words that begin a statement: steps, blocks of settings, what a test does."""

KINDS_BEHIND = {"collect": COLLECT_KINDS, "connect": (*ENDPOINT_KINDS, "all")}
"""Steps, and the words that tell behind them of which kind the value is that follows."""

VALUE = r'(?=[ \t]+["+\[a-zA-Z_])'
"""Behind such a word: without a value it is a name."""

CONSTANTS = BOOLEANS | {"none"}
ROOTS = frozenset({"call", "event", "recording", "env"})
"""Values of the language whose fields are asked for."""
