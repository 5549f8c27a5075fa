"""The committed table is the grammar's, and everything it names is known."""

from __future__ import annotations

import json

from ivrc.syntax.build import NODES
from ivrc.syntax.expected import WORDS, in_words
from ivrc.syntax.generate import IGNORED, lark, table_text
from ivrc.syntax.table import TABLE, load


def test_the_table_is_fresh() -> None:
    assert TABLE.read_text(encoding="utf-8") == table_text(), "run `python -m ivrc.syntax.generate`"


def test_the_grammar_has_no_conflicts() -> None:
    assert lark(strict=True).rules  # raises on the first one


def test_every_rule_has_a_node_and_every_node_a_rule() -> None:
    named = {name for _, name, _, _ in _rules() if name is not None and not name.startswith("__")}
    assert named == set(NODES)


def _rules() -> list[list[str | None]]:
    rules: list[list[str | None]] = json.loads(TABLE.read_text(encoding="utf-8"))["rules"]
    return rules


def test_every_terminal_has_words() -> None:
    terminals = {terminal.name for terminal in lark().terminals} - IGNORED
    assert terminals <= set(WORDS)


def test_general_words_replace_many() -> None:
    table = load()
    (start,) = (state for symbol, state in table.starts.items() if symbol == "interpolation")
    assert in_words({terminal for terminal in table.actions[start] if terminal in WORDS}) == ["a value"]
