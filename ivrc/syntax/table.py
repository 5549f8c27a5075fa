"""The parse table as it is used: loaded from `table.json`, with what each reduction does."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ivrc.syntax.build import NODES

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.syntax.build import Build

TABLE = Path(__file__).with_name("table.json")
SKIPPED = r"[ \t]*+(?://[^\r\n]*+)?"
END = "$END"
BAD = "$BAD"
ACCEPT: Final = object()


class Table:
    """LALR(1) states, and how tokens are found.

    `actions[state][terminal]` is the state to go to, a reduction, or the name of a symbol that the only value
    on top is as well (no node to make); `gotos[state][symbol]` the state behind a reduction.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.starts = {symbol: start for symbol, (start, _) in data["starts"].items()}
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
            self.actions.append(
                {s: reductions[~to] if to < 0 else to for s, to in row.items() if s[-1].isupper()}
            )
            self.gotos.append({s: to for s, to in row.items() if not s.isupper()})
        for _, last in data["starts"].values():
            self.actions[last][END] = ACCEPT
        self.jumps: dict[tuple[int, str, str], int] = {}
        self._narrow: dict[int, re.Pattern[str]] = {}

    def jump(self, below: int, symbol: str, terminal: str) -> int:
        """The state behind `symbol` on `below`, past all reductions that only rename it; kept in `jumps`."""
        state = self.gotos[below][symbol]
        while isinstance(step := self.actions[state].get(terminal), str):
            state = self.gotos[below][step]
        self.jumps[below, symbol, terminal] = state
        return state

    def narrow(self, state: int) -> re.Pattern[str]:
        """Finds only tokens that `state` can take, and line breaks; the group is named like the terminal."""
        if state not in self._narrow:
            row = self.actions[state]
            wanted = {
                name: pattern for name, pattern in self.patterns.items() if name in row or name == "_NL"
            }
            words: dict[str, list[str]] = {}
            for word, name in self.words.items():
                if name in row:
                    words.setdefault(name, []).append(word)
            keywords = {name: rf"(?:{'|'.join(some)})(?!\w)" for name, some in words.items()}
            signs = {name: re.escape(sign) for sign, name in self.operators.items() if name in row}
            if "MINUS" in signs:
                signs["MINUS"] += "(?!>)"  # half of an arrow is no minus
            name_pattern = {"NAME": wanted.pop("NAME")} if "NAME" in wanted else {}
            tokens = wanted | keywords | name_pattern | signs
            self._narrow[state] = re.compile("|".join(f"(?P<{name}>{text})" for name, text in tokens.items()))
        return self._narrow[state]


def _reduction(
    symbol: str, name: str | None, length: int, children: list[int | None]
) -> str | tuple[Any, ...]:
    """(how many values, the symbol they become, what to take of them, how), or just the symbol."""
    if name is None:
        return symbol
    build: Build | None = None if symbol.startswith("__") else NODES[name]
    take = None if children == list(range(length)) else _taker(children)
    return length, symbol, take, build


def _taker(wanted: list[int | None]) -> Callable[[list[Any]], list[Any]]:
    """Takes the wanted children, see `generate._rule`; the most frequent cases by the shortest way."""
    if wanted == [~0, 2]:
        return lambda c: c[0].append(c[2]) or c[0]
    if len(wanted) == 1 and wanted[0] is not None and wanted[0] >= 0:
        only = slice(wanted[0], wanted[0] + 1)
        return lambda c: c[only]
    return lambda c: _taken(c, wanted)


def _taken(children: list[Any], wanted: list[int | None]) -> list[Any]:
    """The wanted children; a list that grows at its end is extended in place."""
    first, *rest = wanted or [None]
    taken: list[Any]
    if first is not None and first < 0:
        taken = children[~first]
    else:
        taken, rest = [], wanted
    for at in rest:
        if at is None:
            taken.append(None)
        elif at < 0:
            taken.extend(children[~at])
        else:
            taken.append(children[at])
    return taken


@cache
def load() -> Table:
    """The committed table."""
    return Table(json.loads(TABLE.read_text(encoding="utf-8")))
