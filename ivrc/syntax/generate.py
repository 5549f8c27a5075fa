"""Makes `table.json`, the parse table, from `grammar/ivr.lark`: `python -m ivrc.syntax.generate`.

The only module that needs Lark; a test holds the committed table against the grammar.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lark import Lark
from lark.lexer import PatternRE, PatternStr, TerminalDef
from lark.parsers.lalr_analysis import Shift

from ivrc.syntax.table import TABLE

if TYPE_CHECKING:
    from lark.grammar import Rule

PACKAGED = Path(__file__).with_name("ivr.lark")
GRAMMAR = PACKAGED if PACKAGED.exists() else Path(__file__).parents[2] / "grammar" / "ivr.lark"
"""The wheel holds the grammar beside this module; a checkout in its own folder."""
STARTS = ["start", "interpolation"]
IGNORED = frozenset({"COMMENT", "SPACE"})
WORDS = re.compile(r"(?:\(\?:)?([a-z|]+)\)?\(\?!\\w\)")


def whole_word(terminal: TerminalDef) -> None:
    """A keyword of letters must not match the beginning of a longer word."""
    if isinstance(terminal.pattern, PatternStr) and terminal.pattern.value.isalpha():
        terminal.pattern = PatternRE(terminal.pattern.value + r"(?!\w)")
        terminal.priority = 20


def lark(**options: Any) -> Lark:
    """Lark's own parser of the grammar."""
    return Lark(
        GRAMMAR.read_text(encoding="utf-8"),
        parser="lalr",
        start=STARTS,
        maybe_placeholders=True,
        edit_terminals=whole_word,
        **options,
    )


def table_text() -> str:
    """What `table.json` has to hold: one line a rule and a state."""
    parser = lark()
    analysed = parser.parser.parser._parse_table  # noqa: SLF001 (no public way to it)
    rules = {rule: at for at, rule in enumerate(parser.rules)}
    numbers = _numbered(analysed)
    states = [
        {
            symbol: numbers[target] if action is Shift else ~rules[target]
            for symbol, (action, target) in sorted(analysed.states[state].items())
        }
        for state in numbers
    ]
    terminals = sorted(
        parser.terminals,
        key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name),  # as Lark does
    )
    table: dict[str, Any] = {
        "grammar": sha256(GRAMMAR.read_bytes()).hexdigest(),
        "starts": {
            name: [numbers[analysed.start_states[name]], numbers[analysed.end_states[name]]]
            for name in STARTS
        },
        **_tokens(terminals),
    }
    head = json.dumps(table, indent=1)[:-2]
    body = [_listed("rules", [_rule(rule) for rule in rules]), _listed("states", states)]
    return ",\n".join([head, *body]) + "\n}\n"


def _numbered(analysed: Any) -> dict[Any, int]:
    """States in the order in which the symbols, sorted, lead to them: the same in every process."""
    order = [analysed.start_states[name] for name in STARTS]
    for state in order:
        for _, (action, target) in sorted(analysed.states[state].items()):
            if action is Shift and target not in order:
                order.append(target)
    return {state: at for at, state in enumerate(order)}


def _listed(name: str, rows: list[Any]) -> str:
    return f' "{name}": [\n' + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]"


def _tokens(terminals: list[TerminalDef]) -> dict[str, Any]:
    """Terminals as words, operators and, in the order in which they are tried, patterns."""
    words: dict[str, str] = {}
    operators: dict[str, str] = {}
    patterns: dict[str, str] = {}
    for terminal in terminals:
        value = terminal.pattern.value
        if match := WORDS.fullmatch(value):
            words.update(dict.fromkeys(match[1].split("|"), terminal.name))
        elif isinstance(terminal.pattern, PatternStr):
            operators[value] = terminal.name
        elif terminal.name not in IGNORED:
            patterns[terminal.name] = value
    return {"words": words, "operators": operators, "patterns": patterns}


def _rule(rule: Rule) -> list[Any]:
    """Symbol made, name of the node (null: hands its only child on), length, and the children to take.

    Of the children `n` is the nth symbol's value, `~n` all of the nth symbol's list, null an absent optional.
    """
    absent = "".join(str(int(flag)) for flag in rule.options.empty_indices) or "0" * len(rule.expansion)
    gaps = [len(run) for run in absent.split("0")]
    children: list[int | None] = []
    for at, symbol in enumerate(rule.expansion):
        children += [None] * gaps[at]
        if symbol.is_term and symbol.filter_out:  # type: ignore[attr-defined] # a Terminal has it
            continue
        children.append(~at if symbol.name.startswith("__") else at)
    children += [None] * gaps[-1]
    name: str | None = rule.alias or rule.origin.name
    if rule.options.expand1 and not rule.alias and children == [0] and len(rule.expansion) == 1:
        name = None
    return [rule.origin.name, name, len(rule.expansion), children]


if __name__ == "__main__":
    TABLE.write_text(table_text(), encoding="utf-8")
