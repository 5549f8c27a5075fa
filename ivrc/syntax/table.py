"""The parse table as it is used: loaded from `table.json`, with what each reduction does."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ivrc.syntax.build import NODES

if TYPE_CHECKING:
    from ivrc.syntax.build import Build

TABLE = Path(__file__).with_name("table.json")
SKIPPED = r"[ \t]*+(?://[^\r\n]*+)?"
END = "$END"
BAD = "$BAD"


class Table:
    """LALR(1) states, and how tokens are found.

    `actions[state][terminal]` is the state to go to, a reduction, or the name of a symbol that the only value
    on top is as well (no node to make); `gotos[state][symbol]` the state behind a reduction.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.starts: dict[str, tuple[int, int]] = data["starts"]
        self.words: dict[str, str] = data["words"]
        self.operators: dict[str, str] = data["operators"]
        self.patterns: dict[str, str] = data["patterns"]
        self.kinds = ["", *self.patterns, "operator", END, BAD]
        operators = "|".join(re.escape(text) for text in sorted(self.operators, key=len, reverse=True))
        patterns = "|".join(f"({pattern})" for pattern in self.patterns.values())
        self.tokens = re.compile(rf"{SKIPPED}(?:{patterns}|({operators})|(\Z)|([\s\S]))")
        reductions = [_reduction(*rule) for rule in data["rules"]]
        self.actions: list[dict[str, Any]] = []
        self.gotos: list[dict[str, int]] = []
        for row in data["states"]:
            self.actions.append({s: reductions[~to] if to < 0 else to for s, to in row.items() if s[-1].isupper()})
            self.gotos.append({s: to for s, to in row.items() if not s.isupper()})
        self._narrow: dict[int, re.Pattern[str]] = {}

    def narrow(self, state: int) -> re.Pattern[str]:
        """Finds only tokens that `state` can take, and line breaks; the group is named like the terminal."""
        if state not in self._narrow:
            row = self.actions[state]
            wanted = {name: pattern for name, pattern in self.patterns.items() if name in row or name == "_NL"}
            words: dict[str, list[str]] = {}
            for word, name in self.words.items():
                if name in row:
                    words.setdefault(name, []).append(word)
            keywords = {name: rf"(?:{'|'.join(some)})(?!\w)" for name, some in words.items()}
            signs = {name: re.escape(sign) for sign, name in self.operators.items() if name in row}
            name_pattern = {"NAME": wanted.pop("NAME")} if "NAME" in wanted else {}
            tokens = wanted | keywords | name_pattern | signs
            self._narrow[state] = re.compile("|".join(f"(?P<{name}>{text})" for name, text in tokens.items()))
        return self._narrow[state]


def _reduction(symbol: str, name: str | None, length: int, children: list[int | None]) -> str | tuple[Any, ...]:
    """(how many values, the symbol they become, what to take of them, how), or just the symbol."""
    if name is None:
        return symbol
    build: Build | None = None if symbol.startswith("__") else NODES[name]
    take = None if children == list(range(length)) else children
    return length, symbol, take, build


@cache
def load() -> Table:
    """The committed table."""
    return Table(json.loads(TABLE.read_text(encoding="utf-8")))
